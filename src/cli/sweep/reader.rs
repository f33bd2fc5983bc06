//! Reading what is to be swept into the working file, on several threads; nothing of a file outlives its row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::super::Failure;
use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::walk;
use super::progress::Progress;
use crate::fact;
use crate::output::findings::{Skipped, UnreadRow};
use crate::review;
use crate::source::{self, Format, Place, Unread};
use crate::sweep::fate::Words;
use crate::sweep::work::{Found, Key, Known, Made, Seen, Work, key};
use crate::sweep::{Mark, Read, Record};

/// Stack of a worker: documents nest, and the readers with them.
const STACK_BYTES: usize = 8 << 20;
/// What waits to be written at most.
const WAITING: usize = 64;
/// How often what was read is made safe.
const COMMIT_EVERY: Duration = Duration::from_millis(400);
/// A file changed so shortly before it was read may have changed again unseen.
const UNSETTLED: Duration = Duration::from_secs(2);

/// What the reading of all files came to.
#[derive(Default)]
pub struct Stock {
    /// Path and key of each document, sorted by path.
    pub documents: Vec<(String, Key)>,
    pub unread: Vec<UnreadRow>,
    pub skipped: Skipped,
}

/// What a worker needs.
pub struct Bench<'b> {
    pub engine: &'b Engine,
    pub settings: &'b Settings,
    pub words: &'b Words<'b>,
    pub known: &'b Known,
    /// Names what facts follow from besides the content.
    pub facts: Key,
}

enum Message {
    Made(Box<Made>),
    File(String, Seen),
}

/// Reads all files of the paths.
pub fn read(paths: &[PathBuf], bench: &Bench<'_>, work: &Work, progress: &Progress) -> Result<Stock, Failure> {
    let found = walk::files(paths);
    progress.total(found.files.len());
    let pool = pool(bench.settings.jobs)?;
    let (sender, receiver) = sync_channel(WAITING);
    let mut stock = Stock { unread: found.unread, skipped: found.skipped, ..Stock::default() };
    let files = &found.files;
    let written = std::thread::scope(|scope| {
        let workers = scope.spawn(move || {
            pool.install(|| files.par_iter().for_each_with(sender, |sender, path| file(path, bench, sender)));
        });
        let written = write(&receiver, work, &mut stock, progress);
        // Workers end once nobody listens.
        drop(receiver);
        workers.join().map_err(|_| Failure::new("读取文件的线程异常中止")).and(written)
    });
    written?;
    stock.documents.sort();
    stock.unread.sort();
    Ok(stock)
}

pub fn pool(jobs: usize) -> Result<rayon::ThreadPool, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build();
    pool.map_err(|error| Failure::new(format!("开不了 {jobs} 个线程：{error}")))
}

fn write(receiver: &Receiver<Message>, work: &Work, stock: &mut Stock, progress: &Progress) -> Result<(), Failure> {
    let mut since: Option<Instant> = None;
    for message in receiver {
        if let Message::File(_, seen) = &message {
            stock.add(seen);
            progress.step();
        }
        // What was known needs no writing.
        let is_news = !matches!(&message, Message::File(_, seen) if seen.size == u64::MAX);
        if !is_news {
            continue;
        }
        let begun = match since {
            Some(begun) => begun,
            None => {
                work.begin().map_err(broken)?;
                *since.insert(Instant::now())
            }
        };
        match &message {
            Message::Made(made) => work.put(made).map_err(broken)?,
            Message::File(path, seen) => work.put_file(path, seen).map_err(broken)?,
        }
        if begun.elapsed() > COMMIT_EVERY {
            work.commit().map_err(broken)?;
            since = None;
        }
    }
    if since.is_some() { work.commit().map_err(broken) } else { Ok(()) }
}

pub fn broken(error: rusqlite::Error) -> Failure {
    Failure::new(format!("工作文件出错：{error}。可以用 --work 另指定一个工作文件"))
}

impl Stock {
    fn add(&mut self, seen: &Seen) {
        for found in &seen.found {
            match &found.read {
                Ok(key) => self.documents.push((found.path.clone(), *key)),
                Err((reason, advice)) => {
                    let (path, reason, advice) = (found.path.clone(), reason.clone(), advice.clone());
                    self.unread.push(UnreadRow { path, reason, advice });
                }
            }
        }
        let [hidden, temporary, foreign] = seen.skipped;
        self.skipped.add(Skipped { hidden, temporary, foreign });
    }
}

fn file(path: &Path, bench: &Bench<'_>, sender: &mut SyncSender<Message>) {
    let shown = path.display().to_string();
    let stamp = stamp(path);
    if let Some(seen) = bench.unchanged(&shown, stamp) {
        let _ = sender.send(Message::File(shown, Seen { size: u64::MAX, ..seen.clone() }));
        return;
    }
    let (size, changed) = stamp.unwrap_or_default();
    let mut seen = Seen { size, changed, found: Vec::new(), skipped: [0; 3] };
    let place = Place::named(path);
    match place.clone().and_then(|place| bench.guarded(&place, sender)) {
        Err(Unread::NotSupported(Format::Zip)) if path.is_file() => archive(path, bench, sender, &mut seen),
        read => seen.found.push(found(&place.unwrap_or_else(|_| Place::on_disk(path)), read)),
    }
    if stamp.is_none_or(|(_, changed)| is_unsettled(changed)) {
        // Never trusted later, but counted now.
        seen.changed = i64::MIN;
    }
    let _ = sender.send(Message::File(shown, seen));
}

/// An archive is a folder; its members are read side by side.
fn archive(path: &Path, bench: &Bench<'_>, sender: &SyncSender<Message>, seen: &mut Seen) {
    let inside = match source::inside(path) {
        Ok(inside) => inside,
        Err(why) => return seen.found.push(found(&Place::on_disk(path), Err(why))),
    };
    seen.found.extend(inside.unread.iter().map(|(path, why)| Found { path: path.clone(), read: Err(said(why)) }));
    let (drafts, foreign): (Vec<_>, Vec<_>) =
        inside.places.iter().partition(|place| place.format().is_some_and(Format::may_hold_draft));
    seen.skipped = [inside.hidden, inside.temporary, foreign.len()];
    let read = drafts.par_iter().map_with(sender.clone(), |sender, place| found(place, bench.guarded(place, sender)));
    seen.found.par_extend(read);
}

fn found(place: &Place, read: Result<Key, Unread>) -> Found {
    Found { path: place.to_string(), read: read.map_err(|why| said(&why)) }
}

fn said(why: &Unread) -> (String, String) {
    (why.to_string(), why.advice().to_owned())
}

/// Size and time of change.
fn stamp(path: &Path) -> Option<(u64, i64)> {
    let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((data.len(), i64::try_from(changed.as_nanos()).ok()?))
}

fn is_unsettled(changed: i64) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i128::from(changed) > now.as_nanos() as i128 - UNSETTLED.as_nanos() as i128
}

impl Bench<'_> {
    /// What is known of a file that has not changed, if all of it is still there.
    fn unchanged(&self, path: &str, stamp: Option<(u64, i64)>) -> Option<&Seen> {
        let seen = self.known.seen.get(path)?;
        let is_same = stamp == Some((seen.size, seen.changed));
        let is_whole =
            seen.found.iter().all(|found| found.read.as_ref().map_or(true, |key| self.known.facts.contains(key)));
        (is_same && is_whole).then_some(seen)
    }

    fn guarded(&self, place: &Place, sender: &SyncSender<Message>) -> Result<Key, Unread> {
        let done = catch_unwind(AssertUnwindSafe(|| self.one(place, sender)));
        done.unwrap_or_else(|_| Err(Unread::Internal("检查时异常中止".to_owned())))
    }

    fn one(&self, place: &Place, sender: &SyncSender<Message>) -> Result<Key, Unread> {
        let (bytes, name) = (place.bytes()?, place.name());
        let key = self.key(&bytes, &name);
        if !self.known.facts.contains(&key) {
            let made = self.make(key, source::read_bytes(&bytes, &name)?.into_draft()?);
            let _ = sender.send(Message::Made(Box::new(made)));
        }
        Ok(key)
    }

    /// Content, the ending of its name, program and words.
    fn key(&self, bytes: &[u8], name: &str) -> Key {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        key(&[&self.facts, ending.as_bytes(), bytes])
    }

    fn make(&self, facts: Key, source: source::Source) -> Made {
        let (record, marks) = self.judge(source);
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        Made { facts, record: json(serde_json::to_string(&record)), marks: json(serde_json::to_string(&marks)) }
    }

    /// Facts and findings of one document.
    pub fn judge(&self, source: source::Source) -> (Record, Vec<Mark>) {
        let draft = review::check(source, &self.engine.settings(self.settings), None);
        let passages = fact::passages(&draft.source.text, &draft.document);
        let read =
            Read { text: &draft.source.text, document: &draft.document, facts: &draft.facts, passages: &passages };
        let mut record = Record::new(&read, self.words, &self.engine.lawbook);
        record.kind = draft.kind;
        let marks = draft.outcome.findings.iter().map(|finding| Mark::new(&draft.source.text, finding)).collect();
        (record, marks)
    }
}
