//! Fonts: in rich text the font (字体) says which code page its bytes are in.

use std::collections::HashMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

#[derive(Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The font being described.
    current: i32,
}

#[derive(Default)]
struct Font {
    name: String,
    script: Script,
}

/// What the bytes of a font mean.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Script {
    /// The code page of the document.
    #[default]
    Document,
    /// Pictograms.
    Symbols,
    In(&'static Encoding),
}

impl Fonts {
    /// A control word of the font table (`\fonttbl`).
    pub fn word(&mut self, name: &str, value: i32) {
        match name {
            "f" => {
                self.current = value;
                self.fonts.insert(value, Font::default());
            }
            "fcharset" => self.describe(charset(value)),
            "cpg" => self.describe(code_page(value).map_or(Script::Document, Script::In)),
            _ => {}
        }
    }

    fn describe(&mut self, script: Script) {
        if let Some(font) = self.fonts.get_mut(&self.current) {
            font.script = script;
        }
    }

    pub fn name_part(&mut self, part: &[u8]) {
        if let Some(font) = self.fonts.get_mut(&self.current) {
            font.name.extend(part.iter().filter(|b| **b != b';').map(|b| *b as char));
        }
    }

    pub fn script(&self, font: i32) -> Script {
        self.fonts.get(&font).map_or(Script::Document, |font| font.script)
    }

    pub fn name(&self, font: i32) -> &str {
        self.fonts.get(&font).map_or("", |font| font.name.trim())
    }

    /// The code page where the document names none: Chinese fonts give it away.
    pub fn likely_encoding(&self) -> &'static Encoding {
        let is_chinese = self.fonts.values().any(|font| font.script == Script::In(GB18030));
        if is_chinese { GB18030 } else { WINDOWS_1252 }
    }
}

fn charset(number: i32) -> Script {
    Script::In(match number {
        2 => return Script::Symbols,
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 | 130 => EUC_KR,
        134 => GB18030,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return Script::Document,
    })
}

pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 | 54936 | 10008 => GB18030,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}
