//! What the control words mean.

use std::ops::Range;

use super::font;
use super::group::Destination;
use super::reader::Reader;
use super::story::Story;
use crate::source::tally::Change;
use crate::text::BlockKind;

impl Reader {
    pub(super) fn symbol(&mut self, sign: u8, range: Range<usize>) {
        let character = match sign {
            b'*' => {
                if let Some(group) = self.groups.last_mut() {
                    group.is_optional = true;
                }
                return;
            }
            b'\\' | b'{' | b'}' => sign as char,
            b'~' => '\u{a0}',
            b'_' => '-',
            b'\t' => '\t',
            b'\r' | b'\n' => return self.word("par", None, range),
            // Optional hyphens and marks of index entries.
            _ => return,
        };
        self.sign(character, range);
    }

    /// A character that is not written as itself.
    fn sign(&mut self, character: char, range: Range<usize>) {
        if let Some(group) = self.groups.last_mut() {
            group.is_fresh = false;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.push(character.encode_utf8(&mut [0; 4]), range);
    }

    pub(super) fn word(&mut self, name: &str, value: Option<i32>, range: Range<usize>) {
        let Some(group) = self.groups.last_mut() else { return };
        let (is_first, is_optional) = (group.is_fresh, group.is_optional);
        (group.is_fresh, group.is_optional) = (false, false);
        if is_first && self.destination(name) {
            return;
        }
        let destination = self.group().destination;
        match (destination, name) {
            _ if is_first && is_optional => self.leave_out(),
            (Destination::Skipped | Destination::Twice, _) => {}
            (Destination::FontTable, _) => self.fonts.word(name, value.unwrap_or(0)),
            (_, "u") => self.unicode(value.unwrap_or(0), range),
            _ => match special(name) {
                Some(character) => self.sign(character, range),
                None => {
                    self.skip = 0;
                    self.control(name, value);
                }
            },
        }
    }

    fn control(&mut self, name: &str, value: Option<i32>) {
        let default_font = self.default_font;
        match name {
            "ansicpg" => self.code_page = value.and_then(font::code_page),
            "mac" => self.code_page = Some(encoding_rs::MACINTOSH),
            "deff" => {
                self.default_font = value.unwrap_or(0);
                self.groups.iter_mut().for_each(|group| group.font = value.unwrap_or(0));
            }
            "par" | "sect" | "line" | "softline" | "page" | "column" | "lbr" => self.end_paragraph(),
            "cell" => self.in_tables(1, 1, Story::end_cell),
            "nestcell" => self.in_tables(2, usize::MAX, Story::end_cell),
            "row" => self.in_tables(1, 1, Story::end_row),
            "nestrow" => self.in_tables(2, usize::MAX, Story::end_row),
            "ftnalt" => self.is_endnote(),
            _ => {
                if let Some(group) = self.groups.last_mut() {
                    group.format(name, value, default_font);
                }
            }
        }
    }

    /// A paragraph whose mark is deleted or hidden goes on in the next one.
    fn end_paragraph(&mut self) {
        let group = self.group();
        if group.is_deleted {
            self.tally.change(Change::Deletion);
        }
        if !group.is_gone() && group.destination == Destination::Text {
            self.in_tables(0, usize::MAX, Story::end_block);
        }
    }

    /// Ends something in a paragraph that stands in at least and at most so many tables.
    fn in_tables(&mut self, least: usize, most: usize, end: fn(&mut Story)) {
        let group = self.group();
        if group.destination == Destination::Text
            && let Some(story) = self.stories.last_mut()
        {
            story.enter(group.tables().clamp(least, most), &mut self.tables);
            end(story);
        }
    }

    fn is_endnote(&mut self) {
        if let Some(story) = self.stories.last_mut().filter(|story| story.kind == BlockKind::Footnote) {
            story.kind = BlockKind::Endnote;
        }
    }

    fn leave_out(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            group.destination = Destination::Skipped;
        }
    }

    /// The first word of a group may say that its text goes elsewhere; whether it did.
    fn destination(&mut self, name: &str) -> bool {
        let Some(group) = self.groups.last_mut() else { return false };
        let was = group.destination;
        match name {
            "ud" => {
                let outer = self.groups.iter().rev().skip(2).find(|outer| outer.destination != Destination::Twice);
                let outer = outer.map_or(Destination::Text, |outer| outer.destination);
                let parent = self.groups.iter().rev().nth(1);
                if parent.is_some_and(|parent| parent.destination == Destination::Twice)
                    && let Some(group) = self.groups.last_mut()
                {
                    group.destination = outer;
                }
            }
            _ if matches!(was, Destination::Skipped | Destination::FontTable) => {
                if matches!(name, "falt" | "panose" | "fontemb" | "fontfile") {
                    group.destination = Destination::Skipped;
                }
                return was == Destination::Skipped;
            }
            "fonttbl" => group.destination = Destination::FontTable,
            "listtext" | "pntext" => group.destination = Destination::Label,
            "upr" => group.destination = Destination::Twice,
            // Wrappers that old readers leave out.
            "shpinst" | "nesttableprops" | "do" | "moMath" | "moMathPara" | "fldrslt" => {}
            _ => return self.leaves_text(name),
        }
        true
    }

    /// Stories of their own, and what is no text at all.
    fn leaves_text(&mut self, name: &str) -> bool {
        match story(name) {
            Some(kind) if !self.group().is_gone() => self.begin_story(kind),
            Some(_) => self.leave_out(),
            None => match name {
                "object" => {
                    self.tally.embedded();
                    self.leave_out();
                }
                "annotation" => {
                    self.comments += 1;
                    self.leave_out();
                }
                name if is_no_text(name) => self.leave_out(),
                _ => return false,
            },
        }
        true
    }

    fn begin_story(&mut self, kind: BlockKind) {
        let outer = self.stories.last().map_or(BlockKind::Paragraph, |outer| outer.kind);
        self.stories.push(if kind == BlockKind::TextBox { Story::text_box(outer) } else { Story::new(kind) });
        if let Some(group) = self.groups.last_mut() {
            group.ends_story = true;
            (group.in_table, group.nesting) = (false, 0);
            group.destination = Destination::Text;
        }
    }
}

fn story(name: &str) -> Option<BlockKind> {
    match name {
        "footnote" => Some(BlockKind::Footnote),
        "header" | "headerl" | "headerr" | "headerf" => Some(BlockKind::Header),
        "footer" | "footerl" | "footerr" | "footerf" => Some(BlockKind::Footer),
        "shptxt" | "dptxbxtext" => Some(BlockKind::TextBox),
        _ => None,
    }
}

/// Destinations that hold definitions, properties or pictures.
fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "colortbl"
            | "stylesheet"
            | "info"
            | "pict"
            | "fldinst"
            | "listtable"
            | "listoverridetable"
            | "revtbl"
            | "filetbl"
            | "rsidtbl"
            | "generator"
            | "pn"
            | "sp"
            | "shprslt"
            | "nonshppict"
            | "nonesttables"
            | "tc"
            | "tcn"
            | "xe"
            | "rxe"
            | "txe"
            | "bkmkstart"
            | "bkmkend"
            | "atnid"
            | "atnauthor"
            | "atnref"
            | "atndate"
            | "atrfstart"
            | "atrfend"
            | "ftnsep"
            | "ftnsepc"
            | "ftncn"
            | "aftnsep"
            | "aftnsepc"
            | "aftncn"
            | "background"
            | "private"
            | "template"
            | "mmathPict"
            | "comment"
            | "result"
    ) || (name.starts_with('m') && name.ends_with("Pr"))
}

fn special(name: &str) -> Option<char> {
    Some(match name {
        "tab" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        _ => return None,
    })
}
