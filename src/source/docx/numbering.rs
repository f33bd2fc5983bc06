//! Definitions of automatic numbers (自动编号): lists, their levels, and what single lists change about them.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::styles::{NumberProperty, Styles};
use crate::ooxml::{Tag, attribute, child, children, flag, tag};

/// Word's lists have nine levels.
pub(super) const LEVELS: usize = 9;
/// Longer templates are no numbers; a hostile one would be repeated at every paragraph.
const MAX_TEMPLATE_BYTES: usize = 120;

#[derive(Default)]
pub(super) struct Numbering<'d> {
    lists: HashMap<u32, List<'d>>,
    /// The level of a list that names a style.
    style_levels: HashMap<(u32, &'d str), usize>,
    templates: HashMap<&'d str, Template<'d>>,
}

/// `w:num`: a list of the document; several may share the template, and then its count too.
struct List<'d> {
    template: &'d str,
    changes: HashMap<usize, Change<'d>>,
}

/// `w:lvlOverride`
struct Change<'d> {
    start: Option<u32>,
    level: Option<Level<'d>>,
}

/// `w:abstractNum`
#[derive(Default)]
struct Template<'d> {
    levels: HashMap<usize, Level<'d>>,
    /// The levels stand in the template of this numbering style.
    style_link: Option<&'d str>,
}

pub(super) struct Level<'d> {
    pub start: u32,
    pub format: &'d str,
    /// `第%1条`
    pub text: &'d str,
    pub has_suffix: bool,
    /// One-based level that restarts this one; 0 never restarts, none: any higher level.
    pub restart: Option<usize>,
    /// All numbers of the label in decimal digits.
    pub is_legal: bool,
    pub is_hidden: bool,
    style: Option<&'d str>,
}

/// The place of a paragraph in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub num: u32,
    pub level: usize,
}

impl<'d> Numbering<'d> {
    pub fn read(document: &'d Document<'_>, styles: &Styles<'d>) -> Numbering<'d> {
        let root = document.root_element();
        let templates = children(root, "abstractNum").filter_map(|node| {
            let id = attribute(node, "abstractNumId")?;
            Some((id, Template::read(node)))
        });
        let mut numbering = Numbering { templates: templates.collect(), ..Numbering::default() };
        numbering.lists = children(root, "num").filter_map(List::read).collect();
        numbering.follow_style_links(styles);
        numbering.style_levels = numbering.style_levels();
        numbering
    }

    fn style_levels(&self) -> HashMap<(u32, &'d str), usize> {
        let mut found = HashMap::new();
        for (num, level) in self.lists.keys().flat_map(|num| (0..LEVELS).map(move |level| (*num, level))) {
            if let Some(style) = self.level(Item { num, level }).and_then(|level| level.style) {
                found.entry((num, style)).or_insert(level);
            }
        }
        found
    }

    /// A template that only names a numbering style stands for the template of that style's list.
    fn follow_style_links(&mut self, styles: &Styles<'d>) {
        let linked = |list: &List<'d>| {
            let style = self.templates.get(list.template)?.style_link?;
            Some(self.lists.get(&styles.num(style)?)?.template)
        };
        let targets: Vec<(u32, &'d str)> =
            self.lists.iter().filter_map(|(num, list)| Some((*num, linked(list)?))).collect();
        for (num, target) in targets {
            if let Some(list) = self.lists.get_mut(&num) {
                list.template = target;
            }
        }
    }

    /// Whose count a list continues.
    pub fn template(&self, num: u32) -> Option<&'d str> {
        self.lists.get(&num).map(|list| list.template)
    }

    pub fn level(&self, item: Item) -> Option<&Level<'d>> {
        let list = self.lists.get(&item.num)?;
        let changed = list.changes.get(&item.level).and_then(|change| change.level.as_ref());
        changed.or_else(|| self.templates.get(list.template)?.levels.get(&item.level))
    }

    /// The number that a list sets its level back to when it is used first.
    pub fn start_override(&self, item: Item) -> Option<u32> {
        self.lists.get(&item.num)?.changes.get(&item.level)?.start
    }

    /// The list and level of a paragraph: its own word, then its styles', then the level that names its style.
    pub fn item(&self, own: NumberProperty, style: Option<&str>, styles: &Styles<'d>) -> Option<Item> {
        let num = own.num.or_else(|| styles.chain(style).find_map(|(_, style)| style.number.num))?;
        let level = own.level.or_else(|| self.level_by_style(num, style, styles)).unwrap_or(0);
        (num != 0).then_some(Item { num, level: level.min(LEVELS - 1) })
    }

    fn level_by_style(&self, num: u32, style: Option<&str>, styles: &Styles<'d>) -> Option<usize> {
        styles.chain(style).find_map(|(id, style)| style.number.level.or(self.style_levels.get(&(num, id)).copied()))
    }
}

impl<'d> List<'d> {
    fn read(node: Node<'d, '_>) -> Option<(u32, List<'d>)> {
        let num = attribute(node, "numId")?.trim().parse().ok()?;
        let template = value(node, "abstractNumId")?;
        let changes = children(node, "lvlOverride").filter_map(|change| {
            let level = attribute(change, "ilvl")?.trim().parse().ok()?;
            let start = value(change, "startOverride").and_then(|start| start.parse().ok());
            Some((level, Change { start, level: child(change, "lvl").map(Level::read) }))
        });
        Some((num, List { template, changes: changes.collect() }))
    }
}

impl<'d> Template<'d> {
    fn read(node: Node<'d, '_>) -> Template<'d> {
        let levels = children(node, "lvl").filter_map(|level| {
            let index = attribute(level, "ilvl")?.trim().parse().ok()?;
            Some((index, Level::read(level)))
        });
        Template { levels: levels.collect(), style_link: value(node, "numStyleLink") }
    }
}

impl<'d> Level<'d> {
    fn read(node: Node<'d, '_>) -> Level<'d> {
        Level {
            start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
            format: format(node),
            text: value(node, "lvlText").filter(|text| text.len() <= MAX_TEMPLATE_BYTES).unwrap_or(""),
            has_suffix: value(node, "suff") != Some("nothing"),
            restart: value(node, "lvlRestart").and_then(|level| level.parse().ok()),
            is_legal: flag(node, "isLgl").unwrap_or(false),
            is_hidden: child(node, "rPr").and_then(|run| flag(run, "vanish")).unwrap_or(false),
            style: value(node, "pStyle"),
        }
    }
}

/// Newer formats are written twice: for programs that know them, and with a fallback that every program knows.
fn format<'d>(node: Node<'d, '_>) -> &'d str {
    let fallback = || {
        let fallback = node.descendants().find(|inner| tag(*inner) == Tag::Compatibility("Fallback"))?;
        value(fallback, "numFmt")
    };
    value(node, "numFmt").or_else(fallback).unwrap_or("decimal")
}

fn value<'d>(node: Node<'d, '_>, name: &str) -> Option<&'d str> {
    child(node, name).and_then(|child| attribute(child, "val"))
}
