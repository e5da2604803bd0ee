//! Reads keys on Windows through crossterm, whose reader there keeps no copy: one record at a time, no parser.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::windows::io::AsHandle;
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use zeroize::Zeroize;

use super::bytes::{AtStake, Key};
use super::filter::{Came, Filter, From};
use super::{Event, LineEnd, Stream};

/// Where keys come from.
pub struct Keyboard {
    waiting: Vec<Event>,
}

impl Keyboard {
    /// # Errors
    /// None on this system.
    pub fn open() -> io::Result<Keyboard> {
        Ok(Keyboard { waiting: Vec::new() })
    }

    /// Waits for the next event, for ever or for so long; `None` when the time is over.
    ///
    /// # Errors
    /// When the console cannot be read.
    #[expect(clippy::disallowed_methods, reason = "crossterm's reader on this system keeps no copy of what was typed")]
    pub fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        loop {
            if let Some(event) = self.waiting.pop() {
                return Ok(Some(event));
            }
            if let Some(limit) = limit
                && !event::poll(limit)?
            {
                return Ok(None);
            }
            match event::read()? {
                event::Event::Key(key) if key.kind != KeyEventKind::Release => {
                    if let Some(key) = key_of(key) {
                        return Ok(Some(Event::Key(key)));
                    }
                }
                event::Event::Resize(..) => return Ok(Some(Event::Resized)),
                _ => {}
            }
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

/// Where whole lines come from: the console, or a pipe.
pub struct Lines {
    is_console: bool,
    filter: Filter,
}

impl Lines {
    /// # Errors
    /// None on this system.
    pub fn open() -> io::Result<Lines> {
        let is_console = super::is_terminal().0;
        Ok(Lines { is_console, filter: Filter::new(if is_console { From::Terminal } else { From::Pipe }) })
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

    /// Hands on the characters of one line, without its line end. On a console, a hidden line is read key by key and
    /// not shown.
    ///
    /// # Errors
    /// When the console or the pipe cannot be read.
    pub fn next(&mut self, hidden: bool, take: impl FnMut(char)) -> io::Result<LineEnd> {
        match (self.is_console, hidden) {
            (true, true) => self.hidden_line(take),
            // The console's own bytes are in no known encoding; the library translates them.
            (true, false) => self.line(read_console, take),
            (false, _) => {
                let mut pipe = pipe()?;
                self.line(|byte| pipe.read(byte), take)
            }
        }
    }

    fn hidden_line(&mut self, take: impl FnMut(char)) -> io::Result<LineEnd> {
        let line = Line::raw()?;
        let mut keyboard = Keyboard::open()?;
        let came = loop {
            match keyboard.next(None)? {
                // As the console ends an input.
                Some(Event::Key(Key::Control('z'))) => break Came::End,
                Some(Event::Key(key)) => {
                    if let Some(came) = self.filter.key(key) {
                        break came;
                    }
                }
                Some(_) | None => {}
            }
        };
        let end = self.end(came, take);
        line.restore();
        Ok(end)
    }

    fn line(
        &mut self,
        mut read: impl FnMut(&mut [u8]) -> io::Result<usize>,
        take: impl FnMut(char),
    ) -> io::Result<LineEnd> {
        let mut byte = [0];
        while read(&mut byte)? > 0 {
            let came = self.filter.byte(byte[0]);
            byte.zeroize();
            if let Some(came) = came {
                return Ok(self.end(came, take));
            }
        }
        Ok(self.end(Came::End, take))
    }

    fn end(&mut self, came: Came, take: impl FnMut(char)) -> LineEnd {
        match came {
            Came::Line => self.filter.end(take),
            Came::End => self.filter.end_of_input(take),
            Came::Interrupt => {
                self.filter.begin_anew();
                LineEnd::Signal(2)
            }
        }
    }
}

/// Where lines are written to.
pub type LineOutput = Box<dyn Write>;

/// Says something on standard error.
pub fn last_words(text: &str) {
    // Where nobody listens there is nothing more to do.
    _ = writeln!(io::stderr(), "{text}");
}

#[expect(clippy::disallowed_methods, reason = "a console has no other byte layer on this system")]
fn read_console(byte: &mut [u8]) -> io::Result<usize> {
    io::stdin().lock().read(byte)
}

#[expect(clippy::disallowed_methods, reason = "its handle is taken, past its buffer")]
fn pipe() -> io::Result<File> {
    Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
}

/// The console keeps no input back for a shell.
pub fn flush_input() {}

fn key_of(key: KeyEvent) -> Option<Key> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        // AltGr arrives as Control and Alt together, with the character it makes.
        KeyCode::Char(character) if control == alt => Key::Character(character),
        KeyCode::Char(character) if control => Key::Control(character.to_ascii_lowercase()),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace if control || alt => Key::Control('w'),
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::Function(number),
        _ => return None,
    })
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

/// The size of the console in columns and rows; 80×24 where it reports none.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24))
}

/// The line settings before the wizard, to be set back.
pub struct Line;

impl Line {
    /// Keys come as they are pressed and are not echoed, from now on.
    ///
    /// # Errors
    /// When standard input is no console.
    pub fn raw() -> io::Result<Line> {
        Line.raw_again()?;
        Ok(Line)
    }

    /// As at first, after others had the console.
    ///
    /// # Errors
    /// When the console is gone.
    pub fn raw_again(&self) -> io::Result<()> {
        crossterm::terminal::enable_raw_mode()
    }

    pub fn restore(&self) {
        // On a console that is gone nothing can be set back.
        _ = crossterm::terminal::disable_raw_mode();
    }
}

/// The console as it is written to.
pub struct Output;

impl Output {
    /// # Errors
    /// None on this system.
    pub fn open(_: &Keyboard) -> io::Result<Output> {
        Ok(Output)
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// When the console is gone.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut output = io::stdout().lock();
        output.write_all(bytes)?;
        output.flush()
    }

    /// The same, for what sets the console back.
    ///
    /// # Errors
    /// When the console is gone.
    pub fn write_last(&self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_of_the_console_is_the_key_that_it_is_on_unix() {
        let (none, control, alt) = (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT);
        for (code, modifiers, expected) in [
            (KeyCode::Char('a'), none, Some(Key::Character('a'))),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, Some(Key::Character('A'))),
            (KeyCode::Char('@'), control | alt, Some(Key::Character('@'))),
            (KeyCode::Char('q'), control, Some(Key::Control('q'))),
            (KeyCode::Char('Q'), control | KeyModifiers::SHIFT, Some(Key::Control('q'))),
            (KeyCode::Char('x'), alt, None),
            (KeyCode::Enter, none, Some(Key::Enter)),
            (KeyCode::Backspace, control, Some(Key::Control('w'))),
            (KeyCode::Tab, KeyModifiers::SHIFT, Some(Key::BackTab)),
            (KeyCode::BackTab, KeyModifiers::SHIFT, Some(Key::BackTab)),
            (KeyCode::F(12), none, Some(Key::Function(12))),
            (KeyCode::CapsLock, none, None),
        ] {
            assert_eq!(key_of(KeyEvent::new(code, modifiers)), expected, "{code:?} {modifiers:?}");
        }
    }
}
