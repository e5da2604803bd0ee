//! The full screen: draw, keep, wait, take every key that has come, and draw again. It holds no rule, no link and no
//! order of questions, and never anything that was typed.

mod blocks;
mod canvas;
mod draw;
mod field;
mod finder;
mod front_end;
mod keys;
mod layer;
mod pace;
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
use crate::content::words::fill_in;
use crate::run::{Left, Run};
use crate::terminal::{CUT_SHORT, Event, FullScreen, Key, Keyboard, Stream, can_stop, copy, hung_up, size};

use screen::Screen;
use theme::Theme;

pub use draw::LEAST;
pub use front_end::FrontEnd;
pub use view::Pressed;

/// Walks on the full screen until the person leaves it; the frames go to this stream. What the terminal is `within` may
/// keep a copy from its clipboard.
///
/// # Errors
/// When the terminal cannot be used, or is gone.
pub fn open(run: &mut Run<'_>, theme: Theme, stream: Stream, within: Option<&'static str>) -> io::Result<Left> {
    let mut keyboard = Keyboard::open()?;
    let full_screen = FullScreen::enter(&keyboard, stream)?;
    let (columns, rows) = size();
    let mut full = Loop {
        front_end: FrontEnd::new(run, theme),
        screen: Screen::new(columns, rows),
        keyboard: &mut keyboard,
        full_screen,
        within,
        in_word: false,
    };
    let left = full.run().or_else(|error| hung_up(&error).map(Left::Signal).ok_or(error));
    // What is typed is gone before the terminal is given back.
    let wiped = full.front_end.wipe();
    if !matches!(left, Ok(Left::Signal(_)) | Err(_)) {
        let (keyboard, in_word) = (&mut *full.keyboard, full.in_word);
        full.full_screen.give_back(|| {
            if in_word {
                drop_the_rest(keyboard);
            }
        });
    }
    // What there is to say of it, the run says when it is over.
    _ = full.front_end.run.keep();
    if let (Ok(Left::Other), Some(wiped)) = (&left, wiped) {
        full.front_end.run.open_with(wiped);
    }
    left
}

struct Loop<'k, 'r, 'a> {
    front_end: FrontEnd<'r, 'a>,
    screen: Screen,
    keyboard: &'k mut Keyboard,
    full_screen: FullScreen,
    within: Option<&'static str>,
    /// It was left by a sign that prints, which may have begun a word.
    in_word: bool,
}

/// A letter that left the screen was alone for a while; whoever types a word presses the next one within so long.
const AFTER_FIRST: Duration = Duration::from_millis(300);
const AFTER_NEXT: Duration = Duration::from_millis(450);
/// By then everybody has seen that the screen is left.
const LONGEST_WORD: Duration = Duration::from_secs(5);

/// Takes the rest of a word that is still being typed, so that no shell gets it.
fn drop_the_rest(keyboard: &mut Keyboard) {
    let begun = Instant::now();
    let mut wait = AFTER_FIRST;
    while let Ok(Some(Event::Key(key))) = keyboard.next(Some(wait)) {
        if key == Key::Control('c') || begun.elapsed() > LONGEST_WORD {
            break;
        }
        wait = AFTER_NEXT;
    }
}

impl Loop<'_, '_, '_> {
    fn run(&mut self) -> io::Result<Left> {
        // What came before the first page was not meant for it.
        while let Some(event) = self.next(Some(Duration::ZERO))? {
            match event {
                Event::Key(key) if key != Key::Control('c') => self.front_end.press_early(key, Instant::now()),
                event => {
                    if let Some(left) = self.take(event)? {
                        return Ok(left);
                    }
                }
            }
        }
        loop {
            self.draw().or_else(|error| self.cut_short(error))?;
            self.front_end.is_shown(Instant::now());
            // No frame waits for the disk.
            if let Some(said) = self.front_end.run.keep() {
                self.front_end.say_also(&said);
                self.draw().or_else(|error| self.cut_short(error))?;
            }
            let wait = self.front_end.due().map(|due| due.saturating_duration_since(Instant::now()));
            let mut next = self.next(wait)?;
            if next.is_none() {
                self.in_word = self.front_end.waits_with_text();
                let pressed = self.front_end.wait(Instant::now());
                if let Some(left) = self.pressed(pressed)? {
                    return Ok(left);
                }
            }
            // Whatever has come by now is taken before the next frame is drawn.
            while let Some(event) = next {
                if let Some(left) = self.take(event)? {
                    return Ok(left);
                }
                next = self.next(Some(Duration::ZERO))?;
            }
        }
    }

    /// The next event; Escape waits longer for its sequence where it would lose something.
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Event>> {
        self.keyboard.set_at_stake(self.front_end.at_stake());
        self.keyboard.next(limit)
    }

    /// Takes what came; returns how that leaves the full screen, if it does.
    fn take(&mut self, event: Event) -> io::Result<Option<Left>> {
        match event {
            Event::Key(key) => {
                let pressed = self.front_end.press(key, Instant::now());
                return self.pressed(pressed);
            }
            Event::Resized => self.redraw_whole(),
            Event::Continued => self.take_again()?,
            Event::Suspend => self.suspend()?,
            Event::Signal(signal) => return Ok(Some(Left::Signal(signal))),
            Event::Closed => return Ok(Some(Left::InputEnded)),
        }
        Ok(None)
    }

    /// Does what a key leaves to be done outside the page.
    fn pressed(&mut self, pressed: Pressed) -> io::Result<Option<Left>> {
        match pressed {
            Pressed::Done => {}
            Pressed::Suspend => self.suspend()?,
            Pressed::Redraw => {
                let (columns, rows) = size();
                self.screen.resize(columns, rows);
            }
            Pressed::Copy => self.copy_notes().or_else(|error| self.cut_short(error))?,
            Pressed::Leave(left) => return Ok(Some(left)),
        }
        Ok(None)
    }

    fn draw(&mut self) -> io::Result<()> {
        let Loop { screen, full_screen, front_end, .. } = self;
        screen.draw(full_screen.frame(), front_end.frame(screen.area()))?;
        Ok(())
    }

    /// A signal came while the terminal took nothing: it is taken next, and the frame after it is a whole one, since
    /// what the terminal has of this one is not known.
    fn cut_short(&mut self, error: io::Error) -> io::Result<()> {
        if error.kind() == CUT_SHORT { self.take_again() } else { Err(error) }
    }

    /// Puts the notes on the clipboard, as text; where only the terminal has one, asks it to (OSC 52).
    fn copy_notes(&mut self) -> io::Result<()> {
        let notes = self.front_end.run.case_notes().text();
        if copy(&notes) {
            self.front_end.say(words().notes.copied_here.to_owned());
            return Ok(());
        }
        let frame = self.full_screen.frame();
        queue!(frame, CopyToClipboard::to_clipboard_from(notes))?;
        frame.send()?;
        let words = &words().notes;
        self.front_end.say(match self.within {
            Some(within) => fill_in(words.copied_within, &[("name", within)]),
            None => words.copied.to_owned(),
        });
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
            self.front_end.say(words().notice.cannot_stop.to_owned());
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
