//! Compound files whose sector table is longer than the file, or otherwise unsound, as some programs write them: the
//! streams by name, those of which no sector is missing.

use super::bytes::{slice, u16_at, u32_at};

/// Greater numbers in the sector table are marks, not sectors.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const HEADER_SECTORS: usize = 109;
const ENTRY: usize = 128;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

pub(super) struct Salvage<'b> {
    bytes: &'b [u8],
    sector: usize,
    small_sector: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    directory: Vec<u8>,
}

impl<'b> Salvage<'b> {
    pub fn open(bytes: &'b [u8]) -> Option<Salvage<'b>> {
        let size = |at| u16_at(bytes, at).filter(|shift| (6..=12).contains(shift)).map(|shift| 1_usize << shift);
        let (sector, small_sector) = (size(30)?, size(32)?);
        let (next, next_small, directory) = (Vec::new(), Vec::new(), Vec::new());
        let mut salvage = Salvage { bytes, sector, small_sector, next, next_small, directory };
        salvage.next = salvage.table();
        salvage.next_small = numbers(&salvage.chain(u32_at(bytes, 60)?)).collect();
        salvage.directory = salvage.chain(u32_at(bytes, 48)?);
        Some(salvage)
    }

    /// The table that says which sector follows which.
    fn table(&self) -> Vec<u32> {
        let mut places: Vec<u32> = numbers(slice(self.bytes, 76, HEADER_SECTORS * 4)).collect();
        let mut more = u32_at(self.bytes, 68).unwrap_or(u32::MAX);
        // A sector of the list ends with the number of the next.
        for _ in 0..self.bytes.len() / self.sector {
            let Some(sector) = self.sector(more) else { break };
            places.extend(numbers(sector));
            more = places.pop().unwrap_or(u32::MAX);
        }
        let sectors = places.into_iter().filter_map(|place| self.sector(place));
        sectors.take(self.bytes.len() / self.sector).flat_map(numbers).collect()
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..).filter(|rest| number < LAST_SECTOR && !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let mut content = Vec::new();
        let mut number = first;
        while let Some(sector) = self.sector(number).filter(|_| content.len() < self.bytes.len()) {
            content.extend_from_slice(sector);
            number = self.next.get(number as usize).copied().unwrap_or(u32::MAX);
        }
        content
    }

    pub fn is_empty(&self) -> bool {
        self.directory.is_empty()
    }

    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&[u8]> {
        self.entries().find(|entry| entry[66] == STREAM && is_named(entry, name))
    }

    /// A stream, if all of it is there.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let is_small = length < u32_at(self.bytes, 56)? as usize;
        let mut content = if is_small { self.small_chain(first)? } else { self.chain(first) };
        content.truncate(length);
        (content.len() == length).then_some(content)
    }

    fn small_chain(&self, first: u32) -> Option<Vec<u8>> {
        let root = self.entries().find(|entry| entry[66] == ROOT)?;
        let pool = self.chain(u32_at(root, 116)?);
        let mut content = Vec::new();
        let mut number = first as usize;
        while content.len() < pool.len() {
            let sector = slice(&pool, number.saturating_mul(self.small_sector), self.small_sector);
            let Some(&next) = self.next_small.get(number).filter(|_| !sector.is_empty()) else { break };
            content.extend_from_slice(sector);
            number = next as usize;
        }
        Some(content)
    }

    fn entries(&self) -> impl Iterator<Item = &[u8]> {
        self.directory.chunks_exact(ENTRY)
    }
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let length = usize::from(u16_at(entry, 64).unwrap_or(0)).saturating_sub(2);
    let units = slice(entry, 0, length).chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    units.eq(name.encode_utf16())
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
