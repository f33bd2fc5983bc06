//! One invented round in every form.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use super::*;
use crate::finding::Heading;
use crate::output::docx::tests::{assert_sound, parts};
use crate::round::{Decision, Earlier, Mark};
use crate::text::{BlockKind, Origin, Span, TextBuilder};

const NEW: &str = "第五条　经营者应当出示执照<并>登记。外地经营者的保证金不退还。";

fn earlier(title: &str, standing: Standing) -> Earlier {
    Earlier {
        rule: "content/charges-deposit".into(),
        title: title.into(),
        heading: Heading::Content,
        grade: Grade::Violation,
        place: "第四条".into(),
        span: None,
        quote: "缴纳两千元保证金".into(),
        message: format!("{title}没有依据"),
        advice: "删除。".into(),
        fingerprint: "1:0123456789abcdef".into(),
        standing,
    }
}

fn accepted() -> Standing {
    Standing::Decided(Decision {
        rule: String::new(),
        place: String::new(),
        fingerprint: String::new(),
        mark: Mark::Accepted,
        reason: String::new(),
        by: "甲".into(),
        on: String::new(),
        file: String::new(),
        line: 1,
    })
}

fn row() -> RoundRow {
    let mut builder = TextBuilder::default();
    builder.push(NEW, Origin::Generated);
    builder.end_block(BlockKind::Paragraph);
    let text = builder.finish();
    let at = NEW.find("外地").unwrap();
    let trace = [("保证金", Status::Ignored, accepted()), ("登记\u{1b}[31m", Status::Adopted, Standing::Open)];
    let answers = trace.map(|(title, status, standing)| {
        Answer::new(
            earlier(title, standing),
            status,
            ("第五条", Some(Span::new(0, at))),
            "应当出示执照<并>登记。",
            "原文未改",
        )
    });
    let fresh = Fresh {
        novelty: Novelty::Added,
        place: "第五条".into(),
        span: Span::new(at, NEW.len()),
        words: NEW[at..].into(),
        edits: Vec::new(),
        answers: vec![0],
    };
    let round = Round { answers: answers.to_vec(), fresh: vec![fresh], dismissed: 3 };
    RoundRow::new("旧稿.docx", "云岭市集市管理办法", &round, &text)
}

const SUMMARY: &str = "上一轮意见2条：已采纳1条、未采纳1条；审查人员不认可的3条不列。新增未审1处。";

#[test]
fn on_a_terminal() {
    let told = terminal(&row());
    assert!(told.contains(SUMMARY), "{told}");
    assert!(told.contains("1．[未采纳] 第四条“缴纳两千元保证金”　原文未改"), "{told}");
    assert!(told.contains("[新增] 第五条：外地经营者的保证金不退还。") && !told.contains("登记"), "{told}");
    assert!(!told.contains("\u{1b}[31m"));
}

#[test]
fn as_docx() {
    let bytes = docx(&row()).unwrap();
    assert_sound(&bytes);
    let parts = parts(&bytes);
    let (_, body) = parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
    for words in [
        SUMMARY,
        "〔应当修改〕保证金没有依据",
        "建议：删除。",
        "新增未审的文字",
        "可能是按第1条意见所改",
        "执照&lt;并&gt;登记",
    ] {
        assert!(body.contains(words), "{words} in {body}");
    }
    assert_eq!(bytes, docx(&row()).unwrap());
}

#[test]
fn as_xlsx() {
    let bytes = xlsx(&row()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("意见采纳情况表").unwrap();
    let cell = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((cell(0, 0).as_str(), cell(2, 4).as_str(), cell(3, 4).as_str()), (SUMMARY, "未采纳", "已采纳"));
    let sheet = book.worksheet_range("新增未审").unwrap();
    assert_eq!(sheet.get_value((2, 3)).unwrap().to_string(), "外地经营者的保证金不退还。");
}
