use super::*;

#[derive(Clone, Default)]
pub struct Level {
    pub text: &'static str,
    pub format: u8,
    pub start: u32,
    pub flags: u8,
    pub follow: u8,
    pub restart: u8,
    pub hidden: bool,
}

impl Level {
    fn of(text: &'static str, format: u8) -> Level {
        Level { text, format, start: 1, ..Level::default() }
    }

    /// `%1` in the text of a test stands for the character 0.
    fn bytes(&self) -> Vec<u8> {
        let mut text = self.text.to_owned();
        for level in 0..9_u8 {
            text = text.replace(&format!("%{}", level + 1), &char::from(level).to_string());
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        let hidden = if self.hidden { HIDDEN } else { &[] };
        let mut head = [&self.start.to_le_bytes()[..], &[self.format, self.flags], &[0; 9], &[self.follow]].concat();
        head.extend([&[0; 8], &[hidden.len() as u8, 2, self.restart, 0][..], &[0xEE; 2], hidden].concat());
        head.extend((units.len() as u16).to_le_bytes());
        head.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        head
    }
}

/// Lists with their id and levels; the styles that name a level of the first.
fn templates(lists: &[(u32, Vec<Level>)], styles: [u16; 9]) -> Vec<u8> {
    let mut bytes = (lists.len() as u16).to_le_bytes().to_vec();
    for (id, levels) in lists {
        let is_simple = u8::from(levels.len() == 1);
        bytes.extend([&id.to_le_bytes()[..], &[0; 4]].concat());
        bytes.extend(styles.iter().flat_map(|style| style.to_le_bytes()));
        bytes.extend([is_simple, 0]);
    }
    for (_, levels) in lists {
        let all = if levels.len() == 1 { 1 } else { 9 };
        let levels = levels.iter().cloned().chain(std::iter::repeat(Level::of("", 0))).take(all);
        bytes.extend(levels.flat_map(|level| level.bytes()));
    }
    bytes
}

/// Uses of lists: the id, and what is changed: level, start, a level of its own.
type Use = (u32, Vec<(u8, Option<u32>, Option<Level>)>);

fn uses(uses: &[Use]) -> Vec<u8> {
    let mut bytes = (uses.len() as u32).to_le_bytes().to_vec();
    for (id, changes) in uses {
        bytes.extend([&id.to_le_bytes()[..], &[0; 8], &[changes.len() as u8, 0, 0, 0]].concat());
    }
    for (_, changes) in uses {
        bytes.extend([0xFF; 4]);
        for (level, start, own) in changes {
            let flags = u32::from(*level) | u32::from(start.is_some()) << 4 | u32::from(own.is_some()) << 5;
            bytes.extend([start.unwrap_or(0).to_le_bytes(), flags.to_le_bytes()].concat());
            bytes.extend(own.iter().flat_map(Level::bytes));
        }
    }
    bytes
}

const NO_STYLES: [u16; 9] = [0xFFF; 9];

fn doc(levels: Vec<Level>, of_uses: &[Use]) -> Doc {
    // The levels stand behind the length that is said of the lists.
    Doc::new().part(73, templates(&[(77, levels)], NO_STYLES)).part(74, uses(of_uses))
}

/// One list 第X条.
pub fn with_lists() -> Doc {
    doc(vec![Level::of("第%1条", 39)], &[(77, Vec::new())])
}

#[test]
fn articles_are_numbered() {
    let doc = with_lists().paragraph("甲", &list(1, 0)).paragraph("不", &[]).paragraph("乙", &list(1, 0));
    assert_eq!(doc.blocks(), ["第一条　甲", "不", "第二条　乙"]);
}

#[test]
fn levels_restart_or_run_on() {
    let mut article = Level::of("第%2条", 39);
    article.flags = 0x08;
    let levels = vec![Level::of("第%1章", 39), article, Level { follow: 2, ..Level::of("（%3）", 37) }];
    let doc = doc(levels, &[(77, Vec::new())]);
    let doc = [(0, "总"), (1, "a"), (2, "b"), (2, "c"), (0, "则"), (1, "d"), (2, "e")]
        .into_iter()
        .fold(doc, |doc, (level, text)| doc.paragraph(text, &list(1, level)));
    let expected = ["第一章　总", "第一条　a", "（一）b", "（二）c", "第二章　则", "第二条　d", "（一）e"];
    assert_eq!(doc.blocks(), expected);
}

#[test]
fn legal_labels_are_decimal_and_bullets_and_hidden_levels_show_nothing() {
    let legal = Level { flags: 0x04, ..Level::of("%1.%2", 39) };
    let hidden = Level { hidden: true, ..Level::of("%4", 0) };
    let levels = vec![Level::of("%1", 39), legal, Level::of("•", 23), hidden];
    let doc = doc(levels, &[(77, Vec::new())]);
    let doc = (0..4).fold(doc, |doc, level| doc.paragraph("x", &list(1, level)));
    assert_eq!(doc.blocks(), ["一　x", "1.1　x", "x", "x"]);
}

#[test]
fn uses_change_start_and_format() {
    let own = Level { start: 4, ..Level::of("（%1）", 0) };
    let changed = [(77, Vec::new()), (77, vec![(0, Some(7), None)]), (77, vec![(0, Some(9), Some(own))])];
    let doc = doc(vec![Level::of("第%1条", 39)], &changed);
    let doc = [1, 1, 2, 2, 3].into_iter().fold(doc, |doc, number| doc.paragraph("x", &list(number, 0)));
    assert_eq!(doc.blocks(), ["第一条　x", "第二条　x", "第七条　x", "第八条　x", "（4）　x"]);
}

#[test]
fn styles_number_through_those_they_rest_on_and_name_their_level() {
    let none = 0xFFF;
    let numbered = [0x0B, 0x46, 1, 0];
    let sheet =
        styles(&[(1, none, &[], &[]), (1, none, &numbered, &[]), (1, 1, &[], &[]), (1, 1, &[0x0A, 0x26, 2], &[])]);
    let mut names = NO_STYLES;
    names[1] = 2;
    let levels = vec![Level::of("一%1", 0), Level::of("二%2", 0), Level::of("三%3", 0)];
    let doc = Doc::new().part(73, templates(&[(77, levels)], names)).part(74, uses(&[(77, Vec::new())])).part(1, sheet);
    let doc = [1, 2, 3, 0].into_iter().fold(doc, |doc, style| doc.styled("x", style));
    // A style's number is taken back by the paragraph.
    let doc = [0_u16, 0xF801].into_iter().fold(doc, |doc, number| doc.text("y").mark("\r", &[], 1, &list(number, 0)));
    assert_eq!(doc.blocks(), ["一1　x", "二1　x", "三1　x", "x", "y", "y"]);
}

#[test]
fn numbers_of_word_95_are_remarked() {
    let doc = with_lists().paragraph("甲", &list(0x7FF, 0));
    assert_eq!(doc.blocks(), ["甲"]);
    assert_eq!(doc.source().remarks, ["有1段用旧版 Word 的自动编号，编号未读出，请核对"]);
}

#[test]
fn a_paragraph_that_vanishes_is_not_counted() {
    let doc = with_lists().run("甲", DELETED).mark("\r", DELETED, 0, &list(1, 0)).paragraph("乙", &list(1, 0));
    assert_eq!(doc.blocks(), ["第一条　乙"]);
}
