//! The style sheet (样式表): what a paragraph or a run gets without saying it.

use super::bytes::{slice, u16_at};
use super::sprm::{self, sprms};

/// A style may rest on another, and that one on a third; cycles and endless chains stop here.
const MAX_CHAIN: usize = 32;
const PARAGRAPH: u16 = 1;
const CHARACTER: u16 = 2;

#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    /// Styles that hide, by their own word or by that of one they rest on.
    hiding: Vec<bool>,
}

#[derive(Default)]
struct Style {
    based_on: usize,
    number: NumberProperty,
    hidden: Option<Toggle>,
}

/// The list and level as they are said: either half may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberProperty {
    pub list: Option<u16>,
    pub level: Option<u8>,
}

impl NumberProperty {
    pub fn set(&mut self, sprm: sprm::Sprm<'_>) {
        match sprm.code {
            sprm::LIST => self.list = Some(sprm.word()),
            sprm::LIST_LEVEL => self.level = Some(sprm.byte()),
            _ => {}
        }
    }
}

/// A property that may also be said relative to the style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toggle {
    Is(bool),
    AsStyle,
    UnlikeStyle,
}

impl Toggle {
    pub fn of(byte: u8) -> Toggle {
        match byte {
            0x80 => Toggle::AsStyle,
            0x81 => Toggle::UnlikeStyle,
            byte => Toggle::Is(byte != 0),
        }
    }

    pub fn apply(self, style: bool) -> bool {
        match self {
            Toggle::Is(on) => on,
            Toggle::AsStyle => style,
            Toggle::UnlikeStyle => !style,
        }
    }
}

impl Styles {
    pub fn read(sheet: &[u8]) -> Styles {
        let header = usize::from(u16_at(sheet, 0).unwrap_or(0));
        let fixed = usize::from(u16_at(sheet, 4).unwrap_or(0));
        let mut at = 2 + header;
        let mut styles = Styles::default();
        while let Some(length) = u16_at(sheet, at).map(usize::from) {
            styles.styles.push(Style::read(slice(sheet, at + 2, length), fixed).unwrap_or_default());
            at += 2 + length;
            if styles.styles.len() > usize::from(u16::MAX) {
                break;
            }
        }
        styles.hiding = (0..styles.styles.len()).map(|index| styles.chain_hides(index)).collect();
        styles
    }

    fn chain_hides(&self, index: usize) -> bool {
        let mut chain: Vec<Toggle> = self.chain(index).filter_map(|(_, style)| style.hidden).collect();
        std::iter::from_fn(|| chain.pop()).fold(false, |base, toggle| toggle.apply(base))
    }

    /// A style and those it rests on, nearest first.
    fn chain(&self, index: usize) -> impl Iterator<Item = (usize, &Style)> {
        let find = |index: usize| self.styles.get(index).map(|style| (index, style));
        std::iter::successors(find(index), move |(_, style)| find(style.based_on)).take(MAX_CHAIN)
    }

    /// The styles themselves, nearest first.
    pub fn family(&self, style: u16) -> impl Iterator<Item = u16> {
        self.chain(usize::from(style)).map(|(index, _)| index as u16)
    }

    /// What a style and those it rests on say of lists.
    pub fn number(&self, style: u16) -> NumberProperty {
        let chain = || self.chain(usize::from(style)).map(|(_, style)| style.number);
        NumberProperty { list: chain().find_map(|number| number.list), level: chain().find_map(|number| number.level) }
    }

    pub fn hides(&self, style: u16) -> bool {
        self.hiding.get(usize::from(style)) == Some(&true)
    }
}

impl Style {
    /// A style's fixed head, its name, then its properties: those of the paragraph first.
    fn read(bytes: &[u8], fixed: usize) -> Option<Style> {
        let kind = u16_at(bytes, 2)?;
        let mut style = Style { based_on: usize::from(kind >> 4), ..Style::default() };
        let name = usize::from(u16_at(bytes, fixed)?);
        let mut at = fixed + 2 + (name + 1) * 2;
        let parts: &[fn(&mut Style, &[u8])] = match kind & 0xF {
            PARAGRAPH => &[Style::paragraph, Style::character],
            CHARACTER => &[Style::character],
            _ => &[],
        };
        for part in parts {
            let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
            part(&mut style, slice(bytes, at + 2, length));
            at += 2 + length + length % 2;
        }
        Some(style)
    }

    fn paragraph(&mut self, properties: &[u8]) {
        sprms(properties.get(2..).unwrap_or_default()).for_each(|sprm| self.number.set(sprm));
    }

    fn character(&mut self, properties: &[u8]) {
        let hidden = sprms(properties).filter(|sprm| sprm.code == sprm::HIDDEN).last();
        self.hidden = hidden.map(|sprm| Toggle::of(sprm.byte()));
    }
}
