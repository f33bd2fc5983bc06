//! Numbers in little-endian order, and tables of positions with data (PLC): nothing here trusts the file.

use std::ops::Range;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|b| u16::from_le_bytes(*b))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}

/// The bytes of a structure that says its own length; empty where the file ends before it.
pub(super) fn slice(bytes: &[u8], start: usize, length: usize) -> &[u8] {
    start.checked_add(length).and_then(|end| bytes.get(start..end)).unwrap_or_default()
}

/// `n + 1` positions, then `n` pieces of data of one size.
#[derive(Clone, Copy)]
pub(super) struct Plc<'b> {
    bytes: &'b [u8],
    size: usize,
    count: usize,
}

impl<'b> Plc<'b> {
    pub fn new(bytes: &'b [u8], size: usize) -> Plc<'b> {
        Plc { bytes, size, count: bytes.len().saturating_sub(4) / (4 + size) }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// The `i`-th position; there is one more of them than data.
    pub fn position(&self, i: usize) -> usize {
        if i > self.count {
            return 0;
        }
        u32_at(self.bytes, i * 4).unwrap_or(0) as usize
    }

    pub fn range(&self, i: usize) -> Range<usize> {
        self.position(i)..self.position(i + 1)
    }

    pub fn data(&self, i: usize) -> &'b [u8] {
        slice(self.bytes, (self.count + 1) * 4 + i * self.size, self.size)
    }

    /// The number of positions before the first that lies behind `at`, in tables of rising positions.
    pub fn up_to(&self, at: usize) -> usize {
        let (mut low, mut high) = (0, self.count + 1);
        while low < high {
            let middle = low.midpoint(high);
            if self.position(middle) <= at { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The entry whose range holds `at`.
    pub fn find(&self, at: usize) -> Option<usize> {
        self.up_to(at).checked_sub(1).filter(|i| *i < self.count)
    }
}
