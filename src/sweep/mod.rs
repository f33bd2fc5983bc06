//! The conductor of a sweep (清理): many documents in, what became of each and of what they rest on out.

mod affected;
mod clause;
pub mod fate;
mod number;

pub use affected::{Affected, AffectedClause, Wanted, affected};
pub use clause::{Clause, Document, Weight, read};
pub use number::Number;
