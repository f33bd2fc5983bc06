//! What a text states in figures: how many articles a document has, amounts, percentages. For holding a 起草说明 against
//! the draft it goes with.

use std::ops::Range;

use crate::lexicon::lexer::Lexer;
use crate::numeral;

/// 共五章二十六条
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub chapters: Option<u32>,
    pub articles: u32,
    pub range: Range<usize>,
}

/// Counts of articles of the document that is spoken of; not of opinions received, not of an old document.
pub fn counts(view: &str) -> Vec<Counted> {
    let ends = view.match_indices('条').map(|(at, _)| at);
    ends.filter_map(|at| counted(view, at)).collect()
}

fn counted(view: &str, at: usize) -> Option<Counted> {
    const OTHERS: [&str; 9] = ["意见", "建议", "原《", "原办法", "现行", "修订前", "修改前", "投诉", "线索"];
    let behind = view[at + '条'.len_utf8()..].chars().next();
    if behind.is_some_and(|c| !"，。；、（）组构，".contains(c)) {
        return None;
    }
    let (articles, before) = number_before(&view[..at])?;
    let bare = before.trim_end_matches(['，', '、', '共', '计']);
    let (chapters, head) = match bare.strip_suffix('章').and_then(number_before) {
        Some((chapters, head)) => (Some(chapters), head),
        None => (None, before),
    };
    let clause = head.rfind(['。', '；']).map_or(head, |stop| &head[stop + '。'.len_utf8()..]);
    let is_led = ["共", "共计", "共有", "分为", "分", "设", "由", "计", "包括", "包含", "全文"]
        .iter()
        .any(|cue| head.ends_with(cue));
    let is_own = !OTHERS.iter().any(|word| clause.contains(word));
    (is_led && is_own).then(|| Counted { chapters, articles, range: head.len()..at + '条'.len_utf8() })
}

/// The numeral right before, and what stands before that.
fn number_before(s: &str) -> Option<(u32, &str)> {
    let bare = s.trim_end_matches(numeral::is_numeral);
    (!bare.ends_with('第')).then_some(())?;
    Some((numeral::parse(&s[bare.len()..])?, bare))
}

/// An amount or a percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub range: Range<usize>,
    pub is_percentage: bool,
    /// The same for 五十万元, 50万元 and 500,000元.
    pub value: String,
}

pub fn figures(view: &str) -> Vec<Figure> {
    let of = |lexer: Lexer, is_percentage| {
        let tokens = lexer.tokens(view).into_iter();
        tokens.map(move |(start, end)| Figure { range: start..end, is_percentage, value: value(&view[start..end]) })
    };
    let mut figures: Vec<_> = of(Lexer::Amount, false).chain(of(Lexer::Percentage, true)).collect();
    figures.sort_by_key(|figure| figure.range.start);
    figures
}

/// Every numeral as a number, 百分之五 as 5%.
fn value(token: &str) -> String {
    let token = token.replace(',', "");
    let (token, is_percentage) = match token.strip_prefix("百分之") {
        Some(rest) => (rest.to_owned(), true),
        None => (token, false),
    };
    let mut out = String::new();
    let mut rest = token.as_str();
    while let Some(c) = rest.chars().next() {
        let run = rest.find(|c: char| !(numeral::is_numeral(c) || c == '.' || c == '亿')).unwrap_or(rest.len());
        if run == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.push_str(&number(&rest[..run]).map_or_else(|| rest[..run].to_owned(), |n| n.to_string()));
            rest = &rest[run..];
        }
    }
    if is_percentage { out + "%" } else { out }
}

/// 50万, 五十万, 1.5亿
fn number(run: &str) -> Option<f64> {
    let units = run.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = &run[..run.len() - units.len()];
    let scale = |c: char| if c == '亿' { Some(1e8) } else { numeral::unit(c).map(f64::from) };
    if !digits.is_empty() {
        return units.chars().try_fold(digits.parse::<f64>().ok()?, |n, c| Some(n * scale(c)?));
    }
    let large = run.trim_end_matches(['万', '亿']);
    let scales = run[large.len()..].chars().try_fold(1.0, |n, c| Some(n * scale(c)?))?;
    let head = if large.is_empty() { 1 } else { numeral::parse(large)? };
    Some(f64::from(head) * scales)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_of_the_document() {
        let of = |s: &str| counts(s).into_iter().map(|it| (it.chapters, it.articles)).collect::<Vec<_>>();
        assert_eq!(of("《办法》共五章二十六条，主要规定"), [(Some(5), 26)]);
        assert_eq!(of("送审稿分为5章，共26条。"), [(Some(5), 26)]);
        assert_eq!(of("全文共28条，"), [(None, 28)]);
        assert_eq!(of("共收到意见共36条，采纳20条。原办法共三十条。第三条、第四条"), []);
    }

    #[test]
    fn figures_are_equal_however_written() {
        let of = |s: &str| figures(s).into_iter().map(|it| it.value).collect::<Vec<_>>();
        assert_eq!(of("五十万元"), of("50万元"));
        assert_eq!(of("500,000元"), of("五十万元"));
        assert_eq!(of("百分之五"), of("5%"));
        assert_ne!(of("5%"), of("6%"));
    }
}
