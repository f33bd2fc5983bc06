//! The conductor of a sweep (清理): many documents in, what became of each and of what they rest on out.
//!
//! ```text
//! text → Record (facts, decisions on others, sketch) ┐
//! findings → Marks ──────────────────────────────────┼─ conduct → Rows (state, proposal, reasons)
//! ledger rows, reviewers' decisions ─────────────────┘
//! ```

mod affected;
mod alike;
mod basis;
mod clause;
pub mod fate;
mod index;
mod life;
mod number;
mod record;
mod register;
mod row;
mod sketch;
mod why;
pub mod work;

use crate::date::Date;
use crate::lawbook::Lawbook;
use crate::rule::{Region, Sweep};

pub use affected::{Affected, AffectedClause, Wanted, affected};
pub use alike::Pair;
pub use clause::{Clause, Document, Weight, read};
pub use life::{Expires, State};
pub use number::Number;
pub use record::{Base, Mark, Read, Record, Term};
pub use register::{Columns, Entry, entries};
pub use row::{Decision, Outcome, Row, conduct};
pub use sketch::Sketch;
pub use why::Why;

/// What every document of a sweep is judged with.
pub struct Setting<'s> {
    pub as_of: Date,
    pub region: &'s Region,
    pub lawbook: &'s Lawbook,
    pub words: &'s Sweep,
    /// Whether the findings are those of special clean-ups (专项清理) alone.
    pub themed: bool,
    /// Paths of the documents, in their order.
    pub paths: &'s [String],
}
