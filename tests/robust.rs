//! Any input is read, parsed and checked without a panic, and no character of it is lost.
//!
//! Mutations count from 0, and each is made from its number alone: `FASHEN_MUTATION=4711` repeats one and prints the
//! text, `FASHEN_MUTATIONS=100000` sets how many are tried.

#![allow(clippy::unwrap_used)]

mod beside;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use beside::package::{Parts, pack, unpack};
use fashen::document::{Document, Node, NodeId};
use fashen::fact::{self, Kind};
use fashen::lawbook::Lawbook;
use fashen::review::{self, Settings};
use fashen::rule::{Region, RuleSet};
use fashen::source::{Source, Unread, read_bytes};
use fashen::text::{Span, Text, is_blank};
use jiff::civil::date;
use rayon::prelude::*;

const SLOWEST: Duration = Duration::from_secs(2);

/// Tests that measure time run one after the other: each takes all processors.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

// What holds for every document.

/// The first thing that is wrong with a document; `None` if it is sound.
fn unsound(text: &Text, document: &Document) -> Option<String> {
    let nodes = (0..document.nodes.len()).find_map(|id| unsound_node(text, document, id));
    nodes
        .or_else(|| unsound_matter(text, document))
        .or_else(|| unsound_head(text, document))
        .or_else(|| lost(text, document))
}

fn unsound_node(text: &Text, document: &Document, id: NodeId) -> Option<String> {
    let Node { label, heading, body, span, parent, end, level, .. } = document.nodes[id];
    let wrong =
        |what: &str| Some(format!("node {id} ({level:?} {:?}): {what}", text.as_str().get(span.start..span.end)));
    for part in [label, heading, body, span] {
        if text.as_str().get(part.start..part.end).is_none() {
            return wrong("a span is not on character boundaries");
        }
    }
    if !(label.end <= heading.start && heading.end <= body.start || body.is_empty() || heading.is_empty()) {
        return wrong("label, heading and body overlap");
    }
    if ![label, heading, body].into_iter().all(|part| span.covers(part)) {
        return wrong("a part lies outside the node");
    }
    if end <= id || end > document.nodes.len() {
        return wrong("end is wrong");
    }
    let above = document.nodes[..id].iter().rposition(|node| node.end > id);
    if parent != above {
        return wrong("the parent is not the node around it");
    }
    if let Some(parent) = parent.map(|parent| &document.nodes[parent])
        && (!parent.span.covers(span) || parent.end < end || parent.body.end > span.start && !parent.body.is_empty())
    {
        return wrong("it lies outside its parent");
    }
    let next = document.nodes.get(end).filter(|next| next.parent == parent);
    next.filter(|next| next.span.start < span.end).and_then(|_| wrong("its sibling begins before it ends"))
}

fn unsound_matter(text: &Text, document: &Document) -> Option<String> {
    let bad = document.matter.iter().find(|matter| text.as_str().get(matter.span.start..matter.span.end).is_none());
    let unsorted = document.matter.windows(2).find(|pair| pair[0].span.start > pair[1].span.start);
    bad.or(unsorted.map(|pair| &pair[1])).map(|matter| format!("matter {matter:?}"))
}

fn unsound_head(text: &Text, document: &Document) -> Option<String> {
    let head = &document.head;
    let found = [&head.title, &head.document_number, &head.issuer, &head.addressee, &head.signed];
    let mut found = found.into_iter().flatten();
    found
        .find(|found| text.as_str().get(found.span.start..found.span.end).is_none())
        .map(|found| format!("head {found:?}"))
}

/// A character that stands in no label, heading, body or matter. Marks of Markdown and the brackets and signs between
/// label, caption and text are no loss where a node spans them.
fn lost(text: &Text, document: &Document) -> Option<String> {
    let parts = document.nodes.iter().flat_map(|node| [node.label, node.heading, node.body]);
    let mut kept: Vec<Span> = parts.chain(document.matter.iter().map(|matter| matter.span)).collect();
    kept.sort();
    let mut at = 0;
    for span in kept.into_iter().chain([Span::empty(text.as_str().len())]) {
        if span.start > at
            && let Some(c) = text.as_str()[at..span.start].chars().find(|&c| !is_blank(c) && !may_drop(c))
        {
            let around = text.as_str()[at..span.start].trim();
            return Some(format!("lost {c:?} of {:?}", around.chars().take(60).collect::<String>()));
        }
        at = at.max(span.end);
    }
    None
}

fn may_drop(c: char) -> bool {
    matches!(c, '#' | '*' | '【' | '】' | '（' | '）' | '(' | ')' | '〔' | '〕')
}

// Running the program.

struct World {
    rules: RuleSet,
    lawbook: Lawbook,
    region: Region,
}

impl World {
    fn new() -> World {
        let rules =
            fashen::rule::load(&fashen::rule::built_in(), "430000").unwrap_or_else(|faults| panic!("{faults:?}"));
        World { region: rules.region("430000"), rules, lawbook: Lawbook::built_in() }
    }

    fn settings(&self) -> Settings<'_> {
        Settings {
            rules: &self.rules,
            lawbook: &self.lawbook,
            region: &self.region,
            library: None,
            themes: &[],
            lists: None,
            as_of: date(2026, 11, 21),
            kind: Some(Kind::NormativeDocument),
        }
    }

    /// Reads, parses, collects facts and, where asked, checks; what was wrong.
    fn run(&self, bytes: &[u8], name: &str, check: bool) -> Result<Outcome, String> {
        let source = match read_bytes(bytes, name) {
            Ok(source) => source,
            Err(Unread::Internal(what)) => return Err(format!("a reader failed: {what}")),
            Err(_) => return Ok(Outcome::Unread),
        };
        // Tables are read as materials and never checked as drafts.
        if check && source.format.may_be_draft() { self.check(source) } else { parse(&source) }
    }

    fn check(&self, source: Source) -> Result<Outcome, String> {
        let draft = review::check(source, &self.settings(), None);
        let text = &draft.source.text;
        let bad = draft
            .outcome
            .findings
            .iter()
            .find(|finding| finding.span.is_some_and(|span| text.as_str().get(span.start..span.end).is_none()));
        match bad {
            Some(finding) => Err(format!("{}: a span is not on character boundaries", finding.rule)),
            None => unsound(text, &draft.document).map_or(Ok(Outcome::Read), Err),
        }
    }

    /// The same, with panics as mistakes.
    fn try_run(&self, bytes: &[u8], name: &str, check: bool) -> Result<Outcome, String> {
        let run = catch_unwind(AssertUnwindSafe(|| self.run(bytes, name, check)));
        run.unwrap_or_else(|panic| Err(format!("panic: {}", message(&*panic))))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Read,
    Unread,
}

static LAWBOOK: LazyLock<Lawbook> = LazyLock::new(Lawbook::built_in);

fn parse(source: &Source) -> Result<Outcome, String> {
    let document = fashen::parse::parse(&source.text);
    let passages = fact::passages(&source.text, &document);
    std::hint::black_box(fact::collect(&source.text, &document, &passages, &LAWBOOK));
    unsound(&source.text, &document).map_or(Ok(Outcome::Read), Err)
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default()
}

/// Time of a run; a slow one is measured again, so that a busy machine is not taken for a slow program.
fn time(run: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let first = once();
    if first < SLOWEST { first } else { (0..3).map(|_| once()).min().unwrap_or(first) }
}

// Real files.

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_real_file() {
    let Some(shared) = beside::shared() else { return };
    let _alone = alone();
    let world = World::new();
    let mut paths = Vec::new();
    files(&shared.join("corpus"), &mut paths);
    let tried: Vec<_> = paths
        .par_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            let bytes = std::fs::read(path).unwrap();
            let start = Instant::now();
            (path, world.try_run(&bytes, &name, true), start.elapsed())
        })
        .collect();
    let slow = tried.iter().filter(|(.., took)| *took > SLOWEST).filter(|(path, ..)| {
        let bytes = std::fs::read(path).unwrap();
        time(|| drop(world.try_run(&bytes, &path.to_string_lossy(), true))) > SLOWEST
    });
    let mut wrong: Vec<_> = slow.map(|(path, _, took)| format!("{}: {took:?}", path.display())).collect();
    wrong.extend(
        tried
            .iter()
            .filter_map(|(path, outcome, _)| outcome.as_ref().err().map(|what| format!("{}: {what}", path.display()))),
    );
    let read = tried.iter().filter(|(_, outcome, _)| *outcome == Ok(Outcome::Read)).count();
    let slowest = tried.iter().map(|(path, _, took)| (took, path)).max();
    println!("{read} of {} files were read; slowest {slowest:?}", tried.len());
    assert!(wrong.is_empty(), "{} files\n{}", wrong.len(), wrong.join("\n"));
    assert!(read >= 3_900, "{read}");
}

// Mutations.

/// Every form of label, head and tail in few lines.
const SNIPPETS: [&str; 6] = [
    "云岭市人民政府办公室文件\n云政办发〔2026〕3号\n云岭市人民政府办公室关于印发《云岭市占道经营管理办法》的通知\n各县（区）人民政府，市政府各部门：\n\
     \u{3000}\u{3000}《云岭市占道经营管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。\n\n　　　　云岭市人民政府办公室\n　　　　2026年1月5日\n\
     （此件公开发布）\n\n云岭市占道经营管理办法\n（2026年1月4日市政府第3次常务会议通过）\n\n目　录\n第一章　总则\n第二章　法律责任\n第三章　附则\n\n\
     第一章　总则\n第一条【目的】　为了规范占道经营，根据《中华人民共和国行政处罚法》第十六条，制定本办法。\n\
     第二条　（适用范围）本办法适用于下列区域（以下简称禁止区域）：\n（一）主干道；\n1．机动车道；\n（1）应急车道；\n①匝道；\n（二）学校周边。\n\
     \u{3000}\u{3000}前款第（二）项以外的区域，依照第三条至第五条执行。\n第二条之一　每年10月1日至7日除外。\n第二章\n法律责任\n第一节　处罚\n\
     第 三 条　违反本办法第二条规定的，处500元以上2,000元以下罚款。\n第三章　附则\n第四条　本办法自2026年3月1日起施行，有效期5年。\n\
     附件：1.申请表\n　　　2.承诺书\n附件1\n申请表\n姓名\t电话\n抄送：市委各部门。\n云岭市人民政府办公室 2026年1月6日印发\n",
    "关于加强占道管理的通告\n为了加强占道管理，现通告如下：\n一、禁止占道。\n（一）主干道；\n1、机动车道；\n（1）应急车道。\n二、违者处二百元罚款，见附件2。\n\
     三、本通告自发布之日起施行。\n特此通告。\n附件2：禁止区域\n一是东街，二是西街。\n",
    "第一编 总则\n第一分编 一般规定\n第一章 目的\n第一条为了规范，制定本法。\n第1条 适用。\n第１２条之二 例外。\n第二百六十条 违反第二百五十九条第一款第（一）项的，\
     依照前条处罚。\n十二、附则\n㈠甲\n⑴乙\n",
    "# 办法\n---\n<!-- 注 -->\n## **第一章** 总则\n**第一条**　为了*规范*。\n> **第二条** 有效期至2027年12月31日。\n| 序号 | 事项 |\n",
    "有关事项公告如下：一、进口货物应当符合下列要求：（一）有批准文件；（二）有检验证书。二、本公告自2024年9月5日起实施。特此公告。海关总署2024年9月2日",
    "第一条 为了规范占道经营管理工作，维护城市市容环境，\n根据有关法律法规的规定，结合本市实际，制定本办法。违反\n第二条第一款规定的，由城市管理部门责令改正，可以处五百\n\
     元以下罚款；拒不改正的，依照《中华人民共和国行政处罚法》\n第三十三条的规定处理，具体办法由市人民政府另行规定并向\n社会公布，同时抄送市人大常委会备案。\n第二条 市城市管理部门负责本市占道经营的监督管理工作，\n\
     市公安、市场监督管理、交通运输、卫生健康等部门按照各自\n职责做好占道经营管理的相关工作，乡镇人民政府、街道办事\n处协助做好本辖区的占道经营管理工作，及时制止和报告违反\n本办法的行为。\n\
     第三条 本办法自二〇二六年三月一日起施行，有效期三年，原\n《云岭市占道经营管理规定》（云政发〔2019〕8号）同时废止。\n",
];

/// What is put in: labels, brackets, blanks, controls, numbers beyond all limits.
const FRAGMENTS: [&str; 58] = [
    "第一条",
    "第 一 条",
    "第十条之一",
    "第一章",
    "第二节",
    "第三编",
    "第一分编",
    "第九千九百九十九万条",
    "第99999999999条",
    "第〇条",
    "第",
    "条",
    "之",
    "一、",
    "（一）",
    "(一)",
    "㈩",
    "1.",
    "1．",
    "1.5",
    "（1）",
    "①",
    "⑳",
    "⒈",
    "附件",
    "附件1：",
    "附表一",
    "目录",
    "目 录",
    "《",
    "》",
    "〈",
    "“",
    "”",
    "（",
    "）",
    "【",
    "】",
    "〔",
    "〕",
    "\u{3000}",
    " ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\u{0}",
    "\u{1}",
    "\u{85}",
    "\u{2028}",
    "\u{fffd}",
    "\u{200b}",
    "\u{feff}",
    "２０２６年１月１日",
    "2026年13月45日",
    "处99999999999999999999元罚款",
    "有效期99999999999年",
    "以下简称“”",
];

struct Random(u64);

impl Random {
    /// A stream of its own for every number.
    fn of(number: u64) -> Random {
        let mut seed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        seed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Random((seed ^ (seed >> 27)) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn fragment(&mut self) -> &'static str {
        FRAGMENTS[self.below(FRAGMENTS.len())]
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A place between two characters.
fn boundary(s: &str, random: &mut Random) -> usize {
    let mut at = random.below(s.len() + 1);
    while !s.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A stretch of at most so many bytes.
fn stretch(s: &str, longest: usize, random: &mut Random) -> (usize, usize) {
    let from = boundary(s, random);
    let mut to = (from + random.below(longest) + 1).min(s.len());
    while !s.is_char_boundary(to) {
        to += 1;
    }
    (from, to)
}

fn mutate_text(s: &mut String, random: &mut Random) {
    let (from, to) = stretch(s, 60, random);
    match random.below(12) {
        0 => s.truncate(from),
        1 => drop(s.drain(..from)),
        2 => drop(s.drain(from..to)),
        3 => {
            let again = s[from..to].to_owned();
            s.insert_str(to, &again);
        }
        4 => s.insert_str(from, &s[from..to].repeat(random.below(30))),
        5 => swap_lines(s, random),
        6 => *s = s.replacen('\n', "", random.below(4)),
        7 => s.insert_str(line_start(s, from), random.fragment()),
        8 => s.replace_range(from..to, random.fragment()),
        9 => s.insert_str(from, &random.fragment().repeat(random.below(20))),
        10 => *s = s.replace(*random.pick(&["\u{3000}", "。", "第", "（", "条", "一"]), random.fragment()),
        _ => s.insert_str(from, random.fragment()),
    }
}

fn line_start(s: &str, at: usize) -> usize {
    s[..at].rfind('\n').map_or(0, |at| at + 1)
}

fn swap_lines(s: &mut String, random: &mut Random) {
    let mut lines: Vec<_> = s.split('\n').collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    lines.swap(a, b);
    *s = lines.join("\n");
}

fn mutate_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    match random.below(5) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes.truncate(at),
        3 => drop(bytes.remove(at)),
        _ => bytes.insert(at, random.next() as u8),
    }
}

/// In which encoding a mutated text arrives.
fn encode(s: &str, random: &mut Random) -> Vec<u8> {
    match random.below(12) {
        0 => encoding_rs::GB18030.encode(s).0.into_owned(),
        1 => s.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        2 => s.replace('\n', "\r\n").into_bytes(),
        3 => [b"\xEF\xBB\xBF", s.as_bytes()].concat(),
        _ => s.as_bytes().to_vec(),
    }
}

enum Seed {
    Text(String, &'static str),
    Package(Parts),
}

fn seeds() -> Vec<Seed> {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/samples");
    let mut paths = Vec::new();
    files(&samples, &mut paths);
    paths.sort();
    let snippet = |(i, s): (usize, &&str)| Seed::Text((*s).to_owned(), if i == 3 { "a.md" } else { "a.txt" });
    let mut seeds: Vec<_> = SNIPPETS.iter().enumerate().map(snippet).collect();
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        // Scans and damaged files are among the samples.
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("docx") => seeds.extend(unpack(&bytes).map(Seed::Package)),
            Some("txt" | "md") => seeds.extend(String::from_utf8(bytes).ok().map(|text| Seed::Text(text, "a.txt"))),
            _ => {}
        }
    }
    assert!(seeds.len() >= 12, "{}", seeds.len());
    seeds
}

/// The input of a number: bytes and file name.
fn mutation(seeds: &[Seed], number: u64) -> (Vec<u8>, &'static str) {
    let random = &mut Random::of(number);
    // Snippets twice as often: they are short and hold every form.
    let seed = if random.below(3) == 0 { random.pick(seeds) } else { random.pick(&seeds[..SNIPPETS.len()]) };
    match seed {
        Seed::Text(text, name) => {
            let mut text = text.clone();
            (0..random.below(8)).for_each(|_| mutate_text(&mut text, random));
            let mut bytes = encode(&text, random);
            let flips = if random.below(5) == 0 { random.below(6) } else { 0 };
            (0..flips).for_each(|_| mutate_bytes(&mut bytes, random));
            (bytes, name)
        }
        Seed::Package(parts) => (mutated_package(parts.clone(), random), "a.docx"),
    }
}

fn mutated_package(mut parts: Parts, random: &mut Random) -> Vec<u8> {
    let names: Vec<_> = parts.keys().cloned().collect();
    for _ in 0..random.below(6) {
        let name = if random.below(2) == 0 { "word/document.xml" } else { random.pick(&names) };
        let Some(content) = parts.get_mut(name) else { continue };
        match (std::str::from_utf8(content), random.below(3)) {
            (Ok(text), 0 | 1) => {
                let mut text = text.to_owned();
                mutate_text(&mut text, random);
                *content = text.into_bytes();
            }
            _ => mutate_bytes(content, random),
        }
    }
    let mut bytes = pack(&parts);
    (0..random.below(3)).for_each(|_| mutate_bytes(&mut bytes, random));
    bytes
}

fn number_in(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn mutated_drafts() {
    let _alone = alone();
    let (world, seeds) = (World::new(), seeds());
    let numbers = match number_in("FASHEN_MUTATION") {
        Some(one) => one..one + 1,
        None => 0..number_in("FASHEN_MUTATIONS").unwrap_or(5_000),
    };
    if numbers.end - numbers.start == 1 {
        println!("{}", String::from_utf8_lossy(&mutation(&seeds, numbers.start).0));
    }
    let start = Instant::now();
    let tried: Vec<_> = numbers
        .into_par_iter()
        .map(|number| {
            let (bytes, name) = mutation(&seeds, number);
            let check = number % 2 == 0;
            let start = Instant::now();
            let mut outcome = world.try_run(&bytes, name, check);
            let run = || drop(world.try_run(&bytes, name, check));
            if start.elapsed() > SLOWEST && time(run) > SLOWEST {
                outcome = Err("slow".to_owned());
            }
            (number, outcome)
        })
        .collect();
    let wrong = tried.iter().filter_map(|(number, outcome)| outcome.as_ref().err().map(|what| (number, what)));
    let wrong: Vec<_> = wrong.map(|(number, what)| format!("FASHEN_MUTATION={number}: {what}")).collect();
    let read = tried.iter().filter(|(_, outcome)| *outcome == Ok(Outcome::Read)).count();
    println!("{read} of {} mutations were read in {:?}", tried.len(), start.elapsed());
    assert!(wrong.is_empty(), "{} mutations\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert!(read * 10 >= tried.len() * 7 || tried.len() < 100, "only {read} could be read");
}

#[test]
fn the_seeds_themselves() {
    let world = World::new();
    for seed in seeds() {
        let (bytes, name) = match seed {
            Seed::Text(text, name) => (text.into_bytes(), name),
            Seed::Package(parts) => (pack(&parts), "a.docx"),
        };
        assert_eq!(world.run(&bytes, name, true), Ok(Outcome::Read), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn long_lines_and_deep_lists_take_no_time() {
    let _alone = alone();
    let world = World::new();
    let deep =
        (0..3_000).map(|i| ["一、甲\n", "（一）乙\n", "1.丙\n", "（1）丁\n", "①戊\n"][i % 5]).collect::<String>();
    for text in [
        "第一条 ".to_owned() + &"违反第二条规定的，处五百元罚款".repeat(4_000),
        "第一条 违反规定的，处罚款。\n".repeat(10_000),
        "（".repeat(100_000),
        "《".repeat(100_000),
        "第".repeat(100_000),
        "一".repeat(100_000),
        "9".repeat(100_000),
        "附件\n".repeat(20_000),
        "目录\n第一章 总则\n".repeat(5_000),
        "第一章 总则\n第二章 分则\n第三章 附则\n第一条 甲\n".repeat(3_000),
        "2026年1月1日\n".repeat(20_000),
        "云岭市人民政府\n".repeat(20_000),
        "…".repeat(100_000),
        "\n".repeat(500_000) + "第一条 甲。",
        "以下简称“甲”".repeat(5_000),
        "以上".repeat(30_000) + "以下。",
        deep,
    ] {
        let head: String = text.chars().take(12).collect();
        let took = time(|| assert_eq!(world.try_run(text.as_bytes(), "a.txt", true), Ok(Outcome::Read), "{head}"));
        println!("{head:?}: {took:?}");
        assert!(took < SLOWEST, "{head}: {took:?}");
    }
}
