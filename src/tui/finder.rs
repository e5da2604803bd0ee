//! Which row a typed word means: the one that begins so, else the only one in which a word begins so. Of what is typed
//! only which row it fits, and how far, is held.

/// So many letters find a word within a row; fewer are too easily the beginning of something else.
const WITHIN: usize = 3;
/// Words that find nothing within a row, since they are an answer of their own, or in many a sentence.
const COMMON: [&str; 12] = ["yes", "not", "the", "and", "but", "for", "you", "its", "can", "all", "any", "are"];

/// How far what is typed fits a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    row: usize,
    /// Which of the row's texts, and at which of its characters it begins.
    text: usize,
    start: usize,
    length: usize,
    /// It is the row that is meant: it begins so, or no other has such a word. Else more must be typed.
    is_found: bool,
    /// How many characters came after the last one that fitted.
    misses: usize,
}

impl Fit {
    /// Nothing is typed.
    pub const NONE: Fit = Fit { row: 0, text: 0, start: 0, length: 0, is_found: false, misses: 0 };

    pub fn is_empty(self) -> bool {
        self.length + self.misses == 0
    }

    /// The row that fits all that was typed.
    pub fn row(self) -> Option<usize> {
        (self.misses == 0 && self.is_found).then_some(self.row)
    }

    /// With one more character that fits nothing, whatever it is.
    pub fn missed(self) -> Fit {
        Fit { misses: self.misses + 1, ..self }
    }

    /// With one more character.
    pub fn then(self, character: char, rows: &[[&str; 2]]) -> Fit {
        if self.misses > 0 {
            return self.missed();
        }
        let typed = self.letters(rows).chain(small(character));
        best(typed, self.length + 1, rows).unwrap_or(self.missed())
    }

    /// With the last character taken back.
    pub fn erased(self, rows: &[[&str; 2]]) -> Fit {
        if self.misses > 0 {
            return Fit { misses: self.misses - 1, ..self };
        }
        let length = self.length.saturating_sub(1);
        if length == 0 {
            return Fit::NONE;
        }
        best(self.letters(rows).take(length), length, rows).unwrap_or(Fit::NONE)
    }

    /// What was typed, read off the row that it fits.
    fn letters<'s>(self, rows: &[[&'s str; 2]]) -> impl Iterator<Item = char> + Clone + use<'s> {
        let text = rows.get(self.row).and_then(|texts| texts.get(self.text)).copied().unwrap_or_default();
        text.chars().flat_map(small).skip(self.start).take(self.length)
    }
}

fn small(character: char) -> impl Iterator<Item = char> + Clone {
    character.to_lowercase()
}

/// The row that begins with what was typed, else the first one in which a word begins so; that one is found only where
/// enough was typed, and no other row has such a word.
fn best(typed: impl Iterator<Item = char> + Clone, length: usize, rows: &[[&str; 2]]) -> Option<Fit> {
    let texts = rows.iter().enumerate();
    let texts = texts.flat_map(|(row, texts)| texts.iter().enumerate().map(move |(place, text)| (row, place, *text)));
    let mut within: Option<Fit> = None;
    let mut is_only = true;
    for (row, place, text) in texts {
        let letters = text.chars().flat_map(small);
        let mut before = None;
        for (start, letter) in letters.clone().enumerate() {
            let begins = before.is_none_or(|before: char| !before.is_alphanumeric()) && letter.is_alphanumeric();
            before = Some(letter);
            if begins && letters.clone().skip(start).take(length).eq(typed.clone()) {
                let fit = Fit { row, text: place, start, length, is_found: start == 0, misses: 0 };
                if start == 0 {
                    return Some(fit);
                }
                is_only &= within.is_none_or(|within| within.row == row);
                within = within.or(Some(fit));
                break;
            }
        }
    }
    let mut common = COMMON.iter();
    let is_common = common.any(|common| typed.clone().filter(|typed| *typed != ' ').eq(common.chars()));
    within.map(|fit| Fit { is_found: length >= WITHIN && is_only && !is_common, ..fit })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [&str; 5] = ["Click2Pop", "ACT!", "eAgent", "Sugar CRM", "Another program"];
    const HAPPENS: [&str; 4] = [
        "Refuses my username or password",
        "Lets me in, then signs me out at once",
        "Asks for its own login, not the 8x8 one",
        "I am not sure",
    ];
    const LETS_IN: [&str; 2] = ["Both let me in", "Only ACT! lets me in"];
    const ANSWERS: [&str; 4] = ["Yes, Editions", "X Series", "No, the older service", "I am not sure"];

    /// What is typed, where `<` takes the last character back.
    fn fit(rows: &[[&str; 2]], typed: &str) -> Fit {
        typed.chars().fold(Fit::NONE, |fit, typed| if typed == '<' { fit.erased(rows) } else { fit.then(typed, rows) })
    }

    fn each(rows: &[&'static str]) -> Vec<[&'static str; 2]> {
        rows.iter().map(|row| [*row, ""]).collect()
    }

    #[test]
    fn a_typed_word_finds_the_row_that_begins_so_else_the_only_one_with_such_a_word() {
        for (rows, typed, found) in [
            (ROWS.as_slice(), "a", Some(1)),
            (&ROWS, "ac", Some(1)),
            (&ROWS, "an", Some(4)),
            (&ROWS, "ACT", Some(1)),
            (&ROWS, "eagent", Some(2)),
            (&ROWS, "crm", Some(3)),
            (&ROWS, "sugar crm", Some(3)),
            (&ROWS, "pro", Some(4)),
            (&ROWS, "click2pop", Some(0)),
            (&ROWS, "gent", None),
            (&ROWS, "Sunny2024&", None),
            (&ANSWERS, "yes", Some(0)),
            (&ANSWERS, "no", Some(2)),
            (&ANSWERS, "not", None),
            (&ANSWERS, "not ", None),
            (&ANSWERS, "not sure", Some(3)),
            (&ANSWERS, "sur", Some(3)),
            (&ANSWERS, "su", None),
            (&ANSWERS, "i", Some(3)),
            (&ANSWERS, "am", None),
            (&ANSWERS, "x", Some(1)),
            (&ANSWERS, "nope", None),
            (&ROWS, "pr", None),
            (&HAPPENS, "no", None),
            (&HAPPENS, "not", None),
            (&HAPPENS, "not s", Some(3)),
            (&HAPPENS, "no, ", None),
            (&HAPPENS, "yes", None),
            (&HAPPENS, "own", Some(2)),
            (&HAPPENS, "the", None),
            (&HAPPENS, "ask", Some(2)),
            (&HAPPENS, "it", None),
            (&HAPPENS, "me", None),
            (&HAPPENS, "8", None),
            (&HAPPENS, "username", Some(0)),
            (&LETS_IN, "let", None),
            (&LETS_IN, "lets", Some(1)),
            (&LETS_IN, "b", Some(0)),
        ] {
            assert_eq!(fit(&each(rows), typed).row(), found, "{typed}");
        }
    }

    #[test]
    fn a_row_is_found_by_any_of_its_texts() {
        let rows = [["eAgent", "E Agent"], ["Another program", "Not it"]];
        for (typed, found) in [("e a", Some(0)), ("ea", Some(0)), ("not", Some(1)), ("pro", Some(1)), ("note", None)] {
            assert_eq!(fit(&rows, typed).row(), found, "{typed}");
        }
    }

    #[test]
    fn a_character_that_is_taken_back_leaves_what_was_found_before_it() {
        for (typed, found) in [
            ("acx<", Some(1)),
            ("acx<<n", Some(4)),
            ("acxyz<<", None),
            ("acxyz<<<", Some(1)),
            ("a<", None),
            ("a<<<s", Some(3)),
        ] {
            assert_eq!(fit(&each(&ROWS), typed).row(), found, "{typed}");
        }
        assert!(fit(&each(&ROWS), "ax<<").is_empty() && !fit(&each(&ROWS), "ax<").is_empty());
    }
}
