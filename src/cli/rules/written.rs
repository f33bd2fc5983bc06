//! A rule's check as its file has it: patterns are shown the way they were written.

use toml::{Table, Value};

use crate::rule::{Rule, Source};

/// The lines of `[rule.check.<kind>]`: field and values.
pub fn check(sources: &[Source], rule: &Rule) -> Vec<(String, Vec<String>)> {
    let file = sources.iter().find(|source| *source.name == *rule.origin.file);
    let table = file.and_then(|source| source.content.parse::<Table>().ok());
    let rules = table.as_ref().and_then(|table| table.get("rule")?.as_array());
    let written = rules.into_iter().flatten().find(|it| it.get("id").and_then(Value::as_str) == Some(&rule.id));
    let fields = written.and_then(|written| written.get("check")?.get(rule.check.kind())?.as_table());
    fields.into_iter().flatten().map(|(name, value)| (name.clone(), values(value))).collect()
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(self::values).collect(),
        Value::String(value) => vec![value.clone()],
        other => vec![other.to_string()],
    }
}
