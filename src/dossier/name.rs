//! What a file name says: 3.关于《办法（送审稿）》的起草说明（盖章版）.pdf

use super::head;
use super::material::{Form, Material, Tag};
use crate::text::fold;

/// What a name says of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameSays {
    /// Index of the material, and the word that tells it.
    pub material: Option<(usize, String)>,
    /// The word stands where the name says what the file is.
    pub is_plain: bool,
    pub tag: Option<Tag>,
    /// It ends as the name of a 规范性文件 does.
    pub is_instrument: bool,
}

pub fn read(file_name: &str, materials: &[Material], form: &Form) -> NameSays {
    let stem = without_ending(file_name);
    let spaced: String = stem.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    let bare = without_noise(&fold(&spaced), form);
    let tag = form.tag(&fold(stem)).map(|(tag, _)| tag);
    let is_instrument = form.ends.iter().any(|word| bare.ends_with(word.as_str())) || bare.ends_with('》');
    let words = || materials.iter().enumerate().flat_map(|(i, it)| it.names.iter().map(move |word| (i, word.as_str())));
    // What ends a title ends a name as well.
    let heads = materials.iter().enumerate().flat_map(|(i, it)| it.heads.iter().map(move |word| (i, word.as_str())));
    let endings = words().chain(heads).filter(|(_, word)| head::ends_with(&bare, word));
    let ending = endings.max_by_key(|(i, word)| (word.len(), usize::MAX - i));
    let says = |found: Option<(usize, &str)>, is_plain| NameSays {
        material: found.map(|(index, word)| (index, word.to_owned())),
        is_plain,
        tag,
        is_instrument,
    };
    if let Some(found) = ending {
        return NameSays { is_instrument: false, ..says(Some(found), true) };
    }
    let somewhere =
        || words().filter_map(|(i, word)| bare.rfind(word).map(|at| (at + word.len(), word.len(), i, word)));
    let apart = |(end, ..): &(usize, usize, usize, &str)| {
        let next = bare[*end..].chars().next();
        next.is_some_and(|c| !c.is_alphanumeric())
    };
    let best = |found: Option<(usize, usize, usize, &'_ str)>| found.map(|(_, _, i, word)| (i, word.to_owned()));
    let found = if is_instrument && tag.is_some() {
        None
    } else if is_instrument {
        best(somewhere().filter(apart).max_by_key(|(end, len, i, _)| (*end, *len, usize::MAX - i)))
    } else {
        best(somewhere().max_by_key(|(end, len, i, _)| (*end, *len, usize::MAX - i)))
    };
    let is_instrument = is_instrument && found.is_none();
    NameSays { material: found, is_plain: !is_instrument, tag, is_instrument }
}

fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.is_ascii() => stem,
        _ => name,
    }
}

/// 盖章版, 扫描件, 定稿, copies and dates behind the name.
fn without_noise(name: &str, form: &Form) -> String {
    let mut rest = name.to_owned();
    loop {
        let bare = head::bare(&rest);
        let trimmed = bare.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "-_.—+年月日".contains(c));
        let trimmed = if trimmed.is_empty() { bare.as_str() } else { trimmed };
        let noise = form.noise.iter().filter_map(|word| trimmed.strip_suffix(word.as_str())).min_by_key(|it| it.len());
        let shorter = noise.filter(|shorter| !shorter.is_empty()).unwrap_or(trimmed);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(name: &str) -> (Option<&'static str>, bool) {
        let material = |id: &'static str, names: &[&str]| Material {
            id: id.into(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Material::default()
        };
        let ids = ["hearing", "collective", "explanation", "draft"];
        let materials = [
            material("hearing", &["听证", "听证会笔录"]),
            material("collective", &["会议纪要"]),
            material("explanation", &["起草说明"]),
            material("draft", &["送审稿"]),
        ];
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let form = Form {
            ends: words(&["办法"]),
            final_tags: words(&["送审稿"]),
            noise: words(&["扫描件", "盖章"]),
            ..Form::default()
        };
        let says = read(name, &materials, &form);
        (says.material.map(|(index, _)| ids[index]), says.is_instrument)
    }

    #[test]
    fn the_end_of_a_name_decides() {
        assert_eq!(says("听证办法（送审稿）.docx"), (None, true));
        assert_eq!(says("《听证办法》（送审稿）.docx"), (None, true));
        assert_eq!(says("听证办法送审稿.docx"), (Some("draft"), false));
        assert_eq!(says("3.关于《听证办法（送审稿）》的起草说明（盖章）20260901.pdf"), (Some("explanation"), false));
        assert_eq!(says("起草说明（送审稿）.doc"), (Some("explanation"), false));
        assert_eq!(says("会议纪要-审议听证办法.txt"), (Some("collective"), false));
        assert_eq!(says("听证会笔录 扫描件.pdf"), (Some("hearing"), false));
        assert_eq!(says("IMG_0001.jpg"), (None, false));
    }
}
