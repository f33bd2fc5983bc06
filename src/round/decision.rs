//! 决定: what a reviewer says of a finding, read from a `decisions.toml`.

use serde::Deserialize;
use toml::Spanned;

use crate::rule::Fault;

/// 认可, 不认可 or 待定.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// 认可: it goes into the letter as an opinion.
    Accepted,
    /// 不认可
    Dismissed,
    /// 待定
    Postponed,
}

impl Mark {
    pub const ALL: [Mark; 3] = [Mark::Accepted, Mark::Dismissed, Mark::Postponed];

    pub fn name(self) -> &'static str {
        match self {
            Mark::Accepted => "accepted",
            Mark::Dismissed => "dismissed",
            Mark::Postponed => "postponed",
        }
    }

    pub fn chinese(self) -> &'static str {
        match self {
            Mark::Accepted => "认可",
            Mark::Dismissed => "不认可",
            Mark::Postponed => "待定",
        }
    }

    fn named(word: &str) -> Option<Mark> {
        Mark::ALL.into_iter().find(|mark| word == mark.name() || word == mark.chinese())
    }
}

/// What a reviewer decided: a row of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    pub rule: String,
    pub place: String,
    pub fingerprint: String,
    pub mark: Mark,
    pub reason: String,
    /// Who decided; the file's name where nobody signed.
    pub by: String,
    /// 2026-11-21; empty where not said.
    pub on: String,
    /// The file and line it stands in.
    pub file: String,
    pub line: usize,
}

/// Whether a file of that name holds decisions: decisions.toml, decisions-法律顾问.toml.
pub fn is_decisions(name: &str) -> bool {
    name.starts_with("decisions") && name.ends_with(".toml")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    decision: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    rule: String,
    #[serde(default)]
    place: String,
    fingerprint: Spanned<String>,
    #[serde(default)]
    decision: Option<Spanned<String>>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    on: Option<Spanned<Day>>,
}

/// A date with or without quotation marks.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Date(toml::value::Datetime),
    Words(String),
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Rows that are decided.
    pub decided: Vec<Decision>,
    /// Fingerprints of all rows.
    pub listed: Vec<String>,
}

/// Reads a file; all faults at once.
pub fn read(name: &str, content: &str) -> Result<Held, Vec<Fault>> {
    let file: File = toml::from_str(content).map_err(|error| vec![Fault::of_toml(name, content, &error)])?;
    let reader = Reader { name, content };
    let (mut held, mut faults) = (Held::default(), Vec::new());
    for row in file.decision {
        held.listed.push(row.get_ref().fingerprint.get_ref().clone());
        match reader.row(row) {
            Ok(decision) => held.decided.extend(decision),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(held) } else { Err(faults) }
}

struct Reader<'c> {
    name: &'c str,
    content: &'c str,
}

impl Reader<'_> {
    fn row(&self, row: Spanned<Row>) -> Result<Option<Decision>, Vec<Fault>> {
        let whole = row.span();
        let row = row.into_inner();
        let mut faults = Vec::new();
        let mark = self.mark(&row).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let on = self.day(row.on).unwrap_or_else(|fault| {
            faults.push(fault);
            String::new()
        });
        if !is_fingerprint(row.fingerprint.get_ref()) {
            let what = "fingerprint 应为 1: 加16位十六进制数字；请从审查生成的 decisions.toml 抄录";
            faults.push(self.fault(row.fingerprint.span(), what.to_owned()));
        }
        if mark == Some(Mark::Dismissed) && row.reason.trim().is_empty() {
            let span = row.decision.as_ref().map_or(whole, Spanned::span);
            faults.push(self.fault(span.clone(), "不认可的，请在 reason 写明理由".to_owned()));
        }
        let line = self.content[..row.fingerprint.span().start.min(self.content.len())].matches('\n').count() + 1;
        let by = if row.by.trim().is_empty() { last_name(self.name) } else { row.by.trim().to_owned() };
        let decision = mark.map(|mark| Decision {
            rule: row.rule,
            place: row.place,
            fingerprint: row.fingerprint.into_inner(),
            mark,
            reason: row.reason.trim().to_owned(),
            by,
            on,
            file: self.name.to_owned(),
            line,
        });
        if faults.is_empty() { Ok(decision) } else { Err(faults) }
    }

    fn mark(&self, row: &Row) -> Result<Option<Mark>, Fault> {
        let Some(said) = &row.decision else { return Ok(None) };
        let word = said.get_ref().trim();
        if word.is_empty() {
            return Ok(None);
        }
        let known = Mark::ALL.map(|mark| format!("{}（{}）", mark.name(), mark.chinese())).join("、");
        let what = || format!("decision 不能是“{word}”；可以写 {known}，未决定的留空");
        Mark::named(word).map(Some).ok_or_else(|| self.fault(said.span(), what()))
    }

    fn day(&self, on: Option<Spanned<Day>>) -> Result<String, Fault> {
        let Some(on) = on else { return Ok(String::new()) };
        let span = on.span();
        let written = match on.into_inner() {
            Day::Date(date) => date.to_string(),
            Day::Words(words) => words.trim().to_owned(),
        };
        let whole = crate::date::read(&written).filter(|(_, taken)| *taken == written.len());
        match whole {
            _ if written.is_empty() => Ok(written),
            Some((date, _)) => Ok(date.to_string()),
            None => Err(self.fault(span, format!("on 应为日期，例如 2026-11-21，而不是“{written}”"))),
        }
    }

    fn fault(&self, span: std::ops::Range<usize>, what: String) -> Fault {
        Fault::at(&self.name.into(), &self.content.into(), span, what)
    }
}

fn last_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

fn is_fingerprint(word: &str) -> bool {
    word.strip_prefix("1:").is_some_and(|hex| hex.len() == 16 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
