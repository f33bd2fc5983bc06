//! A comparison in one sentence: 共修改12条，新增3条，删除1条；实质修改8处，仅编号变化5处。

use std::fmt;

use super::{Comparison, DivisionKind, Kind, Pair};
use crate::document::Level;

/// Number of pairs of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub same: usize,
    pub renumbered: usize,
    pub modified: usize,
    pub moved: usize,
    pub split: usize,
    pub merged: usize,
    pub added: usize,
    pub deleted: usize,
    /// 实质修改 of what stands on both sides.
    pub substance: usize,
}

/// 条文 and what stands outside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub articles: Count,
    pub others: Count,
    /// 编、章、节 that were renamed, moved, added or dropped.
    pub divisions: usize,
    /// 标题、文号、机关、日期 that differ.
    pub head: usize,
}

impl Comparison {
    pub fn summary(&self) -> Summary {
        let divisions = self.divisions.iter().filter(|change| change.kind != DivisionKind::Renumbered).count();
        let mut summary = Summary { divisions, head: self.head.len(), ..Summary::default() };
        for pair in &self.pairs {
            let count = if is_article(pair) { &mut summary.articles } else { &mut summary.others };
            count.add(pair);
        }
        summary
    }
}

fn is_article(pair: &Pair) -> bool {
    pair.old.iter().chain(&pair.new).any(|unit| unit.level == Level::Article)
}

impl Count {
    fn add(&mut self, pair: &Pair) {
        let count = match pair.kind {
            Kind::Same => &mut self.same,
            Kind::Renumbered => &mut self.renumbered,
            Kind::Modified => &mut self.modified,
            Kind::Moved => &mut self.moved,
            Kind::Split => &mut self.split,
            Kind::Merged => &mut self.merged,
            Kind::Added => &mut self.added,
            Kind::Deleted => &mut self.deleted,
        };
        *count += 1;
        self.substance += usize::from(pair.substance && !pair.old.is_empty() && !pair.new.is_empty());
    }

    fn all(&self) -> usize {
        self.same + self.changed()
    }

    fn changed(&self) -> usize {
        let words = self.modified + self.moved + self.split + self.merged;
        words + self.renumbered + self.added + self.deleted
    }

    fn parts(&self, word: &str) -> String {
        let part = |name: &str, n: usize, word: &str| (n > 0).then(|| format!("{name}{n}{word}"));
        let list = |parts: Vec<Option<String>>| parts.into_iter().flatten().collect::<Vec<_>>().join("，");
        let kinds = list(vec![
            part("修改", self.modified, word),
            part("新增", self.added, word),
            part("删除", self.deleted, word),
            part("移动", self.moved, word),
            part("拆分", self.split, word),
            part("合并", self.merged, word),
        ]);
        let depth = list(vec![part("实质修改", self.substance, "处"), part("仅编号变化", self.renumbered, "处")]);
        [kinds, depth].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (articles, others) = (self.articles, self.others);
        let outside = |n: usize| if n > 0 { format!("；条文以外改动{n}处") } else { String::new() };
        let divisions =
            if self.divisions > 0 { format!("；章节改动{}处", self.divisions) } else { String::new() };
        match (articles.changed(), others.changed()) {
            (0, 0) if articles.all() + others.all() == 0 => write!(f, "两份文件都没有可以对照的条文。"),
            (0, 0) if self.divisions + self.head > 0 => write!(f, "条文没有改动{divisions}{}。", self.heads()),
            (0, 0) => write!(f, "两份文件内容一致，没有改动。"),
            (0, _) if articles.all() == 0 => write!(f, "共{}{divisions}。", others.parts("处")),
            (0, n) => write!(f, "条文没有改动{}{divisions}。", outside(n)),
            (_, n) => write!(f, "共{}{}{divisions}。", articles.parts("条"), outside(n)),
        }
    }
}

impl Summary {
    fn heads(&self) -> String {
        if self.head > 0 {
            format!("；标题、文号、机关、日期改动{}处", self.head)
        } else {
            String::new()
        }
    }
}
