//! Why a library cannot be used.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a library (法规库) cannot be used; says what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Missing(PathBuf),
    /// A file, but no library: it is left alone.
    NotALibrary(PathBuf),
    /// Made by a newer program.
    Newer(PathBuf),
    /// Made by an older program: the next import brings it up to date.
    Older(PathBuf),
    /// Another program writes to it.
    Busy(PathBuf),
    /// The system or SQLite refused; what exactly.
    Failed(PathBuf, String),
}

impl Fault {
    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Fault {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Fault::NotALibrary(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy(path),
            Some(ErrorCode::DatabaseCorrupt) => Fault::Failed(path, "文件损坏".to_owned()),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Fault::Failed(path, "没有权限".to_owned()),
            Some(ErrorCode::ReadOnly) => Fault::Failed(path, "文件是只读的".to_owned()),
            Some(ErrorCode::DiskFull) => Fault::Failed(path, "磁盘已满".to_owned()),
            _ => Fault::Failed(path, error.to_string()),
        }
    }

    pub(super) fn io(path: &Path, error: &std::io::Error) -> Fault {
        Fault::Failed(path.to_owned(), error.to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Missing(path) => {
                let path = path.display();
                write!(f, "没有法规库 {path}；请核对路径，或者先导入：fashen law import --laws {path} 法规文件…")
            }
            Fault::NotALibrary(path) => {
                write!(f, "{} 不是法规库，没有改动它；请换一个文件，或者重新导入到新的文件", path.display())
            }
            Fault::Newer(path) => {
                write!(
                    f,
                    "法规库 {} 由更新的版本建立，本版本读不了；请升级程序，或者重新导入到新的文件",
                    path.display()
                )
            }
            Fault::Older(path) => {
                write!(f, "法规库 {} 由较旧的版本建立；请用 fashen law import 再导入一次，会自动升级", path.display())
            }
            Fault::Busy(path) => write!(f, "法规库 {} 正被别的程序使用，请稍后再试", path.display()),
            Fault::Failed(path, why) => {
                write!(f, "法规库 {} 不能用：{why}；请检查文件和权限，或者重新导入到新的文件", path.display())
            }
        }
    }
}

impl std::error::Error for Fault {}
