//! Huge pastes, windows of any size, and keys at random: the full screen of the real program keeps a page that answers.

#![cfg(unix)]
use std::thread::sleep;
use std::time::Duration;

use crate::support::cases;
use crate::support::dice::Dice;
use crate::support::pages::{PAGES, each, on_page};
use crate::support::pty::modes_are_taken_back;

#[test]
fn a_huge_paste_changes_a_page_without_fields_in_nothing_and_does_not_fit_in_a_field() {
    // A Ctrl-C in it would count where this machine held up what is before it.
    let paste = format!("\x1b[200~{}\x1b[201~", "2\rq\u{11}é x".repeat(12_500));
    assert!(paste.len() > 100_000);
    each(PAGES, |(about, _)| {
        let mut terminal = on_page(about);
        let (before, text) = (terminal.bytes().len(), terminal.text());
        terminal.send(&paste);
        if about == "Try out a new password" {
            terminal.wait_for("so nothing was");
            terminal.wait_for("not shown as you type");
            let written = terminal.settle() - before;
            println!("a paste of {} bytes led to {written}", paste.len());
            assert!(written < paste.len(), "{written} bytes were written");
        } else {
            // An answer to a later key comes after the whole of the paste.
            terminal.press("\x1bOP", "Help for this page");
            terminal.send("\x1b");
            terminal.wait_until("the same page", |_| terminal.text() == text);
        }
        assert!(terminal.is_running());
    });
}

#[test]
fn a_small_window_says_what_it_needs_and_the_page_comes_back() {
    let mut terminal = on_page("Try out a new password");
    terminal.press("Zq7~wXk2Vb9", "11 characters, hidden");
    for (columns, rows) in [(39, 24), (80, 11), (20, 8), (1, 30), (300, 1)] {
        terminal.resize(columns, rows);
        // However narrow it is, and wherever the words are broken.
        terminal.wait_until("that it is too small", |_| terminal.text().replace(' ', "").starts_with("Thiswindowis"));
        terminal.resize(80, 24);
        terminal.wait_for_page("Try out a new password");
        terminal.wait_for("11 characters, hidden");
    }
    terminal.resize(1, 1);
    terminal.wait_until("one letter", |screen| screen.trim() == "T");
    // A terminal that reports no size counts as one of the usual size.
    terminal.resize(0, 0);
    terminal.wait_for_page("Try out a new password");
    terminal.resize(40, 12);
    terminal.wait_for_page("Try out a new password");
}

/// Keys that a person might hit; the plain mode and leaving at once are left out.
const PRINTABLE: &str = "123459jkdcxanwysvq? é&漢";
const OTHER: &str = "\r \r \r \t \x7f \x15 \x1a \x1b \x1b[A \x1b[B \x1b[C \x1b[D \x1b[H \x1b[F \x1b[Z \x1b[3~ \x1b[5~ \x1b[6~ \
                     \x1bOP \x1bOR \x1bOS \x1b[15~ \x1b[17~ \x1b[19~ \x1b[200~pasted\r\n\x1b[201~";
const SIZES: [(u16, u16); 9] =
    [(80, 24), (1, 1), (0, 0), (40, 12), (39, 12), (112, 40), (250, 70), (100, 11), (3, 200)];

#[test]
fn any_keys_in_windows_of_any_size_leave_a_page_that_answers() {
    let mut dice = Dice::new("keys at random");
    let seeds: Vec<u64> = (0..cases(12)).map(|_| dice.number()).collect();
    seeds.chunks(6).for_each(|some| {
        each(some, |seed| random_keys(&mut Dice::of(*seed)));
    });
}

fn random_keys(dice: &mut Dice) {
    let (about, _) = *dice.one_of(&PAGES);
    let mut terminal = on_page(about);
    let keys: Vec<String> = PRINTABLE.chars().map(String::from).chain(OTHER.split(' ').map(String::from)).collect();
    let mut pressed = Vec::new();
    for _ in 0..150 {
        if dice.below(8) == 0 {
            let (columns, rows) = *dice.one_of(&SIZES);
            terminal.resize(columns, rows);
            pressed.push(format!("{columns}x{rows}"));
        }
        let key = dice.one_of(&keys);
        pressed.push(format!("{key:?}"));
        terminal.send(key);
        sleep(Duration::from_millis([0, 0, 1, 5, 20][dice.below(5)]));
    }
    terminal.resize(90, 26);
    terminal.settle();
    if terminal.is_running() {
        let answers = (0..5).any(|_| {
            // Closes what lies over the page, and opens the help; a lone Esc takes a moment.
            terminal.send("\x1b");
            sleep(Duration::from_millis(150));
            terminal.send("\x1bOP");
            terminal.settle();
            terminal.screen().contains("Help for this page")
        });
        assert!(answers, "no answer after {pressed:?}:\n{}", terminal.screen());
    } else {
        // It was left by its keys, and said so.
        assert_eq!(terminal.exit_code(), 0, "{pressed:?}");
        assert!(modes_are_taken_back(&terminal.bytes()));
    }
}
