//! A page set in lines of a given width: what can be scrolled, and where in it the rows and fields are.

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

impl Sheet {
    pub fn new(width: usize) -> Sheet {
        Sheet { width: width.max(8), ..Sheet::default() }
    }

    pub fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    pub fn text(&mut self, text: &str, style: Style) {
        self.hanging(Vec::new(), text, style);
    }

    /// A text after a prefix; its further lines are set in as far as the first one.
    pub fn hanging(&mut self, prefix: Vec<Span<'static>>, text: &str, style: Style) {
        let indent: usize = prefix.iter().map(|span| span.content.width()).sum();
        let mut prefix = Some(prefix);
        let wrapped = textwrap::wrap(text, self.width.saturating_sub(indent).max(1));
        for line in wrapped {
            let mut spans = prefix.take().unwrap_or_else(|| vec![Span::raw(" ".repeat(indent))]);
            spans.push(Span::styled(line.into_owned(), style));
            self.lines.push(Line::from(spans));
        }
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

    /// A heading of one or two words before a text, in one paragraph.
    pub fn labelled(&mut self, label: &str, text: &str, style: Style) {
        let start = self.lines.len();
        self.text(&format!("{label} {text}"), Style::new());
        if let Some(line) = self.lines.get_mut(start) {
            let first = line.spans.pop().map(|span| span.content.into_owned()).unwrap_or_default();
            match first.strip_prefix(label) {
                Some(rest) => line.spans = vec![Span::styled(label.to_owned(), style), Span::raw(rest.to_owned())],
                None => line.spans = vec![Span::styled(first, style)],
            }
        }
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
    }

    /// A line with the place of a field in it.
    pub fn field(&mut self, place: FieldPlace, line: &str, style: Style) {
        self.fields.push(place);
        self.lines.push(Line::from(Span::styled(line.to_owned(), style)));
    }
}
