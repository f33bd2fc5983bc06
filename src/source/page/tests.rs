#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::BlockKind;

const SIZE: f32 = 10.0;

/// A character a piece: Han characters are as wide as high, others half of it.
fn line(text: &str, x: f32, y: f32) -> Vec<Piece> {
    set(text, x, y, SIZE)
}

fn set(text: &str, mut x: f32, y: f32, size: f32) -> Vec<Piece> {
    let place = |c: char| {
        let width = if c.is_ascii() { size / 2.0 } else { size };
        let piece = Piece { text: c.to_string(), x, y, width, size };
        x += width;
        piece
    };
    text.chars().map(place).collect()
}

fn page(lines: impl IntoIterator<Item = Vec<Piece>>) -> Page {
    let pieces = lines.into_iter().flatten().collect();
    Page { width: 400.0, height: 600.0, pieces, is_picture: false }
}

fn body(pages: &[Page]) -> Vec<String> {
    of_kind(pages, BlockKind::is_body)
}

fn of_kind(pages: &[Page], wanted: impl Fn(BlockKind) -> bool) -> Vec<String> {
    let text = text(pages);
    let blocks = text.blocks().iter().filter(|block| wanted(block.kind));
    blocks.map(|block| text.slice(block.span).to_owned()).collect()
}

/// So many characters of text without a sentence end.
fn han(count: usize) -> String {
    "条例草案规定行政机关应当依法办理".chars().cycle().take(count).collect()
}

#[test]
fn lines_that_reach_the_edge_go_on_and_indents_begin_paragraphs() {
    let lines = [
        line(&han(18), 120.0, 100.0),
        line(&han(20), 100.0, 115.0),
        line("结束了。", 100.0, 130.0),
        line(&han(18), 120.0, 145.0),
        line("又结束了。", 100.0, 160.0),
    ];
    assert_eq!(body(&[page(lines)]), [format!("{}{}结束了。", han(18), han(20)), format!("{}又结束了。", han(18))]);
}

#[test]
fn a_full_line_before_an_indented_one_ends_its_paragraph() {
    let lines = [line(&han(20), 100.0, 100.0), line(&han(20), 100.0, 115.0), line(&han(5), 120.0, 130.0)];
    assert_eq!(body(&[page(lines)]), [han(20) + &han(20), han(5)]);
}

#[test]
fn a_paragraph_runs_on_over_pages() {
    let first = page([line(&han(18), 120.0, 500.0), line(&han(20), 100.0, 515.0), line(&han(20), 100.0, 530.0)]);
    let second = page([line("结束了。", 100.0, 60.0), line(&han(18), 120.0, 75.0), line(&han(20), 100.0, 90.0)]);
    let read = body(&[first, second]);
    assert_eq!(read, [han(18) + &han(20) + &han(20) + "结束了。", han(18) + &han(20)]);
}

#[test]
fn columns_are_read_one_after_the_other_below_a_wide_title() {
    let mut lines = vec![set("关于甲乙丙丁事项的若干规定和说明", 80.0, 60.0, 16.0)];
    for i in 0..8 {
        let y = 100.0 + 15.0 * i as f32;
        lines.push(line(&han(16), 30.0, y));
        lines.push(line(&("右".to_owned() + &han(15)), 215.0, y + 2.0));
    }
    let read = body(&[page(lines)]);
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(read[1].starts_with(&han(16)) && read[1].chars().skip(8 * 16).all(|c| c == '右' || han(16).contains(c)));
    assert_eq!(read[1].chars().position(|c| c == '右'), Some(8 * 16));
}

#[test]
fn page_numbers_and_running_heads_are_no_body() {
    let pages: Vec<Page> = (1..=3)
        .map(|number| {
            let lines = [
                line("某省人民政府公报", 100.0, 30.0),
                line(&format!("第{number}页的正文说了一句话。"), 120.0, 300.0),
                line(&format!("— {number} —"), 180.0, 570.0),
            ];
            page(lines)
        })
        .collect();
    assert_eq!(body(&pages), ["第1页的正文说了一句话。", "第2页的正文说了一句话。", "第3页的正文说了一句话。"]);
    assert_eq!(of_kind(&pages, |kind| kind == BlockKind::Header), ["某省人民政府公报"]);
    assert_eq!(of_kind(&pages, |kind| kind == BlockKind::Footer), ["—\u{3000}1\u{3000}—".replace('\u{3000}', " ")]);
}

#[test]
fn every_way_of_writing_page_numbers_is_known() {
    for number in ["- 3 -", "—3—", "·3·", "第3页 共9页", "第 3 页", "3/9", "3", "iv", "Page 3 of 9", "－３－"]
    {
        let pages = [page([line("正文。", 120.0, 300.0), line(number, 180.0, 570.0)])];
        assert_eq!(body(&pages), ["正文。"], "{number}");
    }
    for text in ["第三条", "2025年5月1日", "3个月", "（3）", "抄送：3"] {
        let pages = [page([line("正文。", 120.0, 300.0), line(text, 180.0, 570.0)])];
        assert_eq!(body(&pages).len(), 2, "{text}");
    }
}

#[test]
fn bare_numbers_that_do_not_count_pages_stay() {
    let numbered = |number: &str| page([line("正文。", 120.0, 300.0), line(number, 180.0, 570.0)]);
    let pages = [numbered("17"), numbered("4"), numbered("250"), numbered("8")];
    assert_eq!(body(&pages).len(), 8);
}

#[test]
fn bold_faked_by_drawing_twice_is_read_once() {
    let lines = [line("总则一一", 100.0, 100.0), line("总则一一", 100.4, 100.0), line("Will", 200.0, 100.0)];
    assert_eq!(body(&[page(lines)]), ["总则一一\u{3000}Will"]);
}

#[test]
fn raised_figures_stay_apart_from_numbers() {
    let mut pieces = line("人口", 100.0, 100.0);
    pieces.extend(set("1", 120.0, 94.0, 5.0));
    pieces.extend(line("176万", 122.5, 100.0));
    assert_eq!(body(&[page([pieces])]), ["人口¹176万"]);
}

#[test]
fn gaps_are_blanks_but_letter_spacing_is_not() {
    let label = [line("第一条", 100.0, 100.0), line("为了", 140.0, 100.0)].concat();
    assert_eq!(body(&[page([label])]), ["第一条\u{3000}为了"]);
    let spaced = [line("通", 100.0, 100.0), line("知", 140.0, 100.0)].concat();
    assert_eq!(body(&[page([spaced])]), ["通知"]);
    let digits = [line("自", 100.0, 100.0), line("2025", 112.5, 100.0), line("年", 135.0, 100.0)].concat();
    assert_eq!(body(&[page([digits])]), ["自2025年"]);
}

#[test]
fn latin_words_keep_their_blanks_and_lose_their_hyphens() {
    let wide = |text: &str, y| line(text, 100.0, y);
    let lines =
        [wide("the administrative organ shall act in", 100.0), wide("accordance with law and shall be respon-", 115.0)];
    let mut lines = lines.to_vec();
    lines.push(wide("sible.", 130.0));
    let read = body(&[page(lines)]).join("|");
    assert_eq!(read, "the administrative organ shall act in accordance with law and shall be responsible.");
}

#[test]
fn rows_of_a_table_stay_apart() {
    let row = |name: &str, y| [line(name, 100.0, y), line("十二个月以内办结", 260.0, y)].concat();
    let lines = [row("甲", 100.0), row("乙", 115.0), row("丙", 130.0), row("丁", 145.0)];
    let read = body(&[page(lines)]);
    assert_eq!(read.len(), 4);
    assert_eq!(read[0], "甲\u{3000}十二个月以内办结");
}

#[test]
fn places_that_make_no_sense_are_passed_over() {
    let mut pieces = line("正文。", 100.0, 100.0);
    for (x, y, width, size) in [(f32::NAN, 1.0, 1.0, 1.0), (1.0, f32::INFINITY, 1.0, 1.0), (1.0, 1.0, f32::MAX, 0.0)] {
        pieces.push(Piece { text: "坏".to_owned(), x, y, width, size });
    }
    assert_eq!(body(&[page([pieces]), Page::default()]), ["正文。"]);
}
