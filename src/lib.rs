//! 法审 `fashen`: an offline assistant for the legality review (合法性审核) of normative documents (行政规范性文件).
//!
//! ```text
//! bytes ─source→ Text ─parse→ Document ─fact→ Facts ┐
//!                          dossier, day, region ────┼─ Case ┐
//!                    rules/*.toml ─rule→ RuleSet ───┘       ├─check→ Findings ─opinion→ letters ─output→ bytes
//!                    corpus/*.tsv ─lawbook→ Lawbook ────────┘
//!                    two Documents ─compare→ Comparison ──────────────────────────────output→ bytes
//! ```
//!
//! Facts say what the draft says, the lawbook what the world says, rules what may not be; only `check` sees all three.

pub mod annotate;
pub mod check;
pub mod cli;
pub mod compare;
pub mod date;
pub mod document;
pub mod dossier;
pub mod fact;
pub mod finding;
pub mod lawbook;
pub mod ledger;
pub mod lexicon;
pub mod library;
pub mod limits;
pub mod numeral;
pub mod ooxml;
pub mod opinion;
pub mod output;
pub mod parse;
pub mod review;
pub mod round;
pub mod rule;
pub mod source;
pub mod sweep;
pub mod text;
