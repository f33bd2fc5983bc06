#![allow(clippy::unwrap_used)]

use super::*;
use crate::limits::{MAX_CHARACTERS, MAX_DEPTH};
use crate::source;
use crate::text::{Block, Origin};

/// A Chinese document with 宋体 as font 1, Times as font 0, Big5 as font 2, Wingdings as font 3.
fn rtf(body: &str) -> String {
    let fonts = "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fnil\\fcharset134{\\*\\falt SimSun}\\'cb\\'ce\\'cc\\'e5;}\
                 {\\f2\\fnil\\fcharset136 PMingLiU;}{\\f3\\fnil\\fcharset2 Wingdings;}}";
    format!("{{\\rtf1\\ansi\\ansicpg936\\deff0{fonts}{body}}}")
}

/// Text as the characters that a writer would escape.
fn escape(text: &str) -> String {
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    bytes.iter().map(|b| format!("\\'{b:02x}")).collect()
}

fn source(body: &str) -> Source {
    source::read_bytes(rtf(body).as_bytes(), "a.rtf").unwrap()
}

#[track_caller]
fn lines(body: &str) -> Vec<String> {
    source(body).text.as_str().lines().map(str::to_owned).collect()
}

fn blocks(body: &str) -> Vec<(BlockKind, String)> {
    let text = source(body).text;
    text.blocks().iter().map(|Block { kind, span }| (*kind, text.slice(*span).to_owned())).collect()
}

#[test]
fn bytes_are_decoded_by_the_font() {
    let body = format!("\\f1 {}\\par \\f2 \\'b2\\'c4\\'a4\\'40\\par\\f0 Article\\'a1\\'b1\\par", escape("第一条"));
    assert_eq!(lines(&body), ["第一条", "第一", "Article\u{201d}"]);
}

#[test]
fn the_second_byte_may_stand_plain_or_on_the_next_line() {
    assert_eq!(lines("\\f1 \\'b5\r\n\\'da\\par\\f2 \\'a4@\\par"), ["第", "一"]);
}

#[test]
fn a_western_font_leaves_chinese_to_the_code_page_or_the_far_font() {
    let item = escape("项");
    assert_eq!(lines(&format!("\\f0 {item}\\par\\hich\\af0\\dbch\\af1\\loch\\f0 {item}\\par")), ["项", "项"]);
    let western = rtf(&format!("\\hich\\af0\\dbch\\af1\\loch\\f0 {item}\\par")).replace("936", "1252");
    assert_eq!(source::read_bytes(western.as_bytes(), "a.rtf").unwrap().text.as_str(), "项\n");
    assert_eq!(lines("\\f0 \\'93a\\'94\\par"), ["“a”"]);
}

#[test]
fn plain_utf8_is_read_as_it_stands() {
    let read = source::read_bytes("{\\rtf1\\ansi 第一条\\par}".as_bytes(), "a.rtf").unwrap();
    assert_eq!(read.text.as_str(), "第一条\n");
    let gbk = [b"{\\rtf1\\ansi\\ansicpg936 ".as_slice(), &encoding_rs::GB18030.encode("第一条").0, b"}"].concat();
    assert_eq!(source::read_bytes(&gbk, "a.rtf").unwrap().text.as_str(), "第一条\n");
}

#[test]
fn unicode_skips_what_old_readers_show() {
    assert_eq!(lines("\\uc2\\u31532\\'b5\\'da\\u19968\\'d2\\'bb\\par"), ["第一"]);
    assert_eq!(lines("\\uc1\\u31532?\\u26465 ?\\par\\uc0\\u31532\\u26465\\par"), ["第条", "第条"]);
    assert_eq!(lines("{\\uc0\\u31532}\\u26465??\\par"), ["第条?"]);
    assert_eq!(lines("\\u-244?\\u8220\\ldblquote a\\u8221\\rdblquote\\par"), ["\u{ff0c}“a”"]);
    assert_eq!(lines("\\uc1\\u-10174?\\u-9028?\\u131083?\\par"), ["\u{208bc}\u{2000b}"]);
}

#[test]
fn what_is_no_text_is_left_out() {
    let body = "{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title t}}{\\*\\generator g;}{\\*\\unknown{u}}\
                a{\\pict\\wmetafile8 0102}{\\*\\shppict{\\pict 00}}{\\nonshppict{\\pict 00}}{\\bin4 }}{}}b{\\xe{\\v x}}\\par";
    assert_eq!(lines(body), ["ab"]);
}

#[test]
fn objects_and_comments_are_counted() {
    let body = "a{\\object{\\*\\objdata 00}{\\result b}}{\\*\\atnid x}{\\*\\annotation c\\par}\\par";
    assert_eq!(lines(body), ["a"]);
    assert_eq!(source(body).remarks, ["含批注1条，未计入", "含嵌入的文档1处，未读取"]);
}

#[test]
fn breaks_begin_blocks_and_signs_are_characters() {
    let body = "a\\line b\\page c\\sect\\pard\\plain d\\tab e\\emdash\\endash\\lquote\\rquote\\bullet\\~\\_\\-f\\\\\\{\\}\\\r\ng";
    assert_eq!(lines(body), ["a", "b", "c", "d\te—–‘’•\u{a0}-f\\{}", "g"]);
}

#[test]
fn fields_show_their_result() {
    let body =
        "{\\field{\\*\\fldinst{ HYPERLINK \"x\"}}{\\fldrslt{\\ul a}}}b{\\field{\\*\\fldinst PAGE}{\\fldrslt}}\\par";
    assert_eq!(lines(body), ["ab"]);
}

#[test]
fn hidden_and_deleted_text_is_dropped_and_said() {
    let body = "a{\\v b}{\\revised c}{\\deleted d}e\\v f\\v0 g\\par{\\revised\\deleted0 h}\\par";
    assert_eq!(lines(body), ["aceg", "h"]);
    let remarks = source(body).remarks;
    assert_eq!(remarks, ["含未接受的修订（插入2处、删除1处）：按接受后的文本审查", "有隐藏文字，未计入"]);
    assert_eq!(lines("a{\\deleted\\par}b\\par\\plain{\\v x}\\plain c\\par"), ["ab", "c"]);
}

#[test]
fn labels_are_kept_as_made_by_the_program() {
    let body = "{\\listtext\\pard\\plain\\f1 \\u31532?\\u19968?\\u26465?\\tab}a\\par{\\pntext\\pard 1.\\tab}b\\par\
                {\\listtext\\f3 \\'6c\\tab}c\\par{\\listtext\\u8226?\\tab}d\\par{\\listtext 2.\\u12288?\\tab}e\\par";
    assert_eq!(lines(body), ["第一条\u{3000}a", "1.\u{3000}b", "c", "d", "2.\u{3000}e"]);
    assert_eq!(source(body).text.origin(0), Origin::Generated);
}

#[test]
fn characters_know_their_bytes() {
    let source = source("{\\b ab}\\'b5\\'da\\par");
    let file = rtf("{\\b ab}\\'b5\\'da\\par");
    let shown = |at| match source.text.origin(at) {
        Origin::Source { start, end, .. } => file[start..end].to_owned(),
        Origin::Generated => String::new(),
    };
    assert_eq!((shown(0).as_str(), shown(2).as_str()), ("ab", "\\'b5\\'da"));
}

#[test]
fn tables_are_cells() {
    let body = "p\\par\\trowd\\cellx1\\cellx2\\pard\\intbl a\\par b\\cell c\\cell\\row\\pard\\intbl\\cell d\\cell\\row\
                \\pard q\\par\\pard\\intbl e\\cell\\row\\pard\\par";
    let cell = |table, row, column| BlockKind::Cell { table, row, column };
    let expected = [
        (BlockKind::Paragraph, "p"),
        (cell(0, 0, 0), "a"),
        (cell(0, 0, 0), "b"),
        (cell(0, 0, 1), "c"),
        (cell(0, 1, 1), "d"),
        (BlockKind::Paragraph, "q"),
        (cell(1, 0, 0), "e"),
    ];
    assert_eq!(blocks(body), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn tables_within_tables() {
    let body = "\\pard\\intbl\\itap1 a\\par\\pard\\intbl\\itap2 b\\nestcell c\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}\
                {\\nonesttables\\par}\\pard\\intbl\\itap1 d\\cell\\row\\pard e\\par";
    let cell = |table, row, column| BlockKind::Cell { table, row, column };
    let kinds: Vec<_> = blocks(body).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [cell(0, 0, 0), cell(1, 0, 0), cell(1, 0, 1), cell(0, 0, 0), BlockKind::Paragraph]);
}

#[test]
fn notes_headers_and_text_boxes_have_their_places() {
    let body = "{\\header h{\\shp{\\*\\shpinst{\\shptxt k\\par}}}\\par}{\\footer f\\par}a{\\footnote n\\par}{\\footnote\\ftnalt m\\par}\
                {\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt b\\par}}{\\shprslt{b\\par}}}c\\par\\sect{\\header h\\par}d\\par";
    let expected = [
        (BlockKind::Paragraph, "ac"),
        (BlockKind::TextBox, "b"),
        (BlockKind::Paragraph, "d"),
        (BlockKind::Footnote, "n"),
        (BlockKind::Endnote, "m"),
        (BlockKind::Header, "h"),
        (BlockKind::Header, "k"),
        (BlockKind::Footer, "f"),
    ];
    assert_eq!(blocks(body), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn of_text_written_twice_the_second_is_read() {
    assert_eq!(lines("a{\\upr{x}{\\*\\ud{\\uc0\\u31532}}}b\\par"), ["a第b"]);
}

#[test]
fn symbols_become_boxes() {
    assert_eq!(lines("{\\f3 \\'a8\\'01}a{\\f3\\u-3928?}\\par"), ["□a□"]);
}

#[test]
fn a_file_cut_off_is_refused() {
    let whole = rtf("abc\\par{\\b d}\\par");
    let cut = |length: usize| source::read_bytes(&whole.as_bytes()[..length], "a.rtf").err();
    for length in 6..whole.len() {
        assert!(matches!(cut(length), Some(Unread::Damaged(_))), "{length}");
    }
    assert!(source::read_bytes(format!("{whole}\0\0 rest}}").as_bytes(), "a.rtf").is_ok());
}

#[test]
fn without_text_it_is_empty() {
    assert_eq!(source::read_bytes(b"{\\rtf1{\\info{\\title t}}}", "a.rtf").err(), Some(Unread::Empty));
}

#[test]
fn bytes_of_no_code_page_are_refused() {
    let wrong = rtf(&"\\f1\\'ff\\'a0\\'ff".repeat(20));
    assert_eq!(source::read_bytes(wrong.as_bytes(), "a.rtf").err(), Some(Unread::Undecodable));
}

#[test]
fn nesting_and_length_are_limited() {
    let deep = rtf(&"{".repeat(MAX_DEPTH));
    assert!(matches!(source::read_bytes(deep.as_bytes(), "a.rtf").err(), Some(Unread::Hostile(_))));
    let long = rtf(&"a".repeat(MAX_CHARACTERS + 1));
    assert!(matches!(source::read_bytes(long.as_bytes(), "a.rtf").err(), Some(Unread::Hostile(_))));
    let nested = rtf(&"\\itap2000000000 a\\nestcell".repeat(50));
    assert!(source::read_bytes(nested.as_bytes(), "a.rtf").is_ok());
}

#[test]
fn a_document_of_any_bytes_does_not_panic() {
    for byte in 0..=255u8 {
        for body in [vec![byte; 40], vec![b'\\', byte, byte, b'-', byte, b'}'], vec![b'\\', b'\'', byte]] {
            let _ = read(&[b"{\\rtf1".as_slice(), &body].concat());
        }
    }
}
