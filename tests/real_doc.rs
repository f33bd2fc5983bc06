//! Real .doc, .dot, .wps and .wpt files, where the shared corpus is at hand: none may panic, and what is read must
//! agree with the text that LibreOffice shows.

mod office;

/// Of all files, the share whose Han characters must be counted alike but for one in a hundred.
const TARGET: f64 = 0.95;

#[test]
fn real_files_read_as_an_office_shows_them() {
    let Some(totals) = office::read_all(&["doc", "dot", "wps", "wpt"]) else { return };
    totals.print();
    assert!(totals.near() >= TARGET, "{}", totals.near());
    assert_eq!(totals.missed_articles, 0);
}
