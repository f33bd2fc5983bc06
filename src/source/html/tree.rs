//! Markup → tree, within limits: broken markup can make the parser build far more than it was given.

use std::time::{Duration, Instant};

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use scraper::{Html, HtmlTreeSink};

use crate::limits::{MAX_HTML_DEPTH, MAX_HTML_NODES, MAX_SECONDS};
use crate::source::Unread;

/// The parser is fed in pieces of this size; limits are looked at in between.
const PIECE_BYTES: usize = 4 << 10;

pub(super) fn parse(page: &str) -> Result<Html, Unread> {
    let started = Instant::now();
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = parse_document(sink, ParseOpts::default());
    let mut rest = page;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES.min(rest.len())));
        parser.process(StrTendril::from(piece));
        check(&parser.tokenizer.sink.sink.0.borrow())?;
        if started.elapsed() > Duration::from_secs(MAX_SECONDS) {
            return Err(Unread::Slow { seconds: MAX_SECONDS });
        }
        rest = after;
    }
    Ok(parser.finish())
}

/// What was built last stands as deep as the parser is.
fn check(html: &Html) -> Result<(), Unread> {
    if html.tree.values().len() > MAX_HTML_NODES {
        return Err(Unread::Hostile(format!("网页元素超过 {MAX_HTML_NODES} 个")));
    }
    let depth = html.tree.nodes().next_back().map_or(0, |last| last.ancestors().count());
    if depth > MAX_HTML_DEPTH {
        return Err(Unread::Hostile(format!("网页元素嵌套超过 {MAX_HTML_DEPTH} 层")));
    }
    Ok(())
}
