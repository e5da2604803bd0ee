//! Every spelling of a key, in the real program: in a field it is its key and no more, on a page nothing of it is
//! spilled. What no key is leaves no trace, even where it comes in pieces.

#![cfg(unix)]
use std::time::Duration;

use crate::support::pages::each;
use crate::support::pty::{Start, TO_PASSWORD, Terminal};
use vo_login_wizard::content::words;
use vo_login_wizard::terminal::{Key, SPELLINGS};

/// What some terminals send by a rule: what it is, the bytes, by how much the text in a field is longer then, and the
/// keys that it is, on a page.
const BY_RULE: [(&str, &str, i32, &[Key]); 24] = [
    ("CSI u, a letter with Shift", "\x1b[97;2u", 1, &[Key::Character('A')]),
    ("CSI u, a sign with Shift", "\x1b[64;2u", 1, &[Key::Character('@')]),
    ("CSI u, held and let go", "\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u", 2, &[Key::Character('@')]),
    ("CSI u, Backspace", "\x1b[127u", -1, &[Key::Backspace]),
    ("CSI u, Alt with a letter", "\x1b[97;3u", 0, &[]),
    ("modifyOtherKeys", "\x1b[27;2;64~", 1, &[Key::Character('@')]),
    ("win32, a letter and its release", "\x1b[65;30;97;1;0;1_\x1b[65;30;97;0;0;1_", 1, &[Key::Character('a')]),
    ("win32, right Alt", "\x1b[81;16;64;1;9;1_", 1, &[Key::Character('@')]),
    ("win32, a character in two halves", "\x1b[0;0;55357;1;0;1_\x1b[0;0;56832;1;0;1_", 1, &[Key::Character('@')]),
    ("an arrow with Control", "\x1b[1;5C", 0, &[]),
    ("Alt with a letter", "\x1bx", 0, &[]),
    ("a key that is none here", "\x1b[2~\x1b[25~", 0, &[]),
    ("X10 mouse", "\x1b[M !!", 0, &[]),
    ("SGR mouse", "\x1b[<0;10;10M\x1b[<0;10;10m", 0, &[]),
    ("urxvt mouse", "\x1b[32;10;10M", 0, &[]),
    ("focus", "\x1b[I\x1b[O", 0, &[]),
    ("where the cursor stands", "\x1b[12;40R", 0, &[]),
    ("what the terminal is", "\x1b[?62;1;4c\x1b[>41;330;0c\x1bP!|00000000\x1b\\", 0, &[]),
    ("a mode", "\x1b[?2026;2$y\x1b[?1u", 0, &[]),
    ("a colour", "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", 0, &[]),
    ("a colour, with its other end", "\x1b]4;1;rgb:cc/00/00\x1b\\", 0, &[]),
    ("a setting", "\x1bP1+r544e=7874\x1b\\", 0, &[]),
    ("an image", "\x1b_Gi=31;OK\x1b\\", 0, &[]),
    ("a size", "\x1b[8;24;80t", 0, &[]),
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

/// Sends keys of a field, each of which counts at once, and waits for what they lead to.
fn type_in(terminal: &mut Terminal, keys: &str, what: &str, length: &str) {
    terminal.send(keys);
    terminal.wait_until(&format!("{what}: {length}"), |screen| screen.contains(length));
}

#[test]
fn in_a_field_each_spelling_is_its_key_and_no_more() {
    let table = SPELLINGS.into_iter().filter_map(|(who, spelling, key)| {
        longer(key).map(|longer| (format!("{who}: {spelling}"), format!("\x1b{spelling}"), longer))
    });
    let rules = BY_RULE.into_iter().map(|(what, bytes, longer, _)| (what.to_owned(), bytes.to_owned(), longer));
    let mut terminal = on_password_page();
    for (what, bytes, longer) in table.chain(rules) {
        type_in(&mut terminal, "ab", &what, "2 characters, hidden");
        let length = format!("{} characters, hidden", 2 + longer + 3);
        type_in(&mut terminal, &format!("{bytes}cde"), &what, &length);
        type_in(&mut terminal, "\x15", &what, "not shown as you type");
    }
}

/// What leaves a field or opens something over it.
#[test]
fn in_a_field_each_spelling_of_a_key_that_leads_elsewhere_leads_there() {
    let nothing = [Key::Function(11), Key::Function(12)];
    let leads = SPELLINGS.into_iter().filter(|(_, _, key)| longer(*key).is_none() && !nothing.contains(key));
    each(leads, |(who, spelling, key)| {
        let mut terminal = on_password_page();
        type_in(&mut terminal, "ab cd", who, "5 characters, hidden");
        terminal.rest();
        let expected = match key {
            Key::Tab | Key::BackTab => "❯ Username",
            Key::Enter => "too short",
            Key::Function(1) => "Help for this page",
            Key::Function(2) => "Plain mode is on",
            Key::Function(3) => "I will never ask",
            Key::Function(4) => "5 characters, shown",
            Key::Function(5) => "One line, saved with this page",
            Key::Function(6) => "Your answers",
            Key::Control('w') => "3 characters, hidden",
            Key::Function(8) => "Not what you see?",
            Key::Function(7 | 9 | 10) => words().refusal.not_here,
            other => panic!("no one knows what {other:?} is to do here"),
        };
        type_in(&mut terminal, &format!("\x1b{spelling}"), &format!("{who}: {spelling}"), expected);
    });
}

/// What a key does on the question after the first page, when no row is chosen: nothing for one that does nothing there.
fn on_question(key: Key) -> Option<&'static str> {
    let texts = &words().refusal;
    Some(match key {
        Key::Up | Key::BackTab | Key::End => "❯ 4",
        Key::Down | Key::Tab | Key::Home => "❯ 1",
        Key::Left | Key::Backspace | Key::Escape => "Which program will not let you in?",
        Key::Enter | Key::Character(' ') => texts.choose_first,
        Key::Character('1' | '4') => "on Virtual Office Editions?",
        Key::Character('2') => "more than one extension",
        Key::Character('3') => "my login for ACT! itself",
        // “Asks for its own login”; no row begins with 8.
        Key::Character('a' | 'A') => "❯ 3",
        Key::Character('1'..='9') => texts.no_such_answer,
        Key::Character(_) => texts.nothing_taken,
        Key::Function(1) => "Help for this page",
        Key::Function(2) => "Plain mode is on",
        Key::Function(3) => "I will never ask",
        Key::Function(5) => "One line, saved with this page",
        Key::Function(6) => "Your answers",
        Key::Function(8) => "Not what you see?",
        Key::Function(4 | 7 | 9 | 10) => texts.not_here,
        _ => return None,
    })
}

fn on_page() -> Terminal {
    let arguments = vec!["--no-state", "--answer", "integration=act"];
    let terminal = Terminal::start(Start { arguments, ..Start::default() });
    terminal.wait_for_page("What does ACT! do");
    terminal.rest();
    terminal
}

#[test]
fn on_a_page_each_spelling_is_its_key_and_no_more() {
    let table = SPELLINGS.into_iter().map(|(who, spelling, key)| (who, format!("\x1b{spelling}"), Some(key)));
    let rules = BY_RULE.into_iter().map(|(what, bytes, _, keys)| (what, bytes.to_owned(), keys.first().copied()));
    let rows: Vec<_> = table.chain(rules).collect();
    each(rows.chunks(8), |rows| {
        for (what, bytes, key) in rows {
            let mut terminal = on_page();
            match key.and_then(on_question) {
                Some(expected) => type_in(&mut terminal, bytes, &format!("{what}: {bytes:?}"), expected),
                // What comes after it is a key of its own, and the page is as it was.
                None => {
                    let page = terminal.text();
                    type_in(&mut terminal, &format!("{bytes}\x1bOP"), what, "Help for this page");
                    terminal.press("\x1b", "What does ACT! do");
                    terminal.wait_until(what, |screen| screen.split_whitespace().collect::<Vec<_>>().join(" ") == page);
                }
            }
        }
    });
}

#[test]
fn on_a_page_what_comes_late_of_a_sequence_is_no_key() {
    let mut terminal = on_page();
    // Its beginning was taken for Escape, which leads back.
    for pieces in [["\x1b", "[12;40R"], ["\x1b", "]11;rgb:1e1e/1e1e/1e1e\x07"], ["\x1b", "[B"]] {
        terminal.press(pieces[0], "Which program will not let you in?");
        std::thread::sleep(Duration::from_millis(250));
        terminal.send(pieces[1]);
        std::thread::sleep(Duration::from_millis(400));
        let screen = terminal.screen();
        let is_untouched = !screen.contains("Nothing was taken") && !screen.contains("Help for this page");
        assert!(is_untouched && screen.contains("Which program") && screen.contains("❯ 2"), "{pieces:?}: {screen}");
        terminal.press("\r", "What does ACT! do");
        terminal.rest();
    }
}

#[test]
fn an_answer_that_comes_late_types_nothing_and_an_arrow_in_pieces_does_not_leave_what_was_typed() {
    let mut terminal = on_password_page();
    type_in(&mut terminal, "ab", "two", "2 characters, hidden");
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
