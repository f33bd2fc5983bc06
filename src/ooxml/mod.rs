//! The package (.docx, .docm, .dotx and their kin): parts, relationships, XML under limits. Shared by reading,
//! comments and letters. Nothing of an archive is ever written to disk, and no path in it is ever followed there.

mod package;
mod relationship;
mod rewrite;
mod scan;
mod splice;
mod word;
mod xml;

use std::fmt;

pub use package::{Package, broken, expand};
pub use relationship::Relationship;
pub use relationship::part_name as relationships_of;
pub use rewrite::rewrite;
pub use splice::{Splice, append, end_tag, escape, start_tag};
pub use word::{Tag, attribute, child, children, flag, relationship_id, tag};
pub use xml::Part;

/// Why a package, or a part of it, was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not a whole zip archive.
    Archive(String),
    /// A part that must be there is not.
    Missing(String),
    /// The archive is locked with a password.
    Encrypted,
    /// A part is not well-formed XML, or its characters cannot be decoded.
    Xml { part: String, why: String },
    /// A part declares a document type (DTD), which a package never needs.
    Doctype(String),
    /// Beyond one of the [`limits`].
    Limit { part: String, what: Limit },
}

/// Which of the [`limits`] was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Entries,
    PartBytes,
    TotalBytes,
    Ratio,
    Depth,
    Nodes,
    Attributes,
    Namespaces,
}

impl Fault {
    /// Whether the file looks made to do harm, rather than broken.
    pub fn is_hostile(&self) -> bool {
        matches!(self, Fault::Doctype(_) | Fault::Limit { .. })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Archive(why) => write!(f, "压缩包不完整（{why}）"),
            Fault::Missing(part) => write!(f, "缺少 {part}"),
            Fault::Encrypted => write!(f, "压缩包加了密"),
            Fault::Xml { part, why } => write!(f, "{part} 不是完整的 XML（{why}）"),
            Fault::Doctype(part) => write!(f, "{part} 含有文档类型声明（DTD）"),
            Fault::Limit { part, what } if part.is_empty() => write!(f, "{what}"),
            Fault::Limit { part, what } => write!(f, "{part} {what}"),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Entries => write!(f, "压缩包内超过 {} 个文件", crate::limits::MAX_ENTRIES),
            Limit::PartBytes => write!(f, "展开后超过 {} MB", crate::limits::MAX_PART_BYTES >> 20),
            Limit::TotalBytes => write!(f, "各部分展开后合计超过 {} MB", crate::limits::MAX_TOTAL_BYTES >> 20),
            Limit::Ratio => write!(f, "展开后超过压缩前的 {} 倍", crate::limits::MAX_RATIO),
            Limit::Depth => write!(f, "嵌套超过 {} 层", crate::limits::MAX_DEPTH),
            Limit::Nodes => write!(f, "元素或者属性超过 {} 个", crate::limits::MAX_NODES),
            Limit::Attributes => write!(f, "一个元素的属性超过 {} 个", crate::limits::MAX_ATTRIBUTES),
            Limit::Namespaces => write!(f, "命名空间声明过多"),
        }
    }
}
