//! A page set in lines of a given width: what can be scrolled, and where in it the rows and fields are. Left of the
//! lines there is a margin, in which the pointer stands.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::walk::Field;

/// Set lines, and the places in them that can have the focus.
#[derive(Default)]
pub struct Sheet {
    pub width: usize,
    pub lines: Vec<Line<'static>>,
    /// The lines of each row that can be chosen.
    pub rows: Vec<Range<usize>>,
    pub fields: Vec<FieldPlace>,
    /// The lines that say how the password stands: they are seen with its field.
    pub judged: Option<Range<usize>>,
    /// Nothing is parted by empty lines: the window has few.
    is_tight: bool,
}

/// Where a field stands: what is in it goes from the secret straight to the frame.
pub struct FieldPlace {
    /// `None` for the entry of what lies over a page.
    pub field: Option<Field>,
    pub line: usize,
    pub column: usize,
    pub width: usize,
    pub shown: bool,
}

/// How many columns a text takes; most have only signs of one.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// A text with blanks after it, so that it takes so many columns.
pub fn padded(text: &str, width: usize) -> String {
    [text, &blanks(width.saturating_sub(columns(text)))].concat()
}

/// So many blanks. Most frames have some, and seldom more than stand here.
pub fn blanks(columns: usize) -> Cow<'static, str> {
    const SOME: &str = "                                                                                ";
    SOME.get(..columns).map_or_else(|| " ".repeat(columns).into(), Cow::Borrowed)
}

impl Sheet {
    pub fn new(width: usize, is_tight: bool) -> Sheet {
        Sheet { width: width.max(8), is_tight, ..Sheet::default() }
    }

    pub fn blank(&mut self) {
        let follows_a_line = self.lines.last().is_some_and(|line| line.iter().any(|span| !span.content.is_empty()));
        if follows_a_line && !self.is_tight {
            self.lines.push(Line::default());
        }
    }

    pub fn text(&mut self, text: &str, style: Style) {
        self.hanging(Vec::new(), text, style);
    }

    /// A text after a prefix; its further lines are set in as far as the first one.
    pub fn hanging(&mut self, prefix: Vec<Span<'static>>, text: &str, style: Style) {
        let indent: usize = prefix.iter().map(|span| columns(&span.content)).sum();
        let mut prefix = Some(prefix);
        for line in self.wrapped(text, indent) {
            let mut spans = prefix.take().unwrap_or_else(|| vec![Span::raw(blanks(indent))]);
            spans.push(Span::styled(line.into_owned(), style));
            self.lines.push(Line::from(spans));
        }
    }

    /// A text in quotes after a prefix, with the same sign before each of its lines.
    pub fn barred(&mut self, prefix: &str, bar: &str, text: &str, style: Style) {
        let mut before = prefix.to_owned();
        for line in self.wrapped(text, columns(prefix) + columns(bar) + 2) {
            // Further lines begin beneath the first letter.
            let gap = if line.starts_with('“') { " " } else { "  " };
            self.lines.push(Line::from(vec![
                Span::raw(format!("{before}{bar}{gap}")),
                Span::styled(line.into_owned(), style),
            ]));
            before = blanks(columns(prefix)).into_owned();
        }
    }

    /// The lines of a text that is set in so far.
    pub fn wrapped<'t>(&self, text: &'t str, indent: usize) -> Vec<Cow<'t, str>> {
        // No character has more columns than bytes.
        if text.len() + indent <= self.width && !text.contains('\n') {
            let mut line = text;
            while let Some(shorter) = line.strip_suffix(' ') {
                line = shorter;
            }
            return vec![line.into()];
        }
        textwrap::wrap(text, self.width.saturating_sub(indent).max(1))
    }

    /// A row that can be chosen.
    pub fn row(&mut self, prefix: Vec<Span<'static>>, text: &str, style: Style) {
        let start = self.lines.len();
        self.hanging(prefix, text, style);
        self.rows.push(start..self.lines.len());
    }

    /// Takes the lines since the last row into that row, so that they are seen with it.
    pub fn extend_row(&mut self) {
        let end = self.lines.len();
        if let Some(row) = self.rows.last_mut() {
            row.end = end;
        }
    }

    /// Adds empty lines until there are so many since this one, so that what comes after never moves.
    pub fn reserve(&mut self, start: usize, lines: usize) {
        let end = self.lines.len().max(start + lines);
        // They part nothing: an empty line still comes after them.
        self.lines.resize_with(end, || Line::from(" "));
    }

    /// Puts lines before all others.
    pub fn put_first(&mut self, lines: Vec<Line<'static>>) {
        let by = lines.len() + 1;
        self.lines.splice(0..0, lines.into_iter().chain([Line::default()]));
        for row in &mut self.rows {
            *row = row.start + by..row.end + by;
        }
        for field in &mut self.fields {
            field.line += by;
        }
        self.judged = self.judged.take().map(|judged| judged.start + by..judged.end + by);
    }

    /// A line with the place of a field in it.
    pub fn field(&mut self, place: FieldPlace, line: &str) {
        self.fields.push(place);
        self.lines.push(Line::from(line.to_owned()));
    }
}
