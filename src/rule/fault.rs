//! Faults in rule files: what is wrong, in which file, line and column, with the line shown.

use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// A mistake in a rule file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: Arc<str>,
    pub line: usize,
    pub column: usize,
    pub what: String,
    /// The offending stretch of the file (bytes), for showing it.
    range: std::ops::Range<usize>,
    content: Arc<str>,
}

impl Fault {
    pub fn at(file: &Arc<str>, content: &Arc<str>, range: std::ops::Range<usize>, what: impl Into<String>) -> Fault {
        let start = floor(content, range.start.min(content.len()));
        let end = floor(content, range.end.clamp(start, content.len()));
        let before = &content[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Fault {
            file: file.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            what: what.into(),
            range: start..end,
            content: content.clone(),
        }
    }

    /// What the TOML parser complains of.
    pub fn of_toml(file: &str, content: &str, error: &toml::de::Error) -> Fault {
        let what = super::syntax::chinese(error.message());
        Fault::at(&file.into(), &content.into(), error.span().unwrap_or(0..0), what)
    }

    /// A fault of a whole file (unreadable, empty).
    pub fn of_file(file: &str, what: impl Into<String>) -> Fault {
        let file: Arc<str> = file.into();
        Fault::at(&file, &Arc::from(""), 0..0, what)
    }

    /// The message with the offending line and a caret below it.
    pub fn show(&self) -> String {
        let end = self.content[self.range.start..].find('\n').map_or(self.content.len(), |at| self.range.start + at);
        let marked = self.range.start..self.range.end.min(end).max(self.range.start);
        let snippet =
            Snippet::source(&*self.content).path(&*self.file).annotation(AnnotationKind::Primary.span(marked));
        let report = [Level::ERROR.with_name("错误").primary_title(&self.what).element(snippet)];
        Renderer::plain().render(&report).to_string()
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 第{}行第{}列：{}", self.file, self.line, self.column, self.what)
    }
}

fn floor(s: &str, mut at: usize) -> usize {
    while !s.is_char_boundary(at) {
        at -= 1;
    }
    at
}
