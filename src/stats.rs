//! The `stats` command: what many calls have in common, from the notes and logs that were written of them. It reads
//! line by line and keeps counts alone, so that a log of years needs no more memory than one of a day.

mod count;
mod lines;
mod record;
mod table;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::content::character::harmless;
use crate::content::words;
use crate::content::words::fill_in;
use crate::files;
use crate::json::Json;

use count::Counts;
use lines::{Found, Lines};
use record::{Fault, Record};

/// So many faults of a file are named one by one: the wrong file has one on each line.
const NAMED: u64 = 20;

/// How statistics are asked for.
pub struct Request<'r> {
    pub files: &'r [PathBuf],
    pub json: bool,
    /// Where it is said what could not be read.
    pub messages: &'r mut dyn Write,
}

/// Whether every file could be read; a line that is no record is left out, and no failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    All,
    /// One of the files, or a part of it, could not be read.
    Some,
}

/// Counts the calls of all these files, and writes what came of it to `out`.
///
/// # Errors
/// When the output is gone. What is wrong with a file is said, and the rest is counted.
pub fn run(request: Request<'_>, out: &mut impl Write) -> io::Result<Read> {
    let Request { files, json, messages } = request;
    let mut counts = Counts::default();
    let mut read = Read::All;
    for (number, file) in (1..).zip(files) {
        if let Err(error) = count_file(file, &mut counts, messages) {
            read = Read::Some;
            // What cannot be read may be no file at all, but a password: it is not repeated.
            let values = [("number", &*format!("{number}")), ("files", &*files.len().to_string())];
            let reason = [("reason", &*files::reason(&error))];
            let text = if files.len() == 1 { words().stats.unreadable_one } else { words().stats.unreadable };
            writeln!(messages, "{}", fill_in(text, &[&values[..], &reason[..]].concat()))?;
        }
    }
    match json {
        true => writeln!(out, "{}", counts.report().json())?,
        false => table::lines(&counts.report()).iter().try_for_each(|line| writeln!(out, "{line}"))?,
    }
    Ok(read)
}

fn count_file(path: &Path, counts: &mut Counts, messages: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::of(File::open(path)?);
    let file = path.display().to_string();
    let mut faults = 0;
    while let Some(Found { line, text }) = lines.next()? {
        let json = text.and_then(|text| Json::read(text).ok());
        let fault = match json.as_ref().ok_or(Fault::NoRecord).and_then(Record::of) {
            Ok(record) => {
                counts.add(&record);
                continue;
            }
            Err(fault) => fault,
        };
        faults += 1;
        counts.leave_out();
        if faults <= NAMED {
            let values = [("file", &*file), ("line", &*line.to_string())];
            writeln!(messages, "{}", harmless(&fault.text(&values)))?;
        }
    }
    if faults > NAMED {
        let more = (faults - NAMED).to_string();
        let said = fill_in(words().stats.more, &[("file", &file), ("count", &more)]);
        writeln!(messages, "{}", harmless(&said))?;
    }
    Ok(())
}
