//! What the ledger (台账) says, as papers of paragraphs and tables. [`paper`] is drawn by each medium; the other files say
//! what stands in it.

mod due;
mod kept;
mod paper;
mod plan;
mod report;
mod similar;
mod xlsx;

use std::path::Path;

pub use due::{due, due_json};
pub use kept::{found, found_json, rejected, rejected_json, shown, table};
pub use paper::{Paper, Sheet, csv, docx, markdown, terminal};
pub use plan::{plan, plan_json};
pub use report::{paragraph, report, report_json};
pub use similar::{similar, similar_json};

/// Files a paper can be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Xlsx,
    Csv,
    Docx,
    Markdown,
    Json,
}

impl File {
    /// By the ending of the file name.
    pub fn of_name(path: &Path) -> Option<File> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "xlsx" => File::Xlsx,
            "csv" => File::Csv,
            "docx" => File::Docx,
            "md" | "markdown" => File::Markdown,
            "json" => File::Json,
            _ => return None,
        })
    }
}

/// The bytes of a file; the same paper gives the same bytes. `json` is written where the file is `.json`.
pub fn to_bytes(paper: &Paper, json: &serde_json::Value, file: File) -> Result<Vec<u8>, String> {
    Ok(match file {
        File::Xlsx => xlsx::xlsx(paper).map_err(|error| error.to_string())?,
        File::Csv => csv(paper).map_err(|error| error.to_string())?,
        File::Docx => docx(paper).map_err(|error| error.to_string())?,
        File::Markdown => markdown(paper).into_bytes(),
        File::Json => to_json(json)?.into_bytes(),
    })
}

pub fn to_json(json: &serde_json::Value) -> Result<String, String> {
    let written = serde_json::to_string_pretty(json).map_err(|error| error.to_string())?;
    Ok(written + "\n")
}
