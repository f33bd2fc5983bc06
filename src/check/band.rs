//! Check kind band: conditions in bands (分档) whose 以上 and 以下 meet twice or leave a number out.
//! Never penalty ranges, which meet on purpose.

use super::Case;
use super::emit::Raw;
use crate::document::NodeId;
use crate::fact::Passage;
use crate::lexicon::lexer::Lexer;
use crate::rule::BandProblem;
use crate::text::Span;

/// 5万元以上不满10万元
pub struct Band {
    low: String,
    low_included: bool,
    high: String,
    high_included: bool,
    node: NodeId,
    span: Span,
    /// What is measured: the words right before.
    measured: String,
}

/// The bands of a draft, found once for all rules that ask.
pub fn all(case: &Case<'_>) -> Vec<Band> {
    case.passages.iter().flat_map(bands).collect()
}

pub fn check(case: &Case<'_>, bands: &[Band], problem: BandProblem, found: &mut dyn FnMut(Raw)) {
    for pair in bands.windows(2) {
        let [last, band] = pair else { continue };
        if follows(case, last, band) && fault(last, band) == Some(problem) {
            found(Raw::at(band.node, band.span).value("value", band.low.clone()));
        }
    }
}

/// Bands of one scale: the same thing measured, in the same list or paragraph.
fn follows(case: &Case<'_>, last: &Band, next: &Band) -> bool {
    let parent = |node: NodeId| case.document.nodes[node].parent;
    let together = last.node == next.node || parent(last.node) == parent(next.node) && parent(next.node).is_some();
    together && last.high == next.low && (last.measured == next.measured || next.measured.is_empty())
}

fn fault(last: &Band, next: &Band) -> Option<BandProblem> {
    match (last.high_included, next.low_included) {
        (true, true) => Some(BandProblem::Overlap),
        (false, false) => Some(BandProblem::Gap),
        _ => None,
    }
}

fn bands(passage: &Passage<'_>) -> Vec<Band> {
    let text = passage.view.as_str();
    const PENALTIES: [&str; 4] = ["罚款", "徒刑", "罚金", "拘"];
    let has_low = text.contains("以上") || text.contains("超过") || text.contains("高于");
    if !has_low || PENALTIES.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    const UPPER: [&str; 8] = ["以下", "以内", "不满", "不足", "未满", "低于", "不超过", "小于"];
    if !UPPER.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let numbers = Lexer::Number.tokens(text);
    let quantities: Vec<_> = numbers.iter().map(|&(start, end)| (start, end + unit(&text[end..]))).collect();
    quantities.windows(2).filter_map(|pair| band(passage, text, pair[0], pair[1])).collect()
}

/// The unit behind a number, up to 以上 and the like.
fn unit(rest: &str) -> usize {
    const LONGEST: usize = 5;
    let ends = ["以上", "以下", "（", "不满", "不足", "未满", "至", "的", "，", "。", "、", "；"];
    let end = ends.iter().filter_map(|word| rest.find(word)).min().unwrap_or(0);
    if rest[..end].chars().count() <= LONGEST && !rest[..end].contains(crate::numeral::is_numeral) { end } else { 0 }
}

fn band(passage: &Passage<'_>, text: &str, low: (usize, usize), high: (usize, usize)) -> Option<Band> {
    let before = &text[..low.0];
    let between = text[low.1..high.0].replace("（含）", "").replace("（含本数）", "").replace("（不含）", "!");
    let behind = &text[high.1..];
    let exceeds = before.ends_with("超过") || before.ends_with("高于") || before.ends_with("大于");
    let (low_included, high_word) = match between.strip_prefix("以上") {
        Some(rest) => (true, rest),
        None if exceeds => (false, between.as_str()),
        None => return None,
    };
    let high_word = high_word.trim_start_matches(['、', '，']);
    let high_included = match high_word {
        "" if behind.starts_with("以下") || behind.starts_with("以内") => true,
        "不满" | "不足" | "未满" | "低于" | "未达到" | "小于" => false,
        "不超过" => true,
        _ => return None,
    };
    if is_penalty(before, behind) {
        return None;
    }
    let measured: String =
        before.trim_end_matches("超过").chars().rev().take_while(|c| !"，。；：、）（".contains(*c)).take(8).collect();
    Some(Band {
        low: text[low.0..low.1].to_owned(),
        low_included,
        high: text[high.0..high.1].to_owned(),
        high_included,
        node: passage.node,
        span: passage.view.span(low.0..high.1),
        measured,
    })
}

/// 处…以上…以下罚款, 有期徒刑, 并处
fn is_penalty(before: &str, behind: &str) -> bool {
    let near: String = before.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = behind.chars().take(12).collect();
    ["处", "罚", "课"].iter().any(|word| near.contains(word))
        || ["罚款", "罚金", "徒刑", "拘留", "拘役"].iter().any(|word| after.contains(word))
}
