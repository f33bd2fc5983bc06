//! Markdown: plain text whose marks (`#`, `**`, comments, front matter) are dropped.

use super::encoding::{self, Line};
use super::{Format, Source, Unread};
use crate::text::{BlockKind, TextBuilder};

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let decoded = encoding::decode(bytes)?;
    let mut builder = TextBuilder::with_capacity(bytes.len());
    let part = builder.part("");
    let mut skip = Skip::Start;
    for line in decoded.lines() {
        if skip.drops(&line.text) || line.is_blank() {
            builder.blank_line();
            continue;
        }
        push_line(&mut builder, part, &line);
        if builder.is_block_empty() {
            builder.blank_line();
        } else {
            builder.end_block(BlockKind::Paragraph);
        }
    }
    Ok(Source {
        text: builder.finish(),
        format: Format::Markdown,
        encoding: decoded.encoding_name(),
        remarks: decoded.remarks,
    })
}

/// Front matter and comments, which are not the document's text.
enum Skip {
    Start,
    FrontMatter,
    Comment,
    Nothing,
}

impl Skip {
    fn drops(&mut self, line: &str) -> bool {
        let line = line.trim();
        match self {
            Skip::Start if line.is_empty() => true,
            Skip::Start if line == "---" => {
                *self = Skip::FrontMatter;
                true
            }
            Skip::FrontMatter => {
                if line == "---" {
                    *self = Skip::Nothing;
                }
                true
            }
            Skip::Comment => {
                if line.contains("-->") {
                    *self = Skip::Nothing;
                }
                true
            }
            Skip::Start | Skip::Nothing => {
                let comment = line.starts_with("<!--");
                *self = if comment && !line.contains("-->") { Skip::Comment } else { Skip::Nothing };
                comment
            }
        }
    }
}

fn push_line(builder: &mut TextBuilder, part: u16, line: &Line<'_>) {
    let text: &str = &line.text;
    let head = marks_at_head(text);
    if !text.as_bytes().contains(&b'*') {
        builder.push(&text[head..], line.origin(part, head..text.len()));
        return;
    }
    let mut from = head;
    for (at, _) in text[head..].match_indices("**") {
        let at = head + at;
        builder.push(&text[from..at], line.origin(part, from..at));
        from = at + 2;
    }
    builder.push(&text[from..], line.origin(part, from..text.len()));
}

/// Bytes of `## `, `> ` and the like before the text.
fn marks_at_head(line: &str) -> usize {
    let mut rest = line.trim_start_matches(['#', '>', ' ']);
    if line.starts_with(' ') && !line.trim_start().starts_with(['#', '>']) {
        rest = line;
    }
    line.len() - rest.len()
}
