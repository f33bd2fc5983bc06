//! 送审材料: which file of a folder is which material. For now by file name; a file that no name tells is left over.

use serde::Deserialize;

use crate::fact::Facts;

/// A kind of 送审材料 and the words in a file name that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    pub id: String,
    pub title: String,
    pub names: Vec<String>,
    /// Speaks of the draft as it is sent: title, days and term must agree. What was sent round before may rightly say other
    /// things.
    #[serde(default)]
    pub agrees: bool,
}

/// Id of the material that is the draft itself.
pub const DRAFT: &str = "draft";
/// Id of an earlier version of the draft or the document it replaces.
pub const PREVIOUS: &str = "previous";

/// A file of the dossier.
#[derive(Clone, Debug)]
pub struct Item {
    /// Id of the material; `None` for a file that no name tells.
    pub material: Option<String>,
    /// Path as the user named it.
    pub path: String,
    /// What it says; `None` where it was not read.
    pub facts: Option<Facts>,
}

/// What came with the draft.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub items: Vec<Item>,
}

impl Dossier {
    pub fn has(&self, material: &str) -> bool {
        self.items.iter().any(|item| item.material.as_deref() == Some(material))
    }

    pub fn of<'d>(&'d self, material: &'d str) -> impl Iterator<Item = &'d Item> {
        self.items.iter().filter(move |item| item.material.as_deref() == Some(material))
    }
}

/// The material that a file name tells; the first kind with a fitting word wins.
pub fn recognise<'m>(file_name: &str, materials: &'m [Material]) -> Option<&'m Material> {
    materials.iter().find(|material| material.names.iter().any(|word| file_name.contains(word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_kind_wins() {
        let material = |id: &str, name: &str| Material {
            id: id.into(),
            title: id.into(),
            names: vec![name.into()],
            agrees: false,
        };
        let materials = [material("explanation", "起草说明"), material("draft", "送审稿")];
        assert_eq!(recognise("关于办法（送审稿）的起草说明.docx", &materials).unwrap().id, "explanation");
        assert_eq!(recognise("办法（送审稿）.docx", &materials).unwrap().id, "draft");
        assert!(recognise("照片.jpg", &materials).is_none());
    }
}
