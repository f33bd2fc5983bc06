//! Pointers into a document: 第十条第二款第（三）项, 第三条至第五条.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::numeral::{self, chinese};
use crate::text::Span;

/// 第A条之S第B款第C项; 0 where not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRef {
    pub article: u32,
    pub suffix: u32,
    pub paragraph: u32,
    pub item: u32,
    /// Last number of a range, of the innermost unit said: 第三条至第五条; 0 for none.
    pub until: u32,
    pub span: Span,
}

impl ArticleRef {
    /// The last article meant.
    pub fn last_article(&self) -> u32 {
        if self.paragraph == 0 && self.item == 0 { self.article.max(self.until) } else { self.article }
    }

    /// What a pointer that leaves out the outer units means, said right behind this one: 第十条第一项、第二项.
    pub(super) fn completed(self, said: ArticleRef) -> ArticleRef {
        if said.article > 0 {
            return said;
        }
        let paragraph = if said.paragraph > 0 { said.paragraph } else { self.paragraph };
        ArticleRef { article: self.article, suffix: self.suffix, paragraph, ..said }
    }

    /// The innermost unit said.
    fn unit(&self) -> Option<char> {
        match (self.article, self.paragraph, self.item) {
            (.., 1..) => Some('项'),
            (_, 1.., _) => Some('款'),
            (1.., ..) => Some('条'),
            _ => None,
        }
    }
}

impl fmt::Display for ArticleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.article > 0 {
            write!(f, "第{}条", chinese(self.article))?;
        }
        if self.suffix > 0 {
            write!(f, "之{}", chinese(self.suffix))?;
        }
        if self.paragraph > 0 {
            write!(f, "第{}款", chinese(self.paragraph))?;
        }
        if self.item > 0 {
            write!(f, "第{}项", chinese(self.item))?;
        }
        match self.unit() {
            Some(unit) if self.until > 0 => write!(f, "至第{}{unit}", chinese(self.until)),
            _ => Ok(()),
        }
    }
}

/// Reads 第N条[之M][第P款][第Q项] or parts of it at the head of `s`, or a range of such, with the bytes it takes.
pub fn article_ref(s: &str) -> Option<(ArticleRef, usize)> {
    let (mut found, taken) = single(s).or_else(|| short_range(s))?;
    if found.until > 0 {
        return Some((found, taken));
    }
    let Some((last, more)) = until(&found, &s[taken..]) else { return Some((found, taken)) };
    found.until = last;
    Some((found, taken + more))
}

fn single(s: &str) -> Option<(ArticleRef, usize)> {
    let mut found = ArticleRef::default();
    let mut at = 0;
    while let Some((number, unit, taken)) = step(&s[at..]) {
        let slot = match unit {
            '条' if at == 0 => &mut found.article,
            '款' if found.item == 0 => &mut found.paragraph,
            '项' => &mut found.item,
            _ => break,
        };
        if *slot != 0 || number == 0 {
            break;
        }
        *slot = number;
        at += taken;
        if unit == '条'
            && let Some((suffix, taken)) = s[at..].strip_prefix('之').and_then(numeral::read)
            && (1..100).contains(&suffix)
        {
            found.suffix = suffix;
            at += '之'.len_utf8() + taken;
        } else if let Some((last, taken)) = short_range(&s[at..]).filter(|(last, _)| last.unit() == Some('项')) {
            // 第一条第一至三项
            return Some((ArticleRef { item: last.item, until: last.until, ..found }, at + taken));
        }
    }
    (at > 0).then_some((found, at))
}

/// 第N条, 第N款, 第N项, 第（N）项
fn step(s: &str) -> Option<(u32, char, usize)> {
    let (number, rest) = ordinal(s.strip_prefix('第')?)?;
    let unit = rest.chars().next().filter(|c| matches!(c, '条' | '款' | '项'))?;
    Some((number, unit, s.len() - rest.len() + unit.len_utf8()))
}

/// 三 or （三）, and what follows.
fn ordinal(s: &str) -> Option<(u32, &str)> {
    let inner = s.strip_prefix('（').unwrap_or(s);
    let (number, taken) = numeral::read(inner)?;
    let rest = &inner[taken..];
    if inner.len() < s.len() { Some((number, rest.strip_prefix('）')?)) } else { Some((number, rest)) }
}

const RANGE: [&str; 5] = ["至", "到", "—", "-", "～"];

/// 第一至三项, 第三至五条
fn short_range(s: &str) -> Option<(ArticleRef, usize)> {
    let (first, rest) = ordinal(s.strip_prefix('第')?)?;
    let rest = RANGE.iter().find_map(|link| rest.strip_prefix(link))?;
    let (last, rest) = ordinal(rest)?;
    let unit = rest.chars().next()?;
    let found = ArticleRef { until: last, ..ArticleRef::default() };
    let found = match unit {
        '条' => ArticleRef { article: first, ..found },
        '款' => ArticleRef { paragraph: first, ..found },
        '项' => ArticleRef { item: first, ..found },
        _ => return None,
    };
    (0 < first && first < last).then_some((found, s.len() - rest.len() + unit.len_utf8()))
}

/// 至第五条 behind 第三条, 至第（五）项 behind 第（一）项: the last number.
fn until(first: &ArticleRef, s: &str) -> Option<(u32, usize)> {
    let rest = RANGE.iter().find_map(|link| s.strip_prefix(link))?;
    let (last, taken) = single(rest)?;
    let (from, to) = match first.unit()? {
        '条' if last.unit() == Some('条') => (first.article, last.article),
        '款' if last.unit() == Some('款') => (first.paragraph, last.paragraph),
        '项' if last.unit() == Some('项') => (first.item, last.item),
        _ => return None,
    };
    let is_same = last.article == 0 || last.unit() == Some('条') || last.article == first.article;
    (is_same && from < to).then_some((to, s.len() - rest.len() + taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(s: &str) -> Option<(u32, u32, u32, u32, u32, &str)> {
        let (found, taken) = article_ref(s)?;
        Some((found.article, found.suffix, found.paragraph, found.item, found.until, &s[taken..]))
    }

    #[test]
    fn pointers_and_ranges() {
        assert_eq!(read("第十条第二款第（三）项的"), Some((10, 0, 2, 3, 0, "的")));
        assert_eq!(read("第一百二十条之一"), Some((120, 1, 0, 0, 0, "")));
        assert_eq!(read("第三条至第五条规定"), Some((3, 0, 0, 0, 5, "规定")));
        assert_eq!(read("第一条第一至三项"), Some((1, 0, 0, 1, 3, "")));
        assert_eq!(read("第（一）项至第（五）项"), Some((0, 0, 0, 1, 5, "")));
        assert_eq!(read("第三至五条"), Some((3, 0, 0, 0, 5, "")));
        assert_eq!(read("第五条至第三条"), Some((5, 0, 0, 0, 0, "至第三条")));
        assert_eq!(read("第三人"), None);
        assert_eq!(read("第（三项"), None);
    }

    #[test]
    fn a_pointer_goes_on_from_the_one_before() {
        let (first, _) = article_ref("第十条第二款第一项").unwrap();
        let next = first.completed(article_ref("第三项").unwrap().0);
        assert_eq!((next.article, next.paragraph, next.item), (10, 2, 3));
        let next = first.completed(article_ref("第三款").unwrap().0);
        assert_eq!((next.article, next.paragraph, next.item), (10, 3, 0));
    }
}
