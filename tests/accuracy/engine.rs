//! The rules as everybody has them: built in, nation-wide, on one day.

use fashen::fact::Kind;
use fashen::finding::Finding;
use fashen::lawbook::Lawbook;
use fashen::review::{Settings, check};
use fashen::rule::{self, RuleSet};
use fashen::source::{self, Source};
use jiff::civil::date;

pub struct Engine {
    pub rules: RuleSet,
    lawbook: Lawbook,
}

impl Engine {
    pub fn new() -> Engine {
        let rules = rule::load(&rule::built_in(), "000000").unwrap_or_else(|faults| panic!("{}", faults.len()));
        Engine { rules, lawbook: Lawbook::built_in() }
    }

    pub fn findings(&self, source: Source, kind: Option<Kind>) -> Vec<Finding> {
        self.reviewed(source, kind).1
    }

    /// What it was treated as, and what was found.
    pub fn reviewed(&self, source: Source, kind: Option<Kind>) -> (Kind, Vec<Finding>) {
        let region = self.rules.region("000000");
        let settings = Settings {
            rules: &self.rules,
            lawbook: &self.lawbook,
            region: &region,
            library: None,
            lists: None,
            themes: &[],
            as_of: date(2026, 11, 21),
            kind,
        };
        let draft = check(source, &settings, None);
        (draft.kind, draft.outcome.findings)
    }

    /// A clause stands in a document as it would: as an article among others. Only what is said of its content.
    pub fn of_clause(&self, clause: &str) -> Vec<Finding> {
        let text = format!(
            "关于支持产业发展的若干措施\n第一条 为了支持产业发展，制定本措施。\n第二条 {clause}\n第三条 本措施自印发之日起施行。\n"
        );
        let Ok(source) = source::read_bytes(text.as_bytes(), "条文.txt") else { return Vec::new() };
        let mut findings = self.findings(source, Some(Kind::NormativeDocument));
        findings.retain(|finding| matches!(family(finding), "content" | "competition"));
        findings
    }
}

pub fn family(finding: &Finding) -> &str {
    finding.rule.split('/').next().unwrap_or_default()
}
