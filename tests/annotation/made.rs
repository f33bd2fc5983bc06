//! Documents made at random: everything that Word puts around words.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::beside::random::Random;

const TRANSITIONAL: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
];
const STRICT: [&str; 2] =
    ["http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"];
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORDS: [&str; 12] = [
    "各乡镇人民政府",
    "应当",
    "依照有关规定",
    "负责",
    "青溪县农贸市场",
    "监督管理工作",
    "，",
    "。",
    "《青溪县供水办法》",
    "申请人",
    "自2027年1月1日起",
    "处五百元",
];

pub struct Maker {
    random: Random,
    id: usize,
    notes: [Vec<usize>; 2],
}

/// The bytes of the document with this number; every third is strict, every fourth has comments already, every fifth
/// is written as UTF-16, every sixth has a prefix of its own.
pub fn docx(seed: u64) -> Vec<u8> {
    let mut maker = Maker { random: Random(seed), id: 100, notes: [Vec::new(), Vec::new()] };
    let has_comments = seed % 4 == 1;
    let mut body: String = (0..12).map(|_| maker.block(0)).collect();
    if has_comments {
        body += "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>他人已有批注</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
                 <w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    }
    let [word, office] = if seed % 3 == 2 { STRICT } else { TRANSITIONAL };
    let spaces = format!(
        "xmlns:w=\"{word}\" xmlns:r=\"{office}\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:wps=\"urn:wps\""
    );
    let part = |root: &str, content: &str| format!("<w:{root} {spaces}>{content}</w:{root}>");
    let notes = |kind: &str, ids: &[usize]| {
        let note = |id: &usize| {
            format!("<w:{kind} w:id=\"{id}\"><w:p><w:r><w:t>注{id}：详见原件。</w:t></w:r></w:p></w:{kind}>")
        };
        part(&format!("{kind}s"), &ids.iter().map(note).collect::<String>())
    };
    let footer = "<w:p><w:r><w:t>青溪县人民政府办公室</w:t></w:r></w:p>";
    let body = format!("{body}<w:sectPr><w:footerReference r:id=\"rId4\"/></w:sectPr>");
    let mut main = part("document", &format!("<w:body>{body}</w:body>"));
    if seed % 6 == 3 {
        main = main
            .replace("<w:", "<word:")
            .replace("</w:", "</word:")
            .replace(" w:", " word:")
            .replace("xmlns:w=", "xmlns:word=");
    }
    let bytes = if seed % 5 == 4 { utf16(&main) } else { main.into_bytes() };
    let mut kinds = vec![("footnotes", 1), ("endnotes", 2), ("numbering", 3), ("footer", 4)];
    kinds.extend(has_comments.then_some(("comments", 5)));
    let relationship = |(kind, id): &(&str, usize)| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{office}/{kind}\" Target=\"{kind}.xml\"/>")
    };
    let related: String = kinds.iter().map(relationship).collect();
    let list = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
                <w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%1条\"/></w:lvl></w:abstractNum>\
                <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let theirs =
        "<w:comment w:id=\"0\" w:author=\"张\" w:initials=\"z\"><w:p><w:r><w:t>请斟酌</w:t></w:r></w:p></w:comment>";
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let overrides = kinds
        .iter()
        .map(|(part, _)| format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{kind}.{part}+xml\"/>"));
    let types = format!(
        "<Types xmlns=\"{TYPES}\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}<Override \
         PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/></Types>",
        overrides.collect::<String>()
    );
    let mut parts = vec![
        ("[Content_Types].xml", types.into_bytes()),
        ("_rels/.rels", root.into_bytes()),
        ("word/document.xml", bytes),
        (
            "word/_rels/document.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}\">{related}</Relationships>").into_bytes(),
        ),
        ("word/footnotes.xml", notes("footnote", &maker.notes[0]).into_bytes()),
        ("word/endnotes.xml", notes("endnote", &maker.notes[1]).into_bytes()),
        ("word/numbering.xml", part("numbering", list).into_bytes()),
        ("word/footer.xml", part("ftr", footer).into_bytes()),
        ("customXml/item1.xml", b"<any>thing</any>".to_vec()),
    ];
    if has_comments {
        parts.push(("word/comments.xml", part("comments", theirs).into_bytes()));
    }
    pack(&parts)
}

fn utf16(xml: &str) -> Vec<u8> {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{xml}");
    [0xFF, 0xFE].into_iter().chain(xml.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn pack(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, content)) in parts.iter().enumerate() {
        let method = [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated][number % 2];
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

impl Maker {
    fn id(&mut self) -> usize {
        self.id += 1;
        self.id
    }

    fn block(&mut self, depth: usize) -> String {
        match self.random.below(8) {
            0 if depth < 2 => {
                let cell = |maker: &mut Maker| format!("<w:tc>{}</w:tc>", maker.block(depth + 1));
                let row = |maker: &mut Maker| format!("<w:tr>{}{}</w:tr>", cell(maker), cell(maker));
                format!("<w:tbl>{}{}</w:tbl><w:p/>", row(self), row(self))
            }
            1 if depth < 2 => format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", self.paragraph(depth)),
            _ => self.paragraph(depth),
        }
    }

    fn paragraph(&mut self, depth: usize) -> String {
        let number = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
        let number = if self.random.below(4) == 0 { number } else { "" };
        let inline: String = (0..2 + self.random.below(6)).map(|_| self.inline(depth)).collect();
        format!("<w:p>{number}{inline}</w:p>")
    }

    fn inline(&mut self, depth: usize) -> String {
        let (run, id) = (self.run(), self.id());
        let signed = "w:author=\"李\" w:date=\"2026-01-01T00:00:00Z\"";
        match self.random.below(22) {
            0 => format!("<w:ins w:id=\"{id}\" {signed}>{run}</w:ins>"),
            1 => {
                let run = run.replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
                format!("<w:del w:id=\"{id}\" {signed}>{run}</w:del>")
            }
            2 => format!("<w:hyperlink w:anchor=\"a\">{run}{}</w:hyperlink>", self.run()),
            3 => format!("<w:fldSimple w:instr=\" DATE \">{run}</w:fldSimple>"),
            4 => {
                let kind = ["<w:text/>", ""][self.random.below(2)];
                format!("<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>")
            }
            5 => format!("<w:smartTag w:element=\"x\">{run}</w:smartTag>"),
            6 => format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"b{id}\"/>{run}<w:bookmarkEnd w:id=\"{id}\"/>"),
            7 => "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r>\
                  <w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>三</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                .to_owned(),
            8 => "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼音</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                .to_owned(),
            9 => "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>".to_owned(),
            10 if depth < 2 => {
                let inside = self.paragraph(9);
                format!("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent>{inside}\
                         </w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>")
            }
            kind @ (11 | 12) if depth < 9 => {
                self.notes[kind - 11].push(id);
                let name = ["footnoteReference", "endnoteReference"][kind - 11];
                format!("<w:r><w:t>见注</w:t><w:{name} w:id=\"{id}\"/></w:r>")
            }
            13 => "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的字</w:t></w:r>".to_owned(),
            _ => run,
        }
    }

    fn run(&mut self) -> String {
        let id = self.id();
        let properties = [
            String::new(),
            "<w:rPr><w:b/></w:rPr>".to_owned(),
            format!(
                "<w:rPr><w:sz w:val=\"32\"/><w:rPrChange w:id=\"{id}\" w:author=\"李\"><w:rPr/></w:rPrChange></w:rPr>"
            ),
        ];
        let properties = self.random.pick(&properties).clone();
        let content: String = (0..1 + self.random.below(3)).map(|_| self.content()).collect();
        format!("<w:r w:rsidR=\"00A1\">{properties}{content}</w:r>")
    }

    fn content(&mut self) -> String {
        let words = format!("{}{}", self.random.pick(&WORDS), self.random.pick(&WORDS));
        match self.random.below(12) {
            0 => "<w:tab/>".to_owned(),
            1 => "<w:noBreakHyphen/>".to_owned(),
            2 => format!("<w:lastRenderedPageBreak/><w:t>{words}</w:t>"),
            3 => format!("<w:t xml:space=\"preserve\"> {words}  </w:t>"),
            4 => format!("<w:t>  {words} 甲 &amp; &#20057; </w:t>"),
            5 => format!("<w:t>{words}<![CDATA[<甲>]]>乙</w:t>"),
            6 => "<w:br/>".to_owned(),
            _ => format!("<w:t>{words}</w:t>"),
        }
    }
}
