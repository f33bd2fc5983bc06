//! 条文对照表 in every medium. [`row`] says what stands where; each medium only draws it.

mod docx;
mod html;
mod json;
mod markdown;
mod row;
pub mod terminal;
#[cfg(test)]
mod tests;
mod xlsx;

use std::fmt;
use std::path::Path;

use crate::compare::Comparison;

pub use html::html;
pub use json::{check_json, json};
pub use markdown::markdown;

/// Files a comparison can be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Html,
    Docx,
    Xlsx,
    Markdown,
    Json,
}

impl File {
    /// By the ending of the file name.
    pub fn of_name(path: &Path) -> Option<File> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "html" | "htm" => File::Html,
            "docx" => File::Docx,
            "xlsx" => File::Xlsx,
            "md" | "markdown" => File::Markdown,
            "json" => File::Json,
            _ => return None,
        })
    }
}

/// A file that could not be made: what the packer said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten(pub String);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "对照表没有生成：{}", self.0)
    }
}

impl std::error::Error for Unwritten {}

/// One step from a version to the next (一轮修改). The name is empty where there is only one.
#[derive(Clone, Debug)]
pub struct Round<'c> {
    pub name: String,
    pub comparison: &'c Comparison,
}

/// The bytes of a file; the same comparison gives the same bytes.
pub fn to_bytes(comparison: &Comparison, file: File) -> Result<Vec<u8>, Unwritten> {
    rounds_to_bytes(&[Round { name: String::new(), comparison }], file)
}

/// Several rounds in one file, one after the other.
pub fn rounds_to_bytes(rounds: &[Round], file: File) -> Result<Vec<u8>, Unwritten> {
    let json = || match rounds {
        [only] => json(only.comparison),
        _ => json::rounds(rounds),
    };
    Ok(match file {
        File::Html => html::rounds(rounds).into_bytes(),
        File::Markdown => rounds.iter().map(markdown::round).collect::<Vec<_>>().join("\n").into_bytes(),
        File::Json => json().map_err(|error| Unwritten(error.to_string()))?.into_bytes(),
        File::Docx => docx::docx(rounds).map_err(|error| Unwritten(error.to_string()))?,
        File::Xlsx => xlsx::xlsx(rounds).map_err(|error| Unwritten(error.to_string()))?,
    })
}
