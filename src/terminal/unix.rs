//! Reads keys on Unix into one small room, where each byte is wiped as it is taken; waits for keys and signals
//! together, so that none is lost between two waits.

use std::collections::VecDeque;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use zeroize::Zeroize;

use super::bytes::{AtStake, Parser};
use super::utf8::{Decoded, Utf8};
use super::{Event, LineEnd};
use crate::harden;
pub use line::{Line, can_stop, flush_input, hung_up, size, stop};
use line::{NoEcho, input};
pub use output::Output;

#[path = "unix/line.rs"]
mod line;
#[path = "unix/output.rs"]
mod output;

/// So many bytes of what was typed are read at once.
const AT_ONCE: usize = 1024;
/// A line is read byte by byte: what follows it is left to whoever reads next.
const ONE_BY_ONE: usize = 1;
/// The signals that end the walk.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// Where bytes and signals come from, one at a time.
struct Source {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    waiting: VecDeque<Event>,
    is_terminal: bool,
    ahead: Ahead,
}

/// What was read and is not taken yet. It stays where it is, and each byte is wiped as it is taken.
struct Ahead {
    bytes: Box<[u8]>,
    next: usize,
    end: usize,
}

impl Ahead {
    /// Room for so many bytes at once.
    fn of(most: usize) -> Ahead {
        let bytes = vec![0; most];
        harden::lock(&bytes);
        Ahead { bytes: bytes.into(), next: 0, end: 0 }
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get_mut(self.next..self.end)?.first_mut()?;
        self.next += 1;
        let taken = *byte;
        byte.zeroize();
        Some(taken)
    }

    /// Reads what there is, once all was taken; 0 at the end of the input.
    fn read(&mut self) -> rustix::io::Result<usize> {
        self.end = rustix::io::read(input(), &mut *self.bytes)?;
        self.next = 0;
        Ok(self.end)
    }

    fn wipe(&mut self) {
        self.bytes.zeroize();
        self.end = 0;
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.wipe();
    }
}

/// One byte, or what happened instead.
enum Raw {
    Byte(u8),
    Event(Event),
    /// The time is over.
    Nothing,
}

/// Whether nobody waits for signals any more, so that those which end the walk end the program, as before it took them.
/// A summary that nobody reads must not keep it alive.
static NOBODY_WAITS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    let nobody_waits = Arc::new(AtomicBool::new(false));
    for signal in ENDING {
        // A system that refuses leaves the signals as they are: taken, and then without effect.
        _ = flag::register_conditional_default(signal, Arc::clone(&nobody_waits));
    }
    nobody_waits
});

impl Drop for Source {
    fn drop(&mut self) {
        NOBODY_WAITS.store(true, Ordering::SeqCst);
    }
}

impl Source {
    /// Reads so many bytes at most at once.
    fn open(most: usize) -> io::Result<Source> {
        NOBODY_WAITS.store(false, Ordering::SeqCst);
        let (read, write) = UnixStream::pair()?;
        let all = ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]).collect::<Vec<_>>();
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, all)?;
        let is_terminal = termios::isatty(input());
        Ok(Source { signals, waiting: VecDeque::new(), is_terminal, ahead: Ahead::of(most) })
    }

    fn next(&mut self, limit: Option<Duration>) -> io::Result<Raw> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Ok(Raw::Event(event));
            }
            if let Some(byte) = self.ahead.take() {
                return Ok(Raw::Byte(byte));
            }
            match self.wait(limit)? {
                Ready::Signal => self.waiting.extend(self.signals.pending().map(event_of)),
                Ready::Byte { hung_up } => match self.ahead.read() {
                    // A terminal that hung up is gone, whether or not the signal for it reaches this process.
                    Ok(0) if hung_up && self.is_terminal => return Ok(Raw::Event(Event::Signal(SIGHUP))),
                    Err(rustix::io::Errno::IO) => return Ok(Raw::Event(Event::Signal(SIGHUP))),
                    Ok(0) => return Ok(Raw::Event(Event::Closed)),
                    Ok(_) | Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                    Err(error) => return Err(error.into()),
                },
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
            Ok(_) => {}
            // The time is not over.
            Err(rustix::io::Errno::INTR) => return Ok(Ready::Signal),
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
    at_stake: AtStake,
    last_byte: Instant,
}

impl Keyboard {
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub fn open() -> io::Result<Keyboard> {
        let (source, parser) = (Source::open(AT_ONCE)?, Parser::default());
        Ok(Keyboard { source, parser, at_stake: AtStake::default(), last_byte: Instant::now() })
    }

    /// Says what Escape would lose now: where it is something, more is waited for before an ESC is taken for it.
    pub fn set_at_stake(&mut self, at_stake: AtStake) {
        self.at_stake = at_stake;
    }

    /// Waits for the next event, for ever or for so long; `None` when the time is over.
    ///
    /// # Errors
    /// When the system cannot wait or read.
    pub fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        loop {
            let wait = self.parser.wait(self.at_stake);
            match self.source.next(wait.or(limit))? {
                Raw::Event(event) => return Ok(Some(event)),
                Raw::Byte(byte) => {
                    let pause = std::mem::replace(&mut self.last_byte, Instant::now()).elapsed();
                    while let Some(key) = self.parser.after(pause, byte) {
                        self.source.waiting.push_back(Event::Key(key));
                    }
                    self.source.waiting.extend(self.parser.feed(byte).map(Event::Key));
                }
                Raw::Nothing if wait.is_some() => self.source.waiting.extend(self.parser.give_up().map(Event::Key)),
                Raw::Nothing => return Ok(None),
            }
        }
    }

    /// Forgets what was typed and not taken, and a paste or a sequence that has begun: its rest will not come.
    pub fn begin_anew(&mut self) {
        self.parser = Parser::default();
        self.source.ahead.wipe();
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
        Ok(Lines { source: Source::open(ONE_BY_ONE)?, no_echo: None })
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
        let until_the_end = self.no_echo.take();
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
                // A shell had the terminal meanwhile, and left it so that it shows what is typed.
                Raw::Event(Event::Continued) => until_the_end.iter().try_for_each(NoEcho::again)?,
                Raw::Event(Event::Key(_) | Event::Resized) | Raw::Nothing => {}
            }
        }
    }
}
