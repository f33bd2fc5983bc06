//! What differs from place to place (行政区划): term, evaluation, days, words. A place inherits what it does not say.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The code of the national defaults.
pub const NATION: &str = "000000";

/// A value with the place it comes from. An unverified value never makes a certain finding.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Valued<T> {
    pub value: T,
    pub source: String,
    pub verified: bool,
}

/// From which day a term runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Start {
    Effective,
    Published,
}

macro_rules! values {
    ($($(#[$doc:meta])* $field:ident: $kind:ty),+ $(,)?) => {
        /// Regional values; months, days and working days as the names say.
        #[derive(Clone, Debug, Default, PartialEq, Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct Values { $($(#[$doc])* pub $field: Option<Valued<$kind>>),+ }

        impl Values {
            /// Fills what is not said here from another place.
            fn inherit(&mut self, from: &Values) {
                $(if self.$field.is_none() { self.$field = from.$field.clone(); })+
            }
        }
    };
}

values! {
    /// 有效期上限，月
    term_months_max: u32,
    /// 暂行、试行的有效期上限，月
    term_months_trial_max: u32,
    /// 通告的有效期上限，月
    term_months_notice_max: u32,
    /// 未写有效期时视为，月
    term_months_default: u32,
    /// 有效期起算日
    term_start: Start,
    /// 是否必须写明有效期
    term_required: bool,
    /// 届满前多少个月后评估
    evaluation_months: u32,
    /// 公开征求意见，日
    comment_days: u32,
    /// 公开征求意见，工作日
    comment_working_days: u32,
    /// 合法性审核最短，工作日
    review_working_days_min: u32,
    /// 合法性审核最长，工作日
    review_working_days_max: u32,
    /// 备案，日
    filing_days: u32,
    /// 备案，工作日
    filing_working_days: u32,
    /// 登记号的写法：{代字}DR-{年}-{序号:5}
    registration_form: String,
    /// 三统一的第三个词：印发、公布、发布
    unified_word: String,
    /// 补正送审材料，日
    supplement_days: u32,
    /// 补正送审材料，工作日
    supplement_working_days: u32,
    /// 公布到施行，日
    effective_gap_days: u32,
    /// 名称不得使用的词
    forbidden_title_words: Vec<String>,
    /// 多出的步骤，材料种类
    extra_steps: Vec<String>,
}

/// A place with all it says or inherits.
#[derive(Clone, Debug, Default)]
pub struct Region {
    pub code: String,
    pub name: String,
    pub inherits: Option<String>,
    pub values: Values,
}

/// The region of a code. A code without a file of its own takes the prefecture's, the province's, the nation's.
pub fn resolve(regions: &BTreeMap<String, Region>, code: &str) -> Region {
    let mut resolved = Region { code: code.to_owned(), name: name(regions, code), ..Region::default() };
    let mut next = nearest(regions, code);
    // Each step goes up a finite list; a cycle ends when a code comes again.
    let mut seen = Vec::new();
    while let Some(region) = next.filter(|region| !seen.contains(&region.code.as_str())) {
        resolved.values.inherit(&region.values);
        seen.push(region.code.as_str());
        next = match &region.inherits {
            Some(code) => regions.get(code),
            None if region.code != NATION => regions.get(NATION),
            None => None,
        };
    }
    resolved
}

/// The codes a division belongs to, itself first: 430105 → 430105, 430100, 430000, 000000.
pub fn ancestors(code: &str) -> Vec<String> {
    let mut codes = vec![code.to_owned()];
    for kept in [4, 2] {
        if let Some(head) = code.get(..kept) {
            codes.push(format!("{head:0<6}"));
        }
    }
    codes.push(NATION.to_owned());
    codes.dedup();
    codes
}

fn nearest<'r>(regions: &'r BTreeMap<String, Region>, code: &str) -> Option<&'r Region> {
    ancestors(code).iter().find_map(|code| regions.get(code))
}

fn name(regions: &BTreeMap<String, Region>, code: &str) -> String {
    nearest(regions, code).map_or_else(String::new, |region| region.name.clone())
}
