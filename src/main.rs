use std::process::ExitCode;

fn main() -> ExitCode {
    fashen::cli::run(std::env::args_os())
}
