//! Open fixed-layout documents (.ofd, GB/T 33190).

use super::{Format, Source, Unread};

pub fn read(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(Format::Ofd))
}
