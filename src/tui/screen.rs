//! The frame that is shown, and the line that the next one is painted in: only what differs is written, in one piece, and
//! nothing where nothing differs. Both are wiped when they are left: they may show a password.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use ratatui::backend::Backend;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};

use crate::harden;
use crate::terminal::FrameWriter;

use super::canvas::{Painted, wipe};
use super::draw::{Frame, MOST};

pub struct Screen {
    shown: Buffer,
    painted: Painted,
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
        let shown = blank(columns, rows);
        Screen { painted: Painted::new(shown.area.width).locked(), shown, cursor: Cursor::Anywhere, clear: true }
    }

    /// Takes the new size of the terminal, and forgets what it shows: the next frame is drawn whole.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        wipe(&mut self.shown);
        self.shown = blank(columns, rows);
        self.painted = Painted::new(self.shown.area.width).locked();
        (self.clear, self.cursor) = (true, Cursor::Anywhere);
    }

    /// The part of the window that frames are drawn in.
    pub fn area(&self) -> Rect {
        self.shown.area
    }

    /// Paints a frame and writes what differs. Returns whether anything was written.
    ///
    /// # Errors
    /// Those of [`FrameWriter::send`].
    pub fn draw(&mut self, frame: &mut FrameWriter, next: Frame<'_, '_>) -> io::Result<bool> {
        let Screen { shown, painted, .. } = self;
        let width = usize::from(shown.area.width);
        let mut changed: Vec<(u16, u16)> = Vec::new();
        let cursor = next.paint(painted, |Position { x, y }, cells| {
            let start = usize::from(y) * width + usize::from(x);
            let Some(row) = shown.content.get_mut(start..start + cells.len()) else { return };
            take(row, cells, |column| changed.push((x + column, y)));
        });
        let cursor = cursor.map_or(Cursor::Hidden, Cursor::At);
        if changed.is_empty() && cursor == self.cursor && !self.clear {
            return Ok(false);
        }
        if self.cursor != Cursor::Hidden && (self.clear || !changed.is_empty()) {
            queue!(frame, Hide)?;
            self.cursor = Cursor::Hidden;
        }
        if std::mem::take(&mut self.clear) {
            frame.erase()?;
        }
        if !changed.is_empty() {
            let cells = changed.into_iter().map(|(x, y)| (x, y, &self.shown[(x, y)]));
            CrosstermBackend::new(&mut *frame).draw(cells)?;
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
        frame.send()?;
        Ok(true)
    }
}

/// Takes the cells that are to be shown into those that are, and names the columns to write: those that changed, or all
/// of them where any did and a cell is wider than a column, since what lies behind it changes with it.
fn take(shown: &mut [Cell], next: &[Cell], mut write: impl FnMut(u16)) {
    let is_even = shown.iter().chain(next).all(|cell| cell.symbol().len() == 1 || cell.cell_width() <= 1);
    let is_whole = !is_even && shown != next;
    let mut covered = 0;
    for (x, (shown, next)) in (0..).zip(shown.iter_mut().zip(next)) {
        let is_covered = x < covered;
        if is_whole && !is_covered {
            covered = x + next.cell_width();
        }
        if is_whole || shown != next {
            shown.clone_from(next);
            if !is_covered {
                write(x);
            }
        }
    }
}

/// A frame with nothing on it, of the part of the terminal that pages are drawn in: it costs as much as it is large.
fn blank(columns: u16, rows: u16) -> Buffer {
    let frame = Buffer::empty(Rect::new(0, 0, columns.min(MOST.0), rows.min(MOST.1)));
    harden::lock(&frame.content);
    frame
}

impl Drop for Screen {
    fn drop(&mut self) {
        wipe(&mut self.shown);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns that are written, each with what, when a row shows the one and is to show the other.
    fn written(shown: &str, next: &str) -> String {
        let row = |text: &str| {
            let mut row = Buffer::empty(Rect::new(0, 0, 5, 1));
            row.set_string(0, 0, text, ratatui::style::Style::new());
            row
        };
        let (mut shown, next) = (row(shown), row(next));
        let mut written = Vec::new();
        take(&mut shown.content, &next.content, |x| {
            written.push(format!("{x}{}", next[(x, 0)].symbol().replace(' ', "_")));
        });
        assert_eq!(shown, next);
        written.join(" ")
    }

    #[test]
    fn only_what_changed_is_written_and_a_row_with_wide_characters_whole() {
        for (shown, next, expected) in [
            ("abc", "abc", ""),
            ("abc", "axc", "1x"),
            ("abc", "a", "1_ 2_"),
            ("コ", "aa", "0a 1a 2_ 3_ 4_"),
            ("abc", "aコ", "0a 1コ 3_ 4_"),
            ("コa", "コb", "0コ 2b 3_ 4_"),
        ] {
            assert_eq!(written(shown, next), expected, "{shown} {next}");
        }
    }
}
