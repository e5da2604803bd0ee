//! The full screen under stress: held and doubled keys, keys in pieces and in bursts, huge pastes, windows of any size,
//! and keys at random. Each is checked on the real program by what it shows and by how many bytes it writes.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and says what it measured"
)]

#[path = "support/dice.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod dice;
#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;

use std::thread::sleep;
use std::time::{Duration, Instant};

use dice::{Dice, cases};
use pty::{Start, TO_PASSWORD, Terminal, frames, modes_are_taken_back};

const DOUBTFUL: &str = "Gr4nd&Piano";
/// A page of each kind, with the answers that lead there from the password page on.
const PAGES: [(&str, &[&str]); 4] = [
    ("A new password", &[]),
    ("Resetting the password", &["new-password=later"]),
    ("Testing the new password", &["new-password=later", "reset=done"]),
    ("A case for 8x8 Support", &["new-password=later", "reset=done", "test=neither"]),
];

fn on_page(about: &str) -> Terminal {
    let (_, answers) = PAGES.iter().find(|(known, _)| *known == about).unwrap();
    let more = answers.iter().flat_map(|answer| ["--answer", answer]);
    // What is typed at an ending may be the name of a file for the notes.
    let folder = env!("CARGO_TARGET_TMPDIR").into();
    let arguments = TO_PASSWORD.into_iter().chain(more).collect();
    let terminal = Terminal::start(Start { arguments, folder, ..Start::default() });
    terminal.wait_for_page(about);
    terminal.settle();
    terminal
}

/// Sends pieces with pauses between them. `None` when this machine was too busy to keep to the pauses, and nothing can
/// be said of what came of it.
fn in_rhythm(terminal: &mut Terminal, pieces: &[(&str, u64)]) -> Option<()> {
    let mut kept = true;
    for (piece, pause) in pieces {
        terminal.send(piece);
        let (begun, pause) = (Instant::now(), Duration::from_millis(*pause));
        sleep(pause);
        kept &= begun.elapsed() < pause + Duration::from_millis(40);
    }
    kept.then_some(())
}

/// Tries again while the machine is too busy for the rhythm.
fn until_in_rhythm(mut attempt: impl FnMut() -> Option<()>) {
    assert!((0..20).any(|_| attempt().is_some()), "this machine is too busy to tell");
}

/// Enter as the keyboard sends it while it is held down for two seconds and a half.
fn held_enter() -> Vec<(&'static str, u64)> {
    let mut keys = vec![("\r", 500)];
    keys.resize(67, ("\r", 30));
    keys
}

#[test]
fn a_held_enter_does_not_run_through_the_warning_about_a_password() {
    until_in_rhythm(|| {
        let mut terminal = on_page("A new password");
        terminal.press(DOUBTFUL, "It has &.");
        in_rhythm(&mut terminal, &held_enter())?;
        terminal.settle();
        terminal.wait_for_page("A new password");
        assert!(terminal.screen().contains("That Enter came too quickly"), "{}", terminal.screen());
        terminal.confirm();
        terminal.wait_for_page("Resetting the password");
        Some(())
    });
}

#[test]
fn a_held_enter_marks_the_steps_and_stops_before_the_last() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Resetting the password");
        in_rhythm(&mut terminal, &held_enter())?;
        terminal.settle();
        assert!(terminal.screen().contains("Step 10 of 10"), "{}", terminal.screen());
        terminal.confirm();
        terminal.wait_for("All 10 steps marked");
        in_rhythm(&mut terminal, &held_enter())?;
        terminal.settle();
        assert!(terminal.screen().contains("All 10 steps marked"), "{}", terminal.screen());
        Some(())
    });
}

#[test]
fn a_held_enter_does_not_leave() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Testing the new password");
        terminal.press("\x11", "Leave the wizard?");
        terminal.press("j", "❯ 2");
        in_rhythm(&mut terminal, &held_enter())?;
        terminal.settle();
        assert!(terminal.is_running());
        assert!(terminal.screen().contains("Leave the wizard?"), "{}", terminal.screen());
        Some(())
    });
}

#[test]
fn a_doubled_enter_is_one() {
    for pause in [0, 60] {
        until_in_rhythm(|| {
            let mut terminal = on_page("A new password");
            terminal.press(DOUBTFUL, "It has &.");
            in_rhythm(&mut terminal, &[("\r", pause), ("\r", 0)])?;
            terminal.wait_for("That Enter came too quickly");
            terminal.settle();
            // Nor do two confirm what one would.
            in_rhythm(&mut terminal, &[("", 300), ("\r", pause), ("\r", 0)])?;
            terminal.settle();
            terminal.wait_for_page("A new password");
            Some(())
        });
    }
}

#[test]
fn an_arrow_key_in_two_pieces_is_one_key() {
    for (about, key, moves) in [
        ("Testing the new password", ["\x1b", "[B"], true),
        ("Testing the new password", ["\x1b[", "B"], true),
        ("Resetting the password", ["\x1b", "OB"], true),
        ("A new password", ["\x1b", "[D"], false),
        ("A case for 8x8 Support", ["\x1b", "[A"], false),
    ] {
        until_in_rhythm(|| {
            let mut terminal = on_page(about);
            let before = terminal.bytes().len();
            in_rhythm(&mut terminal, &[(key[0], 25), (key[1], 0)])?;
            sleep(Duration::from_millis(150));
            terminal.settle();
            terminal.wait_for_page(about);
            assert_eq!(terminal.bytes().len() > before, moves, "{about}: {key:?}");
            assert!(!terminal.screen().contains("hidden, 2 characters"));
            Some(())
        });
    }
}

#[test]
fn ten_keys_in_one_write_are_one_frame() {
    for (about, keys, shows) in [
        ("A new password", "abcdefghij", "hidden, 10 characters"),
        ("Testing the new password", "jkjkjkjkjj", "❯ 3"),
        ("Resetting the password", "jjjjkjjjjj", "❯ [ ]  9."),
    ] {
        let mut terminal = on_page(about);
        let before = terminal.bytes().len();
        terminal.press(keys, shows);
        terminal.settle();
        let written = terminal.bytes().split_off(before);
        assert_eq!(frames(&written), 1, "{about}: {:?}", String::from_utf8_lossy(&written));
    }
}

#[test]
fn nothing_is_written_while_nothing_changes() {
    for (about, _) in PAGES {
        let mut terminal = on_page(about);
        let before = terminal.bytes().len();
        // Waiting; Ctrl-L and Ctrl-D, F12, Alt with a key, a mouse report, a report of the terminal, an unknown key.
        for dead in ["", "\x0c", "\x04", "\x1b[24~", "\x1bz", "\x1b[<0;10;10M", "\x1b[?1;2c", "\x1b[25;5~"] {
            terminal.send(dead);
            sleep(Duration::from_millis(150));
            terminal.settle();
            assert_eq!(terminal.bytes().len(), before, "{about}: {dead:?}");
        }
    }
}

#[test]
fn a_huge_paste_changes_a_page_without_fields_in_nothing_and_does_not_fit_in_a_field() {
    let paste = format!("\x1b[200~{}\x1b[201~", "2\rq\u{3}é x".repeat(12_500));
    assert!(paste.len() > 100_000);
    for (about, _) in PAGES {
        let mut terminal = on_page(about);
        let (before, screen) = (terminal.bytes().len(), terminal.screen());
        terminal.send(&paste);
        if about == "A new password" {
            terminal.wait_for("Nothing of it was taken.");
            terminal.wait_for("hidden, empty");
            let written = terminal.settle() - before;
            println!("a paste of {} bytes led to {written}", paste.len());
            assert!(written < paste.len(), "{written} bytes were written");
        } else {
            // An answer to a later key comes after the whole of the paste.
            terminal.press("\x1bOP", "Help for this page");
            terminal.send("\x1b");
            let words = |screen: &str| screen.split_whitespace().collect::<Vec<_>>().join(" ");
            terminal.wait_until("the same page", |now| words(now) == words(&screen));
        }
        assert!(terminal.is_running());
    }
}

#[test]
fn a_small_window_says_what_it_needs_and_the_page_comes_back() {
    let mut terminal = on_page("A new password");
    terminal.press("Zq7~wXk2Vb9", "hidden, 11 characters");
    for (columns, rows) in [(39, 24), (80, 11), (20, 8), (1, 30), (300, 1)] {
        terminal.resize(columns, rows);
        terminal.wait_until("the size that is needed", |_| {
            let text = terminal.text().replace(' ', "");
            text.starts_with("Thiswindow") || (columns > 1 && text.starts_with("Thiswindowistoosmall:"))
        });
        terminal.resize(80, 24);
        terminal.wait_for_page("A new password");
        terminal.wait_for("hidden, 11 characters");
    }
    terminal.resize(1, 1);
    terminal.wait_until("one letter", |screen| screen.trim() == "T");
    // A terminal that reports no size counts as one of the usual size.
    terminal.resize(0, 0);
    terminal.wait_for_page("A new password");
    terminal.resize(40, 12);
    terminal.wait_for_page("A new password");
}

/// Keys that a person might hit; the plain mode and leaving at once are left out.
const KEYS: [&str; 48] = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "9",
    "j",
    "k",
    "d",
    "c",
    "x",
    "a",
    "n",
    "w",
    "y",
    "s",
    "v",
    "q",
    "?",
    " ",
    "é",
    "&",
    "漢",
    "\r",
    "\r",
    "\r",
    "\t",
    "\x1b[Z",
    "\x7f",
    "\x1b",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[H",
    "\x1b[F",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[3~",
    "\x1bOP",
    "\x1bOR",
    "\x1bOS",
    "\x1b[15~",
    "\x1b[17~",
    "\x1b[19~",
    "\x15",
    "\x1a",
    "\x1b[200~pasted\r\n\x1b[201~",
];
const SIZES: [(u16, u16); 9] =
    [(80, 24), (1, 1), (0, 0), (40, 12), (39, 12), (112, 40), (250, 70), (100, 11), (3, 200)];

#[test]
fn any_keys_in_windows_of_any_size_leave_a_page_that_answers() {
    let mut dice = Dice::new("keys at random");
    for _ in 0..cases(6) {
        let (about, _) = *dice.one_of(&PAGES);
        let mut terminal = on_page(about);
        let mut pressed = Vec::new();
        for _ in 0..150 {
            if dice.below(8) == 0 {
                let (columns, rows) = *dice.one_of(&SIZES);
                terminal.resize(columns, rows);
                pressed.push(format!("{columns}x{rows}"));
            }
            let key = *dice.one_of(&KEYS);
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
}
