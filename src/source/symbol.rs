//! Symbols by font and code (`w:sym`), as checkboxes and marks in forms are written.

/// The character that looks like it, where there is one.
pub(in crate::source) fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    match code {
        0xF000..=0xF0FF => pictogram(font, code - 0xF000),
        code => char::from_u32(code).filter(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c)),
    }
}

fn pictogram(font: &str, code: u32) -> Option<char> {
    match (font, code) {
        ("Wingdings", 0x6F | 0x70 | 0x71 | 0x72 | 0xA8) => Some('□'),
        ("Wingdings", 0xFE) => Some('☑'),
        ("Wingdings", 0xFC) => Some('✓'),
        ("Wingdings", 0xFD | 0x78) => Some('☒'),
        ("Wingdings 2", 0x2A | 0x30 | 0xA3) => Some('□'),
        ("Wingdings 2", 0x52) => Some('☑'),
        ("Wingdings 2", 0x50) => Some('✓'),
        ("Wingdings 2", 0x51 | 0x54) => Some('☒'),
        ("Symbol", 0xB4) => Some('×'),
        ("Symbol", 0xA3) => Some('≤'),
        ("Symbol", 0xB3) => Some('≥'),
        ("Symbol", 0xB1) => Some('±'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkboxes_are_known_and_private_codes_dropped() {
        assert_eq!(character("Wingdings 2", "F052"), Some('☑'));
        assert_eq!(character("Wingdings", "F0A8"), Some('□'));
        assert_eq!(character("宋体", "2460"), Some('①'));
        assert_eq!(character("Webdings", "F041"), None);
        assert_eq!(character("宋体", "E001"), None);
        assert_eq!(character("宋体", "FFFFFFFFF"), None);
    }
}
