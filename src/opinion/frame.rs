//! What every letter has around its text: 标题、文号、主送、落款; unknown parts are blanks of ××.

use super::Input;
use super::fill::fill;
use super::wording::draft;

/// A letter without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub title: String,
    /// 发文字号
    pub number: String,
    /// 主送
    pub addressee: String,
    /// What a reader must know before all else: nothing here is confirmed yet.
    pub notice: String,
    /// 发文机关标志, where the office wants one.
    pub red_head: Option<String>,
    pub signature: Signature,
}

/// 落款
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub office: String,
    /// 成文日期
    pub date: String,
    /// （联系人：…）
    pub contact: String,
}

/// A frame with that title, in the office's name.
pub(super) fn frame(input: &Input, title: &str, notice: String) -> Frame {
    let (office, words) = (input.office, input.words);
    let or_blank = |known: Option<&String>, blank: &String| known.unwrap_or(blank).clone();
    let name = office.signature.as_ref().or(office.name.as_ref());
    let contact = or_blank(office.contact.as_ref(), &words.blank.contact);
    Frame {
        title: fill(title, &[("文件", &draft(input)), ("审核", input.kind.review())]),
        number: number(input),
        addressee: input.addressee().unwrap_or(&words.blank.addressee).to_owned(),
        notice,
        red_head: office.red_head.clone(),
        signature: Signature {
            office: or_blank(name, &words.blank.office),
            date: or_blank(office.date.as_ref(), &words.blank.date),
            contact: fill(&words.common.contact, &[("联系人", &contact)]),
        },
    }
}

/// As the profile says; with 机关代字 alone, the year of the review and a blank.
fn number(input: &Input) -> String {
    let (office, blank) = (input.office, &input.words.blank);
    let year = input.manifest.as_of.year().to_string();
    let marked = office.mark.as_ref().map(|mark| fill(&blank.year_number, &[("代字", mark), ("年份", &year)]));
    office.number.clone().or(marked).unwrap_or_else(|| blank.number.clone())
}
