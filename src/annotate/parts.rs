//! The parts around the main one that comments need: the comments themselves, their content type, the relationship.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::names::Names;
use crate::ooxml::{Fault, Package, Part, Splice, append, escape, relationships_of, start_tag};

const TYPES: &str = "[Content_Types].xml";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const TEMPLATE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const KINDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Parts that change, with their new bytes.
pub type Changed = BTreeMap<String, Vec<u8>>;

/// Where the comments stand, or shall stand.
pub struct Home {
    pub name: String,
    pub part: Option<Part>,
    is_related: bool,
}

impl Home {
    pub fn find(package: &mut Package<'_>, main: &str) -> Result<Home, Fault> {
        let relationships = package.relationships(main)?;
        let related = relationships.into_iter().find(|relationship| relationship.kind == "comments");
        if let Some(related) = related {
            let part = package.part(&related.target)?;
            return Ok(Home { name: related.target, part, is_related: true });
        }
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let taken = package.names();
        let free = |name: &String| !taken.contains(&name.to_ascii_lowercase());
        let mut names = (0..).map(|n| if n == 0 { "comments".to_owned() } else { format!("comments{n}") });
        let name = names.find_map(|name| Some(format!("{folder}{name}.xml")).filter(free));
        Ok(Home { name: name.unwrap_or_default(), part: None, is_related: false })
    }

    /// Adds comments, and whatever ties a new part into the package.
    pub fn write(
        &self,
        package: &mut Package<'_>,
        main: &str,
        names: &Names,
        comments: &str,
    ) -> Result<Changed, Fault> {
        let mut changed = Changed::new();
        match &self.part {
            Some(part) => {
                let tree = part.parse()?;
                let mut splice = Splice::default();
                append(&mut splice, &part.xml, tree.root_element(), comments);
                let before = package.bytes(&self.name)?.unwrap_or_default();
                changed.insert(self.name.clone(), Part::encode(&splice.apply(&part.xml), &before));
            }
            None => {
                let Names { prefix, space, .. } = names;
                let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
                let xml =
                    format!("{head}\n<{prefix}:comments xmlns:{prefix}=\"{space}\">{comments}</{prefix}:comments>");
                changed.insert(self.name.clone(), xml.into_bytes());
            }
        }
        if !self.is_related {
            changed.extend(self.relate(package, main, names)?);
        }
        changed.extend(self.declare(package)?);
        Ok(changed)
    }

    fn relate(&self, package: &mut Package<'_>, main: &str, names: &Names) -> Result<Changed, Fault> {
        let name = relationships_of(main);
        let kind = KINDS[usize::from(names.space == STRICT)];
        let target = escape(self.name.rsplit('/').next().unwrap_or_default());
        let Some(part) = package.part(&name)? else {
            let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
            let one = format!("<Relationship Id=\"rId1\" Type=\"{kind}\" Target=\"{target}\"/>");
            let xml = format!("{head}\n<Relationships xmlns=\"{PACKAGE}\">{one}</Relationships>");
            return Ok([(name, xml.into_bytes())].into());
        };
        let tree = part.parse()?;
        let root = tree.root_element();
        let taken = |id: &String| root.children().any(|child| child.attribute("Id") == Some(id));
        let id = (1..).map(|n| format!("rId{n}")).find(|id| !taken(id)).unwrap_or_default();
        let element = sibling(&part.xml, root, "Relationship");
        let one = format!("{element} Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        let mut splice = Splice::default();
        append(&mut splice, &part.xml, root, &one);
        let before = package.bytes(&name)?.unwrap_or_default();
        Ok([(name, Part::encode(&splice.apply(&part.xml), &before))].into())
    }

    /// The content type of the comments; and a template becomes a document, as the name of the result says.
    fn declare(&self, package: &mut Package<'_>) -> Result<Changed, Fault> {
        let Some(part) = package.part(TYPES)? else { return Err(Fault::Missing(TYPES.to_owned())) };
        let tree = part.parse()?;
        let root = tree.root_element();
        let own = |node: &Node<'_, '_>| {
            let name = node.attribute("PartName").unwrap_or_default();
            name.trim_start_matches('/').eq_ignore_ascii_case(&self.name)
        };
        let mut splice = Splice::default();
        let mut is_changed = false;
        if !root.children().any(|node| own(&node)) {
            let element = sibling(&part.xml, root, "Override");
            let one = format!("{element} PartName=\"/{}\" ContentType=\"{COMMENTS}\"/>", escape(&self.name));
            append(&mut splice, &part.xml, root, &one);
            is_changed = true;
        }
        for node in root.children() {
            if let Some(kind) = node.attributes().find(|it| it.name() == "ContentType" && it.value() == TEMPLATE) {
                splice.replace(kind.range_value(), DOCUMENT);
                is_changed = true;
            }
        }
        if !is_changed {
            return Ok(Changed::new());
        }
        let before = package.bytes(TYPES)?.unwrap_or_default();
        Ok([(TYPES.to_owned(), Part::encode(&splice.apply(&part.xml), &before))].into())
    }
}

/// `<Name` under the prefix of the root.
fn sibling(xml: &str, root: Node<'_, '_>, name: &str) -> String {
    let start = start_tag(xml, root);
    let written = start.trim_start_matches('<').split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
    match written.split_once(':') {
        Some((prefix, _)) => format!("<{prefix}:{name}"),
        None => format!("<{name}"),
    }
}

/// Whether the package holds macros: it must keep a name that says so, or Word refuses it.
pub fn has_macros(package: &mut Package<'_>) -> Result<bool, Fault> {
    let types = package.part(TYPES)?;
    Ok(types.is_some_and(|types| types.xml.contains("macroEnabled")))
}
