//! A frame row by row: what is to stand in each row is gathered first, and only the rows that are another than in the
//! frame before are painted. It holds no field: what is typed is put into the painted lines by its own door, and such a
//! row is painted anew each time.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::harden;

/// What the rows of a frame were painted with, and the line that each is painted in.
pub struct Painted {
    rows: Vec<Row>,
    line: Buffer,
}

/// What is to stand in one row.
#[derive(Default, PartialEq)]
struct Row {
    pieces: Vec<Piece>,
    /// Something typed stands in it, which is not known here.
    has_field: bool,
}

#[derive(PartialEq)]
struct Piece {
    x: u16,
    width: u16,
    line: Line<'static>,
}

/// A frame that is being gathered.
pub struct Canvas {
    area: Rect,
    rows: Vec<Row>,
}

impl Painted {
    /// For frames of so many columns; every row of the next one is painted.
    pub fn new(width: u16) -> Painted {
        Painted { rows: Vec::new(), line: Buffer::empty(Rect::new(0, 0, width, 1)) }
    }

    /// Keeps what is painted from being swapped to disk.
    pub fn locked(self) -> Painted {
        harden::lock(&self.line.content);
        self
    }
}

impl Drop for Painted {
    fn drop(&mut self) {
        wipe(&mut self.line);
    }
}

/// Overwrites a frame, or a line of one: it may show a password, and leaves its cells in memory when it is freed.
pub fn wipe(frame: &mut Buffer) {
    frame.reset();
    // Otherwise writing to what is freed next may be optimised away.
    zeroize::optimization_barrier(frame.content.as_slice());
}

impl Canvas {
    pub fn new(area: Rect) -> Canvas {
        let rows = (0..area.height).map(|_| Row::default()).collect();
        Canvas { area, rows }
    }

    pub fn area(&self) -> Rect {
        self.area
    }

    /// A line of text, cut where it is wider than this.
    pub fn line(&mut self, at: impl Into<Position>, line: Line<'static>, width: u16) {
        let Position { x, y } = at.into();
        if let Some(row) = self.rows.get_mut(usize::from(y)) {
            row.pieces.push(Piece { x, width, line });
        }
    }

    pub fn text(&mut self, at: impl Into<Position>, text: impl Into<Cow<'static, str>>, style: Style) {
        self.line(at, Line::from(Span::styled(text, style)), self.area.width);
    }

    /// Says that something typed stands in this row.
    pub fn has_field(&mut self, y: u16) {
        if let Some(row) = self.rows.get_mut(usize::from(y)) {
            row.has_field = true;
        }
    }

    /// Paints the rows that are not as they were, each in a line of its own, and hands it on.
    pub fn paint(self, painted: &mut Painted, mut take: impl FnMut(u16, &mut Buffer)) {
        let Painted { rows: before, line } = painted;
        for (y, row) in (0..).zip(&self.rows) {
            if row.has_field || before.get(usize::from(y)) != Some(row) {
                line.area.y = y;
                line.reset();
                for piece in &row.pieces {
                    put(line, piece, y);
                }
                take(y, line);
            }
        }
        *before = self.rows;
    }
}

/// Puts a piece into a row. What is ASCII, as most is, need not be cut into what stands in one cell.
fn put(line: &mut Buffer, piece: &Piece, y: u16) {
    let mut x = piece.x;
    let end = piece.x.saturating_add(piece.width).min(line.area.width);
    for Span { content, style } in &piece.line {
        let room = usize::from(end.saturating_sub(x));
        if content.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            let cells = line.content.iter_mut().skip(usize::from(x)).take(room);
            for (cell, byte) in cells.zip(content.bytes()) {
                cell.set_char(char::from(byte)).set_style(*style);
                x += 1;
            }
        } else {
            (x, _) = line.set_stringn(x, y, content, room, *style);
        }
    }
}
