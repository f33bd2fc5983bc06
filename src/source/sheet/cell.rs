//! Values of cells as a reader sees them.

use std::borrow::Cow;

use calamine::{Data, ExcelDateTime};

pub(super) fn text(value: &Data) -> Cow<'_, str> {
    match value {
        Data::Empty => Cow::Borrowed(""),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cow::Borrowed(text),
        Data::Int(number) => Cow::Owned(number.to_string()),
        Data::Float(number) => Cow::Owned(plain(*number)),
        Data::Bool(is_true) => Cow::Borrowed(if *is_true { "TRUE" } else { "FALSE" }),
        Data::DateTime(moment) => Cow::Owned(date(moment)),
        Data::Error(error) => Cow::Owned(error.to_string()),
    }
}

/// A number with the fifteen digits that spreadsheets keep.
pub(super) fn plain(number: f64) -> String {
    const LONG: f64 = 1e18;
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() >= LONG || (rounded != 0.0 && rounded.abs() < 1.0 / LONG) {
        format!("{rounded:E}")
    } else {
        rounded.to_string()
    }
}

fn date(moment: &ExcelDateTime) -> String {
    /// The last day that spreadsheets know: 31 December 9999.
    const LAST: f64 = 2_958_466.0;
    let value = moment.as_f64();
    if !(0.0..LAST).contains(&value) {
        return plain(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() {
        let seconds = (value * 86_400.0).round() as u64;
        return format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        (_, _, 0) => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (value < 1.0, time.is_empty()) {
        (true, false) => time,
        (_, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}
