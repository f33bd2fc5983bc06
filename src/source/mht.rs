//! Web archives (.mht): the page among the parts of a MIME message.

use super::{Format, Source, Unread};

pub fn read(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Mht))
}
