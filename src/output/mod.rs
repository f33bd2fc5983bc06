//! Values → bytes. Renders, decides nothing.

pub mod docx;
pub mod opinion;
pub mod findings;
