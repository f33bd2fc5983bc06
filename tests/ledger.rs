//! The ledger as its users meet it, and what it must bear: size, two writers at once, a sudden end.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use fashen::ledger::{Field, Filling, Form, Ledger, Query, Record};

/// A folder of its own for a test; gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("fashen-tz-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn ledger(&self) -> PathBuf {
        self.0.join("fashen-ledger.sqlite")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
        command.current_dir(&self.0).args(arguments).args(["--as-of", "2026-11-22"]);
        command
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    fn done(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}\n{out}\n{err}");
        out
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.done(arguments)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/samples").join(name).display().to_string()
}

const PROFILE: &str = "\
[ledger]
file = \"台账.sqlite\"
code = \"QX\"
form = \"{代字}DR-{年}-{序号:5}\"
";

const TABLE: &str = "\
2026年青溪县合法性审查台账
序号,送审文件名称,类型,起草单位,收文时间,出具文书,意见书编号,提出意见数,采纳数,办结时间
一、规范性文件
1,青溪县灯会管理办法,规范性文件,县文旅局,2026.1.5,意见书,青司审〔2026〕1号,6,5,2026.1.12
2,,合同,县财政局,2026/2/2,,,,,
3,灯笼采购合同,合同,县文旅局,2026年2月2日,复函,青司函〔2026〕1号,二十条,,2026年2月30日
";

#[test]
fn a_document_goes_through_its_life() {
    let folder = Folder::new("life");
    folder.write("fashen.toml", PROFILE);
    folder.write("审查台账.csv", TABLE);
    let (code, out, _) = folder.run(&["ledger", "import", "审查台账.csv"]);
    assert_eq!(code, 2, "a row was not taken in: {out}");
    assert!(out.contains("未收　第5行：没有名称"), "{out}");
    assert!(out.contains("第6行“办结时间”列“2026年2月30日”不是日期"), "{out}");
    assert!(out.contains("新增2行") && out.contains("略过合计、重复表头1行"), "{out}");

    folder.done(&[
        "ledger",
        "add",
        "--id",
        "1",
        "--set",
        "公布日期=2026-11-15",
        "--set",
        "施行日期=2026-12-01",
        "--number",
    ]);
    let shown = folder.json(&["台账", "显示", "QXDR-2026-00001", "--format", "json"]);
    let document = &shown["documents"][0];
    assert_eq!((&document["stage"], &document["title"]), (&"已登记".into(), &"青溪县灯会管理办法".into()));
    assert_eq!(document["reviews"][0]["opinions"], 6);
    folder.done(&["ledger", "add", "--id", "1", "--set", "备案日期=2026-11-20"]);
    let found = folder.json(&["ledger", "find", "灯会", "--stage", "已备案", "--format", "json"]);
    assert_eq!(found["documents"].as_array().unwrap().len(), 1);

    let report = folder.json(&["ledger", "report", "--year", "2026", "--format", "json"]);
    assert_eq!((&report["total"], &report["opinions"], &report["filed"]), (&2.into(), &26.into(), &1.into()));
    let paragraph = report["paragraph"].as_str().unwrap();
    assert!(paragraph.contains("审查各类文件、事项2件，其中规范性文件1件、合同1件"), "{paragraph}");
    assert!(paragraph.contains("合法性审查意见书1件、复函1件"), "{paragraph}");
    assert!(paragraph.contains("有采纳情况记录的6条，采纳5条，采纳率83.3%"), "{paragraph}");
    for name in ["年报.docx", "年报.xlsx", "年报.md", "年报.json"] {
        folder.done(&["ledger", "report", "--year", "2026", "-o", name]);
        assert!(fs::metadata(folder.0.join(name)).unwrap().len() > 500, "{name}");
    }
    let (code, _, err) = folder.run(&["ledger", "report", "-o", "年报.md"]);
    assert!(code == 2 && err.contains("--force"), "{err}");
}

#[test]
fn what_was_exported_comes_back_as_it_was() {
    let folder = Folder::new("roundtrip");
    folder.write("审查台账.csv", TABLE);
    folder.run(&["ledger", "import", "审查台账.csv"]);
    let before = folder.json(&["ledger", "export", "--format", "json"]);
    for name in ["全部.xlsx", "全部.csv"] {
        folder.done(&["ledger", "export", "-o", name]);
        let again = folder.done(&["ledger", "import", name]);
        assert!(again.contains("新增0行，补充0行，未变2行"), "{again}");
        folder.done(&["ledger", "import", name, "--file", "另一本.sqlite"]);
        let after = folder.json(&["ledger", "export", "--format", "json", "--file", "另一本.sqlite"]);
        assert_eq!(before, after, "{name}");
    }
    let rejected = folder.done(&["ledger", "export", "--what", "rejected", "--format", "markdown"]);
    assert!(rejected.contains("没有名称") && rejected.contains("县财政局"), "{rejected}");
    folder.done(&["ledger", "export", "--what", "rejected", "--forget", "-o", "未收.xlsx"]);
    let rejected = folder.json(&["ledger", "export", "--what", "rejected", "--format", "json"]);
    assert_eq!(rejected["rows"].as_array().unwrap().len(), 0);
}

#[test]
fn what_falls_due_depends_on_the_region() {
    let folder = Folder::new("due");
    folder.done(&["ledger", "add", &sample("expiring.txt")]);
    let due = |region: &str, more: &[&str]| {
        folder.json(&[&["ledger", "due", "--format", "json", "--region", region], more].concat())
    };
    let hunan = due("430000", &["--overdue"]);
    let expiry = hunan["due"].as_array().unwrap().iter().find(|it| it["kind"] == "expiry").unwrap();
    assert_eq!((&expiry["date"], &expiry["certain"]), (&"2026-11-21".into(), &false.into()), "from publication");
    assert_eq!(hunan["overdue"]["expired"], 1);
    let shanghai = due("310000", &[]);
    let expiry = shanghai["due"].as_array().unwrap().iter().find(|it| it["kind"] == "expiry").unwrap();
    assert_eq!(expiry["date"], "2026-12-31", "from coming into force");
    let nation = due("000000", &[]);
    assert!(nation["remarks"].to_string().contains("没有备案期限"), "{nation}");
    folder.write("fashen.toml", "region = \"431234\"\n");
    fs::create_dir_all(folder.0.join("规则/regions")).unwrap();
    let region = "code = \"431234\"\nname = \"青溪县\"\n[values]\n\
        filing_working_days = { value = 5, source = \"青溪县试行规定\", verified = true }\n";
    folder.write("规则/regions/431234.toml", region);
    folder.done(&["ledger", "add", "--title", "灯会通告", "--set", "公布日期=2026-11-20", "--set", "有效期=1年"]);
    let county = folder.json(&["ledger", "due", "--format", "json", "--rules", "规则"]);
    let filing = county["due"].as_array().unwrap().iter().find(|it| it["kind"] == "filing").unwrap();
    assert_eq!((&filing["date"], &filing["certain"]), (&"2026-11-27".into(), &true.into()), "five working days");
}

#[test]
fn a_review_writes_into_the_ledger_that_the_profile_names() {
    let folder = Folder::new("hook");
    let draft = sample("qingxi-notice.txt");
    folder.run(&["review", &draft, "-o", "甲"]);
    assert!(!folder.0.join("台账.sqlite").exists(), "nothing is written unasked");
    folder.write("fashen.toml", PROFILE);
    let (_, _, err) = folder.run(&["review", &draft, "-o", "乙"]);
    assert!(err.contains("已记入台账"), "{err}");
    folder.run(&["review", &draft, "-o", "丙"]);
    let ledger = Ledger::open(&folder.0.join("台账.sqlite")).unwrap();
    let kept = ledger.find(&Query::default()).unwrap().documents;
    assert_eq!((kept.len(), kept[0].reviews.len()), (1, 1), "one review, however often it is run");
    let findings = ledger.findings(kept[0].reviews[0].id).unwrap();
    assert!(findings.len() > 20 && findings.iter().all(|finding| !finding.fingerprint.is_empty()));
    let quoted = findings.iter().find(|finding| !finding.quote.is_empty()).unwrap();
    assert!(quoted.clause.contains(&quoted.quote), "{quoted:?}");
    drop(ledger);

    let decisions = fs::read_to_string(folder.0.join("乙/decisions.toml")).unwrap();
    let decided = decisions.replace("decision    = \"\"", "decision    = \"accepted\"");
    folder.write("决定.toml", &decided);
    folder.done(&[
        "ledger",
        "add",
        "--id",
        "1",
        "--decisions",
        "决定.toml",
        "--set",
        "办结日期=2026-11-25",
        "--set",
        "意见书文号=青司审〔2026〕9号",
    ]);
    let report = folder.json(&["ledger", "report", "--format", "json"]);
    assert_eq!(report["opinions"], findings.len(), "accepted findings are opinions");
    let other = sample("qingxi-notice.2021.txt");
    let renamed = fs::read_to_string(other).unwrap().replace("户外广告", "店招标牌");
    folder.write("新稿.txt", &renamed);
    let similar = folder.json(&["ledger", "similar", "新稿.txt", "--format", "json"]);
    let earlier = similar["earlier"].as_array().unwrap();
    assert!(earlier.len() > 5, "{similar}");
    assert!(earlier.iter().all(|it| it["letter"] == "青司审〔2026〕9号" && it["decision"] == "accepted"));
}

#[test]
fn plan_and_catalogue() {
    let folder = Folder::new("plan");
    folder.write(
        "2026年规范性文件制定计划.csv",
        "序号,计划名称,责任单位\n1,青溪县灯会管理办法,县文旅局\n2,青溪县龙舟赛管理规定,县体育局\n",
    );
    folder.write("审查台账.csv", TABLE);
    folder.run(&["ledger", "import", "审查台账.csv"]);
    folder.done(&["ledger", "import", "--as", "plan", "2026年规范性文件制定计划.csv"]);
    folder.done(&["ledger", "add", "--title", "青溪县烟花燃放通告", "--set", "公布日期=2026-05-01"]);
    let plan = folder.json(&["ledger", "plan", "--format", "json"]);
    assert_eq!(plan["missing"][0]["title"], "青溪县龙舟赛管理规定");
    assert_eq!(plan["unplanned"][0]["title"], "青溪县烟花燃放通告");
    assert_eq!(plan["unreviewed"][0]["title"], "青溪县烟花燃放通告");
    assert_eq!(plan["came"][0]["document"]["title"], "青溪县灯会管理办法");
}

#[test]
fn mistakes_are_said() {
    let folder = Folder::new("mistakes");
    let said = |arguments: &[&str], wanted: &str| {
        let (code, out, err) = folder.run(arguments);
        assert!(code == 2 && (err.contains(wanted) || out.contains(wanted)), "{arguments:?} {out} {err}");
    };
    said(&["ledger", "find"], "没有台账");
    said(&["ledger", "add", "--title", "灯会办法", "--set", "公布日期=明天"], "不是日期");
    said(&["ledger", "add", "--title", "灯会办法", "--set", "天气=晴"], "没有“天气”这一项");
    assert!(!folder.ledger().exists());
    folder.done(&["ledger", "add", "--title", "灯会办法"]);
    said(&["ledger", "number", "灯会办法"], "没有登记号的写法");
    said(&["ledger", "number", "灯会办法", "--form", "{代字}-{序号}"], "缺少代字");
    said(&["ledger", "show", "河灯办法"], "台账里没有“河灯办法”");
    said(&["ledger", "import", "没有.xlsx"], "未读取");
    said(&["ledger", "find", "--file", &sample("clean.txt")], "不是台账");
}

/// A table of so many documents and reviews.
fn large(count: usize) -> String {
    let mut out =
        String::from("文件名称,类别,文号,起草单位,收件日期,意见书文号,意见条数,办结日期,公布日期,施行日期,有效期\n");
    for at in 0..count {
        let (year, month, day) = (2014 + at % 13, at / 13 % 12 + 1, at % 28 + 1);
        let kind = if at % 3 == 0 { "合同" } else { "规范性文件" };
        let term = ["5年", "3年", "", "2年"][at % 4];
        let _ = writeln!(
            out,
            "青溪县第{at}号事项管理办法,{kind},青政规〔{year}〕{at}号,县{}局,{year}-{month:02}-{day:02},青司审〔{year}〕{at}号,{},\
             {year}-{month:02}-{day:02},{year}-{month:02}-{day:02},{year}-{month:02}-{day:02},{term}",
            at % 40,
            at % 7
        );
    }
    out
}

/// How often slower an unoptimised program may be.
const PATIENCE: u32 = if cfg!(debug_assertions) { 30 } else { 1 };

#[test]
fn fifty_thousand_documents() {
    let folder = Folder::new("large");
    let count = 50_000;
    folder.write("大.csv", &large(count));
    let start = Instant::now();
    let out = folder.done(&["ledger", "import", "大.csv"]);
    let import = start.elapsed();
    assert!(out.contains(&format!("新增{count}行")), "{out}");
    let mut due: Vec<Duration> = (0..5)
        .map(|_| {
            let start = Instant::now();
            folder.done(&["ledger", "due", "--region", "310000"]);
            start.elapsed()
        })
        .collect();
    due.sort_unstable();
    println!("{count} documents: import {import:.2?}, due {:.1?} (median of 5, whole program)", due[2]);
    assert!(import < Duration::from_secs(10) * PATIENCE, "{import:?}");
    assert!(due[2] < Duration::from_millis(50) * PATIENCE, "{due:?}");
    let listed = folder.json(&["ledger", "due", "--region", "310000", "--format", "json"]);
    assert!(listed["due"].as_array().unwrap().len() > 500);
}

fn seconds() -> u64 {
    std::env::var("FASHEN_LEDGER_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(3)
}

/// Two programs register and number for as long as `FASHEN_LEDGER_SECONDS` says, while a third writer goes through the
/// library without a pause: nothing is lost, no number given twice, none left out.
#[test]
fn writers_at_once() {
    let folder = Folder::new("writers");
    folder.write("fashen.toml", PROFILE.replace("台账.sqlite", "fashen-ledger.sqlite").as_str());
    let end = Instant::now() + Duration::from_secs(seconds());
    let program = |writer: usize| {
        let mut given = Vec::new();
        while Instant::now() < end {
            let title = format!("第{writer}人第{}件", given.len());
            let out = folder.done(&["ledger", "add", "--quiet", "--title", &title, "--number"]);
            given.push(out.split_whitespace().next().unwrap().to_owned());
        }
        given
    };
    let form = Form::parse("{代字}DR-{年}-{序号:5}").unwrap();
    let library = || {
        let filling = Filling { code: Some("QX"), organ: None, year: 2026 };
        let mut ledger = Ledger::open_or_create(&folder.ledger()).unwrap();
        let mut given = Vec::new();
        while Instant::now() < end {
            let record = Record::default().with(Field::Title, format!("馆第{}件", given.len()));
            let stored = ledger.put(&[record]).unwrap()[0];
            let number = ledger.give_number(stored.document, &form, filling, jiff::civil::date(2026, 11, 22));
            given.push(number.unwrap().value);
        }
        given
    };
    let given: Vec<Vec<String>> = std::thread::scope(|scope| {
        let programs: Vec<_> = (0..2).map(|writer| scope.spawn(move || program(writer))).collect();
        let library = scope.spawn(library);
        programs.into_iter().chain([library]).map(|writer| writer.join().unwrap()).collect()
    });
    let counts: Vec<_> = given.iter().map(Vec::len).collect();
    let all: BTreeSet<String> = given.into_iter().flatten().collect();
    let total: usize = counts.iter().sum();
    println!("{} s: {total} documents numbered, by two programs and a library {counts:?}", seconds());
    assert_eq!(all.len(), total, "a number was given twice");
    assert_eq!(all, (1..=total).map(|at| format!("QXDR-2026-{at:05}")).collect(), "a number was left out");
    let ledger = Ledger::open(&folder.ledger()).unwrap();
    assert_eq!(ledger.find(&Query::default()).unwrap().documents.len(), total, "a document was lost");
    assert_eq!(ledger.faults().unwrap(), [""; 0]);
}

/// A program killed in the middle of writing leaves a sound file: all of an import, or nothing of it; and the next one
/// goes on. `FASHEN_LEDGER_KILLS` says how often.
#[test]
fn killed_while_writing() {
    let kills: u64 = std::env::var("FASHEN_LEDGER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(25);
    let folder = Folder::new("killed");
    let rows = 3_000;
    let table = large(rows);
    let mut complete = 0;
    let whole = {
        folder.write("零.csv", &table);
        let start = Instant::now();
        folder.done(&["ledger", "import", "零.csv", "--file", "量.sqlite"]);
        start.elapsed()
    };
    let mut kept = 0;
    for at in 0..kills {
        let name = format!("{at}.csv");
        folder.write(&name, &table.replace("青溪县", &format!("青溪县{at}")).replace("青政规", &format!("青政{at}规")));
        let mut child =
            folder.command(&["ledger", "import", &name]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // All moments from the start to the end of an import, in an order that jumps.
        let share = (at * 7 % kills) as f64 / kills as f64;
        std::thread::sleep(whole.mul_f64(share * 1.1));
        child.kill().unwrap();
        child.wait().unwrap();
        if !folder.ledger().exists() {
            continue;
        }
        let ledger = Ledger::open(&folder.ledger()).unwrap();
        assert_eq!(ledger.faults().unwrap(), [""; 0], "kill {at}");
        let now = ledger.find(&Query::default()).unwrap().documents.len();
        assert!(now == kept || now == kept + rows, "kill {at}: {now} documents after {kept}");
        complete += usize::from(now > kept);
        kept = now;
    }
    println!("{kills} kills within {whole:.2?} of writing: {complete} imports were complete, none half");
    assert!(complete < kills as usize, "no import was cut off");
    folder.done(&["ledger", "import", "零.csv"]);
}
