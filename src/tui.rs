//! The full screen: draw, wait, take every key that has come, and draw again when something changed. It holds no
//! rule, no link and no order of questions, and never anything that was typed.

mod body;
mod draw;
mod field;
mod focus;
mod input;
mod over;
mod overlay;
mod records;
mod screen;
mod sheet;
pub mod theme;

use std::io;
use std::time::{Duration, Instant};

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Position;

use crate::content::Words;
use crate::engine::notes::{CaseNotes, Clock};
use crate::engine::page::Page;
use crate::engine::{Move, Session, say};
use crate::terminal::{Event, FullScreen, Key, Keyboard, can_stop, hung_up, size};

use focus::{Focus, Overlay, Request};
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

/// How the full screen begins.
pub struct Opening<'o> {
    pub theme: Theme,
    pub clock: Clock<'o>,
    /// What there is to say at first.
    pub remark: Option<String>,
    /// The offer to go on with the walk that was kept; the session stands there already.
    pub offer: Option<String>,
}

/// An Enter confirms only when the question has stood on the screen for so long.
const QUIET_BEFORE: Duration = Duration::from_millis(250);
/// And when no other Enter follows as soon as this: a held key repeats faster.
const QUIET_AFTER: Duration = Duration::from_millis(120);

/// Walks the session on the full screen until the person leaves it.
///
/// # Errors
/// When the terminal cannot be used, or is gone.
pub fn run(
    session: &mut Session<'_>,
    words: &Words,
    opening: Opening<'_>,
    mut keep: impl FnMut(&Session<'_>),
) -> io::Result<Left> {
    let mut keyboard = Keyboard::open()?;
    let full_screen = FullScreen::enter(&keyboard)?;
    let (columns, rows) = size();
    let mut walk = Walk::new(session, words, opening.theme, opening.clock);
    walk.focus.message = opening.remark;
    if let Some(offer) = opening.offer {
        walk.focus.offer(offer);
    }
    let mut full = Loop {
        walk,
        screen: Screen::new(columns, rows),
        keyboard: &mut keyboard,
        full_screen,
        drawn: Instant::now(),
        last_enter: None,
    };
    let left = full.run(&mut keep).or_else(|error| hung_up(&error).map(Left::Signal).ok_or(error));
    // What is typed is gone before the terminal is given back.
    full.walk.wipe();
    keep(full.walk.session);
    left
}

/// A session and what the screen recalls of it: keys in, frames out. It knows no terminal.
pub struct Walk<'s, 'a> {
    session: &'s mut Session<'a>,
    words: &'s Words,
    theme: Theme,
    clock: Clock<'s>,
    focus: Focus,
}

impl<'s, 'a> Walk<'s, 'a> {
    pub fn new(session: &'s mut Session<'a>, words: &'s Words, theme: Theme, clock: Clock<'s>) -> Walk<'s, 'a> {
        let focus = Focus::new(&session.page());
        Walk { session, words, theme, clock, focus }
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
            Some(Request::Leave) => Pressed::Leave(Left::Asked),
            Some(Request::LeaveAtOnce) => Pressed::Leave(Left::AtOnce),
            Some(Request::Plain) => Pressed::Leave(Left::Plain),
            Some(Request::ShowNotes) => {
                self.show_notes();
                Pressed::SamePage
            }
            Some(Request::CopyNotes) => Pressed::Copy,
            Some(Request::SaveNotes(file)) => Pressed::Save(file),
            None if matches!(input, Input::Edit(_) | Input::Nothing) => Pressed::SamePage,
            None => Pressed::NewPage,
        })
    }

    /// Paints the page, which is the one that [`Walk::page`] gives now; returns where the cursor stands, if it is seen.
    pub fn paint(&mut self, page: &Page<'_>, buffer: &mut Buffer) -> Option<Position> {
        draw::frame(buffer, self.session, page, &mut self.focus, &self.theme, self.words)
    }

    /// The case notes, at an ending.
    pub fn notes(&self) -> Option<CaseNotes> {
        CaseNotes::of(self.session, &(self.clock)(), self.words)
    }

    fn show_notes(&mut self) {
        let text = self.notes().map(|notes| notes.text(self.words)).unwrap_or_default();
        self.focus.open(Overlay::Notes);
        self.focus.notes = text.lines().map(str::to_owned).collect();
    }

    /// Wipes what is typed; returns what to say of it.
    fn wipe(&mut self) -> Option<String> {
        let notice = self.session.step(Move::Wipe).ok().flatten();
        self.focus.shown = false;
        notice.map(|notice| say::notice(&notice, self.words))
    }
}

/// What a key led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// The page is the same but for what is typed in it.
    SamePage,
    NewPage,
    Suspend,
    /// The case notes are to be sent to the clipboard.
    Copy,
    /// The case notes are to be written to this file.
    Save(String),
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
    fn run(&mut self, keep: &mut impl FnMut(&Session<'_>)) -> io::Result<Left> {
        loop {
            keep(self.walk.session);
            let mut page = self.walk.page();
            self.draw(&page).or_else(|error| self.cut_short(error))?;
            let mut next = self.keyboard.next(None)?;
            let mut is_first = true;
            // Whatever has come by now is taken before the next frame is drawn.
            while let Some(event) = next {
                match event {
                    Event::Key(key) => match self.press(key, &page, is_first)? {
                        Pressed::SamePage => {}
                        Pressed::NewPage => page = self.walk.page(),
                        Pressed::Suspend => self.suspend()?,
                        Pressed::Copy => self.copy_notes().or_else(|error| self.cut_short(error))?,
                        Pressed::Save(file) => self.save_notes(&file),
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

    fn draw(&mut self, page: &Page<'_>) -> io::Result<()> {
        if self.screen.draw(self.full_screen.frame(), |buffer| self.walk.paint(page, buffer))? {
            self.drawn = Instant::now();
        }
        Ok(())
    }

    /// A signal came while the terminal took nothing: it is taken next, and the frame after it is a whole one, since
    /// what the terminal has of this one is not known.
    fn cut_short(&mut self, error: io::Error) -> io::Result<()> {
        if error.kind() == io::ErrorKind::Interrupted { self.take_again() } else { Err(error) }
    }

    fn press(&mut self, key: Key, page: &Page<'_>, is_first: bool) -> io::Result<Pressed> {
        let last_enter = self.last_enter;
        if key == Key::Enter {
            self.last_enter = Some(Instant::now());
        }
        let quiet = |since: Instant| since.elapsed() >= QUIET_BEFORE;
        // The first key after a frame came when what it shows had been seen; an Enter could still be a held one.
        let could_be_held = key == Key::Enter;
        let was_quiet = is_first && (!could_be_held || (quiet(self.drawn) && last_enter.is_none_or(quiet)));
        let keyboard = &mut self.keyboard;
        self.walk.press(key, page, || Ok(was_quiet && !(could_be_held && is_held(keyboard)?)))
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.full_screen.take_again()?;
        self.redraw_whole();
        Ok(())
    }

    fn redraw_whole(&mut self) {
        let (columns, rows) = size();
        self.screen.resize(columns, rows);
        self.walk.focus.follows_row = true;
    }

    /// Wipes what is typed, gives the terminal back and stops; only says so where nobody could continue the process.
    fn suspend(&mut self) -> io::Result<()> {
        if !can_stop() {
            self.walk.focus.message = Some(self.walk.words.notice.cannot_stop.clone());
            return Ok(());
        }
        let wiped = self.walk.wipe();
        // Nor does a frame that shows it lie in memory meanwhile.
        self.redraw_whole();
        self.full_screen.suspend()?;
        self.keyboard.begin_anew();
        self.redraw_whole();
        self.walk.focus.message = wiped;
        Ok(())
    }
}

/// Whether an Enter follows at once, as from a key that is held down.
fn is_held(keyboard: &mut Keyboard) -> io::Result<bool> {
    let next = keyboard.next(Some(QUIET_AFTER))?;
    next.into_iter().for_each(|event| keyboard.put_back(event));
    Ok(next == Some(Event::Key(Key::Enter)))
}
