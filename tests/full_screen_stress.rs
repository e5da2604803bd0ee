//! Held and doubled keys, keys in pieces and in bursts, and no key at all: what the full screen of the real program makes
//! of each, and how many bytes it writes.

#![cfg(unix)]
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::pages::{PAGES, each, on_page};
use crate::support::pty::{PATIENCE, Start, TO_PASSWORD, Terminal, frames};

const DOUBTFUL: &str = "Gr4nd&Piano";
const INSIST: &str = "press Enter again to go on anyway.";

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

/// Marks the steps from this one on, each for itself, so that only the last is open.
fn mark_up_to_the_last(terminal: &mut Terminal, from: usize) {
    for step in from..10 {
        terminal.press("\r", &format!("Step {} of 10", step + 1));
    }
    terminal.rest();
}

#[test]
fn a_held_enter_does_not_run_through_the_warning_about_a_password() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Try out a new password");
        terminal.press(DOUBTFUL, "Take out &.");
        terminal.rest();
        in_rhythm(&mut terminal, &held_enter())?;
        terminal.settle();
        terminal.wait_for_page("Try out a new password");
        assert!(terminal.text().contains(INSIST), "{}", terminal.screen());
        terminal.confirm();
        terminal.wait_for_page("Change the password");
        Some(())
    });
}

#[test]
fn a_held_enter_marks_no_step_after_those_it_began_with_and_not_the_last() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Change the password");
        in_rhythm(&mut terminal, &held_enter())?;
        terminal.settle();
        // The first repeat comes as late as a second press, and on a busy machine a later one may, too.
        let step = (2..5).find(|step| terminal.screen().contains(&format!("Step {step} of 10")));
        assert!(step.is_some(), "{}", terminal.screen());
        mark_up_to_the_last(&mut terminal, step?);
        in_rhythm(&mut terminal, &held_enter()[1..])?;
        terminal.settle();
        assert!(terminal.screen().contains("Step 10 of 10"), "{}", terminal.screen());
        terminal.confirm();
        terminal.wait_for("All 10 steps done");
        in_rhythm(&mut terminal, &held_enter()[1..])?;
        terminal.settle();
        assert!(terminal.screen().contains("All 10 steps done"), "{}", terminal.screen());
        Some(())
    });
}

#[test]
fn a_held_enter_does_not_leave() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Type the new password in");
        terminal.press("\x11", "Leave now?");
        terminal.press("\x1b[B\x1b[B", "❯ 2");
        in_rhythm(&mut terminal, &held_enter()[1..])?;
        terminal.settle();
        assert!(terminal.is_running());
        assert!(terminal.screen().contains("Leave now?"), "{}", terminal.screen());
        Some(())
    });
}

#[test]
fn a_doubled_enter_is_one() {
    each([0, 60], |pause| {
        until_in_rhythm(|| {
            let mut terminal = on_page("Try out a new password");
            terminal.press(DOUBTFUL, "Take out &.");
            terminal.rest();
            in_rhythm(&mut terminal, &[("\r", pause), ("\r", 0)])?;
            terminal.wait_until(INSIST, |_| terminal.text().contains(INSIST));
            terminal.settle();
            // Nor do two confirm what one would.
            in_rhythm(&mut terminal, &[("", 300), ("\r", pause), ("\r", 0)])?;
            terminal.settle();
            terminal.wait_for_page("Try out a new password");
            Some(())
        });
    });
}

#[test]
fn an_arrow_key_in_two_pieces_is_one_key() {
    let cases = [
        ("Type the new password in", ["\x1b", "[B"], true),
        ("Type the new password in", ["\x1b[", "B"], true),
        ("Change the password", ["\x1b", "OB"], true),
        ("Try out a new password", ["\x1b", "[D"], false),
        ("Ask 8x8 Support", ["\x1b", "[A"], false),
    ];
    each(cases, |(about, key, moves)| {
        until_in_rhythm(|| {
            let mut terminal = on_page(about);
            let before = terminal.bytes().len();
            in_rhythm(&mut terminal, &[(key[0], 25), (key[1], 0)])?;
            terminal.settle();
            terminal.wait_for_page(about);
            assert_eq!(terminal.bytes().len() > before, moves, "{about}: {key:?}");
            assert!(!terminal.screen().contains("2 characters, hidden"));
            Some(())
        });
    });
}

#[test]
fn a_change_of_the_window_cuts_no_key_in_two() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Try out a new password");
        terminal.press("abc", "3 characters, hidden");
        terminal.send("\x1b");
        terminal.resize(90, 30);
        in_rhythm(&mut terminal, &[("", 20), ("[D", 20), ("d", 0)])?;
        terminal.wait_for("4 characters, hidden");
        terminal.wait_for_page("Try out a new password");
        Some(())
    });
}

#[test]
fn a_change_of_the_window_lets_no_doubled_enter_through() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Try out a new password");
        terminal.press(DOUBTFUL, "Take out &.");
        terminal.rest();
        terminal.send("\r");
        terminal.wait_until(INSIST, |_| terminal.text().contains(INSIST));
        in_rhythm(&mut terminal, &[("", 500), ("\r", 15)])?;
        terminal.resize(90, 30);
        in_rhythm(&mut terminal, &[("", 15), ("\r", 0)])?;
        terminal.wait_until(INSIST, |_| terminal.text().contains(INSIST));
        terminal.settle();
        terminal.wait_for_page("Try out a new password");
        Some(())
    });
}

#[test]
fn a_key_soon_after_the_escape_that_closes_the_help_counts_whatever_is_typed_beneath() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Try out a new password");
        terminal.press("ab", "2 characters");
        terminal.press("\x1bOP", "Help for this page");
        terminal.rest();
        in_rhythm(&mut terminal, &[("\x1b", 420), ("\x1b[19~", 0)])?;
        terminal.wait_until("the page of what else is seen", |_| terminal.text().contains("Not what you see?"));
        Some(())
    });
}

#[test]
fn a_held_space_does_not_mark_the_last_step() {
    until_in_rhythm(|| {
        let mut terminal = on_page("Change the password");
        mark_up_to_the_last(&mut terminal, 1);
        let held = [(" ", 30); 40];
        in_rhythm(&mut terminal, &held)?;
        terminal.settle();
        assert!(terminal.screen().contains("Step 10 of 10"), "{}", terminal.screen());
        Some(())
    });
}

#[test]
fn ctrl_c_right_after_escape_leaves() {
    let mut terminal = on_page("Try out a new password");
    terminal.send("abc\x1b\x03");
    assert_eq!(terminal.exit_code(), 130);
}

#[test]
fn ten_keys_in_one_write_are_one_frame() {
    let cases = [
        ("Try out a new password", "abcdefghij", "10 characters, hidden"),
        ("Type the new password in", "\x1b[B\x1b[A\x1b[B\x1b[A\x1b[B\x1b[A\x1b[B\x1b[A\x1b[B\x1b[B", "❯ 3"),
        ("Change the password", "\x1b[B\x1b[B\x1b[B\x1b[B\x1b[A\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B", "❯ ○  9"),
    ];
    each(cases, |(about, keys, shows)| {
        let mut terminal = on_page(about);
        let before = terminal.bytes().len();
        terminal.press(keys, shows);
        terminal.settle();
        let written = terminal.bytes().split_off(before);
        assert_eq!(frames(&written), 1, "{about}: {:?}", String::from_utf8_lossy(&written));
    });
}

#[test]
fn ctrl_l_draws_the_whole_frame_anew_and_leaves_it_as_it_is() {
    each([("Try out a new password", "g\r"), ("Ask 8x8 Support", "\x1b[6~")], |(about, keys)| {
        let mut terminal = on_page(about);
        terminal.send(keys);
        terminal.settle();
        let rows = |terminal: &Terminal| -> Vec<String> {
            terminal.screen().lines().map(|row| row.trim_end().to_owned()).collect()
        };
        let (seen, before) = (rows(&terminal), terminal.bytes().len());
        terminal.send("\x0c");
        terminal.settle();
        let written = String::from_utf8(terminal.bytes().split_off(before)).unwrap();
        assert!(
            written.contains("\x1b[2;1H\x1b[J") && written.contains(about.split(' ').next().unwrap()),
            "{written:?}"
        );
        assert_eq!(rows(&terminal), seen, "{about}");
    });
}

#[test]
fn nothing_is_written_while_nothing_changes() {
    each(PAGES, |(about, _)| {
        let mut terminal = on_page(about);
        let before = terminal.bytes().len();
        // Waiting; Ctrl-D, F12, Alt with a key, a mouse report, a report of the terminal, an unknown key.
        for dead in ["", "\x04", "\x1b[24~", "\x1bz", "\x1b[<0;10;10M", "\x1b[?1;2c", "\x1b[25;5~"] {
            terminal.send(dead);
            terminal.settle();
            assert_eq!(terminal.bytes().len(), before, "{about}: {dead:?}");
        }
    });
}

/// The program, a while after its terminal was there for typing.
fn starts_late(arguments: &[&str]) -> Terminal {
    let script = format!("sleep 0.3; exec {} {}", env!("CARGO_BIN_EXE_vo-login-wizard"), arguments.join(" "));
    Terminal::start(Start { program: "/bin/sh", arguments: vec!["-c", &script], ..Start::default() })
}

/// Waits until this is seen, without a pause after it.
fn as_soon_as(terminal: &Terminal, text: &str) {
    let begun = Instant::now();
    while !terminal.screen().contains(text) {
        assert!(begun.elapsed() < PATIENCE, "{}", terminal.screen());
        std::thread::yield_now();
    }
}

#[test]
fn what_came_before_the_first_page_is_nothing_and_what_comes_right_after_it_counts() {
    for _ in 0..5 {
        let mut terminal = starts_late(&TO_PASSWORD);
        terminal.send("early\r");
        as_soon_as(&terminal, "not shown as you type");
        terminal.send("after");
        terminal.wait_for("5 characters, hidden");
        terminal.settle();
        terminal.wait_for("5 characters, hidden");
    }
    let mut terminal = starts_late(&["--no-state"]);
    terminal.send("1\r1\r1\r");
    terminal.wait_for_page("Which program will not let you in?");
    terminal.settle();
    terminal.wait_for_page("Which program will not let you in?");
    // What was pasted is over by then.
    sleep(Duration::from_millis(1_500));
    terminal.press("1", "What does Click2Pop do");
}
