//! Values → bytes. Renders, decides nothing.

pub mod docx;
