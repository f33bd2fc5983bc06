//! `fashen ledger number` (编号): registration numbers by the region's form.

use clap::Args;

use super::super::{Done, Failure, Verdict, print};
use super::{Context, fault};
use crate::ledger::{Filling, Form, Ledger};
use crate::output::plain::visible;
use crate::rule::Valued;

#[derive(Args)]
pub struct Number {
    #[arg(value_name = "序号或文号", help = "给哪几件编号：台账序号、文号或者标题")]
    names: Vec<String>,
    #[arg(long, conflicts_with = "names", help = "核对空号、作废的号")]
    check: bool,
    #[arg(long, value_name = "登记号", conflicts_with_all = ["names", "check"], requires = "reason", help = "作废一个号；号不再用")]
    void: Option<String>,
    #[arg(long, value_name = "理由", help = "为什么作废")]
    reason: Option<String>,
    #[command(flatten)]
    form: Forming,
}

/// How the number is made.
#[derive(Args)]
pub struct Forming {
    #[arg(long, value_name = "写法", help = "登记号的写法，例如 {代字}DR-{年}-{序号:5}；默认用设置文件、地区的")]
    form: Option<String>,
    #[arg(long, value_name = "代字", help = "写法里的 {代字}；默认用设置文件 [ledger] code")]
    code: Option<String>,
    #[arg(long, value_name = "机关代字", help = "写法里的 {机关}")]
    organ: Option<String>,
    #[arg(long = "number-year", value_name = "年份", help = "写法里的 {年}；默认今年")]
    year: Option<i16>,
}

pub fn run(command: &Number, context: &Context) -> Done {
    let mut register = context.open()?;
    if let Some(number) = &command.void {
        register.void_number(number, command.reason.as_deref().unwrap_or_default()).map_err(fault)?;
        print::plain(&format!("已作废 {number}；它不再用，也不算空号\n"))?;
        return Ok(Verdict::Clean);
    }
    if command.check {
        return check(context, &register, &command.form);
    }
    if command.names.is_empty() {
        return Err(Failure::new("没有写明给哪一件编号；写序号、文号或者标题，或者用 --check 核对"));
    }
    for name in &command.names {
        let kept = context.one(&register, name)?;
        give(context, &mut register, kept.id, &command.form)?;
    }
    Ok(Verdict::Clean)
}

/// Gives a document its number, and says it.
pub fn give(context: &Context, register: &mut Ledger, document: i64, forming: &Forming) -> Result<(), Failure> {
    let (form, code) = resolved(context, forming)?;
    let on = context.settings.as_of;
    let given = register.give_number(document, &form, forming.filling(&code, on.year()), on).map_err(fault)?;
    let note = if given.is_old { "（原来就有）" } else { "" };
    print::plain(&format!("{}　第{}件《{}》{note}\n", given.value, given.document, visible(&given.title)))
}

fn check(context: &Context, register: &Ledger, forming: &Forming) -> Done {
    let (form, code) = resolved(context, forming)?;
    let filling = forming.filling(&code, context.settings.as_of.year());
    let faults = register.number_faults(&form, filling).map_err(fault)?;
    let last = faults.last.as_deref().unwrap_or("没有");
    let mut out = format!("{}：已编{}个，最后一个{last}\n", faults.series, faults.count);
    faults.void.iter().for_each(|(number, why)| out.push_str(&format!("作废　{number}：{}\n", visible(why))));
    faults.missing.iter().for_each(|number| out.push_str(&format!("空号　{number}\n")));
    if faults.missing.is_empty() {
        out.push_str("没有空号，没有重号\n");
    }
    print::plain(&out)?;
    Ok(if faults.missing.is_empty() { Verdict::Clean } else { Verdict::Found })
}

impl Forming {
    fn filling<'a>(&'a self, code: &'a Option<String>, year: i16) -> Filling<'a> {
        Filling { code: code.as_deref(), organ: self.organ.as_deref(), year: self.year.unwrap_or(year) }
    }
}

/// The form that is named, else that of the profile, else the region's; and the office's own sign.
fn resolved(context: &Context, forming: &Forming) -> Result<(Form, Option<String>), Failure> {
    let settings = &context.settings.profile.ledger;
    let code = forming.code.clone().or_else(|| settings.code.clone());
    if let Some(form) = forming.form.as_ref().or(settings.form.as_ref()) {
        return Ok((Form::parse(form).map_err(fault)?, code));
    }
    let region = context.region()?;
    let Some(Valued { value, source, verified }) = &region.values.registration_form else {
        let how = "在 fashen.toml 写 [ledger] form = \"{代字}-{年}-{序号:5}\"，或者用 --form";
        return Err(Failure::new(format!("本地区没有登记号的写法；{how}")));
    };
    if !verified && !context.settings.quiet {
        print::complain(&format!(
            "注意：登记号的写法“{value}”未核（{source}）；写进 fashen.toml 的 [ledger] form 就不再提示"
        ));
    }
    Ok((Form::parse(value).map_err(fault)?, code))
}
