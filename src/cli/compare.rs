//! `fashen compare` (对照): the 条文对照表 of two or more versions, and verifying one that was handed in.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::Shared;
use super::parse::Read;
use super::write::{self, Outgoing};
use super::{Done, Failure, Verdict, print};
use crate::compare::supplied::{self, Report};
use crate::compare::{Comparison, Fixed, compare, compare_fixed, units, written};
use crate::output::comparison::{self, File, Round, terminal};
use crate::source;

#[derive(Args)]
pub struct Compare {
    #[arg(value_name = "文件", num_args = 2.., required = true)]
    #[arg(help = "旧稿、新稿；三份以上时逐轮对照，按先后次序写")]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal)]
    #[arg(help = "terminal（默认）、json、markdown")]
    format: Format,
    #[arg(short, long, value_name = "文件", help = "写到文件，按后缀定格式：.docx .xlsx .html .md .json")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "对照表", help = "核对报送的对照表（.docx、.xlsx）与两稿是否一致")]
    check: Option<PathBuf>,
    #[arg(long, value_name = "文件", help = "人工确定的对应关系（.toml）")]
    pairs: Option<PathBuf>,
    #[arg(long, value_name = "文件", help = "把对应关系写成 .toml，改正后用 --pairs 读回")]
    write_pairs: Option<PathBuf>,
    #[arg(long, help = "覆盖已有的文件")]
    force: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Terminal,
    Json,
    Markdown,
}

pub fn run(command: &Compare, shared: Shared) -> Done {
    command.refuse_senseless()?;
    let target = command.output.as_deref().map(|path| target(path, command.force)).transpose()?;
    write::refuse_existing(command.write_pairs.as_deref(), command.force)?;
    let reads = command.files.iter().map(|path| Read::file(path)).collect::<Result<Vec<_>, _>>()?;
    let fixed = command.pairs.as_deref().map(fixed).transpose()?;
    let comparisons = comparisons(&reads, fixed.as_ref())?;
    if let Some(table) = &command.check {
        return check(table, &reads, &comparisons, command.format);
    }
    if let (Some(path), [comparison]) = (&command.write_pairs, &comparisons[..]) {
        write::all(&[Outgoing::new(path, written(comparison).into_bytes())], command.force)?;
        print::complain(&format!("对应关系已写入：{}", path.display()));
    }
    let rounds = rounds(&comparisons, &command.files);
    match target {
        Some((path, file)) => save(&rounds, path, file, command.force)?,
        None if shared.quiet => print::plain(&summaries(&rounds))?,
        None => show(&rounds, command.format)?,
    }
    Ok(Verdict::Clean)
}

impl Compare {
    fn refuse_senseless(&self) -> Result<(), Failure> {
        let for_two = self.check.is_some() || self.pairs.is_some() || self.write_pairs.is_some();
        if self.files.len() > 2 && for_two {
            return Err(Failure::new("--check、--pairs、--write-pairs 只能用于两稿对照，请只写旧稿和新稿"));
        }
        if self.check.is_some() && self.output.is_some() {
            return Err(Failure::new("--check 的结果显示在屏幕上，不能与 -o 一起用"));
        }
        Ok(())
    }
}

/// Rounds are named by their files where there are several.
fn rounds<'c>(comparisons: &'c [Comparison], files: &[PathBuf]) -> Vec<Round<'c>> {
    let names: Vec<_> = files.iter().map(|path| name(path)).collect();
    let named = |(comparison, names): (&'c Comparison, &[String])| {
        let name = if comparisons.len() > 1 { names.join(" → ") } else { String::new() };
        Round { name, comparison }
    };
    comparisons.iter().zip(names.windows(2)).map(named).collect()
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn comparisons(reads: &[Read], fixed: Option<&Fixed>) -> Result<Vec<Comparison>, Failure> {
    let rounds = reads.windows(2).map(|two| {
        let [old, new] = two else { return Err(Failure::new("需要两份文件")) };
        let (old, new) = ((&old.source.text, &old.document), (&new.source.text, &new.document));
        match fixed {
            None => Ok(compare(old, new)),
            Some(fixed) => {
                compare_fixed(old, new, fixed).map_err(|what| Failure::new(format!("对应关系文件有错：{what}")))
            }
        }
    });
    rounds.collect()
}

fn fixed(path: &Path) -> Result<Fixed, Failure> {
    let failed = |what: String| Failure::new(format!("对应关系文件 {} 有错：{what}", path.display()));
    let content = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    Fixed::parse(&content).map_err(failed)
}

/// Verifies a supplied table.
fn check(path: &Path, reads: &[Read], comparisons: &[Comparison], format: Format) -> Done {
    let text = source::read(path).map_err(|unread| Failure::unread(path, &unread))?.text;
    let none = || Failure::new(format!("{}：没有找到对照表。表头应当有“修改前”“修改后”两栏", path.display()));
    let table = supplied::table(&text).ok_or_else(none)?;
    let ([old, new], [comparison]) = (reads, comparisons) else { return Err(Failure::new("需要两份文件")) };
    let of = |read: &Read| units(&read.source.text, &read.document);
    let reports = supplied::verify(&table, &of(old), &of(new), comparison);
    match format {
        Format::Json => {
            let json = comparison::check_json(&reports).map_err(|error| Failure::new(error.to_string()))?;
            print::plain(&json)?;
        }
        Format::Terminal | Format::Markdown => print::plain(&listed(&reports, table.rows.len()))?,
    }
    Ok(if reports.is_empty() { Verdict::Clean } else { Verdict::Found })
}

fn listed(reports: &[Report], rows: usize) -> String {
    if reports.is_empty() {
        return format!("对照表共{rows}行，与两稿一致，没有发现问题。\n");
    }
    let lines: String =
        reports.iter().map(|report| format!("- {}\n", crate::output::plain::visible(&report.to_string()))).collect();
    format!("对照表共{rows}行，发现{}处问题：\n{lines}", reports.len())
}

/// Where to write, refused before any work is done.
fn target(path: &Path, force: bool) -> Result<(&Path, File), Failure> {
    write::refuse_existing([path], force)?;
    let file = File::of_name(path);
    let unknown = || Failure::new(format!("{} 的后缀不能用；可用 .docx .xlsx .html .md .json", path.display()));
    Ok((path, file.ok_or_else(unknown)?))
}

fn save(rounds: &[Round], path: &Path, file: File, force: bool) -> Result<(), Failure> {
    let bytes = comparison::rounds_to_bytes(rounds, file).map_err(|error| Failure::new(error.to_string()))?;
    write::all(&[Outgoing::new(path, bytes)], force)?;
    print::plain(&format!("{}已写入：{}\n", summaries(rounds), path.display()))
}

fn summaries(rounds: &[Round]) -> String {
    let line = |round: &Round| match round.name.as_str() {
        "" => format!("{}\n", round.comparison.summary()),
        name => format!("{name}：{}\n", round.comparison.summary()),
    };
    rounds.iter().map(line).collect()
}

fn show(rounds: &[Round], format: Format) -> Result<(), Failure> {
    let look = terminal::Look { width: print::width(), colour: print::is_coloured() };
    let text = |file| {
        let bytes = comparison::rounds_to_bytes(rounds, file).map_err(|error| Failure::new(error.to_string()))?;
        print::plain(&String::from_utf8_lossy(&bytes))
    };
    match format {
        Format::Terminal => {
            let parts = rounds.iter().map(|round| match round.name.as_str() {
                "" => terminal::terminal(round.comparison, look),
                name => format!("━━ {name}\n{}\n", terminal::terminal(round.comparison, look)),
            });
            print::coloured(&parts.collect::<String>())
        }
        Format::Markdown => text(File::Markdown),
        Format::Json => text(File::Json),
    }
}
