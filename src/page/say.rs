//! Sentences that both front-ends and the notes say alike: wordings for the role, notices, refusals, what to do at an
//! ending, the summary.

use crate::content::words::fill_in;
use crate::content::{Article, Class, Source, Text, Whose, words};
use crate::reference::LONGEST_REFERENCE;
use crate::walk::secret::CAPACITY;
use crate::walk::{LONGEST_NOTE, Notice, Refusal, Role};

use super::{Block, Page};

/// Whose fact something is, and what that is called.
pub fn source(source: &Source, vendor: Option<&str>) -> String {
    let words = &words().whose;
    let text = match source.whose {
        Whose::Article => words.article,
        Whose::Vendor => words.vendor,
        Whose::Ours => words.ours,
    };
    fill_in(text, &[("title", &source.title), ("vendor", vendor.unwrap_or_default())])
}

/// A sentence that names the vendor of the article; where it names none, the one in its place.
pub fn of_vendor(article: &Article, named: &str, unnamed: &str) -> String {
    match &article.vendor {
        Some(vendor) => fill_in(named, &[("vendor", vendor)]),
        None => unnamed.to_owned(),
    }
}

/// Words to say, in quotes.
pub fn quoted(text: &str) -> String {
    fill_in(words().page.quote, &[("text", text)])
}

/// The sentences of a text: each ends with a full stop and a space.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ").map(str::trim_end)
}

/// What an agent says, in quotes.
pub fn aloud_in_quotes(text: &str) -> String {
    fill_in(words().agent.say, &[("text", text)])
}

/// What to do now since the password was told to somebody, to be read.
pub fn told(class: Class) -> &'static str {
    let words = &words().ending;
    match class {
        Class::Solved | Class::Waiting | Class::HandOver => words.told,
        Class::NotSupported => words.told_all_the_same,
        // It is not said which password it was, nor that the vendor's pages could reset it.
        Class::Elsewhere => words.told_elsewhere,
    }
}

/// The same, to be said to the caller.
pub fn told_aloud(class: Class) -> &'static str {
    let words = &words().agent;
    match class {
        Class::Solved | Class::Waiting | Class::HandOver => words.told_now,
        Class::NotSupported => words.told_now_all_the_same,
        Class::Elsewhere => words.told_now_elsewhere,
    }
}

/// What kind of ending it is.
pub fn class(article: &Article, class: Class) -> String {
    let words = &words().ending;
    let text = match class {
        Class::Solved => words.solved,
        Class::NotSupported => words.not_supported,
        Class::Elsewhere => words.elsewhere,
        Class::Waiting => words.waiting,
        Class::HandOver => return of_vendor(article, words.hand_over, words.hand_over_unnamed),
    };
    text.to_owned()
}

/// What a notice says; nothing for [`Notice::Told`], which has a page of its own.
pub fn notice(notice: &Notice) -> Option<String> {
    let (notices, notes) = (&words().notice, &words().notes);
    Some(match notice {
        Notice::Told => return None,
        Notice::LineEndDropped => notices.line_end_dropped.to_owned(),
        Notice::LineEndWithin => notices.line_end_within.to_owned(),
        Notice::NoLongerApplies(answers) => fill_in(notices.no_longer_applies, &[("answers", &answers.join(", "))]),
        Notice::Wiped => notices.wiped.to_owned(),
        Notice::NoteKept => notes.kept.to_owned(),
        Notice::NoteRemoved => notes.removed.to_owned(),
        Notice::NothingNoted => notes.nothing_noted.to_owned(),
        Notice::NotTold => words().agent.told_taken_back.to_owned(),
        Notice::NewCall => notes.new_call.to_owned(),
    })
}

/// Why a move was refused.
pub fn refusal(refusal: &Refusal) -> String {
    let texts = &words().refusal;
    let with_capacity = |text: &str, capacity: usize| fill_in(text, &[("capacity", &capacity.to_string())]);
    match refusal {
        Refusal::NotHere => texts.not_here.to_owned(),
        Refusal::FirstPage => texts.first_page.to_owned(),
        Refusal::NoSuchAnswer => texts.no_such_answer.to_owned(),
        // What to do about it stands on the page.
        Refusal::Doubtful(_) => texts.doubtful.to_owned(),
        Refusal::NothingToUnmark => texts.nothing_to_unmark.to_owned(),
        Refusal::AlwaysShown => texts.always_shown.to_owned(),
        Refusal::Full => with_capacity(texts.full, CAPACITY),
        Refusal::TooLong => with_capacity(texts.too_long, CAPACITY),
        Refusal::NoteTooLong => with_capacity(texts.note_too_long, LONGEST_NOTE),
        Refusal::NoteLooksSecret => words().notes.looks_secret.to_owned(),
        Refusal::NoteStays => words().notes.take_away.to_owned(),
        Refusal::ReferenceTooLong => with_capacity(words().call.reference_too_long, LONGEST_REFERENCE),
        Refusal::ReferenceDoubtful => words().call.reference_doubtful.to_owned(),
    }
}

/// Where somebody stands: what the page is about, and at which step.
pub fn place(page: &Page<'_>) -> String {
    let state = &words().state;
    let Some((step, steps)) = page.place() else { return fill_in(state.at, &[("about", page.about)]) };
    fill_in(state.at_step, &[("about", page.about), ("step", &step.to_string()), ("steps", &steps.to_string())])
}

/// Signs as a list in a sentence.
pub fn signs(signs: &[char]) -> String {
    let mut list = String::with_capacity(2 * signs.len());
    for sign in signs {
        let gap = if list.is_empty() { "" } else { " " };
        list += gap;
        list.push(*sign);
    }
    list
}

/// The same as one speaks: with a word before the last of several.
pub fn signs_in_a_row(signs: &[char]) -> String {
    match signs {
        [first @ .., last] if !first.is_empty() => {
            fill_in(words().password.and, &[("first", &self::signs(first)), ("last", &last.to_string())])
        }
        signs => self::signs(signs),
    }
}

/// A text apart from the words to say that it ends in, where it does: these stand in quotes.
pub fn words_to_say(text: &str) -> (&str, Option<&str>) {
    let quoted = text.strip_suffix('”').and_then(|rest| rest.split_once('“'));
    quoted.map_or((text, None), |(lead, quote)| (lead.trim_end(), Some(quote)))
}

/// What stays on the terminal after an ending: the answers, the ending and what to do now, one line each; nothing
/// before one. It holds no password and no username, since a page holds none.
pub fn summary(page: &Page<'_>) -> Vec<String> {
    let Some(class) = page.class() else { return Vec::new() };
    let texts = &words().summary;
    let mut lines = vec![fill_in(texts.title, &[("article", page.article)])];
    for step in &page.trail {
        lines.push(fill_in(texts.answer, &[("about", step.about), ("answer", &step.answer)]));
    }
    for block in &page.blocks {
        lines.push(match block {
            Block::Outcome(said) => fill_in(texts.ending, &[("class", page.result()), ("say", &said.text)]),
            Block::Cause(said) if page.is_found(said) => continue,
            Block::Cause(said) => fill_in(texts.cause, &[("cause", &said.text)]),
            Block::Now(now) => fill_in(texts.next, &[("next", &now.text)]),
            Block::Contact(said) if class == Class::Solved => fill_in(words().plain.again, &[("text", &said.text)]),
            Block::Contact(said) => fill_in(texts.contact, &[("contact", &said.text)]),
            Block::Say(_)
            | Block::Ask(_)
            | Block::Explain(_)
            | Block::Purpose(_)
            | Block::Address(_)
            | Block::Choice(_)
            | Block::Field(_)
            | Block::Rules(_)
            | Block::Verdict(_)
            | Block::Rule(_)
            | Block::Caution(_)
            | Block::Limit(_)
            | Block::Good(_)
            | Block::AloudHeading(_)
            | Block::Aloud(_)
            | Block::Confirm(_)
            | Block::CallerTypes
            | Block::Step(_)
            | Block::GoOn(_)
            | Block::Result(_)
            | Block::Open(_)
            | Block::After
            | Block::How(_)
            | Block::Why(_)
            | Block::Note(_)
            | Block::Text(_)
            | Block::Heading(_)
            | Block::Advice(_)
            | Block::Verbs(_)
            | Block::Source(_)
            | Block::Entry(_) => continue,
        });
    }
    lines
}

/// The same text in ASCII, for a terminal that shows nothing else; what has no likeness there becomes a question mark.
pub fn ascii(text: &str) -> String {
    text.chars().map(ascii_character).collect()
}

/// The ASCII likeness of a character.
pub fn ascii_character(character: char) -> char {
    let likeness = plain_quote(character);
    if likeness.is_ascii() { likeness } else { '?' }
}

/// The ASCII likeness of a quote or a dash, and every other character as it is.
pub fn plain_quote(character: char) -> char {
    match character {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '–' | '—' | '•' => '-',
        '\u{a0}' => ' ',
        _ => character,
    }
}

/// Whether the words of a text are within another's, whatever their case.
pub(super) fn is_within(aloud: &str, text: &str) -> bool {
    text.to_lowercase().contains(&aloud.to_lowercase())
}

/// The words to read aloud, where a text has them.
pub(super) fn heard(text: &Text) -> &str {
    text.aloud.as_ref().unwrap_or(&text.text)
}

/// Whose wording is said: the agent's in quotes.
pub(super) fn in_role(text: &str, aloud: &str, role: Role) -> String {
    if role == Role::Agent { aloud_in_quotes(aloud) } else { text.to_owned() }
}
