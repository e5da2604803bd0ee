//! What is wrong with an article file, told to its author: the place, as much of the line as helps, and a word of
//! advice.

use std::collections::BTreeSet;
use std::fmt;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::character::harmless;

/// One fault of an article file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in that line, in characters, counted from 1.
    pub column: usize,
    /// The line as it stands in the file; of a long one only what is around the place, with … where it is cut.
    pub text: String,
    /// How many characters of `text` stand before the place.
    pub before: usize,
    pub says: String,
    pub advice: String,
}

/// Every fault of one file, in the order of the file; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

/// As many faults as a report shows: more would only hide the first ones.
const MOST_SHOWN: usize = 20;

impl Faults {
    /// The first faults as lines for a terminal, each begun with the file's name, and how many there are. What could
    /// steer the terminal or hide is shown as a mark, in the name too.
    pub fn report(&self, file: &str) -> String {
        let file = harmless(file);
        let mut report = String::new();
        for fault in self.0.iter().take(MOST_SHOWN) {
            let Fault { line, column, text, before, says, advice } = fault;
            let (says, advice, text) = (harmless(says), harmless(advice), harmless(text));
            let pointer = " ".repeat(text.chars().take(*before).collect::<String>().width());
            report += &format!("{file}:{line}:{column}: {says}\n");
            report += &format!("  {line:>4} | {text}\n       | {pointer}^\n       = {advice}\n");
        }
        let counted = match self.0.len() {
            1 => "1 fault".to_owned(),
            count if count > MOST_SHOWN => format!("{count} faults, of which the first {MOST_SHOWN} stand above"),
            count => format!("{count} faults"),
        };
        report + &format!("{file}: {counted}; mend the file and try again.\n")
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report("article"))
    }
}

impl std::error::Error for Faults {}

/// What is wrong at which byte, and the advice.
pub(super) struct Found {
    pub at: usize,
    pub says: String,
    pub advice: String,
}

/// As many characters as are kept of what is said: names of the file may be of any length.
const MOST_SAID: usize = 500;

impl Found {
    pub fn new(at: usize, says: impl Into<String>, advice: impl Into<String>) -> Found {
        let cut = |text: String| match text.char_indices().nth(MOST_SAID) {
            Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
            None => text,
        };
        Found { at, says: cut(says.into()), advice: cut(advice.into()) }
    }
}

/// The faults with their places, in the order of the file, each once. The file is gone through once, however many
/// faults there are and however long its lines.
pub(super) fn placed(file: &str, mut found: Vec<Found>) -> Vec<Fault> {
    found.sort_by_key(|found| found.at);
    let mut faults = Vec::with_capacity(found.len());
    let mut said = BTreeSet::new();
    let mut place = Place { at: 0, line: 1, line_start: 0, column: 1 };
    for Found { at, says, advice } in found {
        let at = file.floor_char_boundary(at.min(file.len()));
        if at != place.at {
            place.go_on(file, at);
        }
        if said.insert((at, says.clone())) {
            faults.push(place.fault(file, says, advice));
        }
    }
    faults
}

/// A place in a file.
struct Place {
    at: usize,
    line: usize,
    line_start: usize,
    column: usize,
}

impl Place {
    /// Goes on to a place that is not before this one.
    fn go_on(&mut self, file: &str, at: usize) {
        let passed = file.get(self.at..at).unwrap_or_default();
        match passed.rsplit_once('\n') {
            Some((_, of_line)) => {
                self.line += passed.matches('\n').count();
                self.line_start = at - of_line.len();
                self.column = 1 + of_line.chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.at = at;
    }

    fn fault(&self, file: &str, says: String, advice: String) -> Fault {
        let Place { at, line, line_start, column } = *self;
        let before = file.get(line_start..at).unwrap_or_default();
        let after = file.get(at..).unwrap_or_default();
        // A place between a carriage return and its line feed is the end of the line.
        let (before, column) = match before.strip_suffix('\r') {
            Some(before) if after.starts_with('\n') => (before, column - 1),
            _ => (before, column),
        };
        let (text, before) = around(before, after);
        Fault { line, column, text, before, says, advice }
    }
}

/// As many columns of a line as are shown: with what stands around them they fit a terminal of 80 columns.
const SHOWN: usize = 68;

/// What is shown of a line around a place, and how many characters of it stand before the place.
fn around(before: &str, after: &str) -> (String, usize) {
    let (_, left) = fitting(before.chars().rev(), SHOWN / 2);
    let (end, right) = fitting(after.chars(), SHOWN - left);
    let (length, _) = fitting(before.chars().rev(), SHOWN - right);
    let (hidden, before) = before.split_at(before.len() - length);
    let (after, rest) = after.split_at(end);
    let cut = |is_cut| if is_cut { "…" } else { "" };
    let (begun, ended) = (cut(!hidden.is_empty()), cut(!rest.is_empty() && !rest.starts_with(LINE_END)));
    ([begun, before, after, ended].concat(), begun.chars().count() + before.chars().count())
}

const LINE_END: [char; 2] = ['\r', '\n'];

/// How many bytes and columns of these characters fit, up to the end of the line.
fn fitting(characters: impl Iterator<Item = char>, most: usize) -> (usize, usize) {
    let (mut bytes, mut columns) = (0, 0);
    for character in characters.take_while(|character| !LINE_END.contains(character)) {
        // A character without width is counted too, so that there are not endlessly many.
        let wide = character.width().unwrap_or(1).max(1);
        if columns + wide > most {
            break;
        }
        bytes += character.len_utf8();
        columns += wide;
    }
    (bytes, columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_at(file: &str, at: usize) -> Fault {
        placed(file, vec![Found::new(at, "", "")]).remove(0)
    }

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
            ("a\nb\n\nd", 5, (4, 1, "d")),
        ] {
            let Fault { line, column, text, before, .. } = fault_at(file, at);
            assert_eq!((line, column, text.as_str()), expected, "{file:?} at {at}");
            assert_eq!(before, column - 1, "{file:?} at {at}");
        }
    }

    #[test]
    fn places_are_found_in_one_go_as_they_are_one_by_one() {
        let file = "one\ntwo, “zwei”, two\r\n\nthree\n漢字, 漢字";
        let found = |at: usize| Found::new(at, at.to_string(), "");
        let places = [7, 3, 0, 30, 12, 12, 9, 21, 40, 23, 99, 22, 24];
        let mut one_by_one: Vec<Fault> = places.iter().flat_map(|at| placed(file, vec![found(*at)])).collect();
        one_by_one.sort_by_key(|fault| fault.says.parse::<usize>().unwrap());
        one_by_one.dedup();
        assert_eq!(placed(file, places.map(found).into()), one_by_one);
    }

    #[test]
    fn a_name_of_any_length_makes_no_long_fault() {
        let Found { says, advice, .. } = Found::new(0, "é".repeat(9_000), "short");
        assert_eq!((says, advice), ("é".repeat(500) + "…", "short".to_owned()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let digits = "0123456789".repeat(30);
        let digits = |from, to| digits.get(from..to).unwrap();
        let (all, wide) = (digits(0, 300), "漢".repeat(300));
        for (line, at, text, before) in [
            (all, 0, format!("{}…", digits(0, 68)), 0),
            (all, 10, format!("{}…", digits(0, 68)), 10),
            (all, 34, format!("{}…", digits(0, 68)), 34),
            (all, 135, format!("…{}…", digits(101, 169)), 35),
            (all, 299, format!("…{}", digits(232, 300)), 68),
            (all, 300, format!("…{}", digits(232, 300)), 69),
            (wide.as_str(), 450, format!("…{}…", "漢".repeat(34)), 18),
        ] {
            let fault = fault_at(line, at);
            assert_eq!((fault.text, fault.before), (text, before), "at {at}");
        }
        let before_another = format!("{all}\r\nab");
        assert_eq!(fault_at(&before_another, 300).text, format!("…{}", digits(232, 300)));
        assert!(fault_at(&"e\u{301}".repeat(9_000), 5_000).text.len() < 200, "marks without width are counted");
    }
}
