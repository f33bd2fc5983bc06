//! The samples of the project: the clean ones give nothing to object to, the others nearly everything planted in them.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use fashen::finding::{Confidence, Finding};
use fashen::lawbook::Lawbook;
use fashen::review::{Settings, check};
use fashen::{rule, source};
use jiff::civil::date;

fn findings(sample: &str, region: &str) -> Vec<Finding> {
    let rules = rule::load(&rule::built_in(), region).unwrap_or_else(|faults| panic!("{}", faults.len()));
    let lawbook = Lawbook::built_in();
    let place = rules.region(region);
    let settings = Settings {
        rules: &rules,
        lawbook: &lawbook,
        region: &place,
        library: None,
        themes: &[],
        lists: None,
        as_of: date(2026, 11, 21),
        kind: None,
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/samples").join(sample);
    let source = source::read(&path).unwrap_or_else(|unread| panic!("{sample}: {unread:?}"));
    check(source, &settings, None).outcome.findings
}

fn loud(sample: &str, region: &str) -> Vec<String> {
    let findings = findings(sample, region);
    let loud = findings.iter().filter(|finding| finding.confidence > Confidence::Possible);
    loud.map(|finding| format!("{} {}", finding.rule, finding.place)).collect()
}

#[test]
fn clean_samples_give_nothing() {
    for sample in ["clean.txt", "clean.gb18030.txt", "qingxi-notice.corrected.txt"] {
        for region in ["000000", "430000"] {
            assert_eq!(loud(sample, region), Vec::<String>::new(), "{sample} {region}");
        }
    }
}

/// Every line is a fault that was planted: the rule, and the article it stands in.
const PLANTED: &str = "
    citation/cites-repealed-law 第一条
    citation/names-renamed-organ 第四条第二款
    content/compels-purchase 第六条
    drafting/lacks-mentioned-attachment 第十条
    competition/refuses-those-off-roster 第十条
    content/sets-licence 第十一条第一款
    content/demands-proof 第十二条第三项
    content/demands-proof 第十二条第四项
    content/files-as-licence 第十四条第一款
    competition/requires-local-establishment 第十四条第二款
    content/sets-deposit 第十五条
    content/takes-cash-deposit-only 第十五条
    content/sets-fee 第十六条
    content/sets-forced-execution 第十六条
    drafting/skips-article-number 第二十条
    competition/names-supplier 第二十条
    content/compels-purchase 第二十一条
    competition/treats-outside-firms-harder 第二十三条
    competition/grants-exclusive-operation 第二十四条
    competition/prefers-local-suppliers 第二十五条
    competition/scores-local-track-record 第二十五条
    competition/rewards-moving-in 第二十六条
    competition/returns-tax 第二十六条
    drafting/declares-short-name-twice 第三十条
    content/blacklists 第三十条
    content/bars-from-business 第三十条
    content/delegates-enforcement 第三十一条
    content/sets-penalty 第三十二条
    content/sets-forced-execution 第三十二条
    reference/points-to-missing-paragraph 第三十三条
    content/cuts-off-utilities 第三十四条
    content/sets-penalty 第三十四条
    citation/cites-article-beyond-last 第三十五条
    citation/names-renamed-organ 第三十五条
    reference/points-to-missing-article 第三十六条
    content/bars-remedies 第三十七条
    citation/names-renamed-organ 第四十条
    validity/takes-effect-before-publication 第四十一条第一款
    validity/states-no-term 
";

#[test]
fn the_planted_faults_are_found() {
    let found = loud("qingxi-notice.txt", "430000");
    let planted = PLANTED.lines().map(str::trim_start).filter(|line| !line.is_empty());
    let missing: Vec<_> = planted.filter(|line| !found.iter().any(|f| f == line)).collect();
    assert!(missing.is_empty(), "{missing:#?}\n{found:#?}");
    let all = findings("qingxi-notice.txt", "430000");
    for quiet in ["content/sets-inspection-quota", "content/reaches-back"] {
        assert!(all.iter().any(|finding| &*finding.rule == quiet), "{quiet}");
    }
}

#[test]
fn lawful_support_is_left_alone() {
    let found = loud("subsidy.txt", "000000");
    let lawful = ["第二点（四）", "第二点（五）", "第三点（三）", "第四点（四）", "第四点（五）", "第五点", "第六点"];
    for line in &found {
        assert!(!lawful.iter().any(|place| line.split(' ').nth(1).is_some_and(|at| at.starts_with(place))), "{line}");
    }
    for place in [
        "第一点（一）",
        "第一点（二）",
        "第一点（三）",
        "第一点（四）",
        "第一点（五）",
        "第二点（一）",
        "第二点（二）",
        "第二点（三）",
        "第三点（一）",
        "第三点（二）",
        "第三点（四）",
        "第四点（一）",
    ] {
        assert!(found.iter().any(|line| line.ends_with(place)), "{place}: {found:#?}");
    }
}

#[test]
fn the_end_of_a_term_is_told() {
    assert!(loud("expiring.txt", "000000").iter().any(|line| line.starts_with("validity/expires-soon")));
}

/// A term of years is counted from a day that the region fixes; without a verified rule of the place nothing is certain.
#[test]
fn a_counted_end_is_no_surer_than_the_rule_it_is_counted_by() {
    for region in ["000000", "430000"] {
        let findings = findings("expiring.txt", region);
        let ends: Vec<_> = findings.iter().filter(|finding| &*finding.rule == "validity/expires-soon").collect();
        assert_eq!(ends.len(), 1, "{region}");
        assert_eq!(ends[0].confidence, Confidence::Likely, "{region}");
    }
}

/// A file that holds no provisions and no sentence is not passed over in silence.
#[test]
fn a_text_without_a_body_is_said_to_be_unchecked() {
    let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
    let lawbook = Lawbook::built_in();
    let place = rules.region("000000");
    let settings = Settings {
        rules: &rules,
        lawbook: &lawbook,
        region: &place,
        library: None,
        themes: &[],
        lists: None,
        as_of: date(2026, 11, 21),
        kind: None,
    };
    let source = source::read_bytes("青溪县人民政府关于加强养犬管理的通知".as_bytes(), "通知.txt").unwrap();
    let outcome = check(source, &settings, None).outcome;
    assert!(outcome.unchecked.iter().any(|unchecked| unchecked.what == "正文"), "{:?}", outcome.unchecked);
}
