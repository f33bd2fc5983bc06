//! Dates and term: adopted, published, in force from, valid until.

use serde::{Deserialize, Serialize};

use super::Passage;
use crate::date::{self, Date, Period};
use crate::document::{Document, Level, MatterKind, NodeId};
use crate::lexicon::lexer::Lexer;
use crate::text::{MatchView, Span, Text};

/// A date and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateFact {
    pub date: Date,
    pub span: Span,
}

/// 有效期
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub period: Option<Period>,
    pub until: Option<Date>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// 通过 or 审议
    pub adopted: Option<DateFact>,
    /// 公布 or 印发: the date under the signature
    pub published: Option<DateFact>,
    /// The last day named in the note under the title (题注): of which day the text is.
    pub revised: Option<DateFact>,
    pub effective: Option<DateFact>,
    /// 自公布之日起施行: in force from the day of publication, plus days.
    pub effective_after_publication: Option<u32>,
    pub term: Option<Term>,
    /// Where the words on coming into force stand.
    pub effective_span: Option<Span>,
    /// The year in the document number: 青政规〔2024〕3号.
    pub numbered: Option<i16>,
}

impl Dates {
    /// The last day on which the document, as it stands, was written: issued, adopted or revised; where only its number
    /// tells the year, the last of that.
    pub fn written(&self) -> Option<Date> {
        let days = [self.published, self.adopted, self.revised].into_iter().flatten().map(|fact| fact.date);
        days.max().or_else(|| Date::new(self.numbered?, 12, 31).ok())
    }

    /// The day it came into force, as far as the text tells.
    pub fn in_force_from(&self) -> Option<Date> {
        self.effective.map(|fact| fact.date).or_else(|| {
            let days = self.effective_after_publication?;
            Period::Days(days).after(self.published?.date)
        })
    }

    /// 届满: the printed last day, or the term counted from `start` (有效期 from 施行 or from 公布).
    /// The earlier of the two readings of 五年 (corresponding day, or the day before) is not chosen here: this is the
    /// corresponding day, 民法典 arts 201–202.
    pub fn expires(&self, starts_on_publication: bool) -> Option<Date> {
        let term = self.term?;
        let start = if starts_on_publication { self.published.map(|fact| fact.date) } else { self.in_force_from() };
        term.until.or_else(|| term.period?.after(start?))
    }
}

/// When it was written: adopted, published, revised, without coming into force and term.
pub fn written(text: &Text, document: &Document, passages: &[Passage<'_>]) -> Dates {
    Dates {
        published: signed(text, document).or_else(|| noted(text, document)),
        adopted: adopted(text, document, passages),
        revised: revised(text, document),
        numbered: numbered(document),
        ..Dates::default()
    }
}

fn numbered(document: &Document) -> Option<i16> {
    let number = &document.head.document_number.as_ref()?.text;
    let behind = &number[number.find(['〔', '[', '［', '（', '('])?..];
    let year: String = behind.chars().skip(1).take(4).collect();
    year.parse().ok().filter(|year| (1949..2100).contains(year))
}

pub fn read(text: &Text, document: &Document, passages: &[Passage<'_>]) -> Dates {
    let mut dates = written(text, document, passages);
    let speaker = speaker(document);
    let has_term = TERM_WORDS.iter().any(|word| text.as_str().contains(word));
    for passage in passages.iter().rev().filter(|passage| !in_annex(document, passage.node)) {
        let view = passage.view.as_str();
        if dates.effective.is_none() && dates.effective_after_publication.is_none() {
            read_effective(passage, view, speaker, &mut dates);
        }
        if has_term && dates.term.is_none() {
            dates.term = read_term(document, passage, view);
        }
        let has_effective = dates.effective.is_some() || dates.effective_after_publication.is_some();
        if has_effective && (!has_term || dates.term.is_some()) {
            break;
        }
    }
    dates
}

fn in_annex(document: &Document, node: NodeId) -> bool {
    document.enclosing(node, &[Level::Annex]).is_some()
}

fn signed(text: &Text, document: &Document) -> Option<DateFact> {
    let signed = document.head.signed.as_ref()?;
    let (date, _) = date::read(MatchView::new(text, signed.span).as_str())?;
    Some(DateFact { date, span: signed.span })
}

/// ……2026年9月1日公布 in a note (题注).
fn noted(text: &Text, document: &Document) -> Option<DateFact> {
    let notes = document.matter.iter().filter(|matter| matter.kind == MatterKind::Note);
    let views = notes.map(|matter| MatchView::new(text, matter.span));
    let found: Vec<_> = views.filter_map(|view| event_in(&view, &["公布", "发布", "印发"])).collect();
    found.into_iter().next()
}

/// The first date in a note (题注) or in the words that issue the document, before 通过 or 审议.
fn adopted(text: &Text, document: &Document, passages: &[Passage<'_>]) -> Option<DateFact> {
    let notes = document.matter.iter().filter(|matter| matter.kind == MatterKind::Note);
    let notes = notes.map(|matter| MatchView::new(text, matter.span)).filter_map(|view| event_in(&view, &ADOPTION));
    let early = passages.iter().take(3).filter_map(|passage| event_in(&passage.view, &ADOPTION));
    notes.chain(early).next()
}

fn revised(text: &Text, document: &Document) -> Option<DateFact> {
    let notes = document.matter.iter().filter(|matter| matter.kind == MatterKind::Note);
    let dates = notes.flat_map(|matter| {
        let view = MatchView::new(text, matter.span);
        let dates = Lexer::Date.tokens(view.as_str()).into_iter();
        let read = |(start, end): (usize, usize)| {
            let (date, _) = date::read(&view.as_str()[start..end])?;
            let is_future = view.as_str()[end..].starts_with(['起', '零']);
            (!is_future).then(|| DateFact { date, span: view.span(start..end) })
        };
        dates.filter_map(read).collect::<Vec<_>>()
    });
    dates.max_by_key(|fact| fact.date)
}

const ADOPTION: [&str; 2] = ["通过", "审议"];

/// The date right before one of the words.
fn event_in(view: &MatchView<'_>, words: &[&str]) -> Option<DateFact> {
    let s = view.as_str();
    let event = words.iter().filter_map(|word| s.find(word)).min()?;
    let (start, end) = Lexer::Date.tokens(&s[..event]).into_iter().next_back()?;
    let near = s[end..event].chars().count() <= 40 && !s[end..event].contains(['。', '；']);
    let (date, _) = date::read(&s[start..]).filter(|_| near)?;
    Some(DateFact { date, span: view.span(start..end) })
}

/// Who says it: the document of itself, or a 起草说明 of the 《办法》 it goes with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker<'d> {
    Itself,
    /// The title of the note.
    Note(&'d str),
}

fn speaker(document: &Document) -> Speaker<'_> {
    let title = document.head.title.as_ref().map(|title| title.text.as_str());
    let note = title.filter(|title| ["说明", "解读"].iter().any(|word| title.ends_with(word)));
    note.map_or(Speaker::Itself, Speaker::Note)
}

impl Speaker<'_> {
    /// 《办法》自……, 《云岭市……办法》自…… in the note on it; not another law whose day is told.
    fn means(self, subject: &str) -> bool {
        const SHORTEST_NAME: usize = 5;
        let Speaker::Note(note) = self else { return false };
        let Some(before) = subject.trim_end_matches('拟').strip_suffix('》') else { return false };
        let name = before.rfind('《').map_or("", |at| &before[at + '《'.len_utf8()..]);
        name.chars().count() < SHORTEST_NAME || note.contains(name)
    }
}

/// When it comes into force, with byte ranges in the paragraph.
enum Effective {
    On(Date, std::ops::Range<usize>),
    AfterPublication(u32),
}

fn read_effective(passage: &Passage<'_>, view: &str, speaker: Speaker<'_>, dates: &mut Dates) {
    let Some((effective, whole)) = effective(view, speaker) else { return };
    match effective {
        Effective::On(date, range) => dates.effective = Some(DateFact { date, span: passage.view.span(range) }),
        Effective::AfterPublication(days) => dates.effective_after_publication = Some(days),
    }
    dates.effective_span = Some(passage.view.span(whole));
}

/// 自2026年1月1日起施行; 自公布之日起（三十日后）施行; 于……起施行; 自印发日起执行; 2001年8月1日零时起施行
fn effective(view: &str, speaker: Speaker<'_>) -> Option<(Effective, std::ops::Range<usize>)> {
    if !view.contains(['自', '从', '于', '起']) {
        return None;
    }
    const VERBS: [&str; 6] = ["施行", "实施", "执行", "生效", "试行", "实行"];
    VERBS.iter().flat_map(|word| view.match_indices(word)).find_map(|(at, word)| {
        let clause = view[..at].rfind(['。', '；']).map_or(0, |stop| stop + '。'.len_utf8());
        let (from, start) = from_when(&view[clause..at]).map(|(from, start)| (clause + from, clause + start))?;
        let subject = &view[clause..from];
        let issues = ISSUING.iter().any(|word| subject.contains(word));
        let is_told = speaker.means(subject);
        let is_others = subject.contains('《') && !subject.contains('本') && !issues && !is_told;
        let is_own = issues || is_told || is_self(subject, view[..clause].is_empty());
        if is_others || !is_own || view[from..at].chars().count() > 40 {
            return None;
        }
        let when = when(&view[start..at], start > from)?;
        let when = match when {
            Effective::On(date, range) => Effective::On(date, start + range.start..start + range.end),
            after => after,
        };
        Some((when, from..at + word.len()))
    })
}

const ISSUING: [&str; 6] = ["现将", "现予", "已经", "现印发", "印发你们", "印发给你们"];

/// What stands between 自 and 施行.
fn when(s: &str, marked: bool) -> Option<Effective> {
    if let Some((date, taken)) = date::read(s).filter(|(_, taken)| is_until_verb(&s[*taken..], marked)) {
        return Some(Effective::On(date, 0..taken));
    }
    const EVENTS: [&str; 9] = ["公布", "发布", "印发", "公告", "颁布", "下发", "签发", "通过", "发文"];
    let issued = EVENTS.iter().any(|word| s.starts_with(word));
    let is_day = s.contains("之日") || s.contains("日起") || s.ends_with('日');
    (issued && is_day).then(|| Effective::AfterPublication(days_in(s)))
}

/// Where the words of time begin: at 自, 从, 于 (and what follows them), or at a bare date.
fn from_when(clause: &str) -> Option<(usize, usize)> {
    let marked = clause.rfind('自').or_else(|| {
        clause.rfind(['从', '于']).filter(|at| {
            let rest = clause[*at..].chars().nth(1);
            rest.is_some_and(crate::numeral::is_numeral)
                || ["公布", "发布", "印发", "颁布"].iter().any(|word| clause[at + '从'.len_utf8()..].starts_with(word))
        })
    });
    if let Some(from) = marked {
        return Some((from, from + '自'.len_utf8()));
    }
    let (start, _) = Lexer::Date.tokens(clause).into_iter().next_back()?;
    Some((start, start))
}

/// 起, 之日起, 零时起, 开始; nothing at all only behind 自.
fn is_until_verb(between: &str, marked: bool) -> bool {
    between.starts_with(['起', '之', '开', '零', '0']) || marked && (between.is_empty() || between == "正式")
}

/// 本办法……, or a clause without a subject of its own.
fn is_self(subject: &str, first: bool) -> bool {
    subject.contains('本')
        || subject.is_empty() && first
        || subject.ends_with('，')
        || subject.contains("现予")
        || subject.trim_end_matches('，').is_empty()
}

fn days_in(s: &str) -> u32 {
    Lexer::Period
        .tokens(s)
        .into_iter()
        .find_map(|(start, _)| match date::read_period(&s[start..]) {
            Some((Period::Days(days), _)) => Some(days),
            _ => None,
        })
        .unwrap_or(0)
}

const TERM_WORDS: [&str; 12] = [
    "有效期",
    "试行期",
    "施行期限",
    "实施期限",
    "执行期限",
    "适用期限",
    "施行至",
    "实施至",
    "执行至",
    "试行至",
    "施行期",
    "实施期",
];

/// 有效期五年; 有效期至2026年12月31日; 试行期一年; 执行至2026年12月31日止. Only of the document itself: in a clause on coming into force, or of 本办法.
fn read_term(document: &Document, passage: &Passage<'_>, view: &str) -> Option<Term> {
    let at = TERM_WORDS.iter().filter_map(|word| view.rfind(word).map(|at| (at, word.len()))).max()?;
    let (at, length) = at;
    let sentence = view[..at].rfind('。').map_or(0, |stop| stop + '。'.len_utf8());
    let around = &view[sentence..];
    let of_itself = effective(around, speaker(document)).is_some() || is_own_term(&view[sentence..at]);
    if !of_itself || passage.kind == super::PassageKind::Cell && document.count(Level::Article) > 0 {
        return None;
    }
    let rest = view[at + length..]
        .trim_start_matches(['限', '为', '至', '到', '：', '是', '暂', '定', '自', '（', '共', '截', '止']);
    let start = view.len() - rest.len();
    if let Some((until, taken)) = date::read(rest) {
        // 有效期自2026年1月1日至2030年12月31日
        let behind = &rest[taken..];
        let later = ["起至", "至", "到"].iter().find_map(|link| behind.strip_prefix(link)).and_then(date::read);
        let until = later.map_or(until, |(date, _)| date);
        return Some(Term { period: None, until: Some(until), span: passage.view.span(at..start + taken) });
    }
    let (period, taken) = date::read_period(rest)?;
    Some(Term { period: Some(period), until: None, span: passage.view.span(at..start + taken) })
}

fn is_own_term(before: &str) -> bool {
    let tail: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    tail.contains('本') && !tail.contains("本证") && !tail.contains("本合同")
}
