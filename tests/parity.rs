//! Every path of the article, walked through the full screen, through the plain mode, and by its answers alone as
//! `--no-input` does: the same trail, the same ending, the same summary, the same case notes.

use crate::support::script;
use std::time::{Duration, Instant};

use vo_login_wizard::clock::Times;
use vo_login_wizard::notes::{Call, CaseNotes};
use vo_login_wizard::page::{Kind, Page, say};
use vo_login_wizard::run::{Left, Run};
use vo_login_wizard::terminal::Key;
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::tui::theme::{ASCII, Theme};
use vo_login_wizard::walk::Walk;

use crate::support::cases;
use crate::support::table::{Given, every_path, leads_to};
use crate::support::walk::{GOOD, article};

/// Where a walk came to, by what both front-ends must agree on.
#[derive(Debug, Clone, PartialEq)]
struct Came {
    ending: String,
    trail: Vec<(String, String)>,
    summary: Vec<String>,
    notes: String,
}

fn came(walk: &Walk<'_>) -> Came {
    let page = Page::of(walk);
    assert!(walk.has_ended(), "the walk stands at {}", page.node);
    let notes = CaseNotes::of(walk, &Call::of(walk, Times::default()));
    Came {
        ending: page.node.to_owned(),
        trail: page.trail.iter().map(|step| (step.node.to_owned(), step.answer.clone())).collect(),
        summary: say::summary(&page),
        notes: notes.json(),
    }
}

/// Case notes without what answers alone do not say: which advice was opened, and what became of each step.
fn without(names: &[&str], notes: &str) -> String {
    let mut notes: serde_json::Value = serde_json::from_str(notes).expect("notes are JSON");
    for name in names {
        notes[*name] = serde_json::Value::Null;
    }
    notes.to_string()
}

/// The lines that answer one page of the plain mode.
fn lines(given: &Given) -> Vec<&'static str> {
    match given {
        (_, "later") => vec![""],
        (_, "checked") => vec![GOOD, "", "go-on"],
        (_, "done") => vec!["done"; 11],
        (_, "unfinished") => vec!["leave", "unfinished"],
        ("reset" | "second-reset", key) => {
            let done = step_of(key).expect("it is an aside of a step");
            vec!["done"; done].into_iter().chain(["not-that", key]).collect()
        }
        (_, "thrown-out") if given.0 != "symptom" => vec!["not-that", "thrown-out"],
        (_, key) => vec![key],
    }
}

/// How many steps are done when something else is seen than the next one promises, and the walk leads on.
fn step_of(aside: &str) -> Option<usize> {
    [("something-else", 1), ("passwords-off", 4), ("no-mail", 5), ("answer-refused", 7)]
        .into_iter()
        .find(|(known, _)| *known == aside)
        .map(|(_, step)| step)
}

/// The keys that answer the page on the full screen.
fn keys(page: &Page<'_>, key: &str) -> Vec<Key> {
    match (page.kind, key) {
        (Kind::Question, key) => {
            let Some(place) = page.choices().position(|choice| choice.key == key) else {
                return vec![Key::Function(8), Key::Character('1')];
            };
            let digit = char::from_digit(u32::try_from(place).expect("it is small") + 1, 10).expect("it is a digit");
            vec![Key::Character(digit)]
        }
        (Kind::Password(_), "later") => vec![Key::Enter],
        (Kind::Password(_), "checked") => GOOD.chars().map(Key::Character).chain([Key::Enter]).collect(),
        (Kind::Checklist, "done") => vec![Key::Enter; page.steps().count() + 1],
        (Kind::Checklist, "unfinished") => vec![Key::End, Key::Enter, Key::Character('2')],
        (Kind::Checklist, key) => {
            let done = step_of(key).expect("it is an aside of a step");
            vec![Key::Enter; done].into_iter().chain([Key::Character('x'), Key::Character('1')]).collect()
        }
        (kind, key) => panic!("{kind:?} cannot be answered {key}"),
    }
}

fn on_full_screen(run: &mut Run<'_>, path: &[Given]) {
    let theme = Theme { color: false, marks: &ASCII };
    let mut front_end = FrontEnd::new(run, theme);
    let mut now = Instant::now();
    for (node, key) in path {
        assert_eq!(front_end.page().node, *node);
        for key in keys(front_end.page(), key) {
            // Each is pressed once the page was read.
            front_end.is_shown(now);
            now += Duration::from_secs(2);
            front_end.press(key, now);
            now += Duration::from_millis(200);
            front_end.wait(now);
        }
    }
}

#[test]
fn a_path_comes_to_the_same_ending_and_notes_whatever_way_it_is_walked() {
    let article = article();
    let paths = every_path();
    // Every seventh is enough between two edits; with many cases it is all of them.
    let step = if cases(64) >= 1_000 { 1 } else { 7 };
    for path in paths.iter().step_by(step) {
        let mut plain = Run::new(Walk::new(&article));
        let all: Vec<&str> = path.iter().flat_map(lines).collect();
        let (left, said) = script::play(&mut plain, &all);
        assert_eq!(left, Left::Asked, "{path:?}\n{said}");
        let in_plain_mode = came(&plain.walk);

        let mut full = Run::new(Walk::new(&article));
        on_full_screen(&mut full, path);
        assert_eq!(in_plain_mode, came(&full.walk), "{path:?}");

        let mut by_answers = Walk::new(&article);
        for (node, key) in path {
            by_answers.answer(node, key).expect("the article has this answer");
        }
        let mut by_answers = came(&by_answers);
        let gets_stuck = path.iter().any(|(_, key)| step_of(key).is_some());
        let unsaid: &[&str] = if gets_stuck { &["asides", "steps"] } else { &["asides"] };
        by_answers.notes = without(unsaid, &by_answers.notes);
        let mut walked = in_plain_mode.clone();
        walked.notes = without(unsaid, &walked.notes);
        assert_eq!(walked, by_answers, "{path:?}");

        let (node, key) = *path.last().expect("no path is empty");
        assert_eq!(in_plain_mode.ending, leads_to(node, key), "{path:?}");
        let nodes: Vec<&str> = in_plain_mode.trail.iter().map(|(node, _)| node.as_str()).collect();
        assert_eq!(nodes, path.iter().map(|(node, _)| *node).collect::<Vec<_>>());
    }
    assert!(paths.len() > 1_000, "there are only {} paths", paths.len());
}

#[test]
fn the_plain_mode_shows_a_password_no_more_than_the_full_screen_does() {
    let article = article();
    for path in every_path().iter().filter(|path| path.iter().any(|(_, key)| *key == "checked")).step_by(100) {
        let all: Vec<&str> = path.iter().flat_map(lines).collect();
        let (_, said) = script::play(&mut Run::new(Walk::new(&article)), &all);
        let runs = GOOD.as_bytes().windows(4).map(|run| std::str::from_utf8(run).expect("it is ASCII"));
        assert!(said.contains("> (hidden)"));
        for run in runs {
            assert!(!said.contains(run), "{run} in {said}");
        }
    }
}
