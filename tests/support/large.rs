//! Articles of any size and several shapes, whole and faulty, to see what loading them costs.

use std::fmt::Write;

const HEAD: &str = r#"format = 1
name = "Large"
title = "A large article"
version = "1"
start = "q0"
"#;

const REST: &str = r#"
[source.us]
whose = "ours"
title = "We"

[characters]
special = "?"
dash = "-"
troublesome = "&"

[caution]
troublesome = { text = "A sign.", aloud = "A sign.", from = "us" }
dash-only = { text = "A dash.", aloud = "A dash.", from = "us" }
off-list = { text = "Off.", aloud = "Off.", from = "us" }
non-ascii = { text = "Far.", aloud = "Far.", from = "us" }

[ending.end]
about = "The end"
class = "solved"
from = "us"
say = { text = "It ends.", aloud = "It ends." }
now = [{ text = "Rest.", aloud = "Rest." }]
contact = { text = "Nobody.", aloud = "Nobody." }
"#;

/// So many questions one after the other, each with its own lines, which speak of earlier answers.
pub fn questions(count: usize) -> String {
    let mut text = HEAD.to_owned() + REST;
    for place in 0..count {
        let (next, earlier) = (next(place, count), earlier(place));
        _ = write!(
            text,
            r#"
[question.q{place}]
about = "Question {place}"
from = "us"
ask = {{ text = "Is it {earlier}, or {place}?", aloud = "Is it {place}?" }}
why = "To know what comes after {place}."
answers = [
  {{ key = "yes", text = "Yes", aloud = "Yes", to = "{next}" }},
  {{ key = "no", text = "No", aloud = "No", to = "{next}" }},
]
"#
        );
    }
    text
}

/// The same on a single line, and shorter.
pub fn line_of_questions(count: usize) -> String {
    let question = |place: usize| {
        let (next, earlier) = (next(place, count), earlier(place));
        format!(
            r#"q{place} = {{ about = "Question {place}", from = "us", ask = {{ text = "Is it {earlier}?", aloud = "Is it {place}?" }}, answers = [{{ key = "yes", text = "Yes", aloud = "Yes", to = "{next}" }}, {{ key = "no", text = "No", aloud = "No", to = "{next}" }}] }}"#
        )
    };
    line(question, count)
}

/// A line of questions of which each lacks almost everything.
pub fn line_of_faults(count: usize) -> String {
    line(|place| format!(r#"q{place} = {{ about = {place}, from = "us" }}"#), count)
}

/// A line of questions that lead nowhere.
pub fn line_of_lost_links(count: usize) -> String {
    let answers = r#"answers = [{ key = "yes", text = "Yes", aloud = "Yes", to = "nowhere" }]"#;
    let question = |place| {
        format!(
            r#"q{place} = {{ about = "Q", from = "us", ask = {{ text = "Is it?", aloud = "Is it?" }}, {answers} }}"#
        )
    };
    line(question, count)
}

/// A line of questions with a misspelt key each, which are like one that is misspelt.
pub fn line_of_slips(count: usize) -> String {
    line(|place| format!(r#"q{place} = {{ about = "Q", from = "us", explian = "Q", like = "p{place}" }}"#), count)
}

/// A name of so many characters, and one like it that is misspelt.
pub fn long_names(length: usize) -> String {
    let name = "ab".repeat(length / 2);
    let (page, other) = (format!(r#"{name} = {{ about = "Q" }}"#), format!(r#"q0 = {{ like = "{name}c" }}"#));
    line(|place| if place == 0 { page.clone() } else { other.clone() }, 2)
}

/// One question with so many answers.
pub fn answers(count: usize) -> String {
    let answer = |place| format!(r#"{{ key = "k{place}", text = "K", aloud = "K", to = "end" }}"#);
    let answers = (0..count).map(answer).collect::<Vec<_>>().join(", ");
    let question = format!(
        r#"question.q0 = {{ about = "Q", from = "us", ask = {{ text = "Which?", aloud = "Which?" }}, answers = [{answers}] }}"#
    );
    HEAD.to_owned() + &question + REST
}

/// So many checklists one after the other, all with the same list of as many steps.
pub fn checklists(count: usize) -> String {
    let mut text = HEAD.to_owned() + REST;
    for place in 0..count {
        let next = next(place, count);
        _ = write!(
            text,
            r#"
[checklist.q{place}]
about = "List {place}"
from = "us"
ask = {{ text = "Do it.", aloud = "Do it." }}
steps = "all"
to = "{next}"

[[steps.all]]
key = "s{place}"
from = "us"
title = "Step {place}"
do = {{ text = "Step {place}.", aloud = "Step {place}." }}
"#
        );
    }
    text
}

/// The text of an entry of each number, in one inline table of questions.
fn line(question: impl Fn(usize) -> String, count: usize) -> String {
    let questions = (0..count).map(question).collect::<Vec<_>>().join(", ");
    HEAD.to_owned() + &format!("question = {{ {questions} }}\n") + REST
}

fn next(place: usize, count: usize) -> String {
    if place + 1 < count { format!("q{}", place + 1) } else { "end".to_owned() }
}

/// A blank for an answer half the way back.
fn earlier(place: usize) -> String {
    if place == 0 { "nothing".to_owned() } else { format!("{{q{}}}", place / 2) }
}
