//! The files together: which is the draft, which an earlier state of it, which says the same as another, which the old
//! document, which a basis.

use std::collections::BTreeMap;

use super::head;
use super::material::{BASIS, DRAFT, EARLIER, PREVIOUS, Tag};
use super::recognise::{Instrument, Recogniser, Verdict};
use super::{Content, Item};
use crate::finding::Confidence;
use crate::text::MatchView;

/// Settles what the instruments are, and which files are copies. `verdicts` are those of the items, in their order; where
/// the user said what a file is, there is none.
pub fn settle(items: &mut [Item], verdicts: &[Option<Verdict>], recogniser: &Recogniser) {
    for (item, verdict) in items.iter_mut().zip(verdicts) {
        if let Some(Verdict::Material { index, confidence, reason }) = verdict {
            take(item, recogniser.materials.get(*index).map_or("", |it| &it.id), *confidence, reason.clone());
        }
    }
    copies(items);
    let instruments: Vec<(usize, &Instrument)> = verdicts
        .iter()
        .enumerate()
        .filter_map(|(i, verdict)| match verdict {
            Some(Verdict::Instrument(it)) => Some((i, it)),
            _ => None,
        })
        .collect();
    let drafts = drafts(items, &instruments, recogniser);
    for &i in &drafts {
        if let Some(Some(Verdict::Instrument(it))) = verdicts.get(i) {
            let confidence =
                if it.tag.is_some() && drafts.len() == 1 { Confidence::Certain } else { Confidence::Likely };
            let reason = if it.tag.is_some() {
                it.reason.clone()
            } else {
                format!("{}，没有别的文件更像送审稿", it.reason)
            };
            take(&mut items[i], DRAFT, confidence, reason);
        }
    }
    let draft = items.iter().position(|item| item.material.as_deref() == Some(DRAFT));
    for (i, it) in instruments.into_iter().filter(|(i, _)| !drafts.contains(i)) {
        let (material, confidence, reason) = rest(items, draft, it, recogniser);
        match material {
            Some(material) => take(&mut items[i], &material, confidence, reason),
            None => items[i].reason = reason,
        }
    }
    follow(items);
}

fn take(item: &mut Item, material: &str, confidence: Confidence, reason: String) {
    item.material = Some(material.to_owned());
    item.confidence = confidence;
    item.reason = reason;
}

/// Files of the same words. The one that is kept can be commented in (docx), and has the shortest name: no 副本, no （1）.
fn copies(items: &mut [Item]) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        let words = item.content.as_ref().map(words).filter(|words| !words.is_empty());
        if let Some(words) = words {
            groups.entry(words).or_default().push(i);
        }
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let rank = |i: &usize| {
            let path = &items[*i].path;
            (!path.ends_with(".docx"), items[*i].file_name().chars().count(), path.clone())
        };
        let Some(kept) = group.iter().copied().min_by_key(rank) else { continue };
        let path = items[kept].path.clone();
        for i in group.into_iter().filter(|i| *i != kept) {
            items[i].same_as = Some(path.clone());
        }
    }
}

/// A copy is what its original is.
fn follow(items: &mut [Item]) {
    let materials: BTreeMap<String, Option<String>> =
        items.iter().map(|item| (item.path.clone(), item.material.clone())).collect();
    for item in items.iter_mut() {
        if let Some(material) = item.same_as.as_ref().and_then(|path| materials.get(path)) {
            item.material.clone_from(material);
        }
    }
}

/// All letters and digits, without signs, blanks and page numbers' company.
fn words(content: &Content) -> String {
    let blocks = content.text.blocks().iter().filter(|block| block.kind.is_body());
    let views = blocks.map(|block| MatchView::new(&content.text, block.span));
    views.flat_map(|view| view.as_str().chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>()).collect()
}

/// The files that may be the draft, the likeliest alone where one is; copies do not count.
fn drafts(items: &[Item], instruments: &[(usize, &Instrument)], recogniser: &Recogniser) -> Vec<usize> {
    if items.iter().any(|item| item.material.as_deref() == Some(DRAFT)) {
        return Vec::new();
    }
    let about = items.iter().filter(|item| recogniser_agrees(item, recogniser));
    let about: Vec<String> = about.filter_map(|item| item.facts.as_ref().map(|facts| facts.title.clone())).collect();
    let scored = instruments.iter().filter(|(i, _)| items[*i].same_as.is_none());
    let scored: Vec<(i32, usize)> = scored.map(|(i, it)| (score(it, &about, recogniser), *i)).collect();
    let Some(best) = scored.iter().map(|(score, _)| *score).max() else { return Vec::new() };
    scored.into_iter().filter(|(score, _)| *score == best).map(|(_, i)| i).collect()
}

/// Whether the material speaks of the draft: its title names it.
fn recogniser_agrees(item: &Item, recogniser: &Recogniser) -> bool {
    let material = item.material.as_deref().and_then(|id| recogniser.find(id));
    material.is_some_and(|material| material.agrees)
}

/// How much an instrument is like a draft sent for review.
fn score(it: &Instrument, about: &[String], recogniser: &Recogniser) -> i32 {
    let tag = |tag: Option<Tag>| match tag {
        Some(Tag::Final) => 8,
        Some(Tag::Draft) => 6,
        Some(Tag::Round) => -3,
        Some(Tag::Old) => -8,
        None => 0,
    };
    let named = it.named.and_then(|index| recogniser.materials.get(index)).map(|material| material.id.as_str());
    let named = match named {
        Some(DRAFT) => 3,
        Some(PREVIOUS | BASIS | EARLIER) => -6,
        _ => 0,
    };
    let is_named = about.iter().any(|title| head::same(title, &it.title));
    // A tag in the text outweighs the same in the name: names are copied along.
    let tags = if it.tag.is_some() { tag(it.tag) * 2 } else { tag(it.name_tag) };
    tags + named + i32::from(is_named) * 5 + i32::from(it.is_latest)
        - i32::from(it.is_statute) * 9
        - i32::from(it.is_issued) * 6
}

/// What an instrument is that is not the draft.
fn rest(
    items: &[Item],
    draft: Option<usize>,
    it: &Instrument,
    recogniser: &Recogniser,
) -> (Option<String>, Confidence, String) {
    let found = |id: &str, confidence, why: &str| (Some(id.to_owned()), confidence, format!("{}；{why}", it.reason));
    let draft = draft.map(|i| &items[i]);
    let title = draft.and_then(|item| item.facts.as_ref()).map_or("", |facts| facts.title.as_str());
    let text = draft.and_then(|item| item.content.as_ref());
    let is_same = head::same(title, &it.title);
    let named = it.named.and_then(|index| recogniser.materials.get(index)).map(|material| material.id.as_str());
    match (it.tag.or(it.name_tag), named) {
        (_, Some(PREVIOUS)) | (Some(Tag::Old), _) => found(PREVIOUS, Confidence::Likely, "文件名、标题说明是旧文件"),
        (Some(Tag::Round), _) if !it.is_statute => found(EARLIER, Confidence::Likely, "是以前的稿子"),
        (Some(_), _) if is_same => found(EARLIER, Confidence::Possible, "与送审稿同名，不是最后一稿"),
        _ if is_same => found(PREVIOUS, Confidence::Likely, "与送审稿同名，没有稿次"),
        _ if text.is_some_and(|content| is_replaced(content, &it.title, &recogniser.form.replaces)) => {
            found(PREVIOUS, Confidence::Likely, "送审稿写明废止或者修改它")
        }
        _ if it.is_statute => found(BASIS, Confidence::Likely, "是法律、法规、规章"),
        (_, Some(BASIS)) => found(BASIS, Confidence::Likely, "文件名说明是依据"),
        _ if text.is_some_and(|content| cites(content, &it.title)) => {
            found(BASIS, Confidence::Likely, "送审稿引用了它")
        }
        _ if it.is_issued => found(BASIS, Confidence::Possible, "已经印发，可能是依据"),
        _ => (None, Confidence::Possible, format!("{}，看不出与送审稿的关系", it.reason)),
    }
}

fn cites(content: &Content, title: &str) -> bool {
    let core = head::core(title);
    !core.is_empty() && head::settled(MatchView::of(content.text.as_str()).as_str()).contains(core.as_str())
}

/// 《…》同时废止, 对《…》作如下修改: a word of replacing in the same sentence, behind the name or right before it.
fn is_replaced(content: &Content, title: &str, words: &[String]) -> bool {
    const NEAR: usize = 24;
    let core = head::core(title);
    let text = head::settled(MatchView::of(content.text.as_str()).as_str());
    let mut names = text.match_indices(core.as_str()).map(|(at, name)| (at, at + name.len()));
    !core.is_empty()
        && names.any(|(start, end)| {
            let behind = text[end..].split('。').next().unwrap_or_default();
            let behind = &behind[..behind.floor_char_boundary(NEAR * 3)];
            let before = &text[text.floor_char_boundary(start.saturating_sub(NEAR))..start];
            words.iter().any(|word| behind.contains(word.as_str()) || before.ends_with(&format!("{word}《")))
        })
}
