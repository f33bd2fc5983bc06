//! Letters (意见书、复函、补正告知、反馈意见 …) as `.docx`, Markdown and plain text: one layout, three renderings.

mod docx;
mod layout;
mod markdown;
mod point;
mod short;
#[cfg(test)]
mod tests;
mod text;

pub use docx::docx;
pub use markdown::markdown;
pub use text::text;

/// A piece of the letter as it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// With the head it stands under.
    Title(String, Option<Format>),
    /// 发文机关标志
    RedHead(String, Format),
    /// 发文字号, and the head it stands under.
    Number(String, Option<Format>),
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
    Choice(String, String),
    /// What must be chosen or filled in before the letter goes out.
    Pending(String),
    /// 落款, right aligned.
    Signature(Vec<String>),
    Small(String),
}

/// 公文格式: the two heads of GB/T 9704.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// 文件格式: the number in the middle, a red line under it.
    File,
    /// 信函格式: a red double line under the name, another at the foot of the first page, which bears no number.
    Letter,
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
