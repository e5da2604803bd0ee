//! A frame row by row: what is to stand in each row is gathered first, and only the columns that may be another than in
//! the frame before are painted. It holds no field: what is typed is put into the painted lines by its own door, and
//! where a field stands is painted anew each time.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthChar;

use crate::harden;

use super::draw::row;

/// What the rows of a frame were painted with, and the line that each is painted in, which is blank between two of them.
pub struct Painted {
    rows: Vec<Row>,
    line: Buffer,
}

/// What is to stand in one row.
#[derive(Default, PartialEq)]
struct Row {
    pieces: Vec<Piece>,
    typed: Typed,
}

#[derive(PartialEq)]
struct Piece {
    x: u16,
    width: u16,
    line: Rc<Line<'static>>,
}

/// Something typed that stands in a row, and is not known here.
#[derive(Default, PartialEq)]
pub enum Typed {
    #[default]
    Nothing,
    /// So many signs in its place, from the left within these columns.
    Masked { columns: Range<u16>, masks: u16 },
    /// It may be wider than its characters are many.
    Shown,
}

/// A frame that is being gathered.
pub struct Canvas {
    area: Rect,
    rows: Vec<Row>,
}

impl Painted {
    /// For frames of so many columns; the next one is painted on a blank window.
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
    pub fn line(&mut self, at: impl Into<Position>, line: impl Into<Rc<Line<'static>>>, width: u16) {
        let Position { x, y } = at.into();
        if let Some(row) = self.rows.get_mut(usize::from(y)) {
            row.pieces.push(Piece { x, width, line: line.into() });
        }
    }

    pub fn text(&mut self, at: impl Into<Position>, text: impl Into<Cow<'static, str>>, style: Style) {
        self.line(at, Line::from(Span::styled(text, style)), self.area.width);
    }

    /// Says that something typed stands in this row.
    pub fn field(&mut self, y: u16, typed: Typed) {
        if let Some(row) = self.rows.get_mut(usize::from(y)) {
            row.typed = typed;
        }
    }

    /// Paints what may be another than it was, each row in a line of its own, and hands that on with its columns.
    pub fn paint(self, painted: &mut Painted, mut take: impl FnMut(u16, Range<u16>, &mut Buffer)) {
        let Painted { rows: before, line } = painted;
        before.resize_with(self.rows.len(), Row::default);
        for ((y, row), before) in (0..).zip(&self.rows).zip(before.iter()) {
            let columns = changed(before, row, line.area.width);
            if !columns.is_empty() {
                line.area.y = y;
                for piece in &row.pieces {
                    put(line, piece, &columns);
                }
                take(y, columns, line);
                line.reset();
            }
        }
        *before = self.rows;
    }
}

/// The columns of a row that may be another than before.
fn changed(before: &Row, row: &Row, width: u16) -> Range<u16> {
    let typed = match (&before.typed, &row.typed) {
        // The whole of it, since what lies behind a wide character changes with it.
        (Typed::Shown, _) | (_, Typed::Shown) => return 0..width,
        _ if before == row => return 0..0,
        (Typed::Masked { columns, masks }, Typed::Masked { columns: now, masks: seen }) if columns == now => {
            columns.start + masks.min(seen)..columns.start + masks.max(seen)
        }
        (Typed::Masked { columns, .. }, Typed::Masked { columns: now, .. }) => join(columns.clone(), now.clone()),
        (Typed::Masked { columns, .. }, Typed::Nothing) | (Typed::Nothing, Typed::Masked { columns, .. }) => {
            columns.clone()
        }
        (Typed::Nothing, Typed::Nothing) => 0..0,
    };
    if !before.is_even() || !row.is_even() {
        return 0..width;
    }
    let places = 0..before.pieces.len().max(row.pieces.len());
    let pieces = places.map(|place| changed_in(before.pieces.get(place), row.pieces.get(place)));
    let columns = pieces.fold(typed, join);
    columns.start..columns.end.min(width)
}

/// Whether each character of a text takes one column, as those of most do.
fn is_even(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(|character| character.width() == Some(1))
}

/// The columns that differ between two pieces of even rows, one in the place of the other.
fn changed_in(before: Option<&Piece>, piece: Option<&Piece>) -> Range<u16> {
    match (before, piece) {
        (Some(before), Some(piece)) if before.x == piece.x && before.width == piece.width => {
            let (was, is) = (before.columns(), piece.columns());
            let start = is.start + alike(before.line.spans.iter().zip(&piece.line.spans), from_start);
            let from_both_ends = before.line.spans.iter().rev().zip(piece.line.spans.iter().rev());
            start..if was == is { is.end - alike(from_both_ends, from_end) } else { was.end.max(is.end) }
        }
        (one, other) => {
            let [one, other] = [one, other].map(|piece| piece.map_or(0..0, Piece::columns));
            join(one, other)
        }
    }
}

/// How many columns two lines have in common before they differ, as they are gone through; in a text that differs this
/// says how many.
fn alike<'l>(
    spans: impl Iterator<Item = (&'l Span<'static>, &'l Span<'static>)>,
    in_text: fn(&[u8], &[u8]) -> usize,
) -> u16 {
    let mut columns = 0;
    for (one, other) in spans {
        if one.style != other.style {
            break;
        }
        let (one, other) = (&*one.content, &*other.content);
        if one != other {
            // Elsewhere a byte is no column.
            columns += if one.is_ascii() && other.is_ascii() { in_text(one.as_bytes(), other.as_bytes()) } else { 0 };
            break;
        }
        columns += one.chars().count();
    }
    row(columns)
}

fn from_start(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

fn from_end(one: &[u8], other: &[u8]) -> usize {
    one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// The columns from the first to the last of both.
fn join(one: Range<u16>, other: Range<u16>) -> Range<u16> {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => other,
        (_, true) => one,
        _ => one.start.min(other.start)..one.end.max(other.end),
    }
}

impl Row {
    fn is_even(&self) -> bool {
        self.pieces.iter().flat_map(|piece| &piece.line.spans).all(|span| is_even(&span.content))
    }
}

impl Piece {
    /// The columns of a piece of an even row, were it not cut.
    fn columns(&self) -> Range<u16> {
        let characters: usize = self.line.iter().map(|span| span.content.chars().count()).sum();
        self.x..self.x.saturating_add(row(characters))
    }
}

/// Puts what stands in these columns of a piece into its row; what is not even, whole.
fn put(line: &mut Buffer, piece: &Piece, columns: &Range<u16>) {
    let y = line.area.y;
    let mut x = piece.x;
    let end = piece.x.saturating_add(piece.width).min(line.area.width);
    for Span { content, style } in piece.line.iter() {
        let room = usize::from(end.saturating_sub(x));
        if !is_even(content) {
            (x, _) = line.set_stringn(x, y, content, room, *style);
            continue;
        }
        let is_cut = usize::from(columns.start.saturating_sub(x));
        let seen = usize::from(columns.end.saturating_sub(x)).min(room).saturating_sub(is_cut);
        let cells = line.content.iter_mut().skip(usize::from(x) + is_cut).take(seen);
        for (cell, character) in cells.zip(content.chars().skip(is_cut)) {
            cell.set_char(character).set_style(*style);
        }
        x = x.saturating_add(row(content.chars().count().min(room)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines at their columns, and a field: where it begins, how wide it is, and how many masks are in it if it is not
    /// shown.
    type Row = (Vec<(u16, Vec<&'static str>)>, Option<(u16, u16, Option<u16>)>);

    fn canvas(row: &Row) -> Canvas {
        let mut canvas = Canvas::new(Rect::new(0, 0, 20, 1));
        for (x, texts) in &row.0 {
            canvas.line((*x, 0), Line::from_iter(texts.iter().map(|text| styled(text))), 16);
        }
        if let Some((x, width, masks)) = row.1 {
            let masked = |masks: u16| Typed::Masked { columns: x..x + width, masks: masks.min(width) };
            canvas.field(0, masks.map_or(Typed::Shown, masked));
        }
        canvas
    }

    fn styled(text: &'static str) -> Span<'static> {
        text.strip_prefix('*').map_or_else(|| Span::raw(text), |text| Span::styled(text, Style::new().bold()))
    }

    /// Paints a row as it comes after what was painted; returns which columns were.
    fn paint(row: &Row, painted: &mut Painted, shown: &mut Buffer) -> Range<u16> {
        let mut columns = 0..0;
        canvas(row).paint(painted, |_, seen, line| {
            let seen_cells = usize::from(seen.start)..usize::from(seen.end);
            shown.content[seen_cells.clone()].clone_from_slice(&line.content[seen_cells]);
            columns = seen;
        });
        columns
    }

    fn of(texts: &[&'static str]) -> Row {
        (vec![(2, texts.to_vec())], None)
    }

    #[test]
    fn of_a_row_only_the_columns_are_painted_that_may_be_another_than_before() {
        let field = |masks| (vec![(2, vec!["Name"])], Some((8, 4, masks)));
        for (before, row, columns) in [
            (of(&["abc"]), of(&["abc"]), 0..0),
            (of(&["abc"]), of(&["axc"]), 3..4),
            (of(&["abc"]), of(&["abcd"]), 5..6),
            (of(&["abc"]), of(&["a"]), 3..5),
            (of(&["aaa"]), of(&["aa"]), 4..5),
            (of(&["✗", " abc"]), of(&["✓", " abc"]), 2..3),
            (of(&["ab", "cd"]), of(&["ab", "*cd"]), 4..6),
            // What lies behind a wide character, or a mark on a letter, may be elsewhere.
            (of(&["コb"]), of(&["コc"]), 0..20),
            (of(&["abc"]), of(&["e\u{301}bc"]), 0..20),
            // What is cut ends elsewhere than it is seen to end.
            (of(&["wide enough to be cut"]), of(&[" ", "wide enough to be cut"]), 2..20),
            (of(&["abc"]), (Vec::new(), None), 2..5),
            (of(&["ab"]), (vec![(3, vec!["ab"])], None), 2..5),
            (of(&["Name"]), field(Some(0)), 8..12),
            (field(Some(1)), field(Some(1)), 0..0),
            (field(Some(1)), field(Some(3)), 9..11),
            (field(Some(3)), field(Some(2)), 10..11),
            (field(None), field(None), 0..20),
            (field(None), field(Some(1)), 0..20),
        ] {
            let (mut painted, mut shown) = (Painted::new(20), Buffer::empty(Rect::new(0, 0, 20, 1)));
            paint(&before, &mut painted, &mut shown);
            assert_eq!(paint(&row, &mut painted, &mut shown), columns, "{before:?} {row:?}");
        }
    }

    fn row() -> impl Strategy<Value = Row> {
        let texts = [
            "",
            " ",
            "a",
            "ab",
            "*ab",
            "abc, abc",
            "✓ ok",
            "✗ ok",
            "コ",
            "e\u{301}",
            "👧\u{200d}x",
            "long enough to be cut",
        ];
        let texts = proptest::collection::vec(proptest::sample::select(texts.to_vec()), 0..4);
        let field = proptest::option::of((0..16_u16, 1..5_u16, proptest::option::of(0..5_u16)));
        (proptest::collection::vec((0..20_u16, texts), 0..4), field)
    }

    proptest! {
        #[test]
        fn whatever_came_before_a_row_is_seen_as_if_it_were_painted_alone(rows in proptest::collection::vec(row(), 1..6)) {
            let (mut painted, mut shown) = (Painted::new(20), Buffer::empty(Rect::new(0, 0, 20, 1)));
            for row in &rows {
                paint(row, &mut painted, &mut shown);
                let mut alone = Buffer::empty(Rect::new(0, 0, 20, 1));
                paint(row, &mut Painted::new(20), &mut alone);
                prop_assert_eq!(&shown, &alone);
            }
        }
    }
}
