//! `word/document.xml`: sections, paragraphs, runs. Children stand in the order of the schema.

use super::style::{self, Style};
use super::table;
use super::xml::Xml;
use super::{Align, Block, Border, Colour, Docx, Indent, Measure, Page, Paragraph, Run};

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) fn document(docx: &Docx) -> String {
    let mut xml = Xml::new();
    xml.element("w:document", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.element("w:body", &[], |xml| {
            blocks(xml, docx);
            section(xml, docx.page);
        });
    });
    xml.finish()
}

/// Two tables in a row would grow together, and a file should not end in one: an empty paragraph stands between.
fn blocks(xml: &mut Xml, docx: &Docx) {
    for (i, block) in docx.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(it) => paragraph(xml, it),
            Block::Table(it) => {
                table::write(xml, it, docx.page);
                if !matches!(docx.blocks.get(i + 1), Some(Block::Paragraph(_))) {
                    paragraph(xml, &Paragraph::of(Style::Cell, Vec::new()));
                }
            }
        }
    }
}

pub(super) fn paragraph(xml: &mut Xml, paragraph: &Paragraph) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| properties(xml, paragraph));
        paragraph.runs.iter().for_each(|it| run(xml, it));
    });
}

fn properties(xml: &mut Xml, paragraph: &Paragraph) {
    let style = paragraph.style;
    xml.val("w:pStyle", style.id());
    xml.flag("w:keepNext", paragraph.keep_next);
    xml.flag("w:pageBreakBefore", paragraph.page_break_before);
    if let Some(it) = paragraph.border {
        border(xml, it);
    }
    if paragraph.lines_before > 0 {
        xml.empty("w:spacing", &[("w:before", &(paragraph.lines_before * style.line()).to_string())]);
    }
    if let Some(it) = paragraph.indent {
        indent(xml, style, it);
    }
    if let Some(align) = paragraph.align {
        xml.val("w:jc", align.value());
    }
}

/// The line stands 4 mm, about 11 points, under the words; thickness in eighths of a point.
fn border(xml: &mut Xml, border: Border) {
    let (kind, thickness) = match border {
        Border::Single => ("single", "12"),
        Border::ThickThin => ("thickThinSmallGap", "24"),
        Border::ThinThick => ("thinThickSmallGap", "24"),
    };
    let colour = Colour::HEAD.hex();
    let line = [("w:val", kind), ("w:sz", thickness), ("w:space", "11"), ("w:color", &colour)];
    xml.element("w:pBdr", &[], |xml| xml.empty("w:bottom", &line));
}

/// In hundredths of a character, and in twips for programs that do not count characters.
pub(super) fn indent(xml: &mut Xml, style: Style, indent: Indent) {
    let (first, hang) = (indent.first.max(0).unsigned_abs(), indent.first.min(0).unsigned_abs());
    let (key, chars, n) = match hang {
        0 => ("w:firstLine", "w:firstLineChars", first),
        _ => ("w:hanging", "w:hangingChars", hang),
    };
    let amounts = [
        ("w:leftChars", indent.left * 100),
        ("w:left", indent.left * style.character()),
        ("w:rightChars", indent.right * 100),
        ("w:right", indent.right * style.character()),
        (chars, n * 100),
        (key, n * style.character()),
    ];
    let written = amounts.map(|(key, n)| (key, n.to_string()));
    xml.empty("w:ind", &written.each_ref().map(|(key, n)| (*key, n.as_str())));
}

impl Align {
    pub(super) fn value(self) -> &'static str {
        match self {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
            Align::Both => "both",
        }
    }
}

fn run(xml: &mut Xml, run: &Run) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| look(xml, run));
        run.text.split_inclusive(['\n', '\t']).for_each(|piece| text(xml, piece));
    });
}

/// The hint makes “ ” — … take the Chinese font, not the Latin one.
fn look(xml: &mut Xml, run: &Run) {
    let name = run.font.map(style::Font::name);
    let mut fonts = vec![("w:hint", "eastAsia")];
    fonts.extend(name.map(|name| ("w:eastAsia", name)));
    xml.empty("w:rFonts", &fonts);
    xml.flag("w:b", run.bold);
    xml.flag("w:strike", run.strike);
    if let Some(colour) = run.colour {
        xml.val("w:color", &colour.hex());
    }
    if run.underline {
        xml.val("w:u", "single");
    }
    if let Some(shade) = run.shade {
        table::shade(xml, shade);
    }
}

fn text(xml: &mut Xml, piece: &str) {
    let plain = piece.trim_end_matches(['\n', '\t']);
    if !plain.is_empty() {
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(plain));
    }
    xml.flag("w:br", piece.ends_with('\n'));
    xml.flag("w:tab", piece.ends_with('\t'));
}

fn section(xml: &mut Xml, page: Page) {
    let Measure { width, height, margins } = page.measure();
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rIdFooterEven")]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rIdFooterOdd")]);
        if page == Page::Letter {
            xml.empty("w:footerReference", &[("w:type", "first"), ("r:id", "rIdFooterFirst")]);
        }
        let (width, height) = (width.to_string(), height.to_string());
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        if page == Page::Landscape {
            size.push(("w:orient", "landscape"));
        }
        xml.empty("w:pgSz", &size);
        let [top, right, bottom, left] = margins.map(|n| n.to_string());
        let margins = [("w:top", &top), ("w:right", &right), ("w:bottom", &bottom), ("w:left", &left)];
        let mut margins = margins.map(|(key, n)| (key, n.as_str())).to_vec();
        margins.extend([("w:header", "850"), ("w:footer", FOOTER), ("w:gutter", "0")]);
        xml.empty("w:pgMar", &margins);
        xml.flag("w:titlePg", page == Page::Letter);
    });
}

/// The page number stands 7 mm under the text: 35 − 7 − its own line of 16 pt.
const FOOTER: &str = "1267";

/// “— 1 —”: on odd pages to the right, on even ones to the left, one character from the edge.
pub(super) fn footer(align: Align) -> String {
    let mut xml = Xml::new();
    let edge = match align {
        Align::Left => Indent { left: 1, ..Indent::default() },
        _ => Indent { right: 1, ..Indent::default() },
    };
    let place = Paragraph::default().align(align).indent(edge);
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| properties(xml, &Paragraph { style: Style::Footer, ..place }));
            run(xml, &Run::new("— "));
            xml.element("w:fldSimple", &[("w:instr", " PAGE ")], |xml| run(xml, &Run::new("1")));
            run(xml, &Run::new(" —"));
        });
    });
    xml.finish()
}

/// The foot of the first page in 信函格式: the second red double line, no number.
pub(super) fn first_footer() -> String {
    let mut xml = Xml::new();
    let line = Paragraph { style: Style::Footer, ..Paragraph::default() }.border(Border::ThinThick);
    xml.element("w:ftr", &[("xmlns:w", W)], |xml| paragraph(xml, &line));
    xml.finish()
}
