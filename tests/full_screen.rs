//! Whole walks on the full screen of the real program, by keys alone: each ending for each integration, and the summary
//! that stays in the terminal.

#![cfg(unix)]
use crate::support::pty::{Start, Terminal, modes_are_taken_back};

/// Each integration, with the digit that chooses it.
const INTEGRATIONS: [(&str, &str); 4] = [("1", "Click2Pop"), ("2", "ACT!"), ("3", "eAgent"), ("4", "Sugar CRM")];
/// It keeps the rules of both password pages and has nothing against it.
const GOOD: &str = "Gr4nd*Piano";
const DOUBTFUL: &str = "Gr4nd&Piano";

/// What a person does on a page.
#[derive(Clone, Copy)]
enum Act {
    /// Keys, all at once.
    Keys(&'static str),
    /// Types a password that has nothing against it.
    Good,
    /// Types one with a troublesome sign, and insists on it.
    Doubtful,
    /// Marks the ten steps, one after the other, and goes on.
    Steps,
    /// Goes on with all the steps open, and says that they were done.
    Unfinished,
}

use Act::{Doubtful, Good, Keys, Steps, Unfinished};

fn act(terminal: &mut Terminal, act: Act) {
    terminal.rest();
    match act {
        Keys("\r") => terminal.confirm(),
        Keys(keys) => terminal.send(keys),
        Good => {
            terminal.press(GOOD, "Save it in your password manager now");
            terminal.rest();
            terminal.send("\r");
        }
        Doubtful => {
            terminal.press(DOUBTFUL, "Take out &.");
            terminal.press("\r", "again to go on anyway.");
            terminal.confirm();
        }
        Steps => {
            for step in 1..10 {
                terminal.wait_for(&format!("Step {step} of 10"));
                terminal.rest();
                // Two steps begin with "only if"; the first one is read before.
                match step {
                    1 => terminal.confirm(),
                    2 | 8 => terminal.send("d"),
                    _ => terminal.send("\r"),
                }
            }
            terminal.wait_for("Step 10 of 10");
            terminal.confirm();
            terminal.wait_for("All 10 steps done");
            terminal.confirm();
        }
        Unfinished => {
            // To the last row, which goes on.
            terminal.press("\x1b[F", "❯ Go on when all steps are done");
            terminal.confirm();
            // That all of it was done, and not here.
            terminal.wait_for("10 of 10 steps are still open");
            terminal.rest();
            terminal.send("1");
        }
    }
}

/// What was written to the normal screen, after the full one was left.
fn left_behind(terminal: &Terminal) -> String {
    let bytes = String::from_utf8(terminal.bytes()).unwrap();
    let (_, after) = bytes.rsplit_once("\x1b[?1049l").unwrap();
    after.replace("\x1b[?25h", "").replace("\r\n", "\n")
}

/// Walks with each integration to an ending and leaves; the summary then holds each of these texts.
fn each_integration_ends(walk: &[(Act, &str)], summary: &[&str]) {
    std::thread::scope(|scope| {
        for (digit, integration) in INTEGRATIONS {
            scope.spawn(move || {
                let mut terminal = Terminal::start(Start::default());
                terminal.wait_for_page("Which program will not let you in?");
                terminal.press(digit, integration);
                terminal.wait_for_page("What does");
                terminal.rest();
                terminal.send("1");
                terminal.wait_for_page("Is your company on Virtual Office Editions?");
                for (done, about) in walk {
                    act(&mut terminal, *done);
                    terminal.wait_for_page(about);
                }
                // At an ending nothing would be lost, so nothing is asked.
                terminal.send("\x11");
                assert_eq!(terminal.exit_code(), 0);
                assert!(modes_are_taken_back(&terminal.bytes()));
                let left = left_behind(&terminal);
                assert!(left.starts_with("Virtual Office login help: your summary\nYour program: "), "{left}");
                for text in [integration].iter().chain(summary) {
                    let in_one_line = left.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(in_one_line.contains(text), "no {text:?} in: {left}");
                }
            });
        }
    });
}

#[test]
fn the_first_password_solves_it() {
    each_integration_ends(
        &[
            (Keys("1"), "Sign in to Virtual Office again."),
            (Keys("1"), "Does your current password have"),
            (Keys("1"), "Try out a new password"),
            (Good, "Change the password"),
            (Steps, "Type the new password in"),
            (Keys("1"), "Solved"),
        ],
        &[
            "Signs in your password: Yes, at least one of them",
            "A new password: Tried out here",
            "Change the password: All steps done",
            "Solved: ",
            "Likely cause: The refused password had &, < or >.",
        ],
    );
}

#[test]
fn the_second_password_solves_it() {
    each_integration_ends(
        &[
            (Keys("1"), "Sign in to Virtual Office again."),
            (Keys("2"), "What does Virtual Office say"),
            (Keys("1"), "Try out a new password"),
            (Doubtful, "Change the password"),
            (Unfinished, "Type the new password in"),
            (Keys("2"), "Try out a simpler password"),
            (Keys("\r"), "Change the password once more"),
            (Steps, "Type the new password in"),
            (Keys("1"), "Solved"),
        ],
        &[
            "Change the password: All steps done",
            "A simpler password: Not tried out here",
            "Change it once more: All steps done",
            "Solved: ",
            "Likely cause: Another sign in the password, or the password itself.",
        ],
    );
}

#[test]
fn what_no_reset_mends_is_handed_over() {
    each_integration_ends(
        &[
            (Keys("4"), "Sign in to Virtual Office again."),
            (Keys("1"), "Does your current password have"),
            (Keys("3"), "Try out a new password"),
            (Keys("\r"), "Change the password"),
            (Unfinished, "Type the new password in"),
            (Keys("4"), "Ask 8x8 Support"),
        ],
        &[
            "Virtual Office Editions: I am not sure",
            "Ask 8x8 Support: Virtual Office does not take the new password.",
            "Who can help: Ask 8x8 Support",
            "both refuse the new one",
        ],
    );
}

#[test]
fn a_second_password_that_fails_is_handed_over() {
    each_integration_ends(
        &[
            (Keys("1"), "Sign in to Virtual Office again."),
            (Keys("1"), "Does your current password have"),
            (Keys("2"), "Try out a new password"),
            (Good, "Change the password"),
            (Unfinished, "Type the new password in"),
            (Keys("2"), "Try out a simpler password"),
            (Keys("\r"), "Change the password once more"),
            (Unfinished, "Type the new password in"),
            (Keys("2"), "Ask 8x8 Support"),
        ],
        &["Ask 8x8 Support: ", "It is probably not the password"],
    );
}

#[test]
fn editions_are_not_supported() {
    // By the arrows, where the others choose by digits.
    each_integration_ends(
        &[(Keys("\x1b[B\x1b[B\r"), "Not supported")],
        &["Virtual Office Editions: Yes, on Editions", "Not supported: "],
    );
}

#[test]
fn single_sign_on_is_solved_elsewhere() {
    each_integration_ends(
        &[
            (Keys("\x1b[B\x1b[A\r"), "Sign in to Virtual Office again."),
            (Keys("\x1b[B\x1b[B\x1b[B\r"), "Ask someone else first"),
        ],
        &["Ask someone else first: ", "Who can help: Ask your administrator"],
    );
}

#[test]
fn another_program_is_not_covered() {
    let mut terminal = Terminal::start(Start::default());
    terminal.wait_for_page("Which program will not let you in?");
    terminal.rest();
    terminal.send("5");
    terminal.wait_for_page("Ask someone else first");
    terminal.rest();
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let left = left_behind(&terminal);
    assert!(
        left.starts_with(
            "Virtual Office login help: your summary\nYour program: Another program\nAsk someone else first:"
        ),
        "{left}"
    );
}

#[test]
fn what_is_left_on_the_terminal_is_broken_between_words() {
    let mut terminal = Terminal::start(Start {
        arguments: vec!["--no-state", "--answer", "integration=other"],
        columns: 50,
        ..Start::default()
    });
    terminal.wait_for("Ask someone else first");
    terminal.rest();
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let left = terminal.screen();
    assert!(left.contains("speaks of\nClick2Pop, ACT!, eAgent"), "{left}");
    assert!(left.lines().all(|line| line.chars().count() <= 50), "{left}");
}
