//! What the terminal shows at the end of a review.

use super::super::engine::Engine;
use super::super::options::Settings;
use super::input::Input;
use super::letter::Written;
use super::missing::missing;
use crate::date;
use crate::dossier::{Dossier, GIVEN};
use crate::opinion::{Letter, Missing};
use crate::output::briefing::Briefing;
use crate::output::findings::{self, Report};

/// Id of the step on which the periods of the review begin.
const SUBMITTED: &str = "submitted";

pub fn compose(input: &Input, letters: &[Written], report: &Report, engine: &Engine, settings: &Settings) -> Briefing {
    let (open, missing): (Vec<_>, Vec<_>) = missing(input, engine).into_iter().partition(|it| it.is_doubtful);
    let names = |all: Vec<Missing>| all.into_iter().map(|it| it.name).collect::<Vec<_>>();
    let (missing, open) = (names(missing), names(open));
    let conclusion = letters.iter().find_map(|it| match &it.letter {
        Letter::Opinion(opinion) => Some(&opinion.conclusion),
        Letter::Short(_) => None,
    });
    let next = next(input, !missing.is_empty(), settings);
    Briefing {
        title: input.draft.facts.title.clone(),
        draft: input.place.name(),
        kind: format!("（{}）", input.draft.kind.chinese()),
        materials: input.dossier.as_ref().map(materials),
        counts: counts(report),
        missing,
        open,
        questions: input.questions.clone(),
        unchecked: input.draft.outcome.unchecked.len(),
        deadline: input.dossier.as_ref().and_then(|dossier| deadline(dossier, engine)),
        candidates: conclusion.iter().flat_map(|it| &it.candidates).map(|it| it.label.clone()).collect(),
        next,
        caveat: findings::CAVEAT,
    }
}

fn counts(report: &Report) -> String {
    let counts = findings::counts(report);
    if counts.is_empty() { findings::NOTHING.to_owned() } else { counts }
}

fn materials(dossier: &Dossier) -> String {
    let copies = dossier.items.iter().filter(|item| item.same_as.is_some()).count();
    let known = dossier.items.iter().filter(|item| item.same_as.is_none() && item.material.is_some()).count();
    let unknown = dossier.items.len() - copies - known;
    let rest = [("没有认出", unknown), ("读不出内容", dossier.unread.len()), ("重复", copies)];
    let rest = rest.into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("，{what}{n}件"));
    std::iter::once(format!("除送审稿外认出{known}件")).chain(rest).collect()
}

/// 合法性审核的期限, counted from the day the letter of transmittal bears.
fn deadline(dossier: &Dossier, engine: &Engine) -> Option<String> {
    let from = dossier.events.iter().find(|event| event.step == SUBMITTED)?.date;
    let values = &engine.region.values;
    let limits = [("不早于", &values.review_working_days_min), ("不迟于", &values.review_working_days_max)];
    let limits = limits.into_iter().filter_map(|(word, value)| {
        let value = value.as_ref()?;
        let day = dossier.calendar.after(from, value.value)?;
        let unknown =
            if dossier.calendar.unknown(from, day).is_empty() { "" } else { "，当年放假安排未收录" };
        let doubt = if value.verified { "" } else { "，未核" };
        Some(format!("{word}{}（{}个工作日{doubt}{unknown}）", date::chinese(day), value.value))
    });
    let limits: Vec<_> = limits.collect();
    (!limits.is_empty()).then(|| format!("{}送审，一般{}", date::chinese(from), limits.join("，")))
}

fn next(input: &Input, lacks: bool, settings: &Settings) -> Vec<String> {
    let has_doubts = input
        .dossier
        .as_ref()
        .is_some_and(|dossier| !dossier.unread.is_empty() || dossier.items.iter().any(|item| item.material.is_none()));
    let steps = [
        (
            has_doubts || !input.questions.is_empty(),
            format!("用 fashen review --init 写出 {GIVEN}，核对认错、没有认出和读不出的文件"),
        ),
        (lacks, "请起草单位补送缺少的材料，或者说明不需要的理由".to_owned()),
        (!input.draft.outcome.findings.is_empty(), "在 decisions.toml 中逐条写明认可、不认可".to_owned()),
        (settings.profile.office.name.is_none(), "在 fashen.toml 的 [office] 中写明本单位名称、文号".to_owned()),
        (true, "在意见书中选定结论后发出".to_owned()),
    ];
    steps.into_iter().filter(|(applies, _)| *applies).map(|(_, what)| what).collect()
}
