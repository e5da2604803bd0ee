//! What is written to the terminal on Unix. A terminal that has stopped reading must not keep a signal waiting: so it
//! is opened once more, for writing that never blocks, and what it does not take is waited for together with signals. (Not
//! with keys: where the terminal takes nothing, Ctrl-C is one of them.)

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};

use super::super::CUT_SHORT;
use super::Keyboard;

/// How long a terminal that has stopped reading is given to take what sets it back.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// The terminal as it is written to.
pub struct Output {
    /// The terminal, opened once more; `None` where it has no name that can be opened, and then writing may block.
    terminal: Option<OwnedFd>,
    /// Can be read from when a signal has come that nobody has taken yet.
    signals: UnixStream,
}

impl Output {
    /// Where the terminal may not be opened once more, as after `su`, writing may block.
    ///
    /// # Errors
    /// When the system gives no further file descriptor for signals.
    pub fn open(keyboard: &Keyboard) -> io::Result<Output> {
        let signals = keyboard.source.signals.get_read().try_clone()?;
        let terminal = rustix::termios::ttyname(rustix::stdio::stdout(), Vec::new()).and_then(|name| {
            let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
            rustix::fs::open(name, flags, Mode::empty())
        });
        Ok(Output { terminal: terminal.ok(), signals })
    }

    /// Writes all of it, past every buffer.
    ///
    /// # Errors
    /// When the terminal is gone; of the kind [`CUT_SHORT`] when a signal came while the terminal took nothing, and
    /// then some of it may be written.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.write_while(bytes, || self.wait())
    }

    /// Writes what sets the terminal back: signals no longer matter, and one that takes nothing is not waited for long.
    ///
    /// # Errors
    /// When the terminal is gone, or does not take all of it.
    pub fn write_last(&self, bytes: &[u8]) -> io::Result<()> {
        self.write_while(bytes, || {
            let limit = Timespec::try_from(LAST_WORDS).ok();
            match poll(&mut [PollFd::from_borrowed_fd(self.terminal(), PollFlags::OUT)], limit.as_ref()) {
                Ok(0) => Err(io::ErrorKind::TimedOut.into()),
                Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
                Err(error) => Err(error.into()),
            }
        })
    }

    fn write_while(&self, mut bytes: &[u8], wait: impl Fn() -> io::Result<()>) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(self.terminal(), bytes) {
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(rustix::io::Errno::AGAIN) => wait()?,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Waits until the terminal takes more.
    fn wait(&self) -> io::Result<()> {
        let mut watched =
            [PollFd::new(&self.signals, PollFlags::IN), PollFd::from_borrowed_fd(self.terminal(), PollFlags::OUT)];
        match poll(&mut watched, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [signals, _] = watched;
        if signals.revents().is_empty() { Ok(()) } else { Err(CUT_SHORT.into()) }
    }

    fn terminal(&self) -> BorrowedFd<'_> {
        self.terminal.as_ref().map_or(rustix::stdio::stdout(), AsFd::as_fd)
    }
}
