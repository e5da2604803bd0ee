//! Which of the answers a line of text is, if it is one.

use zeroize::Zeroizing;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::{Act, Choice, Kind, Page};
use crate::walk::Move;

use super::command::{Command, Spelling};

/// One of the answers that a page offers.
#[derive(Debug, Clone)]
pub struct Offer {
    pub key: String,
    /// Its words, as they are typed.
    pub text: String,
    /// The words that a caller gives, where they differ.
    pub aloud: Option<String>,
    /// What is heard of it.
    pub said: String,
    /// What choosing it asks for.
    pub act: Act,
}

impl Offer {
    pub fn new(key: &str, text: &str, act: Act) -> Offer {
        Offer { key: key.to_owned(), text: text.to_owned(), aloud: None, said: text.to_owned(), act }
    }

    fn of(choice: &Choice<'_>) -> Offer {
        let Choice { key, text, aloud, shown, act, .. } = choice;
        Offer { aloud: aloud.clone(), said: shown.clone(), ..Offer::new(key, text, *act) }
    }
}

/// The answers of a page, or to the next step of a checklist.
pub fn offers(page: &Page<'_>) -> Vec<Offer> {
    match page.kind {
        Kind::Question | Kind::Over(_) => page.choices().map(Offer::of).collect(),
        Kind::Checklist => to_step(page),
        Kind::Password(_) | Kind::Ending(_) => Vec::new(),
    }
}

/// The verbs of the step that comes next, and leaving the rest as it is.
fn to_step(page: &Page<'_>) -> Vec<Offer> {
    let row = page.current_step();
    let mut offers = Vec::new();
    for verb in page.verbs(row) {
        if let Spelling::Answer { key, text } = Command::Verb(verb).spelling() {
            offers.push(Offer::new(key, text, page.act(verb, row)));
        }
    }
    if row < page.steps().count() {
        offers.push(Offer::new("unfinished", &words().plain.unfinished, Act::Move(Move::GoOn)));
    }
    offers
}

/// These answers with their numbers, as a list in a sentence.
pub fn list(offers: &[Offer], places: impl IntoIterator<Item = usize>) -> String {
    let name = |place: usize| offers.get(place).map(|offer| format!("{} {}", place + 1, offer.text));
    places.into_iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// A line in small letters. It may hold a password, given by mistake, so that no copy may be left of it.
fn small(line: &str) -> Zeroizing<String> {
    // With all the room that it can need: growing would leave a copy behind.
    let mut small = Zeroizing::new(String::with_capacity(line.len() * 3));
    small.extend(line.trim().chars().flat_map(char::to_lowercase));
    small
}

/// Whether this line agrees, where yes or no was asked for.
pub fn is_yes(line: &str) -> bool {
    matches!(small(line).as_str(), "y" | "yes")
}

/// Why a line is none of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    Unknown,
    /// It fits these answers, by their places.
    Ambiguous(Vec<usize>),
}

/// The place of the answer that this line chooses: by its number, its key, its words, or a unique beginning of them.
///
/// # Errors
/// Says whether it fits no answer or more than one.
pub fn choose(line: &str, offers: &[Offer]) -> Result<usize, Unclear> {
    let line = small(line);
    if let Ok(number) = line.parse::<usize>() {
        return number.checked_sub(1).filter(|place| *place < offers.len()).ok_or(Unclear::Unknown);
    }
    let key = match line.as_str() {
        "y" => "yes",
        "n" => "no",
        other => other,
    };
    let is = |text: &String| text.to_lowercase().trim_end_matches('.') == *line;
    let whole = |offer: &Offer| offer.key == key || is(&offer.text) || offer.aloud.as_ref().is_some_and(is);
    if let Some(place) = offers.iter().position(whole) {
        return Ok(place);
    }
    // The words that are heard come first: a key is not.
    let fitting = |begins: &dyn Fn(&Offer) -> bool| -> Vec<usize> {
        (0..offers.len()).filter(|place| offers.get(*place).is_some_and(begins)).collect()
    };
    let begins = |text: &String| text.to_lowercase().starts_with(line.as_str());
    let mut by_words = fitting(&|offer| begins(&offer.text) || offer.aloud.as_ref().is_some_and(begins));
    if by_words.is_empty() {
        by_words = fitting(&|offer| offer.key.starts_with(line.as_str()));
    }
    match by_words.as_slice() {
        [place] if !line.is_empty() => Ok(*place),
        [] => Err(Unclear::Unknown),
        _ if line.is_empty() => Err(Unclear::Unknown),
        _ => Err(Unclear::Ambiguous(by_words)),
    }
}

/// What to say of a line that chose no answer. What looks like a password is never repeated.
pub fn unclear(line: &str, why: &Unclear, offers: &[Offer]) -> String {
    let texts = &words().plain;
    let heard = line.trim();
    let all = || list(offers, 0..offers.len());
    let (text, answers) = match why {
        Unclear::Unknown | Unclear::Ambiguous(_) if heard.is_empty() => (&texts.nothing_heard, all()),
        Unclear::Ambiguous(places) => (&texts.ambiguous, list(offers, places.iter().copied())),
        Unclear::Unknown if may_be_repeated(heard) => (&texts.unclear, all()),
        Unclear::Unknown => (&texts.unclear_unrepeated, all()),
    };
    fill_in(text, &[("heard", heard), ("answers", &answers)])
}

/// A password has more than letters in it, or is long; a word or a small number is neither.
fn may_be_repeated(heard: &str) -> bool {
    let plain_word = |word: &str| word.chars().all(char::is_alphabetic) && word.chars().count() <= 12;
    let small_number = heard.len() <= 3 && heard.chars().all(|c| c.is_ascii_digit());
    !heard.is_empty() && (small_number || heard.split(' ').all(plain_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers() -> Vec<Offer> {
        [("no", "No, we are on Classic"), ("yes", "Yes, Editions"), ("unsure", "I am not sure"), ("both", "In both")]
            .map(|(key, text)| Offer::new(key, text, Act::Close))
            .into()
    }

    #[test]
    fn an_answer_is_chosen_by_number_key_words_or_a_unique_beginning() {
        for (line, chosen) in [
            ("1", Ok(0)),
            (" 2 ", Ok(1)),
            ("yes", Ok(1)),
            ("Y", Ok(1)),
            ("n", Ok(0)),
            ("uns", Ok(2)),
            ("unsure", Ok(2)),
            ("I am not sure", Ok(2)),
            ("in b", Ok(3)),
            ("i", Err(Unclear::Ambiguous(vec![2, 3]))),
            ("0", Err(Unclear::Unknown)),
            ("5", Err(Unclear::Unknown)),
            ("", Err(Unclear::Unknown)),
            ("perhaps", Err(Unclear::Unknown)),
        ] {
            assert_eq!(choose(line, &offers()), chosen, "{line:?}");
        }
    }

    #[test]
    fn an_answer_is_chosen_by_the_words_that_a_caller_gives_too() {
        let mut offers =
            vec![Offer::new("eagent", "eAgent", Act::Close), Offer::new("other", "Another program", Act::Close)];
        offers
            .iter_mut()
            .for_each(|offer| offer.aloud = Some(if offer.key == "eagent" { "E Agent" } else { "Not it" }.into()));
        for (line, chosen) in
            [("e agent", Ok(0)), ("E A", Ok(0)), ("eagent", Ok(0)), ("not", Ok(1)), ("another", Ok(1))]
        {
            assert_eq!(choose(line, &offers), chosen, "{line:?}");
        }
    }

    #[test]
    fn what_looks_like_a_password_is_never_repeated() {
        for (line, repeated) in [
            ("perhaps", true),
            ("no idea at all", true),
            ("42", true),
            ("hunter2", false),
            ("Tr0ub4dor&3", false),
            ("correcthorsebatterystaple", false),
            ("12345678", false),
        ] {
            let said = unclear(line, &Unclear::Unknown, &offers());
            assert_eq!(said.contains(line), repeated, "{said}");
            assert!(said.contains("2 Yes, Editions"), "{said}");
        }
    }
}
