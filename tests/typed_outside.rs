//! Words and passwords that are typed where no field is, at any pace, on every kind of page and what lies over it, in
//! both roles: nothing is answered by them that the person could not see chosen, and nothing of them is anywhere.

use crate::support::screen;
use std::time::{Duration, Instant};

use crate::support::cases;
use crate::support::dice::Dice;
use crate::support::screen::{THEME, frame, hours_later, run};
use crate::support::walk::{WAYS, article, walk_at};
use vo_login_wizard::content::Article;
use vo_login_wizard::page::Kind;
use vo_login_wizard::state::SavedWalk;
use vo_login_wizard::terminal::Key;
use vo_login_wizard::tui::{FrontEnd, Pressed};
use vo_login_wizard::walk::{Move, Role};

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const SIGNS: &str = "~@#$^*+=|:;?-!%&<>_.,'/()[]{}\"\\`";
/// What people say to the wizard, and what they say that it does not know.
const WORDS: [&str; 24] = [
    "yes",
    "no",
    "not sure",
    "act",
    "eagent",
    "sugar",
    "crm",
    "click2pop",
    "other",
    "quit",
    "save",
    "next",
    "done",
    "back",
    "help",
    "both",
    "neither",
    "only",
    "equal1",
    "nonsense",
    "dont know",
    "x series",
    "agent",
    "2nd",
];
/// What may lie over the page when somebody types.
const OVER: [&str; 8] = ["", "", "<f1>", "<f6>", "<f7>", "<f8>", "<f9>", "<c-q>"];
/// Longer, and a word is over.
const PAUSE: Duration = Duration::from_millis(1_500);

/// Somebody who types.
struct Typist<'f, 'r, 'a> {
    front_end: &'f mut FrontEnd<'r, 'a>,
    now: Instant,
    /// What was typed since the last pause, and since a lone digit answered.
    typed: String,
    last: Instant,
    /// What was typed in all.
    all: String,
    has_left: bool,
    /// What was on the screen.
    seen: String,
}

impl<'f, 'r, 'a> Typist<'f, 'r, 'a> {
    fn new(front_end: &'f mut FrontEnd<'r, 'a>) -> Self {
        let now = hours_later();
        front_end.is_shown(now);
        Typist {
            front_end,
            now,
            typed: String::new(),
            last: now,
            all: String::new(),
            has_left: false,
            seen: String::new(),
        }
    }

    /// Presses a key and lets this time pass; every answer that is recorded meanwhile is judged.
    fn press(&mut self, key: Key, then: Duration) {
        if self.has_left {
            return;
        }
        if self.now - self.last >= PAUSE {
            self.typed.clear();
        }
        let chosen = if key == Key::Enter { self.chosen() } else { Vec::new() };
        if let Key::Character(character) = key {
            self.typed.push(character);
            self.all.push(character);
            self.last = self.now;
        }
        let now = self.now;
        self.judged(&chosen, key == Key::Enter, |front_end| front_end.press(key, now));
        let until = self.now + then;
        if let Some(due) = self.front_end.due().filter(|due| *due <= until) {
            self.judged(&chosen, key == Key::Enter, |front_end| front_end.wait(due));
            if let Key::Character('0'..='9') = key {
                // It counted by itself, whatever it did.
                self.typed.clear();
            }
        }
        self.now = until;
    }

    fn judged(&mut self, chosen: &[String], is_enter: bool, act: impl FnOnce(&mut FrontEnd<'r, 'a>) -> Pressed) {
        let before = answers(self.front_end);
        // There it is typed where it belongs.
        let is_in_field = self.front_end.page().has_fields();
        let pressed = act(self.front_end);
        if is_enter {
            self.look();
        }
        self.front_end.is_shown(self.now);
        self.has_left |= matches!(pressed, Pressed::Leave(_));
        let is_new = answers(self.front_end).iter().any(|answer| !before.contains(answer));
        if !is_new || is_in_field || self.front_end.page().role == Role::Agent {
            return;
        }
        let now_at = self.front_end.page().node;
        let typed = self.typed.to_lowercase();
        let is_lone_digit = typed.len() == 1 && typed.chars().all(|typed| typed.is_ascii_digit());
        let fits = is_enter && (typed.is_empty() || chosen.iter().any(|text| is_begun(text, &typed)));
        assert!(is_lone_digit || fits, "“{}” answered; chosen: {chosen:?}; now at {now_at}", self.all);
        self.typed.clear();
    }

    fn look(&mut self) {
        self.seen += &frame(self.front_end, 120, 60).rows().join("");
    }

    /// The words of the row that is seen to have the focus.
    fn chosen(&mut self) -> Vec<String> {
        let rows = frame(self.front_end, 120, 40).rows();
        let seen = rows.iter().find_map(|row| row.trim_start().strip_prefix('❯')).unwrap_or_default().to_owned();
        let page = self.front_end.page();
        let is_seen = |text: &str| {
            let beginning: String = text.chars().take(20).collect();
            !seen.is_empty() && seen.contains(&beginning)
        };
        let chosen = page.choices().find(|choice| is_seen(&choice.text));
        chosen.map_or(Vec::new(), |choice| choice.aloud.iter().chain([&choice.text]).map(ToString::to_string).collect())
    }
}

/// Whether the text begins so, or a word of it where enough was typed.
fn is_begun(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    if text.starts_with(typed) {
        return true;
    }
    let parts = text.char_indices().filter_map(|(at, _)| text.split_at_checked(at));
    let mut begins = parts
        .filter(|(before, from)| from.starts_with(char::is_alphanumeric) && !before.ends_with(char::is_alphanumeric));
    let is_common = ["yes", "no", "not", "the"].contains(&typed.trim());
    typed.chars().count() >= 3 && !is_common && begins.any(|(_, from)| from.starts_with(typed))
}

/// What is answered by now.
fn answers(front_end: &mut FrontEnd<'_, '_>) -> Vec<(String, String)> {
    front_end.page().trail.iter().map(|step| (step.node.to_owned(), step.answer.clone())).collect()
}

fn password(dice: &mut Dice) -> String {
    let all: Vec<char> = LETTERS.chars().chain(DIGITS.chars()).chain(SIGNS.chars()).collect();
    let length = 6 + dice.below(9);
    (0..length).map(|_| *dice.one_of(&all)).collect()
}

/// Types this on a page of the article, somewhere in it; returns whatever could be read of it anywhere.
fn typed_on_a_page(article: &Article, dice: &mut Dice, text: &str) -> String {
    let (node, _) = dice.one_of(&WAYS);
    let mut run = run(walk_at(article, node));
    let role = *dice.one_of(&[Role::User, Role::Agent]);
    if role == Role::Agent {
        run.make(Move::SwitchRole).expect("the role can be changed anywhere");
    }
    let mut seen = String::new();
    {
        let mut front_end = FrontEnd::new(&mut run, THEME);
        let opens = *dice.one_of(&OVER);
        screen::press(&mut front_end, opens);
        if dice.below(3) == 0 {
            screen::press(&mut front_end, "<down>");
        }
        // One pace, or each key at its own.
        let steady = (dice.below(2) == 0).then(|| 20 + dice.below(381));
        let mut typist = Typist::new(&mut front_end);
        let wait = |dice: &mut Dice| Duration::from_millis(steady.unwrap_or_else(|| 20 + dice.below(381)) as u64);
        typist.now += Duration::from_secs(2);
        for character in text.chars() {
            let wait = wait(dice);
            typist.press(Key::Character(character), wait);
        }
        typist.look();
        if dice.below(4) == 0 {
            typist.now += Duration::from_secs(2);
        }
        typist.press(Key::Enter, wait(dice));
        typist.press(Key::Enter, Duration::from_secs(2));
        seen += &typist.seen;
        assert!(!matches!(front_end.page().kind, Kind::Over(over) if over.has_entry()));
    }
    let state = SavedWalk::of(&run.walk).json(&run.times(), "", 1);
    seen += &state;
    let notes = run.case_notes();
    seen += &notes.text();
    seen += &notes.json();
    seen
}

#[test]
fn nothing_of_a_password_that_is_typed_outside_a_field_answers_or_is_anywhere() {
    let folder = tempfile::tempdir().expect("there is room for files");
    // What is saved by a letter goes there.
    std::env::set_current_dir(folder.path()).expect("a folder of its own");
    let article = article();
    let mut dice = Dice::new("passwords outside a field");
    for _ in 0..cases(1_000) {
        let password = password(&mut dice);
        let mut seen = typed_on_a_page(&article, &mut dice, &password);
        for file in std::fs::read_dir(folder.path()).expect("it is there").flatten() {
            seen += &std::fs::read_to_string(file.path()).expect("it is text");
            seen += &file.path().display().to_string();
            std::fs::remove_file(file.path()).expect("it is ours");
        }
        let characters: Vec<char> = password.chars().collect();
        for six in characters.windows(6) {
            let six: String = six.iter().collect();
            assert!(!seen.contains(&six), "{six} of {password}: {seen}");
        }
    }
    for _ in 0..cases(1_000) {
        let words: Vec<&str> = (0..1 + dice.below(2)).map(|_| *dice.one_of(&WORDS)).collect();
        typed_on_a_page(&article, &mut dice, &words.join(" "));
    }
}
