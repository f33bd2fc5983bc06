//! `fashen sweep` over a small stock written for these tests: states, proposals, forms, coming back of decisions, lines.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const AS_OF: &str = "2026-11-21";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("文件")).unwrap();
    folder
}

/// A notice that carries a 办法.
fn carried(number: &str, name: &str, signed: &str, last: &str) -> String {
    format!(
        "青溪县人民政府关于印发《{name}》的通知\n青政规〔{number}号\n各乡镇人民政府：\n现将《{name}》印发给你们，请认真贯彻执行。\n\
         青溪县人民政府\n{signed}\n{name}\n第一条　为了规范管理，结合本县实际，制定本办法。\n\
         第二条　县人民政府有关部门按照职责分工做好{name}的落实工作。\n第三条　{last}\n"
    )
}

fn stock(folder: &Path) {
    let write = |name: &str, content: String| std::fs::write(folder.join("文件").join(name), content).unwrap();
    let term = "本办法自2020年3月1日起施行，有效期五年。";
    write("1届满.txt", carried("2020〕1", "青溪县停车场管理办法", "2020年2月10日", term));
    let ambiguous = "本办法自2023年11月21日起施行，有效期三年。";
    write("2两说.txt", carried("2023〕4", "青溪县集贸市场管理办法", "2023年11月1日", ambiguous));
    write("3延长.txt", carried("2020〕2", "青溪县老年助餐补助办法", "2020年2月10日", term));
    write("4被废.txt", carried("2015〕7", "青溪县户外广告管理办法", "2015年5月6日", "本办法自印发之日起施行。"));
    let repeals = "本办法自2024年1月1日起施行，有效期至2028年12月31日。《青溪县人民政府关于印发〈青溪县户外广告管理办法〉的通知》（青政规〔2015〕7号）同时废止。";
    write("5新法.txt", carried("2023〕9", "青溪县户外广告设施管理规定", "2023年12月2日", repeals));
    write("6目录内.txt", carried("2014〕3", "青溪县河道采砂管理办法", "2014年5月6日", "本办法自印发之日起施行。"));
    write("7失效.txt", carried("2016〕5", "青溪县小额工程招标办法", "2016年5月6日", "本办法自印发之日起施行。"));
    write(
        "8依据.txt",
        carried("2019〕5", "青溪县采砂监督细则", "2019年5月6日", "本办法自印发之日起施行。")
            .replace("为了规范管理", "根据《青溪县河道采砂管理办法》（青政规〔2014〕3号），为了规范管理"),
    );
    let extend = "青溪县人民政府关于延长有关文件有效期的通知\n青政规〔2025〕1号\n各乡镇人民政府：\n经评估，《青溪县人民政府关于印发〈青溪县老年助餐补助办法〉的通知》（青政规〔2020〕2号）有效期延长至2027年3月1日。\n青溪县人民政府\n2025年1月8日\n";
    write("9延期通知.txt", extend.to_owned());
    let list = "青溪县人民政府关于公布清理结果的通知\n青政规〔2025〕2号\n各乡镇人民政府：\n决定废止1件、宣布失效1件（目录见附件）。\n青溪县人民政府\n2025年6月1日\n附件1\n废止的规范性文件目录\n1．青溪县人民政府关于印发《青溪县河道采砂管理办法》的通知（青政规〔2014〕3号）\n附件2\n宣布失效的规范性文件目录\n序号\t文件名称\t文号\n1\t青溪县人民政府关于印发《青溪县小额工程招标办法》的通知\t青政规〔2016〕5号\n";
    write("a清理.txt", list.to_owned());
    std::fs::copy(folder.join("文件/5新法.txt"), folder.join("文件/b副本.txt")).unwrap();
    write("c空.txt", String::new());
}

fn sweep(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.current_dir(folder).args(["sweep", "文件", "--as-of", AS_OF, "--work", "工作.sqlite"]).args(args);
    command.output().unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = sweep(folder, &[&["--format", "json"], args].concat());
    // One file is empty: not all was read.
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn row<'v>(report: &'v Value, name: &str) -> &'v Value {
    let rows = report["documents"].as_array().unwrap();
    rows.iter().find(|row| row["path"].as_str().unwrap().contains(name)).unwrap_or_else(|| panic!("{name}"))
}

fn codes(row: &Value) -> Vec<&str> {
    row["reasons"].as_array().unwrap().iter().map(|why| why["code"].as_str().unwrap()).collect()
}

#[test]
fn states_and_proposals_follow_from_all_documents_together() {
    let folder = folder("states");
    stock(&folder);
    let report = json(&folder, &[]);
    assert_eq!(report["schema"], "fashen.sweep/1");
    for (name, state, proposal, code) in [
        ("1届满", "expired", "lapse", "expired"),
        ("2两说", "unclear", "judge", "expiry-ambiguous"),
        ("3延长", "in_force", "keep", "renewed"),
        ("4被废", "repealed", "repeal", "repealed"),
        ("5新法", "in_force", "keep", "duplicate"),
        ("6目录内", "repealed", "repeal", "repealed"),
        ("7失效", "lapsed", "lapse", "declared-lapsed"),
        ("8依据", "in_force", "judge", "basis-document-ended"),
    ] {
        let row = row(&report, name);
        let found = (row["state"].as_str().unwrap(), row["proposal"].as_str().unwrap());
        assert_eq!(found, (state, proposal), "{name}: {row}");
        assert!(codes(row).contains(&code), "{name}: {row}");
    }
    let expires = &row(&report, "1届满")["expires"];
    assert_eq!((&expires["no_earlier_than"], &expires["no_later_than"]), (&"2025-02-28".into(), &"2025-03-01".into()));
    assert_eq!(row(&report, "3延长")["expires"]["printed"], "2027-03-01");
    let repealed = &row(&report, "4被废")["reasons"][0];
    assert!(repealed["source"].as_str().unwrap().ends_with("5新法.txt"), "{repealed}");
    assert!(
        repealed["quote"].as_str().unwrap().contains("同时废止") && repealed["place"].as_str().unwrap() == "第三条",
        "{repealed}"
    );
    assert_eq!(report["unread"][0]["path"], "文件/c空.txt");
}

#[test]
fn a_second_run_reads_nothing_anew_and_says_the_same() {
    let folder = folder("again");
    stock(&folder);
    let first = sweep(&folder, &["--format", "json"]).stdout;
    let second = sweep(&folder, &["--format", "json"]).stdout;
    assert!(first == second);
    // What changed is read anew.
    let changed =
        carried("2020〕1", "青溪县停车场管理办法", "2020年2月10日", "本办法自2020年3月1日起施行，有效期十年。");
    std::fs::write(folder.join("文件/1届满.txt"), changed).unwrap();
    assert_eq!(row(&json(&folder, &[]), "1届满")["state"], "in_force");
}

#[test]
fn all_forms_are_written_and_decisions_come_back() {
    let folder = folder("forms");
    stock(&folder);
    let outputs: Vec<_> =
        ["o.xlsx", "o.docx", "o.json", "o.csv", "o.ics"].iter().flat_map(|name| ["-o", name]).collect();
    sweep(&folder, &[&outputs[..], &["--by-unit", "单位"]].concat());
    let text = |name: &str| fashen::source::read(&folder.join(name)).unwrap().text.as_str().to_owned();
    let docx = text("o.docx");
    assert!(
        docx.contains("关于公布行政规范性文件清理结果的决定") && docx.contains("废止的行政规范性文件目录"),
        "{docx}"
    );
    let xlsx = text("o.xlsx");
    for sheet in [
        "继续有效目录",
        "修改目录",
        "废止目录",
        "宣布失效目录",
        "全部文件",
        "到期和评估",
        "受法规影响",
        "重复和相近",
        "未读文件",
    ] {
        assert!(xlsx.contains(sheet), "{sheet}");
    }
    let calendar = std::fs::read_to_string(folder.join("o.ics")).unwrap();
    assert!(calendar.contains("DTSTART;VALUE=DATE:20281231\r\n"), "{calendar}");
    assert!(calendar.lines().all(|line| line.len() <= 75));
    assert!(folder.join("单位/青溪县人民政府.xlsx").is_file());
    // Nothing is overwritten unasked.
    assert!(String::from_utf8(sweep(&folder, &["-o", "o.csv"]).stderr).unwrap().contains("已经存在"));
    let csv = std::fs::read_to_string(folder.join("o.csv")).unwrap();
    let decided: Vec<_> = csv
        .lines()
        .map(|line| match line.contains("8依据") {
            true => line.replace(",很可能,,,", ",很可能,修改,改引新的规定,"),
            false => line.to_owned(),
        })
        .collect();
    assert_ne!(decided.join("\n"), csv.trim_end(), "the columns for decisions moved");
    std::fs::write(folder.join("意见.csv"), decided.join("\n")).unwrap();
    let report = json(&folder, &["--decisions", "意见.csv"]);
    let row = row(&report, "8依据");
    assert_eq!((&row["decided"]["proposal"], &row["decided"]["note"]), (&"amend".into(), &"改引新的规定".into()));
}

#[test]
fn a_ledger_is_joined_by_its_headings() {
    let folder = folder("ledger");
    stock(&folder);
    let ledger = "规范性文件台账\n序号,规范性文件名称,发文字号,到期时间,牵头单位,状态\n\
                  1,青溪县停车场管理办法,青政规〔2020〕1号,2026-12-31,县交通运输局,有效\n\
                  2,青溪县没有的办法,青政规〔2001〕9号,,县民政局,有效\n";
    std::fs::write(folder.join("台账.csv"), ledger).unwrap();
    let report = json(&folder, &["--ledger", "台账.csv"]);
    let parking = row(&report, "1届满");
    assert_eq!(parking["unit"], "县交通运输局");
    let said: Vec<_> =
        parking["reasons"].as_array().unwrap().iter().map(|why| why["evidence"].as_str().unwrap()).collect();
    assert!(said.iter().any(|why| why.contains("台账2026-12-31，文件2025-03-01")), "{said:?}");
    assert!(said.iter().any(|why| why.contains("状态：台账有效，文件有效期届满")), "{said:?}");
    assert!(codes(row(&report, "5新法")).contains(&"ledger-missing"));
    assert_eq!(report["ledger_only"][0]["title"], "青溪县没有的办法");
}

#[test]
fn one_line_in_one_line_out() {
    let text = carried("2020〕1", "青溪县停车场管理办法", "2020年2月10日", "本办法自2020年3月1日起施行，有效期五年。");
    let lines = format!("{}\n坏行\n", serde_json::json!({"path": "甲", "text": text}));
    let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
    command.args(["sweep", "--stdin-jsonl", "--stdout-jsonl", "--as-of", AS_OF]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let rows: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&rows[0]["path"], &rows[0]["state"]), (&"甲".into(), &"expired".into()));
    assert!(rows[1]["unread"].as_str().unwrap().contains("JSON") && rows[1]["line"] == 2, "{}", rows[1]);
}

#[test]
fn a_killed_run_is_taken_up_again() {
    let folder = folder("killed");
    for n in 0..120 {
        let last = format!("本办法自20{:02}年3月1日起施行，有效期五年。", 10 + n % 16);
        let content = carried(
            &format!("20{:02}〕{n}", 10 + n % 16),
            &format!("青溪县第{n}类事项管理办法"),
            "2010年2月10日",
            &last,
        );
        std::fs::write(folder.join(format!("文件/{n}.txt")), content).unwrap();
    }
    let run = |work: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fashen"));
        command.current_dir(&folder).args(["sweep", "文件", "--as-of", AS_OF, "--format", "json", "--work", work]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    };
    let expected = run("整.sqlite").output().unwrap().stdout;
    for milliseconds in [40, 90, 160, 240] {
        let mut child = run("断.sqlite").spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        let _ = child.kill();
        let _ = child.wait();
    }
    assert!(run("断.sqlite").output().unwrap().stdout == expected);
}
