//! One file: its title, its words, its name, and what they tell together. What it says outweighs what it is called.

use std::collections::BTreeSet;

use super::head;
use super::material::{DRAFT, Form, Material, Tag};
use super::name::{self, NameSays};
use crate::document::{Document, Level};
use crate::fact::{Facts, Kind};
use crate::finding::Confidence;
use crate::lexicon::matcher::with_buffers;
use crate::lexicon::{Automaton, AutomatonBuilder, Pattern, PatternId, WordLists};
use crate::text::{BlockKind, MatchView, Text, fold};

/// Text (bytes) beyond which no more signs are looked for.
const DEEPEST: usize = 64 << 10;
/// Provisions told by their text alone; fewer may be quotations.
const ENOUGH_ARTICLES: usize = 5;
/// Blocks of text to one cell, below which a file is a table.
const SHARE_OF_CELLS: usize = 2;

/// All kinds of materials, ready to be looked for.
#[derive(Default)]
pub struct Recogniser {
    pub materials: Vec<Material>,
    pub form: Form,
    automaton: Option<Automaton>,
    /// By pattern: the material it is a sign of.
    owners: Vec<usize>,
}

/// A sign that is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub material: String,
    pub sign: String,
    pub what: String,
}

/// What a file was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Material {
        index: usize,
        confidence: Confidence,
        reason: String,
    },
    /// A document of provisions: the draft, an earlier state, an old document or a basis. The others decide.
    Instrument(Instrument),
    Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instrument {
    pub title: String,
    /// What title and text say of its state.
    pub tag: Option<Tag>,
    /// What the name says.
    pub name_tag: Option<Tag>,
    /// The material that the name says, where it says one.
    pub named: Option<usize>,
    pub is_statute: bool,
    /// 有文号、成文日期
    pub is_issued: bool,
    pub is_latest: bool,
    pub reason: String,
}

impl Recogniser {
    pub fn new(materials: Vec<Material>, form: Form) -> (Recogniser, Vec<Fault>) {
        let (mut builder, mut owners, mut faults) = (AutomatonBuilder::default(), Vec::new(), Vec::new());
        let lists = WordLists::default();
        for (index, material) in materials.iter().enumerate() {
            for sign in &material.signs {
                match Pattern::parse(sign, &lists) {
                    Ok(pattern) => {
                        builder.add(&pattern);
                        owners.push(index);
                    }
                    Err(mistake) => {
                        let (material, sign) = (material.id.clone(), sign.clone());
                        faults.push(Fault { material, sign, what: mistake.what });
                    }
                }
            }
        }
        let automaton = Some(builder.build(0..owners.len()));
        (Recogniser { materials, form, automaton, owners }, faults)
    }

    pub fn find(&self, id: &str) -> Option<&Material> {
        self.materials.iter().find(|material| material.id == id)
    }

    /// The material that a file name alone tells.
    pub fn by_name(&self, file_name: &str) -> Option<&Material> {
        let says = name::read(file_name, &self.materials, &self.form);
        match says.material {
            Some((index, _)) => self.materials.get(index),
            None if says.is_instrument && says.tag > Some(Tag::Old) => self.find(DRAFT),
            None => None,
        }
    }

    /// What a file that was read is.
    pub fn by_content(&self, file_name: &str, text: &Text, document: &Document, facts: &Facts) -> Verdict {
        let says = name::read(file_name, &self.materials, &self.form);
        if let Some((index, title)) = self.by_title(text, facts) {
            return self.material(index, format!("标题以“{title}”结尾"), &says);
        }
        let is_instrument = self.is_instrument(text, document, facts);
        let signs = self.by_signs(text);
        let is_table = is_mostly_cells(text);
        match signs {
            Some((index, words)) if !is_instrument || is_table => {
                self.material(index, format!("正文有“{}”", words.join("”“")), &says)
            }
            _ if is_instrument && !self.is_named_table(is_table, &says) => {
                Verdict::Instrument(self.instrument(file_name, text, document, facts, &says))
            }
            _ => self.by_name_only(&says),
        }
    }

    /// A title that ends with a word of a material; the last line of the title decides.
    fn by_title(&self, text: &Text, facts: &Facts) -> Option<(usize, &str)> {
        let mut titles = head::titles(text);
        titles.push(facts.title.clone());
        titles.iter().rev().find_map(|title| {
            let bare = head::bare(&fold(title));
            let words = self.materials.iter().enumerate();
            let words = words.flat_map(|(index, it)| it.heads.iter().map(move |word| (index, word.as_str())));
            let is_plain = self.form.plain_ends.iter().any(|end| bare.ends_with(end.as_str()));
            let words = words.filter(|(_, word)| !(is_plain && word.contains('…')));
            words.filter(|(_, word)| head::ends_with(&bare, word)).max_by_key(|(i, word)| (word.len(), usize::MAX - i))
        })
    }

    /// The material whose signs are the most, measured by how many it needs.
    fn by_signs(&self, text: &Text) -> Option<(usize, Vec<String>)> {
        let seen = self.signs(text);
        let mut words: Vec<Vec<String>> = vec![Vec::new(); self.materials.len()];
        for (id, word) in seen {
            if let Some(words) = self.owners.get(id).and_then(|index| words.get_mut(*index)) {
                words.push(word);
            }
        }
        let share = |index: usize, n: usize| n * 100 / self.materials.get(index).map_or(1, |it| it.least.max(1));
        let enough = words.into_iter().enumerate().filter(|(index, words)| share(*index, words.len()) >= 100);
        enough.max_by_key(|(index, words)| (share(*index, words.len()), usize::MAX - index))
    }

    /// The signs that occur, each with its words where it first stands.
    fn signs(&self, text: &Text) -> Vec<(PatternId, String)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        with_buffers(|buffers| {
            for block in text.blocks().iter().take_while(|block| block.span.start < DEEPEST) {
                let view = MatchView::new(text, block.span);
                automaton.scan(view.as_str(), &[], buffers, |scan, candidates| {
                    for &id in candidates {
                        if let Some(range) = scan.first(id).filter(|_| seen.insert(id)) {
                            found.push((id, scan.text().get(range).unwrap_or_default().to_owned()));
                        }
                    }
                });
            }
        });
        found
    }

    fn is_instrument(&self, text: &Text, document: &Document, facts: &Facts) -> bool {
        let ends = |title: &str| {
            let bare = head::bare(&fold(title));
            self.form.ends.iter().any(|word| bare.ends_with(word.as_str()))
        };
        let is_provisions = facts.has_articles || document.count(Level::Article) >= ENOUGH_ARTICLES;
        is_provisions
            || facts.kind == Kind::Statute
            || ends(&facts.title)
            || head::titles(text).iter().any(|it| ends(it))
    }

    /// A table that is called one: its cells may hold articles.
    fn is_named_table(&self, is_table: bool, says: &NameSays) -> bool {
        is_table && says.material.is_some()
    }

    fn material(&self, index: usize, reason: String, says: &NameSays) -> Verdict {
        let title = |index: usize| self.materials.get(index).map_or("", |it| it.title.as_str());
        let (confidence, remark) = match &says.material {
            Some((named, _)) if *named == index => (Confidence::Certain, "，文件名相符".to_owned()),
            Some((named, _)) if says.is_plain => {
                let said = format!("；文件名像“{}”，以内容为准", title(*named));
                (Confidence::Likely, said)
            }
            _ if says.is_instrument => (Confidence::Likely, "；文件名像规范性文件，以内容为准".to_owned()),
            _ => (Confidence::Likely, String::new()),
        };
        Verdict::Material { index, confidence, reason: reason + &remark }
    }

    /// The content says nothing.
    fn by_name_only(&self, says: &NameSays) -> Verdict {
        match &says.material {
            Some((index, word)) => Verdict::Material {
                index: *index,
                confidence: if says.is_plain { Confidence::Likely } else { Confidence::Possible },
                reason: format!("文件名有“{word}”，内容没有显示是别的材料"),
            },
            None => Verdict::Unknown,
        }
    }

    fn instrument(
        &self,
        file_name: &str,
        text: &Text,
        document: &Document,
        facts: &Facts,
        says: &NameSays,
    ) -> Instrument {
        let titles = head::titles(text);
        let whole = titles.last().map_or(facts.title.as_str(), String::as_str);
        let tag = self.form.tag(&fold(whole)).or_else(|| self.form.tag(&facts.title));
        let form = if facts.has_articles { "条文式" } else { "标题是规范性文件的名称" };
        let reason = match tag {
            Some((_, word)) => format!("{form}，标题有“{word}”"),
            None => form.to_owned(),
        };
        let is_dated = facts.dates.published.is_some() || document.head.signed.is_some();
        Instrument {
            title: facts.title.clone(),
            tag: tag.map(|(tag, _)| tag),
            name_tag: says.tag,
            named: says.material.as_ref().filter(|_| says.is_plain).map(|(index, _)| *index),
            is_statute: facts.kind == Kind::Statute,
            is_issued: is_dated && facts.document_number.is_some() || facts.dates.adopted.is_some(),
            is_latest: self.form.latest.iter().any(|word| file_name.contains(word.as_str())),
            reason,
        }
    }
}

/// More than half of the text stands in tables.
fn is_mostly_cells(text: &Text) -> bool {
    let cells = text.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. }));
    cells.count() * SHARE_OF_CELLS > text.blocks().len()
}
