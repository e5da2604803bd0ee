//! Keys written as text, pressed on a walk, and the frame that is painted then, as text.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use vo_login_wizard::clock::WalkClock;
use vo_login_wizard::content::words;
use vo_login_wizard::page::Block;
use vo_login_wizard::run::Run;
use vo_login_wizard::terminal::Key;
use vo_login_wizard::tui::theme::{Theme, UNICODE};
use vo_login_wizard::tui::{FrontEnd, Pressed};
use vo_login_wizard::walk::Walk;

pub const THEME: Theme = Theme { color: false, marks: &UNICODE };

/// A run that keeps nothing and writes no time of its own.
pub fn run(walk: Walk<'_>) -> Run<'_> {
    Run::new(walk).with_clock(WalkClock::begun("2024-05-06T09:30:00+02:00".to_owned(), 754, BTreeMap::new()))
}

/// Keys as they are written in the tests: `ab<enter><f1><c-q>`; `<lt>` is the sign itself, and what stands between
/// `<paste>` and `<end-paste>` is pasted.
pub fn keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut in_paste = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (plain_key(character, in_paste), rest.split_at(character.len_utf8()).1),
        };
        in_paste = (in_paste || key == Key::PasteStart) && key != Key::PasteEnd;
        keys.push(if in_paste && key == Key::Character('<') { Key::Pasted('<') } else { key });
        rest = after;
    }
    keys
}

fn plain_key(character: char, in_paste: bool) -> Key {
    if in_paste { Key::Pasted(character) } else { Key::Character(character) }
}

fn named_key(name: &str) -> Key {
    match name {
        "lt" => Key::Character('<'),
        "enter" => Key::Enter,
        "esc" => Key::Escape,
        "tab" => Key::Tab,
        "back-tab" => Key::BackTab,
        "backspace" => Key::Backspace,
        "delete" => Key::Delete,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "page-up" => Key::PageUp,
        "page-down" => Key::PageDown,
        "paste" => Key::PasteStart,
        "end-paste" => Key::PasteEnd,
        other => match (other.strip_prefix("c-"), other.strip_prefix('f')) {
            (Some(letter), _) => Key::Control(letter.chars().next().expect("a letter after c-")),
            (None, Some(number)) => Key::Function(number.parse().expect("a number after f")),
            (None, None) => panic!("there is no key <{other}>"),
        },
    }
}

/// How long somebody takes between two keys who reads what is asked.
const READING: Duration = Duration::from_secs(2);

/// A clock that only the test moves.
struct Clock {
    now: Instant,
}

impl Clock {
    fn passes(&mut self, front_end: &mut FrontEnd<'_, '_>, time: Duration) -> Pressed {
        let until = self.now + time;
        front_end.is_shown(self.now);
        let mut last = Pressed::Done;
        if let Some(due) = front_end.due().filter(|due| *due <= until) {
            last = front_end.wait(due);
            front_end.is_shown(due);
        }
        self.now = until;
        last
    }
}

/// Presses the keys as somebody does who reads each page before; returns what the last one led to.
pub fn press(front_end: &mut FrontEnd<'_, '_>, text: &str) -> Pressed {
    press_in(front_end, &keys(text), READING)
}

/// Presses the keys, so many milliseconds apart, and then none for a while.
pub fn press_paced(front_end: &mut FrontEnd<'_, '_>, text: &str, milliseconds: u64) -> Pressed {
    press_in(front_end, &keys(text), Duration::from_millis(milliseconds))
}

/// Presses the keys all at once, before any other page is on the screen, and then none for a while.
pub fn press_at_once(front_end: &mut FrontEnd<'_, '_>, text: &str) -> Pressed {
    let mut clock = begun(front_end);
    let mut last = Pressed::Done;
    for key in keys(text) {
        last = front_end.press(key, clock.now);
    }
    later(last, clock.passes(front_end, READING))
}

/// Presses the keys, so many milliseconds apart, with a look at what each of them led to.
pub fn press_each(
    front_end: &mut FrontEnd<'_, '_>,
    text: &str,
    milliseconds: u64,
    mut look: impl FnMut(&mut FrontEnd<'_, '_>, Key),
) {
    let mut clock = begun(front_end);
    for key in keys(text) {
        _ = front_end.press(key, clock.now);
        clock.passes(front_end, apart(key, Duration::from_millis(milliseconds)));
        look(front_end, key);
    }
    clock.passes(front_end, READING);
}

fn press_in(front_end: &mut FrontEnd<'_, '_>, keys: &[Key], pause: Duration) -> Pressed {
    let mut clock = begun(front_end);
    let mut last = Pressed::Done;
    for (place, key) in keys.iter().enumerate() {
        last = front_end.press(*key, clock.now);
        let pause = if place + 1 == keys.len() { READING } else { apart(*key, pause) };
        last = later(last, clock.passes(front_end, pause));
    }
    last
}

/// What is pasted comes at once.
fn apart(key: Key, pause: Duration) -> Duration {
    if let Key::PasteStart | Key::Pasted(_) = key { Duration::ZERO } else { pause }
}

/// What is on the screen has been read.
fn begun(front_end: &mut FrontEnd<'_, '_>) -> Clock {
    let mut clock = Clock { now: hours_later() };
    clock.passes(front_end, READING);
    clock
}

/// A time that is hours after all those before.
pub fn hours_later() -> Instant {
    static TURNS: AtomicU64 = AtomicU64::new(1);
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let turn = TURNS.fetch_add(1, Ordering::Relaxed);
    *FIRST.get_or_init(Instant::now) + Duration::from_secs(3_600 * turn)
}

fn later(before: Pressed, after: Pressed) -> Pressed {
    if after == Pressed::Done { before } else { after }
}

/// The note that is kept with the page.
pub fn note(front_end: &mut FrontEnd<'_, '_>) -> Option<String> {
    let (before, after) = words().notes.own.split_once("{note}").expect("the note has its place");
    let mut notes = front_end.page().blocks.iter().filter_map(|block| {
        let Block::Note(text) = block else { return None };
        text.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
    });
    notes.next_back()
}

/// A painted frame.
pub struct Frame {
    pub buffer: Buffer,
    pub cursor: Option<Position>,
}

pub fn frame(front_end: &mut FrontEnd<'_, '_>, columns: u16, rows: u16) -> Frame {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let cursor = front_end.paint(&mut buffer);
    Frame { buffer, cursor }
}

impl Frame {
    /// The columns of one row, as text.
    pub fn part(&self, row: u16, columns: std::ops::Range<u16>) -> String {
        columns.filter_map(|column| self.buffer.cell((column, row))).map(|cell| cell.symbol()).collect()
    }

    /// Every row, without the spaces at its end.
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        (0..area.height).map(|row| self.part(row, 0..area.width).trim_end().to_owned()).collect()
    }

    /// All words, each a space apart, so that it does not matter where lines end, nor what is set off by a bar.
    pub fn words(&self) -> String {
        let rows = self.rows().join(" ");
        rows.split_whitespace().filter(|word| *word != UNICODE.bar).collect::<Vec<_>>().join(" ")
    }

    /// The rows and the place of the cursor.
    pub fn text(&self) -> String {
        let cursor = match self.cursor {
            Some(Position { x, y }) => format!("{x},{y}"),
            None => "hidden".to_owned(),
        };
        format!("{}\ncursor: {cursor}\n", self.rows().join("\n"))
    }
}
