//! Words for a terminal: nothing in them may steer it, and they are cut and counted by what is seen.

/// Control characters of a document must not reach the terminal.
pub fn visible(s: &str) -> String {
    s.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// The first characters; `…` where something was left out.
pub fn clip(s: &str, most: usize) -> String {
    match s.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &s[..end]),
        None => s.to_owned(),
    }
}
