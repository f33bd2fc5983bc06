//! Formats, and what a file name says of them.

use std::path::Path;

/// Formats told apart by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Text,
    Markdown,
    Docx,
    Doc,
    Pdf,
    Ofd,
    Html,
    Mht,
    Rtf,
    Xlsx,
    Xls,
    Zip,
    /// Archives that are not opened: .rar, .7z.
    OtherArchive,
    /// Word before its files were compound ones.
    OldWord,
    /// Microsoft Works, whose files are named .wps, too.
    Works,
    /// Binary workbooks (.xlsb).
    Xlsb,
    /// 演示文稿: .ppt, .pptx, .dps.
    Slides,
    /// Word saved as one XML file.
    WordXml,
    /// Excel saved as one XML file.
    ExcelXml,
    /// .odt, .ods, .odp.
    OpenDocument,
    /// 标文通 (GB/T 20916): .uof, .uot.
    Uof,
    /// An office file locked with a password, or by a company's own lock.
    Locked,
    Picture,
    Unknown,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Pdf => "pdf",
            Format::Ofd => "ofd",
            Format::Html => "html",
            Format::Mht => "mht",
            Format::Rtf => "rtf",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Zip => "zip",
            Format::OtherArchive => "rar/7z",
            Format::OldWord => "Word 2.0",
            Format::Works => "Microsoft Works",
            Format::Xlsb => "xlsb",
            Format::Slides => "ppt 演示文稿",
            Format::WordXml => "Word XML",
            Format::ExcelXml => "Excel XML",
            Format::OpenDocument => "odt/ods",
            Format::Uof => "uof（标文通）",
            Format::Locked => "加密文件",
            Format::Picture => "图片",
            Format::Unknown => "未知",
        }
    }

    /// Whether a draft may come in this format. Tables are materials (送审材料) only, archives are folders.
    pub fn may_be_draft(self) -> bool {
        use Format::{Doc, Docx, Html, Markdown, Mht, Ofd, Pdf, Rtf, Text};
        matches!(self, Text | Markdown | Docx | Doc | Pdf | Ofd | Html | Mht | Rtf)
    }

    /// Whether a file found in a folder may be a draft or hold one, readable or not: it is tried, and listed as unread
    /// where that fails. Tables and pictures are passed over.
    pub fn may_hold_draft(self) -> bool {
        use Format::{OpenDocument, OtherArchive, Uof, Zip};
        self.may_be_draft() || matches!(self, Zip | OtherArchive | OpenDocument | Uof)
    }

    /// The format that a file name promises; content decides in the end.
    pub fn of_name(name: &str) -> Option<Format> {
        let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "docx" | "docm" | "dotx" | "dotm" => Format::Docx,
            "doc" | "dot" | "wps" | "wpt" => Format::Doc,
            "pdf" => Format::Pdf,
            "ofd" => Format::Ofd,
            "html" | "htm" | "xhtml" => Format::Html,
            "mht" | "mhtml" => Format::Mht,
            "rtf" => Format::Rtf,
            "xlsx" | "xlsm" | "xltx" | "xltm" => Format::Xlsx,
            "xls" | "xlt" | "et" | "ett" => Format::Xls,
            "zip" => Format::Zip,
            "rar" | "7z" | "gz" | "tgz" | "tar" => Format::OtherArchive,
            "xlsb" => Format::Xlsb,
            "ppt" | "pptx" | "pptm" | "pps" | "ppsx" | "dps" => Format::Slides,
            "odt" | "ods" | "odp" | "fodt" => Format::OpenDocument,
            "uof" | "uot" | "uos" | "uop" => Format::Uof,
            "jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" | "webp" => Format::Picture,
            _ => return None,
        })
    }
}
