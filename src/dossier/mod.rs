//! 送审材料: which file of a folder is which material, by what it says and by its name; who is the draft among them; when
//! the steps were taken. The words that tell a material are data (`rules/materials.toml`); here they are only looked for.

mod given;
mod head;
mod material;
mod name;
mod recognise;
mod settle;
mod step;
#[cfg(test)]
mod tests;

use crate::date::Calendar;
use crate::document::Document;
use crate::fact::Facts;
use crate::finding::Confidence;
use crate::text::Text;

pub use given::{GIVEN, Given, GivenFile};
pub use head::same as same_title;
pub use material::{COMPARISON, DRAFT, EARLIER, Form, Material, OTHER, PREVIOUS};
pub use recognise::{Fault, Recogniser, Verdict};
pub use settle::settle;
pub use step::{Event, Reading, Step, Take, read as read_steps};

/// What a file of the dossier says.
#[derive(Clone, Debug)]
pub struct Content {
    pub text: Text,
    pub document: Document,
}

/// A file of the dossier.
#[derive(Clone, Debug)]
pub struct Item {
    /// Id of the material; `None` for a file that nothing tells.
    pub material: Option<String>,
    /// Path as the user named it.
    pub path: String,
    /// What it says; `None` where it was not read.
    pub facts: Option<Facts>,
    pub content: Option<Content>,
    pub confidence: Confidence,
    /// Why it was taken for that material.
    pub reason: String,
    /// The file that says the same.
    pub same_as: Option<String>,
}

impl Item {
    /// A file known by its name alone.
    pub fn named(path: &str, material: Option<String>) -> Item {
        Item {
            material,
            path: path.to_owned(),
            facts: None,
            content: None,
            confidence: Confidence::Possible,
            reason: String::new(),
            same_as: None,
        }
    }

    /// The last step of its path.
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }
}

/// What came with the draft.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub items: Vec<Item>,
    /// What could not be read; the name alone proves no material.
    pub unread: Vec<Item>,
    /// 步骤: what the materials and the user say on when they were taken.
    pub events: Vec<Event>,
    /// 工作日
    pub calendar: Calendar,
}

impl Dossier {
    pub fn has(&self, material: &str) -> bool {
        self.of(material).next().is_some()
    }

    pub fn of<'d>(&'d self, material: &'d str) -> impl Iterator<Item = &'d Item> {
        self.items.iter().filter(move |item| item.material.as_deref() == Some(material))
    }

    /// Files that by their names may be that material, and cannot be read: 待核.
    pub fn maybe<'d>(&'d self, material: &'d str) -> impl Iterator<Item = &'d Item> {
        self.unread.iter().filter(move |item| item.material.as_deref() == Some(material))
    }
}
