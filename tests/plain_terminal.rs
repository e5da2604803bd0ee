//! The plain mode of the real program in a real terminal: the mode it chooses there, a password that is not shown,
//! and a summary sent to a file.

#![cfg(unix)]
use std::time::{Duration, Instant};

use crate::support::program;
use crate::support::pty::{PATIENCE, Start, TO_PASSWORD, Terminal};

const SECRET: &str = "Zq7*xylophone";

fn shown(terminal: &Terminal) -> String {
    String::from_utf8(terminal.bytes()).unwrap()
}

/// Waits until the terminal shows what is typed, or until it no longer does.
fn wait_for_echo(terminal: &Terminal, on: bool) {
    let begun = Instant::now();
    let echoes = || terminal.line_settings().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "ECHO");
    while echoes() != on {
        assert!(begun.elapsed() < PATIENCE, "{}", terminal.line_settings());
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn each_way_to_the_mode_is_told_in_the_first_line_and_sends_no_escape_byte() {
    for (flag, environment, (columns, rows), because) in [
        ("--plain", ("TERM", "xterm"), (80, 24), "because you asked for it with --plain."),
        ("--no-state", ("TERM", "dumb"), (80, 24), "because this terminal is a simple one."),
        ("--no-state", ("TERM", "xterm"), (39, 24), "because this terminal is too small for the full screen."),
        ("--no-state", ("TERM", "xterm"), (80, 11), "because this terminal is too small for the full screen."),
        ("--no-state", ("ACCESSIBLE", "yes"), (80, 24), "because ACCESSIBLE is set."),
        ("--no-state", ("VO_LOGIN_WIZARD_MODE", "plain"), (80, 24), "because VO_LOGIN_WIZARD_MODE asks for it."),
    ] {
        let arguments = if flag == "--plain" { vec!["--plain", "--no-state"] } else { vec![flag] };
        let mut terminal =
            Terminal::start(Start { arguments, environment: vec![environment], columns, rows, ..Start::default() });
        terminal.wait_for("say help.");
        terminal.send("other\r");
        terminal.wait_for("or help.");
        terminal.send("\r");
        assert_eq!(terminal.exit_code(), 0);
        let shown = shown(&terminal);
        // In a window for somebody who sees it, the lines are cut between words.
        let said = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.starts_with(&format!("Plain mode is on, {because}")), "{shown}");
        let is_cut = environment.0 != "ACCESSIBLE";
        let (rows, widest) = (shown.lines(), usize::from(columns));
        assert_eq!(rows.clone().all(|row| row.chars().count() <= widest), is_cut, "{shown}");
        assert!(rows.clone().any(|row| row.ends_with("does not.")), "{shown}");
        assert!(!shown.contains('\x1b'), "{shown}");
    }
}

#[test]
fn a_password_is_not_shown_and_the_terminal_is_set_back() {
    let arguments = [&["--plain"][..], &TO_PASSWORD].concat();
    let mut terminal = Terminal::start(Start { arguments, ..Start::default() });
    terminal.wait_for("choose it later.");
    wait_for_echo(&terminal, false);
    terminal.send(format!("{SECRET}\r"));
    terminal.wait_for("leave it out.");
    terminal.send("somebody\r");
    terminal.wait_for("The rules: all is right.");
    let shown = shown(&terminal);
    assert!(!SECRET.as_bytes().windows(6).any(|run| shown.contains(std::str::from_utf8(run).unwrap())), "{shown}");
    assert!(
        shown.contains("somebody\r\nThe rules: all is right."),
        "the username is shown, and no empty line: {shown}"
    );
    assert!(shown.contains("choose it later.\r\nType your username"), "no empty line is shown: {shown}");
    wait_for_echo(&terminal, true);
}

#[test]
fn check_asks_in_a_terminal_and_does_not_show_what_is_typed() {
    let mut terminal = Terminal::start(Start { arguments: vec!["check"], ..Start::default() });
    terminal.wait_for("It is not shown.");
    wait_for_echo(&terminal, false);
    terminal.send(format!("{SECRET}\r"));
    terminal.wait_for("can tell if it takes it.");
    assert_eq!(terminal.exit_code(), 0);
    let shown = shown(&terminal);
    assert!(!shown.contains("xyl") && !shown.contains('\x1b'), "{shown}");
}

#[test]
fn the_end_of_the_input_is_no_password() {
    let mut terminal = Terminal::start(Start { arguments: vec!["check"], ..Start::default() });
    terminal.wait_for("It is not shown.");
    wait_for_echo(&terminal, false);
    terminal.press("\x04", "The input ended before a password came");
    assert_eq!(terminal.exit_code(), 1);
}

#[test]
fn a_file_for_the_output_gets_the_summary_alone_and_the_terminal_the_dialogue() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let script = format!("{} --plain --no-state > summary", program());
    let mut terminal = Terminal::start(Start {
        program: "/bin/sh",
        arguments: vec!["-c", &script],
        folder: folder.path().into(),
        ..Start::default()
    });
    terminal.wait_for("say help.");
    terminal.send("act\r");
    terminal.wait_for("4: I am not sure.");
    terminal.send("thrown-out\r");
    terminal.wait_for("or help.");
    terminal.send("\r");
    assert_eq!(terminal.exit_code(), 0);
    let summary = std::fs::read_to_string(folder.path().join("summary")).unwrap();
    assert!(summary.contains("\nYour program: ACT!\n"), "{summary}");
    assert!(summary.contains("ACT! let you in") && !summary.contains("Question:"), "{summary}");
    let shown = shown(&terminal);
    assert!(shown.starts_with(vo_login_wizard::content::words().plain.on_flag), "{shown}");
    assert!(shown.contains("Question:") && !shown.contains("Your program: ACT!"), "{shown}");
}

#[test]
fn one_goes_over_to_the_plain_mode_and_back_with_all_answers() {
    let mut terminal = Terminal::start(Start { arguments: vec!["--no-state"], ..Start::default() });
    terminal.wait_for("Which program will not let you in?");
    terminal.press("2", "What does ACT! do when you sign in?");
    for _ in 0..2 {
        let written = terminal.settle();
        terminal.press("\x1bOQ", "say help.");
        assert!(!terminal.is_full_screen());
        let said = String::from_utf8(terminal.bytes().split_off(written)).unwrap();
        let (_, said) = said.split_once("\x1b[?25h").unwrap();
        let said = said.rsplit_once('\x1b').map_or(said, |(_, said)| said);
        assert!(said.contains("Plain mode is on, because you pressed"), "{said}");
        let written = terminal.settle();
        terminal.press("where\r", "You answered: Your program: ACT!");
        terminal.press("refused\r", "Is your company on Virtual Office Editions?");
        let said = String::from_utf8(terminal.bytes().split_off(written)).unwrap();
        assert!(!said.contains('\x1b'), "{said}");
        terminal.send("/full\r");
        terminal.wait_for("Ctrl-Q leave");
        terminal.wait_for("Is your company on Virtual Office Editions?");
        assert!(terminal.is_full_screen());
        terminal.press("\x1b", "What does ACT! do when you sign in?");
    }
    terminal.press("2", "so the password is probably fine");
    terminal.press("\x1bOQ", "or help.");
    terminal.send("\r");
    assert_eq!(terminal.exit_code(), 0);
    let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
    assert_eq!(terminal.line_settings(), fresh.line_settings());
}
