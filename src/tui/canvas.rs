//! A frame row by row: what is to stand in each row is gathered first, and only the rows that are another than in the
//! frame before are painted. It holds no field: what is typed is put into the painted rows by its own door, and such a
//! row is painted anew each time.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// What the rows of a buffer were painted with, and which of them were painted last.
#[derive(Default)]
pub struct Painted {
    rows: Vec<Row>,
    changed: Vec<u16>,
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
    /// The rows that were painted last.
    pub fn changed(&self) -> &[u16] {
        &self.changed
    }

    /// Forgets what the buffer holds: every row is painted next.
    pub fn forget(&mut self) {
        self.rows.clear();
    }
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

    /// Paints the rows that are not as they were.
    pub fn paint(self, buffer: &mut Buffer, painted: &mut Painted) {
        painted.changed.clear();
        for (y, row) in (0..).zip(&self.rows) {
            let before = painted.rows.get(usize::from(y));
            if row.has_field || before != Some(row) {
                for cell in cells(buffer, y) {
                    cell.reset();
                }
                for piece in &row.pieces {
                    put(buffer, piece, y);
                }
                painted.changed.push(y);
            }
        }
        painted.rows = self.rows;
    }
}

/// Puts a piece into a row. What is ASCII, as most is, need not be cut into what stands in one cell.
fn put(buffer: &mut Buffer, piece: &Piece, y: u16) {
    let mut x = piece.x;
    let end = piece.x.saturating_add(piece.width).min(buffer.area.width);
    for Span { content, style } in &piece.line {
        let room = usize::from(end.saturating_sub(x));
        if content.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            let cells = cells(buffer, y).iter_mut().skip(usize::from(x)).take(room);
            for (cell, byte) in cells.zip(content.bytes()) {
                cell.set_char(char::from(byte)).set_style(*style);
                x += 1;
            }
        } else {
            (x, _) = buffer.set_stringn(x, y, content, room, *style);
        }
    }
}

/// The cells of one row.
pub fn cells(buffer: &mut Buffer, y: u16) -> &mut [Cell] {
    let width = usize::from(buffer.area.width);
    let start = usize::from(y) * width;
    buffer.content.get_mut(start..start + width).unwrap_or_default()
}
