//! Stopping and going on, under real shells: the field is wiped, the terminal is the shell's meanwhile, and where
//! nobody could continue the program it is not stopped.

#![cfg(unix)]
use crate::support::program;
use crate::support::pty::{Start, TO_PASSWORD, Terminal, child_of, shell, signal};

const SECRET: &str = "Zq7~wXk2Vb9";

fn to_password() -> String {
    format!("{} {}", program(), TO_PASSWORD.join(" "))
}

/// A shell with job control that runs this.
fn in_shell(line: &str) -> Terminal {
    let mut terminal = shell();
    terminal.send(format!("{line}\r"));
    terminal.wait_for_page("Try out a new password");
    terminal
}

/// Sends a signal to the program that a shell in the terminal has started.
fn signal_program(terminal: &Terminal, name: &str) {
    signal(child_of(terminal.process()), name);
}

/// The shell has the terminal: it shows what is typed there, and runs it.
fn shell_is_back(terminal: &mut Terminal) {
    terminal.wait_for("Stopped");
    terminal.send("echo the shell is back\r");
    terminal.wait_until("the echo and its output", |screen| screen.matches("the shell is back").count() >= 2);
}

#[test]
fn a_script_between_the_shell_and_the_program_is_stopped_with_it() {
    let mut terminal = in_shell(&format!("sh -c '{}; echo it left with $?'", to_password()));
    terminal.press(SECRET, "11 characters, hidden");
    terminal.send("\x1a");
    shell_is_back(&mut terminal);
    terminal.press("fg\r", "What you had typed was cleared");
    terminal.press("a", "1 character, hidden");
    terminal.press("\x11", "Leave now?");
    terminal.press("2", "it left with 5");
}

#[test]
fn a_script_that_nobody_could_continue_is_not_stopped_and_nothing_is_lost() {
    for stop in ["\x1a", "TSTP"] {
        let script = format!("{}; echo it left with $?", to_password());
        let arguments = vec!["-c", script.as_str()];
        let mut terminal = Terminal::start(Start { program: "/bin/sh", arguments, ..Start::default() });
        terminal.wait_for_page("Try out a new password");
        terminal.press(SECRET, "11 characters, hidden");
        if stop == "TSTP" {
            signal_program(&terminal, stop)
        } else {
            terminal.send(stop)
        }
        terminal.wait_for("cannot be put in the background");
        terminal.press("a", "12 characters, hidden");
        terminal.press("\x03", "it left with 130");
    }
}

#[test]
fn where_nobody_could_continue_it_ctrl_z_only_says_so() {
    let mut terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
    terminal.wait_for_page("Try out a new password");
    // What is typed right after it is not lost.
    terminal.press("\x1a", "cannot be put in the background");
    terminal.press(&format!("{SECRET}\x1aa"), "12 characters, hidden");
}

/// As in a container: the session's number is 0 there. A machine that gives no room of its own says so.
#[test]
#[cfg(target_os = "linux")]
fn a_session_that_began_outside_is_none_that_could_continue_it() {
    let arguments = ["--map-root-user", "--pid", "--fork", program()];
    let arguments = arguments.into_iter().chain(TO_PASSWORD).collect();
    let mut terminal = Terminal::start(Start { program: "unshare", arguments, ..Start::default() });
    terminal.wait_until("the page", |screen| screen.contains("New password") || screen.contains("unshare: "));
    if !terminal.screen().contains("unshare: ") {
        terminal.press("\x1a", "cannot be put in the background");
        terminal.press("a", "1 character, hidden");
    }
}

#[test]
fn a_paste_that_was_stopped_does_not_swallow_the_keys_after_it() {
    let mut terminal = in_shell(&to_password());
    terminal.send(format!("\x1b[200~{SECRET}"));
    terminal.wait_for("••••••");
    signal_program(&terminal, "TSTP");
    terminal.wait_for("Stopped");
    terminal.press("fg\r", "What you had typed was cleared");
    terminal.press("a", "1 character, hidden");
}

#[test]
fn what_was_typed_right_behind_the_key_that_stops_it_is_gone_when_it_goes_on() {
    let mut terminal = in_shell(&to_password());
    terminal.press("a", "1 character, hidden");
    terminal.send("\x1abcd");
    terminal.wait_for("Stopped");
    terminal.press("fg\r", "What you had typed was cleared");
    terminal.press("e", "1 character, hidden");
}

#[test]
fn one_stopped_from_outside_has_its_page_again_and_shows_no_key() {
    let mut terminal = in_shell(&to_password());
    terminal.press(SECRET, "11 characters, hidden");
    signal_program(&terminal, "STOP");
    shell_is_back(&mut terminal);
    terminal.send("fg\r");
    terminal.wait_for_page("Try out a new password");
    terminal.wait_for("11 characters, hidden");
    terminal.wait_until("no echo", |_| terminal.is_hiding());
    terminal.press("a", "12 characters, hidden");
    // What the shell had shown before is there again.
    terminal.press("\x03", "Nothing of this is saved.");
    terminal.send("echo the shell is back\r");
    terminal.wait_until("the echo and its output", |screen| screen.matches("the shell is back").count() >= 2);
}

/// Stops the program, by its key or by the signal, and waits for the shell.
fn stop(terminal: &mut Terminal, by_key: bool) {
    let stopped = terminal.screen().matches("Stopped").count();
    if by_key {
        terminal.send("\x1a");
    } else {
        signal_program(terminal, "TSTP");
    }
    terminal.wait_until("the shell", |screen| screen.matches("Stopped").count() > stopped);
}

#[test]
fn a_hidden_line_is_cleared_when_it_is_stopped_and_asked_for_anew_when_it_goes_on() {
    let plain = [&["--plain"][..], &TO_PASSWORD].concat();
    for (arguments, next) in [(&plain[..], "Type your username too"), (&["check"], "The rules: all else is right.")] {
        for by_key in [true, false] {
            let mut terminal = shell();
            terminal.send(format!("{} {}\r", program(), arguments.join(" ")));
            terminal.wait_for("It is not shown.");
            terminal.wait_until("no echo", |_| terminal.is_hiding());
            terminal.send(SECRET);
            terminal.settle();
            stop(&mut terminal, by_key);
            terminal.send("echo $((6 * 7))\r");
            terminal.wait_until("the shell's answer", |screen| screen.lines().any(|line| line.trim() == "42"));
            assert!(!terminal.screen().contains("Zq7"), "{}", terminal.screen());
            terminal.press("fg\r", "What you had typed was cleared");
            terminal.wait_until("no echo", |_| terminal.is_hiding());
            terminal.press(&format!("{SECRET}\r"), next);
            assert!(!terminal.screen().contains("Zq7"), "{}", terminal.screen());
        }
    }
}

#[test]
fn a_hidden_line_that_was_stopped_from_outside_is_hidden_again() {
    let mut terminal = shell();
    terminal.send(format!("{} check\r", program()));
    terminal.wait_for("It is not shown.");
    terminal.wait_until("no echo", |_| terminal.is_hiding());
    signal_program(&terminal, "STOP");
    terminal.wait_for("Stopped");
    // As a program in between may leave it, whether or not the shell would set it back.
    terminal.press("stty echo; echo $((6 * 7))\r", "42");
    terminal.send("fg\r");
    // The shell edits its own line without an echo; this is the terminal's line again. Both are read at once.
    let is_hidden_line = |settings: &str| settings.contains("ICANON") && !settings.contains("ECHO |");
    terminal.wait_until("a line without echo", |_| is_hidden_line(&terminal.line_settings()));
    terminal.press(&format!("{SECRET}\r"), "The rules: all else is right.");
    assert!(!terminal.screen().contains("Zq7"), "{}", terminal.screen());
}

#[test]
fn the_full_screen_comes_back_as_often_as_it_is_stopped_and_fills_the_window_that_it_finds() {
    let mut terminal = in_shell(&to_password());
    for (by_key, columns) in [(true, 80), (false, 70), (true, 60)] {
        terminal.press(SECRET, "11 characters, hidden");
        stop(&mut terminal, by_key);
        assert!(!terminal.is_full_screen());
        terminal.resize(columns, 24);
        terminal.press("fg\r", "What you had typed was cleared");
        terminal.wait_for("not shown as you type");
        assert!(terminal.is_full_screen());
        let is_rule = |line: &str| line.chars().filter(|c| *c == '─').count() == usize::from(columns);
        terminal.wait_until("the rule", |screen| screen.lines().any(is_rule));
    }
}
