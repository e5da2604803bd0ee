//! The same layer in a process that looks into itself, which is allowed everywhere: bytes go through the parser into a
//! walk, frames are painted and compared as the screen does it, and nothing is left once the field is. It stands for
//! the look from outside where that is not allowed. One test alone, so that nothing else runs in its process; the
//! secret is worked out character by character and never put together.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/screen.rs"]
#[allow(dead_code, reason = "the rest is for other tests")]
mod screen;
#[path = "support/walk.rs"]
#[allow(dead_code, reason = "the rest is for other tests")]
mod walk;

use std::hint::black_box;
use std::time::{Duration, Instant};

use ratatui::backend::Backend;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use memory_scan::{self as scan, Found, Sought};
use screen::{THEME, run};
use vo_login_wizard::terminal::{Key, Parser};
use vo_login_wizard::tui::FrontEnd;
use walk::{article, walk_at};
use zeroize::Zeroize;

const ASCII: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*~^:@#$";
const BEYOND_ASCII: &str = "äöüßéèñçøåœþðžšжщыэюяλπσωאבגạếộ𝐀𝐁𝐙𝔅";

/// A secret that is nowhere whole: its characters follow from a number.
struct Seed {
    number: u64,
    alphabet: &'static str,
    length: usize,
}

impl Seed {
    fn new(alphabet: &'static str, length: usize) -> Seed {
        use std::hash::{BuildHasher, Hasher, RandomState};
        Seed { number: RandomState::new().build_hasher().finish(), alphabet, length }
    }

    #[inline(never)]
    fn character(&self, place: usize) -> char {
        let mut mixed = self.number.wrapping_add((black_box(place) as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let count = self.alphabet.chars().count();
        let place = usize::try_from((mixed ^ (mixed >> 31)) >> 16).unwrap() % count;
        self.alphabet.chars().nth(place).unwrap()
    }

    fn find(&self) -> Found {
        let character = |place| self.character(place);
        let sought = Sought { length: self.length, is_ascii: self.alphabet.is_ascii(), character: &character };
        scan::find_in_process("self", &sought).unwrap()
    }
}

/// What the program does between its terminal and its walk.
struct Front<'w, 's, 'a> {
    front_end: &'w mut FrontEnd<'s, 'a>,
    parser: Parser,
    shown: Buffer,
    next: Buffer,
    /// As the program gathers a frame: the room is there from the start, and it is wiped.
    frame: Vec<u8>,
    now: Instant,
}

impl<'w, 's, 'a> Front<'w, 's, 'a> {
    fn new(front_end: &'w mut FrontEnd<'s, 'a>) -> Self {
        let mut front = Front {
            front_end,
            parser: Parser::default(),
            shown: Buffer::empty(Rect::ZERO),
            next: Buffer::empty(Rect::ZERO),
            frame: Vec::with_capacity(1 << 16),
            now: Instant::now(),
        };
        front.resize(80, 24);
        front
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        for frame in [&mut self.shown, &mut self.next] {
            frame.reset();
            black_box(frame);
        }
        self.shown = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.next = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.paint();
    }

    fn paint(&mut self) {
        self.next.reset();
        _ = self.front_end.paint(&mut self.next);
        let updates = self.shown.diff(&self.next);
        CrosstermBackend::new(&mut self.frame).draw(updates.into_iter()).unwrap();
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        self.frame.zeroize();
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if let Some(key) = self.parser.feed(*byte) {
                self.press(key);
            }
        }
        if let Some(key) = self.parser.give_up() {
            self.press(key);
        }
    }

    fn press(&mut self, key: Key) {
        // As somebody who reads the page first.
        self.front_end.is_shown(self.now);
        self.now += Duration::from_secs(2);
        _ = self.front_end.press(key, self.now);
        self.now += Duration::from_secs(2);
        _ = self.front_end.wait(self.now);
    }

    fn character(&mut self, seed: &Seed, place: usize) {
        let mut bytes = [0; 4];
        let length = seed.character(place).encode_utf8(&mut bytes).len();
        self.bytes(&bytes[..length]);
        bytes.zeroize();
    }

    fn all(&mut self, seed: &Seed) {
        (0..seed.length).for_each(|place| self.character(seed, place));
    }
}

type Way = fn(&mut Front<'_, '_, '_>, &Seed);

const WAYS: [(&str, Way); 7] = [
    ("typed", |front, seed| {
        for place in 0..seed.length {
            front.character(seed, place);
            front.paint();
        }
    }),
    ("pasted", |front, seed| {
        front.bytes(b"\x1b[200~");
        front.all(seed);
        front.bytes(b"\x1b[201~");
    }),
    ("in a burst without brackets", |front, seed| front.all(seed)),
    ("edited", |front, seed| {
        front.all(seed);
        front.bytes(b"x\x7f\x1b[Hy\x1b[D\x1b[3~\x1b[C\x1b[C\x1b[F");
    }),
    ("shown", |front, seed| {
        front.bytes(b"\x14");
        for place in 0..seed.length {
            front.character(seed, place);
            front.paint();
        }
    }),
    ("shown and hidden again", |front, seed| {
        front.all(seed);
        for _ in 0..2 {
            front.bytes(b"\x14");
            front.paint();
        }
    }),
    ("while the window changes, shown", |front, seed| {
        front.bytes(b"\x14");
        for place in 0..seed.length {
            front.character(seed, place);
            let more = u16::try_from(place).unwrap();
            front.resize(60 + more % 40, 20 + more % 9);
        }
    }),
];

#[test]
fn nothing_is_left_in_a_process_that_looks_into_itself() {
    let article = article();
    let mut leaves = [&b"\r\r"[..], b"\x1b", b"\x15"].into_iter().cycle();
    for (what, way) in WAYS {
        for (alphabet, length) in [(ASCII, 20), (ASCII, 48), (BEYOND_ASCII, 20), (BEYOND_ASCII, 48)] {
            let leave = leaves.next().unwrap_or_default();
            let seed = Seed::new(alphabet, length);
            let mut run = run(walk_at(&article, "new-password"));
            let mut front_end = FrontEnd::new(&mut run, THEME);
            let mut front = Front::new(&mut front_end);
            way(&mut front, &seed);
            front.paint();
            if length == 48 {
                let full = seed.find();
                assert!(full.count() >= length - 5, "{what}: the field is full, and only this is found: {full:?}");
            }
            front.bytes(leave);
            front.paint();
            let left = seed.find();
            assert!(left.is_nothing(), "{what}, {length} characters, left by {leave:?}: {left:#?}");
        }
    }
}
