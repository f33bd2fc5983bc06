//! What kind of document it is and who issues it.

use serde::{Deserialize, Serialize};

use crate::document::{Document, Level};
use crate::text::{Text, fold};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 行政规范性文件
    NormativeDocument,
    /// 重大行政决策
    MajorDecision,
    /// 法律、法规、规章
    Statute,
    /// 合同、请示、议题 …
    Other,
    #[default]
    Unknown,
}

impl Kind {
    pub const NAMES: [(&'static str, Kind); 5] = [
        ("normative-document", Kind::NormativeDocument),
        ("major-decision", Kind::MajorDecision),
        ("statute", Kind::Statute),
        ("other", Kind::Other),
        ("unknown", Kind::Unknown),
    ];

    pub fn name(self) -> &'static str {
        Kind::NAMES.iter().find(|(_, kind)| *kind == self).map_or("unknown", |(name, _)| name)
    }

    pub fn named(name: &str) -> Option<Kind> {
        Kind::NAMES.iter().find(|(n, _)| *n == name).map(|(_, kind)| *kind)
    }

    pub fn chinese(self) -> &'static str {
        match self {
            Kind::NormativeDocument => "行政规范性文件",
            Kind::MajorDecision => "重大行政决策",
            Kind::Statute => "法律、法规、规章",
            Kind::Other => "其他事项",
            Kind::Unknown => "未定",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Issuer {
    /// 县级以上人民政府，含办公厅、办公室
    Government,
    Department,
    /// 乡镇、街道
    Township,
    Unknown,
}

/// A quick guess by title and note of adoption, for showing a tree; a review weighs more (分流, `check/triage`).
pub fn of(title: &str, text: &Text, document: &Document) -> Kind {
    let bare = title.split('（').next().unwrap_or(title);
    let adopted_by_congress = document
        .matter
        .iter()
        .any(|matter| matter.kind == crate::document::MatterKind::Note && text.slice(matter.span).contains("代表大会"));
    let is_act = bare.ends_with('法') && !bare.ends_with("办法") || bare.ends_with("条例") || bare.ends_with("法典");
    let carries = document.nodes.iter().any(|node| node.level == Level::Instrument);
    if (is_act && !title.contains("关于")) || adopted_by_congress || is_decreed(title, text, document) {
        return Kind::Statute;
    }
    if ["合同", "协议", "请示", "批复", "纪要", "复函"].iter().any(|word| bare.ends_with(word)) {
        return Kind::Other;
    }
    let normative = [
        "办法", "规定", "细则", "规则", "意见", "通告", "决定", "措施", "通知", "公告", "方案", "规范", "指引", "制度",
        "规程", "政策",
    ];
    if carries || normative.iter().any(|word| bare.ends_with(word)) {
        return Kind::NormativeDocument;
    }
    Kind::Unknown
}

/// 国务院令第746号, （2014年……总局令第7号公布）: regulations and 规章 are issued by decree (令).
fn is_decreed(title: &str, text: &Text, document: &Document) -> bool {
    use crate::document::MatterKind::{DocumentNumber, Note};
    let decree = |s: &str| s.contains("令第") && s.contains('号') || s.contains("号令") || s.ends_with("国务院令");
    let number = document.head.document_number.as_ref().is_some_and(|found| decree(&found.text));
    let notes = document.matter.iter().filter(|matter| matches!(matter.kind, DocumentNumber | Note));
    let is_about = title.contains("关于");
    let mut notes = notes.map(|matter| fold(text.slice(matter.span)));
    !is_about && (decree(title) || number || notes.any(|note| decree(&note)))
}

pub fn issuer(issuer: Option<&str>, title: &str) -> Issuer {
    let name = issuer.unwrap_or(title);
    let township = |s: &str| s.contains("镇人民政府") || s.contains("乡人民政府") || s.contains("街道办事处");
    if township(name) {
        Issuer::Township
    } else if name.contains("人民政府") || issuer.is_none() && is_of_place(title) {
        Issuer::Government
    } else if issuer
        .is_some_and(|s| ["局", "委员会", "厅", "部", "办公室", "委", "署"].iter().any(|end| s.ends_with(end)))
    {
        Issuer::Department
    } else {
        Issuer::Unknown
    }
}

/// A title that begins with the place and names no organ is the government's: a department's carries its own name.
fn is_of_place(title: &str) -> bool {
    place_at_head(title).is_some_and(|place| {
        let rest = &title[place.len()..];
        !rest.chars().take(12).any(|c| matches!(c, '局' | '委' | '厅' | '部'))
    })
}

/// 云岭市人民政府 → 云岭市, 云岭
pub fn place_names(issuer: Option<&str>, title: &str) -> Vec<String> {
    let mut names = Vec::new();
    for source in [issuer.unwrap_or_default(), title] {
        if let Some(place) = place_at_head(source) {
            let bare = place.trim_end_matches(['省', '市', '县', '区', '州', '镇', '乡', '旗']);
            for name in [place, bare] {
                if name.chars().count() >= 2 && !names.iter().any(|n| n == name) && names.len() < 4 {
                    names.push(name.to_owned());
                }
            }
        }
    }
    names
}

/// The place that a name begins with: up to the first 省市县区… within six characters.
fn place_at_head(s: &str) -> Option<&str> {
    const LONGEST: usize = 6;
    let end = s
        .char_indices()
        .take(LONGEST)
        .filter(|(i, c)| *i > 0 && matches!(c, '省' | '市' | '县' | '区' | '州' | '镇' | '乡' | '旗'))
        .map(|(i, c)| i + c.len_utf8())
        .next()?;
    let place = &s[..end];
    (!place.contains(['《', '关', '“', '本', '全'])).then_some(place)
}

/// 暂行 or 试行 in the title of the document or of what it carries.
pub fn is_trial(title: &str, text: &Text, document: &Document) -> bool {
    let trial = |s: &str| s.contains("暂行") || s.contains("试行");
    trial(title)
        || document.nodes.iter().any(|node| node.level == Level::Instrument && trial(&fold(text.slice(node.heading))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(source: &str) -> Kind {
        let text = crate::source::read_bytes(source.as_bytes(), "文.txt").unwrap().text;
        let document = crate::parse::parse(&text);
        let title = document.head.title.as_ref().map_or_else(String::new, |title| title.text.clone());
        of(&title, &text, &document)
    }

    #[test]
    fn what_a_decree_issues_is_no_normative_document() {
        let articles = "第一条 为了加强管理，制定本办法。\n第二条 本办法自2027年1月1日起施行。\n";
        let decreed = format!("云岭市停车场管理办法\n（2026年9月1日云岭市人民政府令第9号公布）\n{articles}");
        assert_eq!(kind(&decreed), Kind::Statute);
        assert_eq!(kind(&format!("云岭市停车场管理办法\n{articles}")), Kind::NormativeDocument);
    }
}
