//! The terminal goes away, or the input ends: the program ends by itself, at once, with the code for it, and says
//! nothing to nobody.

#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and says what it measured"
)]

#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use pty::{PATIENCE, TO_PASSWORD};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

const SECRET: &str = "Zq7~wXk2Vb9";

/// The program on a terminal that is not its controlling one, so that no signal tells of its end.
struct Bare {
    child: Child,
    master: OwnedFd,
}

impl Bare {
    fn start() -> Bare {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let open = || File::options().read(true).write(true).open(&name).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_vo-login-wizard"))
            .args(TO_PASSWORD)
            .env("TERM", "xterm")
            .stdin(open())
            .stdout(open())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let bare = Bare { child, master };
        bare.read_until("Ctrl-Q");
        bare
    }

    fn read_until(&self, text: &str) {
        let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&seen).contains(text) {
            let read = rustix::io::read(&self.master, &mut buffer).unwrap();
            seen.extend_from_slice(&buffer[..read]);
        }
    }

    fn send(&self, keys: &[u8]) {
        assert_eq!(rustix::io::write(&self.master, keys).unwrap(), keys.len());
    }

    fn resize(&self, columns: u16, rows: u16) {
        tcsetwinsize(&self.master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", "WINCH", &process]).status().unwrap().success());
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
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
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
    // Nobody reads: after so many frames the terminal takes no more, and the program waits in the middle of one.
    for turn in 0..200 {
        bare.resize(80 + turn % 2, 24);
        if turn % 20 == 19 {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    let begun = Instant::now();
    while !bare.sleeps() {
        assert!(begun.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(5));
    }
    let (code, errors) = bare.gone();
    assert_eq!(code, HUNG_UP, "{errors}");
    assert!(!errors.contains("fault of its own"), "{errors}");
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
    assert!(errors.contains("The input ended before the walk did"), "{errors}");
    drop(master);
}
