//! What new elements are called in a part: under the prefix that the part uses itself.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

/// The vocabulary of a part, transitional or strict, and its prefix there.
pub struct Names {
    pub space: String,
    pub prefix: String,
    /// Written into each new element where the part binds no prefix that attributes could use.
    declaration: String,
}

impl Names {
    pub fn of(root: Node<'_, '_>) -> Names {
        let space = root.tag_name().namespace().unwrap_or_default().to_owned();
        let bound = root.namespaces().filter(|bound| bound.uri() == space).find_map(|bound| bound.name());
        let declaration = if bound.is_none() { format!(" xmlns:w=\"{space}\"") } else { String::new() };
        Names { space, prefix: bound.unwrap_or("w").to_owned(), declaration }
    }

    /// `<w:name w:key="value"` without its end; values must be free of markup.
    pub fn open(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        let prefix = &self.prefix;
        let attributes: String = attributes.iter().map(|(key, value)| format!(" {prefix}:{key}=\"{value}\"")).collect();
        format!("<{prefix}:{name}{}{attributes}", self.declaration)
    }

    pub fn close(&self, name: &str) -> String {
        format!("</{}:{name}>", self.prefix)
    }
}

/// Ids of comments, tracked changes and bookmarks: all drawn from one pool, so that none is given twice.
#[derive(Default)]
pub struct Ids {
    used: BTreeSet<i64>,
    next: i64,
}

impl Ids {
    /// Notes the ids that a part uses.
    pub fn note(&mut self, tree: &Document<'_>) {
        let attributes = tree.descendants().flat_map(|node| node.attributes());
        let ids = attributes.filter(|attribute| attribute.name() == "id" && attribute.namespace().is_some());
        self.used.extend(ids.filter_map(|id| id.value().trim().parse::<i64>().ok()));
    }

    /// The lowest free one: some writers use up the numbers from the top.
    pub fn draw(&mut self) -> i64 {
        while !self.used.insert(self.next) {
            self.next += 1;
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_fill_the_gaps() {
        let tree = "<a xmlns:w='w' w:id='0'><b w:id='2147483647'/><c w:id='2' id='1'/><d w:id='x'/></a>";
        let mut ids = Ids::default();
        ids.note(&Document::parse(tree).unwrap());
        assert_eq!([ids.draw(), ids.draw(), ids.draw()], [1, 3, 4]);
    }

    #[test]
    fn a_part_without_prefix_gets_a_declaration() {
        let open = |xml: &str| Names::of(Document::parse(xml).unwrap().root_element()).open("del", &[("id", "3")]);
        assert_eq!(open("<q:document xmlns:q='urn:w'/>"), "<q:del q:id=\"3\"");
        assert_eq!(open("<document xmlns='urn:w'/>"), "<w:del xmlns:w=\"urn:w\" w:id=\"3\"");
        assert_eq!(open("<document xmlns='urn:w' xmlns:z='urn:w'/>"), "<z:del z:id=\"3\"");
    }
}
