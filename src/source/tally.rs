//! What the reader left out or took as accepted, for the reviewer to know.

/// Counts of one document.
#[derive(Debug, Default)]
pub(in crate::source) struct Tally {
    insertions: usize,
    deletions: usize,
    embedded: usize,
    has_hidden: bool,
    old_numbers: usize,
    /// The change that has not yet been followed by settled text.
    running: Option<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Change {
    Insertion,
    Deletion,
}

impl Tally {
    /// A piece of a tracked change (修订). Word cuts one change into many pieces: a run of them is one 处.
    pub fn change(&mut self, change: Change) {
        if self.running == Some(change) {
            return;
        }
        self.running = Some(change);
        match change {
            Change::Insertion => self.insertions += 1,
            Change::Deletion => self.deletions += 1,
        }
    }

    /// Text outside tracked changes.
    pub fn settled(&mut self) {
        self.running = None;
    }

    pub fn hidden(&mut self) {
        self.has_hidden = true;
    }

    /// A paragraph numbered the way Word 95 did it, whose number is not known.
    pub fn old_number(&mut self) {
        self.old_numbers += 1;
    }

    /// A foreign document or web page, embedded and not read.
    pub fn embedded(&mut self) {
        self.embedded += 1;
    }

    pub fn remarks(&self, comments: usize) -> Vec<String> {
        let (insertions, deletions) = (self.insertions, self.deletions);
        let mut remarks = Vec::new();
        if insertions + deletions > 0 {
            remarks.push(format!("含未接受的修订（插入{insertions}处、删除{deletions}处）：按接受后的文本审查"));
        }
        if self.has_hidden {
            remarks.push("有隐藏文字，未计入".to_owned());
        }
        if comments > 0 {
            remarks.push(format!("含批注{comments}条，未计入"));
        }
        if self.old_numbers > 0 {
            remarks.push(format!("有{}段用旧版 Word 的自动编号，编号未读出，请核对", self.old_numbers));
        }
        if self.embedded > 0 {
            remarks.push(format!("含嵌入的文档{}处，未读取", self.embedded));
        }
        remarks
    }
}
