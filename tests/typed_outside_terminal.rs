//! Words and passwords that are typed where no field is, in a real terminal, as fast and as slowly as people type: a word
//! takes the row that it fits or nothing, and of a password nothing answers, nor is on the screen, in a file or in
//! memory.

#![cfg(target_os = "linux")]
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::dice::Dice;
use crate::support::outside::{ASCII, found_in, is_gone, optimised, secret, was_not_shown};
use crate::support::pages::each;
use crate::support::play::{OnScreen, Play, kept};
use crate::support::walk::WAYS;
use serde_json::Value;

/// How many passwords are typed, several at a time.
const PASSWORDS: usize = 30;
const AT_A_TIME: usize = 10;

#[test]
fn nothing_of_a_password_that_is_typed_outside_a_field_answers_or_is_anywhere() {
    let mut dice = Dice::new("passwords outside a field, in a terminal");
    let seeds: Vec<u64> = (0..PASSWORDS).map(|_| dice.number()).collect();
    each(seeds.chunks(PASSWORDS / AT_A_TIME), |seeds| {
        for seed in seeds {
            let mut dice = Dice::of(*seed);
            // Where the machine held the typist up, a word was two.
            assert!((0..5).any(|_| is_typed_and_nowhere(&mut dice)), "this machine is too busy to tell");
        }
    });
}

/// Types a password on a page without a field, and looks for it everywhere; `false` where it was not typed in time.
fn is_typed_and_nowhere(dice: &mut Dice) -> bool {
    let is_agent = dice.below(2) == 0;
    // On an agent's page about a password there is no field.
    let without_field = WAYS.iter().filter(|(node, _)| is_agent || !node.ends_with("password"));
    let (node, answers) = dice.one_of(&without_field.collect::<Vec<_>>());
    // The first is neither a digit, which may choose a row, nor a letter that leaves an ending.
    let password = format!("{}{}", dice.one_of(&["S", "&", "w", "?", "Q"]), secret(7 + dice.below(8), ASCII));
    let play = if is_agent { Play::agent() } else { Play::user() };
    let screen = play.program(optimised()).answers(answers).arguments("--notes notes.txt").on_screen();
    screen.terminal.wait_until("the page", |screen| screen.contains("F1"));
    screen.terminal.settle();
    let before = answers_in_file(screen.folder());
    let (screen, in_time) = typed(screen, &password, dice);
    screen.terminal.settle();
    if !in_time {
        return false;
    }
    let what = format!("{password:?} on {node}, agent: {is_agent}");
    assert_eq!(answers_in_file(screen.folder()), before, "{what}");
    was_not_shown(&what, &screen.terminal, &password);
    is_gone(&what, screen.terminal.process(), &password);
    let mut screen = screen.keys("<c-c>");
    screen.terminal.exit_code();
    was_not_shown(&what, &screen.terminal, &password);
    for file in files(screen.folder()) {
        assert!(found_in(&file, &password).is_nothing(), "{what}: it is in a file");
    }
    true
}

/// Types it at one pace or at any, and ends it with Enter; returns whether each key came in time.
fn typed(mut screen: OnScreen, password: &str, dice: &mut Dice) -> (OnScreen, bool) {
    let steady = (dice.below(2) == 0).then(|| 20 + dice.below(381));
    let mut in_time = true;
    for character in password.chars().map(Some).chain([None]) {
        let pause = steady.unwrap_or_else(|| 20 + dice.below(381));
        let begun = Instant::now();
        let key = character.map_or("<enter>".to_owned(), |character| character.to_string().replace('<', "<lt>"));
        screen = screen.pace(pause as u64).keys(&key);
        in_time &= begun.elapsed() < Duration::from_millis(900);
    }
    (screen, in_time)
}

/// The answers in the file of the walk that is kept, where there is one.
fn answers_in_file(folder: &Path) -> Option<Value> {
    let text = fs::read_to_string(kept(folder)).ok()?;
    let walk: Value = serde_json::from_str(text.trim()).unwrap_or_else(|error| panic!("{error}: {text}"));
    Some(walk["answers"].clone())
}

/// What is in every file below this folder.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(fs::read(&path).unwrap());
        }
    }
    files
}

type Begins = fn() -> Play;
/// A word that is typed on the page after these answers, in the role that it begins in, and what is seen after Enter.
const WORDS: [(Begins, &str, &str, &str); 14] = [
    (Play::user, "", "ACT", "What does ACT! do"),
    (Play::user, "", "eAgent", "What does eAgent do"),
    (Play::user, "", "an", "Ask someone else first"),
    (Play::user, "", "equal1", NOTHING),
    (Play::user, "", "quit", NOTHING),
    (Play::user, "", "click<backspace>x", NOTHING),
    (Play::user, "integration=act symptom=refused", "yes", "Not supported"),
    (Play::user, "integration=act symptom=refused", "no", "Does it let you in?"),
    (Play::user, "integration=act symptom=refused", "perhaps", NOTHING),
    (Play::user, "integration=act symptom=refused editions=no sign-in=yes", "Sunny2024&", NOTHING),
    (Play::user, TO_STEPS, "Sunny2024@", NOTHING),
    (Play::user, TO_STEPS, "done", NOTHING),
    // The caller is too early: the agent has not opened the fields for them.
    (Play::agent, TO_AGENTS_PASSWORD, "Sunny2024&", NOTHING),
    (Play::agent, TO_AGENTS_PASSWORD, "correct horse", NOTHING),
];
const TO_AGENTS_PASSWORD: &str = "integration=act symptom=refused editions=no sign-in=yes old-password=no";
const TO_STEPS: &str = "integration=act symptom=refused editions=no sign-in=yes old-password=no new-password=later";
const NOTHING: &str = "Nothing was taken. Never type a password here.";

#[test]
fn a_typed_word_takes_the_row_that_it_fits_or_nothing_and_never_leaves() {
    each(WORDS.chunks(3), |rows| {
        for (begins, answers, typed, sees) in rows {
            let screen = begins().arguments("--no-state").answers(answers).on_screen();
            screen.terminal.rest();
            // The page begins beneath the header and its line.
            let page = |screen: &OnScreen| screen.terminal.screen().lines().nth(3).map(|line| line.trim().to_owned());
            let before = page(&screen);
            let screen = screen.pace(100).keys(typed);
            // An Enter that comes with the last letter would be one of a paste.
            screen.terminal.rest();
            let mut screen = screen.keys("<enter>").sees(sees);
            assert!(*sees != NOTHING || page(&screen) == before, "{typed}: {}", screen.terminal.screen());
            assert!(screen.terminal.is_running(), "{typed}");
        }
    });
}

#[test]
fn lines_that_are_pasted_without_brackets_answer_nothing() {
    for lines in ["act\rrefused\rno\r", "2\r1\r1\r", "act\r"] {
        let mut screen = Play::user().arguments("--no-state").on_screen();
        screen.terminal.rest();
        screen.terminal.send(lines);
        screen.sees(NOTHING).sees("Which program will not let you in?").keys("<c-q>").exits(0);
    }
}

#[test]
fn a_digit_that_comes_with_the_question_before_leaving_does_not_confirm_it() {
    let is_quick = || {
        let mut screen = Play::user().arguments("--no-state").answers("integration=act").on_screen();
        screen.terminal.rest();
        let begun = Instant::now();
        screen.terminal.send("\x11");
        screen.terminal.wait_for("Leave now?");
        screen.terminal.send("2");
        let in_time = begun.elapsed() < Duration::from_millis(200);
        screen.terminal.settle();
        assert!(!in_time || screen.terminal.is_running(), "{}", screen.terminal.screen());
        in_time && screen.sees("Leave now?").keys("<pause>2").exits(5).terminal.exit_code() == 5
    };
    assert!((0..20).any(|_| is_quick()), "this machine is too busy to tell");
}

#[test]
fn the_habits_of_a_shell_edit_what_is_typed_and_record_nothing() {
    let note = Play::agent().size(80, 40).keys("<f5>one two<c-w>x<enter>").sees("Your note here: one x");
    note.does_not_see("password was told").keys("<c-c>").exits(130);
    let to_field = "integration=act symptom=refused editions=no sign-in=yes old-password=no";
    let screen = Play::user().answers(to_field).keys("ab<c-g><c-y><c-b>c").sees("3 characters, hidden");
    screen.does_not_see("I will never ask").keys("<c-c>").exits(130);
}
