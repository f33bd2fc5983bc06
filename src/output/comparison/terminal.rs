//! Two columns on a terminal, aligned by display width. Without colours changes stand as [-删去-] and {+新增+}.

use unicode_width::UnicodeWidthChar;

use super::row::{Entry, Line, Mark, Piece, Row, changes, entries, heading, unchanged};
use crate::compare::{Comparison, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    pub colour: bool,
}

/// Below this a column holds too little to read.
const NARROWEST: usize = 40;
const BETWEEN: &str = " │ ";

/// A character and what happened to it.
type Ink = (char, Mark);

pub fn terminal(comparison: &Comparison, look: Look) -> String {
    let mut out = format!("条文对照表　{}\n{}\n", heading(comparison), comparison.summary());
    if !look.colour {
        out.push_str("标记：[-删去-] {+新增+}\n");
    }
    changes(comparison).iter().for_each(|line| out.push_str(&format!("· {line}\n")));
    for entry in entries(comparison) {
        match entry {
            Entry::Unchanged(rows) => out.push_str(&format!("\n{}\n", unchanged(&rows))),
            Entry::Changed(row) => out.push_str(&changed(&row, look)),
        }
    }
    out
}

fn changed(row: &Row, look: Look) -> String {
    let head = format!("{}　{}", row.place, row.note);
    let head = if look.colour { format!("\x1b[1m{head}\x1b[0m") } else { head };
    if row.kind == Kind::Renumbered && !row.new.iter().flat_map(|line| &line.pieces).any(is_marked) {
        return format!("\n{head}\n");
    }
    let column = (look.width.max(NARROWEST) - BETWEEN.len()) / 2;
    let (old, new) = (wrapped(&row.old, column, look), wrapped(&row.new, column, look));
    let none = (String::new(), 0);
    let lines = (0..old.len().max(new.len())).map(|at| {
        let ((left, width), (right, _)) = (old.get(at).unwrap_or(&none), new.get(at).unwrap_or(&none));
        let gap = " ".repeat(column - width.min(&column));
        format!("{left}{gap}{BETWEEN}{right}").trim_end().to_owned() + "\n"
    });
    format!("\n{head}\n{}", lines.collect::<String>())
}

fn is_marked(piece: &Piece) -> bool {
    piece.mark != Mark::Same
}

/// The lines of a cell as they are printed, with their display widths.
fn wrapped(lines: &[Line], column: usize, look: Look) -> Vec<(String, usize)> {
    let wrapped = lines.iter().flat_map(|line| fold(&inks(line, look.colour), column));
    wrapped.map(|(inks, width)| (painted(&inks, look.colour), width)).collect()
}

fn inks(line: &Line, colour: bool) -> Vec<Ink> {
    line.flat().iter().flat_map(|piece| ink(piece, colour)).collect()
}

fn ink(piece: &Piece, colour: bool) -> Vec<Ink> {
    let (before, after) = match piece.mark {
        Mark::Deleted if !colour => ("[-", "-]"),
        Mark::Inserted if !colour => ("{+", "+}"),
        _ => ("", ""),
    };
    [before, &piece.text, after].iter().flat_map(|text| text.chars()).map(|c| (c, piece.mark)).collect()
}

/// Breaks at the width of the column; no line begins with a closing sign.
fn fold(inks: &[Ink], column: usize) -> Vec<(Vec<Ink>, usize)> {
    let mut lines = vec![Vec::new()];
    let mut width = 0;
    for &(c, mark) in inks {
        width += wide(c);
        if width > column {
            let carried = lines.last_mut().filter(|_| is_closing(c)).and_then(Vec::pop);
            lines.push(carried.into_iter().collect());
            width = carried.map_or(0, |(before, _)| wide(before)) + wide(c);
        }
        lines.last_mut().into_iter().for_each(|line| line.push((c, mark)));
    }
    let measured = |line: Vec<Ink>| {
        let width = line.iter().map(|(c, _)| wide(*c)).sum();
        (line, width)
    };
    lines.into_iter().map(measured).collect()
}

fn wide(c: char) -> usize {
    c.width().unwrap_or(0)
}

fn is_closing(c: char) -> bool {
    "，。；：、？！）》”’】".contains(c)
}

fn painted(inks: &[Ink], colour: bool) -> String {
    let runs = inks.chunk_by(|a, b| a.1 == b.1).map(|run| {
        let text: String = run.iter().map(|(c, _)| c).collect();
        match run.first().map_or(Mark::Same, |(_, mark)| *mark) {
            Mark::Deleted if colour => format!("\x1b[31;9m{text}\x1b[0m"),
            Mark::Inserted if colour => format!("\x1b[32;4m{text}\x1b[0m"),
            _ => text,
        }
    });
    runs.collect()
}
