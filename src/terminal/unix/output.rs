//! What is written on Unix. Whoever has stopped reading must not keep a signal waiting: so a terminal is opened once
//! more, for writing that never blocks, elsewhere no more is written than is taken at once, and what is not taken is
//! waited for together with signals. (Not with keys: where the terminal takes nothing, Ctrl-C is one of them.)

use std::cell::RefCell;
use std::io::{self, LineWriter, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::rc::Rc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};

use super::super::{CUT_SHORT, Stream};
use super::{Keyboard, Signals, Source};

/// How long one that has stopped reading is given to take what is said last.
const LAST_WORDS: Duration = Duration::from_millis(100);
/// What a pipe takes at once when it takes anything.
const PIECE: usize = 4096;

/// Where to write: a terminal opened once more, or what there is.
struct Target {
    own: Option<OwnedFd>,
    given: BorrowedFd<'static>,
}

impl Target {
    /// Where the terminal may not be opened once more, as after `su`, or has no name, it is written to as it is.
    fn open(stream: Stream) -> Target {
        let given = match stream {
            Stream::Output => rustix::stdio::stdout(),
            Stream::Errors => rustix::stdio::stderr(),
        };
        let own = rustix::termios::ttyname(given, Vec::new()).and_then(|name| {
            let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
            rustix::fs::open(name, flags, Mode::empty())
        });
        Target { own: own.ok(), given }
    }

    /// Writes some of it, and returns how much; `wait` comes back once something is taken.
    fn write_some(&self, bytes: &[u8], mut wait: impl FnMut() -> io::Result<()>) -> io::Result<usize> {
        let piece = match self.own {
            Some(_) => bytes,
            None => {
                wait()?;
                bytes.get(..PIECE).unwrap_or(bytes)
            }
        };
        loop {
            match rustix::io::write(self.fd(), piece) {
                Ok(written) => return Ok(written),
                Err(rustix::io::Errno::AGAIN) => wait()?,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn write_all(&self, mut bytes: &[u8], mut wait: impl FnMut() -> io::Result<()>) -> io::Result<()> {
        while !bytes.is_empty() {
            let written = self.write_some(bytes, &mut wait)?;
            bytes = bytes.get(written..).unwrap_or_default();
        }
        Ok(())
    }

    /// Waits until more is taken, or until a signal has come.
    fn wait(&self, signals: &Signals) -> io::Result<()> {
        let watched =
            [PollFd::new(signals.arrival(), PollFlags::IN), PollFd::from_borrowed_fd(self.fd(), PollFlags::OUT)];
        let [signals, output] = polled(watched, None)?;
        if signals.is_empty() || !output.is_empty() { Ok(()) } else { Err(CUT_SHORT.into()) }
    }

    /// Waits until more is taken, for a moment.
    fn wait_a_moment(&self) -> io::Result<()> {
        let [output] = polled([PollFd::from_borrowed_fd(self.fd(), PollFlags::OUT)], Some(LAST_WORDS))?;
        if output.is_empty() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }

    fn fd(&self) -> BorrowedFd<'_> {
        self.own.as_ref().map_or(self.given, AsFd::as_fd)
    }
}

/// Waits until one of these is ready, or for so long; a signal alone makes none of them ready.
fn polled<const N: usize>(mut watched: [PollFd<'_>; N], limit: Option<Duration>) -> io::Result<[PollFlags; N]> {
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    loop {
        match poll(&mut watched, limit.as_ref()) {
            Ok(_) => return Ok(watched.map(|watched| watched.revents())),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The terminal as frames are written to it.
pub struct Output {
    target: Target,
    signals: &'static Signals,
}

impl Output {
    pub fn open(keyboard: &Keyboard, stream: Stream) -> Output {
        Output { target: Target::open(stream), signals: keyboard.source.signals }
    }

    /// Writes all of it, past every buffer.
    ///
    /// # Errors
    /// When the terminal is gone; of the kind [`CUT_SHORT`] when a signal came while the terminal took nothing, and
    /// then some of it may be written.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.target.write_all(bytes, || self.target.wait(self.signals))
    }

    /// Writes what sets the terminal back: signals no longer matter, and one that takes nothing is not waited for long.
    ///
    /// # Errors
    /// When the terminal is gone, or does not take all of it.
    pub fn write_last(&self, bytes: &[u8]) -> io::Result<()> {
        self.target.write_all(bytes, || self.target.wait_a_moment())
    }
}

/// Where lines are written to. Once a signal has come that ends the walk, what nobody takes is not said.
pub struct LineOutput(LineWriter<Unbuffered>);

struct Unbuffered {
    source: Rc<RefCell<Source>>,
    target: Target,
    /// A signal has come that ends the walk, and nobody reads.
    is_given_up: bool,
}

impl LineOutput {
    pub(super) fn new(source: Rc<RefCell<Source>>, stream: Stream) -> LineOutput {
        LineOutput(LineWriter::new(Unbuffered { source, target: Target::open(stream), is_given_up: false }))
    }
}

impl Write for LineOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Unbuffered {
    /// Waits until more is taken, for as long as no signal asks to go no further.
    fn wait(&self) -> io::Result<()> {
        loop {
            let mut source = self.source.borrow_mut();
            if source.must_end() {
                return self.target.wait_a_moment();
            }
            match self.target.wait(source.signals) {
                Err(error) if error.kind() == CUT_SHORT => {}
                waited => return waited,
            }
        }
    }
}

impl Write for Unbuffered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_given_up {
            match self.target.write_some(bytes, || self.wait()) {
                Err(error) if error.kind() == io::ErrorKind::TimedOut => self.is_given_up = true,
                written => return written,
            }
        }
        // The signal is taken with the next line.
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Says something on standard error when nobody waits for signals any more, and does not wait long for somebody who
/// listens.
pub fn last_words(text: &str) {
    let target = Target::open(Stream::Errors);
    // Where nobody listens there is nothing more to do.
    _ = target.write_all(format!("{text}\n").as_bytes(), || target.wait_a_moment());
}
