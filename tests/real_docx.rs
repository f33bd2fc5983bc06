//! Real .docx files, where the shared corpus is at hand: none may panic, and what is read must agree with the text
//! that LibreOffice shows.

#![allow(clippy::unwrap_used)]

mod office;

use std::path::{Path, PathBuf};
use std::process::Command;

use fashen::numeral;
use fashen::source;
use fashen::text::is_blank;

/// Of all Han characters, the share that must be counted alike.
const TARGET: f64 = 0.995;

#[test]
fn real_files_read_as_an_office_shows_them() {
    let Some(totals) = office::read_all(&["docx", "dotx"]) else { return };
    totals.print();
    assert!(totals.equal() >= TARGET, "{}", totals.equal());
    assert_eq!(totals.missed_articles, 0);
}

/// Numbered lines, of all files together, that LibreOffice's text export shows otherwise. Its export is made anew; it
/// needs LibreOffice, and the test says where that is absent.
#[test]
fn numbers_read_as_libreoffice_exports_them() {
    let Some(corpus) = office::corpus() else { return println!("skipped: no shared corpus") };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("real-docx");
    let files = office::files(&corpus, &["docx", "dotx"]);
    if !export(&files, &folder) {
        return println!("skipped: no LibreOffice (soffice)");
    }
    let (mut lines, mut wrong) = (0, Vec::new());
    for path in &files {
        let exported = std::fs::read_to_string(folder.join(path.file_stem().unwrap()).with_extension("txt"));
        let (Ok(exported), Ok(source)) = (exported, source::read(path)) else { continue };
        let body = fashen::parse::parse(&source.text);
        let body = fashen::output::document::text(&source.text, &body);
        let (shown, expected) = (numbered(&body), numbered(&exported));
        lines += expected.len();
        if shown != expected {
            let first = shown.iter().zip(&expected).find(|(a, b)| a != b);
            wrong.push(format!("{}: {} and {} lines, {first:?}", path.display(), shown.len(), expected.len()));
        }
    }
    println!("{lines} numbered lines, {} files differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(lines > 1_000 && wrong.is_empty());
}

fn export(files: &[PathBuf], folder: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office
        .args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(folder)
        .args(files);
    office.output().is_ok_and(|output| output.status.success())
}

/// The heads of lines that begin with a number, without blanks.
fn numbered(text: &str) -> Vec<String> {
    let lines = text.split(['\n', '\u{b}']);
    let lines = lines.map(|line| line.chars().filter(|c| !is_blank(*c)).take(14).collect::<String>());
    lines.filter(|line| has_number(line)).collect()
}

/// 第三条, （一）, 一、, 1.
fn has_number(line: &str) -> bool {
    let rest = line.trim_start_matches(['第', '（', '(']);
    let Some((_, taken)) = numeral::read(rest) else { return false };
    let ends: &[char] = if line.starts_with('第') {
        &['编', '章', '节', '条']
    } else if rest.len() < line.len() {
        &['）', ')']
    } else {
        &['、', '.', '．', ')', '）']
    };
    rest[taken..].starts_with(ends)
}
