//! Lists (LST) and their uses (LFO): what [`crate::source::list`] counts with.

use std::borrow::Cow;
use std::collections::HashMap;

use super::bytes::{slice, u16_at, u32_at};
use super::fib::{Fib, Part};
use super::style::{NumberProperty, Styles};
use crate::source::list::{Change, Item, LEVELS, Level, Levels, List, Lists, MAX_TEMPLATE_BYTES};

const LIST_HEAD: usize = 28;
const USE_HEAD: usize = 16;
const LEVEL_HEAD: usize = 28;
const NO_STYLE: u16 = 0xFFF;
/// Stands for a number that is described at the paragraph itself.
const OLD: u16 = 0x7FF;
/// The uses that a paragraph can name; greater numbers mean something else.
const USES: std::ops::Range<u16> = 1..OLD;

#[derive(Default)]
pub(super) struct Numbering {
    pub lists: Lists<'static>,
    /// The level of a template that names a style.
    style_levels: HashMap<(usize, u16), usize>,
}

impl Numbering {
    pub fn read(fib: &Fib<'_>) -> Numbering {
        let mut numbering = Numbering::default();
        let ids = numbering.templates(fib.part_and_more(Part::Lists));
        numbering.uses(fib.part_and_more(Part::ListUses), &ids);
        numbering
    }

    /// The heads of all lists, and after them the levels of all. Answers which template an id means.
    fn templates(&mut self, bytes: &[u8]) -> HashMap<u32, usize> {
        let count = u16_at(bytes, 0).map_or(0, usize::from);
        let mut at = 2 + count * LIST_HEAD;
        let mut ids = HashMap::new();
        for (index, head) in slice(bytes, 2, count * LIST_HEAD).chunks_exact(LIST_HEAD).enumerate() {
            let is_simple = head[26] & 1 != 0;
            let mut levels = Levels::new();
            for level in 0..if is_simple { 1 } else { LEVELS } {
                let Some(read) = self::level(bytes, &mut at) else { break };
                levels.insert(level, read);
            }
            self.templates_styles(index, head);
            self.lists.templates.push(levels);
            ids.entry(u32_at(head, 0).unwrap_or(0)).or_insert(index);
        }
        ids
    }

    fn templates_styles(&mut self, template: usize, head: &[u8]) {
        for level in 0..LEVELS {
            if let Some(style) = u16_at(head, 8 + level * 2).filter(|style| *style != NO_STYLE) {
                self.style_levels.entry((template, style)).or_insert(level);
            }
        }
    }

    /// The heads of all uses, and after them what each changes about its list.
    fn uses(&mut self, bytes: &[u8], ids: &HashMap<u32, usize>) {
        let count = u32_at(bytes, 0).map_or(0, |count| count.min(u32::from(USES.end)) as usize);
        let mut at = 4 + u32_at(bytes, 0).map_or(0, |count| count as usize).saturating_mul(USE_HEAD);
        for (index, head) in slice(bytes, 4, count * USE_HEAD).chunks_exact(USE_HEAD).enumerate() {
            at += 4;
            let mut changes = HashMap::new();
            for _ in 0..head[12] {
                let Some((level, change)) = change(bytes, &mut at) else { break };
                changes.insert(level, change);
            }
            if let Some(&template) = ids.get(&u32_at(head, 0).unwrap_or(0)) {
                self.lists.by_number.insert(index as u32 + 1, List { template, changes });
            }
        }
    }

    /// Whether a paragraph is numbered the way Word 95 did it, outside all lists.
    pub fn is_old(own: NumberProperty, style: u16, styles: &Styles) -> bool {
        own.list.or_else(|| styles.number(style).list) == Some(OLD)
    }

    /// The list and level of a paragraph: its own word, then its styles', then the level that names its style.
    pub fn item(&self, own: NumberProperty, style: u16, styles: &Styles) -> Option<Item> {
        let inherited = styles.number(style);
        let num = own.list.or(inherited.list).filter(|list| USES.contains(list)).map(u32::from)?;
        let by_style = || {
            let template = self.lists.template(num)?;
            styles.family(style).find_map(|style| self.style_levels.get(&(template, style)).copied())
        };
        let level = own.level.or(inherited.level).map(usize::from).or_else(by_style).unwrap_or(0);
        Some(Item { num, level: level.min(LEVELS - 1) })
    }
}

/// What one use of a list says of one level.
fn change(bytes: &[u8], at: &mut usize) -> Option<(usize, Change<'static>)> {
    let start = u32_at(bytes, *at)?;
    let flags = u32_at(bytes, *at + 4)?;
    *at += 8;
    let level = if flags & 0x20 != 0 { Some(level(bytes, at)?) } else { None };
    let has_start = flags & 0x10 != 0;
    let start = if has_start { Some(level.as_ref().map_or(start, |level| level.start)) } else { None };
    Some(((flags & 0xF) as usize, Change { start, level }))
}

/// The level that begins at `at`, which moves behind it.
fn level(bytes: &[u8], at: &mut usize) -> Option<Level<'static>> {
    let head = bytes.get(*at..*at + LEVEL_HEAD)?;
    let properties = usize::from(head[24]) + usize::from(head[25]);
    let character_properties = slice(bytes, *at + LEVEL_HEAD + usize::from(head[25]), usize::from(head[24]));
    let text = *at + LEVEL_HEAD + properties;
    let length = usize::from(u16_at(bytes, text)?);
    *at = text + 2 + length * 2;
    let flags = head[5];
    Some(Level {
        start: u32_at(head, 0)?.min(i32::MAX as u32),
        format: format(head[4]),
        text: Cow::Owned(template(slice(bytes, text + 2, length * 2))),
        has_suffix: head[15] != 2,
        restart: (flags & 0x08 != 0).then_some(usize::from(head[26])),
        is_legal: flags & 0x04 != 0,
        is_hidden: super::look::hides(character_properties),
        style: None,
    })
}

/// `第%1条`: placeholders are characters below nine, the number of the level that they stand for.
fn template(text: &[u8]) -> String {
    let (units, _) = text.as_chunks::<2>();
    let mut template = String::new();
    for c in char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit))).flatten() {
        match c as usize {
            level @ 0..LEVELS => template.push_str(&format!("%{}", level + 1)),
            _ => template.push(c),
        }
        if template.len() > MAX_TEMPLATE_BYTES {
            return String::new();
        }
    }
    template
}

/// The name of a number format in [`crate::source::number_format`].
fn format(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        16 => "japaneseLegal",
        17 => "japaneseDigitalTenThousand",
        18 => "decimalEnclosedCircle",
        19 => "decimalFullWidth2",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        32 => "ideographZodiacTraditional",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        57 => "numberInDash",
        0xFF => "none",
        _ => "decimal",
    }
}
