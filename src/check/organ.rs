//! Check kind organ: organs that were renamed or abolished; the organ that makes the document where it may not.

use super::Case;
use super::emit::Raw;
use crate::document::NodeId;
use crate::lawbook::{Lawbook, OldOrgan};
use crate::rule::OrganProblem;
use crate::text::Span;

/// Old names of organs in a draft, found once for all rules that ask.
pub type Mentions<'l> = Vec<(&'l OldOrgan, NodeId, Span)>;

pub fn mentions<'l>(case: &Case<'_>, lawbook: &'l Lawbook) -> Mentions<'l> {
    let mut mentions = Vec::new();
    for passage in case.passages {
        let text = passage.view.as_str();
        let named = lawbook.old_organs_in(text).filter(|(_, range)| is_named(text, range));
        mentions.extend(named.map(|(organ, range)| (organ, passage.node, passage.view.span(range))));
    }
    mentions
}

pub fn check(mentions: &Mentions<'_>, problem: OrganProblem, found: &mut dyn FnMut(Raw)) {
    let asked = |organ: &OldOrgan| (problem == OrganProblem::Abolished) == organ.is_abolished;
    for (organ, node, span) in mentions.iter().filter(|(organ, ..)| asked(organ)) {
        let raw = Raw::at(*node, *span);
        let raw = raw.value("name", organ.name).value("successor", organ.successor).value("date", organ.changed);
        found(if organ.is_plain { raw.value("renamed", organ.successor) } else { raw });
    }
}

/// An organ that may make no normative document.
pub fn unfit(case: &Case<'_>, found: &mut dyn FnMut(Raw)) {
    let organ = &case.triage.organ;
    if let (Some(false), Some(name)) = (organ.may_issue, &organ.name) {
        let raw = Raw { span: organ.span, ..Raw::whole(name) };
        found(raw.value("name", name).value("other", &organ.why));
    }
}

/// Not 农业部门, not inside 《》 or a quotation, not 原农业部, not the maker of a document that is cited, not another
/// country's ministry.
fn is_named(text: &str, range: &std::ops::Range<usize>) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let in_title = before.rfind('《') > before.rfind('》') && before.contains('《');
    let in_quotation = before.rfind('“') > before.rfind('”') && before.contains('“');
    // A line that holds nothing else is a signature or the foot of a web page.
    let is_alone = before.is_empty() && behind.is_empty();
    let is_other = is_alone || behind.starts_with(['门', '令', '公', '关']) || behind.starts_with("发布");
    !is_other
        && !in_title
        && !in_quotation
        && !is_former(before)
        && !made(behind)
        && !is_foreign(&text[range.clone()], before, behind)
}

/// 原农业部, 原国家工商行政管理总局, 原卫生部、国家质检总局
fn is_former(before: &str) -> bool {
    let clause = before.rfind(['，', '。', '；', '（', '：']).map_or(before, |at| &before[at..]);
    clause.contains('原')
        && !["原则", "原因", "原料", "原有", "原件", "原始", "平原", "草原", "高原"]
            .iter()
            .any(|word| clause.contains(word))
}

/// 市物价局、市财政局《关于……的通知》; 国家食品药品监督管理总局2014年第43号公告; 国土资源部令第50号
fn made(behind: &str) -> bool {
    const NEAR: usize = 40;
    let near: String = behind.chars().take(NEAR).collect();
    let near = near.split(['，', '。', '；']).next().unwrap_or_default();
    let cites = near.find('《').is_some_and(|at| {
        let between = &near[..at];
        let is_list = between.is_empty()
            || between.ends_with(['局', '部', '委', '会', '厅', '室', '署', '院', '行', '府'])
            || between.ends_with("印发")
            || between.ends_with("发布的")
            || between.ends_with("印发的");
        is_list && !["应当", "负责", "依照", "按照", "根据", "会同"].iter().any(|word| between.contains(word))
    });
    let numbered = near.contains('号')
        && (near.contains("令") || near.contains("公告") || near.contains('〔') || near.contains("文件"));
    cites || numbered
}

/// 匈牙利农业部, 南非农业部; 卫生部（以下称巴方）: a short name of a ministry stands alone or after a comma, a link, a verb.
fn is_foreign(name: &str, before: &str, behind: &str) -> bool {
    const LINKS: [char; 28] = [
        '、', '，', '。', '；', '：', '（', '和', '及', '与', '或', '由', '向', '经', '报', '按', '据', '对', '同',
        '为', '是', '被', '家', '院', '请', '从', '即', '给', '到',
    ];
    if !name.ends_with('部') || name.chars().count() > 3 {
        return false;
    }
    let stands_free =
        before.chars().next_back().is_none_or(|c| LINKS.contains(&c) || c.is_ascii() || c == '局' || c == '部');
    let is_party = behind.starts_with("（以下") && behind.chars().take(12).collect::<String>().contains('方');
    !stands_free || is_party || behind.starts_with("下辖")
}
