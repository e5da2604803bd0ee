//! Case notes on their way out of the full screen: to the clipboard, or to a file.

use std::io;
use std::path::Path;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use crate::files::{self, Format, Overwrite};

use super::Loop;

impl Loop<'_, '_, '_> {
    /// Sends the notes to the terminal's clipboard, as text (OSC 52).
    pub(super) fn copy_notes(&mut self) -> io::Result<()> {
        if let Some(notes) = self.front_end.notes() {
            let frame = self.full_screen.frame();
            queue!(frame, CopyToClipboard::to_clipboard_from(notes.text(self.front_end.words)))?;
            frame.send()?;
            self.front_end.walk.notes_were_saved();
            self.front_end.say(self.front_end.words.notes.copied.clone());
        }
        Ok(())
    }

    /// Writes the notes; what goes wrong is said, and the name can be changed.
    pub(super) fn save_notes(&mut self, file: &str) {
        let Some(notes) = self.front_end.notes() else { return };
        let path = Path::new(file);
        let format = Format::of(path);
        match files::write_notes(path, &notes, format, self.front_end.words, Overwrite::No) {
            Ok(said) => {
                self.front_end.walk.notes_were_saved();
                self.front_end.focus.close();
                self.front_end.say(said);
            }
            Err(said) => self.front_end.say(said),
        }
    }
}
