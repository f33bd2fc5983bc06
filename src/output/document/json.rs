//! `fashen.document/1`.

use super::Parsed;
use super::row::DocumentRow;

pub fn json(parsed: &Parsed) -> serde_json::Result<String> {
    let mut out = serde_json::to_string_pretty(&DocumentRow::new(parsed))?;
    out.push('\n');
    Ok(out)
}
