//! `fashen rules` (规则): list, explain, test, schema.

mod explain;
mod handbook;
mod list;
mod written;

use clap::{Args, Subcommand, ValueEnum};

use super::engine::Engine;
use super::options::{Settings, Shared, faulty, today};
use super::{Done, Failure, Verdict, print};
use crate::check::examples;
use crate::lawbook::Lawbook;

#[derive(Args)]
pub struct Rules {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(alias = "列出", about = "列出：所有规则")]
    List {
        #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Terminal, help = "terminal（默认）、json、markdown")]
        format: Format,
    },
    #[command(alias = "主题", about = "主题：专项清理的主题，用于 --theme")]
    Themes,
    #[command(alias = "说明", about = "说明：一条规则的依据、写法、例子")]
    Explain {
        #[arg(value_name = "规则", help = "规则的 id，例如 content/sets-penalty")]
        id: String,
    },
    #[command(alias = "测试", about = "测试：用规则自带的例子测试规则")]
    Test,
    #[command(alias = "格式", about = "格式：规则文件的 JSON Schema，供编辑器使用")]
    Schema,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Terminal,
    Json,
    Markdown,
}

pub fn run(command: &Rules, shared: Shared) -> Done {
    match &command.command {
        Command::List { format } => list(*format, shared),
        Command::Themes => themes(shared),
        Command::Explain { id } => explain(id, shared),
        Command::Test => test(shared),
        Command::Schema => schema(),
    }
}

fn list(format: Format, shared: Shared) -> Done {
    let engine = Engine::load(&Settings::resolve(shared)?)?;
    print::plain(&match format {
        Format::Terminal => list::table(&engine.rules),
        Format::Markdown => handbook::markdown(&engine.rules),
        Format::Json => list::json(&engine.rules).map_err(|error| Failure::new(error.to_string()))?,
    })?;
    Ok(Verdict::Clean)
}

fn themes(shared: Shared) -> Done {
    let engine = Engine::load(&Settings { themes: Vec::new(), ..Settings::resolve(shared)? })?;
    let themes = engine.rules.themes();
    print::plain(&themes.iter().map(|(theme, count)| format!("{theme}（{count}条规则）\n")).collect::<String>())?;
    Ok(Verdict::Clean)
}

fn explain(id: &str, shared: Shared) -> Done {
    let settings = Settings::resolve(shared)?;
    let engine = Engine::load(&settings)?;
    let Some(rule) = engine.rules.find(id) else { return Err(explain::unknown(id, &engine.rules)) };
    let check = written::check(&settings.sources, rule);
    print::plain(&explain::rule(rule, &check, &engine.lawbook, settings.as_of))?;
    Ok(Verdict::Clean)
}

/// Examples that do not hold count as findings; faulty files could not be tested.
fn test(shared: Shared) -> Done {
    let settings = Settings::resolve(shared)?;
    let tested = examples::test(&settings.sources, &Lawbook::built_in(), today());
    let tested = tested.map_err(|faults| faulty(&faults))?;
    let mut out: String = tested.failures.iter().map(|failure| format!("{failure}\n")).collect();
    let result = match tested.failures.len() {
        0 => "全部符合".to_owned(),
        count => format!("{count}处不符合"),
    };
    out.push_str(&format!("测试{}条规则、{}个例子：{result}\n", tested.rules, tested.examples));
    print::plain(&out)?;
    Ok(if tested.failures.is_empty() { Verdict::Clean } else { Verdict::Found })
}

fn schema() -> Done {
    let schema = serde_json::to_string_pretty(&crate::rule::schema());
    print::plain(&format!("{}\n", schema.map_err(|error| Failure::new(error.to_string()))?))?;
    Ok(Verdict::Clean)
}
