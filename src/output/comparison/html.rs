//! One HTML file: no network, no script; unchanged articles folded, a jump list, ready to print.

use super::Round;
use super::row::{Entry, Line, Mark, Piece, Row, changes, entries, heading, title, unchanged};
use crate::compare::{Comparison, Kind};
use crate::output::escape::html as escape;

/// A longer list of changes is folded at first.
const MOST_OPEN: usize = 30;

const STYLE: &str = include_str!("comparison.css");

pub fn html(comparison: &Comparison) -> String {
    rounds(&[Round { name: String::new(), comparison }])
}

pub fn rounds(rounds: &[Round]) -> String {
    let titles: Vec<_> = rounds.iter().map(|round| escape(&heading(round.comparison))).collect();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>条文对照表 {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        titles.join("；")
    );
    out.extend(rounds.iter().enumerate().map(|(at, round)| section(round, at)));
    out.push_str("</body>\n</html>\n");
    out
}

fn section(round: &Round, at: usize) -> String {
    let comparison = round.comparison;
    // Places to jump to are told apart by the round.
    let prefix = if at == 0 { "r".to_owned() } else { format!("t{at}r") };
    let entries = entries(comparison);
    let mut out = format!(
        "<h1>{}</h1>\n<p class=\"title\">{}</p>\n<p class=\"summary\">{}</p>\n\
         <p class=\"legend\">标记：<del>删去的文字</del>　<ins>新增的文字</ins></p>\n",
        escape(&title(round)),
        escape(&heading(comparison)),
        comparison.summary()
    );
    out.push_str(&change_list(comparison));
    out.push_str(&jump_list(&entries, &prefix));
    out.push_str("<table>\n<colgroup><col class=\"side\"><col class=\"side\"><col class=\"note\"></colgroup>\n");
    out.push_str("<thead><tr><th>修改前</th><th>修改后</th><th>说明</th></tr></thead>\n<tbody>\n");
    out.extend(entries.iter().enumerate().map(|(at, entry)| table_entry(at, entry, &prefix)));
    out.push_str("</tbody>\n</table>\n");
    out
}

/// 主要改动
fn change_list(comparison: &Comparison) -> String {
    let changes = changes(comparison);
    let lines: String = changes.iter().map(|line| format!("<li>{}</li>\n", escape(line))).collect();
    let open = if changes.len() <= MOST_OPEN { " open" } else { "" };
    if lines.is_empty() {
        lines
    } else {
        format!("<details class=\"changes\"{open}><summary>主要改动</summary>\n<ul>\n{lines}</ul>\n</details>\n")
    }
}

/// Links to the changes, one line a kind.
fn jump_list(entries: &[Entry], prefix: &str) -> String {
    use Kind::{Added, Deleted, Merged, Modified, Moved, Renumbered, Split};
    let kinds = [Modified, Added, Deleted, Moved, Split, Merged, Renumbered];
    let lines = kinds.into_iter().filter_map(|kind| jump_line(kind, entries, prefix));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("<nav>\n{lines}</nav>\n") }
}

fn jump_line(kind: Kind, entries: &[Entry], prefix: &str) -> Option<String> {
    let links = entries.iter().enumerate().filter_map(|(at, entry)| match entry {
        Entry::Changed(row) if row.kind == kind => {
            Some(format!("<a href=\"#{prefix}{at}\">{}</a>", escape(&row.place)))
        }
        _ => None,
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| format!("<p><b>{}</b> {}</p>\n", kind.chinese(), links.join(" ")))
}

fn table_entry(at: usize, entry: &Entry, prefix: &str) -> String {
    match entry {
        Entry::Changed(row) => {
            let class = class(row.kind);
            let (old, new) = (cell(&row.old), cell(&row.new));
            let note = escape(&row.note);
            format!("<tr id=\"{prefix}{at}\" class=\"{class}\"><td>{old}</td><td>{new}</td><td>{note}</td></tr>\n")
        }
        Entry::Unchanged(rows) => folded(rows),
    }
}

fn folded(rows: &[Row]) -> String {
    let texts: String = rows.iter().map(|row| cell(&row.new)).collect();
    let summary = escape(&unchanged(rows));
    format!("<tr class=\"same\"><td colspan=\"3\"><details><summary>{summary}</summary>{texts}</details></td></tr>\n")
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Same => "same",
        Kind::Renumbered => "renumbered",
        Kind::Modified => "modified",
        Kind::Moved => "moved",
        Kind::Split => "split",
        Kind::Merged => "merged",
        Kind::Added => "added",
        Kind::Deleted => "deleted",
    }
}

/// Paragraphs; rows of a table as a table inside the cell.
fn cell(lines: &[Line]) -> String {
    let runs = lines.chunk_by(|a, b| !a.breaks.is_empty() && !b.breaks.is_empty());
    let runs = runs.map(|run| match run {
        [first, ..] if !first.breaks.is_empty() => {
            format!("<table class=\"inner\">{}</table>", run.iter().map(table_row).collect::<String>())
        }
        _ => run.iter().map(|it| format!("<p>{}</p>", line(it))).collect(),
    });
    runs.collect()
}

fn table_row(row: &Line) -> String {
    let mut cells = vec![String::new()];
    for (at, it) in row.pieces.iter().enumerate() {
        match cells.last_mut().filter(|_| !row.breaks.contains(&at)) {
            Some(cell) => cell.push_str(&piece(it)),
            None => cells.push(String::new()),
        }
    }
    format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>())
}

fn line(line: &Line) -> String {
    let label = line.label.as_ref().map(|label| format!("<b>{}</b>　", piece(label)));
    label.into_iter().chain(line.pieces.iter().map(piece)).collect()
}

fn piece(piece: &Piece) -> String {
    let text = escape(&piece.text);
    match piece.mark {
        Mark::Same => text,
        Mark::Deleted => format!("<del>{text}</del>"),
        Mark::Inserted => format!("<ins>{text}</ins>"),
    }
}
