//! 效力状态: from when until when a document has force, by its own words and by what others decide on it.

use serde::Serialize;

use super::fate::{Act, Fate};
use super::index::Index;
use super::{Record, Setting, Why};
use crate::date::{self, Date, Period};
use crate::finding::Confidence;
use crate::lawbook::Force;
use crate::rule::{Start, Valued};

/// 效力状态 on the day of the sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    InForce,
    NotYet,
    Expired,
    Lapsed,
    Repealed,
    Unclear,
}

impl State {
    pub fn chinese(self) -> &'static str {
        match self {
            State::InForce => "现行有效",
            State::NotYet => "尚未施行",
            State::Expired => "有效期届满",
            State::Lapsed => "已宣布失效",
            State::Repealed => "已废止",
            State::Unclear => "不能确定",
        }
    }

    pub fn is_over(self) -> bool {
        matches!(self, State::Expired | State::Lapsed | State::Repealed)
    }
}

/// The last day of force. A term of years leaves one day open: 五年 from 3月1日 ends on 3月1日 or on the day before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Expires {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_earlier_than: Option<Date>,
    pub no_later_than: Option<Date>,
    /// The day itself stands in the text.
    pub printed: Option<Date>,
}

/// What becomes of a document.
#[derive(Clone, Debug)]
pub struct Life {
    pub state: State,
    pub expires: Expires,
    pub whys: Vec<Why>,
}

/// A decision with the document that made it.
struct Received<'r> {
    by: usize,
    day: Option<Date>,
    act: &'r Act,
}

/// The lives of all documents.
pub fn lives(records: &[Record], index: &Index<'_>, setting: &Setting<'_>) -> Vec<Life> {
    let mut received: Vec<Vec<Received<'_>>> = records.iter().map(|_| Vec::new()).collect();
    for (by, record) in records.iter().enumerate() {
        for act in &record.acts {
            let day = act.day.or(record.in_force_from).or(record.day());
            for at in index.find(&act.target, Some(by)) {
                received[at].push(Received { by, day, act });
            }
        }
    }
    received.iter_mut().for_each(|list| list.sort_by_key(|it| (it.day, it.by)));
    records.iter().zip(&received).map(|(record, received)| life(record, received, records, setting)).collect()
}

fn life(record: &Record, received: &[Received<'_>], records: &[Record], setting: &Setting<'_>) -> Life {
    let mut whys = Vec::new();
    let mut end = End::stated(record, setting);
    for it in received {
        renew(it, records, setting, &mut end, &mut whys);
    }
    let ended = ended(record, received, records, setting, &mut whys);
    let start = record.in_force_from.or(record.effective);
    let state = match ended {
        Some(state) => state,
        None if start.is_some_and(|start| start > setting.as_of) => {
            whys.extend(start.map(|start| Why::new("not-yet").date(start)));
            State::NotYet
        }
        None => by_term(record, &end, setting, &mut whys),
    };
    Life { state, expires: end.expires, whys }
}

/// The end of a term as it is known so far.
struct End {
    expires: Expires,
    confidence: Confidence,
    place: String,
    quote: String,
    /// Counted by the region's default, not stated.
    by_default: bool,
    is_renewed: bool,
    /// A term is stated, but not from when.
    without_start: bool,
}

impl End {
    fn stated(record: &Record, setting: &Setting<'_>) -> End {
        let values = &setting.region.values;
        let from_publication = values.term_start.as_ref().is_some_and(|start| start.value == Start::Published);
        let start = record.start(from_publication);
        let mut end = End {
            expires: Expires::default(),
            confidence: Confidence::Likely,
            place: String::new(),
            quote: String::new(),
            by_default: false,
            is_renewed: false,
            without_start: false,
        };
        if let Some(term) = &record.term {
            (end.place, end.quote) = (term.place.clone(), term.quote.clone());
            match (term.until, term.period, start) {
                (Some(until), ..) => {
                    end.expires = Expires { no_earlier_than: None, no_later_than: Some(until), printed: Some(until) };
                    end.confidence = Confidence::Certain;
                }
                (None, Some(period), Some(start)) => end.expires = counted(period, start),
                _ => end.without_start = true,
            }
        } else if let (Some(default), Some(start)) = (default_months(record, setting), start) {
            end.expires = counted(Period::Months(default.value), start);
            end.by_default = true;
            end.confidence = if default.verified { Confidence::Likely } else { Confidence::Possible };
        }
        end
    }
}

/// Both readings of a term.
fn counted(period: Period, start: Date) -> Expires {
    let last = period.after(start);
    Expires { no_earlier_than: last.and_then(|last| last.yesterday().ok()), no_later_than: last, printed: None }
}

/// What the region counts where no term is stated: less for 暂行 and 通告 where it says so.
fn default_months<'s>(record: &Record, setting: &'s Setting<'_>) -> Option<&'s Valued<u32>> {
    let values = &setting.region.values;
    let general = values.term_months_default.as_ref()?;
    let shorter = match () {
        () if record.is_trial => values.term_months_trial_max.as_ref(),
        () if record.title.ends_with("通告") => values.term_months_notice_max.as_ref(),
        () => None,
    };
    Some(shorter.filter(|shorter| shorter.value < general.value).unwrap_or(general))
}

/// 延长有效期, 继续有效的目录
fn renew(it: &Received<'_>, records: &[Record], setting: &Setting<'_>, end: &mut End, whys: &mut Vec<Why>) {
    let code = match it.act.fate {
        Fate::Extend => "renewed",
        Fate::Keep => "kept-by-list",
        _ => return,
    };
    let by = &records[it.by];
    let decided = by.day().or(it.day);
    if decided.is_some_and(|day| day > setting.as_of) || it.act.target.part {
        return;
    }
    let before = end.expires.no_later_than;
    let late = before.zip(decided).filter(|(before, decided)| before < decided);
    if let Some((before, _)) = late.filter(|_| code == "renewed") {
        whys.push(Why::by("renewed-late", it.act, by, setting, it.by).date(before));
    }
    match (it.act.until, it.act.longer) {
        (Some(until), _) => {
            end.expires = Expires { no_earlier_than: None, no_later_than: Some(until), printed: Some(until) };
        }
        (None, Some(longer)) => match before {
            Some(before) => {
                let printed = end.expires.printed.and_then(|printed| longer.after(printed));
                end.expires = Expires { printed, ..counted(longer, before) };
                if printed.is_some() {
                    end.expires.no_earlier_than = None;
                }
            }
            None => {
                end.without_start = true;
                whys.push(Why::by(code, it.act, by, setting, it.by));
                return;
            }
        },
        // In force when the list was made; how long is not said.
        (None, None) if late.is_some() || code == "renewed" => end.expires = Expires::default(),
        (None, None) => {}
    }
    (end.by_default, end.is_renewed, end.without_start) = (false, true, false);
    let until = end.expires.no_later_than.map_or_else(String::new, |until| format!("，到{}为止", date::chinese(until)));
    whys.push(Why::by(code, it.act, by, setting, it.by).fill("until", &until));
}

/// 废止, 宣布失效: by another document, by its own title, by the law index.
fn ended(
    record: &Record,
    received: &[Received<'_>],
    records: &[Record],
    setting: &Setting<'_>,
    whys: &mut Vec<Why>,
) -> Option<State> {
    let mut state = None;
    for it in received {
        let by = &records[it.by];
        let is_past = it.day.is_none_or(|day| day <= setting.as_of);
        let (code, then) = match it.act.fate {
            Fate::Repeal | Fate::Lapse if it.act.target.part => ("partly-repealed", None),
            Fate::Repeal | Fate::Lapse if !is_past => ("repeal-announced", None),
            Fate::Repeal => ("repealed", Some(State::Repealed)),
            Fate::Lapse => ("declared-lapsed", Some(State::Lapsed)),
            Fate::Amend => ("amended", None),
            Fate::Keep | Fate::Extend => continue,
        };
        let why = Why::by(code, it.act, by, setting, it.by);
        whys.push(it.day.map_or_else(|| why.clone().fill("date", "该文件施行之日"), |day| why.clone().date(day)));
        state = state.or(then);
    }
    if state.is_none() && record.ended {
        whys.push(Why::new("repealed").fill("by", "标题注明").fill("date", "已经").quote("标题", &record.title));
        state = Some(State::Repealed);
    }
    state.or_else(|| in_index(record, setting, whys))
}

/// A law or regulation that the index knows to have ended.
fn in_index(record: &Record, setting: &Setting<'_>, whys: &mut Vec<Why>) -> Option<State> {
    let law = setting.lawbook.find(&record.title).filter(|law| law.title == record.title)?;
    let Force::Ended(day) = law.force_on(setting.as_of) else { return None };
    let same = law.number.is_empty() || record.number.is_none();
    let when = day.map_or_else(|| "日期不详".to_owned(), date::chinese);
    let confidence = if law.verified && same { Confidence::Likely } else { Confidence::Possible };
    whys.push(Why::new("law-ended").fill("date", &when).at(confidence));
    Some(State::Repealed)
}

fn by_term(record: &Record, end: &End, setting: &Setting<'_>, whys: &mut Vec<Why>) -> State {
    let today = setting.as_of;
    let why = |code: &str, day: Date| Why::new(code).date(day).quote(&end.place, &end.quote).at(end.confidence);
    let Some(last) = end.expires.no_later_than else {
        return without_end(record, end, setting, whys);
    };
    let soon = |months: u32| Period::Months(months).after(today).is_some_and(|later| last <= later);
    if last < today {
        whys.push(why(if end.by_default { "lapsed-by-default" } else { "expired" }, last));
        return State::Expired;
    }
    if last == today && end.expires.no_earlier_than.is_some() {
        whys.push(why("expiry-ambiguous", last));
        return State::Unclear;
    }
    let ahead = setting.region.values.evaluation_months.as_ref().map_or(SOON, |months| months.value);
    match () {
        () if setting.region.values.evaluation_months.is_some() && soon(ahead) => {
            whys.push(why("evaluation-due", last))
        }
        () if soon(SOON) => whys.push(why("expires-soon", last)),
        () => {}
    }
    card(record, end, setting, whys);
    State::InForce
}

/// Months before the end that count as soon.
const SOON: u32 = 6;

fn without_end(record: &Record, end: &End, setting: &Setting<'_>, whys: &mut Vec<Why>) -> State {
    if end.without_start {
        whys.push(Why::new("date-unknown").quote(&end.place, &end.quote).at(Confidence::Possible));
        return State::Unclear;
    }
    if record.term.is_none() && !end.is_renewed && record.kind == crate::fact::Kind::NormativeDocument {
        whys.push(Why::new("term-unstated"));
    }
    if !end.is_renewed {
        over(record, setting, whys);
    }
    card(record, end, setting, whys);
    State::InForce
}

/// 失效日期 on the card, where the text says otherwise.
fn card(record: &Record, end: &End, setting: &Setting<'_>, whys: &mut Vec<Why>) {
    let Some(card) = record.card.filter(|card| *card < setting.as_of && !end.is_renewed) else { return };
    whys.push(Why::new("card-expired").date(card).at(Confidence::Likely));
}

/// 2023—2025年行动计划, 关于2024年……的通知: what was to be done in those years.
fn over(record: &Record, setting: &Setting<'_>, whys: &mut Vec<Why>) {
    let Some((last, is_range)) = last_year(&record.title) else { return };
    let Ok(end) = Date::new(last, 12, 31) else { return };
    if end < setting.as_of {
        let confidence = if is_range { Confidence::Likely } else { Confidence::Possible };
        whys.push(Why::new("period-over").date(end).quote("标题", &record.title).at(confidence));
    }
}

/// Titles of yearly notices are alike from year to year.
pub(super) fn names_a_year(title: &str) -> bool {
    last_year(title).is_some()
}

/// The last year that a title names as that of its tasks, and whether it names a first one, too.
fn last_year(title: &str) -> Option<(i16, bool)> {
    const EDITIONS: [&str; 6] = ["修订", "修正", "版", "本", "第", "修改"];
    let mut found = None;
    for (at, _) in title.match_indices('年') {
        let head = &title[..at];
        let digits = head.trim_end_matches(|c: char| c.is_ascii_digit());
        let Ok(year) = head[digits.len()..].parse::<i16>() else { continue };
        let behind = &title[at + '年'.len_utf8()..];
        if !(1990..2100).contains(&year) || EDITIONS.iter().any(|word| behind.starts_with(word)) {
            continue;
        }
        let links = ['—', '-', '－', '–', '至', '~', '～'];
        let before = digits.trim_end_matches(links).trim_end_matches('年');
        let is_range = digits.ends_with(links) && before.ends_with(|c: char| c.is_ascii_digit());
        found = Some((year, is_range));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_tasks_are_told_from_editions() {
        assert_eq!(last_year("云岭市智慧城市行动计划（2023—2025年）"), Some((2025, true)));
        assert_eq!(last_year("关于开展2024年职称申报的通知"), Some((2024, false)));
        assert_eq!(last_year("云岭市停车管理办法（2023年修订）"), None);
        assert_eq!(last_year("云岭市停车管理办法"), None);
    }
}
