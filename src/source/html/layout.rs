//! Tables that hold data, told from tables that only lay out the page (布局表格).

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::element;

/// A cell with so many lines, characters and so large a share (percent) of the whole page is the page.
const PAGE_CELL: (usize, usize, usize) = (10, 500, 50);

#[derive(Default)]
struct Open {
    table: Option<NodeId>,
    has_inner: bool,
    cells: usize,
    columns: usize,
    /// Lines and characters of the open cell, and those of the fullest.
    cell: (usize, usize),
    fullest: (usize, usize),
}

/// The tables that lay out the page.
pub(super) fn find(html: &Html) -> HashSet<NodeId> {
    let mut survey = Survey { open: vec![Open::default()], closed: Vec::new(), characters: 0 };
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => survey.open(node.id(), node.value()),
            Edge::Close(node) => survey.close(node.value()),
        }
    }
    let Survey { closed, characters, .. } = survey;
    let lays_out = closed.into_iter().filter(|open| open.lays_out(characters));
    lays_out.filter_map(|open| open.table).collect()
}

struct Survey {
    open: Vec<Open>,
    closed: Vec<Open>,
    characters: usize,
}

impl Survey {
    fn open(&mut self, id: NodeId, node: &Node) {
        let Some(open) = self.open.last_mut() else { return };
        match node {
            Node::Text(text) => {
                let characters = text.chars().filter(|c| *c > '\u{2e80}').count();
                self.characters += characters;
                open.cell.1 += characters;
            }
            Node::Element(element) if element.name() == "table" => {
                open.has_inner = true;
                self.open.push(Open { table: Some(id), ..Open::default() });
            }
            Node::Element(element) if matches!(element.name(), "td" | "th") => {
                open.cells += 1;
                open.cell = (0, 0);
            }
            Node::Element(element) if element.name() == "tr" => open.cells = 0,
            Node::Element(element) if element.name() == "br" || element::is_block(element) => open.cell.0 += 1,
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        let (Some(open), Node::Element(element)) = (self.open.last_mut(), node) else { return };
        match element.name() {
            "td" | "th" if open.cell.1 >= open.fullest.1 => open.fullest = open.cell,
            "tr" => open.columns = open.columns.max(open.cells),
            "table" => self.closed.extend(self.open.pop()),
            _ => {}
        }
    }
}

impl Open {
    fn lays_out(&self, page: usize) -> bool {
        let (lines, characters, percent) = PAGE_CELL;
        let (cell_lines, cell_characters) = self.fullest;
        let is_page = cell_lines >= lines && cell_characters >= characters && cell_characters * 100 > page * percent;
        self.has_inner || self.columns <= 1 || is_page
    }
}
