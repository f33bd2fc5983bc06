//! Real pages of authorities, where the shared corpus is at hand. `real_html.tsv` tells for each the first and last
//! words of its text, noted when the page was read by eye (letters and digits alone; `-` where it has no text: a
//! script's shell, an index). Between them nothing may be lost, and nothing of the site may stand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fashen::source::{self, Source, Unread};

/// Words of navigation, buttons and footers; a line of text that holds one is longer.
const SITE: [&str; 24] = [
    "当前位置",
    "您所在",
    "首页",
    "网站地图",
    "返回顶部",
    "打印本页",
    "关闭窗口",
    "扫一扫",
    "分享到",
    "上一篇",
    "下一篇",
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "友情链接",
    "责任编辑",
    "浏览次数",
    "访问量",
    "索引号",
    "联系我们",
    "无障碍",
    "相关稿件",
    "加入收藏",
];
const LONGEST_SITE_LINE: usize = 40;

#[test]
fn the_text_of_every_page_and_nothing_of_its_site() {
    let Some(folder) = corpus() else {
        return eprintln!("skipped: no shared corpus (set FASHEN_SHARED)");
    };
    let expected = expected();
    let mut faults = Vec::new();
    let files = files(&folder);
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = source::read(path);
        let fault = match (&found, expected.get(name.as_str())) {
            (_, None) => None,
            (Err(Unread::Empty), Some((first, _))) => (*first != "-").then(|| "no text".to_owned()),
            (Err(why), _) => Some(why.to_string()),
            (Ok(source), Some((first, last))) => fault(source, first, last),
        };
        let blocks = found.as_ref().map_or(0, |source| source.text.blocks().len());
        println!("{blocks:>5} blocks  {}  {name}", fault.as_deref().unwrap_or("as noted"));
        faults.extend(fault.map(|fault| format!("{name}: {fault}")));
    }
    println!("{} pages, {} differ", files.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn fault(source: &Source, first: &str, last: &str) -> Option<String> {
    let lines: Vec<&str> = source.text.blocks().iter().map(|block| source.text.slice(block.span)).collect();
    let bare: Vec<String> = lines.iter().map(|line| bare(line)).filter(|line| !line.is_empty()).collect();
    if !bare.first().is_some_and(|line| line.starts_with(first)) {
        return Some(format!("begins with {:?}", bare.first()));
    }
    if !bare.last().is_some_and(|line| line.ends_with(last)) {
        return Some(format!("ends with {:?}", bare.last()));
    }
    let is_site =
        |line: &&&str| line.chars().count() <= LONGEST_SITE_LINE && SITE.iter().any(|word| line.contains(word));
    lines.iter().filter(|line| !line.ends_with(['。', '；'])).find(is_site).map(|line| format!("site: {line}"))
}

fn bare(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn expected() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let rows = include_str!("real_html.tsv").lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    rows.filter_map(|row| Some((*row.first()?, (*row.get(1)?, *row.get(2)?)))).collect()
}

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("FASHEN_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("corpus/formats/html")).filter(|folder| folder.is_dir())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let folders = [folder.to_owned(), folder.join("local_docs_html")];
    let entries = folders.iter().flat_map(std::fs::read_dir).flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
