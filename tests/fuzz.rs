//! Broken files of every format are read or refused, without a panic and in time: seeded mutations of
//! `tests/formats`, and of the real files where the shared corpus is at hand.
//!
//! Mutations count from 0, and each is made from its number alone. `FASHEN_FUZZ_SECONDS=3600` sets how long to go on
//! (default: a few seconds), `FASHEN_FUZZ_FROM=n` where to begin, `FASHEN_FUZZ_FORMAT=pdf` which format alone.
//! A mutation that fails is written to the folder of temporary files and named.

#![allow(clippy::unwrap_used)]

mod beside;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use beside::package::{Parts, pack, unpack};
use beside::random::Random;
use fashen::source::{Unread, read_bytes};
use rayon::prelude::*;

/// Seconds that no file may take, in any build.
const SLOWEST: Duration = Duration::from_secs(10);
/// Real files larger than this make the fuzzer slow, and hold nothing that small ones do not.
const LARGEST: u64 = 300 << 10;
const BATCH: u64 = 500;

struct Seed {
    name: String,
    bytes: Vec<u8>,
    /// Parts of an archive, to be changed before they are packed again.
    parts: Parts,
}

fn seeds() -> Vec<Seed> {
    let mut paths = files(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/formats"));
    if let Some(shared) = beside::shared() {
        paths.extend(files(&shared.join("corpus/formats")));
    }
    let only = std::env::var("FASHEN_FUZZ_FORMAT").ok();
    paths.retain(|path| {
        let extension = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        let is_small = std::fs::metadata(path).is_ok_and(|file| file.len() <= LARGEST);
        is_small && extension != "py" && only.as_ref().is_none_or(|only| *only == extension)
    });
    paths.sort();
    paths.iter().map(|path| seed(path)).collect()
}

fn seed(path: &Path) -> Seed {
    let bytes = std::fs::read(path).unwrap();
    let name = format!("a.{}", path.extension().unwrap().to_string_lossy());
    Seed { parts: unpack(&bytes).unwrap_or_default(), name, bytes }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found
}

/// The file of a number.
fn mutation(seeds: &[Seed], number: u64) -> (Vec<u8>, &str) {
    let random = &mut Random(number);
    let seed = &seeds[random.below(seeds.len())];
    let other = &seeds[random.below(seeds.len())];
    if seed.parts.is_empty() || random.below(6) == 0 {
        return (mutated(seed.bytes.clone(), &other.bytes, random), &seed.name);
    }
    let mut parts = seed.parts.clone();
    for _ in 0..1 + random.below(3) {
        let at = random.below(parts.len());
        if let Some(content) = parts.values_mut().nth(at) {
            *content = mutated(std::mem::take(content), &other.bytes, random);
        }
    }
    (pack(&parts), &seed.name)
}

fn mutated(mut bytes: Vec<u8>, other: &[u8], random: &mut Random) -> Vec<u8> {
    for _ in 0..1 + random.below(8) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let length = (1 + random.below(64)).min(bytes.len() - at);
        match random.below(10) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.next() as u8,
            2 => bytes[at..at + length.min(4)].fill(0xFF),
            3 => bytes[at..at + length.min(4)].fill(0),
            4 => bytes.truncate(at),
            5 => drop(bytes.drain(at..at + length)),
            6 => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            7 if !other.is_empty() => {
                let from = random.below(other.len());
                let piece = other[from..(from + length).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            8 => digit(&mut bytes, at, random),
            _ => {
                let piece = bytes[at..at + length].to_vec();
                (0..random.below(200)).for_each(|_| drop(bytes.splice(at..at, piece.iter().copied())));
            }
        }
    }
    bytes
}

/// Numbers written in digits: the next one becomes another, often far too large.
fn digit(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let end = bytes[found..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |end| found + end);
    let number = ["0", "1", "65535", "4294967295", "99999999999", "7"][random.below(6)];
    bytes.splice(found..end, number.bytes());
}

/// What went wrong with a file, if anything did.
fn fault(bytes: &[u8], name: &str) -> Result<bool, String> {
    let start = Instant::now();
    let read = catch_unwind(|| match read_bytes(bytes, name) {
        Ok(source) => {
            fashen::parse::parse(&source.text);
            Ok(true)
        }
        Err(Unread::Internal(what)) => Err(format!("internal: {what}")),
        Err(_) => Ok(false),
    });
    let read = read.unwrap_or_else(|_| Err("panic in the parser".to_owned()))?;
    if start.elapsed() > SLOWEST { Err(format!("slow: {:?}", start.elapsed())) } else { Ok(read) }
}

fn number_in(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn mutated_files_of_every_format() {
    let seeds = seeds();
    assert!(seeds.len() >= 10 || std::env::var_os("FASHEN_FUZZ_FORMAT").is_some(), "{}", seeds.len());
    let limit = Duration::from_secs(number_in("FASHEN_FUZZ_SECONDS").unwrap_or(5));
    let (start, from) = (Instant::now(), number_in("FASHEN_FUZZ_FROM").unwrap_or(0));
    let (mut next, read, faults) = (from, AtomicU64::new(0), Mutex::new(Vec::new()));
    while start.elapsed() < limit {
        (next..next + BATCH).into_par_iter().for_each(|number| {
            let (bytes, name) = mutation(&seeds, number);
            match fault(&bytes, name) {
                Ok(is_read) => drop(read.fetch_add(u64::from(is_read), Ordering::Relaxed)),
                Err(what) => faults.lock().unwrap().push(kept(number, &bytes, name, &what)),
            }
        });
        next += BATCH;
    }
    let faults = faults.into_inner().unwrap();
    println!("{} files tried from {from}, {} read, in {:?}", next - from, read.into_inner(), start.elapsed());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

/// The failing file, written for looking at, and what it did.
fn kept(number: u64, bytes: &[u8], name: &str, what: &str) -> String {
    let path = std::env::temp_dir().join(format!("fashen-{number}-{name}"));
    std::fs::write(&path, bytes).unwrap();
    format!("{number} {name} {what}: {}", path.display())
}
