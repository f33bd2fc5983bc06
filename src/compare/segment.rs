//! Sentences of units: the smallest pieces whose way into another unit can be followed.

use super::likeness::{Grams, Likeness};
use super::reference::masked;
use crate::text::fold;

/// Shorter pieces, （一）警告；, say nothing by themselves and go with the piece before.
const SHORTEST: usize = 8;

/// A sentence, and the unit it stands in.
#[derive(Clone, Debug)]
pub struct Segment {
    pub unit: usize,
    pub grams: Grams,
}

/// The segments of one unit.
pub fn segments(likeness: &Likeness, unit: usize, text: &str) -> Vec<Segment> {
    let pieces = sentences(text).into_iter().map(|piece| likeness.count(&masked(&fold(&piece))));
    pieces.map(|grams| Segment { unit, grams }).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split('\n').flat_map(|line| line.split_inclusive('。')) {
        let length = piece.chars().count();
        match pieces.last_mut().filter(|last| length < SHORTEST || last.chars().count() < SHORTEST) {
            Some(last) => last.push_str(piece),
            None => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_items_are_pieces_and_short_ones_go_along() {
        let text =
            "占道应当经过批准。\n有下列情形之一的，不予批准：\n（一）堆物；\n（二）妨碍消防车辆通行。堆物应当整齐。";
        let pieces = [
            "占道应当经过批准。",
            "有下列情形之一的，不予批准：（一）堆物；",
            "（二）妨碍消防车辆通行。堆物应当整齐。",
        ];
        assert_eq!(sentences(text), pieces);
        assert_eq!(sentences(""), [""; 0]);
    }
}
