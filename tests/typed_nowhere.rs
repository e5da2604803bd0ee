//! What is typed into a password or username field is nowhere after its page, on whatever walk: not on the screen, in
//! the state that is kept, in the summary, in the case notes, or in what is copied.

use crate::support::cases;
use crate::support::screen::{THEME, frame, press, run};
use crate::support::table;
use crate::support::walk::article;
use proptest::prelude::*;
use proptest::sample::Index;
use vo_login_wizard::page::{Kind, Page, say};
use vo_login_wizard::state::SavedWalk;
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::Walk;

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
    if let Some(keys) = by_an_aside(front_end.page(), key) {
        press(front_end, &keys);
        return;
    }
    match front_end.page().kind {
        Kind::Question => {
            let place =
                front_end.page().choices().position(|answer| answer.key == key).expect("the page has this answer");
            press(front_end, &(place + 1).to_string());
        }
        Kind::Password(_) => {
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
        Kind::Checklist => {
            if typing.again {
                press(front_end, "<end><up><up>c");
                press(front_end, &typing.keys(&typing.password));
                press(front_end, "<esc><home>");
            }
            let all = if key == "done" { "<enter>".repeat(11) } else { "<end><enter>2".to_owned() };
            press(front_end, &all);
        }
        Kind::Ending(_) | Kind::Over(_) => panic!("an ending has no answer {key}"),
    }
}

/// The keys that lead on from an aside of this name, where one does.
fn by_an_aside(page: &Page<'_>, key: &str) -> Option<String> {
    let rows = page.rows().count();
    let place = |row: usize| {
        let mut leads = page.asides_at(row).into_iter().filter_map(|advice| advice.leads_on);
        leads.position(|(name, _)| name == key).map(|place| (row, place))
    };
    let (row, place) = (0..=rows).find_map(place)?;
    Some(format!("<home>{}<f8>{}", "<down>".repeat(row), place + 1))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(64), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_into_a_field_is_anywhere_after_its_page_whatever_the_walk(path: Index, typing in typing()) {
        let article = article();
        let paths = table::every_path();
        let with_field = |path: &&Vec<table::Given>| path.iter().any(|(node, _)| *node == "new-password");
        let paths: Vec<_> = paths.iter().filter(with_field).collect();
        let path = paths[path.index(paths.len())];
        let mut run = run(Walk::new(&article));
        for (node, key) in path {
            let mut front_end = FrontEnd::new(&mut run, THEME);
            assert_eq!(front_end.page().node, *node);
            answer(&mut front_end, key, &typing);
            assert_ne!(front_end.page().node, *node, "{key}");
            is_not_in(&typing, &frame(&mut front_end, 120, 60).text(), "the screen");
            let state = SavedWalk::of(&run.walk).json(&run.times(), "", 1);
            is_not_in(&typing, &state, "the state that is kept");
        }
        let notes = run.case_notes();
        // What is copied is the text.
        is_not_in(&typing, &notes.text(), "the notes");
        is_not_in(&typing, &notes.json(), "the notes as JSON");
        is_not_in(&typing, &say::summary(&Page::of(&run.walk)).join("\n"), "the summary");
    }
}
