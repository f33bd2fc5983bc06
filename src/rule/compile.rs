//! Written rules → compiled rules, with every mistake noted.

use std::rc::Rc;
use std::sync::Arc;

use toml::Spanned;

use super::basis::ArticleName;
use super::example::{Example, unmark};
use super::written::{
    NumberedLevel, RequiredScope, WrittenBasis, WrittenCheck, WrittenExample, WrittenPhrase, WrittenReplacement,
    WrittenRule, WrittenTerm, WrittenTimeline,
};
use super::{
    Basis, Check, Citation, Fault, Least, Origin, Phrase, Procedure, Replacing, Required, Rule, TODAY, Term, Timeline,
    Watch,
};
use crate::date::Date;
use crate::document::Level;
use crate::dossier::{Material, Step};
use crate::fact::clause::Guard;
use crate::finding::Confidence;
use crate::lexicon::{AutomatonBuilder, Pattern, PatternId, WordLists};
use crate::text::Span;

/// Placeholders that messages may use.
const PLACEHOLDERS: [&str; 14] = [
    "matched",
    "law",
    "article",
    "date",
    "successor",
    "replaced",
    "renamed",
    "label",
    "right",
    "name",
    "value",
    "limit",
    "material",
    "other",
];

/// A rule file's name and text.
#[derive(Clone)]
pub struct FileText {
    pub name: Arc<str>,
    pub content: Arc<str>,
    /// Where each line begins (bytes): every rule and every example asks for its line.
    lines: Vec<usize>,
}

impl FileText {
    pub fn new(name: &str, content: &str) -> FileText {
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', content.as_bytes()).map(|at| at + 1)).collect();
        FileText { name: name.into(), content: content.into(), lines }
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }
}

/// Compiles rules one by one into one automaton.
pub struct Compiler<'l> {
    pub lists: &'l Rc<WordLists>,
    pub materials: &'l [Material],
    pub steps: &'l [Step],
    pub builder: AutomatonBuilder,
    pub watches: Vec<Option<Watch>>,
    pub faults: Vec<Fault>,
}

/// One rule's surroundings while it is compiled.
struct Site<'f> {
    file: &'f FileText,
    lists: Rc<WordLists>,
    /// Index the rule will have.
    rule: usize,
    /// Trigger patterns as parsed, for near misses.
    triggers: Vec<Pattern>,
}

impl<'l> Compiler<'l> {
    fn fault(&mut self, file: &FileText, range: std::ops::Range<usize>, what: impl Into<String>) {
        self.faults.push(Fault::at(&file.name, &file.content, range, what));
    }

    /// The word lists a rule sees.
    fn lists(&self, rule: &WrittenRule) -> Rc<WordLists> {
        if rule.lists.is_empty() {
            return self.lists.clone();
        }
        let mut own = WordLists::over(self.lists.clone());
        for (name, words) in &rule.lists {
            own.insert(name.get_ref(), words.iter().map(|word| word.get_ref().clone()).collect());
        }
        Rc::new(own)
    }

    /// Compiles a rule; `None` where its faults leave nothing to use.
    pub fn rule(&mut self, file: &FileText, written: &Spanned<WrittenRule>, index: usize) -> Option<Rule> {
        let before = self.faults.len();
        let span = written.span();
        let rule = written.get_ref();
        let mut site = Site { file, lists: self.lists(rule), rule: index, triggers: Vec::new() };
        let check = self.check(&mut site, &rule.check);
        let bases = rule.basis.iter().map(|basis| self.basis(file, basis)).collect::<Vec<_>>();
        let examples = self.examples(&site, rule, &check);
        self.judge(file, rule, &check, &bases);
        let origin = Origin { file: file.name.clone(), line: file.line(span.start) };
        (self.faults.len() == before).then(|| Rule {
            id: rule.id.get_ref().as_str().into(),
            formerly: rule.formerly.iter().map(|name| name.get_ref().clone()).collect(),
            title: rule.title.as_str().into(),
            grade: rule.grade,
            confidence: *rule.confidence.get_ref(),
            heading: rule.heading,
            when: rule.when.clone(),
            regions: rule.regions.clone(),
            themes: rule.themes.clone(),
            message: rule.message.get_ref().as_str().into(),
            advice: rule.advice.as_str().into(),
            replacements: rule.replacement.iter().map(replacing).collect(),
            anchor: rule.anchor.clone(),
            bases,
            check,
            list: rule.list.as_ref().map(|list| *list.get_ref()),
            examples,
            origin,
        })
    }

    /// What holds for every rule: id form, a real basis, no certainty about meaning, known placeholders.
    fn judge(&mut self, file: &FileText, rule: &WrittenRule, check: &Check, bases: &[Basis]) {
        if !is_id(rule.id.get_ref()) {
            self.fault(file, rule.id.span(), "id 应当写成“族/动词短语”，用英文小写字母、数字和连字符");
        }
        if !bases.iter().any(|basis| !basis.policy) {
            self.fault(file, rule.id.span(), "没有依据，或者只有政策、标准作依据；至少要有一条法律、法规、规章");
        }
        let is_meaning = matches!(check, Check::Phrase(_));
        if is_meaning && *rule.confidence.get_ref() == Confidence::Certain {
            self.fault(file, rule.confidence.span(), "含义判断不能是 certain，最高写 likely");
        }
        if let Some(list) = rule.list.as_ref().filter(|_| !is_meaning) {
            self.fault(file, list.span(), "清单只能用来核对 phrase 规则找到的文字");
        }
        self.known_placeholders(file, &rule.message);
        for replacement in &rule.replacement {
            let find = replacement.find.iter();
            find.chain([&replacement.with]).for_each(|written| self.known_placeholders(file, written));
            if replacement.find.as_ref().is_some_and(|find| find.get_ref().is_empty()) {
                self.fault(file, replacement.with.span(), "find 不能是空的；要改全部报告的词句，不写 find");
            }
        }
        let fires = |example: &WrittenExample| example.fires || example.text.get_ref().contains('⟦');
        if !rule.example.iter().any(fires) || rule.example.iter().all(fires) {
            self.fault(file, rule.id.span(), "至少要有一个报告的例子（⟦ ⟧ 或者 fires = true）和一个不报告的例子");
        }
    }

    fn known_placeholders(&mut self, file: &FileText, written: &Spanned<String>) {
        for (at, name) in placeholders(written.get_ref()) {
            if !PLACEHOLDERS.contains(&name) {
                let start = inside(&file.content, written).start + at;
                self.fault(file, start..start + name.len() + 2, format!("不认识的占位“{{{name}}}”"));
            }
        }
    }

    fn basis(&mut self, file: &FileText, written: &WrittenBasis) -> Basis {
        let article = written.article.as_ref().map(|article| article.get_ref().clone()).unwrap_or_default();
        if !written.policy && ArticleName::parse(&article).is_none() {
            let span = written.article.as_ref().map_or_else(|| written.law.span(), Spanned::span);
            self.fault(file, span, "依据要写明条号，例如“第十六条”“第九条第一款第二项”；政策文件写 policy = true");
        }
        Basis {
            law: written.law.get_ref().clone(),
            article,
            from: written.from.as_ref().and_then(date),
            until: written.until.as_ref().and_then(date),
            about: written.about.clone(),
            policy: written.policy,
            verified: written.verified,
        }
    }

    fn check(&mut self, site: &mut Site<'_>, written: &WrittenCheck) -> Check {
        match written {
            WrittenCheck::Phrase(phrase) => Check::Phrase(self.phrase(site, phrase)),
            WrittenCheck::Term(term) => Check::Term(self.term(site, term)),
            WrittenCheck::Required(required) => Check::Required(Required {
                any: self.triggers(site, &required.any, Some(Watch::Present(site.rule))),
                unless: self.patterns(site, &required.unless, Some(Watch::Excuse(site.rule))),
                per_instrument: required.scope == RequiredScope::Instrument,
            }),
            WrittenCheck::Procedure(procedure) => {
                let named = |names: &[Spanned<String>]| names.iter().map(|name| name.get_ref().clone()).collect();
                let all = std::iter::once(&procedure.material).chain(&procedure.or).chain(&procedure.partly);
                all.for_each(|name| self.known_material(site.file, name));
                Check::Procedure(Procedure {
                    material: procedure.material.get_ref().clone(),
                    or: named(&procedure.or),
                    partly: named(&procedure.partly),
                    touch: self.patterns(site, &procedure.touch, Some(Watch::Touch(site.rule))),
                })
            }
            WrittenCheck::Citation(written) => Check::Citation(Citation {
                problem: written.problem,
                laws: written.laws.clone(),
                words: written.words.clone(),
            }),
            WrittenCheck::Reference(check) => Check::Reference(check.problem),
            WrittenCheck::Numbering(check) => Check::Numbering(check.problem, level(check.level)),
            WrittenCheck::Order(check) => Check::Order { earlier: check.earlier, later: check.later },
            WrittenCheck::Band(check) => Check::Band(check.problem),
            WrittenCheck::Abbreviation(check) => Check::Abbreviation(check.problem),
            WrittenCheck::Attachment(check) => Check::Attachment(check.problem),
            WrittenCheck::Organ(check) => Check::Organ(check.problem),
            WrittenCheck::Consistency(check) => Check::Consistency(check.fact),
            WrittenCheck::Validity(check) => Check::Validity(check.problem),
            WrittenCheck::Timeline(written) => Check::Timeline(self.timeline(site.file, written)),
        }
    }

    fn known_material(&mut self, file: &FileText, name: &Spanned<String>) {
        if !self.materials.iter().any(|material| material.id == *name.get_ref()) {
            self.fault(file, name.span(), format!("没有材料种类“{}”", name.get_ref()));
        }
    }

    fn timeline(&mut self, file: &FileText, written: &WrittenTimeline) -> Timeline {
        for name in [&written.earlier, &written.later] {
            let is_known = name.get_ref() == TODAY || self.steps.iter().any(|step| step.id == *name.get_ref());
            if !is_known {
                self.fault(file, name.span(), format!("没有步骤“{}”", name.get_ref()));
            }
        }
        let days = written.days.map(Least::Days).or_else(|| written.working_days.map(Least::WorkingDays));
        Timeline {
            earlier: written.earlier.get_ref().clone(),
            later: written.later.get_ref().clone(),
            least: days.or_else(|| written.region.map(Least::Region)),
        }
    }

    fn phrase(&mut self, site: &mut Site<'_>, written: &WrittenPhrase) -> Phrase {
        Phrase {
            any: self.triggers(site, &written.any, Some(Watch::Trigger(site.rule))),
            with: self.patterns(site, &written.with, None),
            within: written.within,
            unless: self.patterns(site, &written.unless, None),
            unless_within: written.unless_within,
            guards: self.guards(site.file, &written.guards),
            lower: self.guards(site.file, &written.lower),
        }
    }

    fn term(&mut self, site: &mut Site<'_>, written: &WrittenTerm) -> Term {
        Term {
            wrong: self.triggers(site, &written.wrong, Some(Watch::Trigger(site.rule))),
            right: written.right.clone(),
            unless: self.patterns(site, &written.unless, None),
            guards: self.guards(site.file, &written.guards),
        }
    }

    /// Patterns that make the rule stir; there must be one.
    fn triggers(&mut self, site: &mut Site<'_>, written: &[Spanned<String>], watch: Option<Watch>) -> Vec<PatternId> {
        let triggers = self.parsed(site, written);
        let ids = self.add(&triggers, watch);
        site.triggers.extend(triggers);
        ids
    }

    fn patterns(&mut self, site: &Site<'_>, written: &[Spanned<String>], watch: Option<Watch>) -> Vec<PatternId> {
        let parsed = self.parsed(site, written);
        self.add(&parsed, watch)
    }

    fn add(&mut self, patterns: &[Pattern], watch: Option<Watch>) -> Vec<PatternId> {
        self.watches.extend(patterns.iter().map(|_| watch));
        patterns.iter().map(|pattern| self.builder.add(pattern)).collect()
    }

    fn parsed(&mut self, site: &Site<'_>, written: &[Spanned<String>]) -> Vec<Pattern> {
        let mut patterns = Vec::with_capacity(written.len());
        for source in written {
            match Pattern::parse(source.get_ref(), &site.lists) {
                Ok(pattern) => patterns.push(pattern),
                Err(mistake) => {
                    let inside = inside(&site.file.content, source);
                    self.fault(site.file, inside.start + mistake.at..inside.end, mistake.what);
                }
            }
        }
        patterns
    }

    fn guards(&mut self, file: &FileText, written: &[Spanned<String>]) -> Vec<Guard> {
        let mut guards = Vec::new();
        for name in written {
            match Guard::named(name.get_ref()) {
                Some(guard) => guards.push(guard),
                None => {
                    let known = Guard::NAMES.map(|(name, _)| name).join("、");
                    self.fault(file, name.span(), format!("没有守护词“{}”；有 {known}", name.get_ref()));
                }
            }
        }
        guards
    }

    fn examples(&mut self, site: &Site<'_>, rule: &WrittenRule, check: &Check) -> Vec<Example> {
        let mut examples = Vec::new();
        for written in &rule.example {
            let file = site.file;
            match unmark(written.text.get_ref()) {
                Ok((text, marked)) => examples.push(example(file, written, text, marked)),
                Err(what) => self.fault(file, written.text.span(), what),
            }
            let has_patterns = matches!(check, Check::Phrase(_) | Check::Term(_) | Check::Required(_));
            if let Some(lacks) = written.lacks.as_ref().filter(|_| has_patterns)
                && !site.triggers.iter().any(|pattern| pattern.mentions(lacks.get_ref()))
            {
                self.fault(file, lacks.span(), format!("“{}”不在任何样式里", lacks.get_ref()));
            }
        }
        examples
    }
}

fn replacing(written: &WrittenReplacement) -> Replacing {
    let find = written.find.as_ref().map(|find| find.get_ref().clone());
    Replacing { find, with: written.with.get_ref().clone() }
}

fn example(file: &FileText, written: &WrittenExample, text: String, marked: Vec<Span>) -> Example {
    Example {
        fires: written.fires || !marked.is_empty(),
        text,
        marked,
        why: written.why.clone(),
        as_of: written.as_of.as_ref().and_then(date),
        region: written.region.clone(),
        kind: written.kind.clone(),
        materials: written.materials.clone(),
        other: written.other.clone(),
        others: written.others.clone(),
        laws: written.laws.clone(),
        lists: written.lists.clone(),
        lacks: written.lacks.as_ref().map(|lacks| lacks.get_ref().clone()),
        line: file.line(written.text.span().start),
        at: Span::new(written.text.span().start, written.text.span().end),
    }
}

fn level(level: NumberedLevel) -> Level {
    match level {
        NumberedLevel::Chapter => Level::Chapter,
        NumberedLevel::Section => Level::Section,
        NumberedLevel::Article => Level::Article,
        NumberedLevel::Item => Level::Item,
        NumberedLevel::Point => Level::Point,
        NumberedLevel::Annex => Level::Annex,
    }
}

/// The stretch of the file between the quotes of a string.
pub fn inside(content: &str, string: &Spanned<String>) -> std::ops::Range<usize> {
    let span = string.span();
    let written = &content[span.clone()];
    let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
    let line_end = written[quotes.min(written.len())..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let skipped = if quotes == 3 { line_end.min(2) } else { 0 };
    span.start + quotes + skipped..span.end.saturating_sub(quotes).max(span.start)
}

fn is_id(id: &str) -> bool {
    let word = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    id.split_once('/').is_some_and(|(family, name)| word(family) && word(name))
}

fn placeholders(message: &str) -> impl Iterator<Item = (usize, &str)> {
    message
        .match_indices('{')
        .filter_map(|(at, _)| message[at + 1..].find('}').map(|end| (at, &message[at + 1..at + 1 + end])))
}

pub fn date(written: &toml::value::Datetime) -> Option<Date> {
    let date = written.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}
