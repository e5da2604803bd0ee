//! What is wrong with an article file, told to its author: the place, the line itself, and a word of advice.

use std::collections::BTreeSet;
use std::fmt;

use unicode_width::UnicodeWidthStr;

use super::character::harmless;

/// One fault of an article file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in that line, in characters, counted from 1.
    pub column: usize,
    /// The offending line as it stands in the file.
    pub text: String,
    pub says: String,
    pub advice: String,
}

/// What is wrong at which byte, and the advice.
pub(super) type Found = (usize, String, String);

/// The faults with their places, in the order of the file, each once.
pub(super) fn placed(file: &str, mut found: Vec<Found>) -> Vec<Fault> {
    found.sort_by_key(|(start, ..)| *start);
    let mut seen = BTreeSet::new();
    found.retain(|(start, says, _)| seen.insert((*start, says.clone())));
    let starts: Vec<usize> = [0].into_iter().chain(file.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let fault = |(start, says, advice): Found| {
        let start = file.floor_char_boundary(start.min(file.len()));
        let line = starts.partition_point(|line| *line <= start);
        let line_start = starts.get(line - 1).copied().unwrap_or_default();
        let text = file.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let column = file.get(line_start..start).unwrap_or_default().chars().count() + 1;
        // A place between a carriage return and its line feed is the end of the line.
        Fault { line, column: column.min(text.chars().count() + 1), text: text.to_owned(), says, advice }
    };
    found.into_iter().map(fault).collect()
}

/// Every fault of one file, in the order of the file; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// The faults as lines for a terminal, each begun with the file's name. What could steer the terminal or hide
    /// is shown as a mark, in the name too.
    pub fn report(&self, file: &str) -> String {
        let file = harmless(file);
        let mut report = String::new();
        for fault in &self.0 {
            let Fault { line, column, text, says, advice } = fault;
            let (says, advice, text) = (harmless(says), harmless(advice), harmless(text));
            let pointer = " ".repeat(text.chars().take(column - 1).collect::<String>().width());
            report += &format!("{file}:{line}:{column}: {says}\n");
            report += &format!("  {line:>4} | {text}\n       | {pointer}^\n       = {advice}\n");
        }
        let count = self.0.len();
        let faults = if count == 1 { "fault" } else { "faults" };
        report + &format!("{file}: {count} {faults}; mend the file and try again.\n")
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report("article"))
    }
}

impl std::error::Error for Faults {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_line_and_a_column_in_characters_within_it() {
        for (file, at, expected) in [
            ("", 0, (1, 1, "")),
            ("ab\ncd", 4, (2, 2, "cd")),
            ("é€b", 5, (1, 3, "é€b")),
            ("ab\ncd", 2, (1, 3, "ab")),
            ("ab\r\ncd", 2, (1, 3, "ab")),
            ("ab\r\ncd", 3, (1, 3, "ab")),
            ("ab", 99, (1, 3, "ab")),
        ] {
            let faults = placed(file, vec![(at, String::new(), String::new())]);
            let found = faults.iter().map(|fault| (fault.line, fault.column, fault.text.as_str()));
            assert_eq!(found.collect::<Vec<_>>(), [expected], "{file:?} at {at}");
        }
    }
}
