//! What a run tells of a file once it is read: what its columns were taken for, what is to be known
//! of the guesses, which rows were rejected.

use crate::config::Scale;
use crate::lang::Lang;
use crate::read::{Reading, Rejected};

/// Rejected rows told one by one; all of them are listed in a file.
const SHOWN: usize = 3;

/// The remarks on one input, a line each.
pub(super) fn of(name: &str, reading: &Reading, lang: Lang) -> Vec<String> {
    let finnish = lang == Lang::Fi;
    let mut lines = vec![columns(name, reading, finnish)];
    // What was set is no guess and needs no remark.
    lines.extend(reading.notes.iter().map(|note| note.text(lang).to_owned()));
    let rejected = reading.rejected.len();
    lines.extend(reading.rejected.iter().take(SHOWN).map(|row| refused(name, row, finnish)));
    if rejected > SHOWN {
        let more = rejected - SHOWN;
        lines.push(if finnish {
            format!("{name}: hylättyjä rivejä lisäksi {more}")
        } else {
            format!("{name}: rejected rows besides these: {more}")
        });
    }
    lines
}

/// The remark on records that a later file says otherwise; none where there are none.
pub(super) fn outdated(n: usize, lang: Lang) -> Option<String> {
    let told = match (lang, n) {
        (_, 0) => return None,
        (Lang::Fi, 1) => {
            "1 rivi on myöhemmässä tiedostossa toisin; myöhempi jää voimaan".to_owned()
        }
        (Lang::Fi, n) => {
            format!("{n} riviä on myöhemmässä tiedostossa toisin; myöhempi jää voimaan")
        }
        (Lang::En | Lang::Sv | Lang::Other, 1) => {
            "1 row says something else in a later file; the later one counts".to_owned()
        }
        (Lang::En | Lang::Sv | Lang::Other, n) => {
            format!("{n} rows say something else in a later file; the later one counts")
        }
    };
    Some(told)
}

fn columns(name: &str, reading: &Reading, finnish: bool) -> String {
    let guesses = reading.columns.guesses.iter();
    let mut roles: Vec<String> = guesses
        .map(|guess| {
            let role = if finnish { guess.role.finnish() } else { guess.role.name() };
            format!("{role} = {}", guess.column)
        })
        .collect();
    if let Some(scale) = reading.scale {
        let word = if finnish { "asteikko" } else { "scale" };
        roles.push(format!("{word} {}", Scale::name(scale)));
    }
    format!("{name}: {}", roles.join(", "))
}

fn refused(name: &str, row: &Rejected, finnish: bool) -> String {
    let column = row.column.as_deref();
    let (number, line, reason) = (row.row, row.line, &row.reason);
    if finnish {
        let column = column.map_or_else(String::new, |c| format!(", sarake ”{c}”"));
        let place = match &row.sheet {
            Some(sheet) => format!("taulukon ”{sheet}” rivi {line}"),
            None => format!("tiedoston rivi {line}"),
        };
        format!("{name}, rivi {number} ({place}){column}: {}", reason.finnish())
    } else {
        let column = column.map_or_else(String::new, |c| format!(", column \"{c}\""));
        let place = match &row.sheet {
            Some(sheet) => format!("sheet \"{sheet}\", row {line}"),
            None => format!("line {line}"),
        };
        format!("{name}, row {number} ({place}){column}: {reason}")
    }
}
