//! The rule set: the law as data. [`written`] is the form of the files, [`load`] compiles them, [`fault`] says what is
//! wrong with them, [`region`] holds what differs from place to place, [`profile`] what differs from office to office.

mod basis;
mod compile;
mod example;
pub mod fault;
mod letter;
pub mod list;
mod load;
mod profile;
mod region;
mod sweep;
mod syntax;
mod triage;
mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::dossier::{Material, Recogniser, Step};
use crate::fact::clause::{Cues, Guard};
use crate::finding::{Confidence, Grade, Heading};
use crate::lexicon::{Automaton, PatternId};

pub use basis::ArticleName;
pub use example::Example;
pub use fault::Fault;
pub use letter::{
    Blanks, CommonWords, ConclusionWords, FeedbackWords, ItemWords, Letters, OpinionWords, ReplyWords, RoleWords,
    ShellWords, SupplementWords,
};
pub use list::{Evidence, ListName, Lists};
pub use load::{Source, built_in, load, load_folder, region_of};
pub use profile::{Comments, LedgerSettings, Office, Profile, Role};
pub use region::{NATION, Region, Start, Valued, Values};
pub use sweep::{Fate, FateWords, Proposal, Reason, Side, Sweep, Weighs};
pub use triage::{OrganClass, Signal, Triage, Where, cited};
pub use written::schema;

/// A compiled rule.
pub struct Rule {
    pub id: Arc<str>,
    pub formerly: Vec<String>,
    pub title: Arc<str>,
    pub grade: Grade,
    /// The ceiling; facts can only lower it.
    pub confidence: Confidence,
    pub heading: Heading,
    pub when: Vec<When>,
    /// Administrative division codes; empty = everywhere.
    pub regions: Vec<String>,
    pub themes: Vec<String>,
    pub message: Arc<str>,
    pub advice: Arc<str>,
    /// What to write instead, in the order in which it is tried.
    pub replacements: Vec<Replacing>,
    /// Ranks of law that suffice as a basis named in the draft; empty = any.
    pub anchor: Vec<String>,
    pub bases: Vec<Basis>,
    pub check: Check,
    /// The user list (清单) that what it finds is held against.
    pub list: Option<ListName>,
    pub examples: Vec<Example>,
    /// File and place of the rule, for messages.
    pub origin: Origin,
}

/// How a rule mends the words that it reports; both may hold the placeholders of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacing {
    /// The part of the words to replace; `None`: all of them.
    pub find: Option<String>,
    pub with: String,
}

/// Where a rule is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub file: Arc<str>,
    pub line: usize,
}

/// 审查依据, with the days on which this number is right.
#[derive(Clone, Debug)]
pub struct Basis {
    pub law: String,
    pub article: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Short terms that must stand in the article.
    pub about: Vec<String>,
    /// A policy or standard: never the only basis.
    pub policy: bool,
    pub verified: bool,
}

impl Basis {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Facts that a rule may ask for: yes, no or unknown, and unknown applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// 行政规范性文件
    NormativeDocument,
    /// 重大行政决策
    MajorDecision,
    /// 县级以上人民政府制定
    Government,
    /// 部门制定
    Department,
    /// 乡镇、街道制定
    Township,
    /// 涉及经营者经济活动
    TouchesOperators,
    /// 与市场主体生产经营活动密切相关
    BusinessClose,
    /// 条文式
    Articles,
    /// 暂行、试行
    Trial,
    /// 尚未公布
    Draft,
    /// 已经公布
    Issued,
    /// 专项清理：只在按主题清理时
    CleanUp,
}

/// How far a context reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    #[default]
    Sentence,
    Paragraph,
    Article,
    Document,
}

/// What a rule looks for: the check kinds (检查种类).
pub enum Check {
    Phrase(Phrase),
    Term(Term),
    Required(Required),
    Procedure(Procedure),
    Citation(Citation),
    Reference(ReferenceProblem),
    Numbering(NumberingProblem, crate::document::Level),
    Order { earlier: DateName, later: DateName },
    Band(BandProblem),
    Abbreviation(AbbreviationProblem),
    Attachment(AttachmentProblem),
    Organ(OrganProblem),
    Consistency(ConsistentFact),
    Validity(ValidityProblem),
    Timeline(Timeline),
}

impl Check {
    pub fn kind(&self) -> &'static str {
        match self {
            Check::Phrase(_) => "phrase",
            Check::Term(_) => "term",
            Check::Required(_) => "required",
            Check::Procedure(_) => "procedure",
            Check::Citation(_) => "citation",
            Check::Reference(_) => "reference",
            Check::Numbering(..) => "numbering",
            Check::Order { .. } => "order",
            Check::Band(_) => "band",
            Check::Abbreviation(_) => "abbreviation",
            Check::Attachment(_) => "attachment",
            Check::Organ(_) => "organ",
            Check::Consistency(_) => "consistency",
            Check::Validity(_) => "validity",
            Check::Timeline(_) => "timeline",
        }
    }
}

pub struct Phrase {
    pub any: Vec<PatternId>,
    pub with: Vec<PatternId>,
    pub within: Scope,
    pub unless: Vec<PatternId>,
    /// `None`: the trigger's own clause.
    pub unless_within: Option<Scope>,
    pub guards: Vec<Guard>,
    pub lower: Vec<Guard>,
}

pub struct Term {
    pub wrong: Vec<PatternId>,
    pub right: String,
    pub unless: Vec<PatternId>,
    pub guards: Vec<Guard>,
}

pub struct Required {
    pub any: Vec<PatternId>,
    pub unless: Vec<PatternId>,
    pub per_instrument: bool,
}

pub struct Citation {
    pub problem: CitationProblem,
    /// Titles the rule is about; empty = all.
    pub laws: Vec<String>,
    /// Words in a title that tell a draft, a speech, minutes.
    pub words: Vec<String>,
}

pub struct Procedure {
    /// Id of a [`Material`].
    pub material: String,
    /// Materials that prove the same.
    pub or: Vec<String>,
    /// Materials beside which the lack is only asked about.
    pub partly: Vec<String>,
    /// Empty: always required.
    pub touch: Vec<PatternId>,
}

/// What a timeline calls the day of the review.
pub const TODAY: &str = "today";

/// Two steps: their order, or how long must lie between.
pub struct Timeline {
    /// Ids of [`Step`]s.
    pub earlier: String,
    /// `today` is the day of the review.
    pub later: String,
    pub least: Option<Least>,
}

/// How long at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    Days(u32),
    WorkingDays(u32),
    /// As the region says; where it says nothing, the rule does not ask.
    Region(RegionDays),
}

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
    };
}

closed_list! {
    /// 对外引用的问题
    CitationProblem {
        Repealed, LostSince, NotYetInForce, Unproven, ArticleOutOfRange, MissingPart, ArticleMoved, OutdatedTitle, MisspeltTitle, OverstatedRank,
        DraftAsBasis, Unknown
    }
}
closed_list! {
    /// 对内引用的问题
    ReferenceProblem { MissingArticle, MissingParagraph, MissingItem, MissingDivision, MissingAnnex, Nowhere, #[serde(rename = "self")] Self_ }
}
closed_list! {
    /// 编号的问题
    NumberingProblem { Gap, Duplicate, Descending }
}
closed_list! {
    /// 日期
    DateName { Adopted, Published, Effective, Expires, Printed }
}
closed_list! {
    /// 以上以下
    BandProblem { Overlap, Gap }
}
closed_list! {
    /// 以下简称
    AbbreviationProblem { DeclaredTwice, NeverUsed, UsedBefore }
}
closed_list! {
    /// 附件
    AttachmentProblem { Absent, Unmentioned }
}
closed_list! {
    /// 机关名称
    OrganProblem { Renamed, Abolished, Unfit }
}
closed_list! {
    /// 送审材料之间应当一致的事实
    ConsistentFact { Title, Effective, Issuer, Validity, Counts, Figures, Steps }
}
closed_list! {
    /// 地区文件里的天数
    RegionDays { Comment }
}
closed_list! {
    /// 有效期与后评估
    ValidityProblem { Unstated, TooLong, Expired, LapsedByDefault, Expiring, EvaluationDue, NoEffectiveDate, Retroactive, ForbiddenTitle }
}

/// Why a pattern is watched: the rule (index) and the part it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// A trigger of a phrase or a term.
    Trigger(usize),
    /// Words that satisfy a `required` rule.
    Present(usize),
    /// Words that excuse from a `required` rule.
    Excuse(usize),
    /// Words that make a `procedure` rule apply.
    Touch(usize),
}

/// All rules, compiled together.
pub struct RuleSet {
    /// In the order of the files; the same sources give the same order in every region.
    pub rules: Vec<Rule>,
    pub automaton: Automaton,
    /// By pattern id; `None` for patterns that are only asked for.
    pub watches: Vec<Option<Watch>>,
    /// Words that tell facts; asked for only where a fact decides.
    pub fact_patterns: Vec<(When, PatternId)>,
    pub cues: Cues,
    pub recogniser: Recogniser,
    /// 制定程序的步骤
    pub steps: Vec<Step>,
    /// 文书用语
    pub letter: Letters,
    /// 分流
    pub triage: Triage,
    /// 清理用语
    pub sweep: Sweep,
    pub regions: BTreeMap<String, Region>,
    /// 16 hex digits over all rule files.
    pub version: String,
}

impl RuleSet {
    /// A rule by its id, or by a former one.
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| &*rule.id == id)
            .or_else(|| self.rules.iter().find(|rule| rule.formerly.iter().any(|old| old == id)))
    }

    /// Kinds of 送审材料.
    pub fn materials(&self) -> &[Material] {
        &self.recogniser.materials
    }

    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// 专项清理 themes, each with how many rules it has.
    pub fn themes(&self) -> BTreeMap<&str, usize> {
        let mut themes = BTreeMap::new();
        for theme in self.rules.iter().flat_map(|rule| &rule.themes) {
            *themes.entry(theme.as_str()).or_default() += 1;
        }
        themes
    }

    /// The values of a division: its own, else those of the place it inherits from, up to the national ones.
    pub fn region(&self, code: &str) -> Region {
        region::resolve(&self.regions, code)
    }
}
