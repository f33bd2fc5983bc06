//! Ways through the tree.

use super::{Document, Level, Node, NodeId};
use crate::text::Span;

impl Document {
    /// Indices of the top nodes (`None`) or of a node's children, in order.
    pub fn children(&self, of: Option<NodeId>) -> impl Iterator<Item = NodeId> + '_ {
        let (mut next, end) = match of {
            None => (0, self.nodes.len()),
            Some(id) => (id + 1, self.nodes[id].end),
        };
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let id = next;
                next = self.nodes[id].end;
                id
            })
        })
    }

    /// The node and all above it, innermost first.
    pub fn path_up(&self, from: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(from), |&id| self.nodes[id].parent)
    }

    /// The nearest node of one of the levels at or above `from`.
    pub fn enclosing(&self, from: NodeId, levels: &[Level]) -> Option<NodeId> {
        self.path_up(from).find(|&id| levels.contains(&self.nodes[id].level))
    }

    /// The 所附文件 or 附件 that a node stands in; `None` for the document itself.
    pub fn container(&self, of: NodeId) -> Option<NodeId> {
        let from = self.nodes[of].parent?;
        self.enclosing(from, &[Level::Instrument, Level::Annex])
    }

    /// The node itself and everything under it.
    pub fn subtree(&self, of: NodeId) -> impl Iterator<Item = (NodeId, &Node)> + '_ {
        (of..self.nodes[of].end).map(|id| (id, &self.nodes[id]))
    }

    /// All nodes of a container (`None`: of the document outside its 所附文件 and 附件), in reading order.
    pub fn within(&self, container: Option<NodeId>) -> impl Iterator<Item = (NodeId, &Node)> + '_ {
        let (mut next, end) = container.map_or((0, self.nodes.len()), |id| (id + 1, self.nodes[id].end));
        std::iter::from_fn(move || {
            while next < end {
                let id = next;
                let node = &self.nodes[id];
                if matches!(node.level, Level::Instrument | Level::Annex) {
                    next = node.end;
                    continue;
                }
                next += 1;
                return Some((id, node));
            }
            None
        })
    }

    /// The document itself (`None`) and each 所附文件 and 附件 in it.
    pub fn containers(&self) -> impl Iterator<Item = Option<NodeId>> + '_ {
        let inner = self.nodes.iter().enumerate();
        let inner = inner.filter(|(_, node)| matches!(node.level, Level::Instrument | Level::Annex));
        std::iter::once(None).chain(inner.map(|(id, _)| Some(id)))
    }

    /// The innermost node whose span holds the byte.
    pub fn node_at(&self, byte: usize) -> Option<NodeId> {
        let mut found = None;
        let mut from = 0;
        let mut end = self.nodes.len();
        // Siblings are ordered and disjoint, so each level is a search from its first child.
        while from < end {
            let node = &self.nodes[from];
            if node.span.contains(byte) {
                found = Some(from);
                end = node.end;
                from += 1;
            } else {
                from = node.end;
            }
        }
        found
    }

    /// Number of nodes of a level.
    pub fn count(&self, level: Level) -> usize {
        self.nodes.iter().filter(|node| node.level == level).count()
    }

    /// The node's text after its label and heading, with everything under it.
    pub fn content(&self, id: NodeId) -> Span {
        let node = &self.nodes[id];
        let from = node.label.end.max(node.heading.end).max(node.span.start);
        Span::new(from.min(node.span.end), node.span.end)
    }
}
