//! The full screen: draw, wait, take every key that has come, and draw again when something changed. It holds no
//! rule, no link and no order of questions, and never anything that was typed.

mod body;
mod draw;
mod field;
mod focus;
mod front_end;
mod input;
mod on_overlay;
mod on_page;
mod overlay;
mod records;
mod screen;
mod sheet;
pub mod theme;

use std::io;
use std::time::{Duration, Instant};

use crate::content::Words;
use crate::terminal::{CUT_SHORT, Event, FullScreen, Key, Keyboard, can_stop, hung_up, size};
use crate::walk::Walk;
use crate::walk::notes::Clock;
use crate::walk::page::Page;

use screen::Screen;
use theme::Theme;

pub use draw::LEAST;
pub use front_end::{FrontEnd, Pressed};

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

/// An Enter or a Space confirms only when the question has stood on the screen for so long.
const QUIET_BEFORE: Duration = Duration::from_millis(250);
/// And when it does not come again as soon as this: a held key repeats faster.
const QUIET_AFTER: Duration = Duration::from_millis(120);

/// Walks the session on the full screen until the person leaves it.
///
/// # Errors
/// When the terminal cannot be used, or is gone.
pub fn run(
    walk: &mut Walk<'_>,
    words: &Words,
    opening: Opening<'_>,
    mut keep: impl FnMut(&Walk<'_>),
) -> io::Result<Left> {
    let mut keyboard = Keyboard::open()?;
    let full_screen = FullScreen::enter(&keyboard)?;
    let (columns, rows) = size();
    let mut front_end = FrontEnd::new(walk, words, opening.theme, opening.clock);
    opening.remark.into_iter().for_each(|remark| front_end.say(remark));
    if let Some(offer) = opening.offer {
        front_end.focus.offer(offer);
    }
    let mut full = Loop {
        front_end,
        screen: Screen::new(columns, rows),
        keyboard: &mut keyboard,
        full_screen,
        drawn: Instant::now(),
        last_held: None,
    };
    let left = full.run(&mut keep).or_else(|error| hung_up(&error).map(Left::Signal).ok_or(error));
    // What is typed is gone before the terminal is given back.
    full.front_end.wipe();
    if !matches!(left, Ok(Left::Signal(_)) | Err(_)) {
        full.full_screen.give_back();
    }
    keep(full.front_end.walk);
    left
}

struct Loop<'k, 's, 'a> {
    front_end: FrontEnd<'s, 'a>,
    screen: Screen,
    keyboard: &'k mut Keyboard,
    full_screen: FullScreen,
    /// When the frame that is on the screen was drawn.
    drawn: Instant,
    /// The last key that is often held down, and when it came.
    last_held: Option<(Key, Instant)>,
}

impl Loop<'_, '_, '_> {
    fn run(&mut self, keep: &mut impl FnMut(&Walk<'_>)) -> io::Result<Left> {
        loop {
            keep(self.front_end.walk);
            let mut page = self.front_end.page();
            self.draw(&page).or_else(|error| self.cut_short(error))?;
            let mut next = self.keyboard.next(None)?;
            let mut is_first = true;
            // Whatever has come by now is taken before the next frame is drawn.
            while let Some(event) = next {
                match event {
                    Event::Key(key) => match self.press(key, &page, is_first)? {
                        Pressed::SamePage => {}
                        Pressed::NewPage => page = self.front_end.page(),
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
        if self.screen.draw(self.full_screen.frame(), |buffer| self.front_end.paint(page, buffer))? {
            self.drawn = Instant::now();
        }
        Ok(())
    }

    /// A signal came while the terminal took nothing: it is taken next, and the frame after it is a whole one, since
    /// what the terminal has of this one is not known.
    fn cut_short(&mut self, error: io::Error) -> io::Result<()> {
        if error.kind() == CUT_SHORT { self.take_again() } else { Err(error) }
    }

    fn press(&mut self, key: Key, page: &Page<'_>, is_first: bool) -> io::Result<Pressed> {
        let quiet = |since: Instant| since.elapsed() >= QUIET_BEFORE;
        // The first key after a frame came when what it shows had been seen; one of these could still be held.
        let could_be_held = matches!(key, Key::Enter | Key::Character(' '));
        let mut was_quiet = is_first;
        if could_be_held {
            let last = self.last_held.replace((key, Instant::now())).filter(|(last, _)| *last == key);
            was_quiet &= quiet(self.drawn) && last.is_none_or(|(_, at)| quiet(at));
        }
        let keyboard = &mut self.keyboard;
        self.front_end.press(key, page, || Ok(was_quiet && !(could_be_held && is_held(key, keyboard)?)))
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.full_screen.take_again()?;
        self.redraw_whole();
        Ok(())
    }

    fn redraw_whole(&mut self) {
        let (columns, rows) = size();
        // What comes with the next keys is seen, or not, before the next frame is drawn.
        self.front_end.focus.is_seen = draw::is_large_enough((columns, rows));
        self.screen.resize(columns, rows);
        self.front_end.focus.follows_row = true;
    }

    /// Wipes what is typed, gives the terminal back and stops; only says so where nobody could continue the process.
    fn suspend(&mut self) -> io::Result<()> {
        if !can_stop() {
            self.front_end.say(self.front_end.words.notice.cannot_stop.clone());
            return Ok(());
        }
        let wiped = self.front_end.wipe();
        // Nor does a frame that shows it lie in memory meanwhile.
        self.redraw_whole();
        self.full_screen.suspend()?;
        self.keyboard.begin_anew();
        self.redraw_whole();
        wiped.into_iter().for_each(|wiped| self.front_end.say(wiped));
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
    meanwhile.into_iter().rev().for_each(|event| keyboard.put_back(event));
    Ok(is_held)
}
