//! Reads keys on Unix, one byte at a time, so that no buffer of ours ever holds what was typed; waits for keys and
//! signals together, so that none is lost between two waits.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{self, OptionalActions, QueueSelector, Termios};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use zeroize::Zeroize;

use super::bytes::Parser;
use super::{ESCAPE_WAIT, Event};

/// A paste that pauses for so long has lost its end; what comes next is typed.
const PASTE_PAUSE: Duration = Duration::from_secs(3);
/// The signals that end the walk.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// Where keys and signals come from.
pub struct Keyboard {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    parser: Parser,
    last_byte: Instant,
    waiting: Vec<Event>,
}

impl Keyboard {
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub fn open() -> io::Result<Keyboard> {
        let (read, write) = UnixStream::pair()?;
        let all = ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]).collect::<Vec<_>>();
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, all)?;
        Ok(Keyboard { signals, parser: Parser::default(), last_byte: Instant::now(), waiting: Vec::new() })
    }

    /// Waits for the next event, for ever or for so long; `None` when the time is over.
    ///
    /// # Errors
    /// When the system cannot wait or read.
    pub fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        loop {
            if let Some(event) = self.waiting.pop() {
                return Ok(Some(event));
            }
            let wait = if self.parser.is_waiting() { Some(ESCAPE_WAIT) } else { limit };
            match self.wait(wait)? {
                Ready::Signal => {
                    self.waiting.extend(self.signals.pending().filter_map(event_of));
                    self.waiting.dedup();
                }
                Ready::Byte => {
                    let pause = std::mem::replace(&mut self.last_byte, Instant::now()).elapsed();
                    if self.parser.is_in_paste() && pause > PASTE_PAUSE {
                        return Ok(self.parser.end_paste().map(Event::Key));
                    }
                    let mut byte = [0];
                    let read = rustix::io::read(rustix::stdio::stdin(), &mut byte);
                    match read {
                        Ok(0) | Err(rustix::io::Errno::IO) => return Ok(Some(Event::Closed)),
                        Ok(_) => {}
                        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
                        Err(error) => return Err(error.into()),
                    }
                    let key = self.parser.feed(byte[0]);
                    byte.zeroize();
                    if let Some(key) = key {
                        return Ok(Some(Event::Key(key)));
                    }
                }
                Ready::Nothing if self.parser.is_waiting() => {
                    if let Some(key) = self.parser.give_up() {
                        return Ok(Some(Event::Key(key)));
                    }
                }
                Ready::Nothing => return Ok(None),
            }
        }
    }

    /// Puts an event back, to be the next one.
    pub fn put_back(&mut self, event: Event) {
        self.waiting.push(event);
    }

    fn wait(&self, limit: Option<Duration>) -> io::Result<Ready> {
        let input = rustix::stdio::stdin();
        let signals = self.signals.get_read();
        let mut watched =
            [PollFd::from_borrowed_fd(signals.as_fd(), PollFlags::IN), PollFd::from_borrowed_fd(input, PollFlags::IN)];
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        match poll(&mut watched, limit.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [signals, input] = watched.map(|watched| !watched.revents().is_empty());
        Ok(match (signals, input) {
            (true, _) => Ready::Signal,
            (false, true) => Ready::Byte,
            (false, false) => Ready::Nothing,
        })
    }
}

enum Ready {
    Signal,
    Byte,
    Nothing,
}

fn event_of(signal: i32) -> Option<Event> {
    match signal {
        SIGWINCH => Some(Event::Resized),
        SIGTSTP => Some(Event::Suspend),
        SIGCONT => Some(Event::Continued),
        ending => Some(Event::Signal(ending)),
    }
}

/// Stops the process as Ctrl-Z does, and comes back when it is continued. Returns whether it could be done: a process
/// that nobody could continue is not stopped.
pub fn stop() -> bool {
    use rustix::process::{getpid, getppid, getsid};
    let own = getsid(None).ok();
    let of_parent = getppid().and_then(|parent| getsid(Some(parent)).ok());
    if own.map(rustix::process::Pid::as_raw_nonzero) == Some(getpid().as_raw_nonzero()) || own != of_parent {
        return false;
    }
    signal_hook::low_level::emulate_default_handler(SIGTSTP).is_ok()
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
        let before = termios::tcgetattr(input())?;
        let mut raw = before.clone();
        raw.make_raw();
        termios::tcsetattr(input(), OptionalActions::Now, &raw)?;
        Ok(Line { before })
    }

    /// Sets the line back, and throws away what was typed and not read: it was not meant for the shell.
    pub fn restore(&self) {
        // On a terminal that is gone nothing can be set back, and nothing needs to be.
        _ = termios::tcflush(input(), QueueSelector::IFlush);
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
