//! The encoding that a page declares for itself.

/// A declaration stands near the beginning; browsers look at 1 kB, real pages are less careful.
const PREFIX_BYTES: usize = 8 << 10;

/// The label in `<meta charset=…>` or `<meta … content="text/html; charset=…">`.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(PREFIX_BYTES).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta") {
        rest = &rest[at + 5..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        if let Some((_, value)) = tag.split_once("charset") {
            let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
            let label = value.split(|c: char| c.is_whitespace() || "\"'/;".contains(c)).next()?;
            return Some(label.to_owned());
        }
    }
    None
}
