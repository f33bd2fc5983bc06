//! Which parts of the package hold text or say how it is shown.

use std::collections::{HashMap, HashSet};

use roxmltree::Document;

use crate::ooxml::{self, Fault, Package, Part, Relationship, Tag, tag};
use crate::text::BlockKind;

/// Everything besides the main part.
pub(super) struct Parts {
    pub definitions: DefinitionParts,
    pub footnotes: Option<Part>,
    pub endnotes: Option<Part>,
    pub comments: Option<Part>,
    pub margins: Vec<Margin>,
}

pub(super) struct DefinitionParts {
    pub styles: Option<Part>,
    pub numbering: Option<Part>,
}

/// A header (页眉) or footer (页脚).
pub(super) struct Margin {
    pub kind: BlockKind,
    pub part: Part,
}

impl Parts {
    pub fn load(package: &mut Package<'_>, main: &str, document: &Document<'_>) -> Result<Parts, Fault> {
        let relationships = package.relationships(main)?;
        let mut of_kind = |kind: &str| match relationships.iter().find(|relationship| relationship.kind == kind) {
            Some(relationship) => package.part(&relationship.target),
            None => Ok(None),
        };
        Ok(Parts {
            definitions: DefinitionParts { styles: of_kind("styles")?, numbering: of_kind("numbering")? },
            footnotes: of_kind("footnotes")?,
            endnotes: of_kind("endnotes")?,
            comments: of_kind("comments")?,
            margins: margins(package, &relationships, document)?,
        })
    }
}

/// Headers, then footers, in the order of the sections that show them; a part shared by sections comes once.
fn margins(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    document: &Document<'_>,
) -> Result<Vec<Margin>, Fault> {
    let targets: HashMap<&str, &str> = relationships.iter().map(|r| (r.id.as_str(), r.target.as_str())).collect();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (name, kind) in [("headerReference", BlockKind::Header), ("footerReference", BlockKind::Footer)] {
        let references = document.descendants().filter(|node| tag(*node) == Tag::Word(name));
        for id in references.filter_map(ooxml::relationship_id) {
            if let Some(target) = targets.get(id)
                && seen.insert(target)
                && let Some(part) = package.part(target)?
            {
                found.push(Margin { kind, part });
            }
        }
    }
    Ok(found)
}

pub(super) fn count_comments(part: &Part) -> Result<usize, Fault> {
    Ok(ooxml::children(part.parse()?.root_element(), "comment").count())
}
