//! Styles (样式): what a paragraph or a run gets without saying it.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};

use crate::ooxml::{attribute, child, children, flag};

/// A style may rest on another, and that one on a third; cycles and endless chains stop here.
const MAX_CHAIN: usize = 32;

#[derive(Default)]
pub(super) struct Styles<'d> {
    by_id: HashMap<&'d str, Style<'d>>,
    default_paragraph: Option<&'d str>,
    /// The document's defaults hide all text.
    hidden: bool,
    /// Styles that hide, by their own word or by that of one they rest on.
    hiding: HashSet<&'d str>,
}

#[derive(Default)]
pub(super) struct Style<'d> {
    based_on: Option<&'d str>,
    pub number: NumberProperty,
    hidden: Option<bool>,
}

/// `w:numPr` as it stands: either half may be missing. `num` 0 means "no number".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberProperty {
    pub num: Option<u32>,
    pub level: Option<usize>,
}

impl NumberProperty {
    pub fn of(properties: Option<Node<'_, '_>>) -> NumberProperty {
        let Some(number) = properties.and_then(|properties| child(properties, "numPr")) else {
            return NumberProperty::default();
        };
        let value = |name| child(number, name).and_then(|node| attribute(node, "val"));
        NumberProperty {
            num: value("numId").and_then(|id| id.trim().parse().ok()),
            level: value("ilvl").and_then(|level| level.trim().parse().ok()),
        }
    }
}

impl<'d> Styles<'d> {
    pub fn read(document: &'d Document<'_>) -> Styles<'d> {
        let root = document.root_element();
        let defaults = child(root, "docDefaults").and_then(|node| child(node, "rPrDefault"));
        let mut styles = Styles { hidden: run_flag(defaults).unwrap_or(false), ..Styles::default() };
        for node in children(root, "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            if attribute(node, "type") == Some("paragraph") && is_on(attribute(node, "default")) {
                styles.default_paragraph = Some(id);
            }
            styles.by_id.insert(id, Style::read(node));
        }
        styles.hiding = styles.by_id.keys().copied().filter(|id| styles.chain_hides(id)).collect();
        styles
    }

    fn chain_hides(&self, id: &str) -> bool {
        self.chain(Some(id)).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// The style of a paragraph that names `named`, or none.
    pub fn paragraph_style(&self, named: Option<&str>) -> Option<&'d str> {
        let known = named.and_then(|id| self.by_id.get_key_value(id));
        known.map(|(id, _)| *id).or(self.default_paragraph)
    }

    /// A style and those it rests on, nearest first.
    pub fn chain(&self, id: Option<&str>) -> impl Iterator<Item = (&'d str, &Style<'d>)> {
        let find = |id: &str| self.by_id.get_key_value(id).map(|(id, style)| (*id, style));
        std::iter::successors(id.and_then(find), move |(_, style)| style.based_on.and_then(find)).take(MAX_CHAIN)
    }

    pub fn num(&self, id: &str) -> Option<u32> {
        self.chain(Some(id)).find_map(|(_, style)| style.number.num)
    }

    /// Whether a run or a mark is hidden (`w:vanish`): its own word counts first; the styles of run and paragraph
    /// cancel each other out, because hiding is a toggle.
    pub fn hides(&self, properties: Option<Node<'_, '_>>, in_hidden_style: bool) -> bool {
        let Some(properties) = properties else { return self.hidden || in_hidden_style };
        flag(properties, "vanish").unwrap_or_else(|| {
            let style = child(properties, "rStyle").and_then(|node| attribute(node, "val"));
            self.hidden || (self.style_hides(style) != in_hidden_style)
        })
    }

    pub fn style_hides(&self, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.hiding.contains(id))
    }
}

impl<'d> Style<'d> {
    fn read(node: Node<'d, '_>) -> Style<'d> {
        Style {
            based_on: child(node, "basedOn").and_then(|base| attribute(base, "val")),
            number: NumberProperty::of(child(node, "pPr")),
            hidden: run_flag(Some(node)),
        }
    }
}

fn run_flag(node: Option<Node<'_, '_>>) -> Option<bool> {
    flag(child(node?, "rPr")?, "vanish")
}

fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}
