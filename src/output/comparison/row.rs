//! Rows of the table (修改前｜修改后｜说明), before any medium.

use super::Round;
use crate::compare::table::BETWEEN_CELLS;
use crate::compare::{Change, Comparison, Confidence, DivisionChange, DivisionKind, Kind, Matter, Op, Pair, UnitRef};

/// More changes of 款 and 项 than this are read in the text.
const MOST_PARTS: usize = 4;

/// What happened to a run of characters; in the left column nothing is inserted, in the right nothing deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Same,
    Deleted,
    Inserted,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub mark: Mark,
    pub text: String,
}

/// A paragraph of a cell. The first one of a unit carries its label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub label: Option<Piece>,
    pub pieces: Vec<Piece>,
    /// Of a row of a table, which pieces are the blanks between its cells.
    pub breaks: Vec<usize>,
}

impl Line {
    /// Label and text as one run of pieces.
    pub fn flat(&self) -> Vec<Piece> {
        let label = self.label.iter().map(|label| Piece { mark: label.mark, text: format!("{}\u{3000}", label.text) });
        let mut flat: Vec<Piece> = Vec::new();
        for piece in label.chain(self.pieces.iter().cloned()) {
            match flat.last_mut().filter(|last| last.mark == piece.mark) {
                Some(last) => last.text.push_str(&piece.text),
                None => flat.push(piece),
            }
        }
        flat
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub kind: Kind,
    /// The unit a reader looks for: the new one, or the deleted one.
    pub place: String,
    pub old: Vec<Line>,
    pub new: Vec<Line>,
    /// 说明
    pub note: String,
}

/// What stands in the table: a row, or unchanged units in a row that may be folded away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Changed(Row),
    Unchanged(Vec<Row>),
}

pub fn entries(comparison: &Comparison) -> Vec<Entry> {
    let mut entries = Vec::new();
    for row in comparison.pairs.iter().map(row) {
        match (row.kind, entries.last_mut()) {
            (Kind::Same, Some(Entry::Unchanged(rows))) => rows.push(row),
            (Kind::Same, _) => entries.push(Entry::Unchanged(vec![row])),
            _ => entries.push(Entry::Changed(row)),
        }
    }
    entries
}

pub fn row(pair: &Pair) -> Row {
    let place = if pair.new.is_empty() { places(&pair.old) } else { places(&pair.new) };
    Row {
        kind: pair.kind,
        place,
        old: lines(pair, &pair.old, Op::Delete),
        new: lines(pair, &pair.new, Op::Insert),
        note: note(pair),
    }
}

/// 第三条至第五条未修改
pub fn unchanged(rows: &[Row]) -> String {
    match rows {
        [] => String::new(),
        [row] => format!("{}未修改", row.place),
        [first, last] if first.place != last.place => format!("{}、{}未修改", first.place, last.place),
        [first, .., last] if first.place == last.place => format!("{}{}处未修改", first.place, rows.len()),
        [first, .., last] => format!("{}至{}未修改", first.place, last.place),
    }
}

pub fn places(units: &[UnitRef]) -> String {
    units.iter().map(|unit| unit.place.as_str()).collect::<Vec<_>>().join("、")
}

/// 标题: both titles where they differ.
pub fn heading(comparison: &Comparison) -> String {
    let named =
        |title: &str| if title.is_empty() { "（无标题）".to_owned() } else { format!("《{}》", clean(title)) };
    let (old, new) = (&comparison.old_title, &comparison.new_title);
    if old == new { named(new) } else { format!("{} → {}", named(old), named(new)) }
}

/// 条文对照表（二稿 → 三稿）
pub fn title(round: &Round) -> String {
    if round.name.is_empty() {
        "条文对照表".to_owned()
    } else {
        format!("条文对照表（{}）", clean(&round.name))
    }
}

/// What stands above the table: 标题、文号 and the like, then the changes of substance, one line each.
pub fn changes(comparison: &Comparison) -> Vec<String> {
    let heads = comparison.head.iter().map(|change| {
        let side = |text: &str| if text.is_empty() { "（无）".to_owned() } else { clean(text) };
        format!("{}：{} → {}", change.what.chinese(), side(&change.old), side(&change.new))
    });
    let divisions = comparison.divisions.iter().filter_map(division);
    heads.chain(divisions).chain(comparison.changes().iter().map(change)).collect()
}

/// 章节移动：第二章甲 → 第四章甲. Those that were only counted anew are not worth a line.
fn division(change: &DivisionChange) -> Option<String> {
    let (old, new) = (clean(&change.old), clean(&change.new));
    Some(match change.kind {
        DivisionKind::Renumbered => return None,
        DivisionKind::Renamed => format!("章节改名：“{old}” → “{new}”"),
        DivisionKind::Moved => format!("章节移动：“{old}” → “{new}”"),
        DivisionKind::Added => format!("新增章节：“{new}”"),
        DivisionKind::Deleted => format!("删除章节：“{old}”"),
    })
}

fn change(change: &Change) -> String {
    let (place, matter) = (&change.place, change.matter.chinese());
    let (old, new) = (clean(&change.old), clean(&change.new));
    match change.matter {
        Matter::Subject => format!("{place} {matter}：由“{old}”变为“{new}”"),
        Matter::DutyAdded => format!("{place} {matter}：“{new}”"),
        Matter::DutyRemoved => format!("{place} {matter}：“{old}”"),
        _ => format!("{place} {matter}：“{old}”改为“{new}”"),
    }
}

/// 新增第二款；第三款移为第四款: what happened to 款 and 项, as long as that can be said shortly.
fn parts(pair: &Pair) -> String {
    let within = |units: &[UnitRef], own: &[UnitRef]| {
        let own = own.first().filter(|_| own.len() == 1).map_or("", |unit| unit.place.as_str());
        let short = |unit: &UnitRef| unit.place.strip_prefix(own).unwrap_or(&unit.place).to_owned();
        units.iter().map(short).collect::<Vec<_>>().join("、")
    };
    let told = |part: &Pair| {
        let (old, new) = (within(&part.old, &pair.old), within(&part.new, &pair.new));
        Some(match part.kind {
            Kind::Same | Kind::Renumbered => return None,
            Kind::Added => format!("新增{new}"),
            Kind::Deleted => format!("删除{old}"),
            Kind::Moved => format!("{old}移至{new}"),
            Kind::Split => format!("{old}拆分为{new}"),
            Kind::Merged => format!("{old}合并为{new}"),
            Kind::Modified if old == new => format!("修改{new}"),
            Kind::Modified => format!("修改{new}（原{old}）"),
        })
    };
    let told: Vec<_> = pair.parts.iter().filter_map(told).collect();
    if told.is_empty() || told.len() > MOST_PARTS { String::new() } else { format!("：{}", told.join("，")) }
}

fn note(pair: &Pair) -> String {
    let was = format!("原{}", places(&pair.old));
    let words = if pair.substance { "" } else { "，内容未变" };
    let note = match pair.kind {
        Kind::Same | Kind::Added | Kind::Deleted => pair.kind.chinese().to_owned(),
        Kind::Renumbered if is_renumbered(pair) => format!("仅编号变化（{was}）"),
        Kind::Renumbered => "仅引用的条文编号变化".to_owned(),
        Kind::Modified if is_renumbered(pair) => format!("修改（{was}）"),
        Kind::Modified => "修改".to_owned(),
        Kind::Moved if pair.substance => format!("移动（{was}），内容有修改"),
        Kind::Moved => format!("移动（{was}），内容未变"),
        Kind::Split => format!("{was}拆分为{}{words}", places(&pair.new)),
        Kind::Merged => format!("{was}合并为{}{words}", places(&pair.new)),
    };
    let note = note + &parts(pair);
    if pair.confidence != Confidence::Possible {
        return note;
    }
    let rival = pair.runner_up.as_ref().map_or(String::new(), |rival| {
        let side = if rival.is_new { "新稿" } else { "旧稿" };
        format!("，也可能是{side}{}", rival.place)
    });
    format!("{note}（对应关系待核{rival}）")
}

fn is_renumbered(pair: &Pair) -> bool {
    places(&pair.old) != places(&pair.new)
}

/// One side of a pair, cut at line ends, with the labels of its units.
fn lines(pair: &Pair, units: &[UnitRef], op: Op) -> Vec<Line> {
    let mut cutter = Cutter { units, at: 0, next: 0, lines: Vec::new(), whole: whole(pair.kind) };
    cutter.label();
    for edit in pair.edits.iter().filter(|edit| edit.op == Op::Equal || edit.op == op) {
        cutter.push(mark(edit.op), &edit.text);
    }
    cutter.lines
}

fn mark(op: Op) -> Mark {
    match op {
        Op::Equal => Mark::Same,
        Op::Delete => Mark::Deleted,
        Op::Insert => Mark::Inserted,
    }
}

/// The mark of labels: with the whole unit.
fn whole(kind: Kind) -> Mark {
    match kind {
        Kind::Added => Mark::Inserted,
        Kind::Deleted => Mark::Deleted,
        _ => Mark::Same,
    }
}

struct Cutter<'p> {
    units: &'p [UnitRef],
    /// Bytes of the side read so far.
    at: usize,
    /// Where the next unit begins.
    next: usize,
    lines: Vec<Line>,
    whole: Mark,
}

impl Cutter<'_> {
    /// Opens a line; at the start of a unit with its label.
    fn label(&mut self) {
        let mut line = Line::default();
        if let Some((unit, rest)) = self.units.split_first()
            && self.at == self.next
        {
            self.next += unit.bytes + 1;
            self.units = rest;
            line.label = (!unit.label.is_empty()).then(|| Piece { mark: self.whole, text: unit.label.clone() });
        } else if self.at == 0 {
            return;
        }
        self.lines.push(line);
    }

    fn push(&mut self, mark: Mark, text: &str) {
        for (i, part) in text.split('\n').enumerate() {
            if i > 0 {
                self.at += 1;
                self.label();
            }
            self.at += part.len();
            for (i, cell) in part.split(BETWEEN_CELLS).enumerate() {
                if i > 0 {
                    self.cell(mark);
                }
                self.text(mark, clean(cell));
            }
        }
    }

    fn text(&mut self, mark: Mark, text: String) {
        if let Some(line) = self.lines.last_mut().filter(|_| !text.is_empty()) {
            line.pieces.push(Piece { mark, text });
        }
    }

    /// Opens a cell of the row.
    fn cell(&mut self, mark: Mark) {
        if let Some(line) = self.lines.last_mut() {
            line.breaks.push(line.pieces.len());
            line.pieces.push(Piece { mark, text: "\u{3000}".to_owned() });
        }
    }
}

/// Control characters are nothing to show, and could speak to a terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
