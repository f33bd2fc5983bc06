//! Word documents (.docx).
use super::{Source, Unread};
pub fn read(_bytes: &[u8]) -> Result<Source, Unread> {
    Err(Unread::NotSupported(super::Format::Docx))
}
