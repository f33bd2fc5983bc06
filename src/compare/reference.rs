//! References to articles inside a text: 第十条 in 依照本办法第十条. Renumbering shifts them without changing a rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Ordinal;
use crate::numeral;

/// Old article → its new articles, within one instrument.
pub type Renumbering = BTreeMap<Ordinal, BTreeSet<Ordinal>>;

/// A piece of a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    Words(&'t str),
    /// 第十条 of the document itself; outward references are words.
    Article(Ordinal),
}

/// Cuts a folded text at its inward references.
pub fn pieces(folded: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut outward_until = None;
    for (start, _) in folded.match_indices('第') {
        let Some((ordinal, taken)) = read(&folded[start..]) else { continue };
        if is_outward(folded, start, outward_until) {
            outward_until = Some(start + taken);
            continue;
        }
        pieces.push(Piece::Words(&folded[from..start]));
        pieces.push(Piece::Article(ordinal));
        from = start + taken;
    }
    pieces.push(Piece::Words(&folded[from..]));
    pieces
}

/// Reads 第十二条之一 at the head of `s`.
fn read(s: &str) -> Option<(Ordinal, usize)> {
    let mut at = '第'.len_utf8();
    let (number, taken) = numeral::read(s.get(at..)?)?;
    at += taken;
    let rest = s[at..].strip_prefix('条')?;
    at = s.len() - rest.len();
    let suffix = rest.strip_prefix('之').and_then(numeral::read);
    let taken = suffix.map_or(0, |(_, taken)| '之'.len_utf8() + taken);
    Some((Ordinal { number, suffix: suffix.map_or(0, |(suffix, _)| suffix) }, at + taken))
}

/// 《…法》第十条, 民法典第十条, and what is listed after them: 《…法》第十条、第十一条.
fn is_outward(folded: &str, start: usize, outward_until: Option<usize>) -> bool {
    let before = &folded[..start];
    if outward_until.is_some_and(|until| is_list(&before[until..])) {
        return true;
    }
    before.ends_with('》') || ends_with_title_note(before) || ends_with_law(before)
}

/// 《…法》（以下简称《…》）
fn ends_with_title_note(before: &str) -> bool {
    before.ends_with('）') && before.rfind('（').is_some_and(|open| before[..open].ends_with('》'))
}

fn is_list(between: &str) -> bool {
    between.chars().count() <= 16
        && between.chars().all(|c| "、，和及或者至以与到第款项目（）".contains(c) || numeral::is_numeral(c))
}

/// A law named without 《》: 刑法, 民法典; but 本法, 本办法 are the document itself.
fn ends_with_law(before: &str) -> bool {
    const KINDS: [&str; 6] = ["法典", "条例", "细则", "办法", "规定", "法"];
    let Some(name) = KINDS.iter().find_map(|kind| before.strip_suffix(kind)) else { return false };
    name.chars().next_back().is_some_and(|c| !"本该的述照据反按依".contains(c))
}

/// The folded text with the numbers of references taken out, for measuring likeness.
pub fn masked(folded: &str) -> String {
    let words = pieces(folded).into_iter().map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Article(_) => "第条",
    });
    words.collect()
}

/// Whether two folded texts say the same when old references are read with new numbers.
pub fn same_when_renumbered(old: &str, new: &str, renumbering: &Renumbering) -> bool {
    if old == new {
        return true;
    }
    let (old, new) = (pieces(old), pieces(new));
    old.len() == new.len() && old.iter().zip(&new).all(|pair| is_same_piece(pair, renumbering))
}

fn is_same_piece(pair: (&Piece, &Piece), renumbering: &Renumbering) -> bool {
    match pair {
        (Piece::Words(old), Piece::Words(new)) => old == new,
        (Piece::Article(old), Piece::Article(new)) => match renumbering.get(old) {
            Some(numbers) => numbers.contains(new),
            None => old == new,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(s: &str) -> Vec<u32> {
        let inward = pieces(s).into_iter().filter_map(|piece| match piece {
            Piece::Article(ordinal) => Some(ordinal.number),
            Piece::Words(_) => None,
        });
        inward.collect()
    }

    #[test]
    fn only_inward_references_are_cut_out() {
        assert_eq!(numbers("违反本办法第十条、第十二条规定的"), [10, 12]);
        assert_eq!(numbers("依照《行政处罚法》第十条、第十二条第一款和第十三条"), [0; 0]);
        assert_eq!(numbers("依照民法典第十条，违反本办法第三条"), [3]);
        assert_eq!(numbers("本法第三条至第五条"), [3, 5]);
    }

    #[test]
    fn shifted_references_are_the_same() {
        let shift = Renumbering::from([(Ordinal::from(10), BTreeSet::from([Ordinal::from(11)]))]);
        assert!(same_when_renumbered("违反第十条的", "违反第十一条的", &shift));
        assert!(!same_when_renumbered("违反第十条的", "违反第十二条的", &shift));
        assert!(!same_when_renumbered("依照《某法》第十条", "依照《某法》第十一条", &shift));
    }
}
