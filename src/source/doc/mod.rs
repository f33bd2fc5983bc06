//! Word 97–2003 binaries (.doc, .dot, .wps, .wpt).

use super::{Format, Source, Unread};

pub fn read(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Doc))
}
