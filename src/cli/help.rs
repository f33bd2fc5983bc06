//! clap's own words in Chinese.

use clap::{Arg, ArgAction, Command};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// A command and all below it, with Chinese headings, usage lines and help.
pub fn chinese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    localised(command.disable_version_flag(true).arg(version), &name)
}

fn localised(command: Command, path: &str) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let usage = usage(&command, path);
    let command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(argument);
    let path = path.to_owned();
    command.mut_subcommands(move |below| {
        let path = format!("{path} {}", below.get_name());
        localised(below, &path)
    })
}

fn argument(argument: Arg) -> Arg {
    let argument = match argument.get_help_heading() {
        Some(_) => argument,
        None if argument.is_positional() => argument.help_heading("参数"),
        None => argument.help_heading("选项"),
    };
    // clap allows hiding only where there is a value to hide.
    let hidden = argument.get_action().takes_values();
    if hidden { argument.hide_possible_values(true).hide_default_value(true) } else { argument }
}

/// `fashen check [选项] <路径>…`
fn usage(command: &Command, path: &str) -> String {
    let mut usage = format!("{path} [选项]");
    if command.has_subcommands() {
        usage.push_str(" <命令>");
    }
    for argument in command.get_positionals() {
        let name = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        let many = if argument.get_num_args().is_some_and(|range| range.max_values() > 1) { "…" } else { "" };
        usage.push_str(&format!(" <{name}>{many}"));
    }
    usage
}
