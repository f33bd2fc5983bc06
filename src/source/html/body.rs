//! Which element holds the text (正文) of a page.

use std::collections::{HashMap, HashSet};

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::furniture;
use super::walk::Line;

/// Elements that site systems (网站系统) of Chinese authorities put the text into: ids with #, classes with a dot.
/// One that holds less than [`KNOWN_SHARE`] of the page's prose is something else of that name.
const CONTAINERS: [&str; 30] = [
    "#UCAP-CONTENT",
    ".pages_content",
    ".TRS_Editor",
    ".TRS_UEDITOR",
    ".trs_editor_view",
    ".Custom_UnionStyle",
    ".TRS_PreAppend",
    "#zoom",
    "#zoomcon",
    "#Zoom",
    ".article-content",
    ".article_content",
    ".article-con",
    ".content_article",
    ".news_content_style",
    ".detail-news",
    ".content-body",
    ".view",
    "#NewsContent",
    "#vsb_content",
    ".v_news_content",
    ".xxgk_content",
    ".wp_articlecontent",
    ".bt-article-02",
    ".zwxl-article",
    ".gfxwj-content",
    "#content_div",
    "#div_zhengwen",
    ".allZoom",
    "#neirong",
];
const KNOWN_SHARE: f64 = 0.5;

/// An element that nothing marks is the text when it holds nearly all prose.
const WHOLE_SHARE: f64 = 0.85;

/// Less running text than this, in no known container, is no document.
const LEAST_PROSE: usize = 40;

/// What stands below an element, in characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub prose: usize,
    pub characters: usize,
    pub linked: usize,
    pub lines: usize,
    pub attachments: usize,
}

pub(super) type Sums = HashMap<NodeId, Sum>;

pub(super) fn sums(html: &Html, lines: &[Line]) -> Sums {
    let mut sums = Sums::new();
    for line in lines {
        let sum = sums.entry(line.owner).or_default();
        sum.prose += furniture::prose(line);
        sum.characters += line.text.chars().count();
        sum.linked += line.linked;
        sum.lines += 1;
        sum.attachments += usize::from(furniture::is_attachment(&line.text));
    }
    let mut open: Vec<Sum> = Vec::new();
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => open.push(sums.get(&node.id()).copied().unwrap_or_default()),
            Edge::Close(node) => {
                let sum = open.pop().unwrap_or_default();
                if let Some(parent) = open.last_mut() {
                    parent.add(sum);
                }
                if sum.lines > 0 {
                    sums.insert(node.id(), sum);
                }
            }
        }
    }
    sums
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.prose += other.prose;
        self.characters += other.characters;
        self.linked += other.linked;
        self.lines += other.lines;
        self.attachments += other.attachments;
    }
}

/// The element with the text; none where the page has no text of its own.
pub(super) fn find<'h>(html: &'h Html, sums: &Sums) -> Option<NodeRef<'h, Node>> {
    let root = html.tree.root();
    let total = sums.get(&root.id()).copied().unwrap_or_default();
    let is_text = !has(html, "script") && total.linked * 2 < total.characters;
    // A piece of a page, as databases keep it, is all text.
    if is_text && !has(html, "title") {
        return Some(root);
    }
    if let Some(known) = known(html, sums, total) {
        return Some(known);
    }
    // A page without scripts and navigation, as Word saves it.
    if is_text {
        return Some(root);
    }
    // The dialogues and hints of a page that loads its text by script.
    if total.prose < LEAST_PROSE {
        return None;
    }
    Some(densest(root, sums, total.prose))
}

fn has(html: &Html, name: &str) -> bool {
    html.tree.values().any(|node| node.as_element().is_some_and(|element| element.name() == name))
}

fn known<'h>(html: &'h Html, sums: &Sums, total: Sum) -> Option<NodeRef<'h, Node>> {
    let enough = |sum: &&Sum| sum.prose as f64 >= total.prose as f64 * KNOWN_SHARE && sum.prose > 0;
    let named = html.tree.nodes().filter(|node| node.value().as_element().is_some_and(is_container));
    let fitting = named.filter_map(|node| Some((node, sums.get(&node.id()).filter(enough)?)));
    // Of containers within each other the outer one, which is also the first of those with the most prose.
    fitting.reduce(|best, next| if next.1.prose > best.1.prose { next } else { best }).map(|(node, _)| node)
}

fn is_container(element: &Element) -> bool {
    let id = element.id();
    CONTAINERS.iter().any(|name| match name.split_at(1) {
        ("#", name) => id == Some(name),
        (_, name) => element.classes().any(|class| class == name),
    })
}

/// The smallest element that holds nearly all prose, but no single paragraph.
fn densest<'h>(root: NodeRef<'h, Node>, sums: &Sums, total: usize) -> NodeRef<'h, Node> {
    let mut found = root;
    loop {
        let holds = |child: &NodeRef<'h, Node>| {
            sums.get(&child.id()).is_some_and(|sum| sum.prose as f64 >= total as f64 * WHOLE_SHARE && sum.lines > 1)
        };
        match found.children().find(holds) {
            Some(child) => found = child,
            None => return found,
        }
    }
}

/// The elements of the page that are no text, by their names or because they are lists of links.
pub(super) fn furniture(html: &Html, sums: &Sums) -> HashSet<NodeId> {
    let total = sums.get(&html.tree.root().id()).map_or(0, |sum| sum.prose);
    let is_furniture = |node: &NodeRef<'_, Node>| match (node.value(), sums.get(&node.id())) {
        (Node::Element(element), Some(sum)) => {
            let is_minor = sum.prose * 4 <= total;
            // Menus of some sites unfold whole articles.
            let is_menu = sum.linked * 2 >= sum.characters;
            (is_minor || is_menu) && furniture::is_named(element) || is_minor && sum.is_link_list(total)
        }
        _ => false,
    };
    html.tree.nodes().filter(is_furniture).map(|node| node.id()).collect()
}

impl Sum {
    fn is_link_list(&self, total: usize) -> bool {
        let is_dense = self.linked * 10 >= self.characters * 7 && self.lines >= 3;
        is_dense && self.prose * 20 <= total && self.attachments == 0
    }
}
