//! What keys do in what lies over a page.

use crate::content::Words;
use crate::walk::page::Page;
use crate::walk::secret::{Edit, Edited};
use crate::walk::{Move, Refusal, Walk, credential, say};

use super::focus::{ANEW_ROW, Focus, LEAVE_ROW, Overlay, Request};
use super::input::Input;

impl Focus {
    /// Lays the offer over the page.
    pub fn offer(&mut self, text: String) {
        self.open(Overlay::Offer { row: 0 });
        self.notes = vec![text];
    }

    pub(super) fn open(&mut self, overlay: Overlay) {
        self.overlay = Some(overlay);
        (self.scroll, self.follows_row) = (0, true);
    }

    /// Whether a note is being written, here or beneath what lies here.
    pub(super) fn is_writing(&self) -> bool {
        [self.overlay, self.under].contains(&Some(Overlay::Note)) && !self.entry.is_empty()
    }

    pub(super) fn close(&mut self) {
        self.overlay = self.under.take();
        if self.overlay.is_none() {
            self.entry.wipe();
            self.notes.clear();
        }
        (self.scroll, self.follows_row) = (0, true);
    }

    pub(super) fn take_in_overlay(
        &mut self,
        (overlay, input): (Overlay, Input),
        asked: bool,
        walk: &mut Walk<'_>,
        page: &Page<'_>,
        words: &Words,
    ) -> Option<Request> {
        match overlay {
            Overlay::Note | Overlay::Save if input == Input::Back => self.close(),
            Overlay::Note if input == Input::Enter => self.keep_note(asked, walk, words),
            Overlay::Save if input == Input::Enter && self.entry.characters().all(char::is_whitespace) => {
                self.message = Some(words.notes.name_missing.clone());
            }
            Overlay::Save if input == Input::Enter => {
                let name: String = self.entry.characters().collect();
                return Some(Request::SaveNotes(name.trim().to_owned()));
            }
            Overlay::Note | Overlay::Save => self.edit_entry(input, words),
            Overlay::Answers { .. } | Overlay::Leave { .. } | Overlay::Offer { .. } => {
                return self.take_in_rows(overlay, input, walk, page, words);
            }
            Overlay::Help | Overlay::Asides | Overlay::Told | Overlay::Notes => match input {
                Input::Back | Input::Undo | Input::Enter | Input::Help | Input::Asides => self.close(),
                _ => _ = self.moved_or_nothing(input, (0, 0), words),
            },
        }
        None
    }

    fn edit_entry(&mut self, input: Input, words: &Words) {
        let Input::Edit(edit) = input else { return };
        // An entry is one line: a line end in a paste is a space there, as is whatever cannot be seen.
        let edit = match edit {
            Edit::Pasted(character) if character.is_control() => Edit::Pasted(' '),
            edit => edit,
        };
        let refusal = match self.entry.edit(edit) {
            Edited::Full => Refusal::Full,
            Edited::TooLong => Refusal::TooLong,
            Edited::Done | Edited::LineEndDropped | Edited::LineEndWithin => return,
        };
        self.message = Some(say::refusal(&refusal, words));
    }

    /// A note that looks like a secret is kept only when it is asked for twice.
    fn keep_note(&mut self, asked: bool, walk: &mut Walk<'_>, words: &Words) {
        let note = zeroize::Zeroizing::new(self.entry.characters().collect::<String>());
        if credential::looks_secret(&note) && !asked {
            self.asked = true;
            self.message = Some(words.notes.looks_secret.clone());
            return;
        }
        walk.keep_note(&note);
        self.close();
        let text = if walk.note().is_some() { &words.notes.kept } else { &words.notes.removed };
        self.message = Some(text.clone());
    }

    fn take_in_rows(
        &mut self,
        overlay: Overlay,
        input: Input,
        walk: &mut Walk<'_>,
        page: &Page<'_>,
        words: &Words,
    ) -> Option<Request> {
        let (row, rows) = match overlay {
            Overlay::Answers { row } => (row, page.trail.len()),
            Overlay::Leave { row } => (row, LEAVE_ROW + 1),
            Overlay::Offer { row } => (row, ANEW_ROW + 1),
            Overlay::Help | Overlay::Asides | Overlay::Note | Overlay::Save | Overlay::Notes | Overlay::Told => (0, 0),
        };
        match (overlay, input.chosen(row)) {
            (Overlay::Answers { .. }, Some(row)) if row < rows => self.make(Move::Change(row), walk, page, words),
            (Overlay::Leave { .. }, Some(LEAVE_ROW)) => return Some(Request::Leave),
            (Overlay::Offer { .. }, Some(ANEW_ROW)) => {
                self.make(Move::NewCall, walk, page, words);
                self.message = Some(words.state.begun_anew.clone());
            }
            (Overlay::Leave { .. } | Overlay::Offer { .. }, Some(0)) => self.close(),
            (Overlay::Answers { .. }, _) if input == Input::Answers => self.close(),
            _ if matches!(input, Input::Back | Input::Undo) => self.close(),
            _ => {
                let row = self.moved_or_nothing(input, (row, rows), words);
                self.overlay = Some(match overlay {
                    Overlay::Answers { .. } => Overlay::Answers { row },
                    Overlay::Offer { .. } => Overlay::Offer { row },
                    _ => Overlay::Leave { row },
                });
            }
        }
        None
    }
}
