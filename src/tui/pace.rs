//! What a key counts for, by when it came: people type words and passwords where no field is, hold keys down, and press
//! them before they have read what is asked. Times are handed in, and of what is typed only which row it fits, and how
//! far, is held.

use std::time::{Duration, Instant};

use crate::terminal::Key;

use super::finder::Fit;

/// A lone digit or letter counts when no other key that prints came for so long; so does a key that confirms, when it
/// did not come again, as a held one does.
const ALONE: Duration = Duration::from_millis(150);
/// A typed word ends when nothing came for so long.
const WORD: Duration = Duration::from_millis(1_500);
/// An Enter so soon after a letter belongs to a paste: no hand is as quick.
const PASTED: Duration = Duration::from_millis(80);
/// A key acts again only when so long has passed since it came last, counted or not: a held key repeats faster.
const HELD: Duration = Duration::from_millis(250);
/// What confirms counts only when its question has stood on the screen for so long.
const SEEN: Duration = Duration::from_millis(250);
/// An Enter so soon after a digit that counted belongs to it: people end a number so.
const NUMBER: Duration = Duration::from_millis(400);
/// Nobody has read by then what a digit led to, so that an Enter or Space that would go on from there is one of habit.
const READ: Duration = Duration::from_millis(1_500);
/// The same of what Enter or Space led to: who presses it a second time so soon has doubled it.
const DOUBLED: Duration = Duration::from_millis(1_000);

/// What there is on the screen that keys could mean.
#[derive(Debug, Clone, Default)]
pub struct Scene<'s> {
    /// The words of each row that typed letters find: as shown, and as they are said where that differs.
    /// Empty where letters find nothing.
    pub rows: Vec<[&'s str; 2]>,
    /// How many rows a digit chooses among.
    pub digits: usize,
    /// The letters that do something here.
    pub letters: &'static [char],
    /// A lone digit counts at once: seconds matter to an agent.
    pub digits_at_once: bool,
    /// The key would confirm something that cannot be taken back.
    pub confirms: bool,
    /// The key would go on from here with what nobody may have chosen.
    pub goes_on: bool,
    /// The key moves, scrolls or edits, or leaves at once: it repeats freely.
    pub is_free: bool,
}

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Counts(Key),
    /// It will count unless another key comes; the row that it would choose is shown with the focus meanwhile.
    Waits(Option<usize>),
    /// A typed word fits this row, which has the focus now; or none.
    Finds(Option<usize>),
    /// The typed word is taken back, as if nothing had been typed.
    TakenBack,
    /// It is part of something typed or pasted that means nothing here, or ends it: nothing is taken.
    Strays,
    /// What it would confirm had not been seen.
    TooQuick,
    /// It is held down, or came before the page: it does nothing, and nothing is said.
    Dropped,
}

/// What was pressed, as far as it decides what the next key counts for.
#[derive(Debug, Default)]
pub struct Pace {
    /// Since when what is asked now is on the screen; `None` while it is not.
    shown: Option<Instant>,
    word: Option<Word>,
    waiting: Option<Waiting>,
    /// The last key, and when it came.
    last: Option<(Key, Instant)>,
    /// When a key that prints came last.
    printed: Option<Instant>,
    /// The key that counted and led to what is asked now, when no other came since.
    led: Option<(Key, Instant)>,
    /// When an Enter ended a word that fits nothing: one more soon after it does no more.
    strayed: Option<Instant>,
    /// When a letter came that counted: a digit soon after it is of the same word.
    letter: Option<Instant>,
    /// When a key that prints counted, or what was typed right after it came last: the beginning of a word was taken.
    began: Option<Instant>,
}

#[derive(Debug)]
struct Word {
    fit: Fit,
    last: Instant,
}

#[derive(Debug)]
struct Waiting {
    key: Key,
    since: Instant,
}

impl Pace {
    /// Says that something else is asked now, which is not on the screen yet: what was typed before has nothing to do
    /// with it.
    pub fn changes(&mut self) {
        (self.shown, self.word, self.waiting, self.strayed) = (None, None, None, None);
    }

    /// Says that what is asked is on the screen now.
    pub fn is_shown(&mut self, now: Instant) {
        self.shown = self.shown.or(Some(now));
    }

    /// Says that the key that counted led nowhere, or that Enter is what it asks for: the next Enter or Space is none of
    /// habit.
    pub fn expects_enter(&mut self) {
        self.led = None;
    }

    fn is_seen(&self, now: Instant) -> bool {
        self.shown.is_some_and(|shown| now.saturating_duration_since(shown) >= SEEN)
    }

    /// When a key that waits will count.
    pub fn due(&self) -> Option<Instant> {
        self.waiting.as_ref().map(|waiting| waiting.since + ALONE)
    }

    /// Whether the key that waits is one that prints.
    pub fn waits_with_text(&self) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| matches!(waiting.key, Key::Character(_)))
    }

    /// Whether what means nothing now began with a key that counted, so that not nothing was taken.
    pub fn has_begun(&self) -> bool {
        self.began.is_some()
    }

    /// The key that has waited long enough, and counts now.
    pub fn waited(&mut self, now: Instant) -> Option<Key> {
        if self.due().is_none_or(|due| now < due) {
            return None;
        }
        let Waiting { key, since } = self.waiting.take()?;
        self.word = None;
        self.led = leads(key).then_some((key, since));
        self.began = matches!(key, Key::Character(_)).then_some(since);
        let is_letter = matches!(key, Key::Character(letter) if letter != ' ') && !is_digit(key);
        self.letter = is_letter.then_some(since);
        Some(key)
    }

    /// What this key counts for.
    pub fn key(&mut self, key: Key, now: Instant, scene: &Scene<'_>) -> Outcome {
        let within = |limit| move |since: Instant| now.saturating_duration_since(since) < limit;
        let is_pasted = self.printed.is_some_and(within(PASTED));
        let is_close = self.printed.is_some_and(within(ALONE));
        let again = self.last.is_some_and(|(last, at)| last == key && within(HELD)(at));
        let is_after_letter = self.letter.is_some_and(within(WORD));
        self.led = self.led.filter(|_| matches!(key, Key::Enter | Key::Character(' ')));
        let ends_number = self.led.is_some_and(|(led, since)| is_digit(led) && within(NUMBER)(since));
        self.last = Some((key, now));
        let has_waited = self.waiting.take().is_some();
        self.word = self.word.take().filter(|word| within(WORD)(word.last));
        self.began = self.began.filter(|began| within(WORD)(*began));
        if let Key::Character(_) = key {
            self.printed = Some(now);
            self.began = self.began.map(|_| now);
        }
        if scene.is_free {
            self.word = None;
            return Outcome::Counts(key);
        }
        match key {
            Key::PasteStart | Key::Pasted(_) => return self.typed(None, now, scene),
            Key::PasteEnd => return Outcome::Strays,
            _ => {}
        }
        if self.shown.is_none() {
            if let Key::Character(_) = key {
                // What follows is the rest of something that was not meant for this page.
                self.typed(None, now, scene);
            }
            return Outcome::Dropped;
        }
        let is_in_word = self.word.as_ref().is_some_and(|word| !word.fit.is_empty());
        match key {
            // In a field one that is pressed after it goes on.
            Key::Enter if is_pasted && self.word.is_none() && !has_waited => Outcome::Strays,
            Key::Enter if is_pasted => self.strays(now),
            Key::Backspace if self.word.is_some() => self.erased(now, scene),
            Key::Escape if is_in_word && !scene.rows.is_empty() => {
                self.word = None;
                Outcome::TakenBack
            }
            Key::Character(character) if is_in_word => self.typed(Some(character), now, scene),
            // Another key came shortly before, so that neither was alone.
            Key::Character(_) if has_waited || is_close => self.typed(None, now, scene),
            // Soon after a letter that opened what it would choose in: it may be read first, or be of the same word.
            _ if is_digit(key) && is_after_letter && self.word.is_none() && scene.row(key).is_some() => {
                self.letter = Some(now);
                Outcome::TooQuick
            }
            _ if is_digit(key) && is_after_letter => self.typed(None, now, scene),
            _ if again => Outcome::Dropped,
            Key::Enter if ends_number => Outcome::Dropped,
            Key::Enter | Key::Character(' ') if scene.goes_on && self.is_unread(now, scene) => {
                self.led = None;
                Outcome::TooQuick
            }
            Key::Character(_) if is_digit(key) && scene.digits_at_once && scene.acts(key) && !scene.confirms => {
                (self.led, self.began) = (Some((key, now)), Some(now));
                Outcome::Counts(key)
            }
            Key::Character(_) if scene.acts(key) => self.alone(key, now, scene),
            Key::Character(character) => self.typed(Some(character), now, scene),
            Key::Enter if scene.goes_on && self.strayed.is_some_and(within(WORD)) => Outcome::Strays,
            Key::Enter if is_in_word && self.word.as_ref().is_some_and(|word| word.fit.row().is_none()) => {
                self.strays(now)
            }
            _ => {
                self.word = None;
                if scene.confirms {
                    return self.alone(key, now, scene);
                }
                self.led = leads(key).then_some((key, now));
                Outcome::Counts(key)
            }
        }
    }

    /// Whether the key before led here so shortly ago that what is asked here cannot have been read. On a question only
    /// an answer given before can be taken so, by those who go through what they know.
    fn is_unread(&self, now: Instant, scene: &Scene<'_>) -> bool {
        let Some((led, since)) = self.led else { return false };
        let limit = match is_digit(led) {
            true => READ,
            false if scene.rows.is_empty() => DOUBLED,
            false => Duration::ZERO,
        };
        now.saturating_duration_since(since) < limit
    }

    fn strays(&mut self, now: Instant) -> Outcome {
        (self.word, self.strayed) = (None, Some(now));
        Outcome::Strays
    }

    /// A key that counts when it comes alone; where it confirms something, only after that was seen.
    fn alone(&mut self, key: Key, now: Instant, scene: &Scene<'_>) -> Outcome {
        if scene.confirms && !self.is_seen(now) {
            return Outcome::TooQuick;
        }
        self.waiting = Some(Waiting { key, since: now });
        Outcome::Waits(scene.row(key))
    }

    /// A character of a word; `None` for one that fits nothing, whatever it is.
    fn typed(&mut self, character: Option<char>, now: Instant, scene: &Scene<'_>) -> Outcome {
        let before = self.word.take().map_or(Fit::NONE, |word| word.fit);
        self.strayed = None;
        let fit = character.map_or(before.missed(), |character| before.then(character, &scene.rows));
        self.word = Some(Word { fit, last: now });
        if scene.rows.is_empty() { Outcome::Strays } else { Outcome::Finds(fit.row()) }
    }

    fn erased(&mut self, now: Instant, scene: &Scene<'_>) -> Outcome {
        let fit = self.word.take().map_or(Fit::NONE, |word| word.fit).erased(&scene.rows);
        // It lasts when it is empty, too, so that one Backspace too many does not lead to the page before.
        self.word = Some(Word { fit, last: now });
        match scene.rows.is_empty() {
            _ if fit.is_empty() => Outcome::TakenBack,
            true => Outcome::Strays,
            false => Outcome::Finds(fit.row()),
        }
    }
}

impl Scene<'_> {
    /// Whether this key does something where it comes alone.
    fn acts(&self, key: Key) -> bool {
        match key {
            Key::Character(' ' | '?') => true,
            // One that names no row and begins no word of one is answered so: the right one may follow at once.
            Key::Character(digit @ '1'..='9') => {
                self.row(key).is_some() || self.digits > 0 && Fit::NONE.then(digit, &self.rows).row().is_none()
            }
            Key::Character(letter) => self.letters.contains(&letter),
            _ => false,
        }
    }

    /// The row that a digit chooses.
    fn row(&self, key: Key) -> Option<usize> {
        let Key::Character(digit @ '1'..='9') = key else { return None };
        Some(digit as usize - '1' as usize).filter(|row| *row < self.digits)
    }
}

fn is_digit(key: Key) -> bool {
    matches!(key, Key::Character('0'..='9'))
}

/// Whether this key may lead to another page that an Enter or Space of habit would go on from.
fn leads(key: Key) -> bool {
    is_digit(key) || matches!(key, Key::Enter | Key::Character(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [&str; 5] = ["Click2Pop", "ACT!", "eAgent", "Sugar CRM", "Another program"];

    fn question(rows: &[&'static str]) -> Scene<'static> {
        Scene { rows: rows.iter().map(|row| [*row, ""]).collect(), digits: rows.len(), ..Scene::default() }
    }

    /// Keys with the milliseconds before each, and what becomes of the last one.
    fn after(scene: &Scene<'_>, keys: &[(u64, Key)]) -> (Pace, Instant, Outcome) {
        let mut now = Instant::now();
        let mut pace = Pace::default();
        pace.is_shown(now);
        let mut last = Outcome::Dropped;
        for (wait, key) in keys {
            now += Duration::from_millis(*wait);
            last = pace.key(*key, now, scene);
        }
        (pace, now, last)
    }

    fn word(wait: u64, text: &str) -> Vec<(u64, Key)> {
        text.chars().map(|character| (wait, Key::Character(character))).collect()
    }

    #[test]
    fn a_typed_word_finds_its_row_however_fast_it_is_typed() {
        for (typed, outcome) in [
            ("a", Outcome::Finds(Some(1))),
            ("sugar crm", Outcome::Finds(Some(3))),
            ("pro", Outcome::Finds(Some(4))),
            ("pr", Outcome::Finds(None)),
            ("Sunny2024&", Outcome::Finds(None)),
            // A digit that names no row is answered so.
            ("8", Outcome::Waits(None)),
        ] {
            for pace in [20, 140, 400, 1_400] {
                assert_eq!(after(&question(&ROWS), &word(pace, typed)).2, outcome, "{typed} at {pace} ms");
            }
        }
    }

    #[test]
    fn enter_takes_only_what_fits_and_was_typed_by_hand() {
        for (typed, wait, taken) in [
            ("act", 300, Outcome::Counts(Key::Enter)),
            ("act", 79, Outcome::Strays),
            ("act", 80, Outcome::Counts(Key::Enter)),
            ("acted", 300, Outcome::Strays),
            ("Sunny2024&", 300, Outcome::Strays),
        ] {
            let mut keys = word(100, typed);
            keys.push((wait, Key::Enter));
            let chosen = Scene { goes_on: true, ..question(&ROWS) };
            assert_eq!(after(&chosen, &keys).2, taken, "{typed} {wait}");
            // Nor does a second one act on what is there; where there is nothing to act on, it may say what is missing.
            for (wait, is_over) in [(300, false), (1_499, false), (1_500, true)] {
                let twice = [keys.as_slice(), &[(wait, Key::Enter)]].concat();
                let outcome = if is_over { Outcome::Counts(Key::Enter) } else { taken };
                assert_eq!(after(&chosen, &twice).2, outcome, "{typed} {wait}");
                assert_eq!(after(&question(&ROWS), &twice).2, Outcome::Counts(Key::Enter), "{typed} {wait}");
            }
        }
    }

    #[test]
    fn an_enter_on_another_page_has_nothing_to_do_with_a_word_that_was_none() {
        let chosen = Scene { goes_on: true, ..question(&ROWS) };
        let (mut pace, mut now, outcome) = after(&chosen, &[word(100, "acted"), vec![(300, Key::Enter)]].concat());
        assert_eq!(outcome, Outcome::Strays);
        pace.changes();
        pace.is_shown(now);
        now += Duration::from_millis(300);
        assert_eq!(pace.key(Key::Enter, now, &chosen), Outcome::Counts(Key::Enter));
    }

    #[test]
    fn backspace_in_a_word_takes_one_character_back() {
        let mut keys = word(100, "acx");
        keys.push((100, Key::Backspace));
        assert_eq!(after(&question(&ROWS), &keys).2, Outcome::Finds(Some(1)));
        keys.push((100, Key::Backspace));
        keys.push((100, Key::Character('n')));
        assert_eq!(after(&question(&ROWS), &keys).2, Outcome::Finds(Some(4)));
        let mut erased = vec![(0, Key::Character('a')), (100, Key::Backspace), (300, Key::Backspace)];
        assert_eq!(after(&question(&ROWS), &erased).2, Outcome::TakenBack, "one too many leads nowhere");
        erased.push((1_500, Key::Backspace));
        assert_eq!(after(&question(&ROWS), &erased).2, Outcome::Counts(Key::Backspace), "the word is over");
        let begun_anew = [(0, Key::Character('a')), (200, Key::Backspace), (300, Key::Character('2'))];
        assert_eq!(after(&question(&ROWS), &begun_anew).2, Outcome::Waits(Some(1)));
        let strays = [(0, Key::Character('a')), (200, Key::Character('b')), (200, Key::Backspace)];
        assert_eq!(after(&Scene::default(), &strays).2, Outcome::Strays);
    }

    #[test]
    fn a_lone_digit_counts_after_a_short_pause_and_not_within_a_word() {
        let digit = Key::Character('2');
        let (mut pace, now, outcome) = after(&question(&ROWS), &[(300, digit)]);
        assert_eq!(outcome, Outcome::Waits(Some(1)));
        assert_eq!(pace.waited(now + Duration::from_millis(149)), None);
        assert_eq!(pace.waited(now + Duration::from_millis(150)), Some(digit));
        for keys in [word(100, "2a"), word(100, "22"), word(20, "2Sunny")] {
            let (mut pace, now, outcome) = after(&question(&ROWS), &keys);
            assert_eq!(outcome, Outcome::Finds(None), "{keys:?}");
            assert_eq!(pace.waited(now + Duration::from_secs(1)), None, "{keys:?}");
        }
        assert_eq!(after(&question(&ROWS), &word(400, "Sunny2")).2, Outcome::Finds(None));
        let (mut pace, now, outcome) = after(&question(&ROWS), &[(300, Key::Character('7'))]);
        assert_eq!(outcome, Outcome::Waits(None), "there is no row 7");
        assert_eq!(pace.waited(now + Duration::from_millis(150)), Some(Key::Character('7')));
        let right = now + Duration::from_millis(300);
        assert_eq!(pace.key(digit, right, &question(&ROWS)), Outcome::Waits(Some(1)), "the right one needs no wait");
        let agent = Scene { digits_at_once: true, ..question(&ROWS) };
        assert_eq!(after(&agent, &[(300, digit)]).2, Outcome::Counts(digit));
        assert_eq!(after(&agent, &[(300, digit), (149, Key::Character('1'))]).2, Outcome::Finds(None));
        assert_eq!(after(&agent, &[(300, digit), (150, Key::Character('1'))]).2, Outcome::Counts(Key::Character('1')));
    }

    /// On another page, which this key led to.
    fn led(before: &Scene<'_>, key: Key) -> (Pace, Instant) {
        let (mut pace, now, _) = after(before, &[(300, key)]);
        pace.waited(now + ALONE);
        pace.changes();
        pace.is_shown(now + ALONE);
        (pace, now)
    }

    #[test]
    fn an_enter_of_habit_does_not_go_on_from_a_page_that_nobody_can_have_read() {
        let (digit, enter) = (Key::Character('2'), Key::Enter);
        let page = Scene { goes_on: true, ..Scene::default() };
        let given = Scene { goes_on: true, ..question(&ROWS) };
        let unchosen = question(&ROWS);
        let (quick, counts) = (Outcome::TooQuick, Outcome::Counts(enter));
        for (first, scene, wait, outcome) in [
            (digit, &page, 399, Outcome::Dropped),
            (digit, &page, 400, quick),
            (digit, &page, 1_499, quick),
            (digit, &page, 1_500, counts),
            (digit, &given, 1_499, quick),
            (digit, &unchosen, 400, counts),
            (enter, &page, 250, quick),
            (enter, &page, 999, quick),
            (enter, &page, 1_000, counts),
            (enter, &given, 250, counts),
            (enter, &unchosen, 250, counts),
            (Key::Character(' '), &page, 999, quick),
            (Key::Function(1), &page, 400, counts),
        ] {
            for at_once in [false, true] {
                let before = Scene { digits_at_once: at_once, ..question(&ROWS) };
                let (mut pace, now) = led(&before, first);
                let pressed = now + Duration::from_millis(wait);
                assert_eq!(pace.key(enter, pressed, scene), outcome, "{first:?} {wait}");
                if outcome == Outcome::TooQuick {
                    assert_eq!(pace.key(enter, pressed + HELD, scene), counts, "it was said to press it again");
                }
                let (mut pace, now) = led(&before, first);
                let moves = Scene { is_free: true, ..scene.clone() };
                pace.key(Key::Down, now + Duration::from_millis(200), &moves);
                assert_eq!(pace.key(enter, now + HELD, scene), counts, "after an arrow it was chosen");
            }
        }
    }

    #[test]
    fn nor_does_a_space_of_habit() {
        let (digit, enter, space) = (Key::Character('2'), Key::Enter, Key::Character(' '));
        let page = Scene { goes_on: true, ..Scene::default() };
        let given = Scene { goes_on: true, ..question(&ROWS) };
        let nothing = Scene::default();
        let (quick, waits) = (Outcome::TooQuick, Outcome::Waits(None));
        for (first, scene, wait, outcome) in [
            (digit, &page, 250, quick),
            (digit, &page, 1_499, quick),
            (digit, &page, 1_500, waits),
            (digit, &given, 1_499, quick),
            (enter, &page, 999, quick),
            (enter, &page, 1_000, waits),
            (enter, &given, 250, waits),
            (enter, &nothing, 250, waits),
            (space, &page, 249, Outcome::Dropped),
            (space, &page, 250, quick),
            (space, &page, 999, quick),
            (space, &page, 1_000, waits),
        ] {
            let (mut pace, now) = led(&question(&ROWS), first);
            let pressed = now + Duration::from_millis(wait);
            assert_eq!(pace.key(space, pressed, scene), outcome, "{first:?} {wait}");
            if outcome == quick {
                assert_eq!(pace.key(space, pressed + HELD, scene), waits, "it was said to press it again");
            }
        }
    }

    #[test]
    fn an_enter_that_ends_a_number_is_no_key_of_its_own() {
        let scene = question(&ROWS);
        for (wait, outcome) in [(399, Outcome::Dropped), (400, Outcome::Counts(Key::Enter))] {
            let (mut pace, now, _) = after(&scene, &[(300, Key::Character('2'))]);
            assert!(pace.waited(now + ALONE).is_some());
            pace.changes();
            pace.is_shown(now + ALONE);
            assert_eq!(pace.key(Key::Enter, now + Duration::from_millis(wait), &Scene::default()), outcome);
        }
        let before_it_counts = [(300, Key::Character('2')), (100, Key::Enter)];
        assert_eq!(after(&scene, &before_it_counts).2, Outcome::Counts(Key::Enter));
    }

    #[test]
    fn escape_ends_a_word_and_nothing_else_where_words_find_rows() {
        let keys = [(300, Key::Character('a')), (200, Key::Escape)];
        assert_eq!(after(&question(&ROWS), &keys).2, Outcome::TakenBack);
        assert_eq!(after(&Scene::default(), &keys).2, Outcome::Counts(Key::Escape));
        let twice = [keys.as_slice(), &[(300, Key::Escape)]].concat();
        assert_eq!(after(&question(&ROWS), &twice).2, Outcome::Counts(Key::Escape));
    }

    #[test]
    fn a_key_that_waits_is_over_with_its_page() {
        let (mut pace, now, outcome) = after(&question(&ROWS), &[(0, Key::Character('2'))]);
        assert_eq!((outcome, pace.due().is_some()), (Outcome::Waits(Some(1)), true));
        pace.changes();
        pace.is_shown(now);
        assert_eq!((pace.due(), pace.waited(now + WORD)), (None, None));
    }

    #[test]
    fn what_came_before_the_page_is_dropped_with_the_rest_of_the_word() {
        let mut pace = Pace::default();
        let mut now = Instant::now();
        assert_eq!(pace.key(Key::Enter, now, &question(&ROWS)), Outcome::Dropped);
        assert_eq!(pace.key(Key::Character('f'), now, &question(&ROWS)), Outcome::Dropped);
        pace.is_shown(now);
        for letter in "act".chars() {
            now += Duration::from_millis(400);
            assert_eq!(pace.key(Key::Character(letter), now, &question(&ROWS)), Outcome::Finds(None));
        }
    }

    #[test]
    fn a_letter_that_acts_counts_alone_and_any_other_never() {
        let checklist = Scene { letters: &['d', 'x', 'c'], ..Scene::default() };
        let d = Key::Character('d');
        for key in [d, Key::Character(' '), Key::Character('?')] {
            let (mut pace, now, outcome) = after(&checklist, &[(300, key)]);
            assert_eq!((outcome, pace.waited(now + ALONE)), (Outcome::Waits(None), Some(key)));
        }
        let (mut pace, now, _) = after(&checklist, &[(300, d)]);
        assert!(pace.waited(now + ALONE).is_some());
        for (wait, outcome) in [(1_499, Outcome::TooQuick), (3_000, Outcome::Waits(Some(0)))] {
            let two = Scene { digits: 2, ..Scene::default() };
            pace.changes();
            pace.is_shown(now + ALONE);
            let digit = Key::Character('1');
            assert_eq!(pace.key(digit, now + Duration::from_millis(wait), &two), outcome, "“d1” may be a word");
        }
        for typed in ["dx", "password", "note", "q", "?why", " no", "1"] {
            let (mut pace, now, outcome) = after(&checklist, &word(100, typed));
            assert_eq!((outcome, pace.waited(now + ALONE)), (Outcome::Strays, None), "{typed}");
        }
    }

    #[test]
    fn a_held_key_acts_twice_at_most() {
        for (key, most) in [(Key::Enter, 2), (Key::Escape, 2), (Key::Function(5), 2), (Key::Character(' '), 1)] {
            let mut now = Instant::now();
            let mut pace = Pace::default();
            pace.is_shown(now);
            let mut counted = 0;
            for place in 0..80 {
                now += Duration::from_millis(if place == 1 { 500 } else { 33 });
                let waited = pace.waited(now).is_some();
                if waited | (pace.key(key, now, &Scene::default()) == Outcome::Counts(key)) {
                    counted += 1;
                    pace.changes();
                    pace.is_shown(now);
                }
            }
            assert_eq!(counted, most, "{key:?}");
        }
    }

    #[test]
    fn what_confirms_waits_until_it_was_seen_and_is_never_a_held_key() {
        let asked = Scene { confirms: true, digits: 2, ..Scene::default() };
        for key in [Key::Enter, Key::Character('2')] {
            assert_eq!(after(&asked, &[(20, key)]).2, Outcome::TooQuick, "{key:?}");
            assert_eq!(after(&asked, &[(249, key)]).2, Outcome::TooQuick, "{key:?}");
            let (mut pace, now, outcome) = after(&asked, &[(250, key)]);
            assert!(matches!(outcome, Outcome::Waits(_)), "{key:?}");
            assert_eq!(pace.waited(now + ALONE), Some(key));
            let held: Vec<_> = [(300, key), (500, key)].into_iter().chain(vec![(33, key); 50]).collect();
            let (mut pace, now, _) = after(&asked, &held);
            assert_eq!(pace.waited(now + ALONE), None, "{key:?}");
        }
    }

    #[test]
    fn of_a_paste_nothing_is_taken() {
        let mut keys = vec![(300, Key::PasteStart)];
        keys.extend("2act".chars().map(|character| (0, Key::Pasted(character))));
        keys.push((0, Key::PasteEnd));
        assert_eq!(after(&question(&ROWS), &keys).2, Outcome::Strays);
        let lines = [word(1, "act"), vec![(1, Key::Enter)], word(1, "2"), vec![(1, Key::Enter)]].concat();
        let (mut pace, now, outcome) = after(&question(&ROWS), &lines);
        assert_eq!((outcome, pace.waited(now + ALONE)), (Outcome::Strays, None));
    }

    #[test]
    fn four_digits_in_two_seconds_count_four_times() {
        let mut now = Instant::now();
        let mut pace = Pace::default();
        pace.is_shown(now);
        for _ in 0..4 {
            now += Duration::from_millis(500);
            assert_eq!(pace.key(Key::Character('1'), now, &question(&ROWS)), Outcome::Waits(Some(0)));
            now += ALONE;
            assert_eq!(pace.waited(now), Some(Key::Character('1')));
            pace.changes();
            pace.is_shown(now);
        }
    }
}
