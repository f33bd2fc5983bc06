//! Names of members: UTF-8, or GBK as Chinese Windows writes them, said or not.

use std::io::Read;

use encoding_rs::GB18030;
use zip::ExtraField;
use zip::read::ZipFile;

/// The path as shown, with `/` between folders.
pub(super) fn of<R: Read>(file: &ZipFile<'_, R>) -> String {
    let raw = file.name_raw();
    let second = file.extra_data_fields().find_map(|field| match field {
        ExtraField::UnicodePath(second) => second.clone().unwrap_valid(raw).ok(),
        _ => None,
    });
    let path = second.and_then(|second| String::from_utf8(second.into()).ok()).unwrap_or_else(|| decode(raw));
    path.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// Many programs do not say which encoding they write. Bytes that are UTF-8 by chance give letters of two bytes, which
/// no Chinese name has.
pub(super) fn decode(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) if !name.chars().any(|c| ('\u{80}'..'\u{800}').contains(&c)) => name.to_owned(),
        Ok(name) => match GB18030.decode_without_bom_handling(raw) {
            (gbk, false) => gbk.into_owned(),
            _ => name.to_owned(),
        },
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}
