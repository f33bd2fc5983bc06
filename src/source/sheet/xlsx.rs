//! What an .xlsx says of itself, looked at before it is read.

use memchr::memmem;

use crate::ooxml::Package;
use crate::source::Unread;

/// Bytes of the shortest entry of the table of strings.
const STRING_BYTES: usize = 4;

/// Expands each part under the limits of packages; what of it is not read, for the remarks.
pub(super) fn inspect(bytes: &[u8]) -> Result<Vec<String>, Unread> {
    let mut package = Package::open(bytes)?;
    let (mut has_comments, mut has_drawn_text) = (false, false);
    for name in package.names() {
        let Some(part) = package.bytes(&name)? else { continue };
        if claims_too_many_strings(&part) {
            return Err(Unread::Hostile(format!("{name} 声明的字符串个数与内容不符")));
        }
        has_comments |= name.contains("/comments");
        has_drawn_text |= name.contains("/drawings/") && memmem::find(&part, b"<a:t>").is_some();
    }
    let said = [(has_comments, "含批注，未读取"), (has_drawn_text, "含图形里的文字，未读取")];
    Ok(said.into_iter().filter(|(is_there, _)| *is_there).map(|(_, said)| said.to_owned()).collect())
}

/// The library makes room for as many strings as the table says that it has.
fn claims_too_many_strings(part: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let is_digit = |b: &u8| b.is_ascii_digit();
    memmem::find_iter(part, NAME).any(|at| {
        let rest = part.iter().skip(at + NAME.len()).take(40).skip_while(|b| !is_digit(b)).take_while(|b| is_digit(b));
        let digits: String = rest.map(|b| *b as char).collect();
        digits.parse::<usize>().map_or(!digits.is_empty(), |count| count > part.len() / STRING_BYTES + 1)
    })
}
