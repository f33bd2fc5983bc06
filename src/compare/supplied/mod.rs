//! Verifying a 条文对照表 that was handed in (随送审稿报送的对照表) against both texts.
//!
//! [`read`] finds the rows in a file, [`shown`] the articles in a cell, [`verify`] says what is wrong.

mod fault;
mod order;
mod quote;
mod read;
mod shown;
mod verify;

#[cfg(test)]
mod tests;

pub use fault::{Fault, Report};
pub use read::{Row, Table, table};

use super::{Comparison, Unit};

/// What is wrong with a table, in order of its rows; what is missing comes last.
pub fn verify(table: &Table, old: &[Unit], new: &[Unit], comparison: &Comparison) -> Vec<Report> {
    verify::reports(table, old, new, comparison)
}
