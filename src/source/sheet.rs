//! Spreadsheets (.xlsx, .xls) as tables of cells: materials, not drafts.

use super::{Format, Source, Unread};

pub fn read_xlsx(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Xlsx))
}

pub fn read_xls(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Xls))
}
