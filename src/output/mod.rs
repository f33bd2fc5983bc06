//! Values → bytes. Renders, decides nothing.

pub mod affected;
pub mod briefing;
pub mod comparison;
pub mod decisions;
pub mod document;
pub mod docx;
pub mod dossier;
mod escape;
pub mod findings;
pub mod ledger;
pub mod manifest;
pub mod opinion;
pub mod plain;
pub mod round;
pub mod sweep;
