//! What of a record is counted. The rest of it is passed over, and nothing of it is copied.

use std::borrow::Cow;

use serde::Deserialize;

use crate::content::words;
use crate::content::words::fill_in;

/// The form of the records that this program writes.
const SCHEMA: u64 = 2;

/// A text of the record, where it stands there as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Text<'r>(#[serde(borrow)] pub Cow<'r, str>);

/// One call.
#[derive(Debug, Deserialize)]
pub struct Record<'r> {
    #[serde(borrow)]
    pub status: Text<'r>,
    pub at: Text<'r>,
    pub seconds: u64,
    pub path: Vec<Page<'r>>,
    pub asides: Vec<Aside<'r>>,
    pub steps: Vec<Step<'r>>,
    pub cause: Option<Cause<'r>>,
    pub ending: Option<Ending<'r>>,
    schema: u64,
}

#[derive(Debug, Deserialize)]
pub struct Page<'r> {
    #[serde(borrow)]
    pub node: Text<'r>,
    pub answer: Option<Text<'r>>,
    pub answer_text: Option<Text<'r>>,
    pub seconds: u64,
}

#[derive(Debug, Deserialize)]
pub struct Aside<'r> {
    #[serde(borrow)]
    pub node: Text<'r>,
    pub aside: Text<'r>,
}

#[derive(Debug, Deserialize)]
pub struct Step<'r> {
    #[serde(borrow)]
    pub node: Text<'r>,
    pub step: Text<'r>,
    pub title: Text<'r>,
    pub state: Text<'r>,
}

#[derive(Debug, Deserialize)]
pub struct Cause<'r> {
    #[serde(borrow)]
    pub name: Text<'r>,
}

#[derive(Debug, Deserialize)]
pub struct Ending<'r> {
    #[serde(borrow)]
    pub node: Text<'r>,
    pub class: Text<'r>,
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
    /// Says why these bytes are no record that can be counted.
    pub fn read(bytes: &'r [u8]) -> Result<Record<'r>, Fault> {
        #[derive(Deserialize)]
        struct Form {
            schema: u64,
        }
        match serde_json::from_slice::<Record<'r>>(bytes) {
            Ok(record) if record.schema == SCHEMA => Ok(record),
            Ok(Record { schema, .. }) => Err(Fault::Schema(schema)),
            Err(_) => match serde_json::from_slice(bytes) {
                Ok(Form { schema }) if schema != SCHEMA => Err(Fault::Schema(schema)),
                Ok(_) | Err(_) => Err(Fault::NoRecord),
            },
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
