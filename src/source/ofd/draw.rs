//! The objects of a page (图元), put to their places.

use kurbo::{Affine, Point};
use roxmltree::Node;

use super::resource::Units;
use super::text_object;
use crate::limits::{MAX_CHARACTERS, MAX_OFD_OBJECTS};
use crate::source::Unread;
use crate::source::page::{Page, Piece};
use crate::source::tally::Tally;

const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;
/// A4, where nothing says how large the page is.
const USUAL_BOX: [f64; 4] = [0.0, 0.0, 210.0, 297.0];
/// Units within units.
const MAX_LEVELS: usize = 8;
/// A picture (图像) over so much of the page is the page.
const PICTURE_SHARE: f64 = 0.5;

/// What all pages of the file have in common.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub has_pictures: bool,
    /// Template pages that are not there.
    pub missing: usize,
    /// Characters drawn, and those of them that only the font knows.
    characters: usize,
    unknown: usize,
    objects: usize,
    tally: Tally,
}

pub(super) struct Canvas {
    pub page: Page,
    corner: (f64, f64),
    area: f64,
}

impl Canvas {
    pub fn new(physical_box: Option<[f64; 4]>) -> Canvas {
        let usable = |place: &[f64; 4]| place[2] > 0.0 && place[3] > 0.0;
        let [x, y, width, height] = physical_box.filter(usable).unwrap_or(USUAL_BOX);
        let [page_width, page_height] = [width, height].map(|length| (length * POINTS_PER_MILLIMETRE) as f32);
        let page = Page { width: page_width, height: page_height, ..Page::default() };
        Canvas { page, corner: (x, y), area: width * height }
    }

    fn piece(&mut self, glyph: text_object::Glyph, place: Affine) {
        let Point { x, y } = place * Point::new(glyph.x, glyph.y);
        let [a, b, c, d, ..] = place.as_coeffs();
        let points = |length: f64| (length * POINTS_PER_MILLIMETRE) as f32;
        let piece = Piece {
            x: points(x - self.corner.0),
            y: points(y - self.corner.1),
            width: points(glyph.width * a.hypot(b)),
            size: points(glyph.size * c.hypot(d)),
            text: glyph.text,
        };
        if [piece.x, piece.y, piece.width, piece.size].iter().all(|length| length.is_finite()) {
            self.page.pieces.push(piece);
        }
    }
}

/// Where an object stands, and how deep in units.
#[derive(Clone, Copy)]
struct Place {
    matrix: Affine,
    level: usize,
}

impl Drawing {
    /// Draws the `Content` of a page or template.
    pub fn content(&mut self, root: Node<'_, '_>, units: &[&Units<'_, '_>], canvas: &mut Canvas) -> Result<(), Unread> {
        let place = Place { matrix: Affine::IDENTITY, level: 0 };
        for content in root.children().filter(|node| node.tag_name().name() == "Content") {
            self.objects(content, place, units, canvas)?;
        }
        Ok(())
    }

    /// Layers, page blocks and what they hold; the tree of a part is no deeper than the package allows.
    fn objects(
        &mut self,
        parent: Node<'_, '_>,
        place: Place,
        units: &[&Units<'_, '_>],
        canvas: &mut Canvas,
    ) -> Result<(), Unread> {
        for node in parent.children().filter(Node::is_element) {
            self.objects += 1;
            if self.objects > MAX_OFD_OBJECTS {
                return Err(Unread::Hostile(format!("图元超过 {MAX_OFD_OBJECTS} 个")));
            }
            if node.attribute("Visible").is_some_and(|visible| visible.eq_ignore_ascii_case("false")) {
                if node.descendants().any(|inner| inner.tag_name().name() == "TextCode") {
                    self.tally.hidden();
                }
                continue;
            }
            match node.tag_name().name() {
                "TextObject" => self.text(node, place, canvas)?,
                "Layer" | "PageBlock" | "Content" => self.objects(node, place, units, canvas)?,
                "CompositeObject" => self.unit(node, place, units, canvas)?,
                "ImageObject" => self.picture(node, place, canvas),
                "PathObject" => self.has_pictures = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, node: Node<'_, '_>, place: Place, canvas: &mut Canvas) -> Result<(), Unread> {
        let object = text_object::read(node);
        self.characters += object.characters;
        if self.characters > MAX_CHARACTERS {
            return Err(Unread::Hostile(format!("超过 {MAX_CHARACTERS} 个字符")));
        }
        self.unknown += object.unknown;
        let matrix = place.matrix * matrix(node);
        object.glyphs.into_iter().for_each(|glyph| canvas.piece(glyph, matrix));
        Ok(())
    }

    fn unit(
        &mut self,
        node: Node<'_, '_>,
        place: Place,
        units: &[&Units<'_, '_>],
        canvas: &mut Canvas,
    ) -> Result<(), Unread> {
        if place.level >= MAX_LEVELS {
            return Err(Unread::Hostile(format!("复合图元嵌套超过 {MAX_LEVELS} 层")));
        }
        let id = node.attribute("ResourceID").unwrap_or_default();
        let Some(unit) = units.iter().find_map(|units| units.get(id)) else { return Ok(()) };
        let place = Place { matrix: place.matrix * matrix(node), level: place.level + 1 };
        self.objects(*unit, place, units, canvas)
    }

    fn picture(&mut self, node: Node<'_, '_>, place: Place, canvas: &mut Canvas) {
        self.has_pictures = true;
        let Some([.., width, height]) = boundary(node) else { return };
        let scale = place.matrix.determinant().abs();
        canvas.page.is_picture |= width * height * scale >= canvas.area * PICTURE_SHARE;
    }

    /// Whether more characters are unknown than known: what is left is no text.
    pub fn is_mostly_unknown(&self, pages: &[Page]) -> bool {
        let pieces = pages.iter().flat_map(|page| &page.pieces);
        let known: usize = pieces.map(|piece| piece.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
        self.unknown > known
    }

    pub fn remarks(&self, pages: &[Page]) -> Vec<String> {
        let mut remarks = self.tally.remarks(0);
        if self.unknown > 0 {
            remarks.push(format!("有{}个字只有字形、没有字符编码，未读出", self.unknown));
        }
        if self.missing > 0 {
            remarks.push(format!("缺少模板页{}个，未读取", self.missing));
        }
        let pictures = pages.iter().filter(|page| page.is_picture && page.pieces.is_empty()).count();
        if pictures > 0 {
            remarks.push(format!("有{pictures}页是图片，没有文字层，未读取"));
        }
        remarks
    }
}

/// From the coordinates of an object to those around it: `CTM`, then the corner of its `Boundary`.
fn matrix(node: Node<'_, '_>) -> Affine {
    let [x, y, ..] = boundary(node).unwrap_or_default();
    let inner = node.attribute("CTM").and_then(text_object::numbers).map_or(Affine::IDENTITY, Affine::new);
    Affine::translate((x, y)) * inner
}

fn boundary(node: Node<'_, '_>) -> Option<[f64; 4]> {
    node.attribute("Boundary").and_then(text_object::numbers)
}
