//! Portable documents with a text layer (.pdf).
//!
//! A PDF says where each glyph goes and nothing about lines or paragraphs: the library interprets the pages,
//! [`surface`] collects what they draw, `page` makes text of it.

mod naming;
mod screen;
mod surface;
#[cfg(test)]
mod tests;

use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, Rect};

use super::page::{self, Page};
use super::patience::{self, Deadline};
use super::{Format, Source, Unread};
use crate::limits::{MAX_PAGES, MAX_SECONDS, MAX_TOTAL_BYTES};
use crate::text::is_blank;
use naming::Naming;
use surface::{Losses, Surface};

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let bytes = bytes.to_vec();
    patience::within(MAX_SECONDS, move |deadline| read_pages(bytes, deadline))
}

fn read_pages(bytes: Vec<u8>, deadline: Deadline) -> Result<Source, Unread> {
    let pdf = Pdf::new(bytes).map_err(unread)?;
    screen::screen(&pdf, deadline)?;
    let (pages, losses) = draw(&pdf, deadline)?;
    let remarks = judge(&pages, &losses)?;
    Ok(Source { text: page::text(&pages), format: Format::Pdf, encoding: "PDF", remarks })
}

fn unread(error: LoadPdfError) -> Unread {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Unread::Encrypted
        }
        LoadPdfError::Decryption(_) => Unread::Damaged("PDF 的加密信息不完整".to_owned()),
        LoadPdfError::Invalid => Unread::Damaged("PDF 结构残缺".to_owned()),
    }
}

/// Everything the pages draw, and what of it had to be left out.
fn draw(pdf: &Pdf, deadline: Deadline) -> Result<(Vec<Page>, Losses), Unread> {
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unread::Damaged("PDF 没有页面".to_owned()));
    }
    if pages.len() > MAX_PAGES {
        return Err(Unread::Hostile(format!("页数超过 {MAX_PAGES}")));
    }
    let cache = InterpreterCache::new();
    let mut naming = Naming::new(pdf);
    let mut losses = Losses::default();
    let mut drawn = Vec::with_capacity(pages.len());
    let mut expanded = 0;
    for page in pages.iter() {
        // The library keeps what it expanded.
        expanded += page.page_stream().map_or(0, <[u8]>::len);
        if expanded as u64 > MAX_TOTAL_BYTES {
            return Err(Unread::Hostile(format!("页面内容超过 {} MB", MAX_TOTAL_BYTES >> 20)));
        }
        let mut surface = Surface::new(page.render_dimensions(), deadline, &mut naming, losses);
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let (width, height) = page.render_dimensions();
        let bbox = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, bbox, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut surface);
        let page;
        (page, losses) = surface.finish();
        drawn.push(page);
        if deadline.has_passed() {
            return Err(Unread::Slow { seconds: MAX_SECONDS });
        }
    }
    Ok((drawn, losses))
}

/// Whether there is enough text to call the document read, and what to say about the rest.
fn judge(pages: &[Page], losses: &Losses) -> Result<Vec<String>, Unread> {
    let pictures: Vec<usize> = (1..).zip(pages).filter(|(_, page)| is_scan(page)).map(|(number, _)| number).collect();
    let has_text = pages.iter().any(|page| !is_scan(page) && ink(page) > 0);
    if losses.unnamed > losses.characters / 2 || is_misnamed(pages) {
        return Err(Unread::NamelessGlyphs);
    }
    if !has_text {
        return Err(Unread::NoTextLayer);
    }
    let mut remarks = Vec::new();
    if !pictures.is_empty() {
        remarks.push(format!("第{}页是图片，未读取", ranges(&pictures)));
    }
    if losses.recognised > 0 {
        remarks.push("文字是从扫描图片识别来的，可能有错字".to_owned());
    }
    let counts = [
        (losses.unnamed, "没有文字编码"),
        (losses.turned, "斜排（如水印）或者与页面方向不同"),
        (losses.outside, "在页面之外"),
    ];
    remarks.extend(counts.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("有{n}个字{why}，未计入")));
    Ok(remarks)
}

/// A picture with a stamp or a page number at most.
fn is_scan(page: &Page) -> bool {
    const FEW: usize = 20;
    page.is_picture && ink(page) < FEW
}

/// GBK shown byte by byte through a Western font: È«ÊÀ½ç.
fn is_misnamed(pages: &[Page]) -> bool {
    let characters = || pages.iter().flat_map(|page| &page.pieces).flat_map(|piece| piece.text.chars());
    let western = characters().filter(|c| ('\u{a1}'..='\u{ff}').contains(c) && !"·×°±".contains(*c)).count();
    western * 3 > characters().filter(|c| !is_blank(*c)).count()
}

fn ink(page: &Page) -> usize {
    page.pieces.iter().flat_map(|piece| piece.text.chars()).filter(|c| !is_blank(*c)).count()
}

/// 3、5—7
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let written = runs.map(|run| match run {
        [first, .., last] if run.len() > 2 => format!("{first}—{last}"),
        _ => run.iter().map(usize::to_string).collect::<Vec<_>>().join("、"),
    });
    written.collect::<Vec<_>>().join("、")
}
