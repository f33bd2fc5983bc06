//! One small invented pair in every medium.

use super::*;
use crate::compare::compare;
use crate::parse::parse;
use crate::source;

const OLD: &str = "临时占道管理办法\n\n第一条 为了规范占道管理，制定本办法。\n\n第二条 本办法适用于本市。\n\n\
第三条 申请人应当提交申请书、位置图和承诺书。\n占道期限不得超过六个月，期满需要延长的，应当重新提出申请。\n\n\
第四条 收取占道押金，具体标准由城管部门另行公布。\n\n第五条 违反第三条规定的，处500元以上2000元以下罚款。\n\n\
第六条 城管部门应当建立占道台账，每季度公布一次。\n\n第七条 本办法自2020年1月1日起施行。\n";

const NEW: &str = "临时占道管理办法\n\n第一条 为了规范占道管理，制定本办法。\n\n第二条 本办法适用于本市。\n\n\
第三条 城管部门应当建立占道台账，每季度公布一次。\n\n第四条 申请人应当提交申请书、位置图和承诺书。\n\n\
第五条 占道期限不得超过六个月，期满需要延长的，应当重新提出申请。\n\n\
第六条 违反第四条规定的，处300元以上2000元以下罚款。\n\n第七条 有效期届满前六个月开展评估<含“后评估”>|*。\n\n\
第八条 本办法自2026年1月1日起施行，有效期五年。\n";

fn comparison() -> Comparison {
    let read = |text: &str| source::read_bytes(text.as_bytes(), "a.txt").unwrap().text;
    let (old, new) = (read(OLD), read(NEW));
    compare((&old, &parse(&old)), (&new, &parse(&new)))
}

#[test]
fn on_a_terminal() {
    insta::assert_snapshot!(terminal::terminal(&comparison(), terminal::Look { width: 80, colour: false }));
}

#[test]
fn on_a_terminal_with_colours() {
    let text = terminal::terminal(&comparison(), terminal::Look { width: 80, colour: true });
    insta::assert_snapshot!(text.replace('\x1b', "␛"));
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(markdown(&comparison()));
}

#[test]
fn as_json() {
    insta::assert_snapshot!(json(&comparison()).unwrap());
}

#[test]
fn as_html() {
    insta::assert_snapshot!(html(&comparison()));
}

#[test]
fn packages_are_the_same_every_time() {
    for file in [File::Docx, File::Xlsx] {
        let bytes = to_bytes(&comparison(), file).unwrap();
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(bytes, to_bytes(&comparison(), file).unwrap());
    }
}

#[test]
fn empty_documents_make_empty_tables() {
    let none = Comparison::default();
    for file in [File::Html, File::Docx, File::Xlsx, File::Markdown, File::Json] {
        assert!(!to_bytes(&none, file).unwrap().is_empty());
    }
}

#[test]
fn a_table_is_shown_cell_by_cell() {
    let page = |fee: &str| {
        let rows = format!("<tr><td>事项</td><td>标准</td></tr><tr><td>堆物</td><td>{fee}元</td></tr>");
        let rows = format!("{rows}<tr><td>搭棚</td><td>20元</td></tr>");
        format!("<html><body><h1>占道收费标准</h1><p>第一条 占道收费标准如下：</p><table>{rows}</table></body></html>")
    };
    let read = |text: String| source::read_bytes(text.as_bytes(), "a.html").unwrap().text;
    let (old, new) = (read(page("5")), read(page("3")));
    let html = html(&compare((&old, &parse(&old)), (&new, &parse(&new))));
    let row = |cell: &str| format!("<tr><td>堆物</td><td>{cell}</td></tr><tr><td>搭棚</td><td>20元</td></tr></table>");
    assert!(html.contains(&row("<del>5</del>元")), "{html}");
    assert!(html.contains(&row("<ins>3</ins>元")), "{html}");
}
