//! The log of a desk: one line a call. What could not be written is kept, tried again with the next call, and handed back
//! at the end, so that no record is lost with it.

mod append;

use std::io;
use std::path::{Path, PathBuf};

use crate::content::words;
use crate::content::words::fill_in;
use crate::files;
use crate::notes::CaseNotes;

use append::append;

pub use append::can_be_log;

/// Where the lines go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LogTo {
    #[default]
    Nowhere,
    /// To standard output, when the program is left.
    Output,
    File(PathBuf),
}

/// The log, as one run writes it.
#[derive(Debug, Default)]
pub struct Log {
    to: LogTo,
    /// The lines that are not written yet, without their ends.
    unwritten: Vec<String>,
}

impl Log {
    pub fn new(to: LogTo) -> Log {
        Log { to, unwritten: Vec::new() }
    }

    /// Whether there is one.
    pub fn is_on(&self) -> bool {
        self.to != LogTo::Nowhere
    }

    /// Whether its lines are printed.
    pub fn is_output(&self) -> bool {
        self.to == LogTo::Output
    }

    /// Writes the line of a call that is over. Returns what to say where it could not be written.
    pub fn write(&mut self, notes: &CaseNotes) -> Option<String> {
        if self.is_on() {
            self.unwritten.push(notes.line());
        }
        self.write_rest()
    }

    /// Writes what could not be written before. Returns what to say where it still cannot.
    pub fn write_rest(&mut self) -> Option<String> {
        let LogTo::File(file) = &self.to else { return None };
        while let Some(line) = self.unwritten.first() {
            if let Err(error) = append(file, line) {
                return Some(why_not(file, &error));
            }
            self.unwritten.remove(0);
        }
        None
    }

    /// The lines that were not written to a file: those to print, or those that could not be written.
    pub fn unwritten(&self) -> &[String] {
        &self.unwritten
    }
}

fn why_not(file: &Path, error: &io::Error) -> String {
    let words = &words().log;
    let reason = match error.kind() {
        io::ErrorKind::InvalidInput => crate::content::words().notes.not_a_file.to_owned(),
        io::ErrorKind::ResourceBusy => words.busy.to_owned(),
        _ => files::reason(error),
    };
    fill_in(words.not_written, &[("file", &file.display().to_string()), ("reason", &reason)])
}
