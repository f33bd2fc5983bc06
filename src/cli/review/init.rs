//! `fashen review --init` (清点): what every file of a folder was taken for, written down for the reviewer to correct.

use std::path::Path;

use super::super::engine::Engine;
use super::super::options::Settings;
use super::super::write::{self, Outgoing};
use super::super::{Done, Failure, Verdict, print};
use super::input::open_folder;
use crate::dossier::{GIVEN, Item};
use crate::output::dossier::{self, FileLine, StepLine};
use crate::review::{self, Folder};

pub fn run(path: &Path, force: bool, engine: &Engine, settings: &Settings) -> Done {
    if !path.is_dir() {
        let what = format!("--init 要指定文件夹；压缩包请先解开：{}", path.display());
        return Err(Failure::new(what));
    }
    let folder = open_folder(path, engine, settings)?;
    let content = dossier::toml(&files(&folder, path, engine), &steps(&folder, engine));
    let file = Outgoing::new(path.join(GIVEN), content.clone().into_bytes());
    write::all(&[file], force)?;
    if !settings.quiet {
        print::plain(&content)?;
        print::complain(&format!("已写入 {}，改好后再运行 fashen review", path.join(GIVEN).display()));
    }
    Ok(Verdict::Clean)
}

fn files(folder: &Folder, path: &Path, engine: &Engine) -> Vec<FileLine> {
    let known = [&folder.draft_item].into_iter().chain(&folder.dossier.items);
    let known = known.map(|item| line(item, path, engine, true));
    let unread = folder.dossier.unread.iter().map(|item| line(item, path, engine, false));
    let mut lines: Vec<_> = known.chain(unread).collect();
    lines.sort_by(|a, b| a.path.cmp(&b.path));
    lines
}

fn line(item: &Item, folder: &Path, engine: &Engine, is_read: bool) -> FileLine {
    let title = item.material.as_deref().and_then(|id| engine.rules.recogniser.find(id));
    let same = item.same_as.as_ref().map(|path| format!("；与“{}”内容相同", review::inner(path, folder)));
    FileLine {
        path: review::inner(&item.path, folder),
        material: item.material.clone(),
        title: title.map(|material| material.title.clone()),
        reason: item.reason.clone() + same.as_deref().unwrap_or_default(),
        confidence: item.confidence.chinese(),
        is_read,
    }
}

fn steps(folder: &Folder, engine: &Engine) -> Vec<StepLine> {
    let line = |step: &crate::dossier::Step| {
        let event = folder.dossier.events.iter().filter(|event| event.step == step.id).min_by_key(|event| event.rank);
        StepLine {
            id: step.id.clone(),
            title: step.title.clone(),
            date: event.map(|event| event.date),
            path: event.map(|event| event.path.clone()).unwrap_or_default(),
        }
    };
    engine.rules.steps.iter().map(line).collect()
}
