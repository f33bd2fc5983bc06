//! Why a ledger cannot be used.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a ledger (台账) cannot be used; says what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Missing(PathBuf),
    /// A file, but no ledger: it is left alone.
    NotALedger(PathBuf),
    /// Made by a newer program.
    Newer(PathBuf),
    /// Another program wrote to it for longer than one waits.
    Busy(PathBuf),
    /// A registration number that another document has.
    Taken {
        number: String,
        by: String,
    },
    /// The form of registration numbers (登记号) is faulty, or lacks something.
    Form(String),
    /// No such document, review or finding.
    Unknown(String),
    /// The system or SQLite refused; what exactly.
    Failed(PathBuf, String),
}

impl Fault {
    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Fault {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Fault::NotALedger(path),
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
                write!(f, "没有台账 {path}；请核对路径，或者先登记：fashen ledger add、fashen ledger import 表格")
            }
            Fault::NotALedger(path) => write!(f, "{} 不是台账，没有改动它；请换一个文件", path.display()),
            Fault::Newer(path) => {
                write!(f, "台账 {} 由更新的版本建立，本版本读不了；请升级程序", path.display())
            }
            Fault::Busy(path) => write!(f, "台账 {} 正被别的程序使用，请稍后再试", path.display()),
            Fault::Taken { number, by } => write!(f, "登记号 {number} 已经给了《{by}》；请核对后改用别的号"),
            Fault::Form(why) => write!(f, "登记号的写法：{why}"),
            Fault::Unknown(what) => write!(f, "台账里没有{what}；用 fashen ledger find 查找"),
            Fault::Failed(path, why) => write!(f, "台账 {} 不能用：{why}；请检查文件和权限", path.display()),
        }
    }
}

impl std::error::Error for Fault {}
