//! What is wrong with the arguments, said in Chinese.

use std::error::Error;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::print;

/// Help and version go to stdout, mistakes to stderr with exit code 2.
pub fn show(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let shown = print::plain(&error.render().to_string());
            if shown.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            print::complain(&format!("错误：没有写明要做什么\n\n{}", error.render()));
            ExitCode::from(2)
        }
        _ => {
            print::complain(&format!("错误：{}\n查看用法：fashen --help，或者 fashen <命令> --help", sentence(error)));
            ExitCode::from(2)
        }
    }
}

fn sentence(error: &clap::Error) -> String {
    let said = |kind| value(error, kind);
    let argument = said(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("不认识的参数“{argument}”{}", suggestion(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let name = said(ContextKind::InvalidSubcommand);
            format!("没有命令“{name}”{}", suggestion(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingSubcommand => format!("缺少命令，可用：{}", said(ContextKind::ValidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => format!("{argument} 后面缺少内容"),
        ErrorKind::InvalidValue => {
            let (value, valid) = (said(ContextKind::InvalidValue), said(ContextKind::ValidValue));
            format!("{argument} 不能是“{value}”，可用：{valid}")
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{argument} 不能是“{}”：{why}", said(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            let other = said(ContextKind::PriorArg);
            if other == argument {
                format!("{argument} 只能写一次")
            } else {
                format!("{argument} 不能与 {other} 同时使用")
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的内容个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数里有不是文字的字节".to_owned(),
        _ => format!("参数有误\n{}", error.render()),
    }
}

fn suggestion(error: &clap::Error, kind: ContextKind) -> String {
    match value(error, kind) {
        near if near.is_empty() => String::new(),
        near => format!("，是不是“{near}”？"),
    }
}

fn value(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join("、"),
        Some(ContextValue::StyledStr(one)) => one.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
