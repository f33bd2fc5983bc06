//! What the letters say is missing, and until when it is to be sent.

use super::super::Failure;
use super::super::engine::Engine;
use super::super::options::Settings;
use super::input::Input;
use super::letter::title;
use crate::date::{self, Period};
use crate::finding::{Confidence, Finding, Unchecked};
use crate::opinion::{Deadline, Missing, PointBasis, labels};
use crate::rule::{Check, Valued};

/// Materials that a finding on procedure asks for, each once, the surest first.
pub fn missing(input: &Input, engine: &Engine) -> Vec<Missing> {
    let findings = input.draft.outcome.findings.iter().filter(|_| input.dossier.is_some());
    let mut asked: Vec<_> = findings.filter_map(|finding| asked(finding, engine)).collect();
    asked.sort_by_key(|missing| missing.is_doubtful);
    let mut named: Vec<Missing> = Vec::new();
    for missing in asked {
        if !named.iter().any(|it| it.name == missing.name) {
            named.push(missing);
        }
    }
    named
}

fn asked(finding: &Finding, engine: &Engine) -> Option<Missing> {
    let Check::Procedure(procedure) = &engine.rules.find(&finding.rule)?.check else { return None };
    Some(Missing {
        name: title(&procedure.material, engine),
        advice: finding.advice.to_string(),
        basis: labels(&finding.basis.iter().map(PointBasis::of).collect::<Vec<_>>()),
        is_doubtful: finding.confidence == Confidence::Possible,
    })
}

/// Materials that came and could not be read.
pub fn unreadable(input: &Input) -> Vec<Unchecked> {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let line = |path: &str, why: String| Unchecked { what: format!("“{}”", name(path)), why };
    input.unread.iter().map(|(path, why)| line(path, why.to_string())).collect()
}

/// 补正期限: the office's own, else the region's.
pub fn deadline(engine: &Engine, settings: &Settings) -> Result<Option<Deadline>, Failure> {
    if let Some(own) = &settings.profile.office.supplement {
        let period = date::read_period(own).filter(|(_, taken)| *taken == own.len());
        let (period, _) = period.ok_or_else(|| {
            Failure::new(format!("设置文件 [office] 的 supplement 写作“5个工作日”或者“10日”，现在是“{own}”"))
        })?;
        return Ok(Some(Deadline { period, source: None, verified: true }));
    }
    let values = &engine.region.values;
    let laid_down = |days: &Valued<u32>, of: fn(u32) -> Period| Deadline {
        period: of(days.value),
        source: Some(days.source.clone()),
        verified: days.verified,
    };
    let working = values.supplement_working_days.as_ref().map(|days| laid_down(days, Period::WorkingDays));
    Ok(working.or_else(|| values.supplement_days.as_ref().map(|days| laid_down(days, Period::Days))))
}
