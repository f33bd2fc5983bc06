//! What every file we write must satisfy; also used by the tests of the letters.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use super::*;

/// The sequences of the schema (ECMA-376, wml.xsd), whole; an element that is not in its list fails the test.
const ORDER: [(&str, &str); 14] = [
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
         suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
         snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
         textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish \
         webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang \
         eastAsianLayout specVanish oMath",
    ),
    ("pBdr", "top left bottom right between bar"),
    (
        "tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd \
         tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    ("tblBorders", "top left bottom right insideH insideV"),
    ("tblCellMar", "top left bottom right"),
    (
        "trPr",
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    ),
    ("tcPr", "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
    (
        "sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols \
         formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    ),
    (
        "style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr \
         rPr tblPr trPr tcPr tblStylePr",
    ),
    ("settings", "defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang"),
    ("font", "altName panose1 charset family notTrueType pitch sig"),
    ("tbl", "tblPr tblGrid tr"),
    ("tc", "tcPr p"),
];

/// Elements whose properties stand before all else.
const PROPERTIES_FIRST: [(&str, &str); 4] = [("p", "pPr"), ("r", "rPr"), ("tr", "trPr"), ("tc", "tcPr")];

/// The parts of a package, in order.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |i| {
        let mut file = zip.by_index(i).unwrap();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..).take(zip_len(bytes)).map(read).collect()
}

fn zip_len(bytes: &[u8]) -> usize {
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()
}

/// Every part is well-formed and keeps the order of the schema; every relationship has its part.
pub(crate) fn assert_sound(bytes: &[u8]) {
    let parts = parts(bytes);
    for (name, content) in &parts {
        let xml = roxmltree::Document::parse(content).unwrap_or_else(|e| panic!("{name}: {e}"));
        xml.descendants().filter(|node| node.is_element()).for_each(|node| assert_order(name, node));
        for target in xml.descendants().filter_map(|node| node.attribute("Target")) {
            assert!(parts.iter().any(|(part, _)| part.ends_with(target)), "{name}: {target}");
        }
    }
}

fn assert_order(part: &str, node: roxmltree::Node) {
    if let Some((parent, first)) = PROPERTIES_FIRST.iter().find(|(name, _)| *name == node.tag_name().name()) {
        let at = node.children().position(|child| child.tag_name().name() == *first);
        assert!(at.is_none_or(|at| at == 0), "{part}: <{first}> in <{parent}> at {at:?}");
    }
    let Some((parent, order)) = ORDER.iter().find(|(name, _)| *name == node.tag_name().name()) else { return };
    let children = node.children().map(|child| child.tag_name().name());
    let ranks: Vec<_> = children.map(|name| (order.split(' ').position(|it| it == name), name)).collect();
    for (rank, name) in &ranks {
        assert!(rank.is_some(), "{part}: <{name}> in <{parent}>");
    }
    assert!(ranks.is_sorted_by_key(|(rank, _)| *rank), "{part}: <{parent}> {ranks:?}");
}

/// Has LibreOffice open the file and write a PDF; says so where there is none. Returns the PDF's size.
pub(crate) fn convert(name: &str, bytes: &[u8]) -> Option<u64> {
    let dir = std::env::temp_dir().join(format!("fashen-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join(name).with_extension("docx"), bytes).unwrap();
    let size = run_soffice(&dir, name);
    if size.is_none() {
        eprintln!("skipped: no soffice to open {name}.docx with");
    }
    std::fs::remove_dir_all(&dir).unwrap();
    size
}

fn run_soffice(dir: &Path, name: &str) -> Option<u64> {
    let home = format!("-env:UserInstallation=file://{}/home", dir.display());
    let mut command = Command::new("soffice");
    command.args([home.as_str(), "--headless", "--convert-to", "pdf"]).arg(format!("{name}.docx"));
    let output = command.current_dir(dir).output().ok()?;
    let pdf = std::fs::metadata(dir.join(name).with_extension("pdf"));
    Some(pdf.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))).len())
}

fn sample(page: Page) -> Docx {
    let title = "关于《青溪县<共享单车>管理办法》的 \"意见\" & 建议";
    let cells = |words: [&str; 3]| words.map(Cell::text).to_vec();
    let table = Table {
        columns: vec![1, 1, 1],
        rows: vec![
            Row::header(cells(["修改前", "修改后", "理由"])),
            Row::new(vec![Cell { span: 2, ..Cell::text("（删除）") }, Cell::default()]),
        ],
    };
    Docx {
        title: title.to_owned(),
        page,
        blocks: vec![
            Paragraph::new(Style::Title, title).into(),
            Paragraph::new(Style::Heading1, "一、制定主体").lines_before(1).keep_next().into(),
            Paragraph::of(
                Style::Body,
                vec![
                    Run::new("第八条\u{1}\t违反本办法的，"),
                    Run::new("处五百元罚款").bold().underline().colour(Colour::RED).shade(Colour::PALE),
                    Run::new("。\n").font(Font::Kai).strike(),
                ],
            )
            .align(Align::Left)
            .indent(Indent { first: -2, left: 4, right: 0 })
            .into(),
            table.clone().into(),
            table.into(),
        ],
    }
}

#[test]
fn packages_are_sound() {
    assert_sound(&to_bytes(&sample(Page::Portrait)).unwrap());
    assert_sound(&to_bytes(&sample(Page::Landscape)).unwrap());
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(to_bytes(&sample(Page::Portrait)).unwrap(), to_bytes(&sample(Page::Portrait)).unwrap());
}

#[test]
fn text_is_escaped_and_control_characters_dropped() {
    let xml = body::document(&sample(Page::Portrait));
    assert!(xml.contains("关于《青溪县&lt;共享单车&gt;管理办法》的 &quot;意见&quot; &amp; 建议"));
    assert!(xml.contains("第八条</w:t><w:tab/><w:t xml:space=\"preserve\">违反"));
    assert!(xml.contains("。</w:t><w:br/>"));
}

#[test]
fn tables_fill_the_width_and_do_not_touch() {
    let xml = body::document(&sample(Page::Portrait));
    let width: u32 = Page::Portrait.text_width();
    assert!(xml.contains(&format!("<w:tblW w:w=\"{width}\"")));
    assert_eq!(xml.matches("</w:tbl><w:p>").count(), 2);
    assert!(xml.contains("<w:gridSpan w:val=\"2\"/>"));
    assert!(xml.contains("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
}

#[test]
fn libreoffice_opens_it() {
    if let Some(size) = convert("kernel", &to_bytes(&sample(Page::Landscape)).unwrap()) {
        assert!(size > 1000);
    }
}
