//! The letters in LibreOffice: their PDF has the pages, the words and the page numbers that it should have.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

/// A folder with every letter as .docx and, by LibreOffice, as .pdf; `None` where there is no LibreOffice.
struct Printed(PathBuf);

impl Printed {
    fn new() -> Option<Printed> {
        let folder = std::env::temp_dir().join(format!("fashen-letters-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let printed = Printed(folder);
        for (name, letter) in letters() {
            std::fs::write(printed.0.join(name).with_extension("docx"), docx(&letter).unwrap()).unwrap();
        }
        printed.convert("pdf")?;
        printed.convert("fodt")?;
        Some(printed)
    }

    fn convert(&self, format: &str) -> Option<()> {
        let home = format!("-env:UserInstallation=file://{}/home", self.0.display());
        let names = letters().into_iter().map(|(name, _)| format!("{name}.docx"));
        let mut command = Command::new("soffice");
        command.args([home.as_str(), "--headless", "--convert-to", format]).args(names).current_dir(&self.0);
        command.output().ok().map(drop)
    }

    /// What a program of poppler says on a letter's PDF; `None` where there is no poppler.
    fn poppler(&self, program: &str, args: &[&str], name: &str) -> Option<String> {
        let file = self.0.join(name).with_extension("pdf");
        assert!(file.exists(), "LibreOffice did not print {name}");
        let output = Command::new(program).args(args).arg(&file).arg("-").output();
        let output = if program == "pdfinfo" { Command::new(program).arg(&file).output() } else { output };
        output.ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Drop for Printed {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Every page of a letter as text.
fn pages(printed: &Printed, name: &str) -> Option<Vec<String>> {
    let text = printed.poppler("pdftotext", &["-layout"], name)?;
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(|page| page.replace(' ', "")).collect())
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn libreoffice_prints_every_letter_right() {
    let Some(printed) = Printed::new() else { return eprintln!("skipped: no soffice to print the letters with") };
    for (name, letter) in letters() {
        let Some(pages) = pages(&printed, name) else { return eprintln!("skipped: no poppler to read the PDF with") };
        let most = match name {
            "reply" | "reply-red" | "reply-on-contract" => 1,
            "supplement" | "feedback" | "shell" => 2,
            _ => 6,
        };
        assert!((1..=most).contains(&pages.len()), "{name}: {} pages", pages.len());
        let bare = usize::from(name == "reply-red");
        for (i, page) in pages.iter().enumerate() {
            let number = format!("—{}—", i + 1);
            assert_eq!(folded(page).ends_with(&number), i >= bare, "{name}, page {}: {page}", i + 1);
        }
        holds_all_words(name, &pages.concat(), &letter);
        let info = printed.poppler("pdfinfo", &[], name).unwrap_or_default();
        assert!(info.contains("(A4)"), "{name}: {info}");
        fonts(&printed.0, name);
    }
}

/// No paragraph of the letter is lost; line ends and tables are laid out as the page has it.
fn holds_all_words(name: &str, printed: &str, letter: &Letter) {
    let printed = folded(printed);
    let said = text(letter).replace(['【', '】'], "");
    let lost = said.lines().map(folded).filter(|line| {
        // A paragraph may run over the foot of a page, and a table has columns: its first words tell.
        let first: String = line.chars().take(10).collect();
        !printed.contains(&first) && !line.contains("：送审稿.docx") && !line.contains("起草说明.docx")
    });
    assert_eq!(lost.filter(|line| !line.ends_with("：未见")).collect::<Vec<_>>(), Vec::<String>::new(), "{name}");
}

/// LibreOffice understands the fonts that are asked for, the 28 points of a line, the page and its margins (37, 28 and 26
/// mm).
fn fonts(folder: &Path, name: &str) {
    let read = std::fs::read_to_string(folder.join(name).with_extension("fodt")).unwrap();
    for words in [
        "方正小标宋简体",
        "仿宋_GB2312",
        "fo:line-height=\"0.389",
        "fo:page-width=\"8.268",
        "fo:page-height=\"11.69",
        "fo:margin-top=\"1.457",
        "fo:margin-left=\"1.102",
        "fo:margin-right=\"1.023",
    ] {
        assert!(read.contains(words), "{name}: {words}");
    }
}
