//! Portable documents with a text layer (.pdf).

use super::{Format, Source, Unread};

pub fn read(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Pdf))
}
