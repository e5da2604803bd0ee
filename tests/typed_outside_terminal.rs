//! Passwords that are typed where no field is, in the optimised program in a real terminal, as fast and as slowly as
//! people type: nothing of them answers, and nothing is on the screen, in a file or in memory.

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
    let without_field: Vec<_> = WAYS.iter().filter(|(node, _)| !node.ends_with("password")).collect();
    let (node, answers) = dice.one_of(&without_field);
    let is_agent = dice.below(2) == 0;
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
