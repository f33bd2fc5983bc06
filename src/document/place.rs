//! Places as lawyers name them: 附件2第三条第二款第三项.

use std::fmt;

use super::{Document, Level, NodeId, Ordinal};
use crate::numeral::chinese;

/// A place in a document, outermost step first. Chapters are left out: 条 are unique without them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub Vec<(Level, Option<Ordinal>)>);

impl Place {
    pub fn of(document: &Document, id: NodeId) -> Place {
        let mut steps: Vec<_> = document
            .path_up(id)
            .filter(|&id| is_named(document, id))
            .map(|id| (document.nodes[id].level, step_number(document, id)))
            .collect();
        steps.reverse();
        if steps.is_empty() {
            let node = &document.nodes[id];
            steps.push((node.level, node.ordinal));
        }
        Place(steps)
    }
}

fn is_named(document: &Document, id: NodeId) -> bool {
    let node = &document.nodes[id];
    match node.level {
        Level::Part | Level::Subpart | Level::Chapter | Level::Section => false,
        Level::Instrument => true,
        Level::Paragraph => node.ordinal.is_some() && has_sibling_paragraph(document, id),
        Level::Table => false,
        _ => true,
    }
}

/// 第一款 is said only where there is a second.
fn has_sibling_paragraph(document: &Document, id: NodeId) -> bool {
    document
        .children(document.nodes[id].parent)
        .any(|other| other != id && document.nodes[other].level == Level::Paragraph)
}

/// 所附文件 are counted, and named only where there are several.
fn step_number(document: &Document, id: NodeId) -> Option<Ordinal> {
    let node = &document.nodes[id];
    if node.level != Level::Instrument {
        return node.ordinal;
    }
    let instruments: Vec<_> =
        (0..document.nodes.len()).filter(|&i| document.nodes[i].level == Level::Instrument).collect();
    let at = instruments.iter().position(|&i| i == id)?;
    (instruments.len() > 1).then(|| Ordinal::from(at as u32 + 1))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for &(level, ordinal) in &self.0 {
            write_step(f, level, ordinal)?;
        }
        Ok(())
    }
}

fn write_step(f: &mut fmt::Formatter<'_>, level: Level, ordinal: Option<Ordinal>) -> fmt::Result {
    let Some(Ordinal { number, suffix }) = ordinal else {
        return match level {
            Level::Annex => write!(f, "附件"),
            Level::Paragraph => write!(f, "正文"),
            Level::Table => write!(f, "表"),
            _ => Ok(()),
        };
    };
    let chinese = chinese(number);
    match level {
        Level::Instrument => write!(f, "所附文件{number}"),
        Level::Annex => write!(f, "附件{number}"),
        Level::Point => write!(f, "第{chinese}点"),
        Level::Subpoint => write!(f, "（{chinese}）"),
        Level::Table => write!(f, "表{number}"),
        _ => {
            write!(f, "第{chinese}{}", level.chinese())?;
            if suffix > 0 { write!(f, "之{}", crate::numeral::chinese(suffix)) } else { Ok(()) }
        }
    }
}
