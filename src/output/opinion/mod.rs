//! The review opinion (合法性审核意见书) as `.docx`, Markdown and plain text: one layout, three renderings.

mod docx;
mod layout;
mod markdown;
mod point;
#[cfg(test)]
mod tests;
mod text;

pub use docx::docx;
pub use markdown::markdown;
pub use text::text;

/// A piece of the letter as it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Title(String),
    /// 编号
    Number(String),
    /// What stands above everything.
    Notice(String),
    /// 主送
    Addressee(String),
    /// 一、
    Heading(String),
    /// （一）… with the text that runs on behind it.
    Lead(String, String),
    Paragraph(Vec<Bit>),
    /// 依据原文: whose words they are, and the words, a line for each 款 and 项.
    Quotation(String, Vec<String>),
    Table {
        head: [&'static str; 3],
        rows: Vec<[String; 3]>,
    },
    /// An empty box to tick.
    Choice(&'static str, &'static str),
    /// 落款, right aligned.
    Signature(Vec<String>),
    Small(String),
}

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Bit {
    Plain(String),
    /// 原文：
    Label(&'static str),
    /// The head of a point.
    Strong(String),
    /// The words a finding is about, inside a quotation.
    Marked(String),
}
