//! A parsed text → one version of one law, or why it is none.

use std::fmt;

use sha2::{Digest, Sha256};

use super::note::Days;
use super::version::{Mark, Provision};
use super::{dating, title};
use crate::date::Date;
use crate::document::{Document, Level, Node, NodeId, Ordinal};
use crate::lawbook::Lawbook;
use crate::source::Source;
use crate::text::{Span, fold, is_blank};

/// Goes into every digest: a reader that reads better reads again.
const READER: u32 = 1;

/// One version of one law, ready for the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawText {
    pub title: String,
    pub from: Date,
    pub edition: String,
    pub days: Days,
    /// The file, as the user named it.
    pub source: String,
    pub digest: String,
    pub provisions: Vec<Provision>,
    /// What the reader of the file left out or changed.
    pub remarks: Vec<String>,
    /// What each line of each provision is.
    pub(super) shapes: Vec<String>,
}

/// Why a text is not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 修改决定: it changes laws, and is no version of one.
    Amendment(String),
    NoTitle,
    NoArticles,
    NoDate(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Amendment(title) => {
                let title = title.replace('《', "〈").replace('》', "〉");
                write!(f, "《{title}》是修改决定，不是法规的文本；请导入修改后的全文")
            }
            Refusal::NoTitle => write!(f, "没有认出法规名称；请在文件名中写明，例如 某某条例(2024-12-06).docx"),
            Refusal::NoArticles => write!(f, "没有条文（“第一条”或者“一、”）；请核对是不是法规全文"),
            Refusal::NoDate(title) => write!(
                f,
                "看不出《{title}》是哪一天的文本；请保留题注，或者在文件名中写明日期，例如 某某条例(2024-12-06).docx"
            ),
        }
    }
}

impl LawText {
    /// Articles of the law itself.
    pub fn articles(&self) -> usize {
        self.own_articles().count()
    }

    /// The highest number of an article; 0 for none.
    pub fn last_article(&self) -> u32 {
        self.own_articles().map(|ordinal| ordinal.number).max().unwrap_or(0)
    }

    fn own_articles(&self) -> impl Iterator<Item = Ordinal> {
        self.provisions.iter().filter(|it| it.container.is_empty()).filter_map(|it| it.ordinal)
    }
}

/// Reads a version out of a text; `path` is the file as the user named it, `name` that without folders.
pub fn read(
    source: &Source,
    document: &Document,
    path: &str,
    name: &str,
    lawbook: &Lawbook,
) -> Result<LawText, Refusal> {
    let reading = Reading { source, document, unit: unit(document) };
    let main = reading.main();
    let title = title::of(reading.head(main).as_deref(), name, lawbook).ok_or(Refusal::NoTitle)?;
    if title::is_amendment(&title) {
        return Err(Refusal::Amendment(title));
    }
    let mut provisions = reading.provisions(main);
    if !provisions.iter().any(|(provision, _)| provision.ordinal.is_some() && provision.container.is_empty()) {
        return Err(Refusal::NoArticles);
    }
    provisions.sort_by_key(|(provision, _)| order(provision));
    let (provisions, shapes): (Vec<_>, Vec<_>) = provisions.into_iter().unzip();
    let days = dating::days(source, document, reading.unit, &provisions);
    let (from, edition) = dating::dated(&days, &title, name, lawbook).ok_or_else(|| Refusal::NoDate(title.clone()))?;
    let digest = digest(source.text.as_str(), &title, from);
    let (path, remarks) = (path.to_owned(), source.remarks.clone());
    Ok(LawText { title, from, edition, days, source: path, digest, provisions, remarks, shapes })
}

/// Preamble, articles by number, annexes as they come.
fn order(provision: &Provision) -> (bool, Option<Ordinal>) {
    let is_annex = !provision.container.is_empty();
    (is_annex, provision.ordinal.filter(|_| !is_annex))
}

/// What carries the provisions: 条, or 一、 in texts that have no 条.
fn unit(document: &Document) -> Level {
    if document.count(Level::Article) > 0 { Level::Article } else { Level::Point }
}

fn digest(text: &str, title: &str, from: Date) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{READER}\n{title}\n{from}\n"));
    hash.update(text);
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

struct Reading<'a> {
    source: &'a Source,
    document: &'a Document,
    unit: Level,
}

type Container = Option<NodeId>;

impl Reading<'_> {
    fn slice(&self, span: Span) -> &str {
        self.source.text.slice(span)
    }

    /// The part with most articles: the document itself, or what it carries.
    fn main(&self) -> Container {
        let count = |container: &Container| self.articles(*container).count();
        let all: Vec<_> = self.document.containers().filter(|container| !self.is_annex(*container)).collect();
        all.into_iter().rev().max_by_key(count).flatten()
    }

    fn is_annex(&self, container: Container) -> bool {
        container.is_some_and(|id| self.document.enclosing(id, &[Level::Annex]).is_some())
    }

    fn articles(&self, container: Container) -> impl Iterator<Item = (NodeId, &Node)> {
        self.document.within(container).filter(|(_, node)| node.level == self.unit)
    }

    /// The title above the main part.
    fn head(&self, main: Container) -> Option<String> {
        let own = main.map(|id| self.slice(self.document.nodes[id].heading)).filter(|title| is_words(title));
        own.map(str::to_owned).or_else(|| self.document.head.title.as_ref().map(|title| title.text.clone()))
    }

    fn provisions(&self, main: Container) -> Vec<(Provision, String)> {
        let mut all: Vec<_> = self.preamble(main).into_iter().collect();
        let mut taken: Vec<Ordinal> = Vec::new();
        // A text in several pages is one law where its numbers do not begin anew.
        let others = self.document.containers().filter(|it| *it != main && !self.is_annex(*it));
        for container in std::iter::once(main).chain(others) {
            let numbers: Vec<_> = self.articles(container).filter_map(|(_, node)| node.ordinal).collect();
            if container == main || !numbers.iter().any(|number| taken.contains(number)) {
                all.extend(self.articles(container).map(|(id, _)| self.provision(id, String::new())));
                taken.extend(numbers);
            }
        }
        let annexes = self.document.containers().flatten().filter(|id| self.document.nodes[*id].level == Level::Annex);
        annexes.for_each(|id| self.annex(id, &mut all));
        all
    }

    /// 序言: running text above the first article or chapter.
    fn preamble(&self, main: Container) -> Option<(Provision, String)> {
        let above = self.document.within(main).take_while(|(_, node)| node.level == Level::Paragraph);
        let lines: Vec<_> = above.map(|(_, node)| (Mark::Paragraph, joined(self.slice(node.span)))).collect();
        let starts_with_articles = lines.is_empty() || self.unit == Level::Point && lines.len() > LONGEST_LEAD;
        let caption = if self.unit == Level::Point { "引言" } else { "序言" };
        (!starts_with_articles)
            .then(|| finished(Provision { caption: caption.to_owned(), ..Provision::default() }, lines))
    }

    /// 附件 with articles of its own, or as one piece.
    fn annex(&self, id: NodeId, all: &mut Vec<(Provision, String)>) {
        let node = &self.document.nodes[id];
        let label = joined(self.slice(node.label)).replace(is_blank, "");
        let label = label.trim_end_matches(['：', ':']);
        let container = if label.is_empty() { "附件".to_owned() } else { label.to_owned() };
        let before = all.len();
        all.extend(self.articles(Some(id)).map(|(id, _)| self.provision(id, container.clone())));
        if all.len() == before {
            let words = |span: Span| {
                let lines = self.slice(span).split('\n').map(|line| (Mark::Paragraph, joined(line)));
                lines.filter(|(_, line)| !line.is_empty()).collect::<Vec<_>>()
            };
            let (mut caption, mut lines) = (joined(self.slice(node.heading)), words(self.document.content(id)));
            if lines.is_empty() {
                // All of it was taken for a title.
                lines = words(Span::new(node.label.end.max(node.span.start), node.span.end));
                caption.clear();
            }
            all.push(finished(Provision { container, caption, ..Provision::default() }, lines));
        }
    }

    fn provision(&self, id: NodeId, container: String) -> (Provision, String) {
        let node = &self.document.nodes[id];
        let (mut lines, mut caption) = (self.lines(id, self.words_start(id)), joined(self.slice(node.heading)));
        if lines.is_empty() {
            // （删去）
            lines = self.lines(id, node.label.end.max(node.span.start));
            caption.clear();
        }
        let (ordinal, chapter) = (node.ordinal, self.chapter(id));
        finished(Provision { container, ordinal, chapter, caption, ..Provision::default() }, lines)
    }

    /// 第一编 总则 / 第二章 自然人
    fn chapter(&self, id: NodeId) -> String {
        let above = self.document.path_up(id).map(|id| &self.document.nodes[id]);
        let mut steps: Vec<_> = above.filter(|node| node.level.is_division()).map(|node| self.heading(node)).collect();
        steps.reverse();
        steps.join(" / ")
    }

    fn heading(&self, node: &Node) -> String {
        let [label, heading] = [node.label, node.heading].map(|span| fold(self.slice(span)));
        format!("{label} {heading}").trim().to_owned()
    }

    /// Behind the label and the caption with its bracket.
    fn words_start(&self, id: NodeId) -> usize {
        let content = self.document.content(id);
        let words = self.slice(content);
        let closing = words.trim_start_matches(is_blank).strip_prefix(['）', '】', ')', ']']);
        let has_caption = !self.document.nodes[id].heading.is_empty();
        closing.filter(|_| has_caption).map_or(content.start, |rest| content.end - rest.len())
    }

    /// A line for each 款, 项 and 目 of an article.
    fn lines(&self, id: NodeId, start: usize) -> Vec<(Mark, String)> {
        let node = &self.document.nodes[id];
        let inner: Vec<_> = self.document.subtree(id).skip(1).map(|(_, node)| node).collect();
        let mut cuts = vec![(start, Mark::Paragraph)];
        let mut item_open = false;
        for node in inner {
            let mark = mark(node, item_open);
            item_open = match mark {
                Mark::Paragraph => false,
                Mark::Item(_) => true,
                Mark::More | Mark::Apart => item_open,
            };
            cuts.push((node.span.start.max(start), mark));
        }
        let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([node.span.end]);
        let pieces = cuts.iter().zip(ends).map(|((from, mark), end)| (*mark, Span::new(*from, end.max(*from))));
        let lines = pieces.map(|(mark, span)| (mark, joined(self.slice(span))));
        lines.filter(|(_, line)| is_words(line)).collect()
    }
}

/// Paragraphs that may stand above 一、; a longer text is no preamble.
const LONGEST_LEAD: usize = 5;

fn mark(node: &Node, item_open: bool) -> Mark {
    match (node.level, node.ordinal) {
        (Level::Paragraph, _) => Mark::Paragraph,
        (Level::Item | Level::Subpoint, Some(ordinal)) => Mark::Item(ordinal.number),
        _ if item_open => Mark::More,
        _ => Mark::Apart,
    }
}

fn finished(mut provision: Provision, lines: Vec<(Mark, String)>) -> (Provision, String) {
    provision.set_lines(&lines);
    let shape: Vec<_> = lines.iter().map(|(mark, _)| mark.letter()).collect();
    (provision, shape.join(" "))
}

/// Whether a line says anything: the front matter of web pages does not.
fn is_words(line: &str) -> bool {
    !line.is_empty() && !line.starts_with("---")
}

/// Joins hard-wrapped lines; a blank stays only between two Latin words.
fn joined(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    for line in piece.split('\n').map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().next_back()) && latin(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
