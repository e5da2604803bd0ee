//! A run and what the screen recalls of it: keys in, frames out. It knows no terminal.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::page::{Page, say};
use crate::run::Run;
use crate::terminal::Key;

use super::canvas::Painted;
use super::draw::{self, Seen};
use super::keys::{self, Asked};
use super::theme::Theme;
use super::view::{Pressed, View};

/// A run on the full screen.
pub struct FrontEnd<'r, 'a> {
    pub(super) run: &'r mut Run<'a>,
    theme: Theme,
    pub(super) view: View<'a>,
}

impl<'r, 'a> FrontEnd<'r, 'a> {
    pub fn new(run: &'r mut Run<'a>, theme: Theme) -> FrontEnd<'r, 'a> {
        let mut view = View::new(run);
        view.open_with(run.opening());
        FrontEnd { run, theme, view }
    }

    /// The page of the walk as it stands now.
    pub fn page(&mut self) -> &Page<'a> {
        self.view.refresh(self.run);
        self.view.page()
    }

    /// Takes a key. `deliberate` is asked only where the key would confirm something, and says whether it is neither
    /// held nor doubled.
    ///
    /// # Errors
    /// Those of `deliberate`.
    pub fn press(&mut self, key: Key, deliberate: impl FnOnce() -> io::Result<bool>) -> io::Result<Pressed> {
        let asked = keys::asked(key, self.view.top(), self.view.top_row());
        // On a page that is not seen no key does anything but what the message in its place names.
        if !self.view.is_seen && !matches!(asked, Asked::LeaveAtOnce | Asked::Suspend) {
            return Ok(Pressed::Done);
        }
        if self.view.confirms(asked) && !deliberate()? {
            self.view.too_quick();
            return Ok(Pressed::Done);
        }
        Ok(self.view.press(asked, self.run))
    }

    /// Paints the page with what lies over it; returns where the cursor stands, if it is seen.
    pub fn paint(&mut self, buffer: &mut Buffer) -> Option<Position> {
        self.paint_changes(buffer, &mut Painted::default())
    }

    /// The same into a buffer that holds the frame before: only the rows that are another are painted.
    pub(super) fn paint_changes(&mut self, buffer: &mut Buffer, painted: &mut Painted) -> Option<Position> {
        self.view.refresh(self.run);
        let seen = Seen { walk: &self.run.walk, theme: &self.theme };
        draw::frame(buffer, painted, &mut self.view, &seen)
    }

    /// Says something on the page, until the next key.
    pub fn say(&mut self, message: String) {
        self.view.message = Some(message);
    }

    /// The window is of another size, or what it shows is not known.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        // What comes with the next keys is seen, or not, before the next frame is drawn.
        self.view.is_seen = draw::is_large_enough(size);
        self.view.scroll().follow();
    }

    /// Wipes what is typed; returns what to say of it.
    pub(super) fn wipe(&mut self) -> Option<String> {
        self.view.wipe(self.run).map(|notice| say::notice(&notice))
    }
}
