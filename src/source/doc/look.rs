//! How characters look (字符格式): deleted, inserted, hidden, or a symbol of a font.

use super::bytes::u16_at;
use super::piece::Piece;
use super::sprm::{self, Sprm, sprms};
use super::style::{Styles, Toggle};

/// What matters here of the properties of a run of characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub is_deleted: bool,
    pub is_inserted: bool,
    hidden: Option<Toggle>,
    style: Option<u16>,
    /// Number of the font, and the character in it.
    pub symbol: Option<(u16, u16)>,
}

impl Look {
    pub fn new(properties: &[u8], piece: &Piece<'_>) -> Look {
        let mut look = Look::default();
        sprms(properties).for_each(|sprm| look.set(sprm));
        piece.properties.sprms().for_each(|sprm| look.set(sprm));
        look
    }

    fn set(&mut self, sprm: Sprm<'_>) {
        match sprm.code {
            sprm::DELETED => self.is_deleted = sprm.is_on(),
            sprm::INSERTED => self.is_inserted = sprm.is_on(),
            sprm::HIDDEN => self.hidden = Some(Toggle::of(sprm.byte())),
            sprm::CHARACTER_STYLE => self.style = Some(sprm.word()),
            sprm::SYMBOL => self.symbol = u16_at(sprm.value, 2).map(|c| (sprm.word(), c)),
            _ => {}
        }
    }

    /// The styles of run and paragraph cancel each other out, because hiding is a toggle.
    pub fn is_hidden(&self, styles: &Styles, in_hidden_style: bool) -> bool {
        let by_style = self.style.is_some_and(|style| styles.hides(style)) != in_hidden_style;
        self.hidden.map_or(by_style, |hidden| hidden.apply(by_style))
    }
}

/// Whether bare properties hide.
pub(super) fn hides(properties: &[u8]) -> bool {
    let hidden = sprms(properties).filter(|sprm| sprm.code == sprm::HIDDEN).last();
    hidden.is_some_and(|sprm| Toggle::of(sprm.byte()).apply(false))
}
