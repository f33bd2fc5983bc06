#![allow(clippy::unwrap_used)]

use super::*;
use crate::limits::MAX_GLYPHS;
use crate::text::BlockKind;

/// The smallest writer of PDFs: objects in order from 1, the first of them the catalog.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = places.len() + 1;
    out.extend_from_slice(
        format!("trailer <</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF").as_bytes(),
    );
    out
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

const FONT: &str = "/Type/Font/Subtype/Type0/BaseFont/SimSun";
const DESCENDANT: &str = "/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun\
    /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]>>]";

/// Pages of contents, set in fonts that are not embedded: F codes UCS-2, G codes GBK.
fn document(pages: &[(&str, String)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 6 + 2 * i)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")).into_bytes(),
        format!("<<{FONT}/Encoding/UniGB-UCS2-H{DESCENDANT}>>").into_bytes(),
        format!("<<{FONT}/Encoding/GBK-EUC-H{DESCENDANT}>>").into_bytes(),
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\xff"),
    ];
    for (i, (entries, content)) in pages.iter().enumerate() {
        let resources = "/Resources<</Font<</F 3 0 R/G 4 0 R>>/XObject<</I 5 0 R>>>>";
        let page =
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]{resources}/Contents {} 0 R{entries}>>", 7 + 2 * i);
        objects.push(page.into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    pdf(&objects, "")
}

/// Draws text with its baseline so far below the upper edge.
fn at(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F {size} Tf 1 0 0 1 {x} {} Tm <{}> Tj ET\n", 600.0 - y, ucs2(text))
}

fn ucs2(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

fn one(content: String) -> Vec<u8> {
    document(&[("", content)])
}

fn body(bytes: &[u8]) -> Vec<String> {
    let source = read(bytes).unwrap();
    let blocks = source.text.blocks().iter().filter(|block| block.kind.is_body());
    blocks.map(|block| source.text.slice(block.span).to_owned()).collect()
}

fn remarks(bytes: &[u8]) -> Vec<String> {
    read(bytes).unwrap().remarks
}

const SCAN: &str = "q 400 0 0 600 0 0 cm /I Do Q\n";

#[test]
fn predefined_codes_of_fonts_that_are_not_embedded_are_read() {
    assert_eq!(body(&one(at(100.0, 100.0, 12.0, "第一条　为了规范"))), ["第一条\u{3000}为了规范"]);
    let gbk = "BT /G 12 Tf 1 0 0 1 100 500 Tm <B9E6B7B6CEC4BCFE> Tj ET".to_owned();
    assert_eq!(body(&one(gbk)), ["规范文件"]);
}

#[test]
fn two_columns_page_numbers_and_heads() {
    let text: String = "行政机关应当依法履行职责维护".to_owned();
    let page = |number: usize| {
        let mut content = at(60.0, 30.0, 9.0, "某市人民政府公报") + &at(190.0, 580.0, 9.0, &format!("— {number} —"));
        for i in 0..6 {
            let y = 150.0 + 16.0 * i as f32;
            content += &(at(40.0, y, 10.0, &text) + &at(220.0, y, 10.0, &text.replace('行', "右")));
        }
        ("", content)
    };
    let bytes = document(&[page(1), page(2), page(3)]);
    let read = body(&bytes).concat();
    let column = |c: &str| text.replace('行', c).repeat(6);
    assert_eq!(read.replace('行', "左"), (column("左") + &column("右")).repeat(3).replace('行', "左"));
    let source = super::read(&bytes).unwrap();
    let margins: Vec<BlockKind> =
        source.text.blocks().iter().map(|block| block.kind).filter(|kind| !kind.is_body()).collect();
    assert_eq!(margins.len(), 2, "{margins:?}");
}

#[test]
fn a_paragraph_goes_on_over_pages() {
    let full = "行政机关应当依法履行职责维护社会公共利益和公民合法权益";
    let first = at(80.0, 500.0, 10.0, &full[..25 * 3]) + &at(60.0, 520.0, 10.0, full);
    let second = at(60.0, 60.0, 10.0, "的规定。") + &at(80.0, 80.0, 10.0, "另一段。") + &at(60.0, 300.0, 10.0, full);
    let read = body(&document(&[("", first), ("", second)]));
    assert_eq!(read[0], format!("{}{full}的规定。", &full[..25 * 3]));
    assert_eq!(read[1], "另一段。");
}

#[test]
fn pages_without_text_are_no_text() {
    assert_eq!(read(&one(String::new())).unwrap_err(), Unread::NoTextLayer);
    assert_eq!(read(&one(SCAN.to_owned())).unwrap_err(), Unread::NoTextLayer);
    assert_eq!(read(&one(SCAN.to_owned() + &at(180.0, 590.0, 9.0, "第1页"))).unwrap_err(), Unread::NoTextLayer);
}

#[test]
fn scanned_pages_among_others_are_named() {
    let text = || ("", at(100.0, 100.0, 12.0, "正文一段。"));
    let scan = || ("", SCAN.to_owned());
    let bytes = document(&[text(), scan(), text(), scan(), scan(), scan()]);
    assert_eq!(remarks(&bytes), ["第2、4—6页是图片，未读取"]);
}

#[test]
fn text_recognised_over_a_scan_is_read_with_a_warning() {
    let long = "这一行文字是识别软件放在图片上面看不见的一层";
    let bytes = one(SCAN.to_owned() + "3 Tr\n" + &at(20.0, 100.0, 12.0, long));
    assert_eq!(body(&bytes), [long]);
    assert_eq!(remarks(&bytes), ["文字是从扫描图片识别来的，可能有错字"]);
}

#[test]
fn turned_pages_read_like_others() {
    // The page lies on its side in the file, and is shown upright.
    let content = |text: &str| format!("BT /F 12 Tf 0 1 -1 0 200 100 Tm <{}> Tj ET", ucs2(text));
    assert_eq!(body(&document(&[("/Rotate 90", content("横放的一页"))])), ["横放的一页"]);
    // A page whose text all runs upwards is a page turned by its author.
    assert_eq!(body(&one(content("附件二的表格"))), ["附件二的表格"]);
}

#[test]
fn watermarks_and_text_off_the_page_are_left_out_and_said() {
    let slanted = format!("BT /F 40 Tf .7 .7 -.7 .7 100 100 Tm <{}> Tj ET\n", ucs2("内部资料"));
    let bytes = one(at(100.0, 100.0, 12.0, "正文一段。") + &slanted + &at(100.0, 700.0, 12.0, "外面"));
    assert_eq!(body(&bytes), ["正文一段。"]);
    assert_eq!(remarks(&bytes), ["有4个字斜排（如水印）或者与页面方向不同，未计入", "有2个字在页面之外，未计入"]);
}

#[test]
fn chinese_bytes_in_a_western_font_are_not_text() {
    let font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>";
    let content = "BT /F 12 Tf 1 0 0 1 50 500 Tm <C8ABCAC0BDE7CEDEB2FAD5DFC1AABACFC6F0C0B4> Tj ET";
    assert_eq!(read(&document(&[(font, content.to_owned())])).unwrap_err(), Unread::NamelessGlyphs);
}

#[test]
fn more_glyphs_than_the_limit_are_refused() {
    let mut losses = Losses::default();
    assert_eq!(losses.count(MAX_GLYPHS), Ok(()));
    assert!(matches!(losses.count(1), Err(Unread::Hostile(_))));
}

#[test]
fn a_password_is_asked_for() {
    let objects = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Count 0/Kids[]>>".to_vec()];
    let key = "5A".repeat(32);
    let trailer = format!("/ID[<AA><AA>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>");
    assert_eq!(read(&pdf(&objects, &trailer)).unwrap_err(), Unread::Encrypted);
}

#[test]
fn broken_files_are_damaged() {
    let whole = one(at(100.0, 100.0, 12.0, "正文一段。"));
    assert!(matches!(read(b"%PDF-1.4\nrubbish").unwrap_err(), Unread::Damaged(_)));
    for length in (0..whole.len()).step_by(whole.len() / 40) {
        let cut = read(&whole[..length]);
        assert!(!matches!(cut, Err(Unread::Internal(_) | Unread::Slow { .. })), "{length}: {cut:?}");
    }
}

#[test]
fn too_many_pages_are_refused() {
    let kids = "<</Type/Page>>".repeat(MAX_PAGES + 1);
    let objects = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), format!("<</Type/Pages/Kids[{kids}]>>").into_bytes()];
    assert!(matches!(read(&pdf(&objects, "")).unwrap_err(), Unread::Hostile(_)));
}

#[test]
fn forms_that_draw_forms_that_draw_forms_are_stopped() {
    let form = |next: usize, content: &[u8]| {
        let resources = format!(
            "/Resources<</XObject<</X {next} 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        );
        stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 400 600]{resources}"), content)
    };
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>".to_vec(),
        stream("", b"/X Do"),
    ];
    objects.extend((6..14).map(|next| form(next, &b"/X Do ".repeat(20))));
    let text = format!("BT /F 9 Tf 1 0 0 1 9 9 Tm ({}) Tj ET", "x".repeat(2000));
    objects.push(form(99, text.as_bytes()));
    let refused = read(&pdf(&objects, "")).unwrap_err();
    assert!(matches!(refused, Unread::Hostile(_) | Unread::Slow { .. }), "{refused:?}");
}

fn with_font(entries: &str) -> Vec<u8> {
    let font = format!("/Resources<</Font<</F<</Type/Font{entries}>>>>>>");
    document(&[(&font, "BT /F 9 Tf 9 9 Td (x) Tj ET".to_owned())])
}

#[test]
fn widths_for_billions_of_codes_are_refused() {
    let simple = "/Subtype/TrueType/BaseFont/A/FirstChar 4000000000/LastChar 4294967295/Widths[500]";
    let composite = "/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font\
        /Subtype/CIDFontType2/BaseFont/A/W[1 4294967295 500]>>]";
    for entries in [simple, composite] {
        assert!(matches!(read(&with_font(entries)).unwrap_err(), Unread::Hostile(_)), "{entries}");
    }
}

#[test]
fn streams_that_expand_beyond_measure_are_refused() {
    let page = |content: Vec<u8>| {
        let objects = [
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
            content,
        ];
        read(&pdf(&objects, "")).unwrap_err()
    };
    let blanks = vec![b' '; 80 << 20];
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, &blanks).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() > crate::limits::UNSCREENED_BYTES);
    assert!(matches!(page(stream("/Filter/FlateDecode", &packed)), Unread::Hostile(_)));
    assert!(matches!(page(stream("/Filter[/FlateDecode/FlateDecode]", b"x")), Unread::Hostile(_)));
}

#[test]
fn pages_that_expand_beyond_measure_together_are_refused() {
    let kids = "<</Type/Page/Contents 3 0 R>>".repeat(40);
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]>>").into_bytes(),
        stream("", &vec![b' '; 6 << 20]),
    ];
    assert!(matches!(read(&pdf(&objects, "")).unwrap_err(), Unread::Hostile(_)));
}
