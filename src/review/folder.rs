//! A folder of 送审材料, or an archive as one: read, recognised, sorted out.

use std::path::Path;

use rayon::prelude::*;

use crate::date::Calendar;
use crate::dossier::{self, Content, DRAFT, Dossier, EARLIER, Event, GIVEN, Given, Item, OTHER, PREVIOUS, Verdict};
use crate::fact;
use crate::finding::Confidence;
use crate::lawbook::Lawbook;
use crate::parse;
use crate::round;
use crate::rule::RuleSet;
use crate::source::{self, Format, Place, Source, Unread};

/// What a folder is sorted with.
pub struct Desk<'a> {
    pub rules: &'a RuleSet,
    pub lawbook: &'a Lawbook,
    pub calendar: Calendar,
    /// Called when a file is done, with how many there are.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// A folder sorted out.
pub struct Folder {
    pub draft: Place,
    /// How the draft was known.
    pub draft_item: Item,
    /// Other files that might be the draft, and were not taken.
    pub other_drafts: Vec<Place>,
    pub previous: Option<Place>,
    pub dossier: Dossier,
    /// Materials that could not be read.
    pub unread: Vec<(String, Unread)>,
}

/// Why a folder cannot be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDraft {
    Io(String),
    Empty,
    /// No file is recognised as the draft, and none is left over that could be.
    NotFound,
    /// The list that the user wrote.
    Given(String),
}

impl std::fmt::Display for NoDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoDraft::Io(why) => write!(f, "打不开文件夹：{why}"),
            NoDraft::Empty => write!(f, "文件夹里没有文件"),
            NoDraft::NotFound => write!(
                f,
                "文件夹里没有认出送审稿；请直接指定该文件，或者用 fashen review --init 写出 {GIVEN}，在其中指定"
            ),
            NoDraft::Given(why) => write!(f, "{GIVEN} 有错：{why}"),
        }
    }
}

/// Reads and recognises the files of a folder.
pub fn open(folder: &Path, desk: &Desk<'_>) -> Result<Folder, NoDraft> {
    let Files { places, mut unread } = files(folder)?;
    let given = given(folder, desk.rules)?;
    let (progress, total) = (desk.progress, places.len());
    let read = places.par_iter().map(|place| {
        let sheet = Sheet::read(place, folder, desk, &given);
        progress(total);
        sheet
    });
    let mut sheets: Vec<Sheet> = read.collect();
    let lost = sheets.extract_if(.., |sheet| sheet.is_lost()).collect::<Vec<_>>();
    unread.extend(lost.iter().filter_map(|sheet| Some((sheet.item.path.clone(), sheet.unread.clone()?))));
    let lost_items = lost.into_iter().map(|sheet| sheet.item).collect();
    unread.extend(sheets.iter().filter_map(|sheet| Some((sheet.item.path.clone(), sheet.unread.clone()?))));
    sort(sheets, lost_items, unread, desk, &given)
}

/// Settles what every file is, and takes the draft out.
fn sort(
    sheets: Vec<Sheet>,
    lost: Vec<Item>,
    unread: Vec<(String, Unread)>,
    desk: &Desk<'_>,
    given: &Given,
) -> Result<Folder, NoDraft> {
    let mut items = Vec::new();
    let (mut verdicts, mut places) = (Vec::new(), Vec::new());
    for sheet in sheets {
        items.push(sheet.item);
        verdicts.push(sheet.verdict);
        places.push(sheet.place);
    }
    dossier::settle(&mut items, &verdicts, &desk.rules.recogniser);
    let drafts = drafts(&mut items, &places, &verdicts);
    let Some(&draft) = drafts.first() else { return Err(NoDraft::NotFound) };
    let other_drafts = drafts[1..].iter().map(|&i| places[i].clone()).collect();
    let previous = [PREVIOUS, EARLIER]
        .into_iter()
        .find_map(|id| items.iter().position(|item| item.material.as_deref() == Some(id) && item.content.is_some()));
    let previous = previous.map(|i| places[i].clone());
    let draft_item = items.remove(draft);
    let mut events = dossier::read_steps(&items, &desk.rules.steps);
    events.extend(given.dates().map(|(step, date)| Event {
        step: step.to_owned(),
        date,
        path: String::new(),
        span: None,
        rank: 0,
    }));
    let dossier = Dossier { items, unread: lost, events, calendar: desk.calendar.clone() };
    Ok(Folder { draft: places[draft].clone(), draft_item, other_drafts, previous, dossier, unread })
}

/// The drafts, the one to review first: the last state where the name says so. Where nothing looks like one, a text that
/// nothing tells is.
fn drafts(items: &mut [Item], places: &[Place], verdicts: &[Option<Verdict>]) -> Vec<usize> {
    let is_draft = |item: &Item| item.material.as_deref() == Some(DRAFT) && item.same_as.is_none();
    let mut drafts: Vec<usize> = (0..items.len()).filter(|&i| is_draft(&items[i])).collect();
    if drafts.is_empty() {
        let is_left = |i: &usize| {
            let may_be = places[*i].format().is_some_and(Format::may_be_draft);
            items[*i].material.is_none() && verdicts[*i].is_some() && items[*i].content.is_some() && may_be
        };
        drafts = (0..items.len()).filter(is_left).collect();
        for &i in drafts.first().into_iter() {
            items[i].material = Some(DRAFT.to_owned());
            items[i].reason = "没有认出别的送审稿，暂且当作送审稿，请核对".to_owned();
        }
    }
    let is_latest = |i: usize| matches!(&verdicts[i], Some(Verdict::Instrument(it)) if it.is_latest);
    drafts.sort_by_key(|&i| (!is_latest(i), i));
    drafts
}

/// A file on the desk.
struct Sheet {
    place: Place,
    item: Item,
    /// `None` where the user said what it is.
    verdict: Option<Verdict>,
    unread: Option<Unread>,
}

impl Sheet {
    fn read(place: &Place, folder: &Path, desk: &Desk<'_>, given: &Given) -> Sheet {
        let path = place.to_string();
        let said = given.material(&inner(&path, folder)).map(str::to_owned);
        let recogniser = &desk.rules.recogniser;
        let mut item = Item::named(&path, None);
        let (verdict, unread) = match place.read() {
            Ok(source) => {
                let (facts, content) = content(source, desk.lawbook);
                let verdict = recogniser.by_content(&place.name(), &content.text, &content.document, &facts);
                (item.facts, item.content) = (Some(facts), Some(content));
                (Some(verdict), None)
            }
            Err(unread) => {
                let named = recogniser.by_name(&place.name());
                item.material = named.map(|material| material.id.clone());
                let like = named.map_or(String::new(), |it| format!("，文件名像“{}”，待核", it.title));
                item.reason = format!("读不出内容：{unread}{like}");
                (Some(Verdict::Unknown), Some(unread))
            }
        };
        let verdict = verdict.filter(|_| said.is_none());
        if let Some(said) = said {
            item.material = (said != OTHER).then_some(said);
            item.confidence = Confidence::Certain;
            item.reason = format!("{GIVEN} 指定");
        }
        Sheet { place: place.clone(), item, verdict, unread }
    }

    /// Not read, and the user did not say what it is.
    fn is_lost(&self) -> bool {
        self.unread.is_some() && self.verdict.is_some()
    }
}

fn content(source: Source, lawbook: &Lawbook) -> (fact::Facts, Content) {
    let document = parse::parse(&source.text);
    let facts = {
        let passages = fact::passages(&source.text, &document);
        fact::collect(&source.text, &document, &passages, lawbook)
    };
    (facts, Content { text: source.text, document })
}

/// The path within the folder, as `dossier.toml` writes it.
pub fn inner(path: &str, folder: &Path) -> String {
    let folder = folder.display().to_string();
    path.strip_prefix(&folder).unwrap_or(path).trim_start_matches(['/', '\\']).replace('\\', "/")
}

fn given(folder: &Path, rules: &RuleSet) -> Result<Given, NoDraft> {
    let path = folder.join(GIVEN);
    if !path.is_file() {
        return Ok(Given::default());
    }
    let content = std::fs::read_to_string(&path).map_err(|error| NoDraft::Given(error.to_string()))?;
    let given: Given = toml::from_str(&content).map_err(|error| NoDraft::Given(error.to_string()))?;
    let unknown = given.file.iter().filter_map(|file| file.material.as_deref());
    if let Some(id) = unknown.into_iter().find(|id| *id != OTHER && rules.recogniser.find(id).is_none()) {
        let known: Vec<_> = rules.materials().iter().map(|material| material.id.as_str()).collect();
        return Err(NoDraft::Given(format!("没有材料种类“{id}”；可用：{}、{OTHER}", known.join("、"))));
    }
    match given.dates.keys().find(|step| rules.step(step).is_none()) {
        Some(step) => Err(NoDraft::Given(format!("没有步骤“{step}”"))),
        None => Ok(given),
    }
}

/// What lies in a folder and in the archives there.
#[derive(Default)]
struct Files {
    /// Sorted.
    places: Vec<Place>,
    /// Archives that could not be opened.
    unread: Vec<(String, Unread)>,
}

/// The files of a folder and its subfolders, or of an archive; hidden and temporary ones are left out.
fn files(folder: &Path) -> Result<Files, NoDraft> {
    let walk = ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).build();
    let mut files = Files::default();
    for entry in walk {
        let entry = entry.map_err(|error| NoDraft::Io(error.to_string()))?;
        let name = entry.file_name().to_string_lossy();
        let is_kept = !name.starts_with("~$") && name != GIVEN && !round::is_decisions(&name);
        if entry.file_type().is_some_and(|kind| kind.is_file()) && is_kept {
            files.take(entry.path());
        }
    }
    files.places.sort();
    if files.places.is_empty() && files.unread.is_empty() { Err(NoDraft::Empty) } else { Ok(files) }
}

impl Files {
    fn take(&mut self, path: &Path) {
        let place = Place::on_disk(path);
        if !source::is_archive(path) {
            return self.places.push(place);
        }
        match source::inside(path) {
            Ok(inside) => {
                self.places.extend(inside.places);
                self.unread.extend(inside.unread);
            }
            Err(why) => self.unread.push((place.to_string(), why)),
        }
    }
}
