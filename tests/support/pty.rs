//! The real program in a real pseudo-terminal: keys in, a screen out, and every byte it wrote.

use super::program;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long what a program wrote last may be on its way after its end.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// An Enter confirms only after the question has stood on the screen for a while.
pub const BEFORE_CONFIRMING: Duration = Duration::from_millis(1_600);

/// A key that comes so long after the last one, on a page that has not changed since, is one of its own.
const RESTED: Duration = Duration::from_millis(300);

/// Which program, with what around it.
pub struct Start<'s> {
    pub program: &'s str,
    pub arguments: Vec<&'s str>,
    pub environment: Vec<(&'s str, &'s str)>,
    /// Where it runs.
    pub folder: PathBuf,
    pub columns: u16,
    pub rows: u16,
}

impl Default for Start<'_> {
    fn default() -> Self {
        Start {
            program: program(),
            arguments: vec!["--no-state"],
            environment: Vec::new(),
            folder: env!("CARGO_TARGET_TMPDIR").into(),
            columns: 80,
            rows: 24,
        }
    }
}

/// The answers that lead to the password page at once.
pub const TO_PASSWORD: [&str; 11] = [
    "--no-state",
    "--answer",
    "integration=act",
    "--answer",
    "symptom=refused",
    "--answer",
    "editions=no",
    "--answer",
    "sign-in=yes",
    "--answer",
    "old-password=no",
];

pub struct Terminal {
    pub child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// Nobody has the terminal any more who could write to it.
    is_over: bool,
}

impl Terminal {
    pub fn start(start: Start<'_>) -> Terminal {
        let size = PtySize { rows: start.rows, cols: start.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(start.program);
        command.args(start.arguments);
        command.cwd(start.folder);
        command.env_clear();
        // No home: nothing can be made there, whoever runs the tests.
        for (name, value) in
            [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin"), ("HOME", "/dev/null")]
        {
            command.env(name, value);
        }
        start.environment.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let seen = Seen { parser: screen(start.columns, start.rows), bytes: Vec::new(), is_over: false };
        let seen = Arc::new(Mutex::new(seen));
        let into = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                let mut seen = into.lock().unwrap();
                seen.parser.process(&buffer[..read]);
                seen.bytes.extend_from_slice(&buffer[..read]);
            }
            into.lock().unwrap().is_over = true;
        });
        Terminal { child, master: pair.master, writer, seen }
    }

    /// Sends keys as a terminal does.
    pub fn send(&mut self, keys: impl AsRef<[u8]>) {
        // A program that has ended reads nothing more.
        _ = self.writer.write_all(keys.as_ref());
        _ = self.writer.flush();
    }

    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Whether the program's own screen is shown, and not the shell's.
    pub fn is_full_screen(&self) -> bool {
        self.seen.lock().unwrap().parser.screen().alternate_screen()
    }

    pub fn cell_is_reversed(&self, row: u16, column: u16) -> bool {
        self.seen.lock().unwrap().parser.screen().cell(row, column).is_some_and(vt100::Cell::inverse)
    }

    /// Waits until the screen holds this text.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    pub fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        while !holds(&self.screen()) {
            assert!(begun.elapsed() < PATIENCE, "no {what:?} on the screen:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the page that begins so, beneath the header and its line.
    pub fn wait_for_page(&self, begins: &str) {
        let leads = |line: &str| line.trim_start_matches(['✓', ' ']).starts_with(begins);
        self.wait_until(begins, |screen| screen.lines().skip(2).take(2).any(leads));
    }

    /// Waits until nothing more is written for a while; returns how many bytes were written until then.
    pub fn settle(&self) -> usize {
        let begun = Instant::now();
        loop {
            let before = self.bytes().len();
            std::thread::sleep(Duration::from_millis(200));
            if self.bytes().len() == before {
                return before;
            }
            assert!(begun.elapsed() < PATIENCE, "it goes on writing:\n{}", self.screen());
        }
    }

    /// The screen in one line, wherever its lines were broken.
    pub fn text(&self) -> String {
        self.screen().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits as somebody does who looks at the page first: until something is shown, and nothing more is written for so
    /// long that a key no longer counts as held, pasted or pressed before its page.
    pub fn rest(&self) {
        let begun = Instant::now();
        let (mut written, mut since) = (self.bytes().len(), begun);
        while written == 0 || since.elapsed() < RESTED {
            assert!(begun.elapsed() < PATIENCE, "it goes on writing, or writes nothing:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
            let now = self.bytes().len();
            if now != written {
                (written, since) = (now, Instant::now());
            }
        }
    }

    /// Sends keys once the page rests, and waits for what they lead to.
    pub fn press(&mut self, keys: &str, text: &str) {
        if !keys.is_empty() {
            self.rest();
            self.send(keys);
        }
        self.wait_for(text);
    }

    /// Presses Enter as somebody who has read the question does.
    pub fn confirm(&mut self) {
        std::thread::sleep(BEFORE_CONFIRMING);
        self.send("\r");
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let (screen_columns, screen_rows) = counted(columns, rows);
        self.seen.lock().unwrap().parser.screen_mut().set_size(screen_rows, screen_columns);
        self.master.resize(size).unwrap();
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, name: &str) {
        signal(self.process(), name);
    }

    /// The line settings of the terminal: what a shell would find.
    pub fn line_settings(&self) -> String {
        format!("{:?}", self.master.get_termios().unwrap())
    }

    /// Whether what is typed is not shown.
    pub fn is_hiding(&self) -> bool {
        let settings = self.master.get_termios().unwrap();
        !format!("{:?}", settings.local_flags).contains("ECHO |")
    }

    /// Waits for the end of the program, and gives its exit code.
    pub fn exit_code(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it wrote last is still on its way; what it started may write on.
                let ended = Instant::now();
                while !self.seen.lock().unwrap().is_over && ended.elapsed() < LAST_WORDS {
                    std::thread::sleep(Duration::from_millis(2));
                }
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "still running:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A terminal whose ends are ours to open and close: the far end, and the name of the near one.
pub fn pair() -> (OwnedFd, String) {
    let far = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&far).unwrap();
    unlockpt(&far).unwrap();
    let near = ptsname(&far, Vec::new()).unwrap().into_string().unwrap();
    (far, near)
}

/// What a terminal of this size shows.
pub fn screen(columns: u16, rows: u16) -> vt100::Parser {
    let (columns, rows) = counted(columns, rows);
    vt100::Parser::new(rows, columns, 0)
}

/// The columns and rows that a size counts as: a terminal that reports nothing is taken for one of the usual size.
fn counted(columns: u16, rows: u16) -> (NonZero<u16>, NonZero<u16>) {
    let usual = |number| NonZero::new(number).unwrap();
    NonZero::new(columns).zip(NonZero::new(rows)).unwrap_or_else(|| (usual(80), usual(24)))
}

/// A shell with job control that waits for a line.
pub fn shell() -> Terminal {
    let terminal = Terminal::start(Start {
        program: "/bin/bash",
        arguments: vec!["--norc", "--noprofile", "-i"],
        environment: vec![("PS1", "shell> ")],
        ..Start::default()
    });
    terminal.wait_for("shell>");
    terminal
}

/// The process that a shell in a terminal has started.
pub fn child_of(shell: u32) -> u32 {
    let begun = Instant::now();
    loop {
        let found = std::process::Command::new("pgrep").args(["-P", &shell.to_string()]).output().unwrap();
        if let Some(child) = String::from_utf8(found.stdout).unwrap().lines().next() {
            return child.parse().unwrap();
        }
        assert!(begun.elapsed() < PATIENCE, "the shell started nothing");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn signal(process: u32, name: &str) {
    let process = process.to_string();
    assert!(std::process::Command::new("kill").args(["-s", name, &process]).status().unwrap().success());
}

/// How many frames were drawn anew or changed: each hides the cursor first, where it is seen.
pub fn frames(bytes: &[u8]) -> usize {
    bytes.windows(6).filter(|run| run == b"\x1b[?25l").count()
}

/// The modes that the program must take back: each is set and reset the same number of times, and reset last.
pub fn modes_are_taken_back(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let taken_back = |mode: &str| {
        let (set, reset) = (text.rfind(&format!("\x1b[?{mode}h")), text.rfind(&format!("\x1b[?{mode}l")));
        set.is_none() || reset > set
    };
    let shown = text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l");
    taken_back("1049") && taken_back("2004") && shown
}
