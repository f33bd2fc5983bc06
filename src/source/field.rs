//! Fields (域): instruction, then result; only the result is text.

/// The fields open at one place, innermost last.
#[derive(Default)]
pub(in crate::source) struct Fields {
    open: Vec<Stage>,
    instructions: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Instruction,
    Result,
}

impl Fields {
    /// `w:fldChar` of this type was met.
    pub fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.begin(),
            "separate" if self.open.last() == Some(&Stage::Instruction) => {
                self.end();
                self.open.push(Stage::Result);
            }
            "end" => self.end(),
            _ => {}
        }
    }

    fn begin(&mut self) {
        self.open.push(Stage::Instruction);
        self.instructions += 1;
    }

    fn end(&mut self) {
        if self.open.pop() == Some(Stage::Instruction) {
            self.instructions -= 1;
        }
    }

    /// What stands here is part of an instruction, not shown.
    pub fn in_instruction(&self) -> bool {
        self.instructions > 0
    }

    /// An instruction ends with its paragraph at the latest: a field left open must not swallow the document.
    pub fn end_paragraph(&mut self) {
        if self.in_instruction() {
            self.open.fill(Stage::Result);
            self.instructions = 0;
        }
    }
}
