//! Letters of a page or two: 复函, 补正告知, 反馈意见, the shell.

use super::{Form, Frame, MaterialLine};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    pub form: Form,
    pub frame: Frame,
    pub lines: Vec<Line>,
}

/// A paragraph of a short letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Numbered 一、二、 in order.
    Heading(String),
    Text(String),
    /// What the reviewer must choose or fill in before the letter goes out; set off.
    Pending(String),
    Materials(Vec<MaterialLine>),
}
