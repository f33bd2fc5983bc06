//! Why a clean-up proposes what: a code of the rules, its words filled in, the place and the words it rests on.

use serde::{Deserialize, Serialize};

use super::fate::Act;
use super::{Record, Setting};
use crate::date::{self, Date};
use crate::finding::Confidence;

/// A reason (理由) with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    pub code: String,
    pub evidence: String,
    /// The other document that says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    pub place: String,
    pub quote: String,
    pub confidence: Confidence,
    #[serde(skip)]
    filled: Vec<(&'static str, String)>,
}

impl Why {
    pub fn new(code: &str) -> Why {
        Why {
            code: code.to_owned(),
            evidence: String::new(),
            source: None,
            place: String::new(),
            quote: String::new(),
            confidence: Confidence::Likely,
            filled: Vec::new(),
        }
    }

    /// What another document decides.
    pub fn by(code: &str, act: &Act, by: &Record, setting: &Setting<'_>, at: usize) -> Why {
        let number = by.number.as_ref().map_or_else(String::new, |number| format!("（{number}）"));
        Why {
            source: setting.paths.get(at).cloned(),
            confidence: if act.target.number.is_some() { Confidence::Certain } else { Confidence::Likely },
            ..Why::new(code).fill("by", &format!("《{}》{number}", by.title)).quote(&act.place, &act.quote)
        }
    }

    pub fn fill(mut self, name: &'static str, value: &str) -> Why {
        self.filled.retain(|(known, _)| *known != name);
        self.filled.push((name, value.to_owned()));
        self
    }

    pub fn date(self, day: Date) -> Why {
        self.fill("date", &date::chinese(day))
    }

    pub fn quote(mut self, place: &str, quote: &str) -> Why {
        (self.place, self.quote) = (place.to_owned(), quote.to_owned());
        self
    }

    pub fn at(mut self, confidence: Confidence) -> Why {
        self.confidence = confidence;
        self
    }

    pub fn source(mut self, path: &str) -> Why {
        self.source = Some(path.to_owned());
        self
    }

    /// Says it in the rules' words.
    pub fn say(&mut self, setting: &Setting<'_>) {
        let text = setting.words.reason(&self.code).map_or("", |reason| reason.text.as_str());
        self.evidence = self
            .filled
            .drain(..)
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &value));
        // A place that nobody filled says nothing.
        for name in ["{by}", "{date}", "{until}", "{other}"] {
            self.evidence = self.evidence.replace(name, "");
        }
    }
}
