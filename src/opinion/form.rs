//! 文书种类: which letters there are, and which a review writes unasked.

use super::{Input, LetterKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// 审核、审查意见书
    Opinion,
    /// 复函
    Reply,
    /// 补正告知
    Supplement,
    /// 反馈意见
    Feedback,
    /// 其他事项的框架
    Shell,
}

impl Form {
    pub const ALL: [Form; 5] = [Form::Opinion, Form::Reply, Form::Supplement, Form::Feedback, Form::Shell];

    /// Names for the command line, the first of them also of the file.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Form::Opinion => &["opinion", "意见书", "审核意见书", "审查意见书"],
            Form::Reply => &["reply", "复函"],
            Form::Supplement => &["supplement", "补正", "补正告知"],
            Form::Feedback => &["feedback", "反馈", "反馈意见"],
            Form::Shell => &["shell", "其他", "框架"],
        }
    }

    pub fn named(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.names().contains(&name))
    }

    /// By what was sent and the state of its materials: the opinion, or the shell in its place; always a reply;
    /// 补正告知 where materials are missing; 反馈意见 where another organ asks for opinions.
    pub fn usual(input: &Input) -> Vec<Form> {
        let returned = input.conclusion.is_some_and(|it| it.returns);
        let lacks = !input.unreadable.is_empty() || input.missing.iter().any(|it| !it.is_doubtful);
        let is_reviewed = input.kind != LetterKind::Other;
        let wanted = |form: &Form| match form {
            Form::Opinion => is_reviewed,
            Form::Shell => !is_reviewed,
            Form::Reply => true,
            Form::Supplement => returned || (is_reviewed && input.dossier && lacks),
            Form::Feedback => input.is_consultation(),
        };
        let mut forms: Vec<_> = Form::ALL.into_iter().filter(wanted).collect();
        // What stands for the opinion comes first.
        forms.sort_by_key(|form| !matches!(form, Form::Opinion | Form::Shell));
        forms
    }

    /// The name of its files without the ending; the shell of another item stands in the opinion's place.
    pub fn file_stem(self, kind: LetterKind) -> &'static str {
        match (self, kind) {
            (Form::Shell, LetterKind::Other) => Form::Opinion.names()[0],
            (form, _) => form.names()[0],
        }
    }
}
