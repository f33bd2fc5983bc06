//! Rows → columns (栏): where a gutter runs down between full lines, what is left of it is read first.

use super::row::Row;

/// Lines that make a column where nothing else speaks for one.
const FEWEST_LINES: usize = 4;

/// Share of its width that a good part of the lines of a column fills; cells of tables do not.
const FILL: f32 = 0.75;

/// Narrower columns than so many font sizes are not looked for.
const NARROWEST: f32 = 8.0;

/// Columns within columns.
const DEPTH: usize = 3;

/// Rows that are read from top to bottom, and the edges between which they are set.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub rows: Vec<Row>,
    pub left: f32,
    pub right: f32,
    /// Usual distance of baselines.
    pub leading: f32,
}

impl Column {
    fn new(rows: Vec<Row>) -> Column {
        let size = median(rows.iter().map(|row| row.size));
        let left = supported(rows.iter().map(Row::left), 0.6 * size, 0.3);
        let right = -supported(rows.iter().map(|row| -row.right()), 1.2 * size, 0.4);
        let leading = median(rows.iter().zip(rows.iter().skip(1)).map(|(a, b)| b.y - a.y));
        Column { rows, left, right, leading }
    }

    pub fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// The least value that has company within `reach`: two, and a share of what the best supported one has.
fn supported(values: impl Iterator<Item = f32>, reach: f32, share: f32) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    let support = |from: &f32| {
        values.partition_point(|value| *value <= from + reach) - values.partition_point(|value| value < from)
    };
    let best = values.iter().map(support).max().unwrap_or(0);
    let enough = ((best as f32 * share) as usize).max(2);
    values.iter().find(|value| support(value) >= enough).or(values.first()).copied().unwrap_or(0.0)
}

pub(super) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Where pages of a document are parted into columns; a page of few full lines is parted as its neighbours are.
pub(super) fn gutters<'r>(pages: impl Iterator<Item = &'r Vec<Row>>) -> Vec<f32> {
    pages.filter_map(|rows| split(rows.clone(), &[], 1, &mut Vec::new())).collect()
}

/// The columns of a page in reading order.
pub(super) fn columns(rows: Vec<Row>, gutters: &[f32]) -> Vec<Column> {
    let mut columns = Vec::new();
    split(rows, gutters, DEPTH, &mut columns);
    columns
}

/// Returns the gutter if there is one.
fn split(rows: Vec<Row>, known: &[f32], depth: usize, columns: &mut Vec<Column>) -> Option<f32> {
    let Some(extent) = Extent::of(&rows).filter(|extent| depth > 0 && extent.is_wide()) else {
        push(rows, columns);
        return None;
    };
    let gutter = extent.gutter(&rows, known);
    let is_known = known.iter().any(|x| extent.is_near(*x, gutter));
    let mut plain = Vec::new();
    let mut found = None;
    for band in rows.chunk_by(|a, b| crosses(a, gutter) == crosses(b, gutter)) {
        let (above, band) = band.split_at(ending(&plain, band));
        plain.extend_from_slice(above);
        match sides(band, gutter, &extent, is_known) {
            None => plain.extend_from_slice(band),
            Some((left, right)) => {
                push(std::mem::take(&mut plain), columns);
                split(left, &[], depth - 1, columns);
                split(right, &[], depth - 1, columns);
                found = Some(gutter);
            }
        }
    }
    push(plain, columns);
    found
}

fn push(rows: Vec<Row>, columns: &mut Vec<Column>) {
    if !rows.is_empty() {
        columns.push(Column::new(rows));
    }
}

struct Extent {
    left: f32,
    right: f32,
    size: f32,
}

impl Extent {
    fn of(rows: &[Row]) -> Option<Extent> {
        let left = rows.iter().map(Row::left).reduce(f32::min)?;
        let right = rows.iter().map(Row::right).reduce(f32::max)?;
        Some(Extent { left, right, size: median(rows.iter().map(|row| row.size)) })
    }

    fn is_wide(&self) -> bool {
        self.right - self.left > 2.0 * NARROWEST * self.size
    }

    fn is_near(&self, a: f32, b: f32) -> bool {
        (a - b).abs() < 2.0 * self.size
    }

    /// The middle of the widest stretch that the fewest rows cross, or a known gutter that hardly more do.
    fn gutter(&self, rows: &[Row], known: &[f32]) -> f32 {
        const STEPS: usize = 120;
        let width = self.right - self.left;
        let place = |step: usize| self.left + width * (0.2 + 0.6 * step as f32 / STEPS as f32);
        let crossed: Vec<usize> =
            (0..=STEPS).map(|step| rows.iter().filter(|row| crosses(row, place(step))).count()).collect();
        let fewest = crossed.iter().min().copied().unwrap_or(0);
        let (mut best, mut at) = (0..0, 0);
        for run in crossed.chunk_by(|a, b| (*a == fewest) == (*b == fewest)) {
            if run.first() == Some(&fewest) && run.len() > best.len() {
                best = at..at + run.len();
            }
            at += run.len();
        }
        let crossing = |x: f32| rows.iter().filter(|row| crosses(row, x)).count();
        let known = known.iter().copied().find(|x| crossing(*x) <= fewest + (rows.len() / 8).max(2));
        known.unwrap_or((place(best.start) + place(best.end.saturating_sub(1))) / 2.0)
    }
}

fn crosses(row: &Row, x: f32) -> bool {
    row.segments.iter().any(|segment| segment.left < x && segment.right > x)
}

/// How many rows at the head of a band (one or none) end the full lines above it: as close as they are, and closer
/// than what follows.
fn ending(above: &[Row], band: &[Row]) -> usize {
    let ([.., before, last], [first, second, ..]) = (above, band) else { return 0 };
    let (usual, own, next) = (last.y - before.y, first.y - last.y, second.y - first.y);
    let is_short = first.segments.len() == 1 && (first.left() - last.left()).abs() < last.size;
    usize::from(is_short && own < 1.2 * usual && next > 1.3 * own)
}

/// The rows of a band left and right of the gutter, where both sides are columns of text.
fn sides(band: &[Row], gutter: f32, extent: &Extent, is_known: bool) -> Option<(Vec<Row>, Vec<Row>)> {
    if band.iter().any(|row| crosses(row, gutter)) {
        return None;
    }
    let left: Vec<Row> = band.iter().filter_map(|row| side(row, |segment| segment <= gutter)).collect();
    let right: Vec<Row> = band.iter().filter_map(|row| side(row, |segment| segment > gutter)).collect();
    let is_column = |rows: &[Row], width: f32| {
        let full = rows.iter().filter(|row| row.filled() >= FILL * width).count();
        rows.len() >= FEWEST_LINES && width > NARROWEST * extent.size && full * 3 >= rows.len()
    };
    let is_known = is_known && left.len() > 1 && !right.is_empty();
    let both = is_known || is_column(&left, gutter - extent.left) && is_column(&right, extent.right - gutter);
    both.then_some((left, right))
}

fn side(row: &Row, belongs: impl Fn(f32) -> bool) -> Option<Row> {
    let segments: Vec<_> = row.segments.iter().filter(|s| belongs((s.left + s.right) / 2.0)).cloned().collect();
    Row::new(row.y, segments)
}
