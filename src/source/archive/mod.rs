//! Archives (.zip) as folders: what lies in them, without anything being written to disk or any path being followed.

mod name;
#[cfg(test)]
mod tests;

use std::io::Cursor;
use std::sync::Arc;

use zip::ZipArchive;

use super::sniff::sniff;
use super::{Format, Source, Unread, read_bytes};
use crate::limits::{MAX_ARCHIVE_BYTES, MAX_ARCHIVE_DEPTH, MAX_ENTRIES, MAX_TOTAL_BYTES};
use crate::ooxml::{self, Fault};

type Zip = ZipArchive<Cursor<Arc<[u8]>>>;

/// An opened archive with the archives inside it. Of its members only the directory is held; each is expanded when it
/// is read, and dropped with what was read of it.
pub struct Archive {
    zips: Vec<Zip>,
    members: Vec<Member>,
    /// Inner archives that could not be opened.
    pub broken: Vec<(String, Unread)>,
    /// Declared size of everything (bytes), and what the inner archives take.
    declared: u64,
    held: u64,
}

/// A file in an archive.
pub struct Member {
    /// As shown: `材料/b.zip/x.docx`. Only shown, never followed.
    pub path: String,
    zip: usize,
    index: usize,
    is_locked: bool,
}

impl Member {
    /// The name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The names of its folders and its own.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.path.split('/')
    }
}

impl Archive {
    pub fn open(bytes: Vec<u8>) -> Result<Archive, Unread> {
        let mut archive = Archive { zips: Vec::new(), members: Vec::new(), broken: Vec::new(), declared: 0, held: 0 };
        archive.add(bytes.into(), "", 1)?;
        archive.members.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(archive)
    }

    pub fn members(&self) -> &[Member] {
        &self.members
    }

    pub fn find(&self, path: &str) -> Option<usize> {
        self.members.iter().position(|member| member.path == path)
    }

    /// Reads the member with this number.
    pub fn read(&self, member: usize) -> Result<Source, Unread> {
        let member = self.members.get(member).ok_or(Unread::NoMember)?;
        read_bytes(&self.expand(member)?, member.name())
    }

    /// The member with this number as it lies there.
    pub fn bytes(&self, member: usize) -> Result<Vec<u8>, Unread> {
        self.expand(self.members.get(member).ok_or(Unread::NoMember)?)
    }

    fn expand(&self, member: &Member) -> Result<Vec<u8>, Unread> {
        if member.is_locked {
            return Err(Unread::EncryptedArchive);
        }
        let mut zip = self.zips.get(member.zip).ok_or(Unread::NoMember)?.clone();
        let file = zip.by_index(member.index).map_err(ooxml::broken)?;
        let declared = file.size();
        let bytes = ooxml::expand(file, member.name())?;
        if bytes.len() as u64 > declared {
            return Err(Unread::Damaged("大小与压缩包目录所写不符".to_owned()));
        }
        Ok(bytes)
    }

    /// Lists one archive; `folder` is its own path within the outermost one.
    fn add(&mut self, bytes: Arc<[u8]>, folder: &str, depth: usize) -> Result<(), Unread> {
        let mut zip = Zip::new(Cursor::new(bytes)).map_err(ooxml::broken)?;
        if zip.has_duplicate_names() {
            return Err(Unread::Damaged(Fault::Archive("有同名文件".to_owned()).to_string()));
        }
        let mut found = Vec::new();
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(ooxml::broken)?;
            if file.is_dir() || file.is_symlink() {
                continue;
            }
            self.declared = self.declared.saturating_add(file.size());
            let path = format!("{folder}{}", name::of(&file));
            found.push(Member { path, zip: self.zips.len(), index, is_locked: file.encrypted() });
        }
        if self.members.len() + found.len() > MAX_ENTRIES {
            return Err(Unread::Hostile(ooxml::Limit::Entries.to_string()));
        }
        if self.declared > MAX_ARCHIVE_BYTES {
            return Err(Unread::Hostile(format!("展开后超过 {} MB", MAX_ARCHIVE_BYTES >> 20)));
        }
        self.zips.push(zip);
        found.into_iter().for_each(|member| self.take(member, depth));
        Ok(())
    }

    /// Keeps a member, or opens the archive that it is.
    fn take(&mut self, member: Member, depth: usize) {
        if Format::of_name(member.name()) != Some(Format::Zip) {
            return self.members.push(member);
        }
        match self.inner(&member) {
            Ok(None) => self.members.push(member),
            Ok(Some(_)) if depth >= MAX_ARCHIVE_DEPTH => self.broken.push((member.path, Unread::TooDeep)),
            Ok(Some(bytes)) => {
                if let Err(why) = self.add(bytes, &format!("{}/", member.path), depth + 1) {
                    self.broken.push((member.path, why));
                }
            }
            Err(why) => self.broken.push((member.path, why)),
        }
    }

    /// The bytes of an inner archive; none where its name lies.
    fn inner(&mut self, member: &Member) -> Result<Option<Arc<[u8]>>, Unread> {
        let bytes = self.expand(member)?;
        if sniff(&bytes, member.name()) != Format::Zip {
            return Ok(None);
        }
        self.held = self.held.saturating_add(bytes.len() as u64);
        if self.held > MAX_TOTAL_BYTES {
            return Err(Unread::Hostile(ooxml::Limit::TotalBytes.to_string()));
        }
        Ok(Some(bytes.into()))
    }
}
