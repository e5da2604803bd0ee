//! A run and what the screen recalls of it: keys in, frames out. It knows no terminal.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::content::words;
use crate::page::{Kind, Page, say};
use crate::run::Run;
use crate::terminal::{AtStake, Key};
use crate::walk::{Move, Role};

use super::canvas::Painted;
use super::draw::{self, Frame, Seen};
use super::keys::{self, Asked};
use super::pace::{Outcome, Pace, Scene};
use super::theme::Theme;
use super::view::{Pressed, View};

/// A run on the full screen.
pub struct FrontEnd<'r, 'a> {
    pub(super) run: &'r mut Run<'a>,
    theme: Theme,
    pub(super) view: View<'a>,
    pace: Pace,
    /// Where the focus was before a key that waits moved it, and where it goes back to if that does not count.
    before_waiting: Option<Option<usize>>,
    /// The row that a key that waits would choose was not on the screen when it came.
    is_out_of_sight: bool,
    /// What the last key that prints did: with more of a word after it, it was not meant.
    began: Began,
}

/// What was done by a key that may have been the beginning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Began {
    /// Nothing; or it opened something over the page, which is seen, and closed by its own key.
    Nothing,
    /// It marked a step.
    Marked,
    /// It went on, or away: it is for the person to go back, or not.
    WentOn,
}

impl<'r, 'a> FrontEnd<'r, 'a> {
    pub fn new(run: &'r mut Run<'a>, theme: Theme) -> FrontEnd<'r, 'a> {
        let mut view = View::new(run);
        let opening = run.opening();
        view.open_with(opening, run);
        let pace = Pace::default();
        FrontEnd { run, theme, view, pace, before_waiting: None, is_out_of_sight: false, began: Began::Nothing }
    }

    /// The page of the walk as it stands now.
    pub fn page(&mut self) -> &Page<'a> {
        self.view.refresh(self.run);
        self.view.page()
    }

    /// Takes a key that came now.
    pub fn press(&mut self, key: Key, now: Instant) -> Pressed {
        let before_waiting = self.before_waiting;
        // Right after a digit, Enter means the row that the digit shows.
        if key != Key::Enter {
            self.point_back();
        }
        let asked = self.asked(key);
        // On a page that is not seen no key does anything but what the message in its place names.
        if !self.view.is_seen && !matches!(asked, Asked::LeaveAtOnce | Asked::Suspend) {
            return Pressed::Done;
        }
        let outcome = self.pace.key(key, now, &scene(&self.view, asked));
        if !matches!(outcome, Outcome::Counts(_) | Outcome::Waits(_)) {
            self.point_back();
        }
        self.before_waiting = None;
        // Right after a digit, Enter means the same row.
        let was_out_of_sight = std::mem::take(&mut self.is_out_of_sight) && key == Key::Enter;
        let is_out_of_sight = was_out_of_sight || self.view.is_out_of_sight(asked);
        self.is_out_of_sight = is_out_of_sight && matches!(outcome, Outcome::Waits(_));
        match outcome {
            Outcome::Counts(key) if is_out_of_sight => self.shows_row(key),
            Outcome::Counts(key) => return self.counts(key),
            Outcome::Waits(Some(row)) => {
                self.before_waiting = Some(self.view.pointed());
                self.view.find(Some(row));
            }
            Outcome::Waits(None) => self.before_waiting = before_waiting,
            Outcome::Finds(row) => {
                self.view.find(row);
                if row.is_none() {
                    self.takes_nothing();
                }
            }
            Outcome::TakenBack if self.view.top().kind == Kind::Question => self.view.find(None),
            Outcome::TakenBack => self.view.message = None,
            Outcome::Strays if self.view.top().has_fields() => {
                self.view.message = Some(words().notice.line_end_dropped.to_owned());
            }
            Outcome::Strays if self.has_text_field() => self.view.too_quick(),
            Outcome::Strays => self.takes_nothing(),
            Outcome::TooQuick => self.view.too_quick(),
            Outcome::Dropped => {}
        }
        Pressed::Done
    }

    /// Takes a key that came before there was anything on the screen: it was not meant for what is there now.
    pub fn press_early(&mut self, key: Key, now: Instant) {
        if let Key::Character(_) = key {
            self.pace.key(key, now, &Scene::default());
        }
    }

    /// When [`FrontEnd::wait`] is to be called, if no key comes before.
    pub fn due(&self) -> Option<Instant> {
        self.pace.due()
    }

    /// Whether the key that waits is one that prints.
    pub(super) fn waits_with_text(&self) -> bool {
        self.pace.waits_with_text()
    }

    /// Takes the key that has waited until now whether another one comes.
    pub fn wait(&mut self, now: Instant) -> Pressed {
        let Some(key) = self.pace.waited(now) else { return Pressed::Done };
        self.before_waiting = None;
        if std::mem::take(&mut self.is_out_of_sight) {
            self.shows_row(key);
            return Pressed::Done;
        }
        self.counts(key)
    }

    /// Says that what is painted is on the screen now.
    pub fn is_shown(&mut self, now: Instant) {
        self.pace.is_shown(now);
    }

    /// Brings the row of a digit into sight, and takes nothing before it was read.
    fn shows_row(&mut self, key: Key) {
        if let Asked::Digit(row) = self.asked(key) {
            self.view.find(Some(row));
        }
        self.began = Began::Nothing;
        self.view.too_quick();
    }

    fn counts(&mut self, key: Key) -> Pressed {
        let asked = self.asked(key);
        // What does nothing asks nothing else.
        if !asked.is_free() && asked != Asked::Nothing {
            self.pace.changes();
        }
        let (before, is_back) = (self.stands(), self.view.goes_back(asked));
        let pressed = self.view.press(asked, self.run);
        let place = |(page, over, _): (&'a str, usize, usize)| (page, over);
        if is_back || place(before) == place(self.stands()) {
            self.pace.expects_enter();
        }
        if let Key::Character(_) = key {
            self.began = match (before, self.stands()) {
                // A digit chose what it opened.
                ((page, over, _), (now, over_now, _))
                    if page == now && over < over_now && !matches!(key, Key::Character('0'..='9')) =>
                {
                    Began::Nothing
                }
                ((page, _, marks), (now, _, marks_now)) if page == now && marks < marks_now => Began::Marked,
                (before, now) if before == now => Began::Nothing,
                _ => Began::WentOn,
            };
        }
        pressed
    }

    /// On which page one is, what lies over it, and how many of its steps are marked.
    fn stands(&self) -> (&'a str, usize, usize) {
        let page = self.view.page();
        (page.node, self.view.layers(), page.steps().filter(|step| step.mark.is_some()).count())
    }

    /// Of a word that means nothing here not even its first key counts, where what that did can be taken back.
    fn takes_nothing(&mut self) {
        match if self.pace.has_begun() { self.began } else { Began::Nothing } {
            Began::WentOn => return self.view.takes_the_first_key(),
            Began::Marked => self.view.make(Move::Unmark, self.run),
            Began::Nothing => {}
        }
        self.began = Began::Nothing;
        self.view.takes_nothing();
    }

    /// A key that waited does not count: the focus goes back to where it was.
    fn point_back(&mut self) {
        if let Some(row) = self.before_waiting.take() {
            self.view.find(row);
        }
    }

    fn asked(&self, key: Key) -> Asked {
        keys::asked(key, self.view.top(), self.view.top_row())
    }

    fn has_text_field(&self) -> bool {
        keys::is_text_field(self.view.top())
    }

    /// Paints the page with what lies over it; returns where the cursor stands, if it is seen.
    pub fn paint(&mut self, buffer: &mut Buffer) -> Option<Position> {
        let width = buffer.area.width;
        buffer.reset();
        self.frame(buffer.area).paint(&mut Painted::new(width), |Position { x, y }, cells| {
            let start = usize::from(y) * usize::from(width) + usize::from(x);
            if let Some(row) = buffer.content.get_mut(start..start + cells.len()) {
                row.clone_from_slice(cells);
            }
        })
    }

    /// The frame as it is now, for a window of this size.
    pub(super) fn frame(&mut self, area: Rect) -> Frame<'_, 'a> {
        self.view.refresh(self.run);
        let seen = Seen { walk: &self.run.walk, reference: self.run.reference(), theme: &self.theme };
        draw::frame(area, &mut self.view, &seen)
    }

    /// Says something on the page, until the next key.
    pub fn say(&mut self, message: String) {
        self.view.message = Some(message);
    }

    /// Says something besides what is said already.
    pub(super) fn say_also(&mut self, message: &str) {
        let before = self.view.message.take();
        self.view.message = Some(before.map_or(message.to_owned(), |before| format!("{before} {message}")));
    }

    /// What Escape would lose now.
    pub(super) fn at_stake(&self) -> AtStake {
        // Esc takes away what lies over the page, and nothing of what is typed beneath.
        let is_typed = self.view.is_writing() || (self.view.over().is_none() && self.run.walk.has_typed());
        if is_typed { AtStake::Typed } else { AtStake::Nothing }
    }

    /// The window is of another size, or what it shows is not known: what was typed into it is over.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        self.pace.changes();
        self.point_back();
        // What comes with the next keys is seen, or not, before the next frame is drawn.
        self.view.is_seen = draw::is_large_enough(size);
        self.view.scroll().follow();
    }

    /// Wipes what is typed; returns what to say of it.
    pub(super) fn wipe(&mut self) -> Option<String> {
        self.view.wipe(self.run).and_then(|notice| say::notice(&notice))
    }
}

/// What keys could mean where the focus is.
fn scene<'s>(view: &'s View<'_>, asked: Asked) -> Scene<'s> {
    let page = view.top();
    let is_question = page.kind == Kind::Question;
    let has_digits = !keys::is_text_field(page) && !page.is_checklist();
    let mut rows = Vec::new();
    if is_question {
        rows.reserve(page.blocks.len());
        rows.extend(page.choices().map(|choice| [&*choice.text, choice.aloud.as_deref().unwrap_or_default()]));
    }
    Scene {
        rows,
        digits: if has_digits { page.choices().count() } else { 0 },
        letters: keys::letters(page),
        digits_at_once: is_question && page.role == Role::Agent,
        confirms: view.confirms(asked),
        goes_on: view.goes_on(asked),
        is_free: asked.is_free(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::theme::UNICODE;
    use super::*;
    use crate::content;
    use crate::walk::Walk;

    #[test]
    fn on_a_page_that_is_not_seen_only_what_leaves_does_anything() {
        let article = content::load(content::BUILT_IN).unwrap();
        let mut run = Run::new(Walk::new(&article));
        let mut front_end = FrontEnd::new(&mut run, Theme { color: false, marks: &UNICODE });
        let mut now = Instant::now();
        front_end.resize((30, 8));
        front_end.is_shown(now);
        for key in [Key::Character('2'), Key::Down, Key::Enter, Key::Control('q'), Key::Function(2), Key::Function(3)] {
            now += Duration::from_secs(2);
            assert_eq!(front_end.press(key, now), Pressed::Done, "{key:?}");
            assert_eq!(front_end.due(), None, "{key:?}");
        }
        assert_eq!(front_end.page().role, Role::User);
        assert!(front_end.page().trail.is_empty() && front_end.view.over().is_none());
        assert!(matches!(front_end.press(Key::Control('c'), now), Pressed::Leave(_)));
    }

    #[test]
    fn what_is_pressed_into_a_window_that_has_just_changed_confirms_nothing() {
        let article = content::load(content::BUILT_IN).unwrap();
        for is_resized in [true, false] {
            let mut run = Run::new(Walk::new(&article));
            run.walk.answer("integration", "act").unwrap();
            let mut front_end = FrontEnd::new(&mut run, Theme { color: false, marks: &UNICODE });
            let mut now = Instant::now();
            front_end.is_shown(now);
            front_end.press(Key::Control('q'), now);
            front_end.is_shown(now);
            now += Duration::from_secs(2);
            if is_resized {
                front_end.resize((90, 30));
            }
            front_end.press(Key::Character('2'), now);
            front_end.is_shown(now);
            let left = front_end.wait(now + Duration::from_secs(1));
            assert_eq!(matches!(left, Pressed::Leave(_)), !is_resized);
        }
    }

    proptest::proptest! {
        /// After a key in a field only a part of the page is made anew.
        #[test]
        fn whatever_is_pressed_the_page_is_as_if_it_were_made_anew(
            is_agent: bool,
            nodes in 0..8_usize,
            keys in proptest::collection::vec(0..24_usize, 1..30),
        ) {
            let article = content::load(content::BUILT_IN).unwrap();
            let mut walk = Walk::in_role(&article, if is_agent { Role::Agent } else { Role::User });
            let way = "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later \
                       reset=done test=both";
            for (node, key) in way.split_whitespace().filter_map(|answer| answer.split_once('=')).take(nodes) {
                walk.answer(node, key).unwrap();
            }
            let mut run = Run::new(walk);
            let mut front_end = FrontEnd::new(&mut run, Theme { color: false, marks: &UNICODE });
            let mut now = Instant::now();
            for key in keys {
                let functions = [1, 2, 3, 4, 5, 6, 8, 9];
                let keys: Vec<Key> = match key {
                    0..8 => vec![Key::Function(functions[key])],
                    8..16 => vec![Key::Character(['a', 'Z', '7', '&', 'é', ' ', '1', '漢'][key - 8])],
                    16 => vec![Key::Backspace],
                    17 => vec![Key::Tab],
                    18 => vec![Key::Escape],
                    19 => vec![Key::Down],
                    20 => vec![Key::Control('u')],
                    21 => vec![Key::Enter],
                    // One that nothing speaks against, so that this is said, and taken back.
                    _ => "Gr4nd*Piano".chars().map(Key::Character).collect(),
                };
                front_end.is_shown(now);
                now += Duration::from_secs(2);
                for key in &keys {
                    front_end.press(*key, now);
                    now += Duration::from_millis(50);
                }
                front_end.wait(now + Duration::from_secs(1));
                _ = front_end.frame(Rect::new(0, 0, 80, 24));
                let made_anew = Page::of(&front_end.run.walk);
                proptest::prop_assert_eq!(format!("{:?}", front_end.page()), format!("{made_anew:?}"), "{:?}", keys);
            }
        }
    }
}
