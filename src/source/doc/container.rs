//! The compound file (复合文档) around a Word binary: which streams it holds, and what it is if not Word's.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::bytes::u16_at;
use super::salvage::Salvage;
use crate::source::{Format, Unread};

/// First bytes of Word 2.0 to 95 files without a container.
const BARE: [&[u8]; 3] = [b"\xDB\xA5", b"\xEC\xA5", b"\xDC\xA5"];
const WORD_MAGIC: u16 = 0xA5EC;
/// The first version number of Word 97; its test versions wrote one less.
const WORD_97: u16 = 0xC0;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// The streams that a Word binary is read from.
pub(super) struct Streams {
    pub main: Vec<u8>,
    pub table: Vec<u8>,
    /// Properties too long for their place in the main stream.
    pub data: Vec<u8>,
}

pub(super) fn open(bytes: &[u8]) -> Result<Streams, Unread> {
    if BARE.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Unread::OldWord);
    }
    let mut file = Container::open(bytes)?;
    let Some(main) = file.stream("WordDocument")? else { return Err(not_word(&mut file)?) };
    let table = file.stream(table_name(&main)?)?.ok_or(Unread::OldWord)?;
    Ok(Streams { main, table, data: file.stream("Data")?.unwrap_or_default() })
}

/// Sound containers, and those that are not.
enum Container<'b> {
    Sound { file: CompoundFile<Cursor<&'b [u8]>>, bytes: u64 },
    Unsound(Salvage<'b>),
}

impl<'b> Container<'b> {
    fn open(bytes: &'b [u8]) -> Result<Container<'b>, Unread> {
        match CompoundFile::open(Cursor::new(bytes)) {
            Ok(file) => Ok(Container::Sound { file, bytes: bytes.len() as u64 }),
            Err(error) => match Salvage::open(bytes) {
                Some(salvage) if !salvage.is_empty() => Ok(Container::Unsound(salvage)),
                _ => Err(damaged(&error)),
            },
        }
    }

    fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unread> {
        match self {
            Container::Sound { file, .. } if !file.is_stream(name) => Ok(None),
            Container::Sound { file, bytes } => {
                let mut content = Vec::new();
                let stream = file.open_stream(name).map_err(|error| damaged(&error))?;
                stream.take(*bytes).read_to_end(&mut content).map_err(|error| damaged(&error))?;
                Ok(Some(content))
            }
            Container::Unsound(salvage) if !salvage.has(name) => Ok(None),
            Container::Unsound(salvage) => {
                let missing = || Unread::Damaged(format!("数据流 {name} 不完整"));
                salvage.stream(name).map(Some).ok_or_else(missing)
            }
        }
    }
}

fn damaged(error: &std::io::Error) -> Unread {
    Unread::Damaged(format!("复合文档结构有误（{error}）"))
}

fn table_name(main: &[u8]) -> Result<&'static str, Unread> {
    let field = |at| u16_at(main, at).ok_or_else(|| Unread::Damaged("文件头不完整".to_owned()));
    let (magic, version, flags) = (field(0)?, field(2)?, field(10)?);
    if magic != WORD_MAGIC {
        return Err(Unread::Damaged("文件头不是 Word 的".to_owned()));
    }
    if version < WORD_97 {
        return Err(Unread::OldWord);
    }
    if flags & ENCRYPTED != 0 {
        return Err(Unread::Encrypted);
    }
    Ok(if flags & SECOND_TABLE != 0 { "1Table" } else { "0Table" })
}

/// Other programs keep their documents in such containers too.
fn not_word(file: &mut Container<'_>) -> Result<Unread, Unread> {
    let kinds = [
        ("EncryptedPackage", Unread::Encrypted),
        ("Workbook", Unread::NotSupported(Format::Xls)),
        ("Book", Unread::NotSupported(Format::Xls)),
    ];
    for (name, kind) in kinds {
        if file.stream(name)?.is_some() {
            return Ok(kind);
        }
    }
    Ok(Unread::NotSupported(Format::Unknown))
}
