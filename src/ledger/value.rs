//! Cells as people type them → values as the ledger keeps them.

use jiff::civil;

use super::field::{Field, Record, Shape};
use super::words::{Words, meant};
use crate::date::{self, Date, Period};
use crate::numeral;
use crate::text::fold;

/// Day 0 of the numbers that spreadsheets use for days.
const SPREADSHEET_ZERO: Date = civil::date(1899, 12, 30);

/// Writes a cell into a record; says what cannot be understood, and then keeps it under its heading.
pub fn put(record: &mut Record, field: Field, heading: &str, cell: &str) -> Result<(), String> {
    let cell = cell.trim();
    let words = Words::built_in();
    if words.is_empty_mark(&fold(cell)) && field != Field::Title {
        return Ok(());
    }
    match read(field, cell) {
        Ok(Value::Own(value)) => record.set(field, value),
        Ok(Value::Other(other, value)) => {
            record.values.entry(other).or_insert(value);
        }
        Err(why) => {
            record.extra.insert(heading.to_owned(), cell.to_owned());
            return Err(why);
        }
    }
    Ok(())
}

enum Value {
    Own(String),
    /// 有效期 that is a day belongs under 有效期至.
    Other(Field, String),
}

fn read(field: Field, cell: &str) -> Result<Value, String> {
    let words = Words::built_in();
    let named = |names| meant(names, &fold(cell)).map_or_else(|| cell.to_owned(), |name| name.id.clone());
    Ok(match field.shape() {
        Shape::Text => Value::Own(cell.to_owned()),
        Shape::Kind => Value::Own(named(&words.kinds)),
        Shape::Letter => Value::Own(named(&words.letters)),
        Shape::Cleaning => Value::Own(named(&words.cleanings)),
        Shape::Date => Value::Own(day(cell).ok_or_else(|| NO_DAY.to_owned())?.to_string()),
        Shape::Count => Value::Own(count(cell).ok_or_else(|| "不是数".to_owned())?.to_string()),
        Shape::Term => term(cell)?,
    })
}

const NO_DAY: &str = "不是日期（写作 2026-11-21 或者 2026年11月21日）";

/// The only day in a cell: 2026-01-05, 2026.1.5, 20260105, 2026年1月5日起, 2026-01-05 10:30, 46027.
pub fn day(cell: &str) -> Option<Date> {
    // Folding would join a day and the time behind it.
    let (head, time) = cell.trim().split_once(' ').unwrap_or((cell, ""));
    let is_time = !time.is_empty() && time.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '.');
    let folded = fold(if is_time { head } else { cell });
    let s = folded.trim_start_matches(['自', '从', '至', '于']);
    if let Some((day, taken)) = date::read(s) {
        return is_tail(&s[taken..]).then_some(day);
    }
    if s.bytes().all(|b| b.is_ascii_digit()) && s.len() == 8 {
        let (year, rest) = s.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    serial(s)
}

/// What may follow a day without changing it.
fn is_tail(rest: &str) -> bool {
    ["", "起", "止", "起施行", "施行", "公布", "通过", "T00：00：00"].contains(&rest)
}

/// A number of days that a spreadsheet did not show as a date: 1954 to 2119.
fn serial(s: &str) -> Option<Date> {
    let whole = s.split('.').next()?;
    let days = whole.parse::<i32>().ok().filter(|days| (20_000..80_000).contains(days) && whole.len() == 5)?;
    SPREADSHEET_ZERO.checked_add(jiff::Span::new().days(days)).ok()
}

fn count(cell: &str) -> Option<u32> {
    let folded = fold(cell);
    let s = folded.strip_suffix(".0").unwrap_or(&folded);
    let (n, taken) = numeral::read(s)?;
    let units = ["", "条", "件", "天", "日", "个工作日", "工作日", "项", "处", "个"];
    units.contains(&&s[taken..]).then_some(n)
}

/// 5年, 五年, 24个月; a bare 5 counts years; a day is 有效期至, and of 2021.1.1-2026.1.1 it is the last.
fn term(cell: &str) -> Result<Value, String> {
    let folded = fold(cell);
    let s = folded.trim_start_matches("有效期").trim_start_matches(['为', ':', '：']);
    if let Some(last) = day(s).or_else(|| s.split(['至', '~', '～', '—']).next_back().and_then(day)) {
        return Ok(Value::Other(Field::Expires, last.to_string()));
    }
    if let Ok(years) = s.parse::<u32>() {
        return if (1..=50).contains(&years) { Ok(Value::Own(Period::Years(years).to_string())) } else { no_term() };
    }
    match date::read_period(s) {
        Some((period, taken)) if s.len() == taken => Ok(Value::Own(period.to_string())),
        _ => no_term(),
    }
}

fn no_term() -> Result<Value, String> {
    Err("不是期限（写作 5年、24个月，或者届满的日期）".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(cells: &[(Field, &str)]) -> (Record, usize) {
        let mut record = Record::default();
        let faults = cells.iter().filter(|(field, cell)| put(&mut record, *field, field.heading(), cell).is_err());
        let faults = faults.count();
        (record, faults)
    }

    #[test]
    fn days_in_the_forms_of_real_tables() {
        for cell in [
            "2026-01-05",
            "2026.1.5",
            "20260105",
            "2026年1月5日",
            "2026/1/5 10:30",
            "46027",
            "自2026年1月5日起施行",
            "２０２６．１．５",
        ] {
            assert_eq!(day(cell).map(|day| day.to_string()).as_deref(), Some("2026-01-05"), "{cell}");
        }
        for cell in ["2026年13月1日", "2026年1月", "明年", "123", "2026-02-30", "2026-01-05至2027-01-05"] {
            assert_eq!(day(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_term_may_be_a_day() {
        let of = |cell| record(&[(Field::Term, cell)]).0;
        assert_eq!(of("五年").get(Field::Term), Some("5年"));
        assert_eq!(of("5").get(Field::Term), Some("5年"));
        assert_eq!(of("24个月").get(Field::Term), Some("24个月"));
        assert_eq!(of("2026年12月31日").get(Field::Expires), Some("2026-12-31"));
        assert_eq!(of("2021.1.1至2026.1.1").get(Field::Expires), Some("2026-01-01"));
        assert_eq!(of("长期有效"), Record::default());
    }

    #[test]
    fn what_is_not_understood_is_kept() {
        let (record, faults) =
            record(&[(Field::Published, "去年底"), (Field::Opinions, "3条"), (Field::Kind, "采购合同")]);
        assert_eq!(faults, 1);
        assert_eq!(record.extra["公布日期"], "去年底");
        assert_eq!((record.get(Field::Opinions), record.get(Field::Kind)), (Some("3"), Some("contract")));
    }
}
