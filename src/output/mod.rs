//! Values → bytes. Renders, decides nothing.

pub mod docx;
pub mod findings;
pub mod opinion;
