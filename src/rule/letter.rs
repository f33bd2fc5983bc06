//! The wording of letters (文书用语): what a letter rests on as a whole, and its sentences, with `{…}` where facts go.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Fault, Source, load};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
        pub struct $name { $($(#[$field_doc])* pub $field: String),+ }

        impl $name {
            /// All sentences with their keys.
            pub fn all(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($field), self.$field.as_str())),+]
            }
        }
    )+};
}

words! {
    /// 各种文书共用的话
    CommonWords {
        /// {单位}不是主送机关
        received_from, received, received_alone, with_materials, draft, notice, notice_short,
        notice_incomplete, about_findings, about_open, dismissed, incomplete, contact,
    }
    /// 未知的项目，留空待填
    Blanks { number, year_number, addressee, office, date, contact, text }
    /// 审核、审查意见书
    OpinionWords {
        title, opening, tally, tally_none, nothing, no_materials, missing, object, object_bare, object_dossier, region,
        no_region, marks, conclusion, no_procedure,
    }
    /// 复函
    ReplyWords {
        title, opening, conclusion, pending, points, point, more, see, competition, no_points, other, other_item,
        other_pending, closing,
    }
    /// 补正告知
    SupplementWords {
        title, opening, opening_none, by_basis, basis, missing, doubtful, doubtful_lead, unreadable, unreadable_lead, item, deadline,
        by_period, by_source, by_unverified, by_blank, blank_note, late, closing, none,
    }
    /// 反馈意见
    FeedbackWords {
        title, opening, opening_none, point, basis, doubtful, none, some, closing,
    }
    /// 其他事项的文书框架
    ShellWords { title, opening, item, materials, heading_blank, conclusion, closing }
    /// 公平竞争部分怎样说，因角色而不同
    RoleWords { present, absent, whose, handed }
}

/// 公平竞争部分的话，三种角色各一套
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct CompetitionWords {
    /// 司法行政部门
    pub justice: RoleWords,
    /// 市场监督管理部门
    pub market: RoleWords,
    /// 起草单位
    pub drafter: RoleWords,
}

/// 一种结论
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ConclusionWords {
    /// `--conclusion` 用的名称
    pub id: String,
    /// 结论本身
    pub label: String,
    /// 别名
    pub aliases: Vec<String>,
    /// 什么情况下用
    pub note: String,
    /// 选定后文书里的话
    pub sentence: String,
    /// 复函里引出各处意见的话，与通常的不同时
    pub points: Option<String>,
    /// 只用于重大行政决策
    pub decision_only: bool,
    /// 选定后还要补正材料
    pub returns: bool,
}

/// 一种其他事项
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ItemWords {
    /// 分流所说的事项；空的管其余各种
    pub item: String,
    /// 是上级或者其他机关征求意见，用反馈意见答复
    pub feedback: bool,
    /// 审查意见分几个方面
    pub heads: Vec<String>,
}

/// 文书用语和文书整体所依据的规定
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Letters {
    /// 规范性文件合法性审核的内容
    pub normative_review: String,
    /// 规范性文件材料不齐的处理
    pub normative_supplement: String,
    /// 重大行政决策合法性审查的内容
    pub decision_review: String,
    /// 重大行政决策材料不齐的处理
    pub decision_supplement: String,
    /// 县级以上人民政府的措施，公平竞争审查由谁作结论
    pub competition: String,
    /// 部门的措施，公平竞争审查由谁开展
    pub competition_department: String,
    /// 名称里有这些词的，是征求意见的稿子
    pub consulted: Vec<String>,
    pub common: CommonWords,
    pub blank: Blanks,
    pub opinion: OpinionWords,
    pub reply: ReplyWords,
    pub supplement: SupplementWords,
    pub feedback: FeedbackWords,
    pub shell: ShellWords,
    pub role: CompetitionWords,
    pub conclusion: Vec<ConclusionWords>,
    pub item: Vec<ItemWords>,
}

impl Letters {
    /// The built-in wording, with what the files of the user say instead, key by key.
    pub fn load(sources: &[Source]) -> Result<Letters, Fault> {
        let built_in = load::built_in();
        let own = built_in.iter().filter(|source| source.name == "letter.toml");
        let mut table = toml::Table::new();
        for source in own.chain(sources.iter().filter(|source| !source.trusted)) {
            // A faulty file is reported where all rules of it are read.
            let mut read = source.content.parse::<toml::Table>().unwrap_or_default();
            if let Some(toml::Value::Table(said)) = read.remove("letter") {
                overlay(&mut table, said);
            }
        }
        table.try_into().map_err(|error: toml::de::Error| Fault::of_file("letter.toml", error.message().to_owned()))
    }

    /// A conclusion by its id, its label or another name of it.
    pub fn conclusion(&self, name: &str) -> Option<&ConclusionWords> {
        self.conclusion.iter().find(|it| it.id == name || it.label == name || it.aliases.iter().any(|it| it == name))
    }

    /// How another item is answered.
    pub fn item(&self, item: Option<&str>) -> Option<&ItemWords> {
        let named = item.and_then(|item| self.item.iter().find(|words| words.item == item));
        named.or_else(|| self.item.iter().find(|words| words.item.is_empty()))
    }
}

fn overlay(below: &mut toml::Table, above: toml::Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => overlay(old, new),
            (_, value) => drop(below.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(content: &str) -> Source {
        Source { name: "本地/letter.toml".into(), content: content.into(), trusted: false }
    }

    #[test]
    fn every_sentence_is_written() {
        let Letters { common, blank, opinion, reply, supplement, feedback, shell, role, .. } =
            Letters::load(&[]).unwrap();
        let roles = [role.justice.all(), role.market.all(), role.drafter.all()].concat();
        let all =
            [common.all(), blank.all(), opinion.all(), reply.all(), supplement.all(), feedback.all(), shell.all()];
        let empty: Vec<_> = all.concat().into_iter().chain(roles).filter(|(_, text)| text.is_empty()).collect();
        assert_eq!(empty, []);
    }

    #[test]
    fn an_office_words_one_sentence_and_keeps_the_others() {
        let usual = Letters::load(&[]).unwrap();
        let own = Letters::load(&[user("[letter.reply]\nclosing = \"此复。\"")]).unwrap();
        assert_eq!(own.reply.closing, "此复。");
        assert_eq!(Letters { reply: usual.reply.clone(), ..own }, usual);
    }

    #[test]
    fn conclusions_have_several_names() {
        let letters = Letters::load(&[]).unwrap();
        for name in ["amend", "应当予以修改", "修改"] {
            assert_eq!(letters.conclusion(name).unwrap().id, "amend");
        }
        assert!(letters.conclusion("可以").is_none());
    }
}
