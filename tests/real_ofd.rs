//! Real .ofd files, where the shared corpus is at hand: their Han characters against those of another tool
//! (`formats_truth.tsv`, which counts the text codes of every part once).

use std::path::{Path, PathBuf};

use fashen::source::{self, Unread};

/// Rows with fewer Han characters say little.
const LEAST_HAN: usize = 50;
/// A row is right within this share of its Han characters; so many rows must be.
const TOLERANCE: f64 = 0.03;
const TARGET: f64 = 0.95;

/// Where the other tool does not count what the pages show: its count is not the truth, ours was read by eye.
const OTHERWISE: [(&str, usize, &str); 4] = [
    ("2_ano.ofd", 0, "its Han are a watermark (annotation); the pages name glyphs without characters"),
    ("ano.ofd", 0, "its Han are a watermark (annotation); the pages name glyphs without characters"),
    ("999.ofd", 1061, "it counts the running head (第N页) of four pages each time"),
    ("SignScaleError.ofd", 245, "it counts a page that the document does not list"),
];

#[test]
fn real_files_hold_what_another_tool_finds() {
    let Some(corpus) = corpus() else {
        return eprintln!("skipped: no shared corpus (set FASHEN_SHARED)");
    };
    let (mut rows, mut right) = (0, 0);
    for (name, counted) in truth(&corpus) {
        let otherwise = OTHERWISE.iter().find(|(file, ..)| name.ends_with(&format!("/{file}")));
        let truth = otherwise.map_or(counted, |(_, han, _)| *han);
        let (han, why) = match source::read(&corpus.join(&name)) {
            Ok(source) => (han(source.text.as_str()), format!("{:?}", source.remarks)),
            Err(Unread::Internal(why)) => panic!("{name}: {why}"),
            Err(why) => (0, why.to_string()),
        };
        let is_right = han.abs_diff(truth) as f64 <= truth as f64 * TOLERANCE;
        println!("{han:>6}/{truth:<6} {}  {name}  {why}", if is_right { "same" } else { "DIFFERENT" });
        if let Some((_, _, why)) = otherwise {
            println!("       the other tool has {counted}: {why}");
        }
        if counted >= LEAST_HAN {
            rows += 1;
            right += usize::from(is_right);
        }
    }
    println!("{right} of {rows} rows within {TOLERANCE}");
    assert!(right as f64 >= rows as f64 * TARGET, "{right} of {rows}");
}

fn han(text: &str) -> usize {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("corpus")).filter(|corpus| corpus.join("formats/ofd").is_dir())
}

fn truth(corpus: &Path) -> Vec<(String, usize)> {
    let table = std::fs::read_to_string(corpus.join("formats_truth.tsv")).unwrap_or_default();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| row.get(1) == Some(&"ofd"));
    rows.filter_map(|row| Some(((*row.first()?).to_owned(), row.get(4)?.parse().ok()?))).collect()
}
