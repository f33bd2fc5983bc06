//! `manifest.toml` (证据清单): every file that was reviewed, its digest, which step it proves, and on which day; and what
//! the review was made with.

use serde::Serialize;

pub const SCHEMA: &str = "fashen.manifest/1";

const HEAD: &str = "\
# 证据清单：本次审查看过的每个文件、它的 SHA-256、是哪一项材料（material）、能证明哪些程序步骤（proves，
# 用 fashen rules explain 查看）、文件上的日期（date）；read = false 的没有读出内容。
# 核对某个文件是否被改动过：sha256sum 文件名
";

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    pub schema: &'static str,
    pub program_version: String,
    pub rules_version: String,
    pub lawbook_date: String,
    pub as_of: String,
    pub region: String,
    pub file: Vec<File>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct File {
    /// As the user named it, with `/`; a member of an archive behind the archive.
    pub path: String,
    /// Of the bytes; empty where they could not be read.
    pub sha256: String,
    pub bytes: usize,
    /// 送审稿, 起草说明 …
    pub material: String,
    /// Which steps it proves: rules on procedure that ask for it.
    pub proves: Vec<String>,
    /// 2026-11-21; empty where the file names none.
    pub date: String,
    /// Whether the file could be read.
    pub read: bool,
}

pub fn toml(manifest: &Manifest) -> Result<String, toml::ser::Error> {
    Ok(format!("{HEAD}{}", toml::to_string(manifest)?))
}
