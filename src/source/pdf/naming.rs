//! Characters of fonts that are embedded without a map to Unicode (ToUnicode), as presses of 公文 often write them:
//! their codes are GBK, UCS-2 or numbers of a known character collection.

use std::collections::BTreeMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Bytes};

/// What the codes of a font are.
enum Codes {
    Legacy(&'static encoding_rs::Encoding),
    Utf16,
    Utf32,
    /// Numbers of a character collection such as Adobe-GB1.
    Collection(Box<CMap>),
}

/// The codes of a document's fonts by the name of the font; looked up when first needed.
pub(super) struct Naming<'p> {
    pdf: &'p Pdf,
    fonts: Option<BTreeMap<String, Codes>>,
}

impl<'p> Naming<'p> {
    pub fn new(pdf: &'p Pdf) -> Naming<'p> {
        Naming { pdf, fonts: None }
    }

    pub fn character(&mut self, glyph: &Glyph<'_>) -> Option<String> {
        let Glyph::Outline(outline) = glyph else { return None };
        let font = outline.font_data()?.postscript_name?;
        let fonts = self.fonts.get_or_insert_with(|| fonts(self.pdf));
        fonts.get(&font)?.decode(outline.char_code())
    }
}

fn fonts(pdf: &Pdf) -> BTreeMap<String, Codes> {
    let dictionaries = pdf.objects().into_iter().filter_map(Object::into_dict);
    let composite = dictionaries.filter(|dict| dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"Type0"));
    composite.filter_map(|dict| Some((base_name(&dict)?, Codes::of(&dict)?))).collect()
}

/// BaseFont without the mark of a subset: ABCDEF+SimSun → SimSun.
fn base_name(font: &Dict<'_>) -> Option<String> {
    let name = font.get::<Name<'_>>(b"BaseFont")?.as_str().to_owned();
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => Some(rest.to_owned()),
        _ => Some(name),
    }
}

impl Codes {
    fn of(font: &Dict<'_>) -> Option<Codes> {
        let name = font.get::<Name<'_>>(b"Encoding")?;
        let name = name.as_str();
        Some(match name {
            "Identity-H" | "Identity-V" => Codes::Collection(Box::new(collection(font)?)),
            _ if name.contains("UCS2") || name.contains("UTF16") => Codes::Utf16,
            _ if name.contains("UTF32") => Codes::Utf32,
            _ if name.starts_with("GB") => Codes::Legacy(encoding_rs::GB18030),
            _ if name.contains("B5") => Codes::Legacy(encoding_rs::BIG5),
            _ => return None,
        })
    }

    fn decode(&self, code: u32) -> Option<String> {
        match self {
            Codes::Utf16 => {
                let units = [(code >> 16) as u16, code as u16];
                let units = if units[0] == 0 { &units[1..] } else { &units[..] };
                String::from_utf16(units).ok()
            }
            Codes::Utf32 => char::from_u32(code).map(String::from),
            Codes::Legacy(encoding) => {
                let bytes = code.to_be_bytes();
                let start = bytes.iter().position(|byte| *byte != 0)?;
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(start..)?)?;
                Some(text.into_owned())
            }
            Codes::Collection(map) => match map.lookup_bf_string(code)? {
                BfString::Char(c) => Some(c.to_string()),
                BfString::String(s) => Some(s),
            },
        }
    }
}

/// The map to Unicode of the collection that the font's numbers belong to.
fn collection(font: &Dict<'_>) -> Option<CMap> {
    let descendant = font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let system = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let (registry, ordering) = (system.get::<Bytes<'_>>(b"Registry")?, system.get::<Bytes<'_>>(b"Ordering")?);
    let name: CMapName<'static> =
        CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()).ucs2_cmap()?;
    CMap::parse(load_embedded(name)?, load_embedded)
}
