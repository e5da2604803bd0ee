//! The frame: heading, body, the answers so far where there is room, what just happened, and the keys that work.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::{Block, FieldBlock, Kind, Page, Typist, say};
use crate::walk::{Role, Walk};

use super::blocks::{self, Setting};
use super::field::{self, Look};
use super::keys::Labels;
use super::sheet::{FieldPlace, Sheet};
use super::theme::Theme;
use super::view::View;

/// The least size, in columns and rows, that a page can be read in.
pub const LEAST: (u16, u16) = (40, 12);
/// The greatest size of a page: no wider than it reads well, and as high as the longest one.
pub const MOST: (u16, u16) = (112, 80);
/// From this width on there is room for the answers so far.
const SIDE_FROM: u16 = 100;
const SIDE_COLUMNS: u16 = 34;
/// So many rows of a page are seen whatever there is to say; a message that leaves fewer goes to the top of the page,
/// and is scrolled with it.
const LEAST_BODY: usize = 3;

/// Whether a page is seen in a window of so many columns and rows.
pub fn is_large_enough((columns, rows): (u16, u16)) -> bool {
    columns >= LEAST.0 && rows >= LEAST.1
}

/// Draws the page with what lies over it; returns where the cursor stands.
pub fn frame(buffer: &mut Buffer, view: &mut View<'_>, walk: &Walk<'_>, theme: &Theme) -> Option<Position> {
    let area = buffer.area;
    view.is_seen = is_large_enough((area.width, area.height));
    if !view.is_seen {
        too_small(buffer);
        return None;
    }
    let width = area.width.min(MOST.0);
    let has_side = width >= SIDE_FROM && view.over().is_none();
    let text_width = if has_side { width - SIDE_COLUMNS } else { width };
    let setting = Setting {
        theme,
        width: usize::from(text_width - 2),
        row: view.top_row(),
        field: view.field,
        shown: view.shown,
        labels: Labels::of(view.page(), view.shown, theme),
    };
    let mut sheet = blocks::sheet(view.top(), &setting);
    let footer = footer(view, theme, usize::from(width - 2));
    let room = usize::from(area.height).saturating_sub(3 + footer.len());
    let mut message = message(view, theme, usize::from(width - 2));
    let is_long = message.len() + LEAST_BODY > room;
    if is_long {
        sheet.put_first(std::mem::take(&mut message));
        view.scroll().begin_at_top();
    }
    let body = Rect::new(1, 2, text_width - 1, row(room.saturating_sub(message.len())));
    heading(buffer, view, theme, width);
    rule(buffer, Position::new(0, 1), width, theme);
    scroll(view, &sheet, usize::from(body.height));
    let first = view.scroll().first();
    for (y, line) in sheet.lines.iter().skip(first).take(usize::from(body.height)).enumerate() {
        buffer.set_line(body.x, body.y + row(y), line, body.width);
    }
    let mut y = body.bottom();
    rule(buffer, Position::new(0, y), width, theme);
    more(buffer, view, Position::new(width, y), theme);
    for line in message.iter().chain(&footer) {
        y += 1;
        buffer.set_line(1, y, line, width - 1);
    }
    if has_side {
        trail(buffer, view.page(), theme, Rect::new(text_width, 2, SIDE_COLUMNS - 1, body.height));
    }
    let cursor = Fields { view, walk, theme, first }.cursor(buffer, &sheet, body);
    // Else at what is to be read.
    let cursor = cursor.or(is_long.then_some(Position::new(body.x, body.y)));
    if theme.is_ascii() {
        in_ascii(buffer);
    }
    cursor
}

/// Gives each cell the ASCII likeness of what is in it.
fn in_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let character = cell.symbol().chars().next().unwrap_or(' ');
            cell.set_char(say::ascii_character(character));
        }
    }
}

pub(super) fn row(y: usize) -> u16 {
    u16::try_from(y).unwrap_or(u16::MAX)
}

fn too_small(buffer: &mut Buffer) {
    let area = buffer.area;
    let (columns, rows) = (LEAST.0.to_string(), LEAST.1.to_string());
    let text = fill_in(&words().page.too_small, &[("columns", &columns), ("rows", &rows)]);
    let lines = textwrap::wrap(&text, usize::from(area.width.max(1)));
    for (y, line) in lines.iter().enumerate().take(usize::from(area.height)) {
        buffer.set_stringn(0, row(y), line, usize::from(area.width), Style::new());
    }
}

/// What the page is about, and the place in a checklist where there is one.
fn heading(buffer: &mut Buffer, view: &View<'_>, theme: &Theme, width: u16) {
    let about = view.top().about;
    let role = &words().agent.role;
    let with_role = |place| fill_in(&words().agent.role_and_place, &[("role", role), ("place", place)]);
    // The fullest first.
    let places = match (place(view), view.page().role) {
        (Some(place), Role::Agent) => vec![with_role(&place), place],
        (Some(place), Role::User) => vec![place],
        (None, Role::Agent) => vec![role.clone()],
        (None, Role::User) => vec![words().page.program.clone()],
    };
    let width = usize::from(width);
    let place = places.iter().find(|place| about.width() + place.width() + 4 <= width);
    if about.width() > width - 2 {
        let (cut, end) = (width - 3, if theme.is_ascii() { "." } else { "…" });
        let (x, _) = buffer.set_stringn(1, 0, about, cut, theme.strong());
        buffer.set_string(x, 0, end, theme.strong());
    } else {
        buffer.set_string(1, 0, about, theme.strong());
    }
    if let Some(place) = place {
        buffer.set_string(row(width - 1 - place.width()), 0, place, Style::new());
    }
}

/// The step of a checklist that has the focus, or how many are marked when all are.
fn place(view: &View<'_>) -> Option<String> {
    let words = &words().page;
    let (page, row) = (view.page(), view.row());
    let (step, steps) = page.place()?;
    if page.current_step() == steps && row == steps {
        return Some(fill_in(&words.steps_marked, &[("steps", &steps.to_string())]));
    }
    let step = if row < steps { row + 1 } else { step };
    Some(fill_in(&words.step, &[("step", &step.to_string()), ("steps", &steps.to_string())]))
}

fn rule(buffer: &mut Buffer, start: Position, width: u16, theme: &Theme) {
    buffer.set_string(start.x, start.y, theme.marks.line.repeat(usize::from(width)), Style::new());
}

/// Says at the end of the rule below the page that there is more of it, and the keys for that.
fn more(buffer: &mut Buffer, view: &mut View<'_>, end: Position, theme: &Theme) {
    let words = &words().page;
    let scroll = view.scroll();
    let text = match (scroll.is_more_above(), scroll.is_more_below()) {
        (false, false) => return,
        (true, false) => &words.more_above,
        (false, true) => &words.more_below,
        (true, true) => &words.more_both,
    };
    let x = end.x.saturating_sub(row(text.width()) + 4);
    buffer.set_string(x, end.y, format!(" {text} "), theme.strong());
}

/// Brings the scrolling within the page, and to the row or field that has the focus. A field that something is typed in
/// comes to the top of a page with more lines than fit, so that what is said of it is seen with it.
fn scroll(view: &mut View<'_>, sheet: &Sheet, height: usize) {
    let lines = sheet.rows.get(view.top_row()).cloned().or_else(|| {
        let place = sheet.fields.iter().find(|place| has_focus(place, view))?;
        // With its label, which may stand in the line before.
        Some(place.line.saturating_sub(1)..place.line + 1)
    });
    let leads = is_typed_in(view.top());
    let scroll = view.scroll();
    scroll.fit(height, sheet.lines.len());
    match lines {
        Some(lines) if leads => scroll.lead_with(lines.start),
        Some(lines) => scroll.bring(&lines),
        None => {}
    }
}

fn has_focus(place: &FieldPlace, view: &View<'_>) -> bool {
    place.field.is_none_or(|field| field == view.field)
}

/// Whether something is typed in a field of the page; a page for the caller says first whom it is for.
fn is_typed_in(page: &Page<'_>) -> bool {
    match page.kind {
        Kind::Password(Typist::Person | Typist::SecondLook) => {
            page.blocks.iter().any(|block| matches!(block, Block::Field(FieldBlock { length: 1.., .. })))
        }
        Kind::Password(Typist::Caller | Typist::Nobody)
        | Kind::Question
        | Kind::Checklist
        | Kind::Ending(_)
        | Kind::Over(_) => false,
    }
}

fn message(view: &View<'_>, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let Some(message) = &view.message else { return Vec::new() };
    let lines = textwrap::wrap(message, width.saturating_sub(2));
    let mark = |place| if place == 0 { "! " } else { "  " };
    let line = |(place, line): (usize, std::borrow::Cow<'_, str>)| {
        Line::from(Span::styled(format!("{}{line}", mark(place)), theme.message()))
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// The keys, in at most two lines; those for which there is no room stand in the help.
fn footer(view: &View<'_>, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let labels = Labels::of(view.top(), view.shown, theme);
    let mut lines: Vec<Line<'static>> = vec![Line::default()];
    for verb in view.top().verbs(view.top_row()) {
        let (key, does) = labels.hint(verb);
        let spans = [Span::styled(key, theme.strong()), Span::raw(format!(" {does}   "))];
        let wide: usize = spans.iter().map(|span| span.content.trim_end().width()).sum();
        let fits = lines.last().is_some_and(|line| line.width() + wide <= width);
        if !fits {
            if lines.len() == 2 {
                continue;
            }
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.spans.extend(spans);
        }
    }
    lines
}

fn trail(buffer: &mut Buffer, page: &Page<'_>, theme: &Theme, area: Rect) {
    let words = words();
    let mut side = Sheet::new(usize::from(area.width - 3));
    side.text(&words.page.trail, theme.strong());
    if page.trail.is_empty() {
        side.text(&words.page.trail_empty, Style::new());
    }
    if page.told {
        side.text(&words.agent.told_mark, theme.message());
    }
    for step in &page.trail {
        side.text(step.about, Style::new());
        side.hanging(vec![Span::raw("  ")], &step.answer, theme.strong());
    }
    for y in 0..area.height {
        buffer.set_string(area.x, area.y + y, theme.marks.bar, Style::new());
        if let Some(line) = side.lines.get(usize::from(y)) {
            buffer.set_line(area.x + 2, area.y + y, line, area.width - 3);
        }
    }
}

/// What the fields are filled with, and from which line on they are seen.
struct Fields<'d, 'a> {
    view: &'d View<'a>,
    walk: &'d Walk<'a>,
    theme: &'d Theme,
    first: usize,
}

impl Fields<'_, '_> {
    /// Fills the fields, and finds the cursor's place: in the field or on the row that has the focus.
    fn cursor(&self, buffer: &mut Buffer, sheet: &Sheet, body: Rect) -> Option<Position> {
        let on_screen = |line: usize| {
            let y = line.checked_sub(self.first).filter(|y| *y < usize::from(body.height))?;
            Some(body.y + row(y))
        };
        let mut at = None;
        for place in &sheet.fields {
            if let Some(y) = on_screen(place.line) {
                let x = self.fill(buffer, place, Position::new(body.x + row(place.column), y));
                at = at.or(has_focus(place, self.view).then_some(Position::new(x, y)));
            }
        }
        match sheet.rows.get(self.view.top_row()) {
            Some(lines) => Some(Position::new(body.x, on_screen(lines.start)?)),
            None if sheet.fields.is_empty() => Some(Position::new(body.x, body.y)),
            None => at,
        }
    }

    /// Fills one field; returns the cursor's column.
    fn fill(&self, buffer: &mut Buffer, place: &FieldPlace, start: Position) -> u16 {
        let look = Look { width: place.width, shown: place.shown, theme: self.theme };
        let column = match place.field {
            Some(field) => self.walk.field(field).map(|secret| field::fill(buffer, secret, start, &look)),
            None => self.view.entry().map(|entry| field::fill(buffer, entry, start, &look)),
        };
        column.unwrap_or(start.x)
    }
}
