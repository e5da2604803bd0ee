//! Which of the answers a line of text is, if it is one.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::over::Then;
use crate::page::{Act, Choice, Kind, Over, Page, Verb};

use super::command::{Command, DONE, LEAVE, NOT_YET, SKIP, Spelling, is_known};
use super::signs::by_name;

/// One of the answers that a page offers.
#[derive(Debug, Clone)]
pub struct Offer {
    pub key: String,
    /// Its words, as they are typed.
    pub text: String,
    /// The words that a caller gives, where they differ.
    pub aloud: Option<String>,
    /// What is heard of it; nothing where it is not listed, since the question says it.
    pub said: Option<String>,
    /// It is chosen by this number, too; what no list numbers has none.
    pub number: Option<usize>,
    /// What choosing it asks for.
    pub act: Act,
}

impl Offer {
    /// One of a list.
    pub fn listed(number: usize, key: &str, text: &str, act: Act) -> Offer {
        let (key, text) = (key.to_owned(), text.to_owned());
        Offer { key, said: Some(text.clone()), text, aloud: None, number: Some(number), act }
    }

    fn of((place, choice): (usize, &Choice<'_>)) -> Offer {
        let Choice { key, text, aloud, shown, act, .. } = choice;
        Offer {
            aloud: aloud.clone().map(Cow::into_owned),
            said: Some(shown.clone().into_owned()),
            ..Offer::listed(place + 1, key, text, *act)
        }
    }

    /// An answer to a step.
    fn to_step(word: &str, text: &str, act: Act) -> Offer {
        Offer { key: word.to_owned(), text: text.to_owned(), aloud: None, said: None, number: None, act }
    }
}

/// The answers of a page, or to the next step of a checklist.
pub fn offers(page: &Page<'_>) -> Vec<Offer> {
    match page.kind {
        Kind::Question | Kind::Over(_) => {
            let mut offers: Vec<Offer> = page.choices().enumerate().map(Offer::of).collect();
            match page.kind {
                // It is asked whether to go on.
                Kind::Over(Over::Offer) => is_yes_too(&mut offers, |offer| offer.act == Act::Close),
                // It is asked for the only call that waits.
                Kind::Over(Over::Parked) if offers.iter().filter(|offer| is_call(offer)).count() == 1 => {
                    is_yes_too(&mut offers, is_call);
                }
                _ => {}
            }
            offers
        }
        Kind::Checklist => to_step(page),
        Kind::Password(_) | Kind::Ending(_) => Vec::new(),
    }
}

/// The verbs of the step that comes next, and leaving the rest as it is. An empty line is the first of them.
fn to_step(page: &Page<'_>) -> Vec<Offer> {
    let texts = &words().plain;
    let row = page.current_step();
    let mut offers = Vec::new();
    for verb in page.verbs(row) {
        if let Spelling::Answer(word) = Command::Verb(verb).spelling() {
            let text = if word == SKIP { texts.skipped } else { word };
            offers.push(Offer::to_step(word, text, page.act(verb, row)));
        }
    }
    is_yes_too(&mut offers, |offer| offer.key == DONE);
    if row < page.steps().count() {
        // What the key of the full screen is called, and what its footer says.
        let asides = Offer::to_step("x", "x", page.act(Verb::Asides, row));
        offers.push(Offer { aloud: Some("something else".to_owned()), ..asides });
        offers.push(Offer::to_step(NOT_YET, "not yet", Act::Close));
        offers.push(Offer::to_step(LEAVE, LEAVE, page.act(Verb::GoOn, row)));
    }
    offers
}

/// Whether it takes up a parked call.
fn is_call(offer: &Offer) -> bool {
    matches!(offer.act, Act::End(Then::TakeUp(_)))
}

/// One of these can be chosen by a yes.
fn is_yes_too(offers: &mut [Offer], is_it: impl Fn(&Offer) -> bool) {
    if let Some(offer) = offers.iter_mut().find(|offer| is_it(offer)) {
        offer.aloud = Some("yes".to_owned());
    }
}

/// These answers with their numbers, as a list in a sentence.
pub fn list(offers: &[Offer], places: impl IntoIterator<Item = usize>) -> String {
    let name = |place: usize| {
        offers.get(place).map(|offer| match offer.number {
            Some(number) => format!("{number} {}", by_name(&offer.text)),
            None => offer.text.clone(),
        })
    };
    places.into_iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// What can be answered, in a sentence.
pub fn answers(offers: &[Offer]) -> String {
    if offers.iter().all(|offer| offer.said.is_none()) {
        return words().plain.enter.to_owned();
    }
    fill_in(words().plain.one_of, &[("answers", &list(offers, 0..offers.len()))])
}

/// A line in small letters. It may hold a password, given by mistake, so that no copy may be left of it.
fn small(line: &str) -> Zeroizing<String> {
    // With all the room that it can need: growing would leave a copy behind.
    let mut small = Zeroizing::new(String::with_capacity(line.len() * 3));
    small.extend(line.trim().trim_end_matches('.').chars().flat_map(char::to_lowercase));
    small
}

/// Whether this line agrees, where yes or no was asked for.
pub fn is_yes(line: &str) -> bool {
    matches!(small(line).as_str(), "y" | "yes")
}

/// Whether this line says no.
pub fn is_no(line: &str) -> bool {
    matches!(small(line).as_str(), "n" | "no")
}

/// Why a line is none of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    Unknown,
    /// It fits these answers, by their places.
    Ambiguous(Vec<usize>),
}

/// The place of the answer that this line chooses: by its number, its whole key, its words, a unique beginning of them,
/// or two words or more that it alone ends in ("not sure").
///
/// # Errors
/// Says whether it fits no answer or more than one.
pub fn choose(line: &str, offers: &[Offer]) -> Result<usize, Unclear> {
    let line = small(line);
    // A longer one may be a reference: no list has so many rows.
    if let (Ok(number), ..3) = (line.parse::<usize>(), line.len()) {
        return offers.iter().position(|offer| offer.number == Some(number)).ok_or(Unclear::Unknown);
    }
    // Where the question says the answers, Enter is the first of them.
    if line.is_empty() && offers.first().is_some_and(|offer| offer.said.is_none()) {
        return Ok(0);
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
    // A key is not heard, and can begin with the very words that its answer denies: it counts as a whole only.
    let begins = |text: &String| text.to_lowercase().starts_with(line.as_str());
    let fits = |offer: &Offer| begins(&offer.text) || offer.aloud.as_ref().is_some_and(begins);
    let those = |fits: &dyn Fn(&Offer) -> bool| -> Vec<usize> {
        (0..offers.len()).filter(|place| offers.get(*place).is_some_and(fits)).collect()
    };
    let mut fitting = those(&fits);
    if fitting.is_empty() && line.contains(' ') {
        let ends =
            |text: &String| text.to_lowercase().strip_suffix(line.as_str()).is_some_and(|before| before.ends_with(' '));
        fitting = those(&|offer| ends(&offer.text) || offer.aloud.as_ref().is_some_and(ends));
    }
    match fitting.as_slice() {
        [place] if !line.is_empty() => Ok(*place),
        [] => Err(Unclear::Unknown),
        _ if line.is_empty() => Err(Unclear::Unknown),
        _ => Err(Unclear::Ambiguous(fitting)),
    }
}

/// What to say of a line that chose no answer. It may be a password, and is repeated only where it is made of words that
/// the program says itself.
pub fn unclear(line: &str, why: &Unclear, offers: &[Offer]) -> String {
    let texts = &words().plain;
    let heard = line.trim();
    let (text, answers) = match why {
        Unclear::Unknown | Unclear::Ambiguous(_) if heard.is_empty() => (texts.nothing_heard, answers(offers)),
        Unclear::Ambiguous(places) => (texts.ambiguous, list(offers, places.iter().copied())),
        Unclear::Unknown if may_be_repeated(heard, offers) => (texts.unclear, answers(offers)),
        Unclear::Unknown => (texts.unclear_unrepeated, answers(offers)),
    };
    fill_in(text, &[("heard", heard), ("answers", &answers)])
}

/// A small number, commands, and words of these answers.
fn may_be_repeated(heard: &str, offers: &[Offer]) -> bool {
    let heard = small(heard);
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let of_offer = |offer: &Offer, word: &str| {
        let texts = [Some(&offer.key), Some(&offer.text), offer.aloud.as_ref()].into_iter().flatten();
        texts.flat_map(|text| text.split([' ', '-'])).any(|known| bare(known) == word)
    };
    let is_number = heard.len() <= 3 && heard.chars().all(|c| c.is_ascii_digit());
    let is_known = |word: &str| is_known(word) || offers.iter().any(|offer| of_offer(offer, word));
    !heard.is_empty() && (is_number || heard.split(' ').all(is_known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers() -> Vec<Offer> {
        let offers = [
            ("no", "No, we are on Classic"),
            ("yes", "Yes, Editions"),
            ("unsure", "I am not sure"),
            ("both", "In both"),
        ];
        let offer = |(place, (key, text)): (usize, &(&str, &str))| Offer::listed(place + 1, key, text, Act::Close);
        offers.iter().enumerate().map(offer).collect()
    }

    #[test]
    fn an_answer_is_chosen_by_number_key_words_or_a_unique_beginning() {
        for (line, chosen) in [
            ("1", Ok(0)),
            (" 2 ", Ok(1)),
            ("yes", Ok(1)),
            ("Y", Ok(1)),
            ("n", Ok(0)),
            ("uns", Err(Unclear::Unknown)),
            ("unsure", Ok(2)),
            ("I am not sure", Ok(2)),
            ("in b", Ok(3)),
            ("i", Err(Unclear::Ambiguous(vec![2, 3]))),
            ("0", Err(Unclear::Unknown)),
            ("5", Err(Unclear::Unknown)),
            ("", Err(Unclear::Unknown)),
            ("perhaps", Err(Unclear::Unknown)),
            ("not sure", Ok(2)),
            ("ot sure", Err(Unclear::Unknown)),
            ("am not", Err(Unclear::Unknown)),
            ("sure", Err(Unclear::Unknown)),
        ] {
            assert_eq!(choose(line, &offers()), chosen, "{line:?}");
        }
    }

    #[test]
    fn an_answer_is_chosen_by_the_words_that_a_caller_gives_too() {
        let mut offers = vec![
            Offer::listed(1, "eagent", "eAgent", Act::Close),
            Offer::listed(2, "other", "Another program", Act::Close),
        ];
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
    fn only_what_the_program_says_itself_is_repeated() {
        for (line, repeated) in [
            ("in classic", true),
            ("Skip", true),
            ("not-that", true),
            ("42", true),
            ("sunshine", false),
            ("correct horse", false),
            ("no sunshine", false),
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
