//! A bar with an estimate, where somebody looks at a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a sweep has come.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn new(quiet: bool) -> Progress {
        let bar = ProgressBar::new(0);
        let seen = std::io::stderr().is_terminal() && !quiet;
        bar.set_draw_target(if seen { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() });
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len}　已用{elapsed}　还需约{eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress(bar)
    }

    pub fn total(&self, files: usize) {
        self.0.set_length(files as u64);
    }

    pub fn step(&self) {
        self.0.inc(1);
    }

    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
