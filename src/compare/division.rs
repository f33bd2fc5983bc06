//! 编、章、节 as units: which ones were renamed, moved, added or dropped. They are known by what stands in them.

use std::ops::Range;

use serde::Serialize;

use super::{Pair, chain, likeness};
use crate::document::Level;

/// A heading and what it groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// 所附文件 and 附件, as with units.
    pub container: (u32, u32),
    pub level: Level,
    /// 第二章
    pub label: String,
    /// 法律责任
    pub heading: String,
    /// By their index among the units.
    pub units: Range<usize>,
}

impl Division {
    /// 第二章法律责任
    pub fn name(&self) -> String {
        format!("{}{}", self.label, self.heading)
    }
}

/// A 编、章、节 that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionChange {
    pub kind: DivisionKind,
    pub level: Level,
    /// 第二章法律责任; empty for what was added.
    pub old: String,
    pub new: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DivisionKind {
    /// 仅编号变化
    Renumbered,
    /// 改名
    Renamed,
    /// 移动
    Moved,
    /// 新增
    Added,
    /// 删除
    Deleted,
}

/// Headings that are so alike are the same one, even when nothing in it stayed.
const ALIKE: f64 = 0.5;
/// How much of what stands in either must stand in the other.
const SHARED: f64 = 0.25;

/// In order of the new text; what was deleted comes last.
pub fn changes(old: &[Division], new: &[Division], pairs: &[Pair]) -> Vec<DivisionChange> {
    let links = links(old, new, pairs);
    let steady = steady(old, &links);
    let mut changes = Vec::new();
    for (at, division) in new.iter().enumerate() {
        let partner = links.iter().position(|(_, new)| *new == at);
        let kind = match partner {
            None => Some(DivisionKind::Added),
            Some(link) => kind(&old[links[link].0], division, steady[link]),
        };
        let before = partner.map_or(String::new(), |link| old[links[link].0].name());
        let change = |kind| DivisionChange { kind, level: division.level, old: before, new: division.name() };
        changes.extend(kind.map(change));
    }
    let is_gone = |at: &usize| links.iter().all(|(old, _)| old != at);
    let gone = (0..old.len()).filter(is_gone).map(|at| &old[at]);
    changes.extend(gone.map(|division| DivisionChange {
        kind: DivisionKind::Deleted,
        level: division.level,
        old: division.name(),
        new: String::new(),
    }));
    changes
}

/// `None` where nothing changed.
fn kind(old: &Division, new: &Division, is_steady: bool) -> Option<DivisionKind> {
    if !is_steady {
        Some(DivisionKind::Moved)
    } else if old.heading != new.heading {
        Some(DivisionKind::Renamed)
    } else {
        (old.label != new.label).then_some(DivisionKind::Renumbered)
    }
}

/// Which belongs to which, the likest first; in order of the new text.
fn links(old: &[Division], new: &[Division], pairs: &[Pair]) -> Vec<(usize, usize)> {
    let links: Vec<(usize, usize)> =
        pairs.iter().filter_map(|pair| Some((pair.old.first()?.index, pair.new.first()?.index))).collect();
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (at, one) in old.iter().enumerate() {
        let others =
            new.iter().enumerate().filter(|(_, other)| one.level == other.level && one.container == other.container);
        scored.extend(others.filter_map(|(new, other)| Some((score(one, other, &links)?, at, new))));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, old, new) in scored {
        if chosen.iter().all(|link| link.0 != old && link.1 != new) {
            chosen.push((old, new));
        }
    }
    chosen.sort_by_key(|link| link.1);
    chosen
}

/// How much stands in both, and how alike the headings are; `None` for strangers.
fn score(old: &Division, new: &Division, links: &[(usize, usize)]) -> Option<f64> {
    let both = links.iter().filter(|link| old.units.contains(&link.0) && new.units.contains(&link.1)).count();
    let shared = 2.0 * both as f64 / (old.units.len() + new.units.len()).max(1) as f64;
    let alike = if old.heading == new.heading { 1.0 } else { likeness::dice(&old.heading, &new.heading) };
    (shared >= SHARED || alike >= ALIKE).then_some(2.0 * shared + alike)
}

/// Those that keep their order within their level.
fn steady(old: &[Division], links: &[(usize, usize)]) -> Vec<bool> {
    let mut steady = vec![false; links.len()];
    let levels = [Level::Part, Level::Subpart, Level::Chapter, Level::Section];
    for level in levels {
        let of_level: Vec<usize> = (0..links.len()).filter(|&at| old[links[at].0].level == level).collect();
        let steps: Vec<_> = of_level.iter().map(|&at| (links[at].0, links[at].1, 1.0)).collect();
        chain::heaviest(&steps).into_iter().for_each(|at| steady[of_level[at]] = true);
    }
    steady
}
