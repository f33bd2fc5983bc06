//! How registration numbers (登记号) are written: `{代字}DR-{年}-{序号:5}`.

use super::Fault;

/// A form, read; it looks like the number, with its changing parts in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// 代字 of the place.
    Code,
    Year,
    /// 机关代字 of the issuer.
    Organ,
    /// 序号, with leading zeros up to a width.
    Serial(usize),
}

/// The number's parts that are not counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filling<'a> {
    pub code: Option<&'a str>,
    pub organ: Option<&'a str>,
    pub year: i16,
}

const WIDEST: usize = 12;

impl Form {
    pub fn parse(written: &str) -> Result<Form, Fault> {
        let mut parts = Vec::new();
        let mut rest = written.trim();
        while let Some(open) = rest.find('{') {
            push_text(&mut parts, &rest[..open]);
            let inside = &rest[open + 1..];
            let close = inside.find('}').ok_or_else(|| Fault::Form(format!("“{written}”的 {{ 没有配 }}")))?;
            parts.push(part(&inside[..close])?);
            rest = &inside[close + 1..];
        }
        push_text(&mut parts, rest);
        let serials = parts.iter().filter(|part| matches!(part, Part::Serial(_))).count();
        if serials != 1 {
            return Err(Fault::Form(format!("“{written}”要有一个（且只有一个）{{序号}}")));
        }
        Ok(Form { parts })
    }

    /// What stands before and after the serial; numbers with the same ends are one series.
    pub fn ends(&self, filling: Filling<'_>) -> Result<Ends, Fault> {
        let (mut ends, mut is_after) = (Ends::default(), false);
        for part in &self.parts {
            let piece = match part {
                Part::Text(text) => text.clone(),
                Part::Year => filling.year.to_string(),
                Part::Code => needed(filling.code, "代字", "在 fashen.toml 写 [ledger] code = \"…\"，或者用 --code")?,
                Part::Organ => needed(filling.organ, "机关代字", "用 --organ 写明")?,
                Part::Serial(width) => {
                    (ends.width, is_after) = (*width, true);
                    continue;
                }
            };
            if is_after { ends.after.push_str(&piece) } else { ends.before.push_str(&piece) }
        }
        Ok(ends)
    }
}

fn needed(value: Option<&str>, what: &str, how: &str) -> Result<String, Fault> {
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or_else(|| Fault::Form(format!("缺少{what}；{how}")))
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
}

fn part(inside: &str) -> Result<Part, Fault> {
    let (name, width) = inside.split_once([':', '：']).unwrap_or((inside, "1"));
    let width = width.trim().parse::<usize>().ok().filter(|width| (1..=WIDEST).contains(width));
    match (name.trim(), width) {
        ("代字", _) => Ok(Part::Code),
        ("年", _) => Ok(Part::Year),
        ("机关", _) => Ok(Part::Organ),
        ("序号", Some(width)) => Ok(Part::Serial(width)),
        _ => Err(Fault::Form(format!("不认识“{{{inside}}}”；可用 {{代字}} {{年}} {{机关}} {{序号}} {{序号:5}}"))),
    }
}

/// A series: all but the serial.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    pub before: String,
    pub after: String,
    pub width: usize,
}

impl Ends {
    pub fn name(&self) -> String {
        format!("{}#{}", self.before, self.after)
    }

    pub fn number(&self, serial: u32) -> String {
        format!("{}{serial:0width$}{}", self.before, self.after, width = self.width)
    }

    /// The serial of a number of this series.
    pub fn serial(&self, number: &str) -> Option<u32> {
        let inside = number.strip_prefix(&self.before)?.strip_suffix(&self.after)?;
        let is_number = !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| inside.parse().ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(form: &str) -> Ends {
        let filling = Filling { code: Some("QX"), organ: Some("012"), year: 2026 };
        Form::parse(form).unwrap().ends(filling).unwrap()
    }

    #[test]
    fn forms_of_several_places() {
        assert_eq!(ends("{代字}DR-{年}-{序号:5}").number(7), "QXDR-2026-00007");
        assert_eq!(ends("{代字}-{年}-{机关}{序号:4}").number(12), "QX-2026-0120012");
        assert_eq!(ends("{代字}规〔{年}〕{序号:3}—{机关}").number(1), "QX规〔2026〕001—012");
        assert_eq!(ends("{代字}-{年}-{序号}").number(120), "QX-2026-120");
    }

    #[test]
    fn a_number_is_read_back() {
        let ends = ends("{代字}规〔{年}〕{序号:3}号");
        assert_eq!(ends.serial("QX规〔2026〕041号"), Some(41));
        assert_eq!(ends.serial("QX规〔2025〕041号"), None);
        assert_eq!(ends.serial("QX规〔2026〕号"), None);
        assert_eq!(ends.serial("QX规〔2026〕99999999999号"), None);
    }

    #[test]
    fn faulty_forms_are_refused() {
        for form in ["", "{年}-号", "{序号}{序号}", "{序号", "{月}-{序号}", "{序号:0}"] {
            assert!(Form::parse(form).is_err(), "{form}");
        }
        let lacking = Form::parse("{代字}-{序号}").unwrap().ends(Filling { year: 2026, ..Filling::default() });
        assert!(lacking.unwrap_err().to_string().contains("代字"));
    }
}
