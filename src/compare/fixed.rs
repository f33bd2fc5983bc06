//! Pairs that the user fixed (人工确定的对应关系), in TOML.

use std::fmt::Write;

use serde::Deserialize;

use super::align::Link;
use super::{Comparison, Confidence, Unit, UnitRef};

/// Which units belong together, by their places; an empty side means added or deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    #[serde(default, rename = "pair")]
    pub pairs: Vec<FixedPair>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedPair {
    #[serde(default)]
    pub old: Vec<String>,
    #[serde(default)]
    pub new: Vec<String>,
}

impl Fixed {
    /// Reads the file; the fault is told in Chinese, with its line.
    pub fn parse(content: &str) -> Result<Fixed, String> {
        toml::from_str(content).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start.min(content.len()));
            let line = content.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            format!("第{line}行：{}", error.message())
        })
    }

    /// The links it asks for. A place that is not there, or named twice, is a fault.
    pub(super) fn links(&self, old: &[Unit], new: &[Unit]) -> Result<Vec<Link>, String> {
        let mut taken = (vec![false; old.len()], vec![false; new.len()]);
        let mut links = Vec::new();
        for pair in &self.pairs {
            let old = find(&pair.old, old, &mut taken.0, "旧稿")?;
            let new = find(&pair.new, new, &mut taken.1, "新稿")?;
            links.push(Link { old, new });
        }
        links.retain(|link| !link.old.is_empty() || !link.new.is_empty());
        Ok(links)
    }
}

fn find(places: &[String], units: &[Unit], taken: &mut [bool], side: &str) -> Result<Vec<usize>, String> {
    let mut found = Vec::new();
    for place in places {
        let named: Vec<usize> = (0..units.len()).filter(|&at| units[at].place == *place).collect();
        let [first, ..] = named[..] else { return Err(format!("{side}没有“{place}”")) };
        let Some(&at) = named.iter().find(|&&at| !taken[at]) else {
            return Err(format!("{side}“{place}”出现了两次，一条只能写在一处"));
        };
        debug_assert!(first <= at);
        taken[at] = true;
        found.push(at);
    }
    found.sort_unstable();
    Ok(found)
}

/// The pairs of a comparison as a file to be corrected by hand: first the doubtful ones.
pub fn written(comparison: &Comparison) -> String {
    let mut out = String::from(
        "# 条文对应关系。改正后用 fashen compare 旧稿 新稿 --pairs 本文件 重新对照。\n\
         # old 为空表示新增，new 为空表示删除；删去某一段，该条就重新自动对应。\n",
    );
    let doubtful = |pair: &&super::Pair| pair.confidence == Confidence::Possible;
    let (open, sure): (Vec<_>, Vec<_>) = comparison.pairs.iter().partition(doubtful);
    for (heading, pairs) in [("待核", open), ("其余", sure)] {
        if !pairs.is_empty() {
            let _ = write!(out, "\n# ———— {heading} ————\n");
        }
        for pair in pairs {
            let rival = pair.runner_up.as_ref().map_or(String::new(), |rival| format!("；也可能是{}", rival.place));
            let _ = write!(out, "\n# {}，相似度{:.3}{rival}\n[[pair]]\n", pair.kind.chinese(), pair.similarity);
            let _ = writeln!(out, "old = {}\nnew = {}", places(&pair.old), places(&pair.new));
        }
    }
    out
}

fn places(units: &[UnitRef]) -> String {
    let quoted: Vec<_> = units.iter().map(|unit| format!("\"{}\"", unit.place)).collect();
    format!("[{}]", quoted.join(", "))
}
