//! Reads keys on Windows through crossterm, whose reader there keeps no copy: one record at a time, no parser.

use std::io::{self, Read, Write};
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::bytes::{Decoded, Key, Utf8};
use super::{Event, LineEnd};

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
    pub fn begin_anew(&mut self) {}

    /// Puts an event back, to be the next one.
    pub fn put_back(&mut self, event: Event) {
        self.waiting.push(event);
    }
}

/// Where whole lines come from: the console, or a pipe.
pub struct Lines;

impl Lines {
    /// # Errors
    /// None on this system.
    pub fn open() -> io::Result<Lines> {
        Ok(Lines)
    }

    /// Nothing to do: a hidden line is read key by key, and nothing is shown before.
    pub fn hide(&mut self) {}

    /// Hands on the characters of one line as they come, without its line end. On a console, a hidden line is read
    /// key by key and not shown.
    ///
    /// # Errors
    /// When the console or the pipe cannot be read.
    pub fn next(&mut self, hidden: bool, take: impl FnMut(char)) -> io::Result<LineEnd> {
        if super::is_terminal().0 && hidden { hidden_line(take) } else { line(take) }
    }
}

fn hidden_line(mut take: impl FnMut(char)) -> io::Result<LineEnd> {
    let line = Line::raw()?;
    let mut keyboard = Keyboard::open()?;
    let end = loop {
        match keyboard.next(None)? {
            Some(Event::Key(Key::Character(character))) => take(character),
            Some(Event::Key(Key::Backspace)) => take('\u{8}'),
            Some(Event::Key(Key::Enter)) => break LineEnd::Newline { broken: false },
            Some(Event::Key(Key::Control('c'))) => break LineEnd::Signal(2),
            Some(_) | None => {}
        }
    };
    line.restore();
    write(b"\r\n")?;
    Ok(end)
}

#[expect(clippy::disallowed_methods, reason = "a console has no other byte layer on this system")]
fn line(mut take: impl FnMut(char)) -> io::Result<LineEnd> {
    let mut utf8 = Utf8::default();
    let (mut broken, mut any, mut byte) = (false, false, [0]);
    while io::stdin().lock().read(&mut byte)? > 0 {
        any = true;
        match utf8.push(byte[0]) {
            Decoded::Character('\n') => return Ok(LineEnd::Newline { broken }),
            Decoded::Character(character) => take(character),
            Decoded::Unfinished => {}
            Decoded::Broken => broken = true,
        }
    }
    Ok(LineEnd::Input { broken, empty: !any })
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

/// Writes all of it to standard output.
///
/// # Errors
/// When the console is gone.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}
