//! Writing files: nothing that exists is overwritten unasked, and no file is ever half written.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;

/// A file still to be written.
pub struct Outgoing {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

impl Outgoing {
    pub fn new(path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Outgoing {
        Outgoing { path: path.into(), bytes: bytes.into() }
    }
}

/// Refuses names that are taken.
pub fn refuse_existing<'p>(paths: impl IntoIterator<Item = &'p Path>, force: bool) -> Result<(), Failure> {
    let taken = paths.into_iter().filter(|path| !force && path.symlink_metadata().is_ok());
    let taken: Vec<_> = taken.map(|path| format!("  {}", path.display())).collect();
    if taken.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("这些文件已经存在，没有写任何文件；要覆盖请加 --force：\n{}", taken.join("\n"))))
}

/// Writes all files, or none where one of them exists.
pub fn all(files: &[Outgoing], force: bool) -> Result<(), Failure> {
    refuse_existing(files.iter().map(|file| file.path.as_path()), force)?;
    files.iter().try_for_each(one)
}

/// Written beside and renamed.
fn one(file: &Outgoing) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("写不了文件 {}：{error}", file.path.display()));
    let folder = file.path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let beside = file.path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let renamed = fs::write(&beside, &file.bytes).and_then(|()| fs::rename(&beside, &file.path));
    renamed.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
