//! Registration numbers (统一登记、统一编号): one after another, none twice, none left out.

use rusqlite::{Connection, OptionalExtension, params};

use super::field::Field;
use super::form::{Ends, Filling, Form};
use super::{Fault, Ledger, Trouble, store, stored};
use crate::date::Date;

/// A number that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub value: String,
    pub document: i64,
    pub title: String,
    /// The document had this number before.
    pub is_old: bool,
}

/// What is wrong with the numbers of a series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    pub series: String,
    pub count: usize,
    pub last: Option<String>,
    /// 空号
    pub missing: Vec<String>,
    /// 作废的号, with the reason.
    pub void: Vec<(String, String)>,
}

/// Gaps listed for one series.
const SHOWN: usize = 1_000;

impl Ledger {
    /// Gives a document its number. Reading the last number and writing the next is one act: of two that ask at once,
    /// the second waits.
    pub fn give_number(&mut self, document: i64, form: &Form, filling: Filling<'_>, on: Date) -> Result<Given, Fault> {
        let ends = form.ends(filling)?;
        self.write(|transaction| {
            let mut record = stored(transaction, document)?;
            let title = record.title().to_owned();
            if let Some(value) = record.get(Field::Registration) {
                return Ok(Given { value: value.to_owned(), document, title, is_old: true });
            }
            let serial = last(transaction, &ends)?.map_or(Some(1), |last| last.checked_add(1));
            let serial = serial.ok_or_else(|| Fault::Form("序号用完了".to_owned()))?;
            let value = ends.number(serial);
            let sql = "INSERT INTO number (value, series, serial, document, issued) VALUES (?1, ?2, ?3, ?4, ?5)";
            let issued = on.to_string();
            transaction.execute(sql, params![value, ends.name(), serial, document, issued])?;
            record.set(Field::Registration, &value);
            record.values.entry(Field::Registered).or_insert(issued);
            store::update(transaction, document, &record)?;
            Ok(Given { value, document, title, is_old: false })
        })
    }

    /// Takes a number back from its document; it stays used (作废), with the reason.
    pub fn void_number(&mut self, value: &str, reason: &str) -> Result<(), Fault> {
        self.write(|transaction| {
            let sql = "UPDATE number SET void = ?2, document = NULL WHERE value = ?1 AND void IS NULL";
            let known = transaction.execute(sql, params![value, reason])?;
            let Some((id, _)) = store::holder(transaction, value)?.filter(|_| known > 0) else {
                return Err(Trouble::Fault(Fault::Unknown(format!("由本程序编的登记号 {value}（或者它已经作废）"))));
            };
            let mut record = stored(transaction, id)?;
            record.values.remove(&Field::Registration);
            record.values.remove(&Field::Registered);
            Ok(store::update(transaction, id, &record)?)
        })
    }

    /// Looks for gaps (空号) in a series, from 1 to the last number.
    pub fn number_faults(&self, form: &Form, filling: Filling<'_>) -> Result<Faults, Fault> {
        let ends = form.ends(filling)?;
        self.ask(|connection| {
            let mut serials = registered(connection, &ends)?;
            let void = void(connection, &ends)?;
            let count = serials.len();
            serials.extend(void.iter().map(|(serial, _)| *serial));
            serials.sort_unstable();
            serials.dedup();
            let last = serials.last().copied();
            let missing = (1..last.unwrap_or(1)).filter(|serial| serials.binary_search(serial).is_err());
            Ok(Faults {
                series: ends.name().replace('#', "…"),
                count,
                last: last.map(|last| ends.number(last)),
                missing: missing.take(SHOWN).map(|serial| ends.number(serial)).collect(),
                void: void.into_iter().map(|(serial, why)| (ends.number(serial), why)).collect(),
            })
        })
    }
}

/// The last serial of a series, of those given here and of those that came with imported documents.
fn last(connection: &Connection, ends: &Ends) -> rusqlite::Result<Option<u32>> {
    let sql = "SELECT MAX(serial) FROM number WHERE series = ?1";
    let given: Option<u32> = connection.query_row(sql, [ends.name()], |row| row.get(0)).optional()?.flatten();
    Ok(registered(connection, ends)?.into_iter().max().max(given))
}

/// Serials that documents have.
fn registered(connection: &Connection, ends: &Ends) -> rusqlite::Result<Vec<u32>> {
    let sql = "SELECT registration FROM document WHERE registration >= ?1 AND registration < ?2";
    // Nothing in a number sorts behind this character.
    let beyond = format!("{}\u{10FFFF}", ends.before);
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = statement.query_map([&ends.before, &beyond], |row| row.get::<_, String>(0))?;
    let numbers: Vec<String> = numbers.collect::<rusqlite::Result<_>>()?;
    Ok(numbers.iter().filter_map(|number| ends.serial(number)).collect())
}

fn void(connection: &Connection, ends: &Ends) -> rusqlite::Result<Vec<(u32, String)>> {
    let sql = "SELECT serial, void FROM number WHERE series = ?1 AND void IS NOT NULL ORDER BY serial";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([ends.name()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
