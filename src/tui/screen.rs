//! Two frames, the one shown and the one being drawn: only what differs is written, in one piece, and nothing where
//! nothing differs.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::Backend;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::terminal::FrameWriter;

use super::draw::MOST;

pub struct Screen {
    shown: Buffer,
    next: Buffer,
    cursor: Cursor,
    clear: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cursor {
    /// Not known, as at the start.
    Anywhere,
    Hidden,
    At(Position),
}

impl Screen {
    pub fn new(columns: u16, rows: u16) -> Screen {
        // Whether there are colours is the theme's to say. Left to itself, crossterm would write a reset in place of
        // each colour under NO_COLOR, and so undo bold.
        crossterm::style::force_color_output(true);
        let area = area(columns, rows);
        Screen { shown: Buffer::empty(area), next: Buffer::empty(area), cursor: Cursor::Anywhere, clear: true }
    }

    /// Takes the new size of the terminal, and forgets what it shows: the next frame is drawn whole.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.wipe();
        let area = area(columns, rows);
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        (self.clear, self.cursor) = (true, Cursor::Anywhere);
    }

    /// Overwrites both frames: one may show a password, and a frame that is freed leaves its cells in memory.
    fn wipe(&mut self) {
        for frame in [&mut self.shown, &mut self.next] {
            frame.reset();
            // Otherwise writing to what is freed next may be optimised away.
            zeroize::optimization_barrier(frame.content.as_slice());
        }
    }

    /// Draws a frame and writes what differs; `paint` returns where the cursor stands, if it is seen. Returns whether
    /// anything was written.
    ///
    /// # Errors
    /// Those of [`FrameWriter::send`].
    pub fn draw(
        &mut self,
        frame: &mut FrameWriter,
        paint: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<bool> {
        let cursor = paint(&mut self.next).map_or(Cursor::Hidden, Cursor::At);
        let updates = self.shown.diff(&self.next);
        if updates.is_empty() && cursor == self.cursor && !self.clear {
            self.next.reset();
            return Ok(false);
        }
        if self.cursor != Cursor::Hidden && (self.clear || !updates.is_empty()) {
            queue!(frame, Hide)?;
            self.cursor = Cursor::Hidden;
        }
        if std::mem::take(&mut self.clear) {
            queue!(frame, Clear(ClearType::All))?;
        }
        if !updates.is_empty() {
            CrosstermBackend::new(&mut *frame).draw(updates.into_iter())?;
        }
        match cursor {
            Cursor::At(Position { x, y }) if self.cursor == Cursor::Hidden || self.cursor == Cursor::Anywhere => {
                queue!(frame, MoveTo(x, y), Show)?;
            }
            Cursor::At(Position { x, y }) => queue!(frame, MoveTo(x, y))?,
            Cursor::Hidden if self.cursor != Cursor::Hidden => queue!(frame, Hide)?,
            Cursor::Hidden | Cursor::Anywhere => {}
        }
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        frame.send()?;
        Ok(true)
    }
}

/// The part of the terminal that pages are drawn in: a frame costs as much as it is large.
fn area(columns: u16, rows: u16) -> Rect {
    Rect::new(0, 0, columns.min(MOST.0), rows.min(MOST.1))
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.wipe();
    }
}
