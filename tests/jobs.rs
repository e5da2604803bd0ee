//! Stopping and going on, under real shells: the field is wiped, the terminal is the shell's meanwhile, and where
//! nobody could continue the program it is not stopped.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;

use std::process::Command;

use pty::{Start, TO_PASSWORD, Terminal};

const SECRET: &str = "Zq7~wXk2Vb9";

fn program() -> String {
    format!("{} {}", env!("CARGO_BIN_EXE_vo-login-wizard"), TO_PASSWORD.join(" "))
}

/// A shell with job control that runs this.
fn in_shell(line: &str) -> Terminal {
    let mut terminal = Terminal::start(Start {
        program: "/bin/bash",
        arguments: vec!["--norc", "--noprofile", "-i"],
        environment: vec![("PS1", "shell> ")],
        ..Start::default()
    });
    terminal.press("", "shell>");
    terminal.send(format!("{line}\r"));
    terminal.wait_for_page("A new password");
    terminal
}

/// Sends a signal to the program that a shell in the terminal has started.
fn signal_program(terminal: &Terminal, signal: &str) {
    let found = Command::new("pgrep").args(["-P", &terminal.process().to_string()]).output().unwrap();
    let pid = String::from_utf8(found.stdout).unwrap();
    assert!(Command::new("kill").args(["-s", signal, pid.trim()]).status().unwrap().success());
}

/// The shell has the terminal: it shows what is typed there, and runs it.
fn shell_is_back(terminal: &mut Terminal) {
    terminal.wait_for("Stopped");
    terminal.send("echo the shell is back\r");
    terminal.wait_until("the echo and its output", |screen| screen.matches("the shell is back").count() >= 2);
}

#[test]
fn a_script_between_the_shell_and_the_program_is_stopped_with_it() {
    let mut terminal = in_shell(&format!("sh -c '{}; echo it left with $?'", program()));
    terminal.press(SECRET, "hidden, 11 characters");
    terminal.send("\x1a");
    shell_is_back(&mut terminal);
    terminal.press("fg\r", "what you had typed was cleared");
    terminal.press("a", "hidden, 1 character");
    terminal.press("\x11", "Leave the wizard?");
    terminal.press("2", "it left with 0");
}

#[test]
fn a_script_that_nobody_could_continue_is_not_stopped_and_nothing_is_lost() {
    for stop in ["\x1a", "TSTP"] {
        let script = format!("{}; echo it left with $?", program());
        let arguments = vec!["-c", script.as_str()];
        let mut terminal = Terminal::start(Start { program: "/bin/sh", arguments, ..Start::default() });
        terminal.wait_for_page("A new password");
        terminal.press(SECRET, "hidden, 11 characters");
        if stop == "TSTP" {
            signal_program(&terminal, stop)
        } else {
            terminal.send(stop)
        }
        terminal.wait_for("cannot be put in the background");
        terminal.press("a", "hidden, 12 characters");
        terminal.press("\x03", "it left with 130");
    }
}

#[test]
fn a_paste_that_was_stopped_does_not_swallow_the_keys_after_it() {
    let mut terminal = in_shell(&program());
    terminal.send(format!("\x1b[200~{SECRET}"));
    terminal.wait_for("••••••");
    signal_program(&terminal, "TSTP");
    terminal.wait_for("Stopped");
    terminal.press("fg\r", "what you had typed was cleared");
    terminal.press("a", "hidden, 1 character");
}

#[test]
fn one_stopped_from_outside_has_its_page_again_and_shows_no_key() {
    let mut terminal = in_shell(&program());
    terminal.press(SECRET, "hidden, 11 characters");
    signal_program(&terminal, "STOP");
    shell_is_back(&mut terminal);
    terminal.send("fg\r");
    terminal.wait_for_page("A new password");
    terminal.wait_for("hidden, 11 characters");
    terminal.wait_until("no echo", |_| terminal.is_hiding());
    terminal.press("a", "hidden, 12 characters");
    // What the shell had shown before is there again.
    terminal.press("\x03", "Nothing of this walk is kept.");
    terminal.send("echo the shell is back\r");
    terminal.wait_until("the echo and its output", |screen| screen.matches("the shell is back").count() >= 2);
}
