//! What a line of text means: a command, one of the answers, or neither. A bare letter is always an answer.

use zeroize::Zeroizing;

use crate::content::Words;
use crate::content::words::fill_in;

/// A command; each is a whole word, or a slash and a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Back,
    Change,
    Repeat,
    Where,
    Why,
    NotThat,
    Help,
    Full,
    Quit,
    /// Change between the user's and the agent's wording.
    Agent,
    Note,
    /// The caller told the agent their password.
    Told,
    /// The caller types the password here themselves.
    CallerTypes,
    NewCall,
    /// Write the case notes to a file.
    Save,
    /// Show the case notes.
    Show,
}

const COMMANDS: [(Command, &str, &str); 16] = [
    (Command::Back, "back", "/b"),
    (Command::Change, "change", "/c"),
    (Command::Repeat, "repeat", "/r"),
    (Command::Where, "where", "/s"),
    (Command::Why, "why", "/w"),
    (Command::NotThat, "not-that", "/x"),
    (Command::Help, "help", "/?"),
    (Command::Full, "full", "/full"),
    (Command::Quit, "quit", "/q"),
    (Command::Agent, "agent", "/g"),
    (Command::Note, "note", "/n"),
    (Command::Told, "told", "/t"),
    (Command::CallerTypes, "caller-types", "/y"),
    (Command::NewCall, "new-call", "/new"),
    (Command::Save, "save", "/save"),
    (Command::Show, "show", "/v"),
];

/// The command that this line is, if it is one.
pub fn command(line: impl Iterator<Item = char> + Clone) -> Option<Command> {
    let is = |word: &str| line.clone().flat_map(char::to_lowercase).eq(word.chars());
    COMMANDS
        .into_iter()
        .find(|(_, word, short)| is(word) || is(&word.replace('-', " ")) || is(&format!("/{word}")) || is(short))
        .map(|(command, ..)| command)
}

/// One of the answers that a page offers.
#[derive(Debug)]
pub struct Offer {
    pub key: String,
    /// Its words, as they are typed.
    pub text: String,
    /// The words that a caller gives, where they differ.
    pub aloud: Option<String>,
    /// What is heard of it.
    pub said: String,
}

impl Offer {
    pub fn new(key: &str, text: &str) -> Offer {
        Offer { key: key.to_owned(), text: text.to_owned(), aloud: None, said: text.to_owned() }
    }
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
pub fn unclear(line: &str, why: &Unclear, offers: &[Offer], words: &Words) -> String {
    let name = |place: usize| offers.get(place).map(|offer| format!("{} {}", place + 1, offer.text));
    let list = |places: &mut dyn Iterator<Item = usize>| places.filter_map(name).collect::<Vec<_>>().join(", ");
    let heard = line.trim();
    let (text, answers) = match why {
        _ if heard.is_empty() => (&words.plain.nothing_heard, list(&mut (0..offers.len()))),
        Unclear::Ambiguous(places) => (&words.plain.ambiguous, list(&mut places.iter().copied())),
        Unclear::Unknown if may_be_repeated(heard) => (&words.plain.unclear, list(&mut (0..offers.len()))),
        Unclear::Unknown => (&words.plain.unclear_unrepeated, list(&mut (0..offers.len()))),
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
            .map(|(key, text)| Offer::new(key, text))
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
        let mut offers = vec![Offer::new("eagent", "eAgent"), Offer::new("other", "Another program")];
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
    fn a_command_is_a_whole_word_or_begins_with_a_slash() {
        for (line, expected) in [
            ("back", Some(Command::Back)),
            ("/b", Some(Command::Back)),
            ("BACK", Some(Command::Back)),
            ("b", None),
            ("/?", Some(Command::Help)),
            ("/help", Some(Command::Help)),
            ("/not-that", Some(Command::NotThat)),
            ("not-that", Some(Command::NotThat)),
            ("backwards", None),
            ("", None),
        ] {
            assert_eq!(command(line.chars()), expected, "{line:?}");
        }
    }

    #[test]
    fn what_looks_like_a_password_is_never_repeated() {
        let words = Words::load().unwrap();
        for (line, repeated) in [
            ("perhaps", true),
            ("no idea at all", true),
            ("42", true),
            ("hunter2", false),
            ("Tr0ub4dor&3", false),
            ("correcthorsebatterystaple", false),
            ("12345678", false),
        ] {
            let said = unclear(line, &Unclear::Unknown, &offers(), &words);
            assert_eq!(said.contains(line), repeated, "{said}");
            assert!(said.contains("2 Yes, Editions"), "{said}");
        }
    }
}
