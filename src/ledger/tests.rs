//! The ledger by itself: what goes in comes out, once.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::date;

use super::*;
use crate::date::Calendar;
use crate::date::Date;
use crate::rule::{Region, Start, Valued};
use crate::source::tables_of;

/// A folder of its own for a test; gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("fashen-ledger-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("台账.sqlite")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn document(title: &str) -> Record {
    Record::default().with(Field::Title, title).with(Field::Kind, "normative-document")
}

fn rows(csv: &str) -> Import<Record> {
    ledger_rows(&tables_of(csv.as_bytes(), "台账.csv").unwrap(), "台账", &[], None)
}

fn import(ledger: &mut Ledger, csv: &str) -> (Counts, Import<Record>) {
    let mut rows = rows(csv);
    (ledger.import("台账.csv", &mut rows).unwrap(), rows)
}

fn value<T>(value: T, verified: bool) -> Option<Valued<T>> {
    Some(Valued { value, source: "青溪县试行规定".to_owned(), verified })
}

fn region() -> Region {
    let mut region = Region::default();
    region.values.term_start = value(Start::Effective, true);
    region.values.evaluation_months = value(6, true);
    region.values.filing_days = value(15, false);
    region.values.review_working_days_max = value(15, true);
    region
}

fn due(ledger: &Ledger, region: &Region, from: Date, to: Date) -> Vec<Due> {
    ledger.due(region, &Calendar::built_in(), Window { from, to }, from).unwrap().items
}

const TABLE: &str = "\
序号,文件名称,文号,起草单位,收件日期,意见种类,审核意见号,意见条数,采纳条数,办结日期,公布日期,施行日期,有效期,领导批示
1,青溪县灯会管理办法,青政规〔2026〕1号,文旅局,2026-01-05,意见书,青司审〔2026〕1号,6,5,2026-01-12,2026-02-01,2026-03-01,5年,同意
2,青溪县河灯收费规定,,财政局,2026-02-02,复函,青司函〔2026〕1号,0,,2026-02-04,,,,
3,,青政规〔2026〕3号,财政局,2026-02-02,,,,,,,,,
4,青溪县走马灯评比方案,,文旅局,去年底,复函,青司函〔2026〕2号,,,2026-03-04,,,,
合计,4,,,,,,,,,,,,
";

#[test]
fn a_table_goes_in_once_and_loses_nothing() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (counts, read) = import(&mut ledger, TABLE);
    assert_eq!(counts, Counts { added: 3, changed: 0, unchanged: 0 });
    let rejected: Vec<_> = read.rejected.iter().map(|row| (row.line, row.why.as_str())).collect();
    assert_eq!(rejected, [(4, "没有名称")]);
    assert_eq!(read.rejected[0].cells[1], ("文号".to_owned(), "青政规〔2026〕3号".to_owned()));
    let doubt = &read.doubts[0];
    assert_eq!((doubt.line, doubt.heading.as_str(), doubt.cell.as_str()), (5, "收件日期", "去年底"));
    assert_eq!((read.unknown[0].1.as_str(), read.skipped), ("领导批示", 1));
    assert_eq!(ledger.rejected().unwrap().len(), 1);

    let (again, _) = import(&mut ledger, TABLE);
    assert_eq!(again, Counts { added: 0, changed: 0, unchanged: 3 });
    assert_eq!(ledger.rejected().unwrap().len(), 1);
    let first = &ledger.named("青政规〔2026〕1号").unwrap()[0];
    assert_eq!(first.record.extra["领导批示"], "同意");
    assert_eq!(first.reviews.len(), 1);
    let lamp = &ledger.named("青溪县走马灯评比方案").unwrap()[0];
    assert_eq!(lamp.record.extra["收件日期"], "去年底");
}

#[test]
fn a_document_is_known_again_and_completed() {
    let mut ledger = Ledger::in_memory().unwrap();
    let draft = document("青溪县灯会管理办法").with(Field::Received, "2026-01-05");
    let first = ledger.put(&[draft]).unwrap()[0];
    let issued = document("《青溪县灯会管理办法》").with(Field::DocumentNumber, "青政规〔2026〕1号");
    let second = ledger.put(&[issued.with(Field::Published, "2026-02-01")]).unwrap()[0];
    assert_eq!((second.document, second.outcome), (first.document, Outcome::Changed));
    let other = document("青溪县灯会管理办法").with(Field::DocumentNumber, "青政规〔2031〕9号");
    assert_ne!(ledger.put(&[other]).unwrap()[0].document, first.document);
    let kept = &ledger.named(&first.document.to_string()).unwrap()[0];
    assert_eq!((kept.stage(), kept.reviews.len()), (Stage::Issued, 1));
}

#[test]
fn a_second_round_is_another_review() {
    let mut ledger = Ledger::in_memory().unwrap();
    let round = |received: &str, letter: &str| {
        document("青溪县灯会管理办法").with(Field::Received, received).with(Field::Letter, letter)
    };
    let rounds = [round("2026-01-05", "一号"), round("2026-02-05", "二号"), round("2026-01-05", "一号")];
    let stored = ledger.put(&rounds).unwrap();
    assert_eq!(stored[0].document, stored[1].document);
    assert_ne!(stored[0].review, stored[1].review);
    assert_eq!(stored[0].review, stored[2].review);
}

#[test]
fn numbers_follow_each_other_without_gaps() {
    let mut ledger = Ledger::in_memory().unwrap();
    let form = Form::parse("{代字}DR-{年}-{序号:5}").unwrap();
    let filling = Filling { code: Some("QX"), organ: None, year: 2026 };
    let on = date(2026, 5, 1);
    let imported = document("旧办法").with(Field::Registration, "QXDR-2026-00007");
    let stored = ledger.put(&[imported, document("甲办法"), document("乙办法")]).unwrap();
    let mut give = |at: usize| ledger.give_number(stored[at].document, &form, filling, on).unwrap();
    assert_eq!(give(1).value, "QXDR-2026-00008");
    assert_eq!(give(2).value, "QXDR-2026-00009");
    assert!(give(2).is_old && give(2).value == "QXDR-2026-00009", "a second asking gives the same number");
    ledger.void_number("QXDR-2026-00009", "重复登记").unwrap();
    assert_eq!(ledger.give_number(stored[2].document, &form, filling, on).unwrap().value, "QXDR-2026-00010");
    let faults = ledger.number_faults(&form, filling).unwrap();
    assert_eq!(faults.missing.len(), 6, "1 to 6 never were");
    assert_eq!(faults.void, [("QXDR-2026-00009".to_owned(), "重复登记".to_owned())]);
}

#[test]
fn a_number_that_is_taken_rejects_the_row_alone() {
    let mut ledger = Ledger::in_memory().unwrap();
    let table = "文件名称,登记号\n甲办法,QX-1\n乙办法,QX-1\n丙办法,QX-2\n";
    let (counts, read) = import(&mut ledger, table);
    assert_eq!((counts.added, read.rejected.len()), (2, 1));
    assert!(read.rejected[0].why.contains("已经给了《甲办法》") && read.rejected[0].line == 3);
    let id = ledger.named("丙办法").unwrap()[0].id;
    let taken = ledger.change(id, &Record::default().with(Field::Registration, "QX-1"));
    assert!(matches!(taken, Err(Fault::Taken { .. })));
}

#[test]
fn terms_evaluations_filings_and_replies_fall_due() {
    let mut ledger = Ledger::in_memory().unwrap();
    let long = document("甲办法").with(Field::Effective, "2021-12-01").with(Field::Term, "5年");
    let printed = document("乙办法").with(Field::Published, "2020-01-01").with(Field::Expires, "2026-12-31");
    let over = document("丙办法").with(Field::Expires, "2026-12-31").with(Field::State, "已废止");
    let fresh = document("丁办法").with(Field::Published, "2026-11-20").with(Field::Effective, "2026-12-20");
    let asked = document("戊办法").with(Field::Received, "2026-11-16");
    let filed = [long, printed, over].map(|record| record.with(Field::Filed, "2022-01-01"));
    ledger.put(&filed).unwrap();
    ledger.put(&[fresh, asked]).unwrap();
    let found = due(&ledger, &region(), date(2026, 11, 22), date(2027, 5, 22));
    let told: Vec<_> = found.iter().map(|it| (it.date, it.kind, it.title.as_str(), it.is_certain)).collect();
    assert_eq!(
        told,
        [
            // The earlier reading of five years.
            (date(2026, 11, 30), DueKind::Expiry, "甲办法", true),
            (date(2026, 12, 5), DueKind::Filing, "丁办法", false),
            (date(2026, 12, 7), DueKind::Review, "戊办法", true),
            (date(2026, 12, 31), DueKind::Expiry, "乙办法", true),
        ]
    );
    assert!(found[0].note.contains("2026-12-01") && found[1].note.contains("未核"));
    let early = due(&ledger, &region(), date(2026, 5, 22), date(2026, 6, 30));
    let told: Vec<_> = early.iter().map(|it| (it.date, it.kind, it.title.as_str())).collect();
    assert_eq!(
        told,
        [(date(2026, 5, 30), DueKind::Evaluation, "甲办法"), (date(2026, 6, 30), DueKind::Evaluation, "乙办法"),]
    );
}

#[test]
fn working_days_and_terms_unstated_follow_the_region() {
    let mut ledger = Ledger::in_memory().unwrap();
    let new = document("甲办法").with(Field::Published, "2026-09-28").with(Field::Effective, "2026-09-28");
    ledger.put(&[new]).unwrap();
    let mut region = region();
    region.values.filing_working_days = value(3, true);
    region.values.term_months_default = value(24, false);
    // 1 to 7 October are holidays.
    let found = due(&ledger, &region, date(2026, 9, 28), date(2026, 12, 1));
    assert_eq!((found[0].kind, found[0].date, found[0].is_certain), (DueKind::Filing, date(2026, 10, 8), true));
    let found = due(&ledger, &region, date(2028, 9, 1), date(2028, 10, 1));
    assert_eq!((found[0].kind, found[0].date, found[0].is_certain), (DueKind::Expiry, date(2028, 9, 27), false));
}

#[test]
fn a_year_is_counted() {
    let mut ledger = Ledger::in_memory().unwrap();
    import(&mut ledger, TABLE);
    let contract = Record::default().with(Field::Title, "灯笼采购合同").with(Field::Kind, "contract");
    let filed = Record::default().with(Field::Title, "某处罚决定").with(Field::Kind, "enforcement-filing");
    let cleaned = document("旧灯会办法").with(Field::Cleaned, "2026-06-01").with(Field::Cleaning, "repealed");
    ledger
        .put(&[contract.with(Field::Received, "2026-05-05"), filed.with(Field::Filed, "2026-05-06"), cleaned])
        .unwrap();
    let tally = ledger.tally(2026).unwrap();
    let named = |shares: &[Share]| {
        shares.iter().map(|share| format!("{}{}", share.name, share.count)).collect::<Vec<_>>().join(" ")
    };
    // A lamp contest and a fee rule have no number of a document yet: other documents.
    assert_eq!(named(&tally.items), "规范性文件1 合同1 其他重要文件2");
    assert_eq!(named(&tally.letters), "合法性审查意见书1 复函2");
    assert_eq!((tally.total(), tally.in_progress), (4, 1));
    assert_eq!((tally.opinions, tally.accepted, tally.accepted_of), (6, 5, 6));
    assert_eq!((tally.days.known, tally.days.longest, tally.days.mean), (2, 7, 4.5));
    assert_eq!(
        (named(&tally.recorded), named(&tally.cleaned), tally.issued),
        ("备案的行政处罚、行政强制1".to_owned(), "废止1".to_owned(), 1)
    );
    assert_eq!(ledger.tally(2025).unwrap().total(), 0);
}

#[test]
fn plan_and_documents_are_compared() {
    let mut ledger = Ledger::in_memory().unwrap();
    let entry = |title: &str| PlanEntry { title: title.to_owned(), ..PlanEntry::default() };
    let plan = [entry("青溪县灯会管理办法（制定）"), entry("青溪县龙舟赛管理规定")];
    assert_eq!(ledger.add_plan(2026, "规范性文件制定计划", &plan).unwrap(), 2);
    assert_eq!(ledger.add_plan(2026, "规范性文件制定计划", &plan).unwrap(), 0);
    ledger
        .put(&[
            document("青溪县人民政府关于印发《青溪县灯会管理办法（试行）》的通知").with(Field::Received, "2026-03-01"),
            document("青溪县烟花燃放通告").with(Field::Published, "2026-04-01"),
            document("青溪县旧事").with(Field::Published, "2020-04-01"),
            document("灯会合同").with(Field::Kind, "contract").with(Field::Received, "2026-03-01"),
        ])
        .unwrap();
    let coverage = ledger.coverage(2026).unwrap();
    let titles = |kept: &[Kept]| kept.iter().map(|kept| kept.record.title().to_owned()).collect::<Vec<_>>();
    assert_eq!(coverage.came.len(), 1);
    assert_eq!(coverage.came[0].entry.entry.title, "青溪县灯会管理办法（制定）");
    assert_eq!(coverage.missing[0].entry.title, "青溪县龙舟赛管理规定");
    assert_eq!(titles(&coverage.unplanned), ["青溪县烟花燃放通告"]);
    assert_eq!(titles(&coverage.unreviewed), ["青溪县烟花燃放通告"]);
}

fn finding(rule: &str, clause: &str, message: &str) -> PastFinding {
    let fingerprint = format!("1:{rule}");
    let (rule, clause, message) = (rule.to_owned(), clause.to_owned(), message.to_owned());
    PastFinding { rule, clause, message, fingerprint, ..PastFinding::default() }
}

#[test]
fn earlier_opinions_come_back_with_what_came_of_them() {
    let mut ledger = Ledger::in_memory().unwrap();
    let findings = vec![finding("content/sets-penalty", "违反本办法规定的，由文旅局处五百元罚款。", "设定罚款")];
    let review = ReviewRecord { record: document("青溪县灯会管理办法"), findings };
    let stored = ledger.record_review(&review).unwrap();
    let decided = decisions("[[decision]]\nrule=\"x\"\nfingerprint=\"1:content/sets-penalty\"\ndecision=\"accepted\"\nreason=\"无依据\"\n[[decision]]\nfingerprint=\"2\"\ndecision=\"\"\n").unwrap();
    assert_eq!(decided.len(), 1);
    assert_eq!(ledger.record_decisions(stored.document, &decided).unwrap(), 0);
    assert_eq!(ledger.record_review(&review).unwrap(), Stored { outcome: Outcome::Unchanged, ..stored });
    let replied = Record::default().with(Field::Letter, "青司审〔2026〕1号").with(Field::Replied, "2026-01-12");
    ledger.change(stored.document, &replied).unwrap();
    ledger.record_outcomes(stored.document, &[("1:content/sets-penalty".to_owned(), "采纳".to_owned())]).unwrap();
    let kept = &ledger.named(&stored.document.to_string()).unwrap()[0];
    let found = ledger.findings(kept.reviews[0].id).unwrap();
    assert_eq!((kept.reviews.len(), found.len()), (1, 1), "a decision is not lost by another look");

    let clause = |text: &str, rules: &[&str]| Clause {
        text: text.to_owned(),
        rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
        ..Clause::default()
    };
    let clauses = [
        clause("违反本规定的，由水务局处五百元罚款。", &[]),
        clause("擅自放灯的，处一千元罚款。", &["content/sets-penalty"]),
        clause("本规定由水务局解释。", &[]),
    ];
    let earlier = ledger.similar("青溪县河灯规定", &clauses, 3).unwrap();
    let told: Vec<_> = earlier.iter().map(|it| (it.clause, it.same_rule, it.letter.as_deref())).collect();
    assert_eq!(told, [(0, false, Some("青司审〔2026〕1号")), (1, true, Some("青司审〔2026〕1号"))]);
    assert_eq!(earlier[0].finding.outcome.as_deref(), Some("采纳"));
    assert_eq!(earlier[0].finding.reason.as_deref(), Some("无依据"));
    assert!(ledger.similar("《青溪县灯会管理办法》", &clauses, 3).unwrap().is_empty(), "not of itself");
}

#[test]
fn opinions_of_a_table_are_remembered() {
    let mut ledger = Ledger::in_memory().unwrap();
    let table = "序号,文件名称,文件有关内容,审查意见,是否采纳,意见书文号\n1,青溪县灯会办法,外地企业须缴纳保证金,排除外地经营者,已采纳,青司审〔2024〕2号\n2,,x,y,,\n";
    let rows = opinion_rows(&tables_of(table.as_bytes(), "意见.csv").unwrap());
    assert_eq!((rows.rows.len(), rows.rejected.len()), (1, 1));
    let opinions: Vec<_> = rows.rows.into_iter().map(|(.., opinion)| opinion).collect();
    assert_eq!(ledger.record_opinions(&opinions).unwrap(), 1);
    assert_eq!(ledger.record_opinions(&opinions).unwrap(), 0);
    let clause = Clause { text: "外地企业须缴纳保证金五万元".to_owned(), ..Clause::default() };
    let earlier = ledger.similar("新办法", &[clause], 3).unwrap();
    assert_eq!(earlier[0].finding.message, "排除外地经营者");
    assert_eq!(earlier[0].letter.as_deref(), Some("青司审〔2024〕2号"));
}

#[test]
fn a_sweep_writes_dates_and_proposals() {
    let mut ledger = Ledger::in_memory().unwrap();
    let row = SweepRow {
        title: "青溪县灯会管理办法".to_owned(),
        document_number: Some("青政规〔2020〕1号".to_owned()),
        effective: Some(date(2020, 3, 1)),
        term: Some("5年".to_owned()),
        proposal: "宣布失效".to_owned(),
        ..SweepRow::default()
    };
    ledger.record_sweep(std::slice::from_ref(&row)).unwrap();
    let kept = |ledger: &Ledger| ledger.named("青政规〔2020〕1号").unwrap().remove(0);
    assert_eq!(kept(&ledger).record.get(Field::Proposal), Some("宣布失效"));
    assert_eq!(kept(&ledger).record.get(Field::Cleaning), None, "a proposal is no result");
    assert_eq!(ledger.overdue(&region(), date(2026, 1, 1)).unwrap().expired, 1);
    ledger.record_sweep(&[SweepRow { decided: Some(date(2026, 2, 1)), ..row }]).unwrap();
    assert_eq!(kept(&ledger).record.get(Field::Cleaning), Some("lapsed"));
    assert_eq!(kept(&ledger).stage(), Stage::Cleaned);
    assert_eq!(ledger.overdue(&region(), date(2026, 1, 1)).unwrap().expired, 0);
}

#[test]
fn a_ledger_of_the_first_version_is_brought_along() {
    let folder = Folder::new("migrate");
    let old = schema::tests::first_version(&folder.file());
    let row = "INSERT INTO document (id, key, title, kind, effective, term, registration, extra) VALUES \
        (7, '甲办法', '甲办法', 'normative-document', '2021-12-01', '5年', 'QX-3', '{\"批示\":\"同意\"}')";
    old.execute(row, []).unwrap();
    old.execute("INSERT INTO review (document, received, letter) VALUES (7, '2021-10-01', '一号')", []).unwrap();
    drop(old);
    let ledger = Ledger::open(&folder.file()).unwrap();
    let kept = &ledger.named("QX-3").unwrap()[0];
    assert_eq!((kept.id, kept.record.extra["批示"].as_str(), kept.reviews.len()), (7, "同意", 1));
    let found = due(&ledger, &region(), date(2026, 11, 22), date(2027, 5, 22));
    assert_eq!((found.len(), found[0].date), (1, date(2026, 11, 30)), "what follows from a row was filled");
    assert_eq!(ledger.faults().unwrap(), [""; 0]);
    drop(ledger);
    Ledger::open(&folder.file()).unwrap();
}

#[test]
fn files_of_other_kinds_and_versions_are_left_alone() {
    let folder = Folder::new("foreign");
    let path = folder.file();
    assert!(matches!(Ledger::open(&path), Err(Fault::Missing(_))));
    std::fs::write(&path, "不是台账，也不是别的什么数据库文件").unwrap();
    assert!(matches!(Ledger::open_or_create(&path), Err(Fault::NotALedger(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "不是台账，也不是别的什么数据库文件");
    std::fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    assert!(matches!(Ledger::open_or_create(&path), Err(Fault::NotALedger(_))));
    std::fs::remove_file(&path).unwrap();
    drop(Ledger::open_or_create(&path).unwrap());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Ledger::open(&path), Err(Fault::Newer(_))));
}

#[test]
fn many_open_a_new_ledger_at_once_and_number_without_gaps() {
    let folder = Folder::new("crowd");
    let path = folder.file();
    let form = Form::parse("{序号}").unwrap();
    let work = &|writer: usize| {
        let mut ledger = Ledger::open_or_create(&path).unwrap();
        let mut given = Vec::new();
        for at in 0..25 {
            let stored = ledger.put(&[document(&format!("第{writer}人第{at}件"))]).unwrap()[0];
            let on = date(2026, 1, 1);
            let number = ledger.give_number(stored.document, &form, Filling::default(), on).unwrap();
            given.push(number.value.parse::<u32>().unwrap());
        }
        given
    };
    let all: Vec<u32> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4).map(|writer| scope.spawn(move || work(writer))).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    assert_eq!(all.iter().copied().collect::<BTreeSet<_>>(), (1..=100).collect());
}
