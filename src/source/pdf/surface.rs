//! What the pages are drawn on: keeps the characters and the size of pictures, and paints nothing.

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use kurbo::{Affine, BezPath, Point, Rect, Vec2};

use super::naming::Naming;
use crate::limits::MAX_GLYPHS;
use crate::source::Unread;
use crate::source::page::{Page, Piece};
use crate::source::patience::{self, Deadline};

/// Glyph space: so many units are one font size.
const EM: f64 = 1000.0;

/// Share of a page from which on a picture is the page.
const MOST: f64 = 0.6;

/// Of the whole document: characters met, and those left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Losses {
    pub characters: usize,
    /// Glyphs that name no character (没有文字编码).
    pub unnamed: usize,
    /// Slanted text, as watermarks (水印) are, or text that runs another way than its page.
    pub turned: usize,
    /// Beyond the edge of the page.
    pub outside: usize,
    /// Characters that recognition laid over a picture, invisible.
    pub recognised: usize,
}

impl Losses {
    /// Counts glyphs of the file up to the limit.
    pub fn count(&mut self, glyphs: usize) -> Result<(), Unread> {
        self.characters += glyphs;
        if self.characters > MAX_GLYPHS {
            return Err(Unread::Hostile(format!("文字超过 {MAX_GLYPHS} 字")));
        }
        Ok(())
    }
}

/// A page that is being drawn.
pub(super) struct Surface<'s, 'p> {
    width: f64,
    height: f64,
    deadline: Deadline,
    naming: &'s mut Naming<'p>,
    losses: Losses,
    /// Pieces by the way they run: right, down, left, up.
    pieces: [Vec<Piece>; 4],
    pictured: f64,
    invisible: usize,
}

impl<'s, 'p> Surface<'s, 'p> {
    pub fn new(size: (f32, f32), deadline: Deadline, naming: &'s mut Naming<'p>, losses: Losses) -> Surface<'s, 'p> {
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        Surface { width, height, deadline, naming, losses, pieces: Default::default(), pictured: 0.0, invisible: 0 }
    }

    /// The page, turned so that most of its text runs to the right.
    pub fn finish(mut self) -> (Page, Losses) {
        let (mut way, mut most) = (0, 0);
        for (at, pieces) in self.pieces.iter().enumerate() {
            if pieces.len() > most {
                (way, most) = (at, pieces.len());
            }
        }
        let is_picture = self.pictured >= MOST * self.width * self.height;
        if is_picture {
            self.losses.recognised += self.invisible;
        }
        self.losses.turned += self.pieces.iter().map(Vec::len).sum::<usize>() - most;
        let pieces = std::mem::take(&mut self.pieces[way]);
        let (width, height) = if way % 2 == 0 { (self.width, self.height) } else { (self.height, self.width) };
        (Page { width: width as f32, height: height as f32, pieces, is_picture }, self.losses)
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, at: Affine, next: Option<Point>) {
        let Some(text) = characters(glyph).or_else(|| self.naming.character(glyph)) else {
            return self.losses.unnamed += usize::from(!is_blank_code(glyph));
        };
        let along = vector(at, Vec2::new(1.0, 0.0));
        let size = vector(at, Vec2::new(0.0, EM)).hypot();
        let origin = at * Point::ZERO;
        if !(size.is_finite() && size > 0.0 && origin.is_finite()) {
            return;
        }
        if !Rect::new(0.0, 0.0, self.width, self.height).contains(origin) {
            self.losses.outside += 1;
            return;
        }
        let Some(way) = way(along) else {
            self.losses.turned += 1;
            return;
        };
        let advance = f64::from(advance(glyph)) * along.hypot().min(size * 1.2 / EM);
        let width = next.map_or(advance, |next| reach(advance, (next - origin).hypot()));
        let (x, y) = self.turn(origin, way);
        let piece = Piece { text, x: x as f32, y: y as f32, width: width as f32, size: size as f32 };
        if let Some(pieces) = self.pieces.get_mut(way) {
            pieces.push(piece);
        }
    }

    /// Where a point lies once the page is turned so that text of this way runs to the right.
    fn turn(&self, at: Point, way: usize) -> (f64, f64) {
        match way {
            1 => (at.y, self.width - at.x),
            2 => (self.width - at.x, self.height - at.y),
            3 => (self.height - at.y, at.x),
            _ => (at.x, at.y),
        }
    }

    /// Every drawing comes through here or through a glyph run.
    fn look_at_the_clock(&self) {
        if self.deadline.has_passed() {
            patience::give_up(Unread::Slow { seconds: crate::limits::MAX_SECONDS });
        }
    }
}

/// A stretched substitute font reaches no further than its next glyph.
fn reach(advance: f64, next: f64) -> f64 {
    if next > 0.0 && next < advance { next } else { advance }
}

fn vector(transform: Affine, of: Vec2) -> Vec2 {
    (transform * of.to_point()) - (transform * Point::ZERO)
}

/// Right, down, left, up; none for slanted text.
fn way(along: Vec2) -> Option<usize> {
    const STRAIGHT: f64 = 0.1;
    let is_level = along.y.abs() <= STRAIGHT * along.x.abs();
    let is_plumb = along.x.abs() <= STRAIGHT * along.y.abs();
    match (is_level, is_plumb) {
        (true, false) => Some(if along.x > 0.0 { 0 } else { 2 }),
        (false, true) => Some(if along.y > 0.0 { 1 } else { 3 }),
        _ => None,
    }
}

fn characters(glyph: &Glyph<'_>) -> Option<String> {
    let text = match glyph.as_unicode()? {
        BfString::Char(c) => c.to_string(),
        BfString::String(s) => s,
    };
    let is_none = |c: char| c == '\u{fffd}' || c == '\0' || ('\u{e000}'..='\u{f8ff}').contains(&c);
    (!text.is_empty() && !text.chars().all(is_none)).then_some(text)
}

fn advance(glyph: &Glyph<'_>) -> f32 {
    let advance = match glyph {
        Glyph::Outline(glyph) => glyph.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    advance.filter(|width| width.is_finite() && *width >= 0.0).unwrap_or(EM as f32 / 2.0)
}

/// A glyph without a name is most often a blank if its code is one. (Its outline would tell, but outlines of broken
/// fonts are where the library breaks.)
fn is_blank_code(glyph: &Glyph<'_>) -> bool {
    matches!(glyph.char_code(), 0 | 3 | 9 | 10 | 13 | 32 | 160)
}

impl<'a> Device<'a> for Surface<'_, '_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.look_at_the_clock();
        let glyphs = run.glyphs();
        if let Err(why) = self.losses.count(glyphs.len()) {
            patience::give_up(why);
        }
        if matches!(mode, DrawMode::Invisible) {
            self.invisible += glyphs.len();
        }
        for (i, glyph) in glyphs.iter().enumerate() {
            let next = glyphs.get(i + 1).map(|next| props.transform * next.transform() * Point::ZERO);
            self.glyph(glyph, props.transform * glyph.transform(), next);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.look_at_the_clock();
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let page = Rect::new(0.0, 0.0, self.width, self.height);
        let shown = props.transform.transform_rect_bbox(pixels).intersect(page).area();
        if shown.is_finite() {
            self.pictured += shown.max(0.0);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.look_at_the_clock();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.look_at_the_clock();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
