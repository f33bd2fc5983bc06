mod office;

use super::*;
use crate::check::triage::Triage;
use crate::fact::Kind;
use crate::opinion::tests::{Sample, sample};
use crate::opinion::{Form, Input, Letter, LetterKind, compose};
use crate::output::docx::tests::{assert_sound, parts};

/// A contract of an office that has said nothing of itself.
fn contract() -> (Sample, Triage) {
    let mut sample = sample();
    sample.office = Default::default();
    sample.findings.clear();
    sample.materials.truncate(2);
    (sample, Triage { item: Some("合同、协议".into()), ..Triage::of(Kind::Other) })
}

const CONTRACT: &str = "青溪县智慧停车特许经营协议（送审稿）";

/// All letters, named.
fn letters() -> Vec<(&'static str, Letter)> {
    let mut sample = sample();
    let letter = |input: &Input, form| compose(input, form);
    let mut all = vec![
        ("opinion", letter(&sample.input(), Form::Opinion)),
        ("decision", letter(&Input { kind: LetterKind::MajorDecision, ..sample.input() }, Form::Opinion)),
        ("reply", letter(&sample.input(), Form::Reply)),
        ("supplement", letter(&sample.input(), Form::Supplement)),
    ];
    let title = "青溪县共享单车停放管理办法（征求意见稿）";
    all.push(("feedback", letter(&Input { draft_title: title, ..sample.input() }, Form::Feedback)));
    let (other, triage) = contract();
    let input = Input { kind: LetterKind::Other, draft_title: CONTRACT, triage: &triage, ..other.input() };
    all.push(("shell", letter(&input, Form::Shell)));
    all.push(("reply-on-contract", letter(&input, Form::Reply)));
    sample.office.red_head = Some("青溪县司法局文件".into());
    let input = Input { conclusion: sample.words.conclusion("amend"), ..sample.input() };
    all.push(("reply-red", letter(&input, Form::Reply)));
    all.push(("opinion-red", letter(&sample.input(), Form::Opinion)));
    all
}

fn named(name: &str) -> Letter {
    letters().into_iter().find(|(it, _)| *it == name).unwrap().1
}

#[test]
fn as_text() {
    insta::assert_snapshot!(text(&named("opinion")));
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(markdown(&named("opinion")));
}

#[test]
fn short_letters_as_text() {
    for name in ["reply", "reply-red", "reply-on-contract", "supplement", "feedback", "shell"] {
        insta::assert_snapshot!(format!("{name}_as_text"), text(&named(name)));
    }
}

#[test]
fn short_letters_as_markdown() {
    for name in ["reply", "supplement", "feedback", "shell"] {
        insta::assert_snapshot!(format!("{name}_as_markdown"), markdown(&named(name)));
    }
}

#[test]
fn every_letter_is_sound_and_the_same_twice() {
    for (name, letter) in letters() {
        let bytes = docx(&letter).unwrap();
        assert_sound(&bytes);
        assert_eq!(bytes, docx(&letter).unwrap(), "{name}");
    }
}

fn part(letter: &str, part: &str) -> String {
    parts(&docx(&named(letter)).unwrap()).into_iter().find(|(name, _)| name == part).unwrap().1
}

#[test]
fn matched_words_are_bold() {
    let document = part("opinion", "word/document.xml");
    assert!(document.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">处五百元以上二千元以下罚款</w:t>"));
    assert!(document.contains("□ 应当予以修改"));
    assert!(!document.contains('【'));
}

#[test]
fn what_is_open_is_set_off() {
    let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF2CC\"/>";
    let document = part("reply", "word/document.xml");
    assert!(document.contains(&format!("{shade}</w:rPr><w:t xml:space=\"preserve\">一、审核结论〔待选")));
    let blanks = part("reply-on-contract", "word/document.xml");
    assert!(blanks.contains(&format!("{shade}</w:rPr><w:t xml:space=\"preserve\">××××</w:t>")), "{blanks}");
}

#[test]
fn a_red_head_has_its_lines() {
    let letter = part("reply-red", "word/document.xml");
    assert!(letter.contains("w:val=\"thickThinSmallGap\"") && letter.contains("<w:titlePg/>"));
    assert!(part("reply-red", "word/footer3.xml").contains("thinThickSmallGap"));
    let file = part("opinion-red", "word/document.xml");
    assert!(file.contains("<w:bottom w:val=\"single\"") && !file.contains("<w:titlePg/>"));
    assert!(!part("reply", "word/document.xml").contains("w:pBdr"));
}
