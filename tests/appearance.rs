//! What the real program sends for colours and characters: none where none is wanted, and the selection is seen all
//! the same.

#![cfg(unix)]
use std::collections::BTreeSet;

use crate::support::pages::each;
use crate::support::pty::{Start, Terminal};

/// What begins it: arguments and environment.
type Begin = (&'static [&'static str], &'static [(&'static str, &'static str)]);

/// Goes over pages of each kind, with a doubtful password, an overlay and an ending; returns all that was written.
fn walked((arguments, environment): Begin) -> (Terminal, String) {
    let arguments = [&["--no-state"], arguments].concat();
    let mut terminal = Terminal::start(Start { arguments, environment: environment.to_vec(), ..Start::default() });
    for (keys, shows) in [
        ("", "Which program"),
        ("\x1b[B", "ACT!"),
        ("2", "What does ACT! do"),
        ("1", "Is your company on Virtual Office Editions?"),
        ("1", "Sign in to Virtual Office again."),
        ("1", "Does your current password"),
        ("1", "Try out a new password"),
        ("Gr4nd&Piano", "11 characters"),
        ("\r", "to go on anyway."),
        ("\x1bOP", "Help for this page"),
        ("\x1b", "11 characters"),
        ("\x15\r", "Step 1 of 10"),
        // An arrow first: an Enter right after the one before would be one of habit.
        ("\x1b[B\x1b[A\r", "Step 2 of 10"),
        ("\x0f", "Choose an answer"),
        ("3", "Is your company on Virtual Office Editions?"),
        ("2", "Not supported"),
    ] {
        terminal.press(keys, shows);
    }
    terminal.settle();
    let bytes = String::from_utf8(terminal.bytes()).unwrap();
    (terminal, bytes)
}

/// What every sequence that styles text asks for: attributes by their numbers, and colours as `colour N` of the palette.
fn styles(bytes: &str) -> BTreeSet<String> {
    let mut styles = BTreeSet::new();
    for rest in bytes.split("\x1b[").skip(1) {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap();
        let (parameters, rest) = rest.split_at(end);
        let mut parameters = parameters.split(';');
        while let (true, Some(parameter)) = (rest.starts_with('m'), parameters.next()) {
            styles.insert(match parameter {
                "38" | "48" => {
                    assert_eq!(parameters.next(), Some("5"), "a colour of the palette");
                    format!("colour {}", parameters.next().unwrap())
                }
                attribute => attribute.to_owned(),
            });
        }
    }
    styles
}

#[test]
fn where_no_colour_is_wanted_none_is_sent_and_the_selection_is_marked_and_reversed() {
    let cases: [Begin; 3] = [
        (&[], &[("NO_COLOR", "1")]),
        (&["--color", "never"], &[]),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")]),
    ];
    each(cases, |begin| {
        let (mut terminal, bytes) = walked(begin);
        let styles = styles(&bytes);
        // Bold and reversed and not, and back to what it was; nothing else.
        let allowed = ["0", "1", "7", "22", "27", "39", "49", "59"];
        assert!(styles.iter().all(|style| allowed.contains(&style.as_str())), "{begin:?}: {styles:?}");
        assert!(styles.contains("1"), "{begin:?}: something is bold: {styles:?}");
        terminal.press("\x1b", "Is your company on Virtual Office Editions?");
        terminal.wait_for("❯ 2");
        let row = terminal.screen().lines().position(|line| line.contains("❯ 2")).unwrap();
        let row = u16::try_from(row).unwrap();
        // Nothing resets it between the number and the words.
        assert!((4..12).all(|column| terminal.cell_is_reversed(row, column)), "{begin:?}: {}", terminal.screen());
        assert!(!terminal.cell_is_reversed(row - 1, 6), "{begin:?}: the others are not");
    });
}

#[test]
fn where_colour_is_wanted_it_comes_from_the_terminals_own_palette_without_blue_or_dim() {
    let cases: [Begin; 2] = [(&[], &[]), (&["--color", "always"], &[("NO_COLOR", "1")])];
    each(cases, |begin| {
        let styles = styles(&walked(begin).1);
        let colours: Vec<&str> = styles.iter().filter_map(|style| style.strip_prefix("colour ")).collect();
        assert!(!colours.is_empty(), "{begin:?}: {styles:?}");
        for colour in colours {
            let number: u8 = colour.parse().unwrap();
            assert!(number < 16 && ![4, 12].contains(&number), "{begin:?}: {styles:?}");
        }
        assert!(styles.iter().all(|style| style != "2"), "{begin:?}: nothing is dim: {styles:?}");
    });
}

#[test]
fn in_a_c_locale_or_when_asked_only_ascii_is_sent() {
    let cases: [Begin; 4] = [
        (&[], &[("LANG", "C")]),
        (&[], &[("LC_ALL", "POSIX")]),
        (&["--ascii"], &[]),
        (&["--ascii", "--color", "always"], &[("LANG", "")]),
    ];
    each(cases, |begin| {
        let (mut terminal, bytes) = walked(begin);
        assert!(bytes.is_ascii(), "{begin:?}: {:?}", bytes.chars().find(|c| !c.is_ascii()));
        terminal.press("\x1b", "> 2");
    });
}
