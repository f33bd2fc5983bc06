use super::*;
use crate::opinion::tests::sample;
use crate::opinion::{Input, LetterKind, compose};
use crate::output::docx::tests::{assert_sound, convert, parts};

#[test]
fn as_text() {
    insta::assert_snapshot!(text(&compose(&sample().input())));
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(markdown(&compose(&sample().input())));
}

#[test]
fn shell_for_other_matters_as_text() {
    let sample = sample();
    let input = Input { kind: LetterKind::Other, findings: &[], dossier: false, materials: &[], ..sample.input() };
    insta::assert_snapshot!(text(&compose(&input)));
}

#[test]
fn as_docx() {
    let opinion = compose(&sample().input());
    let bytes = docx(&opinion).unwrap();
    assert_sound(&bytes);
    assert_eq!(bytes, docx(&opinion).unwrap());
    let (_, document) = parts(&bytes).into_iter().find(|(name, _)| name == "word/document.xml").unwrap();
    assert!(document.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">处五百元以上二千元以下罚款</w:t>"));
    assert!(document.contains("□ 应当予以修改"));
    assert!(!document.contains('【'));
}

#[test]
fn libreoffice_opens_the_letter() {
    let bytes = docx(&compose(&sample().input())).unwrap();
    if let Some(size) = convert("opinion", &bytes) {
        assert!(size > 1000);
    }
}
