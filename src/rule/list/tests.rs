#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

use super::*;
use crate::limits::{MAX_LIST_ITEMS, MAX_LIST_NAME};

/// What a list says of a sentence; ⟦ ⟧ is what a rule found.
fn judged(list: ListName, names: &[&str], marked: &str) -> Evidence {
    let (start, rest) = marked.split_once('⟦').unwrap();
    let (quote, behind) = rest.split_once('⟧').unwrap();
    let mut lists = Lists::default();
    lists.add(list, names.iter().copied());
    lists.judge(list, &format!("{start}{quote}{behind}"), start.len()..start.len() + quote.len()).unwrap()
}

#[track_caller]
fn inside(list: ListName, name: &str, marked: &str) {
    assert_eq!(judged(list, &[name], marked), Evidence::Inside(name.to_owned()), "{marked}");
}

#[track_caller]
fn outside(list: ListName, name: &str, marked: &str) {
    assert!(matches!(judged(list, &[name], marked), Evidence::Outside { .. }), "{name}: {marked}");
}

use ListName::{Charges, Licences, MarketEntry, Prices, Proofs};

#[test]
fn the_core_of_a_name_stands_in_the_sentence() {
    inside(Licences, "烟花爆竹经营许可", "⟦取得烟花爆竹经营许可证后方可⟧营业。");
    inside(Licences, "食品（含保健食品）经营许可证核发", "⟦未经批准不得从事食品的生产经营⟧。");
    inside(Licences, "1.建筑垃圾 处置核准", "运输建筑垃圾的单位，⟦未取得建筑垃圾处置许可不得运输⟧。");
    inside(Licences, "公共场所卫生许可（除饭馆、咖啡馆外）", "公共场所卫生条件合格的，⟦经批准后方可营业⟧。");
    inside(Proofs, "无犯罪记录证明", "申请人应当⟦提交公安机关开具的无犯罪记录的证明⟧。");
    inside(Charges, "污水处理费", "排水户应当⟦缴纳污水处理费⟧。");
    inside(Prices, "车用天然气销售价格", "⟦执行统一的车用天然气销售价格⟧。");
    inside(MarketEntry, "未获得许可，不得从事烟花爆竹经营", "从事烟花爆竹经营的，⟦须经批准方可营业⟧。");
}

#[test]
fn other_acts_and_other_things_are_near_misses() {
    outside(Licences, "烟花爆竹经营许可", "⟦燃放烟花爆竹须经批准方可⟧进行。");
    outside(Licences, "烟花爆竹经营许可", "经营⟦烟花的，须经批准方可营业⟧。");
    outside(Licences, "食品经营许可", "食品摊贩⟦应当经镇人民政府批准后方可经营⟧。");
    outside(Licences, "食品经营许可", "⟦经批准后方可经营⟧散装食品。");
    outside(Licences, "药品经营许可", "食品和农产品，⟦经批准后方可经营⟧。");
    outside(Proofs, "居住证明", "由居住地派出所⟦出具的收入证明⟧。");
    outside(Charges, "城市道路占用挖掘修复费", "占用城市道路的，应当⟦缴纳占道费⟧。");
    outside(Charges, "水土保持补偿费", "⟦缴纳保洁费⟧，并给予水土保持补偿。");
}

#[test]
fn of_what_a_name_joins_one_will_do() {
    let name = "食品生产、经营许可";
    inside(Licences, name, "⟦未经许可不得从事食品生产⟧。");
    inside(Licences, name, "⟦未经许可不得从事食品经营⟧。");
    outside(Licences, name, "⟦未经许可不得从事食品运输⟧。");
    let name = "城市道路、公路占用挖掘审批";
    inside(Licences, name, "⟦未经批准不得在城市道路占用、挖掘⟧。");
    outside(Licences, name, "⟦未经批准不得在城市道路清扫⟧。");
    let name = "民办职业培训学校设立、分立、合并、变更及终止审批";
    inside(Licences, name, "民办职业培训学校变更名称的，⟦经批准后方可办班⟧。");
    outside(Licences, name, "民办职业培训学校收取费用的，⟦经批准后方可办班⟧。");
}

#[test]
fn two_characters_are_no_match() {
    inside(Licences, "采矿许可证核发", "⟦取得采矿许可证后方可生产⟧。");
    outside(Licences, "采矿许可证核发", "采矿工人⟦经镇人民政府批准后方可上岗⟧。");
    outside(Licences, "许可", "⟦取得许可后方可经营⟧。");
    outside(Licences, "经营许可", "⟦经批准后方可经营⟧。");
    outside(Charges, "费", "⟦缴纳占道费⟧。");
}

#[test]
fn what_is_named_counts_and_not_its_neighbour() {
    outside(Proofs, "无犯罪记录证明", "申请人应当⟦提交居住证明⟧、无犯罪记录证明。");
    inside(Proofs, "居住证明", "申请人应当⟦提交居住证明⟧、无犯罪记录证明。");
    outside(Licences, "食品经营许可", "已取得食品经营许可的，⟦未经镇人民政府批准，不得设摊⟧。");
    inside(Licences, "食品经营许可", "从事食品经营的，⟦未经批准，不得设摊⟧。");
}

#[test]
fn the_longest_name_is_told_and_missing_lists_say_nothing() {
    let names = ["食品经营许可", "网络食品经营许可", "网络食品经营备案"];
    let found = judged(Licences, &names, "从事网络食品经营的，⟦须经批准方可营业⟧。");
    assert_eq!(found, Evidence::Inside("网络食品经营许可".to_owned()));
    assert_eq!(Lists::default().judge(Licences, "经批准", 0..9), None);
    let named = |marked| judged(Licences, &["采砂许可"], marked) == Evidence::Outside { is_named: true };
    assert!(named("⟦依法取得屠宰经营许可后方可⟧经营。"));
    assert!(!named("⟦依法取得许可后方可⟧经营。"));
}

#[test]
fn names_that_repeat_themselves_end() {
    let name = "啊".repeat(400);
    let sentence = format!("⟦{}⟧{}", "啊".repeat(200), "呀".repeat(400));
    outside(Licences, &name, &sentence);
}

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("fashen-lists-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// The names that are read out of a file, or why not.
fn names(list: ListName, path: &Path, column: Option<&str>, sheet: Option<&str>) -> Result<Vec<String>, String> {
    let file = path.file_name().unwrap().to_str().unwrap().to_owned();
    let file = ListFile { file, column: column.map(str::to_owned), sheet: sheet.map(str::to_owned) };
    let mut lists = Lists::default();
    file::read(&mut lists, list, &file, path)?;
    Ok(lists.lists[&list].iter().map(|item| item.name.clone()).collect())
}

fn write(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder(name).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

const CSV: &str = "青溪县证明事项清单,,\n序号,证明名称,用途\n1,居住证明,\"办理\n报名\"\n2,,\n3,\"无房证明\",购房\n";

#[test]
fn csv_is_read_in_both_encodings() {
    let utf8 = write("证明.csv", CSV.as_bytes());
    assert_eq!(names(Proofs, &utf8, None, None).unwrap(), ["居住证明", "无房证明"]);
    let (gb18030, _, _) = encoding_rs::GB18030.encode(CSV);
    let gb18030 = write("证明2.csv", &gb18030);
    assert_eq!(names(Proofs, &gb18030, None, None).unwrap(), ["居住证明", "无房证明"]);
    let tabs = write("证明3.csv", format!("\u{feff}{}", CSV.replace(',', "\t")).as_bytes());
    assert_eq!(names(Proofs, &tabs, Some("用途"), None).unwrap(), ["办理报名", "购房"]);
}

#[test]
fn lines_are_names() {
    let path = write("许可.txt", "事项名称\n1. 烟花爆竹经营许可\n\n民宿经营许可\n".as_bytes());
    assert_eq!(names(Licences, &path, None, None).unwrap(), ["1. 烟花爆竹经营许可", "民宿经营许可"]);
    let path = write("许可2.txt", "烟花爆竹经营许可\n".as_bytes());
    assert_eq!(names(Licences, &path, None, None).unwrap(), ["烟花爆竹经营许可"]);
}

fn workbook() -> Workbook {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").unwrap().write(0, 0, "本清单由编办汇总").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "青溪县行政许可事项清单").unwrap();
    for (column, words) in ["序号", "主管部门", "许可事项\n名称", "实施依据"].into_iter().enumerate() {
        sheet.write(2, column as u16, words).unwrap();
    }
    for (row, name) in [(3, "烟花爆竹经营许可"), (4, "河道\n采砂许可"), (6, "民宿经营许可")] {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 2, name).unwrap();
    }
    workbook
}

#[test]
fn workbooks_are_read_by_the_heading() {
    let path = write("许可.xlsx", &workbook().save_to_buffer().unwrap());
    let expected = ["烟花爆竹经营许可", "河道采砂许可", "民宿经营许可"];
    assert_eq!(names(Licences, &path, None, None).unwrap(), expected);
    assert_eq!(names(Licences, &path, Some("许可事项名称"), Some("Sheet2")).unwrap(), expected);
    let file = ListFile { file: "许可.xlsx".to_owned(), column: None, sheet: None };
    let mut lists = Lists::default();
    file::read(&mut lists, Licences, &file, &path).unwrap();
    assert_eq!(lists.remarks, [(Licences, "许可.xlsx：工作表“说明”没有名称列，未计入".to_owned())]);
}

#[test]
fn a_single_sheet_may_be_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "项目名称").unwrap().write(1, 0, "占道费").unwrap();
    let path = write("收费.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(names(Charges, &path, None, Some("Sheet1")).unwrap(), ["占道费"]);
}

#[track_caller]
fn fails(result: Result<Vec<String>, String>, words: &[&str]) {
    let what = result.unwrap_err();
    assert!(words.iter().all(|word| what.contains(word)), "{what}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let path = write("许可3.xlsx", &workbook().save_to_buffer().unwrap());
    fails(names(Licences, &path, Some("名目"), None), &["许可3.xlsx", "没有名为“名目”的列", "主管部门、许可事项名称"]);
    fails(names(Licences, &path, None, Some("说明")), &["没有名为“许可事项名称、", "本清单由编办汇总"]);
    fails(names(Licences, &path, None, Some("附表")), &["没有工作表“附表”", "说明、Sheet2"]);
    fails(names(Licences, Path::new("没有.xlsx"), None, None), &["行政许可事项清单", "文件不存在"]);
    fails(names(Proofs, &write("空.csv", b""), None, None), &["没有文字"]);
    fails(names(Proofs, &write("空2.csv", "证明名称\n".as_bytes()), None, None), &["没有可以对照的名称"]);
    fails(names(Proofs, &write("四.csv", "证明名称,用途\n许可,无\n".as_bytes()), None, None), &["没有可以对照的名称"]);
    fails(names(Proofs, &write("五.csv", CSV.as_bytes()), None, Some("Sheet1")), &["不是工作簿", "删去 sheet"]);
    fails(names(Proofs, &write("六.pdf", b"%PDF-1.4\n%%EOF"), None, None), &["暂不能读取 pdf 格式"]);
    let cut = workbook().save_to_buffer().unwrap();
    fails(names(Licences, &write("七.xlsx", &cut[..cut.len() / 2]), None, None), &["没有读成"]);
    let open = format!("证明名称,用途\n\"居住证明,报名\n{}", "无房证明,购房\n".repeat(MAX_LIST_NAME / 5));
    fails(names(Proofs, &write("八.csv", open.as_bytes()), None, None), &["请检查引号和分隔"]);
    let many = "甲乙丙丁证明\n".repeat(MAX_LIST_ITEMS + 1);
    fails(names(Proofs, &write("九.txt", many.as_bytes()), None, None), &["超过 50000 项"]);
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A cell of an old workbook.
fn label(row: u16, column: u16, words: &str) -> Vec<u8> {
    let units: Vec<u16> = words.encode_utf16().collect();
    let head = [row, column, 0, units.len() as u16].map(u16::to_le_bytes).concat();
    record(0x0204, &[head, vec![1], units.iter().flat_map(|unit| unit.to_le_bytes()).collect()].concat())
}

/// An old workbook of one sheet.
fn xls(cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let name = b"Sheet1";
    let place = begin(5).len() + 4 + 8 + name.len() + 4;
    let sheet = [&(place as u32).to_le_bytes()[..], &[0, 0, name.len() as u8, 0], name].concat();
    let stream =
        [begin(5), record(0x0085, &sheet), record(0x000A, &[]), begin(16), cells.concat(), record(0x000A, &[])];
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream.concat()).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn old_workbooks_are_read() {
    let cells =
        [label(0, 0, "序号"), label(0, 1, "收费项目"), label(1, 0, "1"), label(1, 1, "摊位费"), label(2, 1, "占道费")];
    let path = write("收费.xls", &xls(&cells));
    assert_eq!(names(Charges, &path, None, None).unwrap(), ["摊位费", "占道费"]);
    assert_eq!(names(Charges, &path, Some("收费项目"), Some("sheet1")).unwrap(), ["摊位费", "占道费"]);
}
