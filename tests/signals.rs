//! Each signal and the loss of the terminal, whatever is going on: the terminal is as it was, the exit code is the one
//! documented, it is quick, and nothing typed reaches the shell.

#![cfg(unix)]
use crate::support::program;
use crate::support::pty;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::pty::{PATIENCE, Start, TO_PASSWORD, Terminal, child_of, modes_are_taken_back, signal};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

const SIGNALS: [(&str, u32); 4] = [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)];
/// Those that hardly anybody sends, by their numbers on Linux.
#[cfg(target_os = "linux")]
const RARE: [(&str, u32); 9] = [
    ("ALRM", 142),
    ("USR1", 138),
    ("USR2", 140),
    ("VTALRM", 154),
    ("PROF", 155),
    ("XCPU", 152),
    ("IO", 157),
    ("PWR", 158),
    ("STKFLT", 144),
];
const SECRET: &str = "Zq7~wXk2Vb9";
/// All of a paste but its end.
const IN_PASTE: &str = "\x1b[200~Zq7~wXk2Vb9";

/// What is typed on the password page, and what stands there then.
const STATES: [(&str, &str); 7] = [
    ("", "not shown as you type"),
    (SECRET, "11 characters, hidden"),
    (IN_PASTE, "11 characters, hidden"),
    ("\x14Zq7~", "4 characters, shown"),
    ("\x1b[15~Zq7~", "One line, saved"),
    ("\x1bOP", "Help for this page"),
    ("\x11", "Leave now?"),
];

fn settings_before() -> String {
    let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
    fresh.line_settings()
}

#[test]
fn each_signal_in_each_state_gives_the_terminal_back_within_a_second() {
    let before = settings_before();
    let mut longest = Duration::ZERO;
    for (name, code) in SIGNALS {
        for (typed, shown) in STATES {
            let mut terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
            terminal.wait_for("New password");
            terminal.press(typed, shown);
            assert_ne!(terminal.line_settings(), before, "raw while it runs");
            let begun = Instant::now();
            terminal.signal(name);
            assert_eq!(terminal.exit_code(), code, "{name} {typed:?}");
            longest = longest.max(begun.elapsed());
            assert_eq!(terminal.line_settings(), before, "{name} {typed:?}");
            assert!(modes_are_taken_back(&terminal.bytes()), "{name} {typed:?}");
            assert!(!terminal.is_full_screen() && !terminal.screen().contains("Zq7"), "{}", terminal.screen());
        }
    }
    assert!(longest < Duration::from_secs(1), "{longest:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn signals_that_hardly_anybody_sends_give_the_terminal_back_too() {
    let before = settings_before();
    let plain = [&["--plain"][..], &TO_PASSWORD].concat();
    for ((name, code), (typed, shown)) in RARE.into_iter().zip(STATES.into_iter().cycle()) {
        let mut terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
        terminal.wait_for("New password");
        terminal.press(typed, shown);
        terminal.signal(name);
        assert_eq!(terminal.exit_code(), code, "{name} {typed:?}");
        assert_eq!(terminal.line_settings(), before, "{name} {typed:?}");
        assert!(modes_are_taken_back(&terminal.bytes()), "{name} {typed:?}");
        let mut terminal = Terminal::start(Start { arguments: plain.clone(), ..Start::default() });
        terminal.wait_for("It is not shown.");
        terminal.wait_until("no echo", |_| terminal.line_settings() != before);
        terminal.signal(name);
        assert_eq!((terminal.exit_code(), terminal.line_settings()), (code, before.clone()), "{name}");
    }
}

#[test]
fn a_signal_that_was_ignored_from_the_start_stays_ignored() {
    let plain = [&["--plain"][..], &TO_PASSWORD].concat();
    for (arguments, shown) in
        [(TO_PASSWORD.to_vec(), "New password"), (plain, "It is not shown."), (vec!["check"], "It is not shown.")]
    {
        let program = format!("exec {} {}", program(), arguments.join(" "));
        let script = format!("trap '' HUP USR1; {program}");
        let mut terminal =
            Terminal::start(Start { program: "/bin/sh", arguments: vec!["-c", &script], ..Start::default() });
        terminal.wait_for(shown);
        terminal.signal("HUP");
        terminal.signal("USR1");
        terminal.settle();
        assert!(terminal.is_running(), "{arguments:?}");
        terminal.signal("TERM");
        assert_eq!(terminal.exit_code(), 143, "{arguments:?}");
    }
}

#[test]
fn a_file_that_may_grow_no_more_is_an_error_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes.txt");
    let ending = "--no-input --answer integration=act --answer symptom=refused --answer editions=yes --notes";
    let program = program();
    let script = format!("ulimit -f 0; exec {program} {ending} {}", notes.display());
    let output = Command::new("/bin/sh").args(["-c", &script]).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{:?}: {said}", output.status);
    assert!(said.contains("notes.txt") && said.contains("File too large"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn a_signal_finds_it_in_a_window_that_is_too_small_too() {
    let before = settings_before();
    let mut terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
    terminal.press(SECRET, "11 characters, hidden");
    terminal.resize(30, 8);
    terminal.wait_for("too small");
    terminal.signal("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(terminal.line_settings(), before);
    assert!(modes_are_taken_back(&terminal.bytes()));
}

#[test]
fn signals_are_taken_however_often_the_front_end_was_changed() {
    let before = settings_before();
    for (place, (name, code)) in SIGNALS.into_iter().enumerate() {
        let mut terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), rows: 100, ..Start::default() });
        for turn in 1..3 {
            terminal.wait_for_page("Try out a new password");
            terminal.press("\x1bOQ", "");
            terminal.wait_until("plain mode", |screen| screen.matches("It is not shown.").count() == turn);
            terminal.send("full\r");
        }
        terminal.wait_for_page("Try out a new password");
        if place % 2 == 0 {
            terminal.resize(30, 8);
            terminal.wait_for("too small");
        } else {
            terminal.press("\x1bOQ", "");
            terminal.wait_until("plain mode", |screen| screen.matches("It is not shown.").count() == 3);
        }
        terminal.signal(name);
        assert_eq!((terminal.exit_code(), terminal.line_settings()), (code, before.clone()), "{name}");
    }
}

/// The program in a shell that outlives it, so that what is typed after it has a reader.
fn in_shell(arguments: &[&str]) -> Terminal {
    let script = format!("{} {}; echo left with $?; cat", program(), arguments.join(" "));
    Terminal::start(Start { program: "/bin/sh", arguments: vec!["-c", &script], ..Start::default() })
}

/// Ends the program with something typed that it has not read, and finds that what reads next does not get it.
fn nothing_reaches_the_shell(arguments: &[&str], shown: &str, read: &str, unread: &str) {
    for (name, code) in SIGNALS.into_iter().filter(|(name, _)| *name != "INT" && *name != "QUIT") {
        let mut terminal = in_shell(arguments);
        terminal.wait_for(shown);
        let program = child_of(terminal.process());
        terminal.send(read);
        terminal.settle();
        signal(program, "STOP");
        terminal.send(unread);
        signal(program, name);
        signal(program, "CONT");
        terminal.wait_for(&format!("left with {code}"));
        terminal.send("\rend\r");
        terminal.wait_until("the next line", |screen| screen.matches("end").count() >= 2);
        let screen = terminal.screen();
        assert!(!screen.contains("Zq7") && !screen.contains("wXk"), "{name}: {screen}");
    }
}

#[test]
fn the_rest_of_a_paste_does_not_reach_the_shell_whatever_the_signal() {
    nothing_reaches_the_shell(&TO_PASSWORD, "New password", "\x1b[200~Zq7~", "wXk2Vb9\x1b[201~\r");
}

#[test]
fn a_hidden_line_that_was_not_ended_does_not_reach_the_shell() {
    let plain = [&["--plain"][..], &TO_PASSWORD].concat();
    nothing_reaches_the_shell(&plain, "It is not shown.", "Zq7~", "wXk2Vb9");
    nothing_reaches_the_shell(&["check"], "It is not shown.", "Zq7~", "wXk2Vb9");
}

#[test]
fn each_signal_at_a_hidden_line_gives_the_echo_back() {
    let before = settings_before();
    for (name, code) in SIGNALS {
        for arguments in [[&["--plain"][..], &TO_PASSWORD].concat(), vec!["check"]] {
            let mut terminal = Terminal::start(Start { arguments, ..Start::default() });
            terminal.wait_for("It is not shown.");
            terminal.wait_until("no echo", |_| terminal.line_settings() != before);
            terminal.send("Zq7~wXk2Vb9");
            terminal.settle();
            terminal.signal(name);
            assert_eq!(terminal.exit_code(), code, "{name}");
            assert_eq!(terminal.line_settings(), before, "{name}");
            assert!(!terminal.screen().contains("Zq7"), "{}", terminal.screen());
        }
    }
}

/// Starts the program in a terminal whose other end is ours to close; `through` may make it the controlling one.
fn in_own_terminal(through: &[&str], arguments: &[&str]) -> (OwnedFd, Child) {
    let (master, name) = pty::pair();
    let open = || {
        let options = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
        rustix::fs::open(&name, options, rustix::fs::Mode::empty()).unwrap()
    };
    let words = [through, &[program()], arguments].concat();
    let (stdin, stdout, stderr) = (Stdio::from(open()), Stdio::from(open()), Stdio::from(open()));
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).env("TERM", "xterm").env("LANG", "C.UTF-8");
    let child = command.stdin(stdin).stdout(stdout).stderr(stderr).spawn().unwrap();
    (master, child)
}

/// Reads what is drawn until this text was in it.
fn read_until(master: &OwnedFd, text: &str) {
    let (mut all, mut buffer, begun) = (Vec::new(), [0; 4096], Instant::now());
    while !String::from_utf8_lossy(&all).contains(text) {
        assert!(begun.elapsed() < PATIENCE, "no {text:?}");
        let read = rustix::io::read(master, &mut buffer).unwrap();
        all.extend_from_slice(&buffer[..read]);
    }
}

/// The processor time that a process has taken, in ticks of a hundredth of a second.
fn ticks(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
fn a_terminal_that_is_gone_ends_it_within_a_second_and_without_spinning() {
    let plain = [&["--plain"][..], &TO_PASSWORD].concat();
    // With a controlling terminal a signal tells it; without one only the terminal itself does.
    for through in [&[][..], &["setsid", "--ctty"]] {
        for (arguments, first, typed) in [
            (&TO_PASSWORD[..], "F1", "Zq7~wXk2Vb9"),
            (&TO_PASSWORD, "F1", IN_PASTE),
            (&TO_PASSWORD, "F1", "\x1b[20"),
            (&["--no-state"], "F1", ""),
            (&plain, "It is not shown.", "Zq7~wXk2Vb9"),
            (&["--plain", "--no-state"], "say help.", "ac"),
        ] {
            let (master, mut child) = in_own_terminal(through, arguments);
            read_until(&master, first);
            rustix::io::write(&master, typed.as_bytes()).unwrap();
            std::thread::sleep(Duration::from_millis(50));
            assert!(child.try_wait().unwrap().is_none());
            let (begun, ticks_before) = (Instant::now(), ticks(child.id()));
            drop(master);
            let pid = Pid::from_child(&child);
            let ended = || {
                let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
                waitid(WaitId::Pid(pid), options).unwrap().is_some()
            };
            while !ended() && begun.elapsed() < Duration::from_secs(5) {
                std::thread::sleep(Duration::from_millis(2));
            }
            let (took, ticks) = (begun.elapsed(), ticks(child.id()) - ticks_before);
            child.kill().unwrap();
            let what = format!("{through:?} {arguments:?} {typed:?}");
            assert_eq!(child.wait().unwrap().code(), Some(129), "{what}");
            assert!(took < Duration::from_secs(1) && ticks < 10, "{what}: {took:?}, {ticks} ticks");
        }
    }
}
