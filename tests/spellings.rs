//! Every spelling of a key, in the real program: in a field it is its key and no more, on a page nothing of it is
//! spilled. What no key is leaves no trace, even where it comes in pieces.

#![cfg(unix)]
use std::time::Duration;

use crate::support::pty::{Start, TO_PASSWORD, Terminal};
use vo_login_wizard::terminal::{Key, SPELLINGS};

/// What some terminals send by a rule: what it is, the bytes, and by how much the text in a field is longer then.
const BY_RULE: [(&str, &str, i32); 24] = [
    ("CSI u, a letter with Shift", "\x1b[97;2u", 1),
    ("CSI u, a sign with Shift", "\x1b[64;2u", 1),
    ("CSI u, held and let go", "\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u", 2),
    ("CSI u, Backspace", "\x1b[127u", -1),
    ("CSI u, Alt with a letter", "\x1b[97;3u", 0),
    ("modifyOtherKeys", "\x1b[27;2;64~", 1),
    ("win32, a letter and its release", "\x1b[65;30;97;1;0;1_\x1b[65;30;97;0;0;1_", 1),
    ("win32, right Alt", "\x1b[81;16;64;1;9;1_", 1),
    ("win32, a character in two halves", "\x1b[0;0;55357;1;0;1_\x1b[0;0;56832;1;0;1_", 1),
    ("an arrow with Control", "\x1b[1;5C", 0),
    ("Alt with a letter", "\x1bx", 0),
    ("a key that is none here", "\x1b[2~\x1b[25~", 0),
    ("X10 mouse", "\x1b[M !!", 0),
    ("SGR mouse", "\x1b[<0;10;10M\x1b[<0;10;10m", 0),
    ("urxvt mouse", "\x1b[32;10;10M", 0),
    ("focus", "\x1b[I\x1b[O", 0),
    ("where the cursor stands", "\x1b[12;40R", 0),
    ("what the terminal is", "\x1b[?62;1;4c\x1b[>41;330;0c\x1bP!|00000000\x1b\\", 0),
    ("a mode", "\x1b[?2026;2$y\x1b[?1u", 0),
    ("a colour", "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", 0),
    ("a colour, with its other end", "\x1b]4;1;rgb:cc/00/00\x1b\\", 0),
    ("a setting", "\x1bP1+r544e=7874\x1b\\", 0),
    ("an image", "\x1b_Gi=31;OK\x1b\\", 0),
    ("a size", "\x1b[8;24;80t", 0),
];

fn on_password_page() -> Terminal {
    let terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
    terminal.wait_for("not shown as you type");
    terminal
}

/// By how much a key makes the text of a field longer, when the cursor stands at its end; nothing for a key that
/// leaves the field or does more than that.
fn longer(key: Key) -> Option<i32> {
    match key {
        Key::Character(_) => Some(1),
        Key::Backspace => Some(-1),
        Key::Delete | Key::Up | Key::Down | Key::Left | Key::Right | Key::Home | Key::End => Some(0),
        Key::PageUp | Key::PageDown => Some(0),
        _ => None,
    }
}

#[test]
fn in_a_field_each_spelling_is_its_key_and_no_more() {
    let table = SPELLINGS.into_iter().filter_map(|(who, spelling, key)| {
        longer(key).map(|longer| (format!("{who}: {spelling}"), format!("\x1b{spelling}"), longer))
    });
    let rules = BY_RULE.into_iter().map(|(what, bytes, longer)| (what.to_owned(), bytes.to_owned(), longer));
    let mut terminal = on_password_page();
    for (what, bytes, longer) in table.chain(rules) {
        terminal.press("ab", "2 characters, hidden");
        terminal.send(format!("{bytes}cde"));
        let length = format!("{} characters, hidden", 2 + longer + 3);
        terminal.wait_until(&format!("{what}: {length}"), |screen| screen.contains(&length));
        terminal.press("\x15", "not shown as you type");
    }
}

#[test]
fn on_a_page_nothing_is_spilled_of_what_is_no_key() {
    let mut terminal = Terminal::start(Start::default());
    terminal.wait_for_page("Which program will not let you in?");
    terminal.wait_for("F1");
    // Whether a blank was written does not matter.
    let words = |screen: &str| screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = terminal.text();
    let helps = SPELLINGS.into_iter().filter(|(_, _, key)| *key == Key::Function(1));
    let helps: Vec<String> = helps.map(|(_, spelling, _)| format!("\x1b{spelling}")).collect();
    for ((what, bytes, _), help) in BY_RULE
        .into_iter()
        .filter(|(what, _, longer)| *longer == 0 && !what.starts_with("an arrow"))
        .zip(helps.iter().cycle())
    {
        terminal.press(&format!("{bytes}{help}"), "Help for this page");
        terminal.send("\x1b");
        terminal.wait_until(&format!("{what}: the page as it was"), |screen| words(screen) == page);
    }
}

#[test]
fn an_answer_that_comes_late_types_nothing_and_an_arrow_in_pieces_does_not_leave_what_was_typed() {
    let mut terminal = on_password_page();
    terminal.press("ab", "2 characters, hidden");
    for pieces in [
        ["\x1b]11;rgb:", "1e1e/1e1e", "/1e1e\x07"],
        ["\x1b", "]11;rgb:0/0", "/0\x1b\\"],
        ["\x1b[12", ";4", "0R"],
        ["\x1b", "[", "D"],
        ["\x1bO", "", "D"],
    ] {
        for piece in pieces {
            terminal.send(piece);
            std::thread::sleep(Duration::from_millis(250));
        }
    }
    // Twice to the left, so that this is the first.
    terminal.press("c\x1b[3~\x1b[3~", "1 character, hidden");
}
