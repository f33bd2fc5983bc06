//! `dossier.toml`: what every file was taken for, as a form for the reviewer to correct.

use crate::date::Date;

const HEAD: &str = "\
# 送审材料的清单。认错的，改 material；不是送审材料的，写 other。这里写的最优先，没有列出的文件照常辨认。
# 读不出内容的文件（扫描件等），写了 material 就算有这一件。
# 种类：fashen rules schema 列出；常用的有 draft 送审稿、earlier 以前的稿子、previous 旧文件、explanation 起草说明、
# basis 制定依据、public-comment 公开征求意见、adoption 采纳情况、fair-competition 公平竞争审查结论、legal-opinion 部门合法性审核意见。
";
const DATES: &str = "
# 步骤的日期。读到的写在注释里；读错的、没有读到的，去掉井号填写，例如 2026-09-01。
[dates]
";

/// A file and what it was taken for.
pub struct FileLine {
    pub path: String,
    pub material: Option<String>,
    pub title: Option<String>,
    pub reason: String,
    pub confidence: &'static str,
    pub is_read: bool,
}

/// A step and the day that was read.
pub struct StepLine {
    pub id: String,
    pub title: String,
    pub date: Option<Date>,
    pub path: String,
}

pub fn toml(files: &[FileLine], steps: &[StepLine]) -> String {
    let files: String = files.iter().map(file).collect();
    let steps: String = steps.iter().map(step).collect();
    format!("{HEAD}{files}{DATES}{steps}")
}

fn file(line: &FileLine) -> String {
    let title = line.title.as_deref().unwrap_or("没有认出");
    let reason = one_line(&line.reason);
    let reason = if reason.is_empty() { String::new() } else { format!("：{reason}") };
    let path = toml::Value::from(line.path.as_str());
    let material = match &line.material {
        Some(material) if line.is_read => format!("material = {}", toml::Value::from(material.as_str())),
        Some(material) => format!("# material = {}", toml::Value::from(material.as_str())),
        None => "# material = \"\"".to_owned(),
    };
    format!("\n# {title}（{}）{reason}\n[[file]]\npath     = {path}\n{material}\n", line.confidence)
}

fn step(line: &StepLine) -> String {
    let (date, from) = match line.date {
        Some(date) if line.path.is_empty() => return format!("{} = {date} # {}\n", line.id, line.title),
        Some(date) => (date.to_string(), format!("，见 {}", line.path)),
        None => (String::new(), "，没有读到".to_owned()),
    };
    format!("# {} = {date} # {}{}\n", line.id, line.title, one_line(&from))
}

fn one_line(s: &str) -> String {
    s.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
