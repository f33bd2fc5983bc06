//! Bytes → [`Text`]: sniffing, encodings, one file a format. Everything else in the program sees only Text.

mod archive;
mod doc;
mod docx;
mod encoding;
mod field;
mod format;
mod html;
mod list;
mod markdown;
mod mht;
mod number_format;
mod ofd;
mod page;
mod patience;
mod pdf;
mod place;
mod plain;
mod rtf;
mod sheet;
mod sniff;
mod symbol;
mod table;
mod tally;
mod unread;

use std::path::Path;

use crate::limits::MAX_FILE_BYTES;
use crate::text::Text;

pub use format::Format;
pub use place::{Inside, Place, inside, is_archive};
pub use sniff::sniff;
pub use table::{Row, Shape, Table, Tables, tables, tables_of};
pub use unread::Unread;

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

impl Source {
    /// The file as a draft (送审稿), which a table is not.
    pub fn into_draft(self) -> Result<Source, Unread> {
        if self.format.may_be_draft() { Ok(self) } else { Err(Unread::NotADraft(self.format)) }
    }
}

/// Reads a file from disk.
pub fn read(path: &Path) -> Result<Source, Unread> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    read_bytes(&read_file(path)?, &name)
}

fn read_file(path: &Path) -> Result<Vec<u8>, Unread> {
    let io = |error: std::io::Error| Unread::Io(io_reason(&error));
    let bytes = std::fs::metadata(path).map_err(io)?.len();
    if bytes > MAX_FILE_BYTES {
        return Err(Unread::TooLarge { bytes, limit: MAX_FILE_BYTES });
    }
    std::fs::read(path).map_err(io)
}

/// Reads a file from memory; its name helps only where content does not decide. A panic in a reader is
/// caught here: the file is the unit of failure.
pub fn read_bytes(bytes: &[u8], name: &str) -> Result<Source, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    let read = std::panic::catch_unwind(|| dispatch(bytes, name));
    let mut source = read.unwrap_or_else(|_| Err(Unread::Internal("异常中止".to_owned())))?;
    if source.text.blocks().is_empty() {
        return Err(Unread::Empty);
    }
    source.remarks.extend(sniff::disguise(name, source.format));
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
        Format::Xlsx => sheet::read_xlsx(bytes),
        Format::Xls => sheet::read_xls(bytes),
        Format::OldWord => Err(Unread::OldWord),
        Format::Locked => Err(Unread::Encrypted),
        other => Err(Unread::NotSupported(other)),
    }
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
