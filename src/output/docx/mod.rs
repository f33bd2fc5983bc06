//! Writes `.docx`: plain data in, a WordprocessingML package out; the same data gives the same bytes.
//!
//! The look is that of an official letter (GB/T 9704): A4, 仿宋 3号, lines of exactly 28 pt, page number “— 1 —”.

mod body;
mod package;
mod style;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod xml;

pub use package::to_bytes;
pub use style::{Font, Style};
pub use table::{Cell, Row, Table};

/// A whole file: its pages and what stands on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docx {
    /// Goes into the file's properties, not onto a page.
    pub title: String,
    pub page: Page,
    pub blocks: Vec<Block>,
}

/// A4 with the margins of GB/T 9704.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Portrait,
    Landscape,
    /// 信函格式: the first page bears a red double line at its foot instead of a number.
    Letter,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub style: Style,
    /// `None`: as the style has it.
    pub align: Option<Align>,
    /// `None`: as the style has it.
    pub indent: Option<Indent>,
    /// Stays on the page of the next paragraph.
    pub keep_next: bool,
    pub page_break_before: bool,
    /// Empty lines before it.
    pub lines_before: u32,
    /// A red line under it.
    pub border: Option<Border>,
    pub runs: Vec<Run>,
}

/// Red lines of official letters, 红色分隔线 and 红色双线.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    Single,
    /// 上粗下细
    ThickThin,
    /// 上细下粗
    ThinThick,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
    Right,
    Both,
}

/// Indents in characters of the paragraph's own size; a negative `first` hangs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indent {
    pub first: i32,
    pub left: u32,
    pub right: u32,
}

/// Characters of one look. A line end in `text` becomes a line break, a tab a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub underline: bool,
    pub strike: bool,
    pub colour: Option<Colour>,
    /// Colour behind the characters.
    pub shade: Option<Colour>,
    /// `None`: as the style has it.
    pub font: Option<Font>,
}

/// 0xRRGGBB
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u32);

impl Colour {
    /// Added text.
    pub const GREEN: Colour = Colour(0x00_70_30);
    /// Deleted text.
    pub const RED: Colour = Colour(0xC0_00_00);
    /// 发文机关标志 and its lines.
    pub const HEAD: Colour = Colour(0xFF_00_00);
    /// Ground of what is still open.
    pub const OPEN: Colour = Colour(0xFF_F2_CC);
    pub const GREY: Colour = Colour(0x7F_7F_7F);
    /// Ground of a table's head row.
    pub const PALE: Colour = Colour(0xE7_E6_E6);

    fn hex(self) -> String {
        format!("{:06X}", self.0 & 0xFF_FF_FF)
    }
}

impl Paragraph {
    pub fn new(style: Style, text: impl Into<String>) -> Paragraph {
        Paragraph::of(style, vec![Run::new(text)])
    }

    pub fn of(style: Style, runs: Vec<Run>) -> Paragraph {
        Paragraph { style, runs, ..Paragraph::default() }
    }

    pub fn align(self, align: Align) -> Paragraph {
        Paragraph { align: Some(align), ..self }
    }

    pub fn indent(self, indent: Indent) -> Paragraph {
        Paragraph { indent: Some(indent), ..self }
    }

    pub fn border(self, border: Border) -> Paragraph {
        Paragraph { border: Some(border), ..self }
    }

    pub fn keep_next(self) -> Paragraph {
        Paragraph { keep_next: true, ..self }
    }

    pub fn lines_before(self, lines_before: u32) -> Paragraph {
        Paragraph { lines_before, ..self }
    }
}

impl Run {
    pub fn new(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    pub fn bold(self) -> Run {
        Run { bold: true, ..self }
    }

    pub fn underline(self) -> Run {
        Run { underline: true, ..self }
    }

    pub fn strike(self) -> Run {
        Run { strike: true, ..self }
    }

    pub fn colour(self, colour: Colour) -> Run {
        Run { colour: Some(colour), ..self }
    }

    pub fn shade(self, shade: Colour) -> Run {
        Run { shade: Some(shade), ..self }
    }

    pub fn font(self, font: Font) -> Run {
        Run { font: Some(font), ..self }
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Block {
        Block::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}

/// Width and height of the page, in twentieths of a point; then the margins top, right, bottom, left.
#[derive(Clone, Copy)]
struct Measure {
    width: u32,
    height: u32,
    margins: [u32; 4],
}

impl Page {
    fn measure(self) -> Measure {
        match self {
            Page::Portrait | Page::Letter => Measure { width: 11906, height: 16838, margins: [2098, 1474, 1984, 1588] },
            // Turned to the left: what was the top margin is now on the left.
            Page::Landscape => Measure { width: 16838, height: 11906, margins: [1474, 1984, 1588, 2098] },
        }
    }

    /// Width of the text, in twentieths of a point.
    fn text_width(self) -> u32 {
        let Measure { width, margins: [_, right, _, left], .. } = self.measure();
        width - left - right
    }
}
