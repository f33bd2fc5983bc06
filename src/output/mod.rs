//! Values → bytes. Renders, decides nothing.

pub mod affected;
pub mod comparison;
pub mod decisions;
pub mod document;
pub mod docx;
mod escape;
pub mod findings;
pub mod manifest;
pub mod opinion;
pub mod plain;
pub mod round;
