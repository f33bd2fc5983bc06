//! Small laws written for this test: no words of any statute.

use std::path::{Path, PathBuf};

use jiff::civil::date;

use super::*;
use crate::source;

const FIRST: &str = "\
青溪灯会管理条例

（2001年3月2日第一次会议通过）

第一章　总　则

第一条　灯会应当守时。

第二条　灯会设下列灯：
（一）花灯；
（二）走马灯，分为：
1．大灯；
2．小灯；
（三）河灯。
前款的灯应当登记。

第三条　本条例自2001年6月1日起施行。
";

const SECOND: &str = "\
青溪灯会管理条例

（2001年3月2日第一次会议通过　根据2010年5月5日第九次会议《关于修改〈青溪灯会管理条例〉的决定》修正　2019年8月1日第二十次会议修订）

第一章　总　则

第一条　灯会应当准时。

第一条之一　灯会应当安全。

第二条　灯会设花灯。

第三条　灯会收灯费。

第四条　本条例自2020年1月1日起施行。

附件
灯的名录
花灯、河灯
";

fn text(content: &str, name: &str) -> Result<LawText, Refusal> {
    let source = source::read_bytes(content.as_bytes(), name).unwrap();
    let document = crate::parse::parse(&source.text);
    read(&source, &document, name, name, &Lawbook::empty())
}

/// A place for a library that does not exist yet.
fn fresh(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fashen-library-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder.join("法规.sqlite")
}

fn stocked(name: &str) -> (PathBuf, Library) {
    let path = fresh(name);
    let texts = [text(SECOND, "b.txt").unwrap(), text(FIRST, "a.txt").unwrap()];
    assert_eq!(import(&path, &texts).unwrap(), [Imported::Added, Imported::Added]);
    let library = Library::open(&path).unwrap();
    (path, library)
}

#[test]
fn a_title_on_two_lines_is_that_of_the_file_name() {
    let whole = "中华人民共和国各级人民代表大会常务委员会监督法";
    let file = format!("{whole}_20241108.txt");
    let name = |head| super::title::of(Some(head), &file, &Lawbook::built_in());
    assert_eq!(name("常务委员会监督法").as_deref(), Some(whole));
    assert_eq!(name("青溪县监督办法").as_deref(), Some("青溪县监督办法"));
}

#[test]
fn versions_are_found_by_the_day() {
    let (_, library) = stocked("days");
    let title = "青溪灯会管理条例";
    let versions = library.versions(title);
    let told: Vec<_> = versions.iter().map(|it| (it.from, it.until, it.edition.as_str(), it.last_article)).collect();
    let first = (date(2001, 6, 1), Some(date(2010, 5, 5)), "2001年3月2日通过", 3);
    assert_eq!(told, [first, (date(2020, 1, 1), None, "2019年8月1日修订", 4)]);
    let on = |day| library.version_on(title, day).map(|version| version.from);
    assert_eq!(on(date(2001, 5, 31)), None);
    assert_eq!(on(date(2009, 12, 31)), Some(date(2001, 6, 1)));
    assert_eq!(on(date(2015, 1, 1)), None, "a revision in between is not here");
    assert_eq!(on(date(2019, 12, 31)), None);
    assert_eq!(on(date(2020, 1, 1)), Some(date(2020, 1, 1)));
    let held = |day| library.held(title, &Lawbook::empty(), day);
    assert!(matches!(held(date(2000, 1, 1)), Held::Later(day) if day == date(2001, 6, 1)));
    assert!(matches!(held(date(2015, 1, 1)), Held::Outdated(day) if day == date(2010, 5, 5)));
    assert!(matches!(library.held("别的条例", &Lawbook::empty(), date(2015, 1, 1)), Held::Nothing));
}

#[test]
fn paragraphs_and_items_are_cut_out_exactly() {
    let (_, library) = stocked("parts");
    let version = library.version_on("青溪灯会管理条例", date(2005, 1, 1)).unwrap();
    let second = version.article(2, 0).unwrap();
    assert_eq!(second.chapter, "第一章 总则");
    assert_eq!(second.paragraphs.len(), 2);
    assert_eq!(second.part(2, 0), Some("前款的灯应当登记。"));
    assert_eq!(second.part(1, 2), Some("（二）走马灯，分为：\n1．大灯；\n2．小灯；"));
    assert_eq!(second.part(0, 3), Some("（三）河灯。"));
    assert_eq!(second.part(2, 1), None);
    assert_eq!(second.part(3, 0), None);
    assert_eq!(second.part(1, 4), None);
    assert!(second.text.starts_with("灯会设下列灯：\n（一）花灯；"));
    assert_eq!(version.article(4, 0), None);
}

#[test]
fn inserted_articles_and_annexes_are_kept_apart() {
    let (_, library) = stocked("annex");
    let version = library.version_on("青溪灯会管理条例", date(2020, 1, 1)).unwrap();
    let places: Vec<_> = version.provisions().iter().map(Provision::place).collect();
    assert_eq!(places, ["第一条", "第一条之一", "第二条", "第三条", "第四条", "附件"]);
    assert_eq!(version.article(1, 1).unwrap().text, "灯会应当安全。");
    assert_eq!(version.articles, 5);
}

#[test]
fn importing_again_changes_nothing_and_another_text_replaces() {
    let (path, _) = stocked("again");
    let before = std::fs::read(&path).unwrap();
    let first = text(FIRST, "a.txt").unwrap();
    assert_eq!(import(&path, std::slice::from_ref(&first)).unwrap(), [Imported::Unchanged]);
    assert!(std::fs::read(&path).unwrap() == before, "the file has other bytes");
    let mended = text(&FIRST.replace("守时", "准点"), "c.txt").unwrap();
    assert_eq!(import(&path, std::slice::from_ref(&mended)).unwrap(), [Imported::Replaced]);
    let library = Library::open(&path).unwrap();
    let versions = library.versions("青溪灯会管理条例");
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].article(1, 0).unwrap().text, "灯会应当准点。");
    // Two files of one version in one import: the fuller one, whatever the order.
    let short = text(&FIRST.replace("第二条　灯会设下列灯：", "灯会设下列灯："), "d.txt").unwrap();
    let done = import(&path, &[short, first]).unwrap();
    assert_eq!(done, [Imported::Double { of: "a.txt".to_owned() }, Imported::Replaced]);
}

#[test]
fn texts_that_are_no_version_say_why() {
    let decision =
        "关于修改《青溪灯会管理条例》的决定\n（2010年5月5日通过）\n\n一、将第一条修改为：“略。”\n\n二、删去第二条。\n";
    assert!(matches!(text(decision, "x.txt"), Err(Refusal::Amendment(_))));
    assert_eq!(text("青溪灯会管理条例\n\n灯会很好看。\n", "x.txt"), Err(Refusal::NoArticles));
    let undated = FIRST.replace("（2001年3月2日第一次会议通过）\n", "").replace("自2001年6月1日起", "自公布之日起");
    assert!(matches!(text(&undated, "x.txt"), Err(Refusal::NoDate(_))));
    let named = text(&undated, "灯会(2003-04-05).txt").unwrap();
    assert_eq!((named.from, named.edition.as_str()), (date(2003, 4, 5), "2003年4月5日文本"));
}

#[test]
fn points_stand_for_articles_where_there_are_none() {
    let points = "关于设立青溪灯会法庭的决定\n（1999年1月2日通过）\n\n为了灯会，决定如下：\n\n一、设立法庭。\n法庭有三人。\n\n二、法庭管灯。\n";
    let text = text(points, "x.txt").unwrap();
    assert_eq!((text.articles(), text.last_article()), (2, 2));
    let first = text.provisions.iter().find(|it| it.ordinal == Some(1.into())).unwrap();
    assert_eq!(first.text, "设立法庭。\n法庭有三人。");
}

#[test]
fn files_that_are_no_library_are_left_alone() {
    let path = fresh("faulty");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let first = text(FIRST, "a.txt").unwrap();
    for content in ["不是数据库，而是一篇写了很久的长文章，超过一百个字节".repeat(3).as_bytes(), b""]
    {
        std::fs::write(&path, content).unwrap();
        assert_eq!(Library::open(&path).err(), Some(Fault::NotALibrary(path.clone())));
        assert_eq!(import(&path, std::slice::from_ref(&first)).err(), Some(Fault::NotALibrary(path.clone())));
        assert_eq!(std::fs::read(&path).unwrap(), content);
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(Library::open(&path).err(), Some(Fault::Missing(path.clone())));
    import(&path, &[first]).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    assert_eq!(Library::open(&path).err(), Some(Fault::Newer(path.clone())));
    assert!(!Path::new(&path).with_extension("tmp").exists());
}

#[test]
fn a_library_cut_short_is_reported_and_never_read_as_empty() {
    let (path, library) = stocked("cut");
    drop(library);
    let bytes = std::fs::read(&path).unwrap();
    let mut broken = bytes.clone();
    let from = broken.len() - 4096;
    broken[from..].fill(0xFF);
    for content in [&broken[..], &bytes[..bytes.len() / 2]] {
        std::fs::write(&path, content).unwrap();
        let Ok(library) = Library::open(&path) else { continue };
        let versions: Vec<_> = library.laws().flatten().collect();
        let is_whole = versions.iter().all(|version| version.provisions().len() >= 3);
        assert!(is_whole && versions.len() == 2 || library.fault().is_some());
    }
}

#[test]
fn the_search_counts_every_hit() {
    let (_, library) = stocked("search");
    let versions: Vec<_> = library.laws().flatten().cloned().collect();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let hits = library.search(&words(&["花灯"]), &versions, 1).unwrap();
    assert_eq!((hits.all, hits.best.len()), (3, 1));
    let hits = library.search(&words(&["灯会", "安全"]), &versions, 9).unwrap();
    assert_eq!(hits.best[0].version.provisions()[hits.best[0].at].place(), "第一条之一");
    assert_eq!(library.search(&[], &versions, 9).unwrap().all, 0);
}
