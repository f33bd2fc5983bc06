//! 第二轮: earlier opinions × new draft → 已采纳／部分采纳／未采纳／条文已移动, and the text that nobody reviewed.
//!
//! [`sentence`] cuts both versions, [`trace`] follows the sentences ([`pointer`] tells renumbering from change),
//! [`answer`] says what became of each earlier opinion, [`fresh`] what is new. [`decision`] and [`standing`] are the
//! reviewers' marks on findings, which outlive a round.

mod answer;
mod decision;
mod earlier;
mod fresh;
mod pointer;
mod sentence;
mod standing;
mod status;
#[cfg(test)]
mod tests;
mod trace;
mod wording;

pub use answer::{Checked, Ways};
pub use decision::{Decision, Held, Mark, is_decisions, read as read_decisions};
pub use earlier::{Earlier, Fault, of_findings, read as read_findings};
pub use fresh::{Fresh, Novelty};
pub use standing::{Standing, Standings};
pub use status::{Answer, Status};

use crate::document::Document;
use crate::text::Text;
use sentence::Draft;
use trace::Trace;

/// What came of the opinions of the round before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// In the order of the earlier opinions.
    pub answers: Vec<Answer>,
    /// 新增未审, in the order of the new draft.
    pub fresh: Vec<Fresh>,
    /// Earlier findings that the reviewer dismissed: no opinion was given on them.
    pub dismissed: usize,
}

impl Round {
    pub fn count(&self, status: Status) -> usize {
        self.answers.iter().filter(|answer| answer.status == status).count()
    }
}

/// Follows the earlier opinions into the new draft.
pub fn follow(old: (&Text, &Document), new: (&Text, &Document), earlier: Vec<Earlier>, ways: &Ways<'_>) -> Round {
    let trace = Trace::new(Draft::new(old.0, old.1), Draft::new(new.0, new.1));
    let is_open =
        |it: &Earlier| !matches!(it.standing, Standing::Decided(ref decision) if decision.mark == Mark::Dismissed);
    let (open, dismissed): (Vec<_>, Vec<_>) = earlier.into_iter().partition(is_open);
    let answers: Vec<_> = open.into_iter().map(|earlier| answer::answer(old.0, &trace, earlier, ways)).collect();
    let fresh = fresh::fresh(&trace, &answers);
    Round { answers, fresh, dismissed: dismissed.len() }
}
