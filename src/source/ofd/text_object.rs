//! Text objects (文字对象): characters and the steps (DeltaX, DeltaY) between them.

use roxmltree::Node;

/// A character, or a whole string whose characters have no places of their own, in coordinates of its object.
#[derive(Debug, PartialEq)]
pub(super) struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
}

pub(super) struct TextObject {
    pub glyphs: Vec<Glyph>,
    pub characters: usize,
    /// Characters that are not given: glyphs by number (CGTransform), or of a font's private signs.
    pub unknown: usize,
}

/// Font size where the object names none, in millimetres.
const USUAL_SIZE: f64 = 3.5;

pub(super) fn read(node: Node<'_, '_>) -> TextObject {
    let number = |name| node.attribute(name).and_then(|value| value.trim().parse().ok());
    let size = number("Size").unwrap_or(USUAL_SIZE);
    let scale: f64 = number("HScale").unwrap_or(1.0);
    let mut object = TextObject { glyphs: Vec::new(), characters: 0, unknown: 0 };
    let (mut x, mut y) = (0.0, 0.0);
    for code in node.children().filter(|child| child.tag_name().name() == "TextCode") {
        let number = |name| code.attribute(name).and_then(|value| value.trim().parse().ok());
        (x, y) = (number("X").unwrap_or(x), number("Y").unwrap_or(y));
        let text: String = code.children().filter_map(|child| child.text()).collect();
        let text = text.trim_matches(['\n', '\r', '\t']);
        object.characters += text.chars().count();
        let steps = Steps::of(code);
        object.glyphs.extend(steps.place(text, Pen { x, y, size, scale }));
    }
    let has_glyphs = node.children().any(|child| child.tag_name().name() == "CGTransform");
    let is_unknown = |c: &char| is_private(*c) || has_glyphs && *c == '\u{a4}';
    object.unknown = object.glyphs.iter().map(|glyph| glyph.text.chars().filter(is_unknown).count()).sum();
    for glyph in &mut object.glyphs {
        glyph.text.retain(|c| !is_unknown(&c));
    }
    object.glyphs.retain(|glyph| !glyph.text.is_empty());
    object
}

/// What writers put where the character of a glyph is not known.
fn is_private(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\0')
}

#[derive(Clone, Copy)]
struct Pen {
    x: f64,
    y: f64,
    size: f64,
    scale: f64,
}

struct Steps {
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Steps {
    fn of(code: Node<'_, '_>) -> Steps {
        let characters = code.text().map_or(0, |text| text.chars().count());
        let steps = |name| code.attribute(name).map_or(Vec::new(), |value| expand(value, characters));
        Steps { x: steps("DeltaX"), y: steps("DeltaY") }
    }

    fn place(&self, text: &str, pen: Pen) -> Vec<Glyph> {
        if self.x.is_empty() && self.y.is_empty() {
            let width = text.chars().map(|c| advance(c, pen)).sum();
            let whole = Glyph { text: text.to_owned(), x: pen.x, y: pen.y, width, size: pen.size };
            return if text.is_empty() { Vec::new() } else { vec![whole] };
        }
        let (mut x, mut y) = (pen.x, pen.y);
        let mut glyphs = Vec::new();
        for (at, c) in text.chars().enumerate() {
            let step = self.x.get(at).copied();
            let width = step.filter(|step| is_own_width(*step, c, pen)).unwrap_or(advance(c, pen));
            glyphs.push(Glyph { text: c.to_string(), x, y, width, size: pen.size });
            let down = self.y.get(at).copied().unwrap_or(0.0);
            // Text that runs on after its last step goes on by its own width.
            let onwards = if self.y.is_empty() { width } else { 0.0 };
            x += step.unwrap_or(onwards);
            y += down;
        }
        glyphs
    }
}

/// Fonts are mostly not at hand: Chinese characters fill a square, others half of one.
fn advance(c: char, pen: Pen) -> f64 {
    let squares = if c >= '\u{2e80}' { 1.0 } else { 0.5 };
    pen.size * pen.scale * squares
}

/// Whether a step tells how wide a Latin character is: a wider one leaves a blank.
fn is_own_width(step: f64, c: char, pen: Pen) -> bool {
    let square = pen.size * pen.scale;
    c < '\u{2e80}' && (0.2 * square..0.9 * square).contains(&step)
}

/// `1.5 g 3 2.5`: 1.5, then three times 2.5. No more than `most` steps count.
pub(super) fn expand(list: &str, most: usize) -> Vec<f64> {
    let mut steps = Vec::new();
    let mut words = list.split_ascii_whitespace();
    while let (Some(word), true) = (words.next(), steps.len() < most) {
        let (count, word) = if word == "g" { (words.next(), words.next()) } else { (Some("1"), Some(word)) };
        let count: usize = count.and_then(|count| count.parse().ok()).unwrap_or(0);
        let Some(step) = word.and_then(|word| word.parse::<f64>().ok()) else { continue };
        steps.extend(std::iter::repeat_n(step, count.min(most - steps.len())));
    }
    steps
}

/// Numbers with blanks between them: a box, a matrix.
pub(super) fn numbers<const N: usize>(list: &str) -> Option<[f64; N]> {
    let numbers: Result<Vec<f64>, _> = list.split_ascii_whitespace().take(N).map(str::parse).collect();
    let numbers = numbers.ok()?;
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)?.try_into().ok()
}
