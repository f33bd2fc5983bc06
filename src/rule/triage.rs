//! 分流: the signals that tell what kind of document it is, and the organs that may make a normative one.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::Fault;
use super::compile::{FileText, inside};
use crate::fact::Kind;
use crate::lexicon::{Automaton, AutomatonBuilder, Pattern, PatternId, WordLists};

/// Where the words of a signal stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// 标题
    Title,
    /// 所附文件的标题
    Carried,
    /// 发文字号
    Number,
    /// 制定机关
    Issuer,
    /// 主送机关
    Addressee,
    /// 题注
    Note,
    /// 正文开头
    Opening,
    /// 正文
    Body,
    /// 条文式：不看文字
    Articles,
    /// 附有文件：不看文字
    Instrument,
}

impl Where {
    pub fn chinese(self) -> &'static str {
        match self {
            Where::Title => "标题",
            Where::Carried => "所附文件",
            Where::Number => "发文字号",
            Where::Issuer => "制定机关",
            Where::Addressee => "主送机关",
            Where::Note => "题注",
            Where::Opening => "正文开头",
            Where::Body | Where::Articles | Where::Instrument => "正文",
        }
    }

    /// The form of the document tells, not its words.
    fn is_form(self) -> bool {
        matches!(self, Where::Articles | Where::Instrument)
    }
}

/// 一个分流的线索
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenSignal {
    /// 线索所指的种类
    #[schemars(with = "String")]
    pub kind: Kind,
    /// 正数支持，负数反对
    pub weight: i32,
    #[schemars(with = "Where")]
    pub place: Spanned<Where>,
    /// 样式：在该处任何位置
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub any: Vec<Spanned<String>>,
    /// 词：在该处末尾（末尾的括注、编号不算）
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub ends: Vec<Spanned<String>>,
    /// 样式：同处出现的，线索不成立
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// 至少出现几次
    #[serde(default = "once")]
    pub at_least: usize,
    /// 其他事项的名称
    pub item: Option<String>,
    pub why: String,
    /// 依据
    #[serde(default)]
    pub source: String,
    /// 依据是否核对过
    #[serde(default)]
    pub verified: bool,
    /// 成立的文字，由测试核对
    #[serde(default)]
    pub example: Vec<String>,
    /// 相近而不成立的文字，由测试核对
    #[serde(default)]
    pub unlike: Vec<String>,
}

/// 一类机关：能不能制定行政规范性文件。从上往下认，先认到的算数
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganClass {
    /// 名称的末尾
    #[serde(default)]
    pub ends: Vec<String>,
    /// 名称里的词
    #[serde(default)]
    pub holds: Vec<String>,
    /// 没有写的，要看有没有授权
    pub may_issue: Option<bool>,
    pub why: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub verified: bool,
    #[serde(default)]
    pub example: Vec<String>,
}

fn once() -> usize {
    1
}

pub struct Signal {
    pub kind: Kind,
    pub weight: i32,
    pub place: Where,
    pub any: Vec<PatternId>,
    pub ends: Vec<String>,
    pub unless: Vec<PatternId>,
    pub at_least: usize,
    pub item: Option<String>,
    pub why: String,
    pub source: String,
    pub example: Vec<String>,
    pub unlike: Vec<String>,
}

/// All signals and organs, compiled.
pub struct Triage {
    pub signals: Vec<Signal>,
    pub organs: Vec<OrganClass>,
    /// All patterns of all signals.
    pub automaton: Automaton,
}

/// The source of a signal, marked where nobody has checked it.
pub fn cited(source: &str, verified: bool) -> String {
    if source.is_empty() || verified { source.to_owned() } else { format!("{source}（未核）") }
}

/// Compiles the signals of all files in their order.
pub struct Compiler<'l> {
    lists: &'l WordLists,
    builder: AutomatonBuilder,
    patterns: usize,
    signals: Vec<Signal>,
    organs: Vec<OrganClass>,
}

impl<'l> Compiler<'l> {
    pub fn new(lists: &'l WordLists) -> Compiler<'l> {
        let builder = AutomatonBuilder::default();
        Compiler { lists, builder, patterns: 0, signals: Vec::new(), organs: Vec::new() }
    }

    pub fn file(
        &mut self,
        file: &FileText,
        signals: Vec<WrittenSignal>,
        organs: Vec<OrganClass>,
        faults: &mut Vec<Fault>,
    ) {
        for signal in signals {
            self.signal(file, signal, faults);
        }
        self.organs.extend(organs);
    }

    fn signal(&mut self, file: &FileText, written: WrittenSignal, faults: &mut Vec<Fault>) {
        let place = *written.place.get_ref();
        let has_words = !written.any.is_empty() || !written.ends.is_empty();
        if has_words == place.is_form() {
            let what =
                if has_words { "这一处不看文字，不能写 any、ends" } else { "线索要写 any 或者 ends" };
            faults.push(Fault::at(&file.name, &file.content, written.place.span(), what));
        }
        let signal = Signal {
            kind: written.kind,
            weight: written.weight,
            place,
            any: self.patterns(file, &written.any, faults),
            ends: self.words(file, &written.ends, faults),
            unless: self.patterns(file, &written.unless, faults),
            at_least: written.at_least,
            item: written.item,
            why: written.why,
            source: cited(&written.source, written.verified),
            example: written.example,
            unlike: written.unlike,
        };
        self.signals.push(signal);
    }

    fn patterns(&mut self, file: &FileText, written: &[Spanned<String>], faults: &mut Vec<Fault>) -> Vec<PatternId> {
        let mut ids = Vec::new();
        for source in written {
            match Pattern::parse(source.get_ref(), self.lists) {
                Ok(pattern) => {
                    ids.push(self.builder.add(&pattern));
                    self.patterns += 1;
                }
                Err(mistake) => {
                    let range = inside(&file.content, source);
                    faults.push(Fault::at(
                        &file.name,
                        &file.content,
                        range.start + mistake.at..range.end,
                        mistake.what,
                    ));
                }
            }
        }
        ids
    }

    fn words(&self, file: &FileText, written: &[Spanned<String>], faults: &mut Vec<Fault>) -> Vec<String> {
        let mut words = Vec::new();
        for word in written {
            match self.lists.expand_word(word.get_ref(), &mut Vec::new()) {
                Ok(expanded) => words.extend(expanded),
                Err(fault) => faults.push(Fault::at(&file.name, &file.content, word.span(), fault.to_string())),
            }
        }
        // The longest ending is the one that is quoted.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    pub fn finish(self) -> Triage {
        Triage { automaton: self.builder.build(0..self.patterns), signals: self.signals, organs: self.organs }
    }
}
