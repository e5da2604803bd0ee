//! Reads keys on Unix into one small room, where each byte is wiped as it is taken; waits for keys and signals
//! together, so that none is lost between two waits.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT};
use zeroize::Zeroize;

use super::bytes::{AtStake, Parser};
use super::filter::{Came, Filter, From};
use super::{Event, LineEnd, Stream};
use crate::harden;
use line::{Cooked, Echo, input};
pub use line::{
    Line, can_stop, copy, flush_input, has_own_window, hung_up, is_terminal, lack, size, stop, wait_for_key,
};
pub use output::{LineOutput, Output, last_words};
use signals::{Signals, Waits};

#[path = "unix/line.rs"]
mod line;
#[path = "unix/output.rs"]
mod output;
#[path = "unix/signals.rs"]
mod signals;

/// The terminal marks where a paste begins and ends.
pub const MARKS_PASTES: bool = true;
/// So many bytes of what was typed are read at once.
const AT_ONCE: usize = 1024;
/// A line is read byte by byte: what follows it is left to whoever reads next.
const ONE_BY_ONE: usize = 1;

/// Where bytes and signals come from, one at a time.
struct Source {
    signals: &'static Signals,
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

impl Source {
    /// Reads so many bytes at most at once.
    fn open(most: usize) -> io::Result<Source> {
        let (signals, is_terminal) = (Signals::of_process()?, super::is_terminal().0);
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
                Ready::Signal => self.waiting.extend(self.signals.came()),
                Ready::Byte => match self.ahead.read() {
                    // A terminal that hung up is gone, whether or not the signal for it reaches this process.
                    Ok(0) if self.is_terminal && has_hung_up() => return Ok(Raw::Event(Event::Signal(SIGHUP))),
                    Err(rustix::io::Errno::IO) => return Ok(Raw::Event(Event::Signal(SIGHUP))),
                    Ok(0) => return Ok(Raw::Event(Event::Closed)),
                    Ok(_) | Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                    Err(error) => return Err(error.into()),
                },
                Ready::Nothing => return Ok(Raw::Nothing),
            }
        }
    }

    /// Notes the signals that have come, and says whether one of them asks to go no further.
    fn must_end(&mut self) -> bool {
        self.waiting.extend(self.signals.came());
        self.waiting.iter().any(|event| matches!(event, Event::Signal(_) | Event::Suspend))
    }

    fn wait(&self, limit: Option<Duration>) -> io::Result<Ready> {
        let mut watched =
            [PollFd::new(self.signals.arrival(), PollFlags::IN), PollFd::from_borrowed_fd(input(), PollFlags::IN)];
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
            (true, false) => Ready::Byte,
            (true, true) => Ready::Nothing,
        })
    }
}

enum Ready {
    Signal,
    /// There is something to read, or the other end is gone.
    Byte,
    Nothing,
}

/// Whether the other end is gone now: it may have gone since there was something to read.
fn has_hung_up() -> bool {
    let mut watched = [PollFd::from_borrowed_fd(input(), PollFlags::IN)];
    let is_known = poll(&mut watched, Some(&Timespec::default())).is_ok();
    is_known && watched.iter().any(|watched| watched.revents().contains(PollFlags::HUP))
}

/// Where keys come from.
pub struct Keyboard {
    source: Source,
    parser: Parser,
    at_stake: AtStake,
    last_byte: Instant,
    _waits: Waits,
}

impl Keyboard {
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub fn open() -> io::Result<Keyboard> {
        let (source, parser) = (Source::open(AT_ONCE)?, Parser::default());
        let _waits = source.signals.are_waited_for();
        Ok(Keyboard { source, parser, at_stake: AtStake::default(), last_byte: Instant::now(), _waits })
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
    source: Rc<RefCell<Source>>,
    filter: Filter,
    /// The terminal, where there is one.
    line: Option<Cooked>,
    _waits: Waits,
}

impl Lines {
    /// # Errors
    /// When the system gives no socket pair or refuses a signal handler.
    pub fn open() -> io::Result<Lines> {
        let source = Source::open(ONE_BY_ONE)?;
        let filter = Filter::new(if source.is_terminal { From::Terminal } else { From::Pipe });
        let _waits = source.signals.are_waited_for();
        let mut lines = Lines { source: Rc::new(RefCell::new(source)), filter, line: None, _waits };
        lines.set(Echo::Shown);
        Ok(lines)
    }

    /// Where to write what belongs to these lines, so that it keeps no signal waiting.
    pub fn output(&self, stream: Stream) -> LineOutput {
        LineOutput::new(Rc::clone(&self.source), stream)
    }

    /// Shows nothing of what is typed from now on until the next line has ended: asked before the prompt is written,
    /// so that nothing typed ahead is shown either.
    pub fn hide(&mut self) {
        self.set(Echo::Hidden);
    }

    /// Whether a hidden line is not shown: on every terminal.
    pub fn hides(&self) -> bool {
        true
    }

    fn set(&mut self, echo: Echo) {
        // A terminal that refuses is read as it is.
        match &self.line {
            Some(line) => _ = line.set(echo),
            None => self.line = Cooked::on(echo).ok(),
        }
    }

    /// Hands on the characters of one line, without its line end, once it has ended. On a terminal, a hidden line is
    /// not shown while it is typed.
    ///
    /// # Errors
    /// When the system cannot wait or read.
    pub fn next(&mut self, hidden: bool, take: impl FnMut(char)) -> io::Result<LineEnd> {
        let echo = if hidden { Echo::Hidden } else { Echo::Shown };
        self.set(echo);
        let end = loop {
            let raw = self.source.borrow_mut().next(None)?;
            match raw {
                Raw::Byte(byte) => match self.filter.byte(byte) {
                    Some(Came::Line) => break self.filter.end(take),
                    Some(Came::End) => break self.filter.end_of_input(take),
                    Some(Came::Interrupt) => break LineEnd::Signal(SIGINT),
                    None => {}
                },
                Raw::Event(Event::Closed) => break self.filter.end_of_input(take),
                Raw::Event(Event::Signal(signal)) => break LineEnd::Signal(signal),
                Raw::Event(Event::Suspend) => {
                    // The shell finds it as it was.
                    self.line = None;
                    break LineEnd::Suspend;
                }
                // A shell had the terminal meanwhile, and left it so that it shows what is typed.
                Raw::Event(Event::Continued) => self.set(echo),
                Raw::Event(Event::Key(_) | Event::Resized) | Raw::Nothing => {}
            }
        };
        self.filter.begin_anew();
        if self.line.is_some() {
            self.set(Echo::Shown);
        }
        Ok(end)
    }
}
