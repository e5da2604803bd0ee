//! The records of a file, one after the other: each is a line of a log, or the lines from a lone `{` to a lone `}`, as
//! notes are written. It never holds more than one of them.

use std::io::{self, BufRead, BufReader, Read};

/// A record is a few kilobytes, with a full note on every page some thirty; what is longer is none.
const LONGEST: usize = 1 << 20;
/// So much is read at once, in bytes.
const AT_ONCE: usize = 1 << 18;

/// A file as it is read.
pub struct Lines<File> {
    file: BufReader<File>,
    /// The number of the line that was read last.
    number: u64,
    line: Vec<u8>,
    record: Vec<u8>,
    /// The line was read already, and is no part of the record before it.
    is_ahead: bool,
}

/// A record as it was found.
pub struct Found<'l> {
    /// The number of its first line.
    pub line: u64,
    /// What stands there; nothing where it is too long, or not whole.
    pub text: Option<&'l [u8]>,
}

/// How much of a line was taken.
enum Taken {
    All,
    /// It is longer than any record.
    Part,
    /// There is none.
    Nothing,
}

impl<File: Read> Lines<File> {
    pub fn of(file: File) -> Lines<File> {
        let file = BufReader::with_capacity(AT_ONCE, file);
        Lines { file, number: 0, line: Vec::new(), record: Vec::new(), is_ahead: false }
    }

    /// The next record; `None` at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Found<'_>>> {
        loop {
            let taken = if std::mem::take(&mut self.is_ahead) { Taken::All } else { self.read_line()? };
            match taken {
                Taken::Nothing => return Ok(None),
                Taken::Part => return Ok(Some(Found { line: self.number, text: None })),
                Taken::All => {}
            }
            match self.line.trim_ascii() {
                b"" => {}
                b"{" => return self.rest_of_notes().map(Some),
                _ => return Ok(Some(Found { line: self.number, text: Some(&self.line) })),
            }
        }
    }

    /// Notes, from their first line to the lone brace that ends them. A line that begins another record says that they
    /// were cut short before it.
    fn rest_of_notes(&mut self) -> io::Result<Found<'_>> {
        let line = self.number;
        self.record.clear();
        loop {
            self.record.extend_from_slice(&self.line);
            match self.read_line()? {
                Taken::All => {}
                Taken::Part | Taken::Nothing => return Ok(Found { line, text: None }),
            }
            if self.line.starts_with(b"{") {
                self.is_ahead = true;
                return Ok(Found { line, text: None });
            }
            if self.record.len() + self.line.len() > LONGEST {
                return Ok(Found { line, text: None });
            }
            if self.line.starts_with(b"}") {
                self.record.extend_from_slice(&self.line);
                return Ok(Found { line, text: Some(&self.record) });
            }
        }
    }

    /// Reads a line into its room, to its end however long it is.
    fn read_line(&mut self) -> io::Result<Taken> {
        self.line.clear();
        let mut is_whole = true;
        loop {
            let ready = match self.file.fill_buf() {
                Ok(ready) => ready,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let is_end = ready.is_empty();
            let end = ready.iter().position(|byte| *byte == b'\n');
            let piece = end.map_or(ready, |end| ready.get(..=end).unwrap_or(ready));
            let length = piece.len();
            if is_end && self.line.is_empty() && is_whole {
                return Ok(Taken::Nothing);
            }
            match self.line.len() + length <= LONGEST {
                true => self.line.extend_from_slice(piece),
                false => is_whole = false,
            }
            self.file.consume(length);
            if is_end || end.is_some() {
                self.number += 1;
                if self.number == 1 && self.line.starts_with("\u{feff}".as_bytes()) {
                    // Some editors begin a file so.
                    self.line.drain(..3);
                }
                return Ok(if is_whole { Taken::All } else { Taken::Part });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(file: &[u8]) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::of(file);
        let mut records = Vec::new();
        while let Some(Found { line, text }) = lines.next().unwrap() {
            let text = text.map(|text| String::from_utf8_lossy(text).split_whitespace().collect());
            records.push((line, text));
        }
        records
    }

    #[test]
    fn a_record_is_a_line_or_notes_from_brace_to_brace() {
        let whole = |number, text: &str| (number, Some(text.to_owned()));
        let a_line = "x".repeat(LONGEST + 1);
        for (file, expected) in [
            ("", vec![]),
            ("\n \r\n", vec![]),
            ("{\"a\":1}\n{\"a\":2}\n", vec![whole(1, "{\"a\":1}"), whole(2, "{\"a\":2}")]),
            ("\u{feff}{\"a\":1}\r\n{\"a\":2}", vec![whole(1, "{\"a\":1}"), whole(2, "{\"a\":2}")]),
            ("{\n \"a\": {\n }\n}\n{\"a\":2}\n", vec![whole(1, "{\"a\":{}}"), whole(5, "{\"a\":2}")]),
            ("{\n \"a\": 1\n{\n}\n", vec![(1, None), whole(3, "{}")]),
            ("{\n \"a\": 1\n{\"a\":2}\n", vec![(1, None), whole(3, "{\"a\":2}")]),
            ("{\n \"a\": 1\n", vec![(1, None)]),
            (&format!("{a_line}\n{{}}\n"), vec![(1, None), whole(2, "{}")]),
            (&a_line, vec![(1, None)]),
            (&format!("{{\n{a_line}\n}}\n{{}}"), vec![(1, None), whole(3, "}"), whole(4, "{}")]),
        ] {
            let shown: String = file.chars().take(40).collect();
            assert_eq!(records(file.as_bytes()), expected, "{shown}");
        }
    }
}
