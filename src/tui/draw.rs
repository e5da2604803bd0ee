//! The frame: heading, body, the answers so far where there is room, what just happened, and the keys that work.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::content::Words;
use crate::content::words::fill_in;
use crate::walk::page::{Body, Fields, Page};
use crate::walk::{Role, Walk, say};

use super::body::{self, Setting};
use super::field;
use super::focus::{Focus, Overlay};
use super::sheet::Sheet;
use super::theme::Theme;
use super::{input, overlay};

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
pub fn frame(
    buffer: &mut Buffer,
    walk: &Walk<'_>,
    page: &Page<'_>,
    focus: &mut Focus,
    theme: &Theme,
    words: &Words,
) -> Option<Position> {
    let area = buffer.area;
    focus.is_seen = is_large_enough((area.width, area.height));
    if !focus.is_seen {
        too_small(buffer, words);
        return None;
    }
    let width = area.width.min(MOST.0);
    let side = width >= SIDE_FROM && focus.overlay.is_none();
    let text_width = if side { width - SIDE_COLUMNS } else { width };
    let setting = Setting { theme, words, width: usize::from(text_width - 2) };
    let mut sheet = match focus.overlay {
        Some(over) => overlay::sheet(over, page, focus, &setting),
        None => body::sheet(page, focus, &setting),
    };
    let footer = footer(page, focus, &setting, usize::from(width - 2));
    let room = usize::from(area.height).saturating_sub(3 + footer.len());
    let mut message = message(focus, &setting, usize::from(width - 2));
    let is_long = message.len() + LEAST_BODY > room;
    if is_long {
        sheet.put_first(std::mem::take(&mut message));
        focus.begins_at_top();
    }
    let body = Rect::new(1, 2, text_width - 1, row(room.saturating_sub(message.len())));
    heading(buffer, page, focus, &setting, width);
    rule(buffer, 1, width, theme, "");
    let height = usize::from(body.height);
    scroll(focus, page, &sheet, height);
    let first = focus.scroll;
    for (y, line) in sheet.lines.iter().skip(first).take(height).enumerate() {
        buffer.set_line(body.x, body.y + row(y), line, body.width);
    }
    let more = match (first > 0, first + height < sheet.lines.len()) {
        (false, false) => "",
        (true, false) => &words.page.more_above,
        (false, true) => &words.page.more_below,
        (true, true) => &words.page.more_both,
    };
    let mut y = body.bottom();
    rule(buffer, y, width, theme, more);
    for line in message.iter().chain(&footer) {
        y += 1;
        buffer.set_line(1, y, line, width - 1);
    }
    if side {
        trail(buffer, page, &setting, Rect::new(text_width, 2, SIDE_COLUMNS - 1, body.height));
    }
    let cursor = cursor(buffer, walk, focus, &sheet, body, theme);
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

fn too_small(buffer: &mut Buffer, words: &Words) {
    let area = buffer.area;
    let (columns, rows) = (LEAST.0.to_string(), LEAST.1.to_string());
    let text = fill_in(&words.page.too_small, &[("columns", &columns), ("rows", &rows)]);
    let lines = textwrap::wrap(&text, usize::from(area.width.max(1)));
    for (y, line) in lines.iter().enumerate().take(usize::from(area.height)) {
        buffer.set_stringn(0, row(y), line, usize::from(area.width), Style::new());
    }
}

/// What the page is about, and the place in a checklist where there is one.
fn heading(buffer: &mut Buffer, page: &Page<'_>, focus: &Focus, setting: &Setting<'_>, width: u16) {
    let words = &setting.words.page;
    let about = focus.overlay.map_or(page.about, |over| overlay::title(over, setting));
    let is_agent = page.role == Role::Agent;
    let role = &setting.words.agent.role;
    let place = page.place().map(|(step, steps)| match &page.body {
        Body::Checklist { current, .. } if *current < steps && focus.row < steps => {
            fill_in(&words.step, &[("step", &(focus.row + 1).to_string()), ("steps", &steps.to_string())])
        }
        Body::Checklist { current, .. } if *current == steps => {
            fill_in(&words.steps_marked, &[("steps", &steps.to_string())])
        }
        Body::Checklist { .. } | Body::Question { .. } | Body::Password(_) | Body::Ending(_) => {
            fill_in(&words.step, &[("step", &step.to_string()), ("steps", &steps.to_string())])
        }
    });
    let with_role = |place| fill_in(&setting.words.agent.role_and_place, &[("role", role), ("place", place)]);
    // The fullest first.
    let places = match place {
        Some(place) if is_agent => vec![with_role(&place), place],
        Some(place) => vec![place],
        None if is_agent => vec![role.clone()],
        None => vec![words.program.clone()],
    };
    let width = usize::from(width);
    let place = places.iter().find(|place| about.width() + place.width() + 4 <= width);
    if about.width() > width - 2 {
        let (cut, end) = (width - 3, if setting.theme.is_ascii() { "." } else { "…" });
        let (x, _) = buffer.set_stringn(1, 0, about, cut, setting.theme.strong());
        buffer.set_string(x, 0, end, setting.theme.strong());
    } else {
        buffer.set_string(1, 0, about, setting.theme.strong());
    }
    if let Some(place) = place {
        buffer.set_string(row(width - 1 - place.width()), 0, place, Style::new());
    }
}

fn rule(buffer: &mut Buffer, y: u16, width: u16, theme: &Theme, words: &str) {
    buffer.set_string(0, y, theme.marks.line.repeat(usize::from(width)), Style::new());
    if !words.is_empty() {
        let x = width.saturating_sub(row(words.width()) + 4);
        buffer.set_string(x, y, format!(" {words} "), theme.strong());
    }
}

/// Brings the scrolling within the page, and to the row or field that has the focus. A field that something is typed in
/// comes to the top of a page with more lines than fit, so that what is said of it is seen with it.
fn scroll(focus: &mut Focus, page: &Page<'_>, sheet: &Sheet, height: usize) {
    focus.seen = height;
    let most = sheet.lines.len().saturating_sub(height);
    focus.scroll = focus.scroll.min(most);
    let row = match focus.overlay {
        Some(Overlay::Answers { row } | Overlay::Leave { row } | Overlay::Offer { row }) => {
            sheet.rows.get(row).cloned()
        }
        Some(_) => None,
        None => sheet.rows.get(focus.row).cloned().or_else(|| {
            let field = sheet.fields.iter().find(|place| place.field.is_none_or(|field| field == focus.field))?;
            // With its label, which may stand in the line before.
            Some(field.line.saturating_sub(1)..field.line + 1)
        }),
    };
    if let Some(row) = row.filter(|_| focus.follows_row) {
        if row.end > focus.scroll + height {
            focus.scroll = row.end - height;
        }
        let is_typed_in = matches!(&page.body, Body::Password(body)
            if body.fields != Fields::Caller && (body.password > 0 || body.username > 0));
        focus.scroll =
            if is_typed_in && focus.overlay.is_none() { row.start.min(most) } else { focus.scroll.min(row.start) };
    }
}

fn message(focus: &Focus, setting: &Setting<'_>, width: usize) -> Vec<Line<'static>> {
    let Some(message) = &focus.message else { return Vec::new() };
    let lines = textwrap::wrap(message, width.saturating_sub(2));
    let mark = |place| if place == 0 { "! " } else { "  " };
    let line = |(place, line): (usize, std::borrow::Cow<'_, str>)| {
        Line::from(Span::styled(format!("{}{line}", mark(place)), setting.theme.message()))
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// The keys, in at most two lines; those for which there is no room stand in the help.
fn footer(page: &Page<'_>, focus: &Focus, setting: &Setting<'_>, width: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = vec![Line::default()];
    for (key, does) in input::hints(page, focus, setting.theme, setting.words) {
        let spans = [Span::styled(key, setting.theme.strong()), Span::raw(format!(" {does}   "))];
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

fn trail(buffer: &mut Buffer, page: &Page<'_>, setting: &Setting<'_>, area: Rect) {
    let mut side = Sheet::new(usize::from(area.width - 3));
    side.text(&setting.words.page.trail, setting.theme.strong());
    if page.trail.is_empty() {
        side.text(&setting.words.page.trail_empty, Style::new());
    }
    if page.told {
        side.text(&setting.words.agent.told_mark, setting.theme.message());
    }
    for step in &page.trail {
        side.text(step.about, Style::new());
        side.hanging(vec![Span::raw("  ")], say::answered(&step.answer, setting.words), setting.theme.strong());
    }
    for y in 0..area.height {
        buffer.set_string(area.x, area.y + y, setting.theme.marks.bar, Style::new());
        if let Some(line) = side.lines.get(usize::from(y)) {
            buffer.set_line(area.x + 2, area.y + y, line, area.width - 3);
        }
    }
}

/// Fills the fields, and finds the cursor's place: in the field or on the row that has the focus.
fn cursor(
    buffer: &mut Buffer,
    walk: &Walk<'_>,
    focus: &Focus,
    sheet: &Sheet,
    body: Rect,
    theme: &Theme,
) -> Option<Position> {
    let on_screen = |line: usize| {
        let y = line.checked_sub(focus.scroll).filter(|y| *y < usize::from(body.height))?;
        Some(body.y + row(y))
    };
    let mut at = None;
    for place in &sheet.fields {
        if let Some(y) = on_screen(place.line) {
            let x = field::fill(buffer, (walk, focus), place, Position::new(body.x + row(place.column), y), theme);
            at = at.or((place.field.is_none_or(|field| field == focus.field)).then_some(Position::new(x, y)));
        }
    }
    let chosen = match focus.overlay {
        Some(Overlay::Answers { row } | Overlay::Leave { row } | Overlay::Offer { row }) => Some(row),
        Some(_) => None,
        None => Some(focus.row),
    };
    match chosen.and_then(|row| sheet.rows.get(row)) {
        Some(lines) => Some(Position::new(body.x, on_screen(lines.start)?)),
        None if sheet.fields.is_empty() => Some(Position::new(body.x, body.y)),
        None => at,
    }
}
