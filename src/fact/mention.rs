//! One walk over a passage finds its citations and references: what a 第N条 belongs to depends on what was named
//! before it.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use super::Passage;
use super::brackets::Brackets;
use super::citation::{Citation, Via};
use super::naming;
use super::pointer::ArticleRef;
use super::reference::{self, Manner, Reference, Target};
use super::token::{Short, Token, tokens};
use crate::document::{Document, Level, NodeId};
use crate::lawbook::Lawbook;
use crate::text::{Text, is_blank};

/// Without one of these no document is named by 《》 or 文号. Made once: a search is shorter than its making.
static MARKS: LazyLock<[memmem::Finder<'static>; 2]> = LazyLock::new(|| ["《", "号"].map(memmem::Finder::new));

/// Citations and references of a document, collected passage by passage in reading order.
pub(super) struct Mentions<'d> {
    text: &'d Text,
    document: &'d Document,
    lawbook: &'d Lawbook,
    shorts: Vec<Short>,
    pub citations: Vec<Citation>,
    pub references: Vec<Reference>,
}

impl<'d> Mentions<'d> {
    pub fn new(text: &'d Text, document: &'d Document, lawbook: &'d Lawbook) -> Mentions<'d> {
        Mentions { text, document, lawbook, shorts: Vec::new(), citations: Vec::new(), references: Vec::new() }
    }

    /// Whether a passage may name a document at all; references need no name.
    pub fn may_cite(&self, passage: &Passage<'_>) -> bool {
        let text = passage.view.as_str();
        MARKS.iter().any(|mark| mark.find(text.as_bytes()).is_some())
            || self.lawbook.may_name_law(text)
            || self.shorts.iter().any(|short| text.contains(&short.name))
    }

    pub fn read(&mut self, passage: &Passage<'_>) {
        let tokens = tokens(passage.view.as_str(), self.lawbook, &self.shorts);
        if tokens.is_empty() {
            return;
        }
        let first = self.citations.len();
        let mut walk = Walk {
            mentions: self,
            passage,
            first,
            subject: Subject::Nobody,
            outer: ArticleRef::default(),
            end: 0,
            is_list: false,
            head: None,
        };
        for (range, token) in tokens {
            walk.take(range, token);
        }
        walk.release();
    }
}

/// To whom the next pointer belongs, if it joins on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Nobody,
    Itself(Manner),
    /// A citation, by its index.
    Law(usize),
    /// Another document that is not named: 该办法 without one before it.
    Other,
}

struct Walk<'w, 'd, 'p> {
    mentions: &'w mut Mentions<'d>,
    passage: &'w Passage<'p>,
    /// The passage's first citation.
    first: usize,
    subject: Subject,
    /// What outer units the next pointer may leave out.
    outer: ArticleRef,
    /// Where the subject, its brackets and its pointers end (bytes of the view).
    end: usize,
    /// Whether a pointer has been read behind the subject.
    is_list: bool,
    /// 前款, held until it is known whether a pointer goes on from it.
    head: Option<(Range<usize>, Option<ArticleRef>)>,
}

impl Walk<'_, '_, '_> {
    fn text(&self) -> &str {
        self.passage.view.as_str()
    }

    fn take(&mut self, range: Range<usize>, token: Token) {
        if self.head.as_ref().is_some_and(|(head, _)| !matches!(token, Token::Pointer(_)) || head.end != range.start) {
            self.release();
        }
        // （以下简称《Y》） has been read with its title.
        if range.start < self.end && token != Token::Number {
            return;
        }
        match token {
            Token::Document { title, via } => self.document(range, title, via),
            Token::Number => self.number(range),
            Token::Own => self.begin(Subject::Itself(Manner::Explicit), ArticleRef::default(), range.end),
            Token::ThatOne => self.that_one(range),
            Token::Here(level) => self.here(range, level),
            Token::HereDivision(level) => self.here_division(range, level),
            Token::Before { count, level } => self.before(range, count, level),
            Token::Pointer(said) => self.pointer(range, said),
            Token::Division { level, number } => self.division(range, level, number),
        }
    }

    fn begin(&mut self, subject: Subject, outer: ArticleRef, end: usize) {
        (self.subject, self.outer, self.end, self.is_list) = (subject, outer, end, false);
    }

    fn document(&mut self, range: Range<usize>, title: String, via: Via) {
        let brackets = Brackets::read(self.text(), range.end);
        if let Some(name) = &brackets.short
            && naming::is_short_title(name)
        {
            self.mentions.shorts.push(Short { name: name.clone(), title: title.clone() });
        }
        let end = brackets.end;
        self.cite(range, title, via, brackets);
        if let Some(length) = lower_rules(&self.text()[end..]) {
            self.lower_rules(end, length);
        }
    }

    fn cite(&mut self, range: Range<usize>, title: String, via: Via, brackets: Brackets) {
        let view = &self.passage.view;
        let span = view.span(range.clone());
        let (node, as_basis) = (self.passage.node, is_basis(&self.text()[..range.start]));
        let Brackets { end, edition, number, .. } = brackets;
        let citation =
            Citation { title, via, number, span, whole: span, node, articles: Vec::new(), edition, as_basis };
        self.mentions.citations.push(citation);
        self.begin(Subject::Law(self.mentions.citations.len() - 1), ArticleRef::default(), end);
    }

    /// 《档案法》及其实施办法
    fn lower_rules(&mut self, start: usize, length: usize) {
        let Some(above) = self.mentions.citations.last() else { return };
        let range = start + '及'.len_utf8()..start + length;
        let kind = self.text()[range.clone()].trim_start_matches('其').to_owned();
        let title = format!("{}{kind}", above.title);
        let brackets = Brackets::read(self.text(), range.end);
        self.cite(range, title, Via::Pronoun, brackets);
    }

    /// A number in the brackets of a title belongs to it.
    fn number(&mut self, range: Range<usize>) {
        let is_own = matches!(self.subject, Subject::Law(_)) && range.end <= self.end;
        if !is_own {
            let title = self.text()[range.clone()].to_owned();
            let brackets = Brackets { number: Some(title.clone()), ..Brackets::none(range.end) };
            self.cite(range, title, Via::Number, brackets);
        }
    }

    /// 该法 is the law named last in the passage.
    fn that_one(&mut self, range: Range<usize>) {
        let before = self.mentions.citations[self.first..].last().map(|citation| citation.title.clone());
        match before {
            Some(title) => self.cite(range.clone(), title, Via::Pronoun, Brackets::none(range.end)),
            None => self.begin(Subject::Other, ArticleRef::default(), range.end),
        }
    }

    fn here(&mut self, range: Range<usize>, level: Level) {
        let Some(place) = reference::place(self.mentions.document, self.passage.node) else {
            return self.begin(Subject::Other, ArticleRef::default(), range.end);
        };
        let outer = match level {
            Level::Article => ArticleRef { paragraph: 0, item: 0, ..place },
            Level::Paragraph => ArticleRef { item: 0, ..place },
            _ => place,
        };
        self.begin(Subject::Itself(Manner::Relative), outer, range.end);
    }

    fn here_division(&mut self, range: Range<usize>, level: Level) {
        let document = self.mentions.document;
        let node = document.enclosing(self.passage.node, &[level]);
        if let Some(number) = node.and_then(|node| document.nodes[node].ordinal).map(|o| o.number) {
            self.refer(range, Target::Division { level, number }, Manner::Relative);
        }
    }

    fn before(&mut self, range: Range<usize>, count: u32, level: Level) {
        // 刑法第三百零七条之一前三款
        let is_others = self.joins(range.start) && matches!(self.subject, Subject::Law(_) | Subject::Other);
        if is_others
            || in_quotation(&self.text()[..range.start])
            || reference::place(self.mentions.document, self.passage.node).is_none()
        {
            return self.begin(Subject::Other, ArticleRef::default(), range.end);
        }
        let meant = reference::before(self.mentions.document, self.passage.node, count, level);
        self.begin(Subject::Itself(Manner::Relative), meant.unwrap_or_default(), range.end);
        self.head = Some((range, meant));
    }

    /// 前款 was all that was said.
    fn release(&mut self) {
        if let Some((range, meant)) = self.head.take() {
            let target = meant.map_or(Target::Nowhere, Target::Article);
            self.refer(range, target, Manner::Relative);
        }
    }

    fn pointer(&mut self, range: Range<usize>, said: ArticleRef) {
        if !self.joins(range.start) && self.is_stray_label(&range, &said) {
            return;
        }
        if !self.joins(range.start) {
            self.bare(range.start, &said);
        }
        let start = self.head.take().map_or(range.start, |(head, _)| head.start);
        let span = self.passage.view.span(start..range.end);
        let meant = ArticleRef { span, ..self.outer.completed(said) };
        match self.subject {
            Subject::Nobody | Subject::Other => {}
            // 第二款 behind a law's bare title
            Subject::Law(_) if meant.article == 0 => {}
            Subject::Law(at) => self.mentions.citations[at].add(meant),
            Subject::Itself(_) if meant.article == 0 => {}
            Subject::Itself(manner) => self.refer_to(start..range.end, meant, manner),
        }
        (self.outer, self.end, self.is_list) = (ArticleRef { until: 0, ..meant }, range.end, true);
    }

    fn refer_to(&mut self, range: Range<usize>, meant: ArticleRef, manner: Manner) {
        let target = match reference::annex_before(&self.text()[..range.start]) {
            Some(annex) => Target::AnnexArticle { annex, article: meant.article },
            None => Target::Article(meant),
        };
        self.refer(range, target, manner);
    }

    fn refer(&mut self, range: Range<usize>, target: Target, manner: Manner) {
        if in_quotation(&self.text()[..range.start]) {
            return;
        }
        let node: NodeId = self.passage.node;
        let container = self.mentions.document.container(node);
        let manner = if manner == Manner::Explicit && !self.is_titled(range.start) { Manner::Bare } else { manner };
        let span = self.passage.view.span(range);
        self.mentions.references.push(Reference { target, span, node, container, manner });
    }

    fn division(&mut self, range: Range<usize>, level: Level, number: u32) {
        if !self.joins(range.start) {
            return;
        }
        self.end = range.end;
        if matches!(self.subject, Subject::Itself(_)) {
            self.refer(range, Target::Division { level, number }, Manner::Explicit);
        }
    }

    /// Whether what stands at `at` goes on with the subject: right behind it, or behind 、和 of a list.
    fn joins(&self, at: usize) -> bool {
        const LINKS: [&str; 12] = ["、", "和", "以及", "及", "或者", "或", "与", "，", "至", "、和", "和、", "，以及"];
        if self.subject == Subject::Nobody || at < self.end {
            return false;
        }
        let gap = &self.text()[self.end..at];
        let is_behind = gap.is_empty() || !self.is_list && matches!(gap, "的" | "中" | "中的" | "里的");
        is_behind || self.is_list && (LINKS.contains(&gap) || LINKS.contains(&without_quotation(gap)))
    }

    /// 第十五条 that ends a paragraph, or stands between a full stop and a blank: the label of an article that was not
    /// parted from the one before.
    fn is_stray_label(&self, range: &Range<usize>, said: &ArticleRef) -> bool {
        let before = &self.text()[..range.start];
        let behind = self.mentions.text.as_str()[self.passage.view.span(range.clone()).end..].chars().next();
        let is_set_off = before.ends_with('。') && behind.is_none_or(is_blank);
        said.paragraph == 0 && said.item == 0 && (range.end == self.text().len() || is_set_off)
    }

    /// A pointer that joins nothing: the document's own, unless the sentence named another.
    fn bare(&mut self, at: usize, said: &ArticleRef) {
        let before = &self.text()[..at];
        let sentence = before.rfind(['。', '；']).unwrap_or(0);
        let is_named = self.end > sentence && matches!(self.subject, Subject::Law(_) | Subject::Other);
        let document = before[sentence..].contains('》');
        let subject = if is_named || document || in_quotation(before) || naming::ends_as_title(before) {
            Subject::Other
        } else if said.article > 0 {
            Subject::Itself(Manner::Bare)
        } else {
            Subject::Nobody
        };
        self.begin(subject, ArticleRef::default(), at);
    }

    /// 本法 in a document that is no 法 is a quoted law's own word.
    fn is_titled(&self, at: usize) -> bool {
        let before = &self.text()[..at];
        let Some(own) = before.rfind('本') else { return true };
        let word: String = before[own + '本'.len_utf8()..].chars().take_while(|c| *c != '第').collect();
        match &self.mentions.document.head.title {
            Some(title) if word == "法" || word == "条例" => title.text.contains(word.as_str()),
            _ => true,
        }
    }
}

impl Citation {
    fn add(&mut self, article: ArticleRef) {
        self.whole.end = self.whole.end.max(article.span.end);
        self.articles.push(article);
    }
}

/// 及其实施条例 behind a title.
fn lower_rules(behind: &str) -> Option<usize> {
    let rest = behind.strip_prefix("及其").or_else(|| behind.strip_prefix('及'))?;
    let kind = ["实施条例", "实施细则", "实施办法"].iter().find(|kind| rest.starts_with(**kind))?;
    Some(behind.len() - rest.len() + kind.len())
}

/// 第五十五条规定的“1年”、第七十五条: what is quoted of an article parts it from the next.
fn without_quotation(gap: &str) -> &str {
    const LONGEST: usize = 90;
    let rest = gap.strip_prefix("规定的").or_else(|| gap.strip_prefix('的')).unwrap_or(gap);
    match rest.strip_prefix('“').and_then(|rest| rest.find('”').map(|close| &rest[close + '”'.len_utf8()..])) {
        Some(rest) if gap.len() <= LONGEST => rest,
        _ => gap,
    }
}

fn is_basis(before: &str) -> bool {
    const WORDS: [&str; 6] = ["根据", "依照", "依据", "按照", "遵照", "贯彻"];
    let sentence = before.rfind(['。', '；']).map_or(before, |at| &before[at..]);
    WORDS.iter().any(|word| sentence.contains(word))
}

fn in_quotation(before: &str) -> bool {
    let open = before.rfind(['“', '《', '「']);
    let close = before.rfind(['”', '》', '」']);
    open.is_some() && open > close
}
