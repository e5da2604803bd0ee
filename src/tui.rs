//! The full screen: draw, keep, wait, take every key that has come, and draw again. It holds no rule, no link and no
//! order of questions, and never anything that was typed.

mod blocks;
mod canvas;
mod draw;
mod field;
mod front_end;
mod keys;
mod screen;
mod scroll;
mod sheet;
pub mod theme;
mod view;

use std::io;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use crate::content::words;
use crate::run::{Left, Run};
use crate::terminal::{CUT_SHORT, Event, FullScreen, Key, Keyboard, can_stop, hung_up, size};

use screen::Screen;
use theme::Theme;

pub use draw::LEAST;
pub use front_end::FrontEnd;
pub use view::Pressed;

/// An Enter or a Space confirms only when the question has stood on the screen for so long.
const QUIET_BEFORE: Duration = Duration::from_millis(250);
/// And when it does not come again as soon as this: a held key repeats faster.
const QUIET_AFTER: Duration = Duration::from_millis(120);

/// Walks on the full screen until the person leaves it.
///
/// # Errors
/// When the terminal cannot be used, or is gone.
pub fn open(run: &mut Run<'_>, theme: Theme) -> io::Result<Left> {
    let mut keyboard = Keyboard::open()?;
    let full_screen = FullScreen::enter(&keyboard)?;
    let (columns, rows) = size();
    let mut full = Loop {
        front_end: FrontEnd::new(run, theme),
        screen: Screen::new(columns, rows),
        keyboard: &mut keyboard,
        full_screen,
        drawn: Instant::now(),
        last_held: None,
    };
    let left = full.run().or_else(|error| hung_up(&error).map(Left::Signal).ok_or(error));
    // What is typed is gone before the terminal is given back.
    full.front_end.wipe();
    if !matches!(left, Ok(Left::Signal(_)) | Err(_)) {
        full.full_screen.give_back();
    }
    full.front_end.run.keep();
    left
}

struct Loop<'k, 'r, 'a> {
    front_end: FrontEnd<'r, 'a>,
    screen: Screen,
    keyboard: &'k mut Keyboard,
    full_screen: FullScreen,
    /// When the frame that is on the screen was drawn.
    drawn: Instant,
    /// The last key that is often held down, and when it came.
    last_held: Option<(Key, Instant)>,
}

impl Loop<'_, '_, '_> {
    fn run(&mut self) -> io::Result<Left> {
        loop {
            self.draw().or_else(|error| self.cut_short(error))?;
            // No frame waits for the disk.
            self.front_end.run.keep();
            let mut next = self.keyboard.next(None)?;
            let mut is_first = true;
            // Whatever has come by now is taken before the next frame is drawn.
            while let Some(event) = next {
                match event {
                    Event::Key(key) => match self.press(key, is_first)? {
                        Pressed::Done => {}
                        Pressed::Suspend => self.suspend()?,
                        Pressed::Redraw => {
                            let (columns, rows) = size();
                            self.screen.resize(columns, rows);
                        }
                        Pressed::Copy => self.copy_notes().or_else(|error| self.cut_short(error))?,
                        Pressed::Leave(left) => return Ok(left),
                    },
                    Event::Resized => self.redraw_whole(),
                    Event::Continued => self.take_again()?,
                    Event::Suspend => self.suspend()?,
                    Event::Signal(signal) => return Ok(Left::Signal(signal)),
                    Event::Closed => return Ok(Left::InputEnded),
                }
                is_first = false;
                next = self.keyboard.next(Some(Duration::ZERO))?;
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if self
            .screen
            .draw(self.full_screen.frame(), |buffer, painted| self.front_end.paint_changes(buffer, painted))?
        {
            self.drawn = Instant::now();
        }
        Ok(())
    }

    /// A signal came while the terminal took nothing: it is taken next, and the frame after it is a whole one, since
    /// what the terminal has of this one is not known.
    fn cut_short(&mut self, error: io::Error) -> io::Result<()> {
        if error.kind() == CUT_SHORT { self.take_again() } else { Err(error) }
    }

    fn press(&mut self, key: Key, is_first: bool) -> io::Result<Pressed> {
        let quiet = |since: Instant| since.elapsed() >= QUIET_BEFORE;
        // The first key after a frame came when what it shows had been seen; one of these could still be held.
        let could_be_held = matches!(key, Key::Enter | Key::Character(' '));
        let mut was_quiet = is_first;
        if could_be_held {
            let last = self.last_held.replace((key, Instant::now())).filter(|(last, _)| *last == key);
            was_quiet &= quiet(self.drawn) && last.is_none_or(|(_, at)| quiet(at));
        }
        let keyboard = &mut self.keyboard;
        self.front_end.press(key, || Ok(was_quiet && !(could_be_held && is_held(key, keyboard)?)))
    }

    /// Sends the notes to the terminal's clipboard, as text (OSC 52).
    fn copy_notes(&mut self) -> io::Result<()> {
        if let Some(notes) = self.front_end.run.case_notes() {
            let frame = self.full_screen.frame();
            queue!(frame, CopyToClipboard::to_clipboard_from(notes.text()))?;
            frame.send()?;
            self.front_end.run.notes_were_saved();
            self.front_end.say(words().notes.copied.clone());
        }
        Ok(())
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.full_screen.take_again()?;
        self.redraw_whole();
        Ok(())
    }

    fn redraw_whole(&mut self) {
        let (columns, rows) = size();
        self.front_end.resize((columns, rows));
        self.screen.resize(columns, rows);
    }

    /// Wipes what is typed, gives the terminal back and stops; only says so where nobody could continue the process.
    fn suspend(&mut self) -> io::Result<()> {
        if !can_stop() {
            self.front_end.say(words().notice.cannot_stop.clone());
            return Ok(());
        }
        let wiped = self.front_end.wipe();
        // Nor does a frame that shows it lie in memory meanwhile.
        self.redraw_whole();
        self.full_screen.suspend()?;
        self.keyboard.begin_anew();
        self.redraw_whole();
        if let Some(wiped) = wiped {
            self.front_end.say(wiped);
        }
        Ok(())
    }
}

/// Whether this key comes again at once, as one that is held down; a change of the window meanwhile says nothing.
fn is_held(key: Key, keyboard: &mut Keyboard) -> io::Result<bool> {
    let until = Instant::now() + QUIET_AFTER;
    let mut meanwhile = Vec::new();
    while let Some(event) = keyboard.next(Some(until.saturating_duration_since(Instant::now())))? {
        meanwhile.push(event);
        if !matches!(event, Event::Resized | Event::Continued) {
            break;
        }
    }
    let is_held = meanwhile.last() == Some(&Event::Key(key));
    for event in meanwhile.into_iter().rev() {
        keyboard.put_back(event);
    }
    Ok(is_held)
}
