//! The head of a document: title, document number, issuer, addressee, notes.

use std::ops::Range;

use super::contents::in_contents;
use super::lines::Line;
use super::marker::{self, Mark, Marker};
use super::tail;
use crate::document::{Found, Head, MatterKind};
use crate::numeral;
use crate::text::{Span, Text, fold};

/// What was found, what each head line is, and the first line after the head.
#[derive(Debug, Default)]
pub struct Reading {
    pub found: Head,
    /// Kind of each line before `body`.
    pub kinds: Vec<MatterKind>,
    pub body: usize,
}

pub fn read(text: &Text, lines: &[Line], contents: &[Range<usize>]) -> Reading {
    let body = body_start(text, lines, contents).unwrap_or_else(|| title_end(text, lines));
    let mut reading = Reading { kinds: vec![MatterKind::Furniture; body], body, ..Reading::default() };
    read_cards(text, lines, body, &mut reading);
    let title = page_title(text, lines, body).or_else(|| title_lines(text, lines, body, reading.found.title.is_some()));
    if let Some(title) = &title {
        reading.kinds[title.clone()].fill(MatterKind::Title);
        if reading.found.title.is_none() {
            let whole = join(text, &lines[title.clone()]);
            let is_page = body > LETTER_HEAD && title.start == 0;
            reading.found.title =
                Some(if is_page { Found { text: without_site(&whole.text), ..whole } } else { whole });
        }
    }
    read_lines(text, lines, &title, &mut reading);
    finish(text, lines, &title, &mut reading);
    reading
}

/// The first line of running text or of provisions.
fn body_start(text: &Text, lines: &[Line], contents: &[Range<usize>]) -> Option<usize> {
    (0..lines.len()).find(|&at| in_contents(contents, at) || begins_body(text, lines, at))
}

/// The line after the title of a text without a sentence, so that its lines are checked like any others.
fn title_end(text: &Text, lines: &[Line]) -> usize {
    const HIGHEST: usize = 6;
    title_lines(text, lines, lines.len().min(HIGHEST), false).map_or(0, |title| title.end)
}

fn begins_body(text: &Text, lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let s = line.text(text);
    if line.is_cell() {
        // Index cards are often tables; a table that is the whole text is the body.
        return !lines[at..].iter().any(|l| !l.is_cell());
    }
    match line.marker {
        Some(Marker { mark: Mark::Unit(level), .. }) if level.is_division() => {
            marker::is_division_heading(line.rest(text))
        }
        Some(Marker { mark: Mark::Unit(_), .. }) => !marker::is_mention(line.rest(text)),
        Some(Marker { mark: Mark::Dun | Mark::Bracket, .. }) => true,
        Some(_) => false,
        None => (is_running(s) || introduces(s)) && !is_note(s),
    }
}

/// A sentence, or the address line's follower.
fn is_running(s: &str) -> bool {
    let long = s.chars().count() > 24;
    s.ends_with('。') && s.chars().count() > 4
        || (s.contains('。') && long)
        || (long && s.ends_with(['：', ':', '；', '，']) && !is_addressee(s))
}

/// 为了……，现通知如下：
fn introduces(s: &str) -> bool {
    let s = fold(s);
    let begins = ["为", "根据", "按照", "依据", "经", "现将", "现就"].iter().any(|word| s.starts_with(word));
    (begins || s.contains("如下") || s.contains("决定")) && s.ends_with('：') && s.chars().count() > 8
}

/// 题注: adopted, amended, published when and by whom.
fn is_note(s: &str) -> bool {
    const EVENTS: [&str; 9] = ["通过", "修正", "修订", "公布", "批准", "发布", "施行", "印发", "修改"];
    let s = fold(s);
    let bracketed = s.starts_with('（') && s.ends_with('）');
    let day = s.strip_prefix('自').unwrap_or(&s);
    let dated = s.starts_with("根据") || day.starts_with(numeral::is_numeral);
    let has_date = s.contains('年') && s.contains('月');
    let event = EVENTS.iter().any(|word| s.contains(word));
    (bracketed
        && (event || s.contains("试行") || s.contains("征求意见稿") || s.contains("修订") || s.contains("送审稿")))
        || (dated && has_date && event && !speaks(&s) && s.chars().count() < 160)
}

/// Words of running text, which no 题注 has: it tells, and provides nothing.
fn speaks(s: &str) -> bool {
    const WORDS: [&str; 10] = ["应当", "不得", "禁止", "可以", "如下", "现印发", "现就", "现将", "特此", "本通知"];
    WORDS.iter().any(|word| s.contains(word))
}

/// 主送机关：ends with a colon and names who is addressed.
fn is_addressee(s: &str) -> bool {
    const NO_ORGANS: [&str; 7] = ["如下", "包括", "附件", "联系", "地址", "电话", "时间"];
    const ADDRESSED: [&str; 16] = [
        "各",
        "单位",
        "部门",
        "政府",
        "委员会",
        "局",
        "厅",
        "公司",
        "机构",
        "院",
        "处",
        "中心",
        "企业",
        "集团",
        "银行",
        "行",
    ];
    let s = fold(s);
    s.ends_with('：')
        && !s.contains('。')
        && !["决定", "修改", "现就", "通知如下", "根据", "为了"].iter().any(|word| s.contains(word))
        && ADDRESSED.iter().any(|word| s.contains(word))
        && !NO_ORGANS.iter().any(|word| s.trim_end_matches('：').ends_with(word))
        && !is_card_key(&s)
}

/// 发布机构：, of an index card; but 各直属机构：
fn is_card_key(s: &str) -> bool {
    let key = ["机关：", "标题：", "来源：", "机构：", "字号：", "分类："].iter().any(|key| s.ends_with(key));
    key && !s.starts_with('各') && !s.contains(['，', '、'])
}

/// Index cards of government pages: 标　　题：, 发文字号：, 发文机关： with the value behind or on the next line.
fn read_cards(text: &Text, lines: &[Line], body: usize, reading: &mut Reading) {
    for at in 0..body {
        let key = fold(lines[at].text(text));
        let (key, value) = match key.split_once('：') {
            Some((key, value)) => (key.to_owned(), value.to_owned()),
            None => (key, String::new()),
        };
        let slot = match key.as_str() {
            "标题" | "名称" => &mut reading.found.title,
            "发文字号" | "文号" => &mut reading.found.document_number,
            "发文机关" | "发布机关" | "制定机关" => &mut reading.found.issuer,
            _ => continue,
        };
        let value =
            if value.is_empty() { next_value(text, lines, at + 1, body) } else { Some(found(value, lines[at].span)) };
        let value = value.filter(|value| fits_card(&key, &value.text));
        if slot.is_none() {
            *slot = value.map(|value| Found { text: without_site(&value.text), ..value });
        }
    }
}

fn fits_card(key: &str, value: &str) -> bool {
    match key {
        "标题" | "名称" => ends_as_title(value) && !value.contains('；'),
        "发文字号" | "文号" => is_document_number(value),
        _ => is_organ(value) || value == "国务院",
    }
}

fn next_value(text: &Text, lines: &[Line], at: usize, body: usize) -> Option<Found> {
    let line = lines.get(at).filter(|_| at < body)?;
    let value = fold(line.text(text));
    (!value.ends_with('：') && !value.is_empty()).then(|| found(value, line.span))
}

fn found(text: String, span: Span) -> Found {
    Found { text, span }
}

/// More lines before the body than a letter head has: a saved web page with its navigation.
const LETTER_HEAD: usize = 15;

/// The title of a saved web page stands first, with the site's name behind it, and mostly once more above the text.
fn page_title(text: &Text, lines: &[Line], body: usize) -> Option<Range<usize>> {
    if body <= LETTER_HEAD {
        return None;
    }
    let first = without_site(lines[0].text(text));
    let again = (1..body).rev().find(|&at| fold(lines[at].text(text)) == first);
    let is_title = ends_as_title(&first) && first.chars().count() >= 8;
    match again {
        Some(at) if is_title || first.chars().count() >= 8 => Some(at..at + 1),
        _ => is_title.then_some(0..1),
    }
}

/// 某某办法 - 某某人民政府门户网站, 【第24号公告】某某指引_某某委员会
fn without_site(s: &str) -> String {
    let folded = fold(s);
    let s = folded.split_once('】').filter(|_| folded.starts_with('【')).map_or(folded.as_str(), |(_, rest)| rest);
    let end = ["_", "-", "|"].iter().filter_map(|mark| s.find(mark)).min().unwrap_or(s.len());
    let title = s[..end].trim_end_matches('】');
    let inner =
        title.strip_prefix('《').and_then(|inner| inner.strip_suffix('》')).filter(|inner| !inner.contains('》'));
    inner.unwrap_or(title).to_owned()
}

/// The lines of the title: the last ones before the body that end as titles do.
fn title_lines(text: &Text, lines: &[Line], body: usize, has_card: bool) -> Option<Range<usize>> {
    let shortest = if body > LETTER_HEAD { 8 } else { 3 };
    let fits = |at: &usize| {
        let s = lines[*at].text(text);
        may_be_title(text, &lines[*at]) && s.chars().count() >= shortest && (ends_as_title(s) || opens_bracket(s))
    };
    let last = (0..body).rev().find(fits);
    let any = || (0..body).find(|&at| may_be_title(text, &lines[at]) && lines[at].text(text).chars().count() >= 4);
    let mut last = last.or_else(|| if has_card || body > LETTER_HEAD { None } else { any() })?;
    let mut first = last;
    while first > 0 && last - first < 4 && goes_before(text, &lines[first - 1], &lines[first], first - 1) {
        first -= 1;
    }
    if let Some(about) = broken_about(text, lines, first) {
        first = about;
    }
    // （2023 年 / 修订）: a bracket broken over the line end.
    if opens_bracket(lines[last].text(text)) && last + 1 < body && lines[last + 1].text(text).ends_with(['）', ')']) {
        last += 1;
    }
    Some(first..last + 1)
}

fn opens_bracket(s: &str) -> bool {
    let s = fold(s);
    s.rfind('（').is_some_and(|open| !s[open..].contains('）') && ends_as_title(&s[..open]))
}

/// A title over several lines: up to three above, one of which speaks of 关于… and does not end as titles do.
fn broken_about(text: &Text, lines: &[Line], first: usize) -> Option<usize> {
    const MOST_LINES: usize = 3;
    let above = (first.saturating_sub(MOST_LINES)..first).rev();
    let mut joined = above.take_while(|&at| may_be_title(text, &lines[at]) && !ends_as_title(lines[at].text(text)));
    let about = joined.find(|&at| fold(lines[at].text(text)).contains("关于"))?;
    let organ = about
        .checked_sub(1)
        .filter(|&at| is_organ(lines[at].text(text)) && fold(lines[about].text(text)).starts_with("关于"));
    Some(organ.unwrap_or(about))
}

/// Whether a line may be (part of) a title at all.
fn may_be_title(text: &Text, line: &Line) -> bool {
    let s = line.text(text);
    let folded = fold(s);
    line.marker.is_none()
        && !line.is_cell()
        && folded.chars().count() <= 120
        && !folded.contains('。')
        && !folded.ends_with(['：', '；', '，', '、'])
        && !folded.contains("首页")
        && !folded.contains('>')
        && !folded.contains('〉') | folded.contains('《')
        && !folded.starts_with(['【', '·', '|', '-', '—', '[', '/'])
        && !is_note(s)
        && !is_document_number(&folded)
        && !tail::is_date_line(s)
        && !tail::is_imprint(s)
        && !is_red_head(&folded)
}

/// 某某人民政府文件: the red head, no title.
fn is_red_head(s: &str) -> bool {
    ["文件", "令", "公告"].iter().any(|end| s.strip_suffix(end).is_some_and(is_organ)) && s.chars().count() <= 34
}

/// Kinds of documents (文种) and of rules that titles end with.
pub fn ends_as_title(s: &str) -> bool {
    const KINDS: [&str; 46] = [
        "通知", "公告", "通告", "决定", "决议", "意见", "办法", "规定", "细则", "条例", "方案", "批复", "函", "复函",
        "报告", "规则", "规范", "指引", "制度", "标准", "法", "规程", "准则", "措施", "目录", "清单", "纲要", "规划",
        "计划", "解释", "通报", "命令", "程序", "要求", "公报", "须知", "指南", "手册", "预案", "基准", "宪法", "政策",
        "协议", "章程", "议案", "问答",
    ];
    let folded = fold(s);
    let mut s = folded.as_str();
    while let Some(open) = s.rfind('（').filter(|_| s.ends_with('）')) {
        s = &s[..open];
    }
    let s = s.trim_end_matches('》');
    KINDS.iter().any(|kind| s.ends_with(kind)) && s.chars().count() >= 3
}

/// A title set in several lines: 某某人民政府 / 关于印发……的通知.
fn goes_before(text: &Text, above: &Line, below: &Line, at: usize) -> bool {
    if !may_be_title(text, above) {
        return false;
    }
    let (above_text, below_text) = (fold(above.text(text)), fold(below.text(text)));
    let between = &text.as_str()[above.span.end..below.span.start];
    let adjacent = between.matches('\n').count() <= 1;
    let organ_then_about = is_organ(&above_text) && below_text.starts_with("关于");
    let about_unended = above_text.contains("关于") && !ends_as_title(&above_text);
    let note = below_text.starts_with('（');
    let broken = adjacent
        && !ends_as_title(&above_text)
        && above_text.chars().count() >= 6
        && above_text.chars().count() <= 40
        && !is_organ(&above_text)
        && at > 0
        && below_text.chars().count() <= 24
        && !above_text.contains(['：', '|', '-']);
    organ_then_about || about_unended || note && ends_as_title(&above_text) || (broken && is_about_above(text, above))
}

/// The upper lines of a broken title still speak of what the document is about.
fn is_about_above(text: &Text, line: &Line) -> bool {
    let s = fold(line.text(text));
    s.contains("关于") || s.starts_with("印发") || s.starts_with('《')
}

/// A line that is an organ's name.
pub fn is_organ(s: &str) -> bool {
    const ENDINGS: [&str; 27] = [
        "政府",
        "办公厅",
        "办公室",
        "委员会",
        "局",
        "厅",
        "部",
        "院",
        "署",
        "委",
        "行",
        "会",
        "公司",
        "中心",
        "管委会",
        "法院",
        "检察院",
        "海关",
        "总局",
        "司",
        "处",
        "指挥部",
        "党委",
        "社",
        "办",
        "总队",
        "联合会",
    ];
    let folded = fold(s);
    let s = folded.trim_end_matches("文件");
    (3..=60).contains(&s.chars().count())
        && !s.contains(['，', '。', '：', '；', '《', '（', '〔', '_', '|', '〉', '【', '-', '·'])
        && !s.contains("关于")
        && !s.contains("首页")
        && ENDINGS.iter().any(|ending| s.ends_with(ending))
}

/// 发文字号: 青府发〔2026〕3号, 令第179号, （国办发〔2018〕37号）.
pub fn is_document_number(s: &str) -> bool {
    let s = fold(s);
    let s = s.trim_start_matches('（').trim_end_matches('）');
    let short = s.chars().count() <= 40;
    let numbered = s.ends_with('号') && s.chars().any(numeral::is_numeral);
    let formed = ["〔", "[", "［", "【", "第", "令", "公告"].iter().any(|mark| s.contains(mark)) || s.contains('（');
    short
        && numbered
        && formed
        && !s.contains("网安备")
        && !s.contains("ICP")
        && !s.contains(['，', '。', '；', '：', '《', '、'])
        && !s.contains("编号")
}

fn read_lines(text: &Text, lines: &[Line], title: &Option<Range<usize>>, reading: &mut Reading) {
    for (at, line) in lines.iter().enumerate().take(reading.body) {
        if title.as_ref().is_some_and(|range| range.contains(&at)) {
            continue;
        }
        let s = line.text(text);
        let folded = fold(s);
        if is_note(s) {
            reading.kinds[at] = MatterKind::Note;
        } else if is_document_number(s) {
            reading.kinds[at] = MatterKind::DocumentNumber;
            let number = folded.trim_start_matches('（').trim_end_matches('）').to_owned();
            reading.found.document_number = Some(found(number, line.span));
        } else if is_addressee(s) && title.as_ref().is_none_or(|range| at >= range.end) {
            reading.kinds[at] = MatterKind::Addressee;
            reading.found.addressee.get_or_insert_with(|| found(folded.trim_end_matches('：').to_owned(), line.span));
        } else if tail::is_date_line(s) {
            reading.kinds[at] = MatterKind::Date;
        } else if is_red_head(&folded)
            || is_organ(&folded) && title.as_ref().is_some_and(|range| at < range.start && range.start - at <= 6)
        {
            reading.kinds[at] = MatterKind::Issuer;
        }
    }
}

/// Fills what the title itself tells: number and issuer.
fn finish(text: &Text, lines: &[Line], title: &Option<Range<usize>>, reading: &mut Reading) {
    if reading.found.document_number.is_none() {
        reading.found.document_number = trailing_number(reading);
    }
    if let Some(issuer) = title.as_ref().and_then(|_| issuer_of_title(reading)) {
        reading.found.issuer = Some(issuer);
        return;
    }
    if reading.found.issuer.is_none() {
        let red = (0..reading.body).find(|&at| reading.kinds[at] == MatterKind::Issuer);
        reading.found.issuer = red.map(|at| {
            let name = fold(lines[at].text(text));
            let name = ["文件", "令", "公告"].iter().fold(name.as_str(), |name, end| name.trim_end_matches(end));
            found(name.to_owned(), lines[at].span)
        });
    }
}

/// ……的通知（青府发〔2026〕3号）
fn trailing_number(reading: &Reading) -> Option<Found> {
    let title = reading.found.title.as_ref()?;
    let (_, number) = title.text.trim_end_matches('）').rsplit_once('（')?;
    is_document_number(number).then(|| found(number.to_owned(), title.span))
}

/// The organs before 关于 in a title.
fn issuer_of_title(reading: &Reading) -> Option<Found> {
    let title = reading.found.title.as_ref()?;
    let (organ, _) = title.text.split_once("关于").or_else(|| title.text.split_once("印发"))?;
    is_organ(organ).then(|| found(organ.to_owned(), title.span))
}

fn join(text: &Text, lines: &[Line]) -> Found {
    let span = Span::new(lines[0].span.start, lines[lines.len() - 1].span.end);
    let text = lines.iter().map(|line| clean(line.text(text))).collect();
    Found { text, span }
}

/// A title without blanks and line ends; blanks between joint organs become 、 where organs stand on both sides.
fn clean(s: &str) -> String {
    fold(s)
}
