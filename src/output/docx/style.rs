//! Fonts and paragraph styles: `word/styles.xml` and `word/fontTable.xml`.

use super::body::{self, indent};
use super::xml::Xml;
use super::{Align, Indent};

/// The fonts of official documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// 方正小标宋简体: titles.
    XiaoBiaoSong,
    /// 仿宋_GB2312: text.
    FangSong,
    /// 黑体: headings of the first rank.
    Hei,
    /// 楷体_GB2312: headings of the second rank.
    Kai,
    /// 宋体: page numbers.
    Song,
}

impl Font {
    const ALL: [Font; 5] = [Font::XiaoBiaoSong, Font::FangSong, Font::Hei, Font::Kai, Font::Song];

    pub(super) fn name(self) -> &'static str {
        match self {
            Font::XiaoBiaoSong => "方正小标宋简体",
            Font::FangSong => "仿宋_GB2312",
            Font::Hei => "黑体",
            Font::Kai => "楷体_GB2312",
            Font::Song => "宋体",
        }
    }

    /// The design that Word and WPS look for where neither the font nor its fallbacks are installed: PANOSE, family, pitch.
    /// 小标宋 is stood in for by 宋体, 仿宋 and 楷体 by their like.
    fn design(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Font::XiaoBiaoSong | Font::Song => ("02010600030101010101", "roman", "variable"),
            Font::FangSong | Font::Kai | Font::Hei => ("02010609060101010101", "modern", "fixed"),
        }
    }

    /// Fonts to take where the first is not installed.
    fn fallbacks(self) -> &'static str {
        match self {
            Font::XiaoBiaoSong => "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun",
            Font::FangSong => "FangSong_GB2312,仿宋,FangSong,华文仿宋,STFangsong",
            Font::Hei => "SimHei,微软雅黑",
            Font::Kai => "KaiTi_GB2312,楷体,KaiTi,华文楷体,STKaiti",
            Font::Song => "SimSun",
        }
    }
}

/// Digits and Latin letters.
const LATIN: &str = "Times New Roman";

/// Paragraph styles. The text of a letter is `Body`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// No indent: 主送机关, lists with labels of their own.
    #[default]
    Flat,
    /// 正文: two characters indented.
    Body,
    /// 标题: 2号小标宋, centred.
    Title,
    /// 发文机关标志: 小标宋, large, centred.
    RedHead,
    /// 一、
    Heading1,
    /// （一）
    Heading2,
    /// 小四, for tables.
    Cell,
    /// 小四, grey matter under the letter.
    Note,
    Footer,
}

struct Look {
    id: &'static str,
    name: &'static str,
    font: Font,
    half_points: u32,
    /// Exact height of a line, in twentieths of a point.
    line: u32,
    align: Align,
    first: i32,
    outline: Option<u32>,
}

const ALL: [Style; 9] = [
    Style::Flat,
    Style::Body,
    Style::Title,
    Style::RedHead,
    Style::Heading1,
    Style::Heading2,
    Style::Cell,
    Style::Note,
    Style::Footer,
];

impl Style {
    fn look(self) -> Look {
        let flat = Look {
            id: "Normal",
            name: "Normal",
            font: Font::FangSong,
            half_points: 32,
            line: 560,
            align: Align::Both,
            first: 0,
            outline: None,
        };
        match self {
            Style::Flat => flat,
            Style::Body => Look { id: "BodyText", name: "Body Text", first: 2, ..flat },
            Style::Title => Look {
                id: "Title",
                name: "Title",
                font: Font::XiaoBiaoSong,
                half_points: 44,
                line: 680,
                align: Align::Center,
                ..flat
            },
            Style::RedHead => Look {
                id: "RedHead",
                name: "Red Head",
                font: Font::XiaoBiaoSong,
                half_points: 72,
                line: 960,
                align: Align::Center,
                ..flat
            },
            Style::Heading1 => {
                Look { id: "Heading1", name: "heading 1", font: Font::Hei, first: 2, outline: Some(0), ..flat }
            }
            Style::Heading2 => {
                Look { id: "Heading2", name: "heading 2", font: Font::Kai, first: 2, outline: Some(1), ..flat }
            }
            Style::Cell => Look { id: "Cell", name: "Cell", half_points: 24, line: 360, align: Align::Left, ..flat },
            Style::Note => Look { id: "Note", name: "Note", half_points: 24, line: 400, ..flat },
            Style::Footer => {
                Look { id: "Footer", name: "footer", font: Font::Song, half_points: 28, line: 320, ..flat }
            }
        }
    }

    pub(super) fn id(self) -> &'static str {
        self.look().id
    }

    pub(super) fn line(self) -> u32 {
        self.look().line
    }

    /// Width of one character, in twentieths of a point.
    pub(super) fn character(self) -> u32 {
        self.look().half_points * 10
    }
}

pub(super) fn styles() -> String {
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", body::W)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| xml.element("w:rPr", &[], defaults));
            xml.element("w:pPrDefault", &[], |_| {});
        });
        ALL.into_iter().for_each(|style| write_style(xml, style));
        write_table_style(xml);
    });
    xml.finish()
}

fn defaults(xml: &mut Xml) {
    fonts(xml, Font::FangSong);
    xml.val("w:sz", "32");
    xml.val("w:szCs", "32");
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
}

pub(super) fn fonts(xml: &mut Xml, font: Font) {
    let latin = if font == Font::Song { font.name() } else { LATIN };
    let attributes = [("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", font.name()), ("w:cs", LATIN)];
    xml.empty("w:rFonts", &attributes);
}

fn write_style(xml: &mut Xml, style: Style) {
    let look = style.look();
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", look.id)];
    if style == Style::Flat {
        attributes.insert(1, ("w:default", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.val("w:name", look.name);
        if style != Style::Flat {
            xml.val("w:basedOn", "Normal");
        }
        xml.flag("w:qFormat", true);
        xml.element("w:pPr", &[], |xml| write_paragraph_look(xml, style, &look));
        xml.element("w:rPr", &[], |xml| {
            fonts(xml, look.font);
            xml.val("w:sz", &look.half_points.to_string());
            xml.val("w:szCs", &look.half_points.to_string());
        });
    });
}

fn write_paragraph_look(xml: &mut Xml, style: Style, look: &Look) {
    xml.flag("w:keepNext", look.outline.is_some());
    xml.val("w:snapToGrid", "0");
    let line = look.line.to_string();
    xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", &line), ("w:lineRule", "exact")]);
    indent(xml, style, Indent { first: look.first, ..Indent::default() });
    xml.val("w:jc", look.align.value());
    if let Some(rank) = look.outline {
        xml.val("w:outlineLvl", &rank.to_string());
    }
}

fn write_table_style(xml: &mut Xml) {
    xml.element("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
        xml.val("w:name", "Normal Table");
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
        });
    });
}

pub(super) fn font_table() -> String {
    let mut xml = Xml::new();
    xml.element("w:fonts", &[("xmlns:w", body::W)], |xml| {
        for font in Font::ALL {
            xml.element("w:font", &[("w:name", font.name())], |xml| {
                let (panose, family, pitch) = font.design();
                xml.val("w:altName", font.fallbacks());
                xml.val("w:panose1", panose);
                xml.val("w:charset", "86");
                xml.val("w:family", family);
                xml.val("w:pitch", pitch);
            });
        }
    });
    xml.finish()
}
