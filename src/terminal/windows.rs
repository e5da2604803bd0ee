//! Reads keys and lines on Windows from the console's own records, one at a time, and keeps no copy of them; learns of
//! Ctrl-Break, the close button, log-off and shutdown in between.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::windows::io::AsHandle;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm_winapi::{Console, Handle, InputRecord, KeyEventRecord};
use zeroize::Zeroize;

use super::bytes::{AtStake, Key};
use super::console::{ALT, CONTROL, ENHANCED, End, Keys, Record, SHIFT};
use super::filter::{Came, Filter, From};
use super::{Event, Lack, LineEnd, Stream};
use signals::Signals;

pub use line::{Line, Output, copy, has_own_window, is_terminal, lack, last_words, size};

#[path = "windows/line.rs"]
mod line;
#[path = "windows/signals.rs"]
mod signals;

/// Nothing that is safe waits for the console and a signal together, so both are asked again and again: often while
/// somebody types, and seldom after that.
const BUSY: Duration = Duration::from_millis(5);
const IDLE: Duration = Duration::from_millis(30);
/// Somebody types for so long after the last key.
const TYPING: Duration = Duration::from_secs(1);

/// A paste comes as bare keys: a terminal that were asked to mark its ends would no longer warn of one.
pub const MARKS_PASTES: bool = false;

/// Where keys come from.
pub struct Keyboard {
    console: Console,
    keys: Keys,
    signals: Signals,
    waiting: Vec<Event>,
    /// When the last record came.
    last: Option<Instant>,
}

/// What a wait for the console came to.
enum Waited {
    Record,
    Signal(i32),
    TimeIsOver,
}

impl Keyboard {
    /// # Errors
    /// When there is no console.
    pub fn open() -> io::Result<Keyboard> {
        Keyboard::with(Keys::with_pastes())
    }

    fn with(keys: Keys) -> io::Result<Keyboard> {
        let console = Console::from(Handle::current_in_handle()?);
        Ok(Keyboard { console, keys, signals: Signals::listen()?, waiting: Vec::new(), last: None })
    }

    /// Waits for the next event, for ever or for so long; `None` when the time is over.
    ///
    /// # Errors
    /// When the console cannot be read.
    pub fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        let end = limit.map(|limit| Instant::now() + limit);
        loop {
            if let Some(event) = self.waiting.pop() {
                return Ok(Some(event));
            }
            if let Some(key) = self.keys.take() {
                return Ok(Some(Event::Key(key)));
            }
            let rests = self.keys.patience().map(|patience| self.last.unwrap_or_else(Instant::now) + patience);
            match self.wait(rests.into_iter().chain(end).min())? {
                Waited::Signal(signal) => return Ok(Some(Event::Signal(signal))),
                Waited::TimeIsOver if rests.is_some_and(|rests| rests <= Instant::now()) => self.keys.rests(),
                Waited::TimeIsOver => return Ok(None),
                Waited::Record => {
                    self.last = Some(Instant::now());
                    match self.console.read_single_input_event()? {
                        InputRecord::KeyEvent(record) => self.keys.feed(record_of(&record)),
                        InputRecord::WindowBufferSizeEvent(_) => return Ok(Some(Event::Resized)),
                        InputRecord::MouseEvent(_) | InputRecord::FocusEvent(_) | InputRecord::MenuEvent(_) => {}
                    }
                }
            }
        }
    }

    fn wait(&mut self, end: Option<Instant>) -> io::Result<Waited> {
        loop {
            if let Some(end) = self.signals.came() {
                return Ok(Waited::Signal(end.signal()));
            }
            if self.console.number_of_console_input_events()? > 0 {
                return Ok(Waited::Record);
            }
            let now = Instant::now();
            let left = end.map(|end| end.saturating_duration_since(now));
            if left == Some(Duration::ZERO) {
                return Ok(Waited::TimeIsOver);
            }
            let is_typing = self.last.is_some_and(|last| now.saturating_duration_since(last) < TYPING);
            let pause = if is_typing { BUSY } else { IDLE };
            thread::sleep(left.map_or(pause, |left| left.min(pause)));
        }
    }

    /// Nothing to do: no key comes in pieces.
    pub fn set_at_stake(&mut self, _: AtStake) {}

    /// Nothing to do: no key comes in pieces.
    pub fn begin_anew(&mut self) {}

    /// Puts an event back, to be the next one.
    pub fn put_back(&mut self, event: Event) {
        self.waiting.push(event);
    }
}

fn record_of(record: &KeyEventRecord) -> Record {
    let mut state = 0;
    for bits in [ALT, CONTROL, SHIFT, ENHANCED] {
        if record.control_key_state.has_state(bits) {
            state |= bits;
        }
    }
    Record {
        is_down: record.key_down,
        times: record.repeat_count,
        code: record.virtual_key_code,
        unit: record.u_char,
        state,
    }
}

/// Waits until a key is pressed; whatever was pressed before does not count. Where there is no console it does not wait.
pub fn wait_for_key() {
    let Ok(line) = Line::raw() else { return };
    if let Ok(mut keyboard) = Keyboard::with(Keys::without_pastes()) {
        while let Ok(Some(_)) = keyboard.next(Some(Duration::ZERO)) {}
        while let Ok(Some(event)) = keyboard.next(None) {
            if matches!(event, Event::Key(_) | Event::Signal(_)) {
                break;
            }
        }
    }
    line.restore();
}

/// Where whole lines come from: the console, or a pipe.
pub struct Lines {
    source: Source,
    filter: Filter,
}

enum Source {
    Console(Typed),
    Pipe(File),
}

/// Lines that the console reads, where they can be corrected as everywhere on Windows.
struct Typed {
    ask: SyncSender<()>,
    lines: Receiver<io::Result<Vec<u8>>>,
    signals: Signals,
}

impl Typed {
    /// The console lets nobody go who waits for a line, so another thread waits, and only when it is asked to: keys for
    /// others are left alone.
    #[expect(
        clippy::disallowed_methods,
        reason = "a console has no other byte layer here; no hidden line is read by it"
    )]
    fn open() -> io::Result<Typed> {
        let (ask, asked) = sync_channel(0);
        let (hand_on, lines) = sync_channel(1);
        let read = move || {
            while asked.recv().is_ok() {
                let mut line = Vec::new();
                let mut byte = [0];
                let came = loop {
                    // The console's own bytes are in no known encoding; the library translates them.
                    match io::stdin().lock().read(&mut byte) {
                        Ok(0) => break Ok(line),
                        Ok(_) => line.push(byte[0]),
                        Err(error) => break Err(error),
                    }
                    if byte[0] == b'\n' {
                        break Ok(line);
                    }
                };
                if hand_on.send(came).is_err() {
                    break;
                }
            }
        };
        thread::Builder::new().spawn(read)?;
        Ok(Typed { ask, lines, signals: Signals::listen_with_interrupt()? })
    }

    /// The bytes of the next line, or the signal that came first.
    fn next(&mut self) -> io::Result<Result<Vec<u8>, i32>> {
        let gone = || io::Error::from(io::ErrorKind::UnexpectedEof);
        self.ask.send(()).map_err(|_| gone())?;
        loop {
            if let Some(end) = self.signals.came() {
                return Ok(Err(end.signal()));
            }
            match self.lines.recv_timeout(IDLE) {
                Ok(line) => return line.map(Ok),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
    }
}

impl Lines {
    /// # Errors
    /// When the console or the pipe cannot be had.
    pub fn open() -> io::Result<Lines> {
        let (source, from) = match is_terminal().0 {
            true => (Source::Console(Typed::open()?), From::Terminal),
            false => (Source::Pipe(pipe()?), From::Pipe),
        };
        Ok(Lines { source, filter: Filter::new(from) })
    }

    /// Where to write what belongs to these lines.
    pub fn output(&self, stream: Stream) -> LineOutput {
        match stream {
            Stream::Output => Box::new(io::stdout()),
            Stream::Errors => Box::new(io::stderr()),
        }
    }

    /// Nothing to do: a hidden line is read key by key, and nothing is shown before.
    pub fn hide(&mut self) {}

    /// Whether a hidden line is not shown. A window that has no console shows all that is typed.
    pub fn hides(&self) -> bool {
        lack() != Some(Lack::Console)
    }

    /// Hands on the characters of one line, without its line end. On a console, a hidden line is read key by key and
    /// not shown.
    ///
    /// # Errors
    /// When the console or the pipe cannot be read.
    pub fn next(&mut self, hidden: bool, take: impl FnMut(char)) -> io::Result<LineEnd> {
        let Lines { source, filter } = self;
        let came = match source {
            Source::Console(_) if hidden => hidden_line(filter)?,
            Source::Console(typed) => typed.next()?.map(|mut line| {
                let came = line.iter().find_map(|byte| filter.byte(*byte)).unwrap_or(Came::End);
                line.zeroize();
                came
            }),
            Source::Pipe(pipe) => Ok(piped_line(pipe, filter)?),
        };
        Ok(match came {
            Ok(Came::Line) => filter.end(take),
            Ok(Came::End) => filter.end_of_input(take),
            Ok(Came::Interrupt) => ended(filter, End::Interrupt.signal()),
            Err(signal) => ended(filter, signal),
        })
    }
}

/// A signal came in the middle of a line.
fn ended(filter: &mut Filter, signal: i32) -> LineEnd {
    filter.begin_anew();
    LineEnd::Signal(signal)
}

/// Reads a line key by key, so that the console shows nothing of it.
fn hidden_line(filter: &mut Filter) -> io::Result<Result<Came, i32>> {
    let line = Line::raw()?;
    let mut keyboard = Keyboard::with(Keys::without_pastes())?;
    let came = loop {
        match keyboard.next(None)? {
            // As the console ends an input.
            Some(Event::Key(Key::Control('z'))) => break Ok(Came::End),
            Some(Event::Key(key)) => {
                if let Some(came) = filter.key(key) {
                    break Ok(came);
                }
            }
            Some(Event::Signal(signal)) => break Err(signal),
            Some(_) | None => {}
        }
    };
    line.restore();
    Ok(came)
}

fn piped_line(pipe: &mut File, filter: &mut Filter) -> io::Result<Came> {
    let mut byte = [0];
    while pipe.read(&mut byte)? > 0 {
        let came = filter.byte(byte[0]);
        byte.zeroize();
        if let Some(came) = came {
            return Ok(came);
        }
    }
    Ok(Came::End)
}

/// Where lines are written to.
pub type LineOutput = Box<dyn Write>;

#[expect(clippy::disallowed_methods, reason = "its handle is taken, past its buffer")]
fn pipe() -> io::Result<File> {
    Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
}

/// Throws away what was typed and not read: it was not meant for the shell.
pub fn flush_input() {
    // There is nothing to throw away where there is no console.
    let Ok(console) = Handle::current_in_handle().map(Console::from) else { return };
    while console.number_of_console_input_events().is_ok_and(|waiting| waiting > 0) {
        if console.read_single_input_event().is_err() {
            return;
        }
    }
}

/// No error stands for a signal here.
pub fn hung_up(_: &io::Error) -> Option<i32> {
    None
}

/// There is no job control to stop for.
pub fn can_stop() -> bool {
    false
}

/// Does nothing here.
pub fn stop() {}
