//! What a sweep (清理) writes into the ledger.

use super::field::{Field, Record};
use super::{Fault, Ledger, Stored, store};
use crate::date::Date;

/// What a sweep knows of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SweepRow {
    pub title: String,
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    pub path: String,
    pub published: Option<Date>,
    pub effective: Option<Date>,
    /// 有效期: 5年
    pub term: Option<String>,
    pub expires: Option<Date>,
    /// 继续有效, 修改, 废止, 宣布失效, 需人工判断
    pub proposal: String,
    /// The day of the decision, once a person took it: then the proposal is the result.
    pub decided: Option<Date>,
}

impl Ledger {
    /// Writes the rows of a sweep, all or none: dates and terms that the ledger lacks or has otherwise, and what is
    /// proposed or was decided. May be called for each batch of a long sweep.
    pub fn record_sweep(&mut self, rows: &[SweepRow]) -> Result<Vec<Stored>, Fault> {
        self.write(|transaction| {
            let stored = rows.iter().map(|row| store::put(transaction, &record(row)));
            Ok(stored.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn record(row: &SweepRow) -> Record {
    let mut record = Record::default().with(Field::Title, &row.title).with(Field::Kind, "normative-document");
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let texts = [(Field::DocumentNumber, &row.document_number), (Field::Issuer, &row.issuer), (Field::Term, &row.term)];
    texts.into_iter().for_each(|(field, text)| record.set(field, text.clone().unwrap_or_default()));
    let days = [(Field::Published, row.published), (Field::Effective, row.effective), (Field::Expires, row.expires)];
    days.into_iter().for_each(|(field, date)| record.set(field, day(date)));
    record.set(Field::Path, &row.path);
    record.set(Field::Proposal, &row.proposal);
    if let Some(decided) = row.decided {
        let result = super::meant(&super::Words::built_in().cleanings, &row.proposal);
        record.set(Field::Cleaning, result.map_or(row.proposal.as_str(), |name| &name.id));
        record.set(Field::Cleaned, decided.to_string());
    }
    record
}
