//! Lines that are typed in a terminal, however another program left it and whatever it sends: what was meant is read,
//! hidden lines stay hidden, and the terminal is given back as it was.

#![cfg(unix)]
use crate::support::pages::each;
use crate::support::program;
use crate::support::pty::{Start, Terminal};

/// They keep every rule; with a character less in the one or more in the other they do not.
const JUST_LONG_ENOUGH: &str = "Passw*r1";
const JUST_SHORT_ENOUGH: &str = "Passw*r1Passw*r1Passw*r1P";

/// The program in a terminal that another program left so.
fn start(stty: &str, arguments: &str) -> Terminal {
    // Its settings afterwards are seen once a key was pressed; Ctrl-C reaches the shell too.
    let script =
        format!("trap : INT; stty {stty}; {} {arguments}; echo left with $?; head -c 1; stty -a; exec cat", program());
    Terminal::start(Start { program: "/bin/sh", arguments: vec!["-c", &script], ..Start::default() })
}

fn wait_until_it_hides(terminal: &Terminal) {
    terminal.wait_for("It is not shown.");
    terminal.wait_until("no echo", |_| terminal.is_hiding());
}

#[test]
fn a_hidden_line_is_what_was_meant() {
    each([JUST_LONG_ENOUGH, JUST_SHORT_ENOUGH], a_hidden_line_is);
}

/// Types this password in every way.
fn a_hidden_line_is(password: &str) {
    let with = |typed: &str| format!("{password}{typed}");
    for (what, stty, typed) in [
        ("the other erase", "erase ^?", with("x\x08\r")),
        ("the other erase, the other way", "erase ^H", with("x\x7f\r")),
        ("a paste", "sane", format!("\x1b[200~{password}\x1b[201~\r")),
        ("arrows and a mouse", "sane", with("\x1b[D\x1bOC\x1b[<0;1;1M\r")),
        ("the line erased", "kill undef", format!("secret\x15{password}\r")),
        ("a word erased", "werase undef", format!("a secret\x17\x17{password}\r")),
        ("left raw", "raw -echo", with("\r")),
        ("left raw, with the other Enter", "raw -echo", with("\n")),
        ("left without the translation of Enter", "-icrnl", with("\r")),
        ("left with another translation", "igncr", with("\n")),
        ("left so that each line end is shown", "echonl", with("\r")),
    ] {
        let mut terminal = start(stty, "check");
        wait_until_it_hides(&terminal);
        terminal.press(&typed, "left with");
        let screen = terminal.screen();
        assert!(screen.contains("The rules: all else is right."), "{what}: {screen}");
        assert!(screen.contains("left with 0") && !screen.contains("Passw*"), "{what}: {screen}");
        let said: Vec<&str> = screen.lines().skip_while(|line| !line.contains("It is not shown.")).collect();
        assert!(!said[1].trim().is_empty(), "{what}: a line end is shown: {screen}");
    }
}

#[test]
fn a_line_with_a_control_character_is_refused_and_that_is_said() {
    let mut terminal = start("sane", "check");
    wait_until_it_hides(&terminal);
    terminal.press(&format!("{JUST_LONG_ENOUGH}\x01\r"), "left with 1");
    assert!(terminal.text().contains("control character"), "{}", terminal.screen());
    let mut terminal = start("sane", "--plain --no-state");
    terminal.wait_for("or say help.");
    terminal.press("1\x01\r", "a sign that cannot be shown");
    assert!(!terminal.screen().contains("left with"));
}

#[test]
fn a_terminal_that_was_left_raw_is_answered_left_and_given_back_so() {
    // Enter and arrows.
    let mut terminal = start("raw -echo", "--plain --no-state");
    terminal.wait_for("or say help.");
    terminal.press("ac\x1b[D\x1b[Dt\r", "You answered:");
    let screen = terminal.screen();
    assert!(screen.lines().any(|line| line.starts_with("You answered:")), "each line begins at the left: {screen}");
    // Ctrl-C, Ctrl-D.
    terminal.press("\x03", "left with 130");
    for (key, code, says) in [("\x03", "130", ""), ("\x04", "1", "ended before a password came")] {
        let mut terminal = start("raw -echo", "check");
        wait_until_it_hides(&terminal);
        terminal.press(key, &format!("left with {code}"));
        assert!(terminal.text().contains(says), "{}", terminal.screen());
        terminal.press("x", "-icanon");
        let text = terminal.text();
        assert!(text.contains("-icrnl") && text.contains("-isig") && text.contains("-echo "), "as it was: {text}");
    }
}
