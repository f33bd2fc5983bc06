//! Loading: the built-in files, the user's folder, all faults at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::compile::{Compiler, FileText};
use super::region::{self, Region};
use super::syntax;
use super::triage;
use super::written::{WrittenFile, WrittenRegion};
use super::{Check, Fault, Letters, Rule, RuleSet, When};
use crate::dossier::{Material, Recogniser};
use crate::fact::clause::{Cue, Cues};
use crate::lexicon::{AutomatonBuilder, Pattern, PatternId, WordLists};
use crate::text::MatchView;

mod packed {
    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}

/// Lists whose words tell facts; a rule set without them leaves the fact unknown.
const FACT_LISTS: [(When, &str); 2] =
    [(When::TouchesOperators, "经营者经济活动用语"), (When::BusinessClose, "密切相关用语")];

/// A rule file to load.
#[derive(Clone)]
pub struct Source {
    /// `content.toml`, `regions/430000.toml`
    pub name: String,
    pub content: String,
    /// Files of the user are held to every rule for examples; the built-in ones were tested when the program was made.
    pub trusted: bool,
}

/// The files packed into the program.
pub fn built_in() -> Vec<Source> {
    let source =
        |&(name, content): &(&str, &str)| Source { name: name.to_owned(), content: content.to_owned(), trusted: true };
    packed::FILES.iter().map(source).collect()
}

/// The `.toml` files of a folder and its `regions/`.
pub fn load_folder(folder: &Path) -> Result<Vec<Source>, Vec<Fault>> {
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for (prefix, folder) in [("", folder.to_owned()), ("regions/", folder.join("regions"))] {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(_) if !prefix.is_empty() => continue,
            Err(error) => {
                return Err(vec![Fault::of_file(&folder.display().to_string(), format!("打不开规则文件夹：{error}"))]);
            }
        };
        for path in
            entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "toml"))
        {
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            match std::fs::read(&path).map(String::from_utf8) {
                Ok(Ok(content)) => sources.push(Source { name, content, trusted: false }),
                Ok(Err(error)) => faults.push(not_utf8(&name, &error)),
                Err(error) => faults.push(Fault::of_file(&name, format!("读不了规则文件：{error}"))),
            }
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    faults.sort_by(|a, b| a.file.cmp(&b.file));
    if faults.is_empty() { Ok(sources) } else { Err(faults) }
}

/// A file in another encoding, shown at the first byte that is not UTF-8.
fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Fault {
    let at = error.utf8_error().valid_up_to();
    let content: Arc<str> = String::from_utf8_lossy(error.as_bytes()).into();
    Fault::at(&name.into(), &content, at..at + '\u{fffd}'.len_utf8(), "规则文件应当是 UTF-8 文本，请用 UTF-8 编码另存")
}

/// Compiles all files together for a region. All faults of all files are returned at once.
pub fn load(sources: &[Source], region: &str) -> Result<RuleSet, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut read = read_all(sources, &mut faults);
    let lists = Rc::new(merge_lists(&mut read, region, &mut faults));
    let materials =
        read.files.iter_mut().flat_map(|(_, file, _)| std::mem::take(&mut file.material)).collect::<Vec<_>>();
    let steps = read.files.iter_mut().flat_map(|(_, file, _)| std::mem::take(&mut file.step)).collect::<Vec<_>>();
    let mut compiler = Compiler {
        lists: &lists,
        materials: &materials,
        steps: &steps,
        builder: AutomatonBuilder::default(),
        watches: Vec::new(),
        faults,
    };
    let rules = compile_all(&mut compiler, &read);
    let fact_patterns = fact_patterns(&mut compiler, &lists);
    let Compiler { builder, watches, faults: mut all, .. } = compiler;
    let cues = cues(&lists, &mut all);
    let triage = triage(&mut read, &lists, &mut all);
    let recogniser = recogniser(&mut read, materials, &mut all);
    let mut sweep = super::Sweep::default();
    read.files.iter_mut().filter_map(|(_, file, _)| file.sweep.take()).for_each(|more| sweep.join(more));
    let letter = Letters::load(sources).unwrap_or_else(|fault| {
        all.push(fault);
        Letters::default()
    });
    let watched: Vec<PatternId> = (0..watches.len()).filter(|&id| watches[id].is_some()).collect();
    let set = RuleSet {
        rules: rules.into_iter().map(|(rule, _)| rule).collect(),
        automaton: builder.build(watched),
        watches,
        fact_patterns,
        cues,
        recogniser,
        steps,
        letter,
        triage,
        sweep,
        regions: read.regions,
        version: version(sources),
    };
    all.extend(untouched_near_misses(&set, sources));
    all.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    if all.is_empty() { Ok(set) } else { Err(all) }
}

/// The region of a code, for those who ask for no rules: only the region files are read.
pub fn region_of(sources: &[Source], code: &str) -> Result<Region, Vec<Fault>> {
    let regions: Vec<Source> = sources.iter().filter(|source| source.name.starts_with("regions/")).cloned().collect();
    let mut faults = Vec::new();
    let read = read_all(&regions, &mut faults);
    if faults.is_empty() { Ok(region::resolve(&read.regions, code)) } else { Err(faults) }
}

struct Read {
    files: Vec<(FileText, WrittenFile, bool)>,
    regions: BTreeMap<String, Region>,
    region_lists: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

fn read_all(sources: &[Source], faults: &mut Vec<Fault>) -> Read {
    let mut read = Read { files: Vec::new(), regions: BTreeMap::new(), region_lists: BTreeMap::new() };
    for source in sources {
        let text = FileText::new(&source.name, &source.content);
        let fault = |error: toml::de::Error| {
            Fault::at(&text.name, &text.content, error.span().unwrap_or(0..0), syntax::chinese(error.message()))
        };
        if source.name.starts_with("regions/") {
            match toml::from_str::<WrittenRegion>(&source.content) {
                Ok(written) => {
                    let WrittenRegion { code, name, inherits, values, lists } = written;
                    read.region_lists.insert(code.clone(), lists);
                    read.regions.insert(code.clone(), Region { code, name, inherits, values });
                }
                Err(error) => faults.push(fault(error)),
            }
        } else {
            match toml::from_str::<WrittenFile>(&source.content) {
                Ok(file) => read.files.push((text, file, source.trusted)),
                Err(error) => faults.push(fault(error)),
            }
        }
    }
    read
}

fn merge_lists(read: &mut Read, region: &str, faults: &mut Vec<Fault>) -> WordLists {
    let mut lists = WordLists::default();
    for (text, file, _) in &read.files {
        for (name, words) in &file.lists {
            if lists.contains(name.get_ref()) {
                faults.push(Fault::at(
                    &text.name,
                    &text.content,
                    name.span(),
                    format!("词表“{}”已经有了", name.get_ref()),
                ));
                continue;
            }
            lists.insert(name.get_ref(), words.iter().map(|word| word.get_ref().clone()).collect());
        }
    }
    for code in region::ancestors(region) {
        for (name, words) in read.region_lists.get(&code).into_iter().flatten() {
            lists.extend(name, words.iter().cloned());
        }
    }
    check_lists(read, &lists, faults);
    lists
}

/// Unknown lists, cycles and bad words inside lists, each at its word.
fn check_lists(read: &Read, lists: &WordLists, faults: &mut Vec<Fault>) {
    for (text, file, _) in &read.files {
        for (name, words) in &file.lists {
            if words.is_empty() {
                faults.push(Fault::at(
                    &text.name,
                    &text.content,
                    name.span(),
                    format!("词表“{}”是空的", name.get_ref()),
                ));
            }
            for word in words {
                let mut path = vec![name.get_ref().clone()];
                if let Err(fault) = lists.expand_word(word.get_ref(), &mut path) {
                    faults.push(Fault::at(&text.name, &text.content, word.span(), fault.to_string()));
                }
            }
        }
    }
}

fn compile_all(compiler: &mut Compiler<'_>, read: &Read) -> Vec<(Rule, bool)> {
    let mut rules: Vec<(Rule, bool)> = Vec::new();
    let mut ids: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for (text, file, trusted) in &read.files {
        for written in &file.rule {
            let rule = written.get_ref();
            for name in std::iter::once(&rule.id).chain(&rule.formerly) {
                if let Some(other) = ids.insert(name.get_ref().clone(), text.name.clone()) {
                    let what = format!("规则“{}”在 {other} 里已经有了", name.get_ref());
                    compiler.faults.push(Fault::at(&text.name, &text.content, name.span(), what));
                }
            }
            if let Some(rule) = compiler.rule(text, written, rules.len()) {
                rules.push((rule, *trusted));
            }
        }
    }
    rules
}

fn fact_patterns(compiler: &mut Compiler<'_>, lists: &WordLists) -> Vec<(When, PatternId)> {
    let mut patterns = Vec::new();
    for (fact, list) in FACT_LISTS {
        if let Ok(pattern) = Pattern::parse(&format!("{{{list}}}"), lists) {
            patterns.push((fact, compiler.builder.add(&pattern)));
            compiler.watches.push(None);
        }
    }
    patterns
}

fn triage(read: &mut Read, lists: &WordLists, faults: &mut Vec<Fault>) -> triage::Triage {
    let mut compiler = triage::Compiler::new(lists);
    for (text, file, _) in &mut read.files {
        compiler.file(text, std::mem::take(&mut file.signal), std::mem::take(&mut file.organ), faults);
    }
    compiler.finish()
}

fn recogniser(read: &mut Read, materials: Vec<Material>, faults: &mut Vec<Fault>) -> Recogniser {
    let form = read.files.iter_mut().find_map(|(_, file, _)| file.form.take()).unwrap_or_default();
    let (recogniser, mistakes) = Recogniser::new(materials, form);
    for mistake in mistakes {
        let holds = |content: &Arc<str>| content.find(&format!("\"{}\"", mistake.sign));
        let found = read.files.iter().find_map(|(text, ..)| holds(&text.content).map(|at| (text, at + 1)));
        let what = format!("材料“{}”的样式写错了：{}", mistake.material, mistake.what);
        faults.push(match found {
            Some((text, at)) => Fault::at(&text.name, &text.content, at..at + mistake.sign.len(), what),
            None => Fault::of_file("materials.toml", what),
        });
    }
    recogniser
}

fn cues(lists: &WordLists, faults: &mut Vec<Fault>) -> Cues {
    let mut words = Vec::new();
    for (cue, list) in Cue::LISTS {
        if !lists.contains(list) {
            continue;
        }
        match lists.expand(list) {
            Ok(expanded) => words.extend(expanded.iter().map(|word| (word.clone(), cue))),
            Err(fault) => faults.push(Fault::of_file("words.toml", fault.to_string())),
        }
    }
    Cues::new(&words)
}

/// Near misses of the user's rules that no pattern touches prove nothing.
fn untouched_near_misses(set: &RuleSet, sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for rule in &set.rules {
        let Some(source) = sources.iter().find(|source| !source.trusted && source.name == *rule.origin.file) else {
            continue;
        };
        let patterns = match &rule.check {
            Check::Phrase(phrase) => &phrase.any,
            Check::Term(term) => &term.wrong,
            _ => continue,
        };
        for example in rule.examples.iter().filter(|example| !example.fires && example.lacks.is_none()) {
            let touched =
                example.text.lines().any(|line| set.automaton.any_in(MatchView::of(line).as_str(), &[], patterns));
            if !touched {
                let file: Arc<str> = source.name.as_str().into();
                let content: Arc<str> = source.content.as_str().into();
                let what = "不报告的例子没有触动任何样式，证明不了什么；写明它缺的词 lacks = \"……\"，或者换一个例子";
                faults.push(Fault::at(&file, &content, example.at.start..example.at.end, what));
            }
        }
    }
    faults
}

fn version(sources: &[Source]) -> String {
    let mut hash = Sha256::new();
    for source in sources {
        hash.update(source.name.as_bytes());
        hash.update([0]);
        hash.update(source.content.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
