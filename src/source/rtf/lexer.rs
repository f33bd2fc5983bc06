//! Rich text as its writers mean it: groups, control words, escaped and plain bytes.

use std::ops::Range;

/// Letters of a control word; longer ones are no control words.
const MAX_NAME: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    Open,
    Close,
    Word {
        name: &'b str,
        value: Option<i32>,
    },
    /// A control of one sign: `\~`.
    Symbol(u8),
    /// A byte of text, as it stands or as `\'hh`.
    Byte(u8),
}

pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Lexer<'b> {
    pub fn new(bytes: &'b [u8]) -> Lexer<'b> {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, most: usize, test: impl Fn(u8) -> bool) -> &'b str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(most).take_while(|b| test(**b)).count();
        self.at += length;
        rest.get(..length).and_then(|taken| std::str::from_utf8(taken).ok()).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let name = self.take_while(MAX_NAME, |b| b.is_ascii_alphabetic());
        if name.is_empty() {
            let sign = self.peek()?;
            self.at += 1;
            return Some(if sign == b'\'' { self.escaped() } else { Token::Symbol(sign) });
        }
        let value = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if name == "bin" {
            // Raw bytes follow, braces among them.
            let length = value.and_then(|value| usize::try_from(value).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Some(Token::Word { name, value })
    }

    fn number(&mut self) -> Option<i32> {
        let is_negative = self.peek() == Some(b'-');
        let start = self.at;
        self.at += usize::from(is_negative);
        let digits = self.take_while(usize::MAX, |b| b.is_ascii_digit());
        if digits.is_empty() {
            self.at = start;
            return None;
        }
        let value = digits.parse().unwrap_or(i32::MAX);
        Some(if is_negative { -value } else { value })
    }

    fn escaped(&mut self) -> Token<'b> {
        let digits = self.take_while(2, |b| b.is_ascii_hexdigit());
        u8::from_str_radix(digits, 16).map_or(Token::Symbol(b'\''), Token::Byte)
    }
}

impl<'b> Iterator for Lexer<'b> {
    type Item = (Token<'b>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let byte = self.peek()?;
            self.at += 1;
            let token = match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control()?,
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            };
            return Some((token, start..self.at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(rtf: &str) -> Vec<Token<'_>> {
        Lexer::new(rtf.as_bytes()).map(|(token, _)| token).collect()
    }

    #[test]
    fn words_end_with_a_blank_that_is_theirs() {
        let word = |name, value| Token::Word { name, value };
        assert_eq!(
            tokens("\\b0 a\r\n\\u-20 \\par\\~"),
            [word("b", Some(0)), Token::Byte(b'a'), word("u", Some(-20)), word("par", None), Token::Symbol(b'~')]
        );
        assert_eq!(
            tokens("\\i- \\b99999999999"),
            [word("i", None), Token::Byte(b'-'), Token::Byte(b' '), word("b", Some(i32::MAX))]
        );
    }

    #[test]
    fn binary_data_is_passed_over() {
        let word = Token::Word { name: "bin", value: Some(3) };
        assert_eq!(tokens("{\\bin3 }}}a}"), [Token::Open, word, Token::Byte(b'a'), Token::Close]);
        assert_eq!(tokens("\\bin99999 abc").len(), 1);
    }

    #[test]
    fn escapes_are_bytes() {
        assert_eq!(
            tokens("\\'b5\\'DA\\'zz"),
            [Token::Byte(0xB5), Token::Byte(0xDA), Token::Symbol(b'\''), Token::Byte(b'z'), Token::Byte(b'z')]
        );
        assert_eq!(tokens("\\"), []);
    }
}
