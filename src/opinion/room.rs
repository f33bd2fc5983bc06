//! Room on a page of 22 lines of 28 characters (GB/T 9704): whether a 复函 stays on its one page.

use super::{Line, Short};

/// Height of the text area, 225 mm, and of a line, in points.
const PAGE: usize = 637;
const LINE: usize = 28;
const CHARACTERS: usize = 28;
/// A title of 2号 has fewer characters on a line, and higher lines.
const TITLE_LINE: usize = 34;
const TITLE_CHARACTERS: usize = 20;
/// 发文字号; 主送 below a blank; 署名 below a blank, 成文日期, 联系人.
const FIXED: usize = 1 + 2 + 4;
/// 发文机关标志 with its line, and the blank above the title.
const RED_HEAD: usize = 4;

/// Lines that a paragraph takes, with its first line indented by two characters.
pub(super) fn lines(paragraph: &str) -> usize {
    rows(paragraph, 2, CHARACTERS)
}

fn rows(text: &str, indent: usize, in_a_row: usize) -> usize {
    let halves: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    // A line cannot begin with a stop: now and then one is a character short.
    (halves.div_ceil(2) + indent + halves / 60).div_ceil(in_a_row).max(1)
}

/// Lines left on the first page below what stands there already.
pub(super) fn left(short: &Short) -> usize {
    let title = rows(&short.frame.title, 0, TITLE_CHARACTERS) * TITLE_LINE;
    let notice = rows(&short.frame.notice, 0, CHARACTERS);
    let head = short.frame.red_head.as_ref().map_or(0, |_| RED_HEAD);
    let text: usize = short.lines.iter().map(taken).sum();
    (PAGE / LINE * LINE).saturating_sub(title + (FIXED + notice + head + text) * LINE) / LINE
}

fn taken(line: &Line) -> usize {
    match line {
        Line::Heading(text) | Line::Text(text) | Line::Pending(text) => lines(text),
        Line::Materials(materials) => materials.len() + 1,
    }
}
