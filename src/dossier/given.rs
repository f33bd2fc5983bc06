//! What the user said: `dossier.toml` in the folder. It outweighs everything that was recognised.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

use crate::date::Date;

/// Name of the file.
pub const GIVEN: &str = "dossier.toml";

/// 送审材料的清单，由审查人员改定
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    pub file: Vec<GivenFile>,
    /// 步骤的日期
    pub dates: BTreeMap<String, Datetime>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenFile {
    pub path: String,
    /// Id of the material; `other` for none; not said: as recognised.
    pub material: Option<String>,
}

impl Given {
    /// What the file says of the path within the folder.
    pub fn material(&self, path: &str) -> Option<&str> {
        self.file.iter().find(|file| file.path == path).and_then(|file| file.material.as_deref())
    }

    /// Dates of steps, in the order of their ids.
    pub fn dates(&self) -> impl Iterator<Item = (&str, Date)> {
        self.dates.iter().filter_map(|(step, date)| {
            let date = date.date?;
            let day = i8::try_from(date.day).ok()?;
            let date = Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, day).ok()?;
            Some((step.as_str(), date))
        })
    }
}
