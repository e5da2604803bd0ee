//! Reads keys on Unix, one byte at a time, so that no buffer of ours ever holds what was typed; waits for keys and
//! signals together, so that none is lost between two waits.

use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpgid, getppid, getsid, kill_current_process_group};
use rustix::termios::{self, LocalModes, OptionalActions, QueueSelector, Termios};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use zeroize::Zeroize;

use super::bytes::{Decoded, Key, Parser, Utf8};
use super::{ESCAPE_WAIT, Event, LineEnd};

/// A paste that pauses for so long has lost its end; what comes next is typed.
const PASTE_PAUSE: Duration = Duration::from_secs(3);
/// The signals that end the walk.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// Where bytes and signals come from, one at a time.
struct Source {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    waiting: VecDeque<Event>,
    is_terminal: bool,
}

/// One byte, or what happened instead.
enum Raw {
    Byte(u8),
    Event(Event),
    /// The time is over.
    Nothing,
}

impl Source {
    fn open() -> io::Result<Source> {
        let (read, write) = UnixStream::pair()?;
        let all = ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]).collect::<Vec<_>>();
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, all)?;
        Ok(Source { signals, waiting: VecDeque::new(), is_terminal: termios::isatty(input()) })
    }

    fn next(&mut self, limit: Option<Duration>) -> io::Result<Raw> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Ok(Raw::Event(event));
            }
            match self.wait(limit)? {
                Ready::Signal => self.waiting.extend(self.signals.pending().map(event_of)),
                Ready::Byte { hung_up } => {
                    let mut byte = [0];
                    match rustix::io::read(input(), &mut byte) {
                        // A terminal that hung up is gone, whether or not the signal for it reaches this process.
                        Ok(0) if hung_up && self.is_terminal => return Ok(Raw::Event(Event::Signal(SIGHUP))),
                        Err(rustix::io::Errno::IO) => return Ok(Raw::Event(Event::Signal(SIGHUP))),
                        Ok(0) => return Ok(Raw::Event(Event::Closed)),
                        Ok(_) => {
                            let [read] = byte;
                            byte.zeroize();
                            return Ok(Raw::Byte(read));
                        }
                        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Ready::Nothing => return Ok(Raw::Nothing),
            }
        }
    }

    fn wait(&self, limit: Option<Duration>) -> io::Result<Ready> {
        let signals = self.signals.get_read();
        let mut watched = [
            PollFd::from_borrowed_fd(signals.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(input(), PollFlags::IN),
        ];
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        match poll(&mut watched, limit.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [signals, input] = watched.map(|watched| watched.revents());
        Ok(match (signals.is_empty(), input.is_empty()) {
            (false, _) => Ready::Signal,
            (true, false) => Ready::Byte { hung_up: input.contains(PollFlags::HUP) },
            (true, true) => Ready::Nothing,
        })
    }
}

enum Ready {
    Signal,
    /// There is something to read, or the other end is gone.
    Byte {
        hung_up: bool,
    },
    Nothing,
}

fn event_of(signal: i32) -> Event {
    match signal {
        SIGWINCH => Event::Resized,
        SIGTSTP => Event::Suspend,
        SIGCONT => Event::Continued,
        ending => Event::Signal(ending),
    }
}

/// Where keys come from.
pub struct Keyboard {
    source: Source,
    parser: Parser,
    last_byte: Instant,
}

impl Keyboard {
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub fn open() -> io::Result<Keyboard> {
        Ok(Keyboard { source: Source::open()?, parser: Parser::default(), last_byte: Instant::now() })
    }

    /// Waits for the next event, for ever or for so long; `None` when the time is over.
    ///
    /// # Errors
    /// When the system cannot wait or read.
    pub fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        loop {
            let wait = if self.parser.is_waiting() { Some(ESCAPE_WAIT) } else { limit };
            let key = match self.source.next(wait)? {
                Raw::Event(event) => return Ok(Some(event)),
                Raw::Byte(byte) => {
                    let pause = std::mem::replace(&mut self.last_byte, Instant::now()).elapsed();
                    if self.parser.is_in_paste() && pause > PASTE_PAUSE {
                        let key = self.parser.feed(byte).filter(|key| *key == Key::PasteEnd);
                        key.or_else(|| self.parser.end_paste())
                    } else {
                        self.parser.feed(byte)
                    }
                }
                Raw::Nothing if self.parser.is_waiting() => self.parser.give_up(),
                Raw::Nothing => return Ok(None),
            };
            if let Some(key) = key {
                return Ok(Some(Event::Key(key)));
            }
        }
    }

    /// Forgets a paste or a sequence that has begun: its rest will not come.
    pub fn begin_anew(&mut self) {
        self.parser = Parser::default();
    }

    /// Puts an event back, to be the next one.
    pub fn put_back(&mut self, event: Event) {
        self.source.waiting.push_front(event);
    }
}

/// Where whole lines come from: a terminal that edits them itself, or a pipe.
pub struct Lines {
    source: Source,
    no_echo: Option<NoEcho>,
}

impl Lines {
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub fn open() -> io::Result<Lines> {
        Ok(Lines { source: Source::open()?, no_echo: None })
    }

    /// Shows nothing of what is typed from now on until the next line has ended: asked before the prompt is written,
    /// so that nothing typed ahead is shown either.
    pub fn hide(&mut self) {
        if self.no_echo.is_none() {
            self.no_echo = NoEcho::on().ok();
        }
    }

    /// Hands on the characters of one line as they come, without its line end. On a terminal, a hidden line is not
    /// shown while it is typed.
    ///
    /// # Errors
    /// When the system cannot wait or read.
    pub fn next(&mut self, hidden: bool, mut take: impl FnMut(char)) -> io::Result<LineEnd> {
        if hidden {
            self.hide();
        }
        let _until_the_end = self.no_echo.take();
        let mut utf8 = Utf8::default();
        let (mut broken, mut any) = (false, false);
        loop {
            match self.source.next(None)? {
                Raw::Byte(byte) => {
                    any = true;
                    broken |= utf8.is_unfinished() && !(0x80..0xc0).contains(&byte);
                    match utf8.push(byte) {
                        Decoded::Character('\n') => return Ok(LineEnd::Newline { broken }),
                        Decoded::Character(character) => take(character),
                        Decoded::Unfinished => {}
                        Decoded::Broken => broken = true,
                    }
                }
                Raw::Event(Event::Closed) => {
                    return Ok(LineEnd::Input { broken: broken || utf8.is_unfinished(), empty: !any });
                }
                Raw::Event(Event::Signal(signal)) => return Ok(LineEnd::Signal(signal)),
                Raw::Event(Event::Suspend) => return Ok(LineEnd::Suspend),
                Raw::Event(Event::Key(_) | Event::Resized | Event::Continued) | Raw::Nothing => {}
            }
        }
    }
}

/// No echo, until it is dropped. The line end is not shown either: the prompt has a line of its own, and a screen
/// reader would speak the empty one.
struct NoEcho {
    before: Termios,
}

impl NoEcho {
    fn on() -> io::Result<NoEcho> {
        let before = termios::tcgetattr(input())?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL);
        termios::tcsetattr(input(), OptionalActions::Now, &hidden)?;
        Ok(NoEcho { before })
    }
}

impl Drop for NoEcho {
    fn drop(&mut self) {
        // On a terminal that is gone nothing can be set back, and nothing needs to be.
        _ = termios::tcsetattr(input(), OptionalActions::Now, &self.before);
    }
}

/// The signal that an error of a terminal that is gone stands for; the signal itself may come later, or never.
pub fn hung_up(error: &io::Error) -> Option<i32> {
    rustix::io::Errno::from_io_error(error).filter(|error| *error == rustix::io::Errno::IO).map(|_| SIGHUP)
}

/// Throws away what was typed and not read: it was not meant for the shell.
pub fn flush_input() {
    // There is nothing to throw away where input is no terminal.
    _ = termios::tcflush(input(), QueueSelector::IFlush);
}

/// Whether somebody could continue this process if it were stopped: a shell with job control, which gives what it runs
/// a group of its own. What runs in the group of the session's first process has nobody.
pub fn can_stop() -> bool {
    let session = getsid(None).ok();
    getppid().and_then(|parent| getsid(Some(parent)).ok()) == session && getpgid(None).ok() != session
}

/// Stops the process as Ctrl-Z does, and comes back when it is continued. Returns whether it could be done: a process
/// that nobody could continue is not stopped.
pub fn stop() -> bool {
    // The whole group, as by the terminal itself: the shell waits for a script that runs the wizard, not for the wizard.
    can_stop() && kill_current_process_group(Signal::STOP).is_ok()
}

/// The size of the terminal in columns and rows. One that reports nothing, or 0×0, counts as 80×24.
pub fn size() -> (u16, u16) {
    match termios::tcgetwinsize(rustix::stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
        Ok(_) | Err(_) => (80, 24),
    }
}

/// The line settings before the wizard, to be set back.
pub struct Line {
    before: Termios,
}

impl Line {
    /// Keys come as they are pressed and are not echoed, from now on.
    ///
    /// # Errors
    /// When standard input is no terminal.
    pub fn raw() -> io::Result<Line> {
        let line = Line { before: termios::tcgetattr(input())? };
        line.raw_again()?;
        Ok(line)
    }

    /// As at first, after others had the terminal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn raw_again(&self) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        Ok(termios::tcsetattr(input(), OptionalActions::Now, &raw)?)
    }

    /// Sets the line back, and throws away what was typed and not read: it was not meant for the shell.
    pub fn restore(&self) {
        flush_input();
        // On a terminal that is gone nothing can be set back, and nothing needs to be.
        _ = termios::tcsetattr(input(), OptionalActions::Now, &self.before);
    }
}

fn input() -> BorrowedFd<'static> {
    rustix::stdio::stdin()
}

/// Writes all of it to standard output, past every buffer.
///
/// # Errors
/// When the terminal is gone.
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
