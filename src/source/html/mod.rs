//! Web pages (.html): the body of a government page without its navigation.

use super::{Format, Source, Unread};

pub fn read(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Html))
}
