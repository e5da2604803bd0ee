//! What of a record is counted. The rest of it is passed over, and nothing of it is copied.

use crate::content::words;
use crate::content::words::fill_in;
use crate::json::{FromJson, Json, Misfit, from_json};

/// The form of the records that this program writes.
const SCHEMA: u64 = 2;

/// One call.
#[derive(Debug)]
pub struct Record<'r> {
    pub status: &'r str,
    pub at: &'r str,
    pub seconds: u64,
    pub path: Vec<Page<'r>>,
    pub asides: Vec<Aside<'r>>,
    pub steps: Vec<Step<'r>>,
    pub cause: Option<Cause<'r>>,
    pub ending: Option<Ending<'r>>,
}

#[derive(Debug)]
pub struct Page<'r> {
    pub node: &'r str,
    pub answer: Option<&'r str>,
    pub answer_text: Option<&'r str>,
    pub seconds: u64,
}

#[derive(Debug)]
pub struct Aside<'r> {
    pub node: &'r str,
    pub aside: &'r str,
}

#[derive(Debug)]
pub struct Step<'r> {
    pub node: &'r str,
    pub step: &'r str,
    pub title: &'r str,
    pub state: &'r str,
}

#[derive(Debug)]
pub struct Cause<'r> {
    pub name: &'r str,
}

#[derive(Debug)]
pub struct Ending<'r> {
    pub node: &'r str,
    pub class: &'r str,
}

from_json! {
    Record<'t> { status, at, seconds, path, asides, steps, cause, ending }
    Page<'t> { node, answer, answer_text, seconds }
    Aside<'t> { node, aside }
    Step<'t> { node, step, title, state }
    Cause<'t> { name }
    Ending<'t> { node, class }
}

/// Why a line is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NoRecord,
    /// A record of another form, as an older or a newer program writes it.
    Schema(u64),
}

impl<'r> Record<'r> {
    /// # Errors
    /// Says why this is no record that can be counted.
    pub fn of(json: &'r Json<'r>) -> Result<Record<'r>, Fault> {
        let schema = json.fields().and_then(|mut fields| fields.take("schema"));
        match schema.map_err(|Misfit| Fault::NoRecord)? {
            SCHEMA => Record::from_json(json).map_err(|Misfit| Fault::NoRecord),
            schema => Err(Fault::Schema(schema)),
        }
    }
}

impl Fault {
    /// The fault in words, at the place that these values name.
    pub fn text(self, place: &[(&str, &str)]) -> String {
        let words = &words().stats;
        match self {
            Fault::NoRecord => fill_in(words.no_record, place),
            Fault::Schema(schema) => {
                let schema = schema.to_string();
                fill_in(words.other_schema, &[place, &[("schema", &*schema)]].concat())
            }
        }
    }
}
