//! The full screen: draw, wait, take every key that has come, and draw again when something changed. It holds no
//! rule, no link and no order of questions, and never anything that was typed.

mod body;
mod draw;
mod focus;
mod input;
mod overlay;
mod screen;
mod sheet;
pub mod theme;

use std::io;
use std::time::{Duration, Instant};

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Position;

use crate::content::Words;
use crate::engine::page::Page;
use crate::engine::{Move, Session, say};
use crate::terminal::{Event, FullScreen, Key, Keyboard, size};

use focus::{Focus, Leaving};
use input::Input;
use screen::Screen;
use theme::Theme;

pub use draw::LEAST;

/// How the full screen was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// By a key.
    Asked,
    /// By Ctrl-C.
    AtOnce,
    /// To go on in the plain mode.
    Plain,
    /// By this signal.
    Signal(i32),
    /// The input came to its end.
    InputEnded,
}

/// An Enter confirms only when the question has stood on the screen for so long.
const QUIET_BEFORE: Duration = Duration::from_millis(250);
/// And when no other Enter follows as soon as this: a held key repeats faster.
const QUIET_AFTER: Duration = Duration::from_millis(120);

/// Walks the session on the full screen until the person leaves it.
///
/// # Errors
/// When the terminal cannot be used, or is gone.
pub fn run(session: &mut Session<'_>, words: &Words, theme: Theme) -> io::Result<Left> {
    let mut keyboard = Keyboard::open()?;
    let full_screen = FullScreen::enter()?;
    let (columns, rows) = size();
    let mut full = Loop {
        walk: Walk::new(session, words, theme),
        screen: Screen::new(columns, rows),
        keyboard: &mut keyboard,
        full_screen,
        drawn: Instant::now(),
        last_enter: None,
    };
    let left = full.run();
    // What is typed is gone before the terminal is given back.
    full.walk.wipe();
    left
}

/// A session and what the screen recalls of it: keys in, frames out. It knows no terminal.
pub struct Walk<'s, 'a> {
    session: &'s mut Session<'a>,
    words: &'s Words,
    theme: Theme,
    focus: Focus,
}

impl<'s, 'a> Walk<'s, 'a> {
    pub fn new(session: &'s mut Session<'a>, words: &'s Words, theme: Theme) -> Walk<'s, 'a> {
        let focus = Focus::new(&session.page());
        Walk { session, words, theme, focus }
    }

    pub fn page(&self) -> Page<'a> {
        self.session.page()
    }

    /// Takes a key on this page. `deliberate` is asked only where an Enter would confirm something, and says whether
    /// it is neither held nor doubled.
    ///
    /// # Errors
    /// Those of `deliberate`.
    pub fn press(
        &mut self,
        key: Key,
        page: &Page<'_>,
        deliberate: impl FnOnce() -> io::Result<bool>,
    ) -> io::Result<Pressed> {
        let input = input::input(key, self.focus.in_text_field(page));
        if self.focus.confirms(input, page) && !deliberate()? {
            self.focus.too_quick(self.words);
            return Ok(Pressed::SamePage);
        }
        if input == Input::Suspend {
            return Ok(Pressed::Suspend);
        }
        Ok(match self.focus.take(input, self.session, page, self.words) {
            Some(Leaving::Asked) => Pressed::Leave(Left::Asked),
            Some(Leaving::AtOnce) => Pressed::Leave(Left::AtOnce),
            Some(Leaving::Plain) => Pressed::Leave(Left::Plain),
            None if matches!(input, Input::Edit(_) | Input::Nothing) => Pressed::SamePage,
            None => Pressed::NewPage,
        })
    }

    /// Paints the page as it stands; returns where the cursor stands, if it is seen.
    pub fn paint(&mut self, buffer: &mut Buffer) -> Option<Position> {
        let page = self.session.page();
        draw::frame(buffer, self.session, &page, &mut self.focus, &self.theme, self.words)
    }

    /// Wipes what is typed; returns what to say of it.
    fn wipe(&mut self) -> Option<String> {
        let notice = self.session.step(Move::Wipe).ok().flatten();
        self.focus.shown = false;
        notice.map(|notice| say::notice(&notice, self.words))
    }
}

/// What a key led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// The page is the same but for what is typed in it.
    SamePage,
    NewPage,
    Suspend,
    Leave(Left),
}

struct Loop<'k, 's, 'a> {
    walk: Walk<'s, 'a>,
    screen: Screen,
    keyboard: &'k mut Keyboard,
    full_screen: FullScreen,
    /// When the frame that is on the screen was drawn.
    drawn: Instant,
    last_enter: Option<Instant>,
}

impl Loop<'_, '_, '_> {
    fn run(&mut self) -> io::Result<Left> {
        loop {
            if self.screen.draw(|buffer| self.walk.paint(buffer))? {
                self.drawn = Instant::now();
            }
            let mut page = self.walk.page();
            let mut next = self.keyboard.next(None)?;
            let mut is_first = true;
            // Whatever has come by now is taken before the next frame is drawn.
            while let Some(event) = next {
                match event {
                    Event::Key(key) => match self.press(key, &page, is_first)? {
                        Pressed::SamePage => {}
                        Pressed::NewPage => page = self.walk.page(),
                        Pressed::Suspend => self.suspend()?,
                        Pressed::Leave(left) => return Ok(left),
                    },
                    Event::Resized | Event::Continued => self.redraw_whole(),
                    Event::Suspend => self.suspend()?,
                    Event::Signal(signal) => return Ok(Left::Signal(signal)),
                    Event::Closed => return Ok(Left::InputEnded),
                }
                is_first = false;
                next = self.keyboard.next(Some(Duration::ZERO))?;
            }
        }
    }

    fn press(&mut self, key: Key, page: &Page<'_>, is_first: bool) -> io::Result<Pressed> {
        let last_enter = self.last_enter;
        if key == Key::Enter {
            self.last_enter = Some(Instant::now());
        }
        let quiet = |since: Instant| since.elapsed() >= QUIET_BEFORE;
        let was_quiet = is_first && quiet(self.drawn) && last_enter.is_none_or(quiet);
        let keyboard = &mut self.keyboard;
        self.walk.press(key, page, || Ok(was_quiet && !is_held(keyboard)?))
    }

    fn redraw_whole(&mut self) {
        let (columns, rows) = size();
        self.screen.resize(columns, rows);
        self.walk.focus.follows_row = true;
    }

    /// Wipes what is typed, gives the terminal back and stops; says so when the process goes on.
    fn suspend(&mut self) -> io::Result<()> {
        let wiped = self.walk.wipe();
        let stopped = self.full_screen.suspend()?;
        self.redraw_whole();
        self.walk.focus.message = if stopped { wiped } else { Some(self.walk.words.notice.cannot_stop.clone()) };
        Ok(())
    }
}

/// Whether an Enter follows at once, as from a key that is held down.
fn is_held(keyboard: &mut Keyboard) -> io::Result<bool> {
    let next = keyboard.next(Some(QUIET_AFTER))?;
    next.into_iter().for_each(|event| keyboard.put_back(event));
    Ok(next == Some(Event::Key(Key::Enter)))
}
