#![allow(clippy::unwrap_used)]

use super::read;
use crate::limits::{MAX_HTML_COLUMNS, MAX_HTML_DEPTH, MAX_HTML_NODES};
use crate::source::{Format, Source, Unread, sniff};
use crate::text::{BlockKind, is_blank};

const NOTICE: &str = "<p>各区人民政府：</p><p>　　为了规范公共租赁住房管理，保障群众居住，现将有关事项通知如下。</p>\
     <p>　　一、各区应当于每年三月底以前公布房源，并接受社会监督。</p><p>青川县人民政府</p><p>2026年3月1日</p>";
const CHROME: &str = "<div class='top'><a href='/'>首页</a><a href='/z'>政务公开</a><a href='/x'>互动交流</a></div>\
     <div class='where'>当前位置：<a href='/'>首页</a> &gt; <a href='/z'>政务公开</a></div>";
const FOOT: &str = "<script>var a = 1;</script><p>主办单位：青川县人民政府办公室 版权所有 蜀ICP备05000000号</p>";

fn source(html: &str) -> Source {
    read(html.as_bytes()).unwrap()
}

fn lines(html: &str) -> Vec<String> {
    let source = source(html);
    let blocks = source.text.blocks().iter();
    blocks.map(|block| source.text.slice(block.span).trim_matches(is_blank).to_owned()).collect()
}

fn cells(html: &str) -> Vec<(u32, u32, u32, String)> {
    let source = source(html);
    let cells = source.text.blocks().iter().filter_map(|block| match block.kind {
        BlockKind::Cell { table, row, column } => Some((table, row, column, source.text.slice(block.span).to_owned())),
        _ => None,
    });
    cells.collect()
}

const NOTICE_LINES: [&str; 5] = [
    "各区人民政府：",
    "为了规范公共租赁住房管理，保障群众居住，现将有关事项通知如下。",
    "一、各区应当于每年三月底以前公布房源，并接受社会监督。",
    "青川县人民政府",
    "2026年3月1日",
];

#[test]
fn every_known_container_is_the_text() {
    for container in
        ["id='UCAP-CONTENT'", "class='TRS_Editor'", "id=\"zoom\"", "class='a article-content b'", "class='view'"]
    {
        let page =
            format!("<html><body>{CHROME}<div {container}>{NOTICE}</div><div>扫一扫在手机打开当前页</div>{FOOT}");
        assert_eq!(lines(&page), NOTICE_LINES, "{container}");
    }
}

#[test]
fn an_unknown_page_is_read_by_its_density() {
    let page = format!("<html><body>{CHROME}<table><tr><td><div class='q7'>{NOTICE}</div></td></tr></table>{FOOT}");
    assert_eq!(lines(&page), NOTICE_LINES);
}

#[test]
fn a_piece_of_a_page_is_taken_whole() {
    assert_eq!(lines("<p>关于放假的通知</p><div>全体放假。</div>"), ["关于放假的通知", "全体放假。"]);
    assert_eq!(lines(&format!("<p>某某办法</p><div class='view'>{NOTICE}</div>"))[0], "某某办法");
}

#[test]
fn headline_and_number_outside_the_text_come_first() {
    let head = "<h1>关于租赁住房的通知</h1><table><tr><td>发文字号</td><td>青府发〔2026〕3号</td><td>索引号</td><td>1</td></tr></table>";
    let page = |title: &str| {
        format!("<html><title>{title}_青川县人民政府</title><body>{CHROME}{head}<div id=zoom>{NOTICE}</div>{FOOT}")
    };
    assert_eq!(
        lines(&page("关于租赁住房的通知"))[..3],
        ["关于租赁住房的通知", "发文字号：青府发〔2026〕3号", "各区人民政府："]
    );
    let own =
        page("x").replace("<div id=zoom>", "<div id=zoom><p>青府发〔2026〕3号</p><p>关于租赁</p><p>住房的通知</p>");
    assert_eq!(lines(&own)[..3], ["青府发〔2026〕3号", "关于租赁", "住房的通知"]);
}

#[test]
fn buttons_cards_and_margins_within_the_container_are_left_out() {
    let card =
        "<table><tr><td>索引号：</td><td>5110/2026</td></tr><tr><td>发布机构：</td><td>县政府办</td></tr></table>";
    let above =
        "<div>发布时间：2026-03-01 来源：县政府 字体：[大 中 小]</div><div class='share'><a href='#'>微博</a></div>";
    let below = "<p>【打印】 【关闭】</p><p>上一篇：无</p><p>附件：<a href='a.docx'>登记表.docx</a></p>";
    let page = format!("<html><body>{CHROME}<div class='TRS_Editor'>{card}{above}{NOTICE}{below}</div>{FOOT}");
    let mut expected = NOTICE_LINES.to_vec();
    expected.push("附件：登记表.docx");
    assert_eq!(lines(&page), expected);
}

#[test]
fn a_page_without_a_text_is_empty() {
    let shell = format!("<html><body>{CHROME}<div id='app'>加载中</div>{FOOT}");
    assert_eq!(read(shell.as_bytes()).unwrap_err(), Unread::Empty);
    let index = format!(
        "<html><body>{CHROME}<ul>{}</ul>{FOOT}",
        "<li><a href='/1'>关于某某的通知</a> 2026-01-01</li>".repeat(9)
    );
    assert_eq!(read(index.as_bytes()).unwrap_err(), Unread::Empty);
}

#[test]
fn blanks_and_line_ends_are_those_of_a_browser() {
    assert_eq!(lines("<p>甲\n  乙 \t丙</p>"), ["甲乙 丙"]);
    assert_eq!(lines("<p>a\nb<b> c</b></p>"), ["a b c"]);
    assert_eq!(lines("<div>一<br><br/>二<p>三</div>四"), ["一", "二", "三", "四"]);
    assert_eq!(lines("<p>10m<sup>2</sup>&lt;&nbsp;x&emsp;y</p>"), ["10m2<\u{a0}x\u{2003}y"]);
    assert_eq!(source("<p>\u{3000}\u{3000}甲</p>").text.as_str(), "\u{3000}\u{3000}甲\n");
    assert_eq!(lines("<pre>甲\n乙</pre><p style='white-space: pre-wrap'>丙\n丁</p>"), ["甲", "乙", "丙", "丁"]);
    assert_eq!(lines("<p>甲：\n\n　　乙\n　　丙</p>"), ["甲：", "乙", "丙"]);
}

#[test]
fn hidden_text_and_tracked_changes() {
    let page = "<p>甲<span style='display:none'>隐</span><b hidden>藏</b>乙<s>划</s><del>线</del></p><style>x</style>\
                <p>子<del cite='mailto:a' datetime='2026'>删</del><ins cite='mailto:a'>增</ins>丑</p>";
    assert_eq!(lines(page), ["甲乙划线", "子增丑"]);
    let remarks = source(page).remarks.join("；");
    assert!(remarks.contains("插入1处、删除1处") && remarks.contains("隐藏文字"), "{remarks}");
}

#[test]
fn numbers_of_lists() {
    assert_eq!(lines("<ol start=3><li>甲<li value=7>乙</ol><ul><li>丙</ul>"), ["3. 甲", "7. 乙", "丙"]);
    assert_eq!(lines("<ol type=a><li>甲<ol><li>乙</ol></ol>"), ["a. 甲", "1. 乙"]);
    assert_eq!(lines("<ol><li>（一）甲<li>2.乙<li style='list-style:none'>丙</ol>"), ["（一）甲", "2.乙", "丙"]);
    let word = "<p style='mso-list:l0'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>\
                <![endif]>甲<!--[if gte mso 9]>乙<![endif]--></p>";
    assert_eq!(lines(word), ["1.\u{a0}甲"]);
}

#[test]
fn cells_stand_where_merged_cells_put_them() {
    let table = "<table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>丙<td><p>丁</p><p>戊</p></table>";
    let expected = [(0, 0, "甲"), (0, 1, "乙"), (1, 1, "丙"), (1, 2, "丁"), (1, 2, "戊")];
    let found: Vec<_> = cells(table).into_iter().map(|(_, row, column, text)| (row, column, text)).collect();
    assert_eq!(found, expected.map(|(row, column, text)| (row, column, text.to_owned())));
}

#[test]
fn layout_tables_are_paragraphs() {
    assert_eq!(cells("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"), []);
    let nested = "<table><tr><td>左</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>";
    assert_eq!(cells(nested), [(0, 0, 0, "1".to_owned()), (0, 0, 1, "2".to_owned())]);
}

#[test]
fn declared_encodings() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta http-equiv='Content-Type' content='text/html; charset={charset}'></head><p>测试𠮷</p>"
        )
    };
    let (gb, _, _) = encoding_rs::GB18030.encode("<meta charset=\"gb2312\"><p>鎴愰兘，第一条</p>");
    let source = read(&gb).unwrap();
    assert_eq!((source.encoding, source.text.as_str()), ("gb18030", "鎴愰兘，第一条\n"));
    // A declaration against sound UTF-8 loses.
    assert_eq!((lines(&page("gb2312")), self::source(&page("gb2312")).encoding), (vec!["测试𠮷".to_owned()], "UTF-8"));
    let (big5, _, _) = encoding_rs::BIG5.encode("<meta charset=big5><p>第一條 測試</p>");
    assert_eq!(read(&big5).unwrap().encoding, "Big5");
}

#[test]
fn pieces_of_pages_are_told_as_such() {
    for (bytes, name) in
        [("<div><p>甲", "a.doc"), ("甲乙<br>", "a.html"), ("\u{feff}<META charset=gbk>", "a"), ("<table><tr>", "b.xls")]
    {
        assert_eq!(sniff(bytes.as_bytes(), name), Format::Html, "{bytes}");
    }
    assert_eq!(sniff("第一条".as_bytes(), "a.doc"), Format::Text);
}

#[test]
fn deep_and_bloated_markup_is_refused() {
    let deep = |n: usize| format!("{}甲", "<div>".repeat(n));
    assert_eq!(lines(&deep(MAX_HTML_DEPTH / 2)), ["甲"]);
    assert!(matches!(read(deep(100_000).as_bytes()), Err(Unread::Hostile(_))));
    // Each paragraph opens all the fonts again that were never closed.
    let fonts: String = (0..3_000).map(|n| format!("<p><font size={n}></p>")).collect();
    assert!(matches!(read(fonts.as_bytes()), Err(Unread::Hostile(why)) if why.contains(&MAX_HTML_NODES.to_string())));
}

#[test]
fn columns_are_bounded() {
    let row = "<td colspan=999999999>甲</td>".repeat(3);
    let found = cells(&format!("<table><tr>{row}</tr><tr><td>乙</td></tr></table>"));
    assert!(found.iter().all(|(_, _, column, _)| *column as usize <= MAX_HTML_COLUMNS), "{found:?}");
}
