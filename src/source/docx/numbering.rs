//! Definitions of automatic numbers (自动编号): lists, their levels, and what single lists change about them.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::styles::{NumberProperty, Styles};
use crate::ooxml::{Tag, attribute, child, children, flag, tag};
use crate::source::list::{Change, Item, LEVELS, Level, Levels, List, Lists, MAX_TEMPLATE_BYTES};

#[derive(Default)]
pub(super) struct Numbering<'d> {
    pub lists: Lists<'d>,
    /// The level of a list that names a style.
    style_levels: HashMap<(u32, &'d str), usize>,
}

/// `w:abstractNum`
#[derive(Default)]
struct Template<'d> {
    levels: Levels<'d>,
    /// The levels stand in the template of this numbering style.
    style_link: Option<&'d str>,
}

impl<'d> Numbering<'d> {
    pub fn read(document: &'d Document<'_>, styles: &Styles<'d>) -> Numbering<'d> {
        let root = document.root_element();
        let mut templates = Templates::read(root);
        let by_number = children(root, "num").filter_map(|node| templates.list(node)).collect();
        let Templates { templates, .. } = templates;
        let links: Vec<Option<&str>> = templates.iter().map(|template| template.style_link).collect();
        let templates = templates.into_iter().map(|template| template.levels).collect();
        let mut numbering = Numbering { lists: Lists { by_number, templates }, ..Numbering::default() };
        numbering.follow_style_links(&links, styles);
        numbering.style_levels = numbering.style_levels();
        numbering
    }

    fn style_levels(&self) -> HashMap<(u32, &'d str), usize> {
        let mut found = HashMap::new();
        for (num, level) in self.lists.by_number.keys().flat_map(|num| (0..LEVELS).map(move |level| (*num, level))) {
            if let Some(style) = self.lists.level(Item { num, level }).and_then(|level| level.style) {
                found.entry((num, style)).or_insert(level);
            }
        }
        found
    }

    /// A template that only names a numbering style stands for the template of that style's list.
    fn follow_style_links(&mut self, links: &[Option<&'d str>], styles: &Styles<'d>) {
        let linked = |list: &List<'d>| {
            let style = (*links.get(list.template)?)?;
            Some(self.lists.by_number.get(&styles.num(style)?)?.template)
        };
        let lists = self.lists.by_number.iter();
        let targets: Vec<(u32, usize)> = lists.filter_map(|(num, list)| Some((*num, linked(list)?))).collect();
        for (num, target) in targets {
            if let Some(list) = self.lists.by_number.get_mut(&num) {
                list.template = target;
            }
        }
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

/// The templates in the order in which they are met, and their ids.
struct Templates<'d> {
    templates: Vec<Template<'d>>,
    by_id: HashMap<&'d str, usize>,
}

impl<'d> Templates<'d> {
    fn read(root: Node<'d, '_>) -> Templates<'d> {
        let mut read = Templates { templates: Vec::new(), by_id: HashMap::new() };
        for node in children(root, "abstractNum") {
            if let Some(id) = attribute(node, "abstractNumId") {
                let at = read.index(id);
                read.templates[at] = Template::read(node);
            }
        }
        read
    }

    fn index(&mut self, id: &'d str) -> usize {
        *self.by_id.entry(id).or_insert_with(|| {
            self.templates.push(Template::default());
            self.templates.len() - 1
        })
    }

    /// `w:num`
    fn list(&mut self, node: Node<'d, '_>) -> Option<(u32, List<'d>)> {
        let num = attribute(node, "numId")?.trim().parse().ok()?;
        let template = self.index(value(node, "abstractNumId")?);
        let changes = children(node, "lvlOverride").filter_map(|change| {
            let level = attribute(change, "ilvl")?.trim().parse().ok()?;
            let start = value(change, "startOverride").and_then(|start| start.parse().ok());
            Some((level, Change { start, level: child(change, "lvl").map(level_of) }))
        });
        Some((num, List { template, changes: changes.collect() }))
    }
}

impl<'d> Template<'d> {
    fn read(node: Node<'d, '_>) -> Template<'d> {
        let levels = children(node, "lvl").filter_map(|level| {
            let index = attribute(level, "ilvl")?.trim().parse().ok()?;
            Some((index, level_of(level)))
        });
        Template { levels: levels.collect(), style_link: value(node, "numStyleLink") }
    }
}

/// `w:lvl`
fn level_of<'d>(node: Node<'d, '_>) -> Level<'d> {
    Level {
        start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: format(node),
        text: value(node, "lvlText").filter(|text| text.len() <= MAX_TEMPLATE_BYTES).unwrap_or("").into(),
        has_suffix: value(node, "suff") != Some("nothing"),
        restart: value(node, "lvlRestart").and_then(|level| level.parse().ok()),
        is_legal: flag(node, "isLgl").unwrap_or(false),
        is_hidden: child(node, "rPr").and_then(|run| flag(run, "vanish")).unwrap_or(false),
        style: value(node, "pStyle"),
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
