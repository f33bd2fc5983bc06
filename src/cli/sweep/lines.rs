//! One document a line in, one row a line out: for pipes and cluster engines. Nothing is kept, so memory stays flat; what
//! a document decides on others goes out with its row, to be joined later.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufWriter, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::{Done, Failure, Verdict};
use super::reader::{Bench, pool};
use super::{keys, setting};
use crate::limits::MAX_FILE_BYTES;
use crate::source;
use crate::sweep::fate::{Act, Words};
use crate::sweep::work::Known;
use crate::sweep::{Row, conduct};

/// Lines worked on together, and their bytes.
const AT_ONCE: usize = 256;
const BYTES_AT_ONCE: usize = 16 << 20;

#[derive(Deserialize)]
struct Line {
    path: String,
    text: String,
}

#[derive(Serialize)]
struct Out<'o> {
    #[serde(flatten)]
    row: &'o Row,
    /// 去留: what it decides on others.
    acts: &'o [Act],
}

#[derive(Serialize)]
struct Unread<'u> {
    path: Option<&'u str>,
    line: usize,
    unread: String,
}

pub fn run(engine: &Engine, settings: &Settings) -> Done {
    let words = Words::new(&engine.rules.sweep);
    let known = Known { seen: Default::default(), facts: Default::default() };
    let bench = Bench { engine, settings, words: &words, known: &known, facts: keys(engine, settings).0 };
    let pool = pool(settings.jobs)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut input = io::stdin().lock();
    let (mut first, mut is_whole) = (1, true);
    loop {
        let lines = chunk(&mut input).map_err(|error| Failure::new(format!("读不了标准输入：{error}")))?;
        if lines.is_empty() {
            break;
        }
        let done: Vec<(String, bool)> =
            pool.install(|| lines.par_iter().enumerate().map(|(at, line)| one(line, first + at, &bench)).collect());
        first += lines.len();
        for (line, read) in done {
            is_whole &= read;
            if let Err(error) = writeln!(out, "{line}") {
                return stopped(&error);
            }
        }
        if let Err(error) = out.flush() {
            return stopped(&error);
        }
    }
    Ok(if is_whole { Verdict::Clean } else { Verdict::Incomplete })
}

/// A reader that closes early is no failure.
fn stopped(error: &io::Error) -> Done {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(Verdict::Clean),
        _ => Err(Failure::new(format!("写不出结果：{error}"))),
    }
}

fn chunk(input: &mut impl BufRead) -> io::Result<Vec<Vec<u8>>> {
    let (mut lines, mut bytes) = (Vec::new(), 0);
    while lines.len() < AT_ONCE && bytes < BYTES_AT_ONCE {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        bytes += line.len();
        lines.push(line);
    }
    Ok(lines)
}

/// The row of a line, and whether the document was read.
fn one(line: &[u8], number: usize, bench: &Bench<'_>) -> (String, bool) {
    let fail = |path: Option<&str>, unread: String| {
        (serde_json::to_string(&Unread { path, line: number, unread }).unwrap_or_default(), false)
    };
    if line.iter().all(u8::is_ascii_whitespace) {
        return fail(None, "空行".to_owned());
    }
    let line: Line = match serde_json::from_slice(line) {
        Ok(line) => line,
        Err(error) => return fail(None, format!("不是 {{path, text}} 的 JSON：{error}")),
    };
    if line.text.len() as u64 > MAX_FILE_BYTES {
        return fail(Some(&line.path), "文字过长".to_owned());
    }
    let judged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judge(&line, bench)));
    match judged {
        Ok(Ok(row)) => (row, true),
        Ok(Err(why)) => fail(Some(&line.path), why.to_string()),
        Err(_) => fail(Some(&line.path), "检查时异常中止".to_owned()),
    }
}

fn judge(line: &Line, bench: &Bench<'_>) -> Result<String, source::Unread> {
    let source = source::read_bytes(line.text.as_bytes(), "行.txt")?;
    let (record, marks) = bench.judge(source);
    let paths = [line.path.clone()];
    let records = [record];
    let mut marks = Some(marks);
    let setting = setting(bench.engine, bench.settings, &paths);
    let outcome = conduct(&records, |_| marks.take().unwrap_or_default(), &[], &BTreeMap::new(), &setting);
    let out = outcome.rows.first().map(|row| serde_json::to_string(&Out { row, acts: &records[0].acts }));
    Ok(out.and_then(Result::ok).unwrap_or_default())
}

/// Rows that were judged together, one a line.
pub fn rows(rows: &[Row]) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    for row in rows {
        let line = serde_json::to_string(row).map_err(|error| Failure::new(error.to_string()))?;
        if let Err(error) = writeln!(out, "{line}") {
            return stopped(&error).map(drop);
        }
    }
    out.flush().or_else(|error| stopped(&error).map(drop))
}
