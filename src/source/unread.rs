//! Why a file was not read, and what the user can do about it.

use std::fmt;

use super::Format;
use crate::limits::MAX_ARCHIVE_DEPTH;

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
    /// A table (表格) named as the draft.
    NotADraft(Format),
    /// Word 95 or earlier: an older binary format than the one read.
    OldWord,
    /// Pages that hold pictures of text, and no text (扫描件).
    NoTextLayer,
    /// Glyphs of embedded fonts that nothing names: they are seen, not read.
    NamelessGlyphs,
    /// The reader did not end in time.
    Slow {
        seconds: u64,
    },
    /// No encoding fits the bytes.
    Undecodable,
    /// UTF-8 that was once decoded as GBK and saved again.
    Mojibake,
    Encrypted,
    /// A member of an archive that is locked with a password.
    EncryptedArchive,
    /// Archives within archives within archives.
    TooDeep,
    /// The archive is there, the member is not.
    NoMember,
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
            Unread::NotSupported(Format::Picture) | Unread::NoTextLayer | Unread::NamelessGlyphs => {
                "请先做文字识别，或者索取可编辑的电子文本"
            }
            Unread::NotSupported(Format::OtherArchive) => "请先解压，再审查解压后的文件夹",
            Unread::NotADraft(_) => "表格是送审材料：请放进送审材料文件夹，与送审稿一起审查",
            Unread::OldWord => "请用 WPS 或者 Word 打开，另存为 docx 后再审",
            Unread::Slow { .. } => "请用 WPS、Word 或者 PDF 阅读软件打开，另存为 docx 或者 txt 后再审",
            Unread::NotSupported(Format::Zip) => "请写明压缩包里的文件，例如 材料.zip/送审稿.docx；或者解压后再审",
            Unread::NotSupported(Format::Slides) => "请用 WPS 或者 PowerPoint 打开，另存为 pdf 后再审",
            Unread::NotSupported(Format::ExcelXml | Format::Xlsb) => "请用 WPS 或者 Excel 打开，另存为 xlsx",
            Unread::NotSupported(Format::Unknown) => "请用原来的软件打开，另存为 docx 或者 txt 后再审",
            Unread::NotSupported(_) => "请用 WPS 或者 Word 另存为 docx 或者 txt 后再审",
            Unread::Undecodable => "请用原编辑软件打开，另存为 UTF-8 文本或者 docx",
            Unread::Mojibake => "文件在转存时已经损坏，请向送审单位索取原始电子文本",
            Unread::Encrypted => "请取消打开密码后另存",
            Unread::EncryptedArchive => "请用密码解压，再审查解压后的文件夹",
            Unread::TooDeep => "请解压里面的压缩包，再审查解压后的文件夹",
            Unread::NoMember => "请核对压缩包里的文件名",
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
            Unread::NotSupported(Format::Zip) => write!(f, "压缩包，里面不止一个文件"),
            Unread::NotADraft(format) => write!(f, "{} 是表格，不作为规范性文件审查", format.name()),
            Unread::NotSupported(format) => write!(f, "暂不能读取 {} 格式", format.name()),
            Unread::OldWord => write!(f, "Word 95 或者更早的旧格式，不能读取"),
            Unread::NoTextLayer => write!(f, "无文字层（扫描件或者图片），需先识别"),
            Unread::NamelessGlyphs => write!(f, "内嵌字体的字形没有对应的文字，需先识别"),
            Unread::Slow { seconds } => write!(f, "{seconds} 秒内没有读完"),
            Unread::Undecodable => write!(f, "认不出文字编码"),
            Unread::Mojibake => write!(f, "文字是乱码（UTF-8 被当作 GBK 转存过）"),
            Unread::Encrypted => write!(f, "文件加了密"),
            Unread::EncryptedArchive => write!(f, "压缩包加了密"),
            Unread::TooDeep => write!(f, "压缩包里套压缩包超过 {MAX_ARCHIVE_DEPTH} 层"),
            Unread::NoMember => write!(f, "压缩包里没有这个文件"),
            Unread::Damaged(what) => write!(f, "文件损坏：{what}"),
            Unread::Hostile(what) => write!(f, "文件结构超出安全限制：{what}"),
            Unread::Internal(what) => write!(f, "读取时程序出错：{what}"),
        }
    }
}
