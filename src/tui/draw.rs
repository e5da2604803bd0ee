//! The frame: header, body, the answers so far where there is room, what just happened, and the keys that work.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use std::rc::Rc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::{Page, Reached, Trail, Verb, say};
use crate::walk::{Role, Walk};

use super::blocks::{self, Setting};
use super::canvas::{Canvas, Painted, Typed};
use super::field::{self, Look};
use super::keys::{Hint, Labels};
use super::sheet::{FieldPlace, Sheet, blanks, columns};
use super::theme::{Letters, Theme};
use super::view::View;

/// The least size, in columns and rows, that a page can be read in.
pub const LEAST: (u16, u16) = (40, 12);
/// The greatest size of a page: a frame costs as much as it is large.
pub const MOST: (u16, u16) = (240, 80);
/// From this width on there is a margin at the left; else only room for the pointer.
const MARGIN_FROM: u16 = 64;
/// From this height on what belongs together is parted from the rest by empty lines.
const AIR_FROM: u16 = 20;
/// The header and the line below it, where nothing parts them from the page.
const LEAST_TOP: u16 = 2;
/// A line of text is no longer than it reads well.
const MOST_TEXT: u16 = 68;
/// From this width on there is room for the answers so far.
const SIDE_FROM: u16 = 100;
const MOST_SIDE: u16 = 40;
/// So many rows of a page are seen whatever there is to say; a message that leaves fewer goes to the top of the page,
/// and is scrolled with it.
const LEAST_BODY: usize = 3;
/// So many keys stand in a line of the footer, and so far apart.
const MOST_KEYS: usize = 6;
const LEAST_GAP: usize = 2;
const MOST_GAP: usize = 4;
/// After the key that goes on, those that are shown first, the most needed first: everybody guesses what goes back.
const NEEDED: [Verb; 4] = [Verb::Help, Verb::NotShown, Verb::Back, Verb::Close];

/// Whether a page is seen in a window of so many columns and rows.
pub fn is_large_enough((columns, rows): (u16, u16)) -> bool {
    columns >= LEAST.0 && rows >= LEAST.1
}

/// What a frame shows besides the view: the walk, for what is typed in it, what the desk calls it, and how it looks.
pub struct Seen<'s, 'a> {
    pub walk: &'s Walk<'a>,
    pub reference: Option<&'s str>,
    pub theme: &'s Theme,
}

/// A frame that can be painted.
pub struct Frame<'s, 'a> {
    canvas: Canvas,
    fields: Vec<SeenField>,
    view: &'s View<'a>,
    walk: &'s Walk<'a>,
    theme: &'s Theme,
    /// Where the cursor stands, unless it is in a field; nowhere in a window that is too small.
    cursor: Option<Position>,
}

/// A field that is seen, and the cell that it begins in.
struct SeenField {
    place: FieldPlace,
    start: Position,
    has_cursor: bool,
}

/// The page with what lies over it, for a window of this size.
pub fn frame<'s, 'a>(area: Rect, view: &'s mut View<'a>, seen: &Seen<'s, 'a>) -> Frame<'s, 'a> {
    let Seen { walk, reference, theme } = *seen;
    let mut canvas = Canvas::new(area);
    view.is_seen = is_large_enough((area.width, area.height));
    if !view.is_seen {
        too_small(&mut canvas);
        return Frame { canvas, fields: Vec::new(), view, walk, theme, cursor: None };
    }
    let (indent, right) = if area.width < MARGIN_FROM { (2, 1) } else { (4, 2) };
    let text_width = (area.width - indent - right).min(MOST_TEXT);
    let is_tight = area.height < AIR_FROM;
    let setting = Setting {
        theme,
        width: usize::from(text_width),
        is_tight,
        row: view.top_row(),
        shown: view.shown,
        labels: Labels::of(view.page(), view.shown, theme),
        place: place(view),
    };
    let mut sheet = blocks::sheet(view.top(), &setting);
    let top = if is_tight { LEAST_TOP } else { 3 };
    let fits = top + row(sheet.lines.len() + footer_lines(view.top())) < area.height;
    let footer = footer(view, theme, area.width, fits);
    let foot = area.height - row(footer.len()) - 1;
    let mut message = message(view, usize::from(text_width));
    // What just happened stands in the place of the hint, where one looks.
    let focused = sheet.rows.get(view.top_row()).map_or(0, ExactSizeIterator::len);
    // In a narrow window it has a second line, where even the least one shows the row that has the focus and one more.
    let least = usize::from(LEAST.1 - LEAST_TOP - 1) - footer_lines(view.top());
    let most = if area.width < MARGIN_FROM && focused + 2 < least { 2 } else { 1 };
    let hint = if message.is_empty() { hint(view, theme, usize::from(text_width), most) } else { Vec::new() };
    let room = usize::from(foot - top).saturating_sub(hint.len());
    let air = usize::from(!is_tight && !message.is_empty());
    let is_long = message.len() + air + LEAST_BODY > room;
    if is_long {
        sheet.put_first(std::mem::take(&mut message));
        view.scroll().begin_at_top();
    }
    let air = if is_long { 0 } else { air };
    let body = Rect::new(indent, top, text_width, row(room.saturating_sub(message.len() + air)));
    header(&mut canvas, view, reference, theme);
    line(&mut canvas, 1, theme);
    scroll(view, &sheet, usize::from(body.height));
    let first = view.scroll().first();
    let before = |line: usize| sheet.rows.iter().filter(|lines| lines.start < line).count();
    view.has_in_sight(before(first)..before(first + usize::from(body.height)));
    let below = row(sheet.lines.len().saturating_sub(first));
    for (y, line) in sheet.lines.drain(..).skip(first).take(usize::from(body.height)).enumerate() {
        canvas.line((body.x, body.y + row(y)), line, body.width);
    }
    // It follows what is on the page, and is seen however long that is.
    let under = (body.y + below + u16::from(!is_tight)).min(body.bottom());
    for (y, line) in (under..).zip(hint) {
        canvas.line((body.x, y), line, body.width);
    }
    let shown = below.min(body.height);
    let messages = (body.y + shown + row(air)).min(foot - row(message.len()));
    if !message.is_empty() {
        canvas.text((body.x - 2, messages), "!", theme.message());
    }
    for (y, line) in (messages..).zip(message) {
        canvas.line((body.x, y), line, body.width);
    }
    line(&mut canvas, foot, theme);
    more(&mut canvas, view, Position::new(area.width, foot));
    for (place, line) in footer.into_iter().enumerate() {
        let x = if area.width < MARGIN_FROM { 0 } else { 2 };
        canvas.line((x, foot + 1 + row(place)), line, area.width);
    }
    if area.width >= SIDE_FROM && view.over().is_none() {
        let x = body.right() + 4;
        let side = Rect::new(x, body.y, (area.width - x - 2).min(MOST_SIDE), foot - body.y);
        trail(&mut canvas, view, theme, side);
    }
    // The row of the window in which a line is seen.
    let on_screen = |line: usize| {
        let y = line.checked_sub(first).filter(|y| *y < usize::from(body.height))?;
        Some(body.y + row(y))
    };
    let chosen = sheet.rows.get(view.top_row()).map(|lines| lines.start);
    let typed_in = || sheet.fields.iter().find(|place| has_focus(place, view)).map(|place| place.line);
    if let Some(y) = chosen.or_else(typed_in).and_then(on_screen) {
        canvas.text((body.x - 2, y), theme.marks.pointer, Style::new());
    }
    // Where what has the focus is out of sight: at what is to be read.
    let mut cursor = Position::new(body.x, chosen.and_then(on_screen).unwrap_or(body.y));
    let mut fields = Vec::new();
    for place in sheet.fields {
        let Some(y) = on_screen(place.line) else { continue };
        let start = Position::new(body.x + row(place.column), y);
        let has_cursor = chosen.is_none() && has_focus(&place, view);
        let (count, before) = match place.field {
            Some(field) => walk.field(field).map(|secret| (secret.count(), secret.cursor())),
            None => view.entry().map(|entry| (entry.count(), entry.cursor())),
        }
        .unwrap_or_default();
        if place.shown && count > 0 {
            canvas.field(y, Typed::Shown);
        } else {
            let (masks, column) = field::masks(count, before, place.width);
            canvas.field(y, Typed::Masked { columns: start.x..start.x + row(place.width), masks });
            if has_cursor {
                cursor = Position::new(start.x + column, y);
            }
        }
        fields.push(SeenField { start, place, has_cursor });
    }
    Frame { canvas, fields, view, walk, theme, cursor: Some(cursor) }
}

impl Frame<'_, '_> {
    /// Paints what may be another than before and hands it on, the cells of each row from a place on; returns where the
    /// cursor stands, if it is seen.
    pub fn paint(self, painted: &mut Painted, mut take: impl FnMut(Position, &[Cell])) -> Option<Position> {
        let Frame { canvas, fields, view, walk, theme, mut cursor } = self;
        canvas.paint(painted, |y, columns, line| {
            for SeenField { place, start, has_cursor } in fields.iter().filter(|field| field.start.y == y) {
                let x = fill(line, place, *start, view, walk, theme);
                if *has_cursor {
                    cursor = Some(Position::new(x, y));
                }
            }
            let start = Position::new(columns.start, y);
            let Some(cells) = line.content.get_mut(usize::from(columns.start)..usize::from(columns.end)) else {
                return;
            };
            if theme.marks.letters != Letters::All {
                in_likeness(cells, theme.marks.letters);
            }
            take(start, cells);
        });
        cursor
    }
}

/// Fills a field; returns the cursor's column in it.
fn fill(
    line: &mut Buffer,
    place: &FieldPlace,
    start: Position,
    view: &View<'_>,
    walk: &Walk<'_>,
    theme: &Theme,
) -> u16 {
    let is_text = place.field.is_none();
    let look = Look { width: place.width, shown: place.shown, is_text, theme };
    let column = match place.field {
        Some(field) => walk.field(field).map(|secret| field::fill(line, secret, start, &look)),
        None => view.entry().map(|entry| field::fill(line, entry, start, &look)),
    };
    column.unwrap_or(start.x)
}

/// Gives each of these cells the likeness of what is in it that can be shown. The signs of the theme itself stay.
fn in_likeness(cells: &mut [Cell], letters: Letters) {
    for cell in cells {
        if !cell.symbol().is_ascii() {
            let character = cell.symbol().chars().next().unwrap_or(' ');
            let likeness = match letters {
                Letters::Ascii => say::ascii_character(character),
                Letters::PlainQuotes | Letters::All => say::plain_quote(character),
            };
            if likeness != character {
                cell.set_char(likeness);
            }
        }
    }
}

pub(super) fn row(y: usize) -> u16 {
    u16::try_from(y).unwrap_or(u16::MAX)
}

fn too_small(canvas: &mut Canvas) {
    let area = canvas.area();
    let (columns, rows) = (LEAST.0.to_string(), LEAST.1.to_string());
    let text = fill_in(words().page.too_small, &[("columns", &columns), ("rows", &rows)]);
    let lines = textwrap::wrap(&text, usize::from(area.width.max(1)));
    for (y, line) in lines.iter().enumerate().take(usize::from(area.height)) {
        canvas.text((0, row(y)), line.clone().into_owned(), Style::new());
    }
}

/// What the article is called, and how far the walk has come, or that it is an agent's; where both do not fit, the
/// second in short.
fn header(canvas: &mut Canvas, view: &View<'_>, reference: Option<&str>, theme: &Theme) {
    let page = view.page();
    let width = usize::from(canvas.area().width);
    let agent = agent_of(reference);
    let mut stages: Vec<Span<'static>> = Vec::new();
    match page.role {
        Role::Agent => stages.push(Span::raw(agent.clone())),
        Role::User => {
            for (place, stage) in page.stages.iter().enumerate() {
                let (sign, style) = theme.stage(stage.reached);
                let gap = if place == 0 { "" } else { "   " };
                stages.extend([Span::raw(gap), Span::styled(sign, style), Span::raw([" ", stage.name].concat())]);
            }
        }
    }
    let wide: usize = stages.iter().map(|span| columns(&span.content)).sum();
    let x = if canvas.area().width < MARGIN_FROM { 0 } else { 2 };
    if x + columns(page.article) + 3 + wide + 2 <= width {
        canvas.text((row(x), 0), page.article.to_owned(), Style::new());
        canvas.line((row(width - 2 - wide), 0), Line::from(stages), row(wide));
        return;
    }
    let mut short: Vec<Span<'static>> = Vec::new();
    if page.role == Role::User {
        for stage in &page.stages {
            let (sign, style) = theme.stage(stage.reached);
            short.extend([Span::styled(sign, style), Span::raw(" ")]);
        }
    } else {
        short.push(Span::raw(agent));
    }
    let here = page.stages.iter().find(|stage| stage.reached == Reached::Here);
    let parted = if page.role == Role::Agent && reference.is_some() { ": " } else { " " };
    short.push(Span::raw(format!("{parted}{}", here.map_or(page.about, |stage| stage.name))));
    let mut line = Line::from(short);
    if line.width() > width {
        line = Line::from(page.article.to_owned());
    }
    let is_cut = line.width() > width - x;
    canvas.line((row(x), 0), line, row(width - x));
    if is_cut {
        canvas.text((row(width.saturating_sub(columns(theme.marks.cut))), 0), theme.marks.cut, Style::new());
    }
}

/// What says that a call is led here, and which.
fn agent_of(reference: Option<&str>) -> String {
    let words = &words().agent;
    reference.map_or(words.role.to_owned(), |reference| fill_in(words.role_on_call, &[("ref", reference)]))
}

/// The step of a checklist that has the focus, or how many are marked when all are.
fn place(view: &View<'_>) -> Option<String> {
    let words = &words().page;
    let (page, row) = (view.page(), view.row());
    let (step, steps) = page.place()?;
    if page.current_step() == steps && row == steps {
        return Some(fill_in(words.steps_marked, &[("steps", &steps.to_string())]));
    }
    let step = if row < steps { row + 1 } else { step };
    Some(fill_in(words.step, &[("step", &step.to_string()), ("steps", &steps.to_string())]))
}

/// A line from one side of the window to the other.
fn line(canvas: &mut Canvas, y: u16, theme: &Theme) {
    canvas.text((0, y), theme.marks.line.repeat(usize::from(canvas.area().width)), Style::new());
}

/// Says at the end of the rule below the page that there is more of it, and the keys for that.
fn more(canvas: &mut Canvas, view: &mut View<'_>, end: Position) {
    let words = &words().page;
    let scroll = view.scroll();
    let text = match (scroll.is_more_above(), scroll.is_more_below()) {
        (false, false) => return,
        (true, false) => words.more_above,
        (false, true) => words.more_below,
        (true, true) => words.more_both,
    };
    let x = end.x.saturating_sub(row(columns(text)) + 4);
    canvas.text((x, end.y), format!(" {text} "), Style::new());
}

/// Brings the scrolling within the page, and to the row or field that has the focus. Where the person types a password,
/// what is said of it is seen with it, from the beginning on, so that nothing jumps at the first key.
fn scroll(view: &mut View<'_>, sheet: &Sheet, height: usize) {
    let lines = sheet.rows.get(view.top_row()).cloned().or_else(|| {
        let place = sheet.fields.iter().find(|place| has_focus(place, view))?;
        // With its label, which may stand in the line before.
        let start = place.line.saturating_sub(1);
        Some(match &sheet.judged {
            Some(judged) if view.top().is_typed_by_the_person() => start..judged.end,
            Some(_) | None => start..place.line + 1,
        })
    });
    let scroll = view.scroll();
    scroll.fit(height, sheet.lines.len());
    if let Some(lines) = lines {
        scroll.bring(&lines);
    }
}

fn has_focus(place: &FieldPlace, view: &View<'_>) -> bool {
    place.field.is_none_or(|field| field == view.field)
}

/// What just happened and wants to be read; a sign stands before it.
fn message(view: &View<'_>, width: usize) -> Vec<Line<'static>> {
    view.message.as_deref().map_or(Vec::new(), |message| wrapped(message, width))
}

/// What points to the advice for the row that has the focus, in at most so many lines where it can be said in them.
fn hint(view: &View<'_>, theme: &Theme, width: usize, most: usize) -> Vec<Line<'static>> {
    let page = view.top();
    let (key, _) = Labels::of(page, view.shown, theme).hint(Verb::Asides);
    let hints = page.otherwise(view.top_row()).into_iter();
    let hints = hints.map(|hint| wrapped(&fill_in(&hint, &[("key", &key)]), width));
    hints.reduce(|longer, shorter| if longer.len() <= most { longer } else { shorter }).unwrap_or_default()
}

fn wrapped(text: &str, width: usize) -> Vec<Line<'static>> {
    textwrap::wrap(text, width).into_iter().map(|line| Line::from(line.into_owned())).collect()
}

fn footer_lines(page: &Page<'_>) -> usize {
    match page.role {
        Role::User => 1,
        Role::Agent => 2,
    }
}

/// The keys: in one line the one that goes on, the one for help, where all stand, and as many others as there is room
/// for. An agent has two lines. Where the page fits the window none scrolls it.
fn footer(view: &mut View<'_>, theme: &Theme, width: u16, fits: bool) -> Vec<Rc<Line<'static>>> {
    let page = view.top();
    let mut verbs = page.chief_verbs(view.top_row());
    verbs.retain(|verb| !fits || *verb != Verb::Scroll);
    let shown = FooterContent { verbs, labels: Labels::of(page, view.shown, theme), width, lines: footer_lines(page) };
    if let Some(footer) = view.footer.as_ref().filter(|footer| footer.shown == shown) {
        return footer.lines.clone();
    }
    let mut open = shown.labels.hints(&shown.verbs);
    let room = usize::from(if width < MARGIN_FROM { width } else { width - 3 });
    let lines = (0..shown.lines).map(|_| keys_in_a_line(&mut open, room, theme)).filter(|line| line.width() > 0);
    let lines: Vec<_> = lines.map(Rc::new).collect();
    view.footer = Some(Footer { shown, lines: lines.clone() });
    lines
}

/// The keys as they were set last: most frames show them as the one before.
pub struct Footer {
    shown: FooterContent,
    lines: Vec<Rc<Line<'static>>>,
}

/// What a footer is set from.
#[derive(PartialEq)]
struct FooterContent {
    verbs: Vec<Verb>,
    labels: Labels,
    width: u16,
    lines: usize,
}

/// A line of keys; takes those that it shows out of those that are open.
fn keys_in_a_line(open: &mut Vec<Hint>, width: usize, theme: &Theme) -> Line<'static> {
    let needed = NEEDED.iter().filter_map(|verb| open.iter().position(|hint| hint.verb == *verb));
    let mut is_chosen = vec![false; open.len()];
    let (mut chosen, mut all) = (0, 0);
    for place in (0..open.len()).take(1).chain(needed).chain(0..open.len()) {
        let Hint { key, does, .. } = &open[place];
        let with = all + columns(key) + 1 + columns(does) + if chosen == 0 { 0 } else { LEAST_GAP };
        if !is_chosen[place] && chosen < MOST_KEYS && with <= width {
            is_chosen[place] = true;
            (chosen, all) = (chosen + 1, with);
        }
    }
    let gaps = chosen.saturating_sub(1).max(1);
    let gap = (LEAST_GAP + (width - all) / gaps).min(MOST_GAP);
    let mut line = Line::default();
    for (hint, is_chosen) in std::mem::take(open).into_iter().zip(is_chosen) {
        if !is_chosen {
            open.push(hint);
            continue;
        }
        let gap = if line.spans.is_empty() { 0 } else { gap };
        let spans = [Span::raw(blanks(gap)), Span::styled(hint.key, theme.strong()), Span::raw(" "), hint.does.into()];
        line.spans.extend(spans);
    }
    line
}

/// The answers so far as they were set last: most frames show them as the one before.
pub struct TrailLines<'a> {
    trail: Vec<Trail<'a>>,
    told: bool,
    area: Rect,
    lines: Vec<Rc<Line<'static>>>,
}

/// The answers so far, beside the page.
fn trail(canvas: &mut Canvas, view: &mut View<'_>, theme: &Theme, area: Rect) {
    let page = view.page();
    // The agent's own words, and no business of the person.
    let told = page.told && page.role == Role::Agent;
    let is_of = |set: &TrailLines<'_>| set.area == area && set.told == told && set.trail == page.trail;
    if !view.trail_lines.as_ref().is_some_and(is_of) {
        let lines = trail_lines(page, told, theme, area).into_iter().map(Rc::new).collect();
        view.trail_lines = Some(TrailLines { trail: page.trail.clone(), told, area, lines });
    }
    let lines = view.trail_lines.iter().flat_map(|set| &set.lines);
    for (y, line) in lines.take(usize::from(area.height)).enumerate() {
        canvas.line((area.x, area.y + row(y)), line.clone(), area.width);
    }
}

/// Where there is no room for all, the first ones are left out, and it is said so: what was answered last is what one
/// looks for.
fn trail_lines(page: &Page<'_>, told: bool, theme: &Theme, area: Rect) -> Vec<Line<'static>> {
    let words = words();
    let width = usize::from(area.width);
    let mut top = Sheet::new(width, true);
    top.text(words.page.trail, Style::new());
    top.lines.push(Line::default());
    if told {
        top.text(words.agent.told_mark, theme.message());
    }
    if page.trail.is_empty() {
        top.text(words.page.trail_empty, Style::new());
    }
    let answers = page.trail.iter().map(|step| {
        let mut answer = Sheet::new(width, true);
        answer.text(step.about, Style::new());
        answer.hanging(vec![Span::raw("  ")], &step.answer, Style::new());
        answer.lines
    });
    let answers: Vec<Vec<Line<'static>>> = answers.collect();
    let mut room = usize::from(area.height).saturating_sub(top.lines.len() + 1);
    let fitting = answers.iter().rev().take_while(|lines| {
        let fits = lines.len() <= room;
        room = room.saturating_sub(lines.len());
        fits
    });
    let fitting = fitting.count();
    if fitting < answers.len() {
        top.text(words.page.trail_cut, Style::new());
    }
    let left_out = answers.len() - fitting;
    top.lines.into_iter().chain(answers.into_iter().skip(left_out).flatten()).collect()
}
