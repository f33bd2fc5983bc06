//! The written form of rule files. Doc comments become descriptions in the JSON schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::triage::{OrganClass, WrittenSignal};
use super::{
    AbbreviationProblem, AttachmentProblem, BandProblem, CitationProblem, ConsistentFact, DateName, Letters, ListName,
    NumberingProblem, OrganProblem, ReferenceProblem, RegionDays, Scope, Sweep, ValidityProblem, Values, When,
};
use crate::dossier::{Form, Material, Step};
use crate::finding::{Confidence, Grade, Heading};

/// A rule file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenFile {
    /// 词表
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub lists: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// 规则
    #[schemars(with = "Vec<WrittenRule>")]
    pub rule: Vec<Spanned<WrittenRule>>,
    /// 送审材料的种类
    pub material: Vec<Material>,
    /// 规范性文件的样子：凭它认送审稿和以前的稿子
    pub form: Option<Form>,
    /// 制定程序的步骤：日期从哪些材料里读
    pub step: Vec<Step>,
    /// 文书用语和文书整体所依据的规定
    pub letter: Option<Letters>,
    /// 分流的线索
    pub signal: Vec<WrittenSignal>,
    /// 机关的类别
    pub organ: Vec<OrganClass>,
    /// 清理用语
    pub sweep: Option<Sweep>,
}

/// A region file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenRegion {
    pub code: String,
    pub name: String,
    pub inherits: Option<String>,
    #[serde(default)]
    pub values: Values,
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<String>>,
}

/// 一条规则
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenRule {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub formerly: Vec<Spanned<String>>,
    pub title: String,
    #[schemars(with = "String")]
    pub grade: Grade,
    #[schemars(with = "String")]
    pub confidence: Spanned<Confidence>,
    #[schemars(with = "String")]
    pub heading: Heading,
    #[serde(default)]
    pub when: Vec<When>,
    #[serde(default)]
    pub regions: Vec<String>,
    #[serde(default)]
    pub themes: Vec<String>,
    #[schemars(with = "String")]
    pub message: Spanned<String>,
    pub advice: String,
    /// 能确定怎样改的，写明改成什么：带批注的原稿里作为修订；依次试，用第一个合得上的
    #[serde(default)]
    pub replacement: Vec<WrittenReplacement>,
    #[serde(default)]
    pub anchor: Vec<String>,
    #[serde(default)]
    pub basis: Vec<WrittenBasis>,
    pub check: WrittenCheck,
    /// 本单位提供的清单（fashen.toml 的 [lists]）：在不在清单内，是把握高低的证据
    #[schemars(with = "Option<ListName>")]
    pub list: Option<Spanned<ListName>>,
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    #[serde(default)]
    pub lists: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    pub example: Vec<WrittenExample>,
}

/// 改成什么
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenReplacement {
    /// 报告的词句里要改的那几个字，只出现一次才改；不写就是全部；可以用提示里的占位
    #[schemars(with = "Option<String>")]
    pub find: Option<Spanned<String>>,
    /// 改成的字，可以用提示里的占位；空的就是删去
    #[schemars(with = "String")]
    pub with: Spanned<String>,
}

/// 审查依据
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenBasis {
    #[schemars(with = "String")]
    pub law: Spanned<String>,
    #[schemars(with = "Option<String>")]
    pub article: Option<Spanned<String>>,
    #[schemars(with = "Option<String>")]
    pub from: Option<toml::value::Datetime>,
    #[schemars(with = "Option<String>")]
    pub until: Option<toml::value::Datetime>,
    #[serde(default)]
    pub about: Vec<String>,
    #[serde(default)]
    pub policy: bool,
    #[serde(default = "yes")]
    pub verified: bool,
}

fn yes() -> bool {
    true
}

/// 例子
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenExample {
    #[schemars(with = "String")]
    pub text: Spanned<String>,
    pub why: Option<String>,
    #[serde(default)]
    pub fires: bool,
    #[schemars(with = "Option<String>")]
    pub as_of: Option<toml::value::Datetime>,
    pub region: Option<String>,
    pub kind: Option<String>,
    pub materials: Option<Vec<String>>,
    /// 第一件材料的文字；没有写 materials 的，就是起草说明
    pub other: Option<String>,
    /// 各件材料的文字，依次
    #[serde(default)]
    pub others: Vec<String>,
    /// 手头的法规全文：法规库里有这些文本时
    #[serde(default)]
    pub laws: Vec<String>,
    /// 手头的清单：清单和其中的名称
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    #[serde(default)]
    pub lists: BTreeMap<ListName, Vec<String>>,
    #[schemars(with = "Option<String>")]
    pub lacks: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WrittenCheck {
    Phrase(WrittenPhrase),
    Term(WrittenTerm),
    Required(WrittenRequired),
    Procedure(WrittenProcedure),
    Citation(WrittenCitation),
    Reference(Problem<ReferenceProblem>),
    Numbering(WrittenNumbering),
    Order(WrittenOrder),
    Band(Problem<BandProblem>),
    Abbreviation(Problem<AbbreviationProblem>),
    Attachment(Problem<AttachmentProblem>),
    Organ(Problem<OrganProblem>),
    Consistency(WrittenConsistency),
    Validity(Problem<ValidityProblem>),
    Timeline(WrittenTimeline),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem<T> {
    pub problem: T,
}

type Patterns = Vec<Spanned<String>>;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenPhrase {
    #[schemars(with = "Vec<String>")]
    pub any: Patterns,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub with: Patterns,
    #[serde(default)]
    pub within: Scope,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub unless: Patterns,
    pub unless_within: Option<Scope>,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub guards: Patterns,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub lower: Patterns,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenTerm {
    #[schemars(with = "Vec<String>")]
    pub wrong: Patterns,
    pub right: String,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub unless: Patterns,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub guards: Patterns,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequiredScope {
    #[default]
    Document,
    Instrument,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenRequired {
    #[schemars(with = "Vec<String>")]
    pub any: Patterns,
    #[serde(default)]
    pub scope: RequiredScope,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub unless: Patterns,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenProcedure {
    #[schemars(with = "String")]
    pub material: Spanned<String>,
    /// 也能证明这一步的其他材料
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub or: Vec<Spanned<String>>,
    /// 有了它，就只是待核的材料
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub partly: Vec<Spanned<String>>,
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub touch: Patterns,
}

/// 两步的先后，或者相隔的天数
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenTimeline {
    #[schemars(with = "String")]
    pub earlier: Spanned<String>,
    /// 步骤，或者 today（审查的那一天）
    #[schemars(with = "String")]
    pub later: Spanned<String>,
    /// 至少相隔多少日
    pub days: Option<u32>,
    /// 至少相隔多少个工作日
    pub working_days: Option<u32>,
    /// 地区文件里的天数
    pub region: Option<RegionDays>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenCitation {
    pub problem: CitationProblem,
    #[serde(default)]
    pub laws: Vec<String>,
    #[serde(default)]
    pub words: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NumberedLevel {
    Chapter,
    Section,
    Article,
    Item,
    Point,
    Annex,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenNumbering {
    pub problem: NumberingProblem,
    pub level: NumberedLevel,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenOrder {
    pub earlier: DateName,
    pub later: DateName,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenConsistency {
    pub fact: ConsistentFact,
}

/// The JSON schema of rule files, for editors.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(WrittenFile).to_value()
}
