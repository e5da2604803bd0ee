//! The terminal goes away, stops reading, or the input ends: the program ends by itself, or by its signal, at once,
//! with the code for it, and says nothing to nobody.

#![cfg(target_os = "linux")]
use crate::support::program;
use crate::support::pty;
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::pty::{PATIENCE, TO_PASSWORD};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{LocalModes, OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

const SECRET: &str = "Zq7~wXk2Vb9";

/// The program on a terminal that is not its controlling one, so that no signal tells of its end.
struct Bare {
    child: Child,
    master: OwnedFd,
}

impl Bare {
    /// On the password page, with what is said on standard error kept apart.
    fn start() -> Bare {
        Bare::start_with(&TO_PASSWORD, false)
    }

    fn start_with(arguments: &[&str], errors_on_terminal: bool) -> Bare {
        let (master, name) = pty::pair();
        let open = || File::options().read(true).write(true).open(&name).unwrap();
        let child = Command::new(program())
            .args(arguments)
            .env("TERM", "xterm")
            .stdin(open())
            .stdout(open())
            .stderr(if errors_on_terminal { open().into() } else { Stdio::piped() })
            .spawn()
            .unwrap();
        let bare = Bare { child, master };
        // The last of a page, and what comes with it is dropped.
        bare.read_until("leave");
        std::thread::sleep(Duration::from_millis(300));
        bare
    }

    fn read_until(&self, text: &str) {
        let mut seen = Vec::new();
        self.read_while(|bytes| {
            seen.extend_from_slice(bytes);
            !String::from_utf8_lossy(&seen).contains(text)
        });
    }

    fn read_while(&self, mut wants_more: impl FnMut(&[u8]) -> bool) {
        let mut buffer = [0; 4096];
        loop {
            let mut ready = [PollFd::new(&self.master, PollFlags::IN)];
            let limit = Timespec::try_from(PATIENCE).unwrap();
            assert_eq!(poll(&mut ready, Some(&limit)).unwrap(), 1, "nothing more is written");
            let read = rustix::io::read(&self.master, &mut buffer).unwrap();
            if !wants_more(&buffer[..read]) {
                return;
            }
        }
    }

    /// Nobody reads: after so many frames the terminal takes no more, and the program waits in the middle of one.
    fn fill(&self) {
        for turn in 0..200 {
            self.resize(80 + turn % 2, 24);
            if turn % 20 == 19 {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let begun = Instant::now();
        while !self.sleeps() {
            assert!(begun.elapsed() < PATIENCE);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn send(&self, keys: &[u8]) {
        assert_eq!(rustix::io::write(&self.master, keys).unwrap(), keys.len());
    }

    fn resize(&self, columns: u16, rows: u16) {
        tcsetwinsize(&self.master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        self.signal("WINCH");
    }

    fn signal(&self, name: &str) {
        pty::signal(self.child.id(), name);
    }

    /// Whether the program sleeps; it does when it waits for a key, and when the terminal takes no more.
    fn sleeps(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        stat.rsplit_once(')').unwrap().1.trim_start().starts_with('S')
    }

    /// Waits for the end; returns the exit code, and what was said on standard error.
    fn end(mut child: Child) -> (Option<i32>, String) {
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        println!("it took {:?}", begun.elapsed());
        let mut errors = String::new();
        child.stderr.take().map(|mut said| said.read_to_string(&mut errors).unwrap());
        (child.wait().unwrap().code(), errors)
    }

    /// The terminal goes away.
    fn gone(self) -> (Option<i32>, String) {
        let Bare { child, master } = self;
        drop(master);
        Bare::end(child)
    }
}

const HUNG_UP: Option<i32> = Some(129);

#[test]
fn a_terminal_that_goes_away_ends_the_program_whatever_is_typed() {
    for typed in ["", SECRET, "\x1b[200~Zq7~wXk2Vb9", "\x1b", "\x1b["] {
        let bare = Bare::start();
        if !typed.is_empty() {
            bare.send(typed.as_bytes());
            if typed.len() > 5 {
                bare.read_until("characters");
            }
        }
        let (code, errors) = bare.gone();
        assert_eq!(code, HUNG_UP, "{typed:?}: {errors}");
        assert!(!errors.contains("fault of its own") && !errors.contains("Zq7"), "{errors}");
    }
}

#[test]
fn a_terminal_that_goes_away_in_the_middle_of_a_frame_ends_the_program() {
    let bare = Bare::start();
    bare.fill();
    let (code, errors) = bare.gone();
    assert_eq!(code, HUNG_UP, "{errors}");
    assert!(!errors.contains("fault of its own"), "{errors}");
}

#[test]
fn a_terminal_that_stops_reading_keeps_no_signal_waiting() {
    let fresh = format!("{:?}", tcgetattr(&pty::pair().0).unwrap());
    let signals = [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)];
    for (place, (name, code)) in signals.into_iter().chain(signals).enumerate() {
        let bare = Bare::start_with(&TO_PASSWORD, place < signals.len());
        bare.send(SECRET.as_bytes());
        bare.read_until("11 characters");
        bare.fill();
        let begun = Instant::now();
        bare.signal(name);
        let Bare { child, master } = bare;
        let (ended, errors) = Bare::end(child);
        assert_eq!(ended, Some(code), "{name}: {errors}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{name}: {:?}", begun.elapsed());
        assert_eq!(format!("{:?}", tcgetattr(&master).unwrap()), fresh, "{name}");
    }
}

#[test]
fn a_summary_that_nobody_reads_keeps_no_signal_waiting() {
    let long = include_str!("articles/small.toml").replace("\"In.\"", &format!("\"{}\"", "In. ".repeat(100_000)));
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/long.toml");
    std::fs::write(file, long).unwrap();
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let answers = ["door=yes", "word=later", "keys=done"].map(|answer| ["--answer", answer]);
        let bare = Bare::start_with(&[&["--no-state", "--article", file], answers.as_flattened()].concat(), true);
        let raw = format!("{:?}", tcgetattr(&bare.master).unwrap());
        bare.send(b"q");
        let begun = Instant::now();
        while format!("{:?}", tcgetattr(&bare.master).unwrap()) == raw || !bare.sleeps() {
            assert!(begun.elapsed() < PATIENCE, "it gives the terminal back, and writes its summary");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(100));
        let mut bare = bare;
        assert!(bare.child.try_wait().unwrap().is_none(), "it waits for somebody to read");
        bare.signal(name);
        let begun = Instant::now();
        let status = loop {
            assert!(begun.elapsed() < Duration::from_secs(1), "{name}");
            if let Some(status) = bare.child.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(status.signal(), Some(number), "{name}");
    }
}

fn takes_signals_and_sleeps(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim();
    let taken = u64::from_str_radix(line("SigCgt:"), 16).unwrap();
    taken & (1 << 14) != 0 && line("State:").starts_with('S')
}

#[test]
fn a_dialogue_that_nobody_reads_keeps_no_signal_waiting() {
    for (place, (name, code)) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("USR1", 138)].into_iter().enumerate() {
        // As much as a pipe holds, so that whoever writes to it must wait.
        let (_reader, mut writer) = std::io::pipe().unwrap();
        std::io::Write::write_all(&mut writer, &[b'x'; 65_536]).unwrap();
        let errors: Stdio = if place % 2 == 0 { writer.try_clone().unwrap().into() } else { Stdio::piped() };
        let arguments = [&["--plain"][..], &TO_PASSWORD].concat();
        let mut command = Command::new(program());
        let child = command.args(arguments).stdin(Stdio::piped()).stdout(writer).stderr(errors).spawn().unwrap();
        let begun = Instant::now();
        while !takes_signals_and_sleeps(child.id()) {
            assert!(begun.elapsed() < PATIENCE, "it waits for somebody to read");
            std::thread::sleep(Duration::from_millis(20));
        }
        let begun = Instant::now();
        pty::signal(child.id(), name);
        let (ended, _) = Bare::end(child);
        assert_eq!(ended, Some(code), "{name}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{name}: {:?}", begun.elapsed());
    }
}

#[test]
fn a_terminal_that_reads_again_shows_the_whole_page_again() {
    let bare = Bare::start();
    bare.fill();
    bare.resize(80, 24);
    bare.send(SECRET.as_bytes());
    let mut screen = pty::screen(80, 24);
    bare.read_while(|bytes| {
        screen.process(bytes);
        let contents = screen.screen().contents();
        ["Try out a new password", "11 characters", "8 to 25 characters", "Enter go on"]
            .iter()
            .any(|it| !contents.contains(it))
    });
    let contents = screen.screen().contents();
    assert_eq!(contents.matches("Try out a new password").count(), 1, "{contents}");
}

#[test]
fn an_input_that_ends_on_a_terminal_that_stays_ends_the_program_and_it_says_so() {
    let bare = Bare::start();
    // Another program gives the terminal its lines and its Ctrl-D back.
    let mut settings = tcgetattr(&bare.master).unwrap();
    settings.local_modes.insert(LocalModes::ICANON);
    tcsetattr(&bare.master, OptionalActions::Now, &settings).unwrap();
    bare.send(b"\x04");
    let Bare { child, master } = bare;
    let (code, errors) = Bare::end(child);
    assert_eq!(code, Some(1), "{errors}");
    assert!(errors.contains("The input ended before an ending was reached"), "{errors}");
    drop(master);
}
