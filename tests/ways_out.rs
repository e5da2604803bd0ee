//! Every way out of the program: the terminal is as it was, the exit code is the one documented, and it is quick.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on has failed")]

#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;

use std::time::{Duration, Instant};

use pty::{Start, TO_PASSWORD, Terminal, modes_are_taken_back};

const SECRET: &str = "Zq7~wXk2Vb9";

fn on_password_page() -> Terminal {
    let terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
    terminal.wait_for("New password");
    terminal
}

/// Leaves by `way` with a password in the field, and checks all that must hold afterwards.
fn leaves_cleanly(typed: &str, way: impl FnOnce(&mut Terminal), code: u32) {
    // The settings before: those of the same terminal with nothing running in it yet.
    let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
    let before = fresh.line_settings();
    let mut terminal = on_password_page();
    terminal.send(typed);
    if !typed.is_empty() {
        terminal.wait_for("••••••");
    }
    assert_ne!(terminal.line_settings(), before, "raw while it runs");
    let begun = Instant::now();
    way(&mut terminal);
    assert_eq!(terminal.exit_code(), code);
    assert!(begun.elapsed() < Duration::from_secs(3), "it took {:?}", begun.elapsed());
    assert_eq!(terminal.line_settings(), before);
    assert!(modes_are_taken_back(&terminal.bytes()));
    assert!(!terminal.screen().contains("Zq7"), "{}", terminal.screen());
}

#[test]
fn ctrl_c_leaves_at_once() {
    leaves_cleanly(SECRET, |terminal| terminal.send("\x03"), 130);
}

#[test]
fn signals_leave_with_their_codes() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        leaves_cleanly(SECRET, |terminal| terminal.signal(signal), code);
    }
}

#[test]
fn a_signal_in_the_middle_of_a_paste_leaves_too() {
    leaves_cleanly(&format!("\x1b[200~{SECRET}"), |terminal| terminal.signal("TERM"), 143);
}

#[test]
fn leaving_by_a_key_asks_first_and_leaves_when_confirmed() {
    leaves_cleanly(
        SECRET,
        |terminal| {
            terminal.press("\x11", "Leave the wizard?");
            terminal.send("2");
        },
        0,
    );
}

#[test]
fn a_terminal_that_is_gone_ends_the_program_without_spinning() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    // Not its controlling terminal, so that no signal tells the program.
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
    let open = || std::fs::File::options().read(true).write(true).open(&name).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_vo-login-wizard"))
        .args(TO_PASSWORD)
        .env("TERM", "xterm")
        .stdin(open())
        .stdout(open())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut read = [0; 64];
    assert!(rustix::io::read(&master, &mut read).unwrap() > 0, "it draws");
    rustix::io::write(&master, SECRET.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert!(child.try_wait().unwrap().is_none());
    let begun = Instant::now();
    drop(master);
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if begun.elapsed() > Duration::from_secs(3) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(code, Some(129));
}

#[test]
fn the_rest_of_a_paste_never_reaches_the_shell() {
    let program = env!("CARGO_BIN_EXE_vo-login-wizard");
    let script = format!("{program} {}; echo left with $?; cat", TO_PASSWORD.join(" "));
    let mut terminal =
        Terminal::start(Start { program: "/bin/sh", arguments: vec!["-c", &script], ..Start::default() });
    terminal.wait_for("New password");
    terminal.send(format!("\x1b[200~{}", &SECRET[..6]));
    terminal.wait_for("••••••");
    // Ctrl-C cannot get through a paste, so a signal ends it; the rest is typed before the program has gone.
    let pid = std::process::Command::new("pgrep").args(["-P", &terminal.process().to_string()]).output().unwrap();
    let pid = String::from_utf8(pid.stdout).unwrap();
    std::process::Command::new("kill").args(["-s", "STOP", pid.trim()]).status().unwrap();
    terminal.send(&SECRET[6..]);
    std::process::Command::new("kill").args(["-s", "TERM", pid.trim()]).status().unwrap();
    std::process::Command::new("kill").args(["-s", "CONT", pid.trim()]).status().unwrap();
    terminal.wait_for("left with 143");
    std::thread::sleep(Duration::from_millis(100));
    assert!(!terminal.screen().contains(&SECRET[6..]), "{}", terminal.screen());
}

fn in_shell() -> Terminal {
    let mut terminal = Terminal::start(Start {
        program: "/bin/bash",
        arguments: vec!["--norc", "--noprofile", "-i"],
        environment: vec![("PS1", "shell> ")],
        ..Start::default()
    });
    terminal.wait_for("shell>");
    terminal.send(format!("{} {}\r", env!("CARGO_BIN_EXE_vo-login-wizard"), TO_PASSWORD.join(" ")));
    terminal.wait_for("New password");
    terminal
}

#[test]
fn ctrl_z_wipes_the_field_gives_the_terminal_back_and_fg_says_so() {
    for stop in ["\x1a", "SIGTSTP"] {
        let mut terminal = in_shell();
        terminal.send(SECRET);
        terminal.wait_for("hidden, 11 characters");
        if stop == "\x1a" {
            terminal.send(stop);
        } else {
            let shell = terminal.process().to_string();
            let pid = std::process::Command::new("pgrep").args(["-P", &shell]).output().unwrap();
            let pid = String::from_utf8(pid.stdout).unwrap();
            std::process::Command::new("kill").args(["-s", "TSTP", pid.trim()]).status().unwrap();
        }
        terminal.wait_for("Stopped");
        // The shell sets bracketed paste for itself, so that the other modes tell.
        let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
        assert!(bytes.rfind("\x1b[?1049l") > bytes.rfind("\x1b[?1049h"));
        assert!(bytes.rfind("\x1b[?25h") > bytes.rfind("\x1b[?25l"));
        terminal.send("echo the shell is back\r");
        terminal.wait_until("the echo", |screen| screen.matches("the shell is back").count() >= 2);
        terminal.send("fg\r");
        terminal.wait_for("what you had typed was cleared");
        terminal.wait_for("hidden, empty");
        terminal.press("a", "hidden, 1 character");
    }
}

#[test]
fn where_nobody_could_continue_it_ctrl_z_does_nothing_and_says_so() {
    let mut terminal = on_password_page();
    terminal.press("\x1a", "cannot be put in the background");
    assert!(terminal.is_running());
}

#[test]
fn a_hidden_line_of_the_plain_mode_gives_the_echo_back() {
    for (way, code) in [("TERM", 143), ("INT", 130), ("QUIT", 131), ("HUP", 129)] {
        let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
        let before = fresh.line_settings();
        let arguments = ["--plain"].into_iter().chain(TO_PASSWORD).collect();
        let mut terminal = Terminal::start(Start { arguments, ..Start::default() });
        terminal.wait_for("It is not shown.");
        terminal.wait_until("no echo", |_| terminal.line_settings() != before);
        terminal.send(SECRET);
        std::thread::sleep(Duration::from_millis(50));
        terminal.signal(way);
        assert_eq!(terminal.exit_code(), code, "{way}");
        assert_eq!(terminal.line_settings(), before, "{way}");
        assert!(!terminal.screen().contains(&SECRET[..6]), "{}", terminal.screen());
    }
}

/// Not a test of its own: the program that the test below runs in a terminal of its own.
#[test]
fn a_program_that_panics() {
    if std::env::var_os("VO_TEST_PANIC").is_some() {
        let code = vo_login_wizard::guard::run(|| {
            let _screen = vo_login_wizard::terminal::FullScreen::enter().unwrap();
            panic!("{SECRET}");
        });
        std::process::exit(if code == std::process::ExitCode::FAILURE { 1 } else { 0 });
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_but_not_what() {
    let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
    let program = std::env::current_exe().unwrap();
    let mut terminal = Terminal::start(Start {
        program: program.to_str().unwrap(),
        arguments: vec!["--exact", "a_program_that_panics", "--nocapture"],
        environment: vec![("VO_TEST_PANIC", "1")],
        ..Start::default()
    });
    assert_eq!(terminal.exit_code(), 1);
    assert_eq!(terminal.line_settings(), fresh.line_settings());
    assert!(modes_are_taken_back(&terminal.bytes()));
    terminal.wait_for("ways_out.rs");
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains(SECRET));
}
