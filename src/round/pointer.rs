//! Numbers of articles inside sentences: whether they only followed a renumbering.

use std::collections::{BTreeMap, BTreeSet};

use super::sentence::{Draft, Sentence};
use super::trace::Successor;
use crate::document::{Level, Ordinal};
use crate::fact::{ArticleRef, article_ref};

/// 所附文件 and 附件 whose numbers run by themselves.
type Container = (u32, u32);

/// Which article numbers an article of the earlier draft goes on under.
pub struct Successors(BTreeMap<(Container, Ordinal), BTreeSet<Ordinal>>);

pub fn successors(old: &Draft, new: &Draft, of_old: &[(usize, Successor)]) -> Successors {
    let mut all: BTreeMap<_, BTreeSet<Ordinal>> = BTreeMap::new();
    for (unit, (_, successor)) in old.units.iter().zip(of_old) {
        let Some(number) = unit.ordinal.filter(|_| unit.level == Level::Article) else { continue };
        let numbers = successor.all.iter().filter_map(|&at| new.units[at].ordinal);
        all.entry(((unit.instrument, unit.annex), number)).or_default().extend(numbers);
    }
    Successors(all)
}

impl Successors {
    /// Whether every article that the new sentence points to is the one the old sentence pointed to.
    pub fn allow(&self, old: (&Draft, &Sentence), new: (&Draft, &Sentence)) -> bool {
        let unit = &old.0.units[old.1.unit];
        let container = (unit.instrument, unit.annex);
        let (before, after) = (pointers(&old.1.words), pointers(&new.1.words));
        before.len() == after.len() && before.iter().zip(&after).all(|(a, b)| self.follows(container, a, b))
    }

    fn follows(&self, container: Container, old: &ArticleRef, new: &ArticleRef) -> bool {
        let inner = |it: &ArticleRef| {
            let until = if it.paragraph + it.item > 0 { it.until } else { 0 };
            (it.paragraph, it.item, until)
        };
        let ends = |it: &ArticleRef| {
            let last = it.last_article();
            [(it.article, it.suffix), (last, if last > it.article { 0 } else { it.suffix })]
        };
        let mut ends = ends(old).into_iter().zip(ends(new));
        inner(old) == inner(new) && ends.all(|(a, b)| a == b || self.goes_on(container, a, b))
    }

    fn goes_on(&self, container: Container, old: (u32, u32), new: (u32, u32)) -> bool {
        let ordinal = |(number, suffix)| Ordinal { number, suffix };
        self.0.get(&(container, ordinal(old))).is_some_and(|numbers| numbers.contains(&ordinal(new)))
    }
}

/// The pointers of a sentence that the mask hides: those without a title in front.
fn pointers(words: &str) -> Vec<ArticleRef> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = words[at..].find('第').map(|next| at + next) {
        match article_ref(&words[next..]).filter(|_| !words[..next].ends_with('》')) {
            Some((pointer, taken)) => {
                found.push(pointer);
                at = next + taken;
            }
            None => at = next + '第'.len_utf8(),
        }
    }
    found
}
