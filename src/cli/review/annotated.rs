//! The drafter's own file with comments in it; where there is none, why.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::super::Failure;
use super::super::options::Settings;
use super::super::write::Outgoing;
use super::input::Input;
use crate::annotate::{self, Annotated, Request};
use crate::source::Format;

/// What became of `annotated.docx`.
pub enum Copy {
    Written(Annotated),
    /// There is nothing to write it from, or into.
    Needless(String),
    Failed(String),
}

pub fn copy(input: &Input, settings: &Settings) -> Copy {
    let source = &input.draft.source;
    let findings = &input.draft.outcome.findings;
    if source.format != Format::Docx {
        let format = source.format.name();
        return Copy::Needless(format!(
            "送审稿是{format}，批注只能写进 docx；需要批注的，用 Word 或者 WPS 另存为 docx 再审查"
        ));
    }
    if findings.is_empty() {
        return Copy::Needless("没有发现可以批注的问题".to_owned());
    }
    let (office, comments) = (&settings.profile.office, &settings.profile.comments);
    let request = Request {
        text: &source.text,
        title: input.draft.document.head.title.as_ref().map(|title| title.span),
        findings,
        author: comments.author(office),
        initials: comments.initials(),
        day: settings.as_of,
    };
    let bytes = input.place.bytes().map_err(|unread| unread.to_string());
    // A fault of ours must not cost the reviewer the letter.
    let guarded = |bytes: Vec<u8>| {
        let annotated = catch_unwind(AssertUnwindSafe(|| annotate::annotate(&bytes, &request)));
        let annotated = annotated.map_err(|_| "程序内部错误".to_owned())?;
        annotated.map_err(|fault| fault.to_string())
    };
    match bytes.and_then(guarded) {
        Ok(annotated) => Copy::Written(annotated),
        Err(why) => Copy::Failed(why),
    }
}

impl Copy {
    /// Word refuses a file with macros under the name of one without.
    fn name(annotated: &Annotated) -> &'static str {
        if annotated.has_macros { "annotated.docm" } else { "annotated.docx" }
    }

    pub fn file(&self, folder: &Path) -> Option<Outgoing> {
        match self {
            Copy::Written(annotated) => {
                Some(Outgoing::new(folder.join(Copy::name(annotated)), annotated.bytes.clone()))
            }
            Copy::Needless(_) | Copy::Failed(_) => None,
        }
    }

    /// Lines below the list of the files written.
    pub fn note(&self) -> String {
        match self {
            Copy::Needless(why) => format!("没有写 annotated.docx：{why}\n"),
            Copy::Failed(_) => String::new(),
            Copy::Written(annotated) => {
                let Annotated { added, known, changes, .. } = annotated;
                let known = if *known > 0 {
                    format!("；原稿里已有上次的批注{known}条，没有重复加")
                } else {
                    String::new()
                };
                let name = Copy::name(annotated);
                let head = format!("{name}：新加批注{added}条，其中修订{changes}处{known}\n");
                let remarks = annotated.remarks.iter().map(|remark| format!("{name}：{remark}\n"));
                std::iter::once(head).chain(remarks).collect()
            }
        }
    }

    /// What could not be done makes the run incomplete, when everything else is written.
    pub fn done(&self) -> Result<(), Failure> {
        match self {
            Copy::Failed(why) => Err(Failure::new(format!("没有写成 annotated.docx：{why}；其他文件已经写好"))),
            Copy::Written(_) | Copy::Needless(_) => Ok(()),
        }
    }
}
