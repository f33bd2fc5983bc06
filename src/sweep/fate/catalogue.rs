//! 目录: lists of documents that are repealed, lapsed, kept or amended, as tables, numbered lines or lines that lost
//! their table.

use super::line::{Line, lines};
use super::mention::{Target, mentions};
use super::sentence::Said;
use super::{Act, Fate, Words};
use crate::date::{self, Date};
use crate::lexicon::lexer::Lexer;
use crate::numeral;
use crate::sweep::clause::plain;
use crate::sweep::number;
use crate::text::{Text, fold};

/// An entry is no longer than this, in bytes; what goes on is no entry.
const LONGEST_ENTRY: usize = 1_200;
/// A heading is no longer than this, in characters.
const LONGEST_HEADING: usize = 60;

/// Reads the catalogues of a document into its acts.
pub fn read(words: &Words<'_>, text: &Text, title: &str, acts: &mut Vec<Act>) {
    let content = text.as_str();
    if !words.sweep.catalogues.iter().any(|word| content.contains(word.as_str())) {
        return;
    }
    let mut reader =
        Reader { words, section: None, style: Style::Open, last: 0, entry: None, columns: None, title, acts };
    for line in &lines(text) {
        reader.take(line);
    }
    reader.close();
}

/// How the entries of a section are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Open,
    /// 12 on a line of its own
    Bare,
    /// 12. before the name
    Dotted,
}

/// Which cells of a row hold what.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    title: Option<usize>,
    number: Option<usize>,
    until: Option<usize>,
    width: usize,
}

struct Reader<'r, 's> {
    words: &'r Words<'s>,
    section: Option<(Fate, String)>,
    style: Style,
    last: u32,
    /// The words of the entry being read.
    entry: Option<String>,
    columns: Option<Columns>,
    title: &'r str,
    acts: &'r mut Vec<Act>,
}

impl Reader<'_, '_> {
    fn take(&mut self, line: &Line) {
        let joined = line.joined();
        if is_annex_label(&joined) {
            self.close();
            self.section = None;
        } else if let Some(fate) = heading(self.words, &joined, self.title) {
            self.close();
            (self.section, self.style, self.last, self.columns) = (Some((fate, joined)), Style::Open, 0, None);
        } else if self.section.is_some() {
            match line.cells.len() {
                1 => self.single(&joined),
                _ => self.row(line),
            }
        }
    }

    fn row(&mut self, line: &Line) {
        self.close();
        if let Some(columns) = columns(&line.cells) {
            self.columns = Some(columns);
            return;
        }
        let columns = self.columns.filter(|columns| columns.width == line.cells.len()).unwrap_or_default();
        let cell = |at: Option<usize>| at.and_then(|at| line.cells.get(at)).map(String::as_str);
        let numbered =
            cell(columns.number).or_else(|| line.cells.iter().map(String::as_str).find(|cell| is_number(cell)));
        let longest = line.cells.iter().filter(|cell| Some(cell.as_str()) != numbered).max_by_key(|cell| cell.len());
        let Some(name) = cell(columns.title).or(longest.map(String::as_str)) else { return };
        let is_entry = numbered.is_some_and(is_number) || ordinal(&line.cells[0]).is_some() || name.contains('《');
        if !is_entry || name.chars().count() < 4 {
            return;
        }
        let number = numbered.and_then(number::Number::read);
        let until = cell(columns.until).and_then(date_in);
        let mut target = target(strip_label(name));
        target.number = target.number.or(number);
        self.push(target, until, line.joined());
    }

    fn single(&mut self, line: &str) {
        if self.words.sweep.headers.iter().any(|header| header == line) {
            return;
        }
        if let Some(n) = ordinal(line) {
            let follows = n == self.last + 1 || n > self.last && n <= self.last + 4 && self.style == Style::Bare;
            if self.style != Style::Dotted && follows && self.open_is_whole() {
                self.begin(Style::Bare, n, "");
            } else if let Some(entry) = &mut self.entry
                && entry.ends_with(|c: char| matches!(c, '〔' | '〕' | '[' | ']') || c.is_ascii_digit())
            {
                entry.push_str(line);
            }
            return;
        }
        if let Some((n, rest)) = numbered(line)
            && self.style != Style::Bare
            && (n == self.last + 1 || self.style == Style::Dotted && n > self.last && n <= self.last + 3)
        {
            self.begin(Style::Dotted, n, rest);
        } else if let Some(entry) = &mut self.entry {
            if is_whole(entry) || entry.len() > LONGEST_ENTRY {
                self.close();
            } else if is_number(line) {
                entry.push_str(&format!("（{line}）"));
            } else {
                entry.push_str(line);
            }
        } else if self.style == Style::Open && (line.starts_with('《') || is_whole(line)) {
            self.entry = Some(line.to_owned());
            self.close();
        }
    }

    fn open_is_whole(&self) -> bool {
        self.entry.as_deref().is_none_or(|entry| !entry.is_empty())
    }

    fn begin(&mut self, style: Style, n: u32, rest: &str) {
        self.close();
        (self.style, self.last, self.entry) = (style, n, Some(rest.to_owned()));
    }

    fn close(&mut self) {
        let Some(entry) = self.entry.take().filter(|entry| entry.chars().count() >= 4 && entry.len() <= LONGEST_ENTRY)
        else {
            return;
        };
        let has_document =
            entry.contains('《') || !number::find(&entry).is_empty() || crate::fact::is_document_title(&entry);
        if has_document {
            self.push(target(&entry), None, entry.clone());
        }
    }

    fn push(&mut self, target: Target, until: Option<Date>, quote: String) {
        let Some((fate, heading)) = &self.section else { return };
        let said = Said { fate: *fate, target, day: None, until, longer: None, at: 0..0 };
        let mut act = super::act(said, &quote, heading.clone());
        act.listed = true;
        act.quote = quote.chars().take(120).collect();
        self.acts.push(act);
    }
}

/// 附件1 on a line of its own.
fn is_annex_label(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("附件").or_else(|| line.strip_prefix("附表")) else { return false };
    rest.trim_end_matches('：').chars().all(numeral::is_numeral)
}

/// 废止的行政规范性文件目录（共10件）, 一、决定废止的文件（10件）, 对下列文件宣布失效：
fn heading(words: &Words<'_>, line: &str, title: &str) -> Option<Fate> {
    if line.chars().count() > LONGEST_HEADING || !number::find(line).is_empty() || line.contains('《') {
        // 现将……予以废止（目录如下）： is a longer sentence; only its last part counts.
        let tail = line.strip_suffix('：')?.rsplit(['。', '，']).next()?;
        return (tail.chars().count() <= LONGEST_HEADING
            && !tail.contains('《')
            && words.sweep.listed.iter().any(|word| tail.contains(word.as_str()))
            && words.sweep.documents.iter().any(|word| tail.contains(word.as_str())))
        .then(|| fate_of(words, tail))
        .flatten();
    }
    let core = line.trim_end_matches(['：', '。']);
    let core = core.strip_suffix('）').and_then(|core| core.rfind('（').map(|open| &core[..open])).unwrap_or(core);
    let counted = line.trim_end_matches(['）', '：', '。']).ends_with('件');
    let ends = words.sweep.catalogues.iter().any(|word| core.ends_with(word.as_str())) || counted;
    let leads = line.ends_with('：') && words.sweep.listed.iter().any(|word| core.contains(word.as_str()));
    let is_title = fold(line) == title;
    let of_documents = words.sweep.documents.iter().any(|word| core.contains(word.as_str())) || core.ends_with("目录");
    if !(ends || leads) || !of_documents || is_title && !core.ends_with("目录") {
        return None;
    }
    fate_of(words, core)
}

/// The last word decides: 废止、宣布失效和修改的 is three, and of none in particular.
fn fate_of(words: &Words<'_>, s: &str) -> Option<Fate> {
    let mut fates: Vec<Fate> = words.list.iter().filter(|(word, _)| s.contains(word)).map(|(_, fate)| *fate).collect();
    fates.sort_unstable();
    fates.dedup();
    match fates[..] {
        [only] => Some(only),
        // 废止和宣布失效的文件目录: neither is in force.
        [Fate::Repeal, Fate::Lapse] => Some(Fate::Repeal),
        _ => None,
    }
}

fn columns(cells: &[String]) -> Option<Columns> {
    let find = |names: &[&str]| cells.iter().position(|cell| names.iter().any(|name| cell.contains(name)));
    let has_head = cells.iter().any(|cell| cell == "序号") || find(&["文号", "发文字号"]).is_some();
    let is_data = cells.iter().any(|cell| is_number(cell) || cell.chars().count() > 20);
    (has_head && !is_data).then(|| Columns {
        title: find(&["名称", "标题"]),
        number: find(&["文号", "字号", "编号"]),
        until: find(&["有效期", "到期", "截止"]),
        width: cells.len(),
    })
}

fn is_number(cell: &str) -> bool {
    let found = number::find(cell);
    matches!(&found[..], [(range, number)] if !number.sign.is_empty() && range.len() * 10 >= cell.len() * 8)
}

fn ordinal(line: &str) -> Option<u32> {
    let bare = line.trim_end_matches(['.', '、', '．']);
    (!bare.is_empty() && bare.len() <= 5 && line == bare && bare.bytes().all(|b| b.is_ascii_digit()))
        .then(|| bare.parse().ok())
        .flatten()
}

/// 12.关于…… → 12 and the rest.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.strip_prefix('（').unwrap_or(line);
    let (n, taken) = numeral::read(line)?;
    let rest = &line[taken..];
    let rest = rest.strip_prefix(['.', '、', '．', '）'])?;
    Some((n, rest))
}

fn strip_label(name: &str) -> &str {
    numbered(name).map_or(name, |(_, rest)| rest)
}

/// An entry that ends in its number is whole.
fn is_whole(entry: &str) -> bool {
    let end = entry.trim_end_matches(['）', '；', '。']).len();
    number::find(entry).last().is_some_and(|(range, _)| range.end >= end)
}

fn date_in(cell: &str) -> Option<Date> {
    let (start, _) = Lexer::Date.tokens(cell).into_iter().next()?;
    date::read(&cell[start..]).map(|(date, _)| date)
}

/// 关于印发《X办法》的通知（青政规〔2018〕3号）: the whole is the title, whatever 《》 stand in it.
fn target(entry: &str) -> Target {
    let entry = entry.trim_end_matches(['；', '。']);
    let bare = ["将", "对", "修改", "废止"].iter().find_map(|word| entry.strip_prefix(word)).unwrap_or(entry);
    if bare.starts_with('《')
        && let Some(first) = mentions(bare).into_iter().next().filter(|first| first.range.start == 0)
        && (bare.len() < entry.len() || first.range.end >= bare.trim_end_matches('）').len())
    {
        return first.target();
    }
    let found = number::find(entry).pop();
    let (title, number) = match found {
        Some((range, number)) if range.end >= entry.trim_end_matches('）').len() => {
            (entry[..range.start].trim_end_matches(['（', '，', '(']), Some(number))
        }
        _ => (entry, None),
    };
    Target { title: plain(title), number, ..Target::default() }
}
