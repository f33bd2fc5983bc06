//! Where a file lies: on disk, or in an archive that lies there. Folders and archives go the same way from here on.

use std::cmp::Ordering;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::Archive;
use super::sniff::sniff;
use super::{Format, Source, Unread, read, read_file};

/// A file as the user would name it: `办法.docx`, `材料.zip/办法.docx`.
#[derive(Clone)]
pub struct Place {
    pub file: PathBuf,
    member: Option<(Arc<Archive>, usize)>,
}

/// What lies in an archive.
#[derive(Default)]
pub struct Inside {
    pub places: Vec<Place>,
    /// Inner archives that could not be opened, with their paths.
    pub unread: Vec<(String, Unread)>,
    pub hidden: usize,
    pub temporary: usize,
}

impl Place {
    pub fn on_disk(path: &Path) -> Place {
        Place { file: path.to_owned(), member: None }
    }

    /// What the user names: a file, or a member of an archive by its path behind that of the archive.
    pub fn named(path: &Path) -> Result<Place, Unread> {
        let archive = path.ancestors().skip(1).find(|file| file.is_file());
        let Some(file) = archive.filter(|_| !path.exists()) else { return Ok(Place::on_disk(path)) };
        let member = path.strip_prefix(file).map_err(|_| Unread::NoMember)?.to_string_lossy().replace('\\', "/");
        let inside = Archive::open(read_file(file)?)?;
        let index = inside.find(&member).ok_or(Unread::NoMember)?;
        Ok(Place { file: file.to_owned(), member: Some((Arc::new(inside), index)) })
    }

    pub fn read(&self) -> Result<Source, Unread> {
        match &self.member {
            None => read(&self.file),
            Some((archive, member)) => archive.read(*member),
        }
    }

    /// The file as it lies there.
    pub fn bytes(&self) -> Result<Vec<u8>, Unread> {
        match &self.member {
            None => read_file(&self.file),
            Some((archive, member)) => archive.bytes(*member),
        }
    }

    /// The name without folders.
    pub fn name(&self) -> String {
        match self.inside() {
            Some(path) => path.rsplit('/').next().unwrap_or_default().to_owned(),
            None => self.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    fn inside(&self) -> Option<&str> {
        let (archive, member) = self.member.as_ref()?;
        archive.members().get(*member).map(|member| member.path.as_str())
    }

    /// The format that the name promises.
    pub fn format(&self) -> Option<Format> {
        Format::of_name(&self.name())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inside() {
            None => write!(f, "{}", self.file.display()),
            Some(path) => write!(f, "{}/{path}", self.file.display()),
        }
    }
}

/// Whether an archive lies there; a document that is only named like one does not count.
pub fn is_archive(file: &Path) -> bool {
    let name = file.to_string_lossy();
    Format::of_name(&name) == Some(Format::Zip)
        && read_file(file).is_ok_and(|bytes| sniff(&bytes, &name) == Format::Zip)
}

/// What lies in the archive at `file`; hidden and temporary members are only counted, as in a folder.
pub fn inside(file: &Path) -> Result<Inside, Unread> {
    let archive = Archive::open(read_file(file)?)?;
    let path = |inner: &str| format!("{}/{inner}", file.display());
    let unread = archive.broken.iter().map(|(inner, why)| (path(inner), why.clone())).collect();
    let mut found = Inside { unread, ..Inside::default() };
    let archive = Arc::new(archive);
    for (index, member) in archive.members().iter().enumerate() {
        match () {
            () if member.name().starts_with("~$") => found.temporary += 1,
            () if member.names().any(is_hidden) => found.hidden += 1,
            () => found.places.push(Place { file: file.to_owned(), member: Some((archive.clone(), index)) }),
        }
    }
    Ok(found)
}

/// What a Mac adds to archives is hidden there; `..` is no name.
fn is_hidden(name: &str) -> bool {
    name == "__MACOSX" || (name.starts_with('.') && !name.chars().all(|c| c == '.'))
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        self.file.cmp(&other.file).then_with(|| self.inside().cmp(&other.inside()))
    }
}
