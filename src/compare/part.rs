//! 款 and 项 inside an article, as units that can be compared in their turn.

use super::Unit;
use crate::document::{Level, Ordinal};
use crate::numeral::{self, chinese};

/// The lines of a unit: 第三条第一款, 第三条第一款第二项.
pub fn parts(unit: &Unit) -> Vec<Unit> {
    let mut count = 0;
    let mut item = 0;
    let part = |line: &str| {
        let (level, number, label) = match head(line) {
            Some((level, number, taken)) if count > 0 => (level, number, &line[..taken]),
            _ => {
                count += 1;
                (Level::Paragraph, count, "")
            }
        };
        if level == Level::Item {
            item = number;
        }
        let paragraph = format!("{}第{}款", unit.place, chinese(count));
        let place = match level {
            Level::Item => format!("{paragraph}第{}项", chinese(number)),
            Level::Subitem => format!("{paragraph}第{}项第{}目", chinese(item), chinese(number)),
            _ => paragraph,
        };
        let text = line[label.len()..].to_owned();
        Unit { level, ordinal: Some(Ordinal::from(number)), label: label.to_owned(), place, text, ..unit.clone() }
    };
    unit.text.lines().map(part).collect()
}

/// （一） or 1. at the head of a line: level, number and bytes.
fn head(line: &str) -> Option<(Level, u32, usize)> {
    if let Some(rest) = line.strip_prefix('（').or(line.strip_prefix('(')) {
        let (number, taken) = numeral::read(rest)?;
        let after = rest.get(taken..)?;
        let end = after.strip_prefix('）').or(after.strip_prefix(')'))?;
        let level = if rest.starts_with(|c: char| numeral::is_chinese(c)) { Level::Item } else { Level::Subitem };
        return Some((level, number, line.len() - end.len()));
    }
    if !line.starts_with(|c: char| crate::text::narrow(c).is_ascii_digit()) {
        return None;
    }
    let (number, taken) = numeral::read(line)?;
    let after = line.get(taken..)?;
    let end = after.strip_prefix(['.', '．', '、'])?;
    (!end.starts_with(|c: char| c.is_ascii_digit())).then(|| (Level::Subitem, number, line.len() - end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_are_named() {
        let text = "占道应当批准：\n（一）堆物；\n（二）搭棚：\n1.木棚；\n2.铁棚。\n前款所称占道，是指占用道路。\n3.5米以下除外。";
        let unit = Unit {
            instrument: 0,
            annex: 0,
            level: Level::Article,
            ordinal: Some(Ordinal::from(3)),
            label: "第三条".into(),
            place: "第三条".into(),
            text: text.into(),
        };
        let places: Vec<_> = parts(&unit).into_iter().map(|part| format!("{}：{}", part.place, part.text)).collect();
        let wanted = [
            "第三条第一款：占道应当批准：",
            "第三条第一款第一项：堆物；",
            "第三条第一款第二项：搭棚：",
            "第三条第一款第二项第一目：木棚；",
            "第三条第一款第二项第二目：铁棚。",
            "第三条第二款：前款所称占道，是指占用道路。",
            "第三条第三款：3.5米以下除外。",
        ];
        assert_eq!(places, wanted);
    }
}
