//! Measurements on the real texts beside the repository; each says when it is skipped.

#![allow(clippy::unwrap_used)]

mod beside;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use beside::{Row, shared, table};
use fashen::document::{Document, Level};
use rayon::prelude::*;

fn document(path: &std::path::Path) -> Document {
    let source = fashen::source::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    fashen::parse::parse(&source.text)
}

/// Chapters, sections, articles, items.
type Counts = [usize; 4];

/// A file whose counts differ from the table's: what it has, and why the table says otherwise. Each was read.
type Reviewed = (&'static str, Counts, &'static str);

fn counts(document: &Document) -> Counts {
    [Level::Chapter, Level::Section, Level::Article, Level::Item].map(|level| document.count(level))
}

fn expected(row: &Row) -> Counts {
    ["chapters", "sections", "articles", "items"].map(|column| row[column].parse().unwrap())
}

/// Every file has the counts of the table, or those found when it was read.
fn agree(folder: PathBuf, rows: Vec<Row>, reviewed: &[Reviewed]) {
    let wrong = |row: &Row| {
        let found = counts(&document(&folder.join(&row["path"])));
        let known = reviewed.iter().find(|(path, ..)| row["path"].ends_with(path)).map(|(_, counts, _)| *counts);
        let differs = found != expected(row);
        let unknown = differs && known != Some(found) || !differs && known.is_some();
        (
            differs,
            unknown.then(|| format!("{}: table {:?}, found {found:?}, read {known:?}", row["path"], expected(row))),
        )
    };
    let judged: Vec<_> = rows.par_iter().map(wrong).collect();
    let differing = judged.iter().filter(|(differs, _)| *differs).count();
    let agreement = 100.0 - 100.0 * differing as f64 / rows.len() as f64;
    println!("{differing} of {} files differ ({agreement:.2} % agree), each read", rows.len());
    let unknown: Vec<_> = judged.into_iter().filter_map(|(_, unknown)| unknown).collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    assert!(differing <= reviewed.len());
}

fn sound(row: &Row) -> bool {
    row["anomalies"].is_empty() && row["articles"] != "0"
}

const TWICE: &str = "a table of contents without the word 目录, whose chapters the table counts again";
const NO_BLANK: &str = "a heading without a blank behind 第N章, 第N节, which the table does not see";
const ANNEX_LISTS: &str = "（一） lists in annexes behind the last article are no 项";

const LAWS: [Reviewed; 14] = [
    ("上海市公共文化服务保障与促进条例(2020-10-27).md", [9, 0, 69, 7], NO_BLANK),
    ("北京中轴线文化遗产保护条例(2022-05-25).md", [5, 0, 31, 26], TWICE),
    ("北京市国民经济和社会发展计划审查监督条例(2022-05-26).md", [5, 0, 34, 36], TWICE),
    ("北京市数字经济促进条例(2022-11-25).md", [9, 0, 58, 0], TWICE),
    ("北京市献血条例(2021-11-26).md", [6, 0, 49, 13], TWICE),
    ("北京市种子条例(2022-01-10).md", [8, 0, 56, 21], TWICE),
    ("北京市节水条例(2022-11-25).md", [6, 4, 71, 29], TWICE),
    ("山东省循环经济条例(2016-07-22).md", [6, 0, 54, 7], NO_BLANK),
    ("安阳市大气污染防治条例(2019-04-15).md", [6, 5, 62, 20], NO_BLANK),
    ("地质资料管理条例(2017-03-01).md", [5, 0, 26, 11], ANNEX_LISTS),
    ("女职工劳动保护特别规定(2012-04-28).md", [0, 0, 16, 0], ANNEX_LISTS),
    ("导弹及相关物项和技术出口管制条例(2002-08-22).md", [0, 0, 24, 6], ANNEX_LISTS),
    ("海洋倾废管理条例(2017-03-01).md", [0, 0, 24, 5], ANNEX_LISTS),
    ("矿产资源法实施细则(1994-03-26).md", [7, 0, 46, 68], ANNEX_LISTS),
];

#[test]
fn structure_of_laws() {
    let Some(shared) = shared() else { return };
    let rows = table(&shared.join("corpus/structure.tsv")).into_iter().filter(sound).collect();
    agree(shared.join("corpus/laws"), rows, &LAWS);
}

const FLK: [Reviewed; 2] = [
    ("全国人民代表大会议事规则_20210311.txt", [9, 0, 66, 8], "it has 66 articles; the row itself notes an anomaly"),
    ("香港特别行政区基本法_19900404.txt", [9, 10, 160, 58], "the numbered list of 附件三 is no 项"),
];

#[test]
fn structure_of_flk() {
    let Some(shared) = shared() else { return };
    let rows = table(&shared.join("corpus/structure_flk.tsv"));
    agree(shared.join("corpus/laws_flk_npc"), rows.into_iter().filter(|r| r["articles"] != "0").collect(), &FLK);
}

const GLUED: &str = "第N条 and text stand without a blank, which the table does not see";
const POINTS: &str = "（一） under 一、 of annexes or quoted amendments are no 项";

const CONTENTS: &str =
    "chapters of tables of contents, and （一） of points in quoted amendments, which the table counts";
const TORN: &str = "labels torn over three lines by a PDF (第一百八十 / 九 / 条): neither count is right";

const NORMDOCS: [Reviewed; 14] = [
    ("022A_合格境内机构投资者境外证券投资管理试行办法_02_正文页.txt", [8, 0, 47, 43], GLUED),
    (
        "038_公募基金行业合规管理手册_01_附件PDF.txt",
        [1, 0, 3156, 3924],
        "a table of quoted laws, flattened from a PDF: mentions and headings cannot be told apart, neither count is right",
    ),
    ("052C_公开募集基金募集申请注册行政许可事项服务指南_01_证监会服务指南页.txt", [0, 0, 3, 50], POINTS),
    ("TB078_支付结算办法_source01.txt", [6, 9, 260, 162], GLUED),
    ("TB126_中央国债登记结算有限责任公司债券登记托管结算业务规则_source01_attachment01.txt", [7, 30, 167, 71], TORN),
    ("TB186_证券投资基金招募说明书内容与格式准则_source02.txt", [22, 112, 333, 437], CONTENTS),
    ("TB221_私募基金合同指引_source01.txt", [0, 0, 27, 105], POINTS),
    ("TB222_私募投资基金服务业务管理办法（试行）_source01.txt", [8, 0, 59, 19], GLUED),
    ("TB279_深圳证券交易所深港通业务实施办法_source02.txt", [6, 10, 147, 118], CONTENTS),
    ("gz_18_广州就业见习基地管理办法_穗人社规字2019-6号.txt", [5, 0, 23, 29], POINTS),
    ("管道建设和保护行政处罚裁量基准（试行）》的通知.txt", [0, 0, 10, 0], GLUED),
    ("关于印发巫山县三峡后续工作专项资金使用管理实施细则的通知.txt", [0, 0, 14, 8], GLUED),
    ("nmpa_nmpa-notice-2018-83.txt", [0, 0, 28, 24], GLUED),
    ("nmpa_samr-order-53.txt", [6, 0, 81, 60], "five chapters stand in Markdown marks, ****第二章 …****"),
];

#[test]
fn structure_of_normative_documents() {
    let Some(shared) = shared() else { return };
    let rows =
        table(&shared.join("corpus/structure_normdocs.tsv")).into_iter().filter(|r| r["articles"] != "0").collect();
    agree(shared.join("corpus/normdocs"), rows, &NORMDOCS);
}

/// A statute is one text: its own provisions are no 所附文件, with or without a table of contents above them.
#[test]
fn statutes_carry_no_instrument() {
    let Some(shared) = shared() else { return };
    let rows = table(&shared.join("corpus/structure_flk.tsv"));
    let folder = shared.join("corpus/laws_flk_npc");
    let carries = |row: &&Row| document(&folder.join(&row["path"])).count(Level::Instrument) > 0;
    let wrong: Vec<_> = rows
        .par_iter()
        .filter(|row| row["articles"] != "0" && !row["path"].contains("批准"))
        .filter(carries)
        .map(|row| &row["path"])
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Laws whose last article differs from the index: what the text has, and who is right.
const LAST: [(&str, u32, &str); 3] = [
    ("中华人民共和国刑事诉讼法", 307, "the file lacks 附则 with article 308; the index is right"),
    ("中华人民共和国民法典", 1258, "the file lacks 附则 with articles 1259 and 1260; the index is right"),
    ("中华人民共和国商标法", 87, "the file is the text in force from 2027, the index that until then; both are right"),
];

/// The number of the last article outside annexes.
fn last_article(document: &Document) -> Option<u32> {
    let articles = document.nodes.iter().enumerate().filter(|(_, node)| node.level == Level::Article);
    let own = articles.filter(|(id, _)| document.enclosing(*id, &[Level::Annex]).is_none());
    own.filter_map(|(_, node)| node.ordinal).map(|ordinal| ordinal.number).next_back()
}

/// The heading of a Markdown file, without marks and blanks.
fn title(path: &Path) -> String {
    let content = std::fs::read_to_string(path).unwrap();
    let line = content.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    line.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

#[test]
fn laws_in_force_2026_end_where_the_index_says() {
    let Some(shared) = shared() else { return };
    let index = table(&shared.join("reference/legal/law_index.tsv"));
    let last: BTreeMap<_, u32> =
        index.iter().filter_map(|row| Some((row["title"].clone(), row["last_article"].parse().ok()?))).collect();
    let mut paths: Vec<_> =
        std::fs::read_dir(shared.join("corpus/laws_in_force_2026")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let (mut compared, mut differing, mut unknown) = (0, 0, Vec::new());
    for path in &paths {
        let title = title(path);
        let Some(&indexed) = last.get(&title) else { continue };
        compared += 1;
        let found = last_article(&document(path));
        if found == Some(indexed) {
            continue;
        }
        differing += 1;
        let verdict = LAST.iter().find(|(reviewed, number, _)| *reviewed == title && found == Some(*number));
        println!("《{title}》: index {indexed}, text {found:?}: {}", verdict.map_or("not read", |(.., why)| why));
        unknown.extend(verdict.is_none().then_some(title));
    }
    println!("{differing} of {compared} differ");
    assert!(compared >= 300, "{compared}");
    assert!(differing * 100 <= compared, "{differing} of {compared}");
    assert!(unknown.is_empty(), "{unknown:?}");
}
