//! Writing to the terminal. A reader that closes early (`| head`) is no failure.

use std::io::{self, ErrorKind, Write};

use super::Failure;

/// Columns of the terminal where it does not tell.
const WIDTH: usize = 100;

/// Bytes for programs: no colours.
pub fn plain(text: &str) -> Result<(), Failure> {
    written(write(io::stdout().lock(), text))
}

/// Text for people: colours only where the terminal shows them.
pub fn coloured(text: &str) -> Result<(), Failure> {
    if is_coloured() { written(write(anstream::stdout().lock(), text)) } else { plain(&without_colours(text)) }
}

/// Takes our own colour codes out; control characters of documents were made visible before.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = String::with_capacity(text.len());
    out.push_str(parts.next().unwrap_or_default());
    parts.for_each(|part| out.push_str(part.split_once('m').map_or(part, |(_, rest)| rest)));
    out
}

/// A line on stderr; nobody can be told if that fails.
pub fn complain(text: &str) {
    let _ = write(anstream::stderr().lock(), &format!("{}\n", text.trim_end()));
}

/// Whether people see colours on stdout.
pub fn is_coloured() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

pub fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}

fn write(mut stream: impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(format!("写不出结果：{error}"))),
        _ => Ok(()),
    }
}
