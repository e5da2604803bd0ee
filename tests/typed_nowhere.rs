//! What is typed into a password or username field is nowhere after its page, on whatever walk: not on the screen, in
//! the state that is kept, in the summary, in the case notes, or in what is copied.

#![expect(clippy::expect_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on has failed")]

#[path = "support/screen.rs"]
mod screen;
#[path = "support/table.rs"]
#[allow(dead_code, reason = "the paths are needed here, and no more of it")]
mod table;
#[path = "support/walk.rs"]
mod walk;

use proptest::prelude::*;
use proptest::sample::Index;
use screen::{THEME, frame, press, times};
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::notes::CaseNotes;
use vo_login_wizard::walk::page::Body;
use vo_login_wizard::walk::state::SavedWalk;
use vo_login_wizard::walk::{Walk, say};
use walk::{article, cases, words};

/// How a field is filled and left: the keys around what is typed in it.
#[derive(Debug, Clone)]
struct Typing {
    password: String,
    username: String,
    shown: bool,
    pasted: bool,
    /// Looked at from step 9 of the checklist too.
    again: bool,
    /// Goes to the agent's wording and back on the way.
    agent: bool,
}

fn typing() -> impl Strategy<Value = Typing> {
    // Letters in an order that no text of ours has, and signs.
    let password = "[qxzQXZ0-9*~:@]{8,40}";
    let username = "[qxzQXZ0-9.]{8,40}";
    (password, username, any::<[bool; 4]>()).prop_map(|(password, username, [shown, pasted, again, agent])| Typing {
        password,
        username,
        shown,
        pasted,
        again,
        agent,
    })
}

impl Typing {
    fn keys(&self, text: &str) -> String {
        let show = if self.shown { "<f4>" } else { "" };
        if self.pasted { format!("{show}<paste>{text}<end-paste>") } else { format!("{show}{text}") }
    }
}

/// Nothing that was typed is in this text.
fn is_not_in(typing: &Typing, text: &str, what: &str) {
    for typed in [&typing.password, &typing.username] {
        for start in 0..=typed.len() - 8 {
            assert!(!text.contains(&typed[start..start + 8]), "{what}: {text}");
        }
    }
}

/// Answers a page by keys, with something typed wherever there is a field.
fn answer(front_end: &mut FrontEnd<'_, '_>, key: &str, typing: &Typing) {
    match (front_end.page().body, key) {
        (Body::Question { answers, .. }, key) => {
            let place = answers.iter().position(|answer| answer.key == key).expect("the page has this answer");
            press(front_end, &(place + 1).to_string());
        }
        (Body::Password(_), _) => {
            press(front_end, &typing.keys(&typing.password));
            press(front_end, &format!("<tab>{}", typing.username));
            if typing.agent {
                press(front_end, "<f3><f10>");
                press(front_end, &typing.password);
                press(front_end, "<f3>");
                press(front_end, &typing.keys(&typing.password));
            }
            let node = front_end.page().node;
            press(front_end, "<enter>");
            if front_end.page().node == node {
                press(front_end, "<enter>");
            }
        }
        (Body::Checklist { .. }, key) => {
            if typing.again {
                press(front_end, "<end><up><up>c");
                press(front_end, &typing.keys(&typing.password));
                press(front_end, "<esc><home>");
            }
            let all = if key == "done" { "<enter>".repeat(11) } else { "<end><enter><enter>".to_owned() };
            press(front_end, &all);
        }
        (Body::Ending(_), key) => panic!("an ending has no answer {key}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(64), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_into_a_field_is_anywhere_after_its_page_whatever_the_walk(path: Index, typing in typing()) {
        let (article, words) = (article(), words());
        let paths = table::every_path();
        let with_field = |path: &&Vec<table::Given>| path.iter().any(|(node, _)| *node == "new-password");
        let paths: Vec<_> = paths.iter().filter(with_field).collect();
        let path = paths[path.index(paths.len())];
        let mut walk = Walk::new(&article);
        let clock = times;
        for (node, key) in path {
            let mut front_end = FrontEnd::new(&mut walk, &words, THEME, &clock);
            assert_eq!(front_end.page().node, *node);
            answer(&mut front_end, key, &typing);
            assert_ne!(front_end.page().node, *node, "{key}");
            is_not_in(&typing, &frame(&mut front_end, 120, 60).text(), "the screen");
            let state = SavedWalk::of(&walk).bytes(&times(), "").expect("written");
            is_not_in(&typing, &String::from_utf8(state).expect("UTF-8"), "the state that is kept");
        }
        let notes = CaseNotes::of(&walk, &times(), &words).expect("it has ended");
        // What is copied is the text.
        is_not_in(&typing, &notes.text(&words), "the notes");
        is_not_in(&typing, &notes.json().expect("written"), "the notes as JSON");
        is_not_in(&typing, &say::summary(&walk.page(), &words).join("\n"), "the summary");
    }
}
