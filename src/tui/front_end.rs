//! A session and what the screen recalls of it: keys in, frames out. It knows no terminal.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::content::Words;
use crate::terminal::Key;
use crate::walk::notes::{CaseNotes, Clock};
use crate::walk::page::Page;
use crate::walk::{Move, Walk, say};

use super::Left;
use super::draw;
use super::focus::{Focus, Overlay, Request};
use super::input::{self, Input};
use super::theme::Theme;

/// A walk on the full screen.
pub struct FrontEnd<'s, 'a> {
    pub(super) walk: &'s mut Walk<'a>,
    pub(super) words: &'s Words,
    theme: Theme,
    clock: Clock<'s>,
    pub(super) focus: Focus,
}

impl<'s, 'a> FrontEnd<'s, 'a> {
    pub fn new(walk: &'s mut Walk<'a>, words: &'s Words, theme: Theme, clock: Clock<'s>) -> FrontEnd<'s, 'a> {
        let focus = Focus::new(&walk.page());
        FrontEnd { walk, words, theme, clock, focus }
    }

    pub fn page(&self) -> Page<'a> {
        self.walk.page()
    }

    /// Takes a key on this page. `deliberate` is asked only where the key would confirm something, and says whether
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
        // On a page that is not seen no key does anything but what the message in its place names.
        if !self.focus.is_seen && !matches!(input, Input::LeaveAtOnce | Input::Suspend) {
            return Ok(Pressed::SamePage);
        }
        if self.focus.confirms(input, page) && !deliberate()? {
            self.focus.too_quick(self.words);
            return Ok(Pressed::SamePage);
        }
        if input == Input::Suspend {
            return Ok(Pressed::Suspend);
        }
        Ok(match self.focus.take(input, self.walk, page, self.words) {
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
        draw::frame(buffer, self.walk, page, &mut self.focus, &self.theme, self.words)
    }

    /// The case notes, at an ending.
    pub fn notes(&self) -> Option<CaseNotes> {
        CaseNotes::of(self.walk, &(self.clock)(), self.words)
    }

    fn show_notes(&mut self) {
        let text = self.notes().map(|notes| notes.text(self.words)).unwrap_or_default();
        self.focus.open(Overlay::Notes);
        self.focus.notes = text.lines().map(str::to_owned).collect();
    }

    /// Says something on the page, until the next key.
    pub fn say(&mut self, message: String) {
        self.focus.message = Some(message);
    }

    /// Wipes what is typed; returns what to say of it.
    pub(super) fn wipe(&mut self) -> Option<String> {
        let notice = self.walk.make(Move::Wipe).ok().flatten();
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
