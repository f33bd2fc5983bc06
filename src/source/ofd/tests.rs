#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::read;
use super::text_object::expand;
use crate::limits::{MAX_CHARACTERS, MAX_OFD_OBJECTS, MAX_PAGES};
use crate::source::Unread;

const MAIN: &str = "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocRoot>/doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn wrap(name: &str, inner: &str) -> String {
    format!("<o:{name} xmlns:o='http://www.ofdspec.org/2016'>{inner}</o:{name}>")
}

fn object(id: u32, y: u32, code: &str) -> String {
    format!("<o:TextObject ID='{id}' Boundary='20 {y} 150 10' Font='1' Size='5'>{code}</o:TextObject>")
}

/// A file of one page with this content, and these resources.
fn file(content: &str, resources: &str) -> Vec<u8> {
    let document = "<o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:PageArea>\
                    <o:PublicRes>res.xml</o:PublicRes><o:TemplatePage ID='9' BaseLoc='Tpl/T.xml'/></o:CommonData>\
                    <o:Pages><o:Page ID='1' BaseLoc='Pages\\p0.XML'/></o:Pages>";
    let page = format!("<o:Template TemplateID='9'/><o:Content><o:Layer>{content}</o:Layer></o:Content>");
    pack(&[
        ("OFD.xml", MAIN.to_owned()),
        ("Doc_0/Document.xml", wrap("Document", document)),
        ("Doc_0/Pages/P0.xml", wrap("Page", &page)),
        ("Doc_0/Res.xml", wrap("Res", resources)),
        (
            "Doc_0/Tpl/t.xml",
            wrap(
                "Page",
                &format!(
                    "<o:Content>{}</o:Content>",
                    object(2, 40, "<o:TextCode X='0' Y='4'>青川县人民政府</o:TextCode>")
                ),
            ),
        ),
    ])
}

fn text(content: &str) -> String {
    read(&file(content, "")).unwrap().text.as_str().to_owned()
}

#[test]
fn template_wrong_case_and_repeated_steps() {
    let content = object(3, 80, "<o:TextCode X='0' Y='4' DeltaX='5 g 6 5'>关于印发办法的通知</o:TextCode>");
    assert_eq!(text(&content), "青川县人民政府\n关于印发办法的通知\n");
}

#[test]
fn steps_are_expanded_within_bounds() {
    assert_eq!(expand("1.5 g 3 2 4", 9), [1.5, 2.0, 2.0, 2.0, 4.0]);
    assert_eq!(expand("g 4000000000 1", 2), [1.0, 1.0]);
    assert!(expand("g", 2).is_empty());
    assert_eq!(expand("g x 1 2 y", 3), [2.0]);
}

#[test]
fn invisible_and_glyph_only_text_is_said() {
    let hidden = object(3, 80, "<o:TextCode X='0' Y='4'>隐藏</o:TextCode>")
        .replace("<o:TextObject", "<o:TextObject Visible='false'");
    let glyphs =
        object(4, 90, "<o:CGTransform CodePosition='0' GlyphCount='1'/><o:TextCode X='0' Y='4'>\u{e001}</o:TextCode>");
    let source = read(&file(&format!("{hidden}{glyphs}"), "")).unwrap();
    assert_eq!(source.text.as_str(), "青川县人民政府\n");
    assert!(source.remarks.iter().any(|remark| remark.contains("隐藏")), "{:?}", source.remarks);
    assert!(source.remarks.iter().any(|remark| remark.contains("1个字只有字形")), "{:?}", source.remarks);
}

#[test]
fn a_text_of_unknown_characters_is_unread() {
    let content = object(4, 90, &format!("<o:TextCode X='0' Y='4'>{}</o:TextCode>", "\u{e001}".repeat(20)));
    assert_eq!(read(&file(&content, "")).unwrap_err(), Unread::NamelessGlyphs);
}

#[test]
fn composite_units_are_drawn_where_they_are_used() {
    let unit = format!(
        "<o:CompositeGraphicUnit ID='7'><o:Content>{}</o:Content></o:CompositeGraphicUnit>",
        object(3, 10, "<o:TextCode X='0' Y='4'>第一条。</o:TextCode>")
    );
    let using = "<o:CompositeObject ResourceID='7' Boundary='0 100 10 10' CTM='1 0 0 1 0 0'/>";
    let found = read(&file(using, &unit)).unwrap();
    assert_eq!(found.text.as_str().replace('\n', ""), "青川县人民政府第一条。");
    let itself = "<o:CompositeGraphicUnit ID='7'><o:Content><o:CompositeObject ResourceID='7'/></o:Content></o:CompositeGraphicUnit>";
    assert!(matches!(read(&file(using, itself)), Err(Unread::Hostile(_))));
    let many = "<o:a/>".repeat(MAX_OFD_OBJECTS + 1);
    assert!(matches!(read(&file(&many, "")), Err(Unread::Hostile(_))));
}

#[test]
fn pictures_have_no_text_and_too_much_is_refused() {
    let bare = |content: &str| {
        pack(&[
            ("OFD.xml", MAIN.to_owned()),
            ("Doc_0/Document.xml", wrap("Document", "<o:Pages><o:Page BaseLoc='p.xml'/></o:Pages>")),
            ("Doc_0/p.xml", wrap("Page", &format!("<o:Content><o:Layer>{content}</o:Layer></o:Content>"))),
        ])
    };
    let picture = bare("<o:ImageObject Boundary='0 0 210 297' ResourceID='1'/>");
    assert_eq!(read(&picture).unwrap_err(), Unread::NoTextLayer);
    assert_eq!(read(&bare("")).unwrap_err(), Unread::Empty);
    let long = bare(&object(1, 10, &format!("<o:TextCode>{}</o:TextCode>", "a".repeat(MAX_CHARACTERS + 1))));
    assert!(matches!(read(&long), Err(Unread::Hostile(_))));
    let pages = "<o:Page BaseLoc='p.xml'/>".repeat(MAX_PAGES + 1);
    let document = wrap("Document", &format!("<o:Pages>{pages}</o:Pages>"));
    let parts = [("OFD.xml", MAIN.to_owned()), ("Doc_0/Document.xml", document), ("Doc_0/p.xml", wrap("Page", ""))];
    assert!(matches!(read(&pack(&parts)), Err(Unread::Hostile(_))));
}

#[test]
fn enciphered_and_broken_files() {
    let enciphered = pack(&[("Encryptions.xml", "<a/>".to_owned())]);
    assert_eq!(read(&enciphered).unwrap_err(), Unread::Encrypted);
    let no_page = pack(&[("OFD.xml", MAIN.to_owned())]);
    assert!(matches!(read(&no_page), Err(Unread::Damaged(_))));
}

#[test]
fn what_pages_share_of_a_template_is_read_once() {
    let content = object(3, 80, "<o:TextCode X='0' Y='4'>第一条。</o:TextCode>");
    let bytes = file(&content, "");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    let parts = names.iter().map(|name| {
        let part = std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        (
            name.as_str(),
            part.replace(
                "BaseLoc='Pages\\p0.XML'/>",
                "BaseLoc='Pages\\p0.XML'/><o:Page ID='2' BaseLoc='Pages/p0.xml'/>",
            ),
        )
    });
    let parts: Vec<_> = parts.collect();
    let found = read(&pack(&parts)).unwrap();
    assert_eq!(found.text.as_str().matches("青川县人民政府").count(), 1, "{}", found.text.as_str());
    assert_eq!(found.text.as_str().matches("第一条。").count(), 2);
}
