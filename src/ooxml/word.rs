//! The vocabulary of WordprocessingML, transitional and strict alike.

use roxmltree::Node;

const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const MATH: [&str; 2] =
    ["http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"];
const RELATIONSHIPS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// The local name of a node under the vocabulary that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag<'a> {
    Word(&'a str),
    Math(&'a str),
    Compatibility(&'a str),
    Other,
}

pub fn tag<'a>(node: Node<'a, '_>) -> Tag<'a> {
    let name = node.tag_name();
    match name.namespace() {
        Some(space) if WORD.contains(&space) => Tag::Word(name.name()),
        Some(space) if MATH.contains(&space) => Tag::Math(name.name()),
        Some(COMPATIBILITY) => Tag::Compatibility(name.name()),
        _ => Tag::Other,
    }
}

/// The value of an attribute `w:name`.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    qualified(node, &WORD, name)
}

/// The value of `r:id`.
pub fn relationship_id<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    qualified(node, &RELATIONSHIPS, "id")
}

fn qualified<'a>(node: Node<'a, '_>, spaces: &[&str], name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    let found = attributes.find(|a| a.name() == name && a.namespace().is_some_and(|space| spaces.contains(&space)));
    found.map(|attribute| attribute.value())
}

/// The children `w:name`, in order.
pub fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| tag(*child) == Tag::Word(name))
}

/// The first child `w:name`.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// An on/off property among the children: none where nothing is said.
pub fn flag(node: Node<'_, '_>, name: &str) -> Option<bool> {
    child(node, name).map(|property| !matches!(attribute(property, "val"), Some("0" | "false" | "off")))
}
