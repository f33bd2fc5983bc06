//! Pieces → rows: what stands on one baseline, cut where a wide gap opens.

use super::fold::fold;
use super::{Page, Piece};
use crate::text::is_blank;

/// Gaps of so many font sizes and more part a row into segments (columns, cells, centred words).
const WIDE_GAP: f32 = 0.9;

/// Pieces that touch or nearly so, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub size: f32,
    /// Width of what cannot be parted at its start: one Han character or a Latin word.
    pub head: f32,
}

/// A baseline with its segments, none of them empty.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub y: f32,
    pub size: f32,
    pub segments: Vec<Segment>,
}

impl Row {
    /// None without segments. The size is that of the longest segment.
    pub fn new(y: f32, segments: Vec<Segment>) -> Option<Row> {
        let width = |segment: &&Segment| segment.right - segment.left;
        let size = segments.iter().max_by(|a, b| width(a).total_cmp(&width(b)))?.size;
        Some(Row { y, size, segments })
    }

    pub fn left(&self) -> f32 {
        self.segments.first().map_or(0.0, |segment| segment.left)
    }

    pub fn right(&self) -> f32 {
        self.segments.last().map_or(0.0, |segment| segment.right)
    }

    /// Width that is written on.
    pub fn filled(&self) -> f32 {
        self.segments.iter().map(|segment| segment.right - segment.left).sum()
    }

    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.segments.iter().map(|segment| segment.text.as_str()).collect();
        texts.join("\u{3000}")
    }

    /// The widest gap between segments, in font sizes.
    pub fn widest_gap(&self) -> f32 {
        let gaps = self.segments.iter().zip(self.segments.iter().skip(1)).map(|(a, b)| b.left - a.right);
        gaps.fold(0.0, f32::max) / self.size
    }

    /// Width of what cannot be parted at the start of the row.
    pub fn head(&self) -> f32 {
        self.segments.first().map_or(0.0, |segment| segment.head)
    }
}

/// The rows of a page from top to bottom.
pub(super) fn rows(page: &Page) -> Vec<Row> {
    let mut pieces: Vec<Piece> = page.pieces.iter().filter(|piece| is_sane(piece)).map(folded).collect();
    pieces.retain(|piece| !piece.text.is_empty());
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Baseline> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row.holds(&piece) => row.add(piece),
            _ => rows.push(Baseline { y: piece.y, size: piece.size, pieces: vec![piece] }),
        }
    }
    lower_raised(rows).into_iter().filter_map(Baseline::cut).collect()
}

/// Raised figures (note references) high above their line join the row below them.
fn lower_raised(rows: Vec<Baseline>) -> Vec<Baseline> {
    let mut lowered: Vec<Baseline> = Vec::with_capacity(rows.len());
    for mut row in rows {
        if let Some(raised) = lowered.pop_if(|above| above.is_raised_over(&row)) {
            row.pieces.extend(raised.pieces);
        }
        lowered.push(row);
    }
    lowered
}

fn is_sane(piece: &Piece) -> bool {
    [piece.x, piece.y, piece.width, piece.size].iter().all(|length| length.is_finite() && length.abs() < 1e6)
        && piece.size > 0.0
}

fn folded(piece: &Piece) -> Piece {
    Piece { text: fold(&piece.text), width: piece.width.max(0.0), ..*piece }
}

struct Baseline {
    y: f32,
    size: f32,
    pieces: Vec<Piece>,
}

impl Baseline {
    /// A raised or lowered figure belongs to the row of the larger characters beside it.
    fn holds(&self, piece: &Piece) -> bool {
        let (small, large) = (self.size.min(piece.size), self.size.max(piece.size));
        if small < 0.8 * large {
            (piece.y - self.y).abs() < 0.5 * large && self.is_beside(piece, 1.5 * large)
        } else {
            (piece.y - self.y).abs() < 0.35 * large
        }
    }

    /// A heading in one column is no neighbour of the lines in another.
    fn is_beside(&self, piece: &Piece, reach: f32) -> bool {
        let is_near =
            |other: &Piece| piece.x < other.x + other.width + reach && other.x < piece.x + piece.width + reach;
        self.pieces.iter().any(is_near)
    }

    fn is_raised_over(&self, below: &Baseline) -> bool {
        const FEW: usize = 12;
        let is_figure = |piece: &Piece| piece.text.chars().all(|c| !c.is_alphabetic());
        below.y - self.y < 0.75 * below.size
            && self.size < 0.8 * below.size
            && self.pieces.len() <= FEW
            && self.pieces.iter().all(is_figure)
    }

    fn add(&mut self, piece: Piece) {
        if piece.size > self.size * 1.05 && !is_space(&piece) {
            (self.y, self.size) = (piece.y, piece.size);
        }
        self.pieces.push(piece);
    }

    fn cut(mut self) -> Option<Row> {
        self.pieces.sort_by(|a, b| a.x.total_cmp(&b.x));
        drop_doubles(&mut self.pieces);
        for piece in &mut self.pieces {
            if piece.size < 0.8 * self.size && self.y - piece.y > 0.2 * self.size {
                piece.text = raised(&piece.text);
            }
        }
        let mut segments: Vec<Writing> = Vec::new();
        let mut blank = false;
        let usual = usual_gap(&self.pieces);
        for piece in self.pieces {
            if is_space(&piece) {
                blank = true;
                continue;
            }
            match segments.last_mut() {
                Some(writing) if writing.reaches(&piece, usual) => writing.add(piece, blank, usual),
                _ => segments.push(Writing::new(piece)),
            }
            blank = false;
        }
        let segments: Vec<Segment> = segments.into_iter().map(Writing::finish).collect();
        Row::new(self.y, segments)
    }
}

fn is_space(piece: &Piece) -> bool {
    piece.text.chars().all(is_blank)
}

/// Digits of note references and powers (上标): run together with a number they would change it.
fn raised(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| c.to_digit(10).and_then(|digit| RAISED.get(digit as usize)).copied();
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Bold is sometimes faked by drawing a character twice, a little apart.
fn drop_doubles(pieces: &mut Vec<Piece>) {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        if is_space(&piece) || !kept.iter().rev().take(6).any(|other| is_double(other, &piece)) {
            kept.push(piece);
        }
    }
    *pieces = kept;
}

fn is_double(a: &Piece, b: &Piece) -> bool {
    let near = (0.25 * a.size).min(0.5 * a.width);
    a.text == b.text && (b.x - a.x).abs() < near && (b.y - a.y).abs() < 0.25 * a.size
}

/// The gap that most neighbouring Han characters of a row keep: letter-spaced titles are no columns.
fn usual_gap(pieces: &[Piece]) -> f32 {
    let ink: Vec<&Piece> = pieces.iter().filter(|piece| !is_space(piece)).collect();
    let pairs = ink.iter().zip(ink.iter().skip(1)).filter(|(a, b)| is_han(a) && is_han(b));
    let mut gaps: Vec<f32> = pairs.map(|(a, b)| (b.x - a.x - a.width).max(0.0)).collect();
    gaps.sort_by(f32::total_cmp);
    let longest = ink.iter().map(|piece| piece.size).fold(0.0, f32::max) * 6.0;
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0).min(longest)
}

fn is_han(piece: &Piece) -> bool {
    piece.text.chars().all(|c| u32::from(c) >= 0x2E80)
}

/// Signs that a line does not begin with.
fn cannot_begin(piece: &Piece) -> bool {
    piece.text.starts_with(cannot_begin_line)
}

fn cannot_begin_line(c: char) -> bool {
    "，。、；：？！）》〉】」』”’％,.;:?!)]%".contains(c)
}

fn cannot_end_line(c: char) -> bool {
    "（《〈【「『“‘〔([".contains(c)
}

/// A segment that is being put together.
struct Writing {
    segment: Segment,
    /// Still within the first character or word.
    is_head: bool,
    sizes: Vec<f32>,
}

impl Writing {
    fn new(piece: Piece) -> Writing {
        let right = piece.x + piece.width;
        let is_head = true;
        let segment = Segment { text: piece.text, left: piece.x, right, size: piece.size, head: piece.width };
        let sizes = vec![segment.size];
        Writing { segment, is_head, sizes }
    }

    fn reaches(&self, piece: &Piece, usual: f32) -> bool {
        piece.x - self.segment.right < WIDE_GAP * self.segment.size.max(piece.size) + usual
    }

    fn add(&mut self, piece: Piece, blank: bool, usual: f32) {
        let gap = piece.x - self.segment.right - usual;
        let is_parted = self.is_parted(&piece, gap, blank);
        self.is_head &= !is_parted && (!is_han(&piece) || cannot_begin(&piece));
        if is_parted {
            self.segment.text.push(if gap > 0.75 * piece.size { '\u{3000}' } else { ' ' });
        }
        self.segment.text.push_str(&piece.text);
        self.segment.right = self.segment.right.max(piece.x + piece.width);
        self.sizes.push(piece.size);
        if self.is_head {
            self.segment.head = self.segment.right - self.segment.left;
        }
    }

    /// Whether a blank stands between: drawn and wide enough to be meant, or left open.
    fn is_parted(&self, piece: &Piece, gap: f32, blank: bool) -> bool {
        let size = self.segment.size.min(piece.size);
        let before_is_han = self.segment.text.chars().next_back().is_some_and(|c| u32::from(c) >= 0x2E80);
        let is_sign = self.segment.text.ends_with(cannot_begin_line) || piece.text.starts_with(cannot_end_line);
        let open = match (before_is_han, is_han(piece)) {
            _ if is_sign && !blank => 0.9,
            (false, false) => 0.2,
            (true, true) => 0.4,
            _ => 0.6,
        };
        gap > open * size || (blank && gap > 0.1 * size)
    }

    fn finish(mut self) -> Segment {
        self.sizes.sort_by(f32::total_cmp);
        self.segment.size = self.sizes.get(self.sizes.len() / 2).copied().unwrap_or(self.segment.size);
        self.segment
    }
}
