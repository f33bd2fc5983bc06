//! Bytes → [`Text`]: sniffing, encodings, one file a format. Everything else in the program sees only Text.

mod doc;
mod docx;
mod encoding;
mod field;
mod html;
mod markdown;
mod mht;
mod number_format;
mod ofd;
mod page;
mod patience;
mod pdf;
mod plain;
mod rtf;
mod sheet;
mod symbol;
mod tally;

use std::fmt;
use std::path::Path;

use crate::limits::MAX_FILE_BYTES;
use crate::text::Text;

/// A file that was read.
#[derive(Debug)]
pub struct Source {
    pub text: Text,
    pub format: Format,
    /// WHATWG name of the encoding; for packages the encoding of their XML.
    pub encoding: &'static str,
    /// What a reviewer should know about the reading, in Chinese.
    pub remarks: Vec<String>,
}

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
            Format::Picture => "图片",
            Format::Unknown => "未知",
        }
    }

    /// Whether a draft may come in this format. Tables are materials (送审材料) only, archives are folders.
    pub fn may_be_draft(self) -> bool {
        use Format::{Doc, Docx, Html, Markdown, Mht, Ofd, Pdf, Rtf, Text};
        matches!(self, Text | Markdown | Docx | Doc | Pdf | Ofd | Html | Mht | Rtf)
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
            "xlsx" | "xlsm" => Format::Xlsx,
            "xls" | "et" => Format::Xls,
            "zip" => Format::Zip,
            "rar" | "7z" => Format::OtherArchive,
            "jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" => Format::Picture,
            _ => return None,
        })
    }
}

/// Why a file was not read. Such a file is never called clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The operating system refused.
    Io(String),
    Empty,
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    NotSupported(Format),
    /// Word 6.0 or 95: an older binary format than the one read.
    OldWord,
    /// Pages that hold pictures of text, and no text (扫描件).
    NoTextLayer,
    /// The reader did not end in time.
    Slow {
        seconds: u64,
    },
    /// No encoding fits the bytes.
    Undecodable,
    /// UTF-8 that was once decoded as GBK and saved again.
    Mojibake,
    Encrypted,
    /// The container or its XML is broken; what exactly.
    Damaged(String),
    /// Nesting, expansion or number of entries beyond the limits of reading.
    Hostile(String),
    /// The reader itself failed: a defect of this program.
    Internal(String),
}

impl Unread {
    /// What the user can do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Unread::Io(_) => "请检查路径、权限，关闭正在使用该文件的程序后重试",
            Unread::Empty => "请向送审单位索取完整文件",
            Unread::TooLarge { .. } => "请拆分文件，或者另存为只含文字的 docx",
            Unread::NotSupported(Format::Picture) | Unread::NoTextLayer => "请先做文字识别，或者索取可编辑的电子文本",
            Unread::NotSupported(Format::OtherArchive) => "请先解压，再审查解压后的文件夹",
            Unread::OldWord => "请用 WPS 或者 Word 打开，另存为 docx 后再审",
            Unread::Slow { .. } => "请用 WPS、Word 或者 PDF 阅读软件打开，另存为 docx 或者 txt 后再审",
            Unread::NotSupported(_) => "请用 WPS 或者 Word 另存为 docx 或者 txt 后再审",
            Unread::Undecodable => "请用原编辑软件打开，另存为 UTF-8 文本或者 docx",
            Unread::Mojibake => "文件在转存时已经损坏，请向送审单位索取原始电子文本",
            Unread::Encrypted => "请取消打开密码后另存",
            Unread::Damaged(_) => "请用 WPS 或者 Word 打开修复，另存为 docx",
            Unread::Hostile(_) => "请确认文件来源；用 WPS 或者 Word 打开另存为 docx 后再审",
            Unread::Internal(_) => "请用 WPS 或者 Word 另存为 docx 或者 txt 后再试，并把这个文件报告给开发者",
        }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unread::Io(why) => write!(f, "无法读取：{why}"),
            Unread::Empty => write!(f, "文件里没有文字"),
            Unread::TooLarge { bytes, limit } => {
                write!(f, "文件过大：{} MB，上限 {} MB", bytes >> 20, limit >> 20)
            }
            Unread::NotSupported(Format::Unknown) => write!(f, "不认识的文件格式"),
            Unread::NotSupported(format) => write!(f, "暂不能读取 {} 格式", format.name()),
            Unread::OldWord => write!(f, "Word 6.0/95 的旧格式，不能读取"),
            Unread::NoTextLayer => write!(f, "无文字层（扫描件或者图片），需先识别"),
            Unread::Slow { seconds } => write!(f, "{seconds} 秒内没有读完"),
            Unread::Undecodable => write!(f, "认不出文字编码"),
            Unread::Mojibake => write!(f, "文字是乱码（UTF-8 被当作 GBK 转存过）"),
            Unread::Encrypted => write!(f, "文件加了密"),
            Unread::Damaged(what) => write!(f, "文件损坏：{what}"),
            Unread::Hostile(what) => write!(f, "文件结构超出安全限制：{what}"),
            Unread::Internal(what) => write!(f, "读取时程序出错：{what}"),
        }
    }
}

/// Reads a file from disk.
pub fn read(path: &Path) -> Result<Source, Unread> {
    let io = |error: std::io::Error| Unread::Io(io_reason(&error));
    let bytes = std::fs::metadata(path).map_err(io)?.len();
    if bytes > MAX_FILE_BYTES {
        return Err(Unread::TooLarge { bytes, limit: MAX_FILE_BYTES });
    }
    let bytes = std::fs::read(path).map_err(io)?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    read_bytes(&bytes, &name)
}

/// Reads a file from memory; its name helps only where content does not decide. A panic in a reader is
/// caught here: the file is the unit of failure.
pub fn read_bytes(bytes: &[u8], name: &str) -> Result<Source, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    let read = std::panic::catch_unwind(|| dispatch(bytes, name));
    let source = read.unwrap_or_else(|_| Err(Unread::Internal("异常中止".to_owned())))?;
    if source.text.blocks().is_empty() {
        return Err(Unread::Empty);
    }
    Ok(source)
}

fn dispatch(bytes: &[u8], name: &str) -> Result<Source, Unread> {
    match sniff(bytes, name) {
        Format::Text => plain::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Docx => docx::read(bytes),
        Format::Doc => doc::read(bytes),
        Format::Pdf => pdf::read(bytes),
        Format::Ofd => ofd::read(bytes),
        Format::Html => html::read(bytes),
        Format::Mht => mht::read(bytes),
        Format::Rtf => rtf::read(bytes),
        Format::Xlsx | Format::Xls => sheet::read(bytes),
        other => Err(Unread::NotSupported(other)),
    }
}

/// Tells the format by content first, by name where content leaves it open.
pub fn sniff(bytes: &[u8], name: &str) -> Format {
    let named = Format::of_name(name);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return sniff_zip(bytes);
    }
    const MAGIC: [(&[u8], Format); 8] = [
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Doc),
        (b"%PDF", Format::Pdf),
        (b"{\\rtf", Format::Rtf),
        (b"\x89PNG", Format::Picture),
        (b"\xFF\xD8\xFF", Format::Picture),
        (b"GIF8", Format::Picture),
        (b"II*\0", Format::Picture),
        (b"MM\0*", Format::Picture),
    ];
    if let Some(&(_, format)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return match (format, named) {
            (Format::Doc, Some(Format::Xls)) => Format::Xls,
            _ => format,
        };
    }
    match named {
        Some(Format::Text | Format::Markdown) | None => sniff_text(bytes, named),
        Some(Format::Html | Format::Mht) if !is_binary(bytes) => sniff_text(bytes, named),
        // The name promises a binary format, the content shows none of its marks: text in disguise, or rubbish.
        Some(_) => sniff_text(bytes, None),
    }
}

/// The part names stand uncompressed in the local headers and the directory.
fn sniff_zip(bytes: &[u8]) -> Format {
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    if has(b"word/document") || has(b"word/") {
        Format::Docx
    } else if has(b"OFD.xml") {
        Format::Ofd
    } else if has(b"xl/workbook") {
        Format::Xlsx
    } else {
        Format::Zip
    }
}

fn sniff_text(bytes: &[u8], named: Option<Format>) -> Format {
    let head: String = bytes.iter().take(1024).map(|b| b.to_ascii_lowercase() as char).filter(|c| *c != '\0').collect();
    let head = head.trim_start_matches(['ï', '»', '¿', 'ÿ', 'þ']).trim_start();
    let is_message = head.contains("mime-version:") && head.contains("content-type:");
    if head.starts_with("mime-version:")
        || is_message && (named == Some(Format::Mht) || head.contains("multipart/related"))
    {
        Format::Mht
    } else if is_html(head) || matches!(named, Some(Format::Html | Format::Mht)) {
        Format::Html
    } else if named.is_none() && is_binary(bytes) {
        Format::Unknown
    } else {
        named.unwrap_or(Format::Text)
    }
}

/// A page, or a piece of one out of a database: `head` is in lower case.
fn is_html(head: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "<!doctype html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<style",
        "<div",
        "<p>",
        "<p ",
        "<table",
        "<span",
        "<font",
        "<h1",
        "<ucapcontent",
    ];
    BEGINNINGS.iter().any(|tag| head.starts_with(tag)) || head.contains("<html")
}

/// Control characters that no text encoding here produces (UTF-16 zero bytes aside).
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let controls = head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    controls * 50 > head.len()
}

fn io_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "文件不存在".to_owned(),
        ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        _ => error.to_string(),
    }
}
