//! Real .docx files, where the shared corpus is at hand: none may panic, and what is read must agree with the text
//! that LibreOffice shows.

mod office;

/// Of all Han characters, the share that must be counted alike.
const TARGET: f64 = 0.995;

#[test]
fn real_files_read_as_an_office_shows_them() {
    let Some(totals) = office::read_all(&["docx", "dotx"]) else { return };
    totals.print();
    assert!(totals.equal() >= TARGET, "{}", totals.equal());
    assert_eq!(totals.missed_articles, 0);
}
