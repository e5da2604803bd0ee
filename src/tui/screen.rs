//! Two frames, the one shown and the one being drawn: only what differs is written, in one piece, and nothing where
//! nothing differs. Both are wiped when they are left: a frame may show a password.

use std::io;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use ratatui::backend::Backend;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};

use crate::harden;
use crate::terminal::FrameWriter;

use super::canvas::{Painted, cells};
use super::draw::MOST;

pub struct Screen {
    shown: Buffer,
    next: Buffer,
    /// What the next frame's rows were painted with.
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
        let area = area(columns, rows);
        Screen {
            shown: frame(area),
            next: frame(area),
            painted: Painted::default(),
            cursor: Cursor::Anywhere,
            clear: true,
        }
    }

    /// Takes the new size of the terminal, and forgets what it shows: the next frame is drawn whole.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.wipe();
        let area = area(columns, rows);
        self.shown = frame(area);
        self.next = frame(area);
        self.painted.forget();
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
        paint: impl FnOnce(&mut Buffer, &mut Painted) -> Option<Position>,
    ) -> io::Result<bool> {
        let cursor = paint(&mut self.next, &mut self.painted).map_or(Cursor::Hidden, Cursor::At);
        let rows: Vec<Row<'_>> = changed_rows(&self.shown, &self.next, self.painted.changed()).collect();
        if rows.is_empty() && cursor == self.cursor && !self.clear {
            return Ok(false);
        }
        if self.cursor != Cursor::Hidden && (self.clear || !rows.is_empty()) {
            queue!(frame, Hide)?;
            self.cursor = Cursor::Hidden;
        }
        if std::mem::take(&mut self.clear) {
            frame.erase()?;
        }
        if !rows.is_empty() {
            CrosstermBackend::new(&mut *frame).draw(rows.into_iter().flat_map(changed_cells))?;
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
        for y in self.painted.changed() {
            cells(&mut self.shown, *y).clone_from_slice(cells(&mut self.next, *y));
        }
        frame.send()?;
        Ok(true)
    }
}

/// A row that changed: its number, what it shows, and what it is to show.
type Row<'f> = (u16, &'f [Cell], &'f [Cell]);

/// Those of the painted rows that are another.
fn changed_rows<'f>(shown: &'f Buffer, next: &'f Buffer, painted: &[u16]) -> impl Iterator<Item = Row<'f>> {
    let width = usize::from(next.area.width).max(1);
    let row = move |frame: &'f Buffer, y: u16| frame.content.chunks(width).nth(usize::from(y)).unwrap_or_default();
    let rows = painted.iter().map(move |y| (*y, row(shown, *y), row(next, *y)));
    rows.filter(|(_, shown, next)| shown != next)
}

/// What to write of a row: the cells that changed, or all of them where one is wider than a column, since what lies
/// behind it changes with it.
fn changed_cells<'f>((y, shown, next): Row<'f>) -> impl Iterator<Item = (u16, u16, &'f Cell)> {
    let is_even = [shown, next].into_iter().flatten().all(|cell| cell.symbol().len() == 1 || cell.cell_width() <= 1);
    let mut covered = 0;
    (0..).zip(shown.iter().zip(next)).filter_map(move |(x, (shown, next))| {
        let is_covered = x < covered;
        if !is_even && !is_covered {
            covered = x + next.cell_width();
        }
        (!is_covered && (!is_even || shown != next)).then_some((x, y, next))
    })
}

fn frame(area: Rect) -> Buffer {
    let frame = Buffer::empty(area);
    harden::lock(&frame.content);
    frame
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns that are written, each with what, when a row shows the one and is to show the other.
    fn written(shown: &str, next: &str) -> String {
        let frame = |text: &str| {
            let mut frame = Buffer::empty(Rect::new(0, 0, 5, 2));
            frame.set_string(0, 1, text, ratatui::style::Style::new());
            frame
        };
        let (shown, next) = (frame(shown), frame(next));
        let cells = changed_rows(&shown, &next, &[0, 1]).flat_map(changed_cells);
        cells.map(|(x, _, cell)| format!("{x}{}", cell.symbol().replace(' ', "_"))).collect::<Vec<_>>().join(" ")
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
