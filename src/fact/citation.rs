//! Citations (outward): 《中华人民共和国X法》第A条第B款第C项.

use serde::{Deserialize, Serialize};

use super::Passage;
use crate::document::NodeId;
use crate::lexicon::lexer::Lexer;
use crate::numeral;
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The title without its marks.
    pub title: String,
    /// Title with marks.
    pub span: Span,
    /// Title and the articles behind it.
    pub whole: Span,
    pub node: NodeId,
    pub articles: Vec<ArticleRef>,
    /// Words of edition right behind the title: （2021年修订）
    pub edition: Option<String>,
    /// Whether words of basis stand before it: 根据、依照.
    pub as_basis: bool,
}

/// 第A条之S第B款第C项; 0 where not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRef {
    pub article: u32,
    pub suffix: u32,
    pub paragraph: u32,
    pub item: u32,
    pub span: Span,
}

pub fn read(passage: &Passage<'_>) -> Vec<Citation> {
    let text = passage.view.as_str();
    if !text.contains('《') {
        return Vec::new();
    }
    let titles = Lexer::Title.tokens(text);
    titles.iter().map(|&(start, end)| citation(passage, text, start, end)).collect()
}

fn citation(passage: &Passage<'_>, text: &str, start: usize, end: usize) -> Citation {
    let (edition, behind) = edition(text, end);
    let mut articles = Vec::new();
    let mut at = behind;
    let mut last = ArticleRef::default();
    while let Some((article, range)) = next_article(text, at, &last, articles.is_empty()) {
        last = article;
        at = range.end;
        articles.push(ArticleRef { span: passage.view.span(range), ..article });
    }
    let whole_end = if articles.is_empty() { end } else { at };
    Citation {
        title: text[start + '《'.len_utf8()..end - '》'.len_utf8()].to_owned(),
        span: passage.view.span(start..end),
        whole: passage.view.span(start..whole_end),
        node: passage.node,
        articles,
        edition,
        as_basis: is_basis(&text[..start]),
    }
}

/// （2021年修订） or （以下简称《Y》） between the title and its articles.
fn edition(text: &str, end: usize) -> (Option<String>, usize) {
    let Some(inner) = text[end..].strip_prefix('（') else { return (None, end) };
    let Some(close) = inner.find('）').filter(|close| inner[..*close].chars().count() <= 40) else {
        return (None, end);
    };
    let inside = &inner[..close];
    let behind = end + '（'.len_utf8() + close + '）'.len_utf8();
    if inside.starts_with("以下") {
        return (None, behind);
    }
    (Some(inside.to_owned()), behind)
}

/// The next 第N条… of a list: right behind the title, or after 、和 以及 至.
fn next_article(text: &str, at: usize, last: &ArticleRef, first: bool) -> Option<(ArticleRef, std::ops::Range<usize>)> {
    let mut from = at;
    if !first {
        let link = ["、", "和", "以及", "及", "或者", "或", "至", "与", "，"]
            .iter()
            .find(|link| text[at..].starts_with(**link))?;
        from += link.len();
    }
    let (article, taken) = article_ref(&text[from..])?;
    // 、第二款 goes on with the last article.
    let article = if article.article == 0 {
        if first || last.article == 0 {
            return None;
        }
        let paragraph = if article.paragraph == 0 { last.paragraph } else { article.paragraph };
        ArticleRef { article: last.article, suffix: last.suffix, paragraph, ..article }
    } else {
        article
    };
    Some((article, from..from + taken))
}

/// Reads 第N条[之M][第P款][第Q项] or parts of it at the head of `s`, with the bytes it takes.
pub fn article_ref(s: &str) -> Option<(ArticleRef, usize)> {
    let mut found = ArticleRef::default();
    let mut at = 0;
    while let Some((number, unit, taken)) = step(&s[at..]) {
        let slot = match unit {
            '条' if at == 0 => &mut found.article,
            '款' if found.item == 0 => &mut found.paragraph,
            '项' => &mut found.item,
            _ => break,
        };
        if *slot != 0 {
            break;
        }
        *slot = number;
        at += taken;
        if unit == '条'
            && let Some((suffix, taken)) = s[at..].strip_prefix('之').and_then(numeral::read)
            && suffix < 100
        {
            found.suffix = suffix;
            at += '之'.len_utf8() + taken;
        }
    }
    (at > 0).then_some((found, at))
}

/// 第N条, 第N款, 第N项, 第（N）项
fn step(s: &str) -> Option<(u32, char, usize)> {
    let rest = s.strip_prefix('第')?;
    let inner = rest.strip_prefix('（').unwrap_or(rest);
    let (number, taken) = numeral::read(inner)?;
    let after = inner[taken..].strip_prefix('）').unwrap_or(&inner[taken..]);
    let unit = after.chars().next().filter(|c| matches!(c, '条' | '款' | '项'))?;
    Some((number, unit, s.len() - after.len() + unit.len_utf8()))
}

fn is_basis(before: &str) -> bool {
    const WORDS: [&str; 6] = ["根据", "依照", "依据", "按照", "遵照", "贯彻"];
    let sentence = before.rfind(['。', '；']).map_or(before, |at| &before[at..]);
    WORDS.iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::PassageKind;
    use crate::text::MatchView;

    type Articles = Vec<(u32, u32, u32, u32)>;

    fn of(source: &str) -> Vec<(String, Articles)> {
        let passage = Passage { node: 0, kind: PassageKind::Body, view: MatchView::of(source) };
        let key = |a: &ArticleRef| (a.article, a.suffix, a.paragraph, a.item);
        read(&passage).into_iter().map(|c| (c.title.clone(), c.articles.iter().map(key).collect())).collect()
    }

    #[test]
    fn lists_ranges_and_items() {
        let found = of(
            "依照《甲法》第十条第二款第(三)项、第四项和第十二条之一，《乙法》（2021年修订）第三条至第五条、《丙条例》的规定",
        );
        let expected = [
            ("甲法", vec![(10, 0, 2, 3), (10, 0, 2, 4), (12, 1, 0, 0)]),
            ("乙法", vec![(3, 0, 0, 0), (5, 0, 0, 0)]),
            ("丙条例", vec![]),
        ];
        assert_eq!(found, expected.map(|(title, articles)| (title.to_owned(), articles)));
    }

    #[test]
    fn an_abbreviation_stands_between_title_and_article() {
        assert_eq!(of("《甲法》（以下简称《乙》）第三条")[0].1, [(3, 0, 0, 0)]);
    }
}
