//! Notices, refusals and the summary as sentences, the same for both front-ends.

use crate::content::words::fill_in;
use crate::content::{Class, Source, Whose, Words};

use super::page::{Address, Answered, Body, EndingBody, Fields, Page, RuleBody, Said, StepBody};
use super::rule::Integrations;
use super::secret::CAPACITY;
use super::{Notice, Refusal, Role};

/// A text, followed by whose facts it states where they are not the page's.
pub fn with_source(said: &Said<'_>, page: &Source, words: &Words) -> String {
    match said.whose_if_other(page) {
        Some(whose) => format!("{} {}", said.text, whose_words(whose, words)),
        None => said.text.clone(),
    }
}

/// An address, followed by whose it is where that is not whose page this is.
pub fn address(address: Address<'_>, page: &Page<'_>, words: &Words) -> String {
    let (role, page) = (page.role, page.source);
    let Address { link, source } = address;
    let text = fill_in(&words.page.address, &[("label", &link.label), ("address", &link.address)]);
    let text = match &link.aloud {
        Some(aloud) if role == Role::Agent => format!("{text} {}", fill_in(&words.agent.say, &[("text", aloud)])),
        Some(_) | None => text,
    };
    if source.whose == page.whose { text } else { format!("{text} {}", whose_words(source.whose, words)) }
}

/// A rule, followed by whose it is where it is not the article's: the heading over the rules says that they are.
pub fn rule(rule: &RuleBody<'_>, words: &Words) -> String {
    rule_and_whose(rule, &rule.said.text, words)
}

/// The same with every sign by its name: a screen reader leaves many signs out, and runs the others together.
pub fn rule_aloud(rule: &RuleBody<'_>, words: &Words) -> String {
    rule_and_whose(rule, aloud(&rule.said), words)
}

fn rule_and_whose(rule: &RuleBody<'_>, text: &str, words: &Words) -> String {
    match rule.said.source.whose {
        Whose::Article => text.to_owned(),
        whose @ (Whose::EightByEight | Whose::Ours) => format!("{text} {}", whose_words(whose, words)),
    }
}

/// A text as the page's role needs it: to be read, or to be read aloud.
pub fn wording(said: &Said<'_>, page: &Page<'_>, words: &Words) -> String {
    // A page that the caller types on is for the caller to read.
    let for_caller = matches!(&page.body, Body::Password(body) if body.fields == Fields::Caller);
    match (&said.aloud, page.role) {
        _ if for_caller => with_source(said, page.source, words),
        (Some(aloud), Role::Agent) => aloud_in_quotes(aloud, said.whose_if_other(page.source), words),
        (Some(_) | None, Role::User) | (None, Role::Agent) => with_source(said, page.source, words),
    }
}

fn aloud_in_quotes(aloud: &str, whose: Option<Whose>, words: &Words) -> String {
    let text = fill_in(&words.agent.say, &[("text", aloud)]);
    whose.map_or(text.clone(), |whose| format!("{text} {}", whose_words(whose, words)))
}

/// The words to read aloud, where a text has them.
pub fn aloud<'s>(said: &'s Said<'_>) -> &'s str {
    said.aloud.as_ref().unwrap_or(&said.text)
}

/// What to do now since the password was told to somebody, as the page's role needs it. It is our advice, everywhere.
pub fn told(page: &Page<'_>, class: Class, words: &Words) -> String {
    let text = match (page.role, class) {
        (Role::User, _) => told_as_text(class, words),
        (Role::Agent, Class::Solved | Class::HandOver) => &words.agent.told_now,
        (Role::Agent, Class::NotSupported) => &words.agent.told_now_all_the_same,
        (Role::Agent, Class::Elsewhere) => &words.agent.told_now_elsewhere,
    };
    format!("{text} {}", whose_words(Whose::Ours, words))
}

/// The same, to be read.
pub fn told_as_text(class: Class, words: &Words) -> &String {
    match class {
        Class::Solved | Class::HandOver => &words.ending.told,
        Class::NotSupported => &words.ending.told_all_the_same,
        // It is not said which password it was, nor that 8x8's pages could reset it.
        Class::Elsewhere => &words.ending.told_elsewhere,
    }
}

/// What to do first at an ending that hands over a reset which was left with steps unmarked. It is our advice.
pub fn unmarked(page: &Page<'_>, ending: &EndingBody<'_>, words: &Words) -> Option<String> {
    let text = unmarked_as_text(ending, words)?;
    let text = if page.role == Role::Agent { words.agent.unmarked.clone() } else { text };
    Some(format!("{text} {}", whose_words(Whose::Ours, words)))
}

/// The same, to be read.
pub fn unmarked_as_text(ending: &EndingBody<'_>, words: &Words) -> Option<String> {
    let is_asked = ending.unmarked > 0 && ending.class == Class::HandOver;
    is_asked.then(|| counted(ending.unmarked, &words.ending.unmarked_one, &words.ending.unmarked))
}

/// An answer to choose: an agent sees how it is said, too, where that is not in its words.
pub fn choice(said: &Said<'_>, page: &Page<'_>, words: &Words) -> String {
    let text = with_source(said, page.source, words);
    match &said.aloud {
        Some(aloud) if page.role == Role::Agent && !is_within(aloud, &said.text) => {
            fill_in(&words.agent.say_answer, &[("text", &text), ("aloud", aloud)])
        }
        Some(_) | None => text,
    }
}

fn is_within(aloud: &str, text: &str) -> bool {
    text.to_lowercase().contains(&aloud.to_lowercase())
}

/// A step with its condition, as the page's role needs it.
pub fn step(step: &StepBody<'_>, page: &Page<'_>, role: Role, words: &Words) -> String {
    let both = |text: fn(&Said<'_>) -> String| {
        let condition = step.only_if.as_ref().map_or(String::new(), |only_if| text(only_if) + " ");
        condition + &text(&step.said)
    };
    let whose = step.said.whose_if_other(page.source);
    match role {
        Role::Agent => aloud_in_quotes(&both(|said| aloud(said).to_owned()), whose, words),
        Role::User => {
            let text = both(|said| said.text.clone());
            whose.map_or(text.clone(), |whose| format!("{text} {}", whose_words(whose, words)))
        }
    }
}

fn whose_words(whose: Whose, words: &Words) -> &str {
    match whose {
        Whose::Article => &words.whose.article,
        Whose::EightByEight => &words.whose.eight_by_eight,
        Whose::Ours => &words.whose.ours,
    }
}

/// Whose facts a page states where nothing else is said.
pub fn page_source<'w>(source: &Source, words: &'w Words) -> &'w str {
    match source.whose {
        Whose::Article => &words.whose.page_article,
        Whose::EightByEight => &words.whose.page_eight_by_eight,
        Whose::Ours => &words.whose.page_ours,
    }
}

pub fn answered<'w>(answer: &'w Answered, words: &'w Words) -> &'w str {
    match answer {
        Answered::Words(text) => text,
        Answered::Checked => &words.answered.checked,
        Answered::Later => &words.answered.later,
        Answered::Done => &words.answered.done,
        Answered::Unfinished => &words.answered.unfinished,
    }
}

pub fn class(class: Class, words: &Words) -> &str {
    match class {
        Class::Solved => &words.ending.solved,
        Class::NotSupported => &words.ending.not_supported,
        Class::Elsewhere => &words.ending.elsewhere,
        Class::HandOver => &words.ending.hand_over,
    }
}

pub fn notice(notice: &Notice, words: &Words) -> String {
    match notice {
        Notice::LineEndDropped => words.notice.line_end_dropped.clone(),
        Notice::LineEndWithin => words.notice.line_end_within.clone(),
        Notice::NoLongerApplies(answers) => {
            fill_in(&words.notice.no_longer_applies, &[("answers", &answers.join(", "))])
        }
        Notice::Wiped => words.notice.wiped.clone(),
    }
}

/// A refusal as the full screen says it: with the key that goes on all the same, where there is one.
pub fn refusal(refusal: &Refusal, words: &Words) -> String {
    let reason = refusal_reason(refusal, words);
    if refusal.can_insist() { fill_in(&words.refusal.insist, &[("reason", &reason)]) } else { reason }
}

/// Why a step was refused.
pub fn refusal_reason(refusal: &Refusal, words: &Words) -> String {
    let texts = &words.refusal;
    match refusal {
        Refusal::NotHere => texts.not_here.clone(),
        Refusal::FirstPage => texts.first_page.clone(),
        Refusal::NoSuchAnswer => texts.no_such_answer.clone(),
        Refusal::Doubtful { unmet, integrations, troublesome } => {
            let mut reasons = Vec::new();
            if *unmet > 0 {
                reasons.push(counted(*unmet, &texts.unmet_one, &texts.unmet));
            }
            match integrations {
                Integrations::Clear => {}
                Integrations::Uncertain => reasons.push(texts.uncertain.clone()),
                Integrations::Trouble => reasons.push(fill_in(&texts.trouble, &[("signs", &signs(troublesome))])),
            }
            reasons.join(" ")
        }
        Refusal::StepsOpen(open) => counted(*open, &texts.steps_open_one, &texts.steps_open),
        Refusal::NothingToUnmark => texts.nothing_to_unmark.clone(),
        Refusal::AlwaysShown => texts.always_shown.clone(),
        Refusal::Full => fill_in(&texts.full, &[("capacity", &CAPACITY.to_string())]),
        Refusal::TooLong => fill_in(&texts.too_long, &[("capacity", &CAPACITY.to_string())]),
    }
}

/// The same text in ASCII, for a terminal that shows nothing else; what has no likeness there becomes a question mark.
pub fn ascii(text: &str) -> String {
    text.chars().map(ascii_character).collect()
}

/// The ASCII likeness of a character.
pub fn ascii_character(character: char) -> char {
    match character {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '–' | '—' | '•' => '-',
        '\u{a0}' => ' ',
        character if character.is_ascii() => character,
        _ => '?',
    }
}

fn counted(count: usize, one: &str, more: &str) -> String {
    fill_in(if count == 1 { one } else { more }, &[("count", &count.to_string())])
}

/// Signs as a list in a sentence.
pub fn signs(signs: &[char]) -> String {
    signs.iter().map(char::to_string).collect::<Vec<_>>().join(" ")
}

/// What stays on the terminal after an ending: the answers, the ending and what to do now, one line each. It holds
/// no password and no username, since a page holds none.
pub fn summary(page: &Page<'_>, words: &Words) -> Vec<String> {
    let Body::Ending(ending) = &page.body else { return Vec::new() };
    let texts = &words.summary;
    let mut lines = vec![texts.title.clone()];
    for step in &page.trail {
        lines.push(fill_in(&texts.answer, &[("about", step.about), ("answer", answered(&step.answer, words))]));
    }
    lines.push(fill_in(&texts.ending, &[("class", class(ending.class, words)), ("say", &page.ask.text)]));
    if let Some(cause) = &ending.cause {
        lines.push(fill_in(&texts.cause, &[("cause", &cause.text)]));
    }
    if page.told {
        lines.push(fill_in(&texts.next, &[("next", told_as_text(ending.class, words))]));
    }
    lines.extend(unmarked_as_text(ending, words).map(|next| fill_in(&texts.next, &[("next", &next)])));
    lines.extend(ending.now.iter().map(|next| fill_in(&texts.next, &[("next", &next.text)])));
    lines.push(fill_in(&texts.contact, &[("contact", &ending.contact.text)]));
    lines
}
