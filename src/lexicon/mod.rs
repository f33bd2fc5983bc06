//! Word lists, built-in lexers and the matcher: patterns written like the text they find.
//!
//! [`words`] expands lists, [`pattern`] reads a pattern, [`lexer`] knows amounts, dates and titles, [`index`] finds words,
//! [`matcher`] searches all patterns of all rules in one pass over each paragraph.

mod index;
pub mod lexer;
pub mod matcher;
pub mod pattern;
pub mod words;

pub use matcher::{Automaton, AutomatonBuilder, PatternId, Scan};
pub use pattern::{Mistake, Pattern};
pub use words::WordLists;
