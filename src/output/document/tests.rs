//! An invented draft in all three forms.

use super::*;
use crate::lawbook::Lawbook;
use crate::{fact, parse, source};

const DRAFT: &str = "\
青溪县人民政府关于印发《青溪县河道采砂管理办法》的通知
青政发〔2026〕7号

各乡镇人民政府：
　　现将《青溪县河道采砂管理办法》印发给你们，请遵照执行。

青溪县人民政府
2026年3月5日

青溪县河道采砂管理办法

第一章　总则

　　第一条【目的】为了加强河道采砂管理，制定本办法。
　　第二条　在河道内采砂的，应当具备下列条件：
　　（一）有符合要求的设备；
　　（二）有下列人员：
　　1. 管理人员；
　　2. 作业人员。
　　采砂应当避开汛期。
　　第三条　本办法自2026年5月1日起施行，有效期五年。
";

fn with<T>(content: &str, show: impl FnOnce(&Parsed) -> T) -> T {
    let source = source::read_bytes(content.as_bytes(), "draft.txt").unwrap();
    let document = parse::parse(&source.text);
    let facts = fact::collect(&source.text, &document, &fact::passages(&source.text, &document), &Lawbook::built_in());
    show(&Parsed { path: "draft.txt", source: &source, document: &document, facts: &facts })
}

#[test]
fn json_of_a_notice() {
    insta::assert_snapshot!(with(DRAFT, |parsed| json(parsed).unwrap()));
}

#[test]
fn outline_of_a_notice() {
    insta::assert_snapshot!(with(DRAFT, outline));
}

#[test]
fn text_joins_wrapped_lines() {
    let long = "县人民政府应当加强对河道采砂管理工作的领导，建立河道采砂管理的督察、通报、考核、";
    let wrapped = format!("第一条　{long}\n问责制度，及时处理河道采砂管理中的重大问题。\n");
    let draft = format!("青溪县河道采砂管理办法\n{}", wrapped.repeat(8));
    let text = with(&draft, |parsed| text(&parsed.source.text, parsed.document));
    assert_eq!(text.lines().count(), 9);
    assert!(text.lines().nth(1).unwrap().ends_with("考核、问责制度，及时处理河道采砂管理中的重大问题。"));
}
