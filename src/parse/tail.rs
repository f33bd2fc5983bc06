//! The end of a document: signature, date, annotations, imprint.

use crate::date;
use crate::document::{Document, Found, Level, Matter, MatterKind};
use crate::text::{MatchView, Span, Text, fold};

/// A line that is nothing but a date: 2026年1月5日, 二○○五年三月一日.
pub fn is_date_line(s: &str) -> bool {
    const LONGEST_BYTES: usize = 80;
    if s.len() > LONGEST_BYTES {
        return false;
    }
    let folded = fold(s);
    date::read(&folded).is_some_and(|(_, taken)| taken == folded.len())
}

/// 抄送, 印发 and annotation lines below the signature.
pub fn is_imprint(s: &str) -> bool {
    const LONGEST_BYTES: usize = 180;
    if s.len() > LONGEST_BYTES {
        return false;
    }
    let folded = fold(s);
    let begins = ["抄送：", "主送：", "（此件", "公开方式：", "信息公开选项", "（联系人", "扫一扫在手机打开"];
    begins.iter().any(|word| folded.starts_with(word))
        || folded.ends_with("印发") && folded.chars().any(|c| c.is_ascii_digit())
}

/// Takes signatures, dates and imprints out of the running text at the end of the document and of what it carries.
pub fn finish(text: &Text, document: &mut Document) {
    let mut kinds: Vec<Option<MatterKind>> = vec![None; document.nodes.len()];
    for id in 0..document.nodes.len() {
        let node = &document.nodes[id];
        if node.level != Level::Paragraph || !node.label.is_empty() || document.children(Some(id)).next().is_some() {
            continue;
        }
        let s = text.slice(node.body);
        if is_date_line(s) {
            kinds[id] = Some(MatterKind::Date);
            mark_signature(text, document, id, &mut kinds);
        } else if is_imprint(s) {
            kinds[id] = Some(MatterKind::Imprint);
        }
    }
    split_last_line(text, document, &kinds);
    for (id, kind) in kinds.iter().enumerate() {
        if let Some(kind) = kind {
            document.matter.push(Matter { kind: *kind, span: document.nodes[id].span });
        }
    }
    remember_date(text, document);
    remove(document, &kinds);
}

/// The short lines right above a date are the organs that sign.
fn mark_signature(text: &Text, document: &Document, date: usize, kinds: &mut [Option<MatterKind>]) {
    const MOST_ORGANS: usize = 8;
    for id in (date.saturating_sub(MOST_ORGANS)..date).rev() {
        let node = &document.nodes[id];
        let s = text.slice(node.body);
        let signs = node.level == Level::Paragraph
            && node.label.is_empty()
            && node.end == id + 1
            && s.chars().count() <= 40
            && !s.contains(['。', '，', '；', ';', '：', ':', '《'])
            && !is_date_line(s);
        if !signs {
            return;
        }
        kinds[id] = Some(MatterKind::Signature);
    }
}

/// Texts that lost their line ends: ……特此公告。海关总署2024年9月2日
fn split_last_line(text: &Text, document: &mut Document, kinds: &[Option<MatterKind>]) {
    let Some(id) = (0..document.nodes.len()).rev().find(|&id| kinds[id].is_none()) else { return };
    let body = document.nodes[id].body;
    let s = text.slice(body);
    let Some(stop) = s.rfind('。').map(|at| at + '。'.len_utf8()).filter(|at| *at < s.len()) else { return };
    let view = MatchView::new(text, Span::new(body.start + stop, body.end));
    let signed = view.as_str();
    let Some((at, taken)) = first_date(signed) else { return };
    let after = &signed[at + taken..];
    let is_annex_list = after.starts_with("附件");
    let ends = after.is_empty() || after.starts_with("公告下载") || is_annex_list;
    if at == 0 || !ends || signed[..at].chars().count() > 60 {
        return;
    }
    let organ = view.span(0..at);
    let date = view.span(at..at + taken);
    document.matter.push(Matter { kind: MatterKind::Signature, span: organ });
    document.matter.push(Matter { kind: MatterKind::Date, span: date });
    if !after.is_empty() {
        let kind = if is_annex_list { MatterKind::AnnexList } else { MatterKind::Furniture };
        document.matter.push(Matter { kind, span: view.span(at + taken..signed.len()) });
    }
    let cut = body.start + stop;
    for up in document.path_up(id).collect::<Vec<_>>() {
        document.nodes[up].span.end = document.nodes[up].span.end.min(cut);
    }
    document.nodes[id].body.end = cut;
}

fn first_date(s: &str) -> Option<(usize, usize)> {
    s.char_indices().find_map(|(at, _)| date::read(&s[at..]).map(|(_, taken)| (at, taken)))
}

/// 成文日期 is the first date under a signature outside the annexes.
fn remember_date(text: &Text, document: &mut Document) {
    let signature = document.matter.iter().filter(|m| m.kind == MatterKind::Signature).map(|m| m.span).min();
    let date = document.matter.iter().filter(|m| m.kind == MatterKind::Date && signature.is_none_or(|s| s < m.span));
    let date = date.map(|m| m.span).min();
    document.head.signed = date.map(|span| Found { text: fold(text.slice(span)), span });
    if document.head.issuer.is_none() {
        document.head.issuer = signature.map(|first| {
            let organs =
                document.matter.iter().filter(|m| m.kind == MatterKind::Signature && date.is_none_or(|d| m.span < d));
            let organs: Vec<_> =
                organs.map(|m| fold(text.slice(m.span))).filter(|name| super::head::is_organ(name)).collect();
            Found { text: organs.join("、"), span: first }
        });
        document.head.issuer.take_if(|issuer| issuer.text.is_empty());
    }
}

/// Removes nodes that became matter, closing the gaps in the numbering of nodes and of 款.
fn remove(document: &mut Document, kinds: &[Option<MatterKind>]) {
    if kinds.iter().all(Option::is_none) {
        return;
    }
    let mut new_id = Vec::with_capacity(kinds.len() + 1);
    let mut kept = 0;
    for kind in kinds {
        new_id.push(kept);
        kept += usize::from(kind.is_none());
    }
    new_id.push(kept);
    let nodes = std::mem::take(&mut document.nodes);
    let dead: Vec<_> = nodes.iter().zip(kinds).filter(|(_, k)| k.is_some()).map(|(n, _)| n.span).collect();
    for (mut node, kind) in nodes.into_iter().zip(kinds) {
        if kind.is_none() {
            node.parent = node.parent.map(|id| new_id[id]);
            node.end = new_id[node.end];
            shrink(&mut node.span, &dead);
            document.nodes.push(node);
        }
    }
}

/// A node whose last lines were taken away ends where they began.
fn shrink(span: &mut Span, dead: &[Span]) {
    for gone in dead.iter().rev() {
        if gone.end == span.end && gone.start > span.start {
            span.end = gone.start;
        }
    }
}
