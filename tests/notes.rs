//! Case notes: of each ending in both roles and both formats, the same from every way of walking, and as the README
//! says them.

use crate::support::program;
use crate::support::screen::{THEME, frame, press, run};
use crate::support::script::play;
use crate::support::walk::{WAYS, article, walk_at};
use serde_json::Value;
use std::collections::BTreeSet;
use vo_login_wizard::clock::Times;
use vo_login_wizard::content::{Article, load, words};
use vo_login_wizard::notes::{Call, CaseNotes};
use vo_login_wizard::page::{Kind, Over, Page};
use vo_login_wizard::run::Run;
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::path::Answer;
use vo_login_wizard::walk::{Move, Role, Walk};

const ENDINGS: [&str; 12] = [
    "solved",
    "editions-unsupported",
    "single-sign-on",
    "not-covered",
    "several-extensions",
    "own-login",
    "locked",
    "reset-unfinished",
    "mail-missing",
    "security-answer",
    "integration-refuses",
    "virtual-office-refuses",
];

const BEGUN: &str = "2024-05-06T09:30:00+02:00";

fn notes_of(run: &Run<'_>) -> CaseNotes {
    let times = Times {
        started: BEGUN.to_owned(),
        ended: "2024-05-06T09:42:34+02:00".to_owned(),
        seconds: 754,
        pages: [("integration".to_owned(), 12), ("reset".to_owned(), 610)].into(),
    };
    CaseNotes::of(&run.walk, &Call::of(&run.walk, times))
}

#[test]
fn the_notes_of_each_ending_read_well_in_both_roles_and_both_formats() {
    let article = article();
    for ending in ENDINGS {
        for role in [Role::User, Role::Agent] {
            let mut run = run(walk_at(&article, ending));
            if role == Role::Agent {
                run.make(Move::SwitchRole).expect("the role can be changed anywhere");
                run.make(Move::Told).expect("an agent can be told");
                let at = "2024-05-06T09:41:00+02:00";
                run.walk.write_note("rings back at noon", at, false).expect("it is no secret");
                run.walk.write_note("has a second phone & a *desk*", at, false).expect("it is no secret");
            }
            let notes = notes_of(&run);
            let both = format!("{}\n{}\n{}", notes.text(), notes.markdown(), notes.json());
            // The digits change with every word of the article, and have a test of their own.
            let name = format!("notes-{ending}-{}", if role == Role::User { "user" } else { "agent" });
            let both = both.replace(article.hash(), "0123456789ab");
            insta::with_settings!({ prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(name, both);
            });
        }
    }
}

/// Words for support come from a `contact` that ends in them, or from `second_line`: an article may have neither.
#[test]
fn the_next_step_speaks_of_words_below_only_where_there_are_some() {
    let printer = include_str!("articles/printer.toml");
    let with = |says: &str| printer.replace("contact = \"Ask the help desk.\"", says);
    let words = "contact = { text = \"Ask us. Say: “It is red.”\", aloud = \"Ask us.\" }\nsecond_line = \"It is red.\"";
    for (text, role, next, second_line) in [
        (with("contact = \"Ask the help desk.\""), Role::User, "Ask support.", None),
        (with("contact = \"Ask the help desk.\""), Role::Agent, "Hand it over.", None),
        (with(words), Role::User, "Ask support, with the words below.", Some("It is red.")),
        (
            with(words),
            Role::Agent,
            "Hand it over, with the words below.",
            Some("It is red. Noted on the call: The light: It is dark."),
        ),
    ] {
        let article = load(text).unwrap_or_else(|faults| panic!("{faults}"));
        let mut walk = Walk::new(&article);
        walk.answer("light", "dark").expect("the article has this answer");
        if role == Role::Agent {
            walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
        }
        let notes = CaseNotes::of(&walk, &Call::of(&walk, Times::default()));
        assert_eq!((notes.next, notes.second_line.as_deref()), (vec![next.to_owned()], second_line));
    }
}

#[test]
fn the_hash_is_the_beginning_of_the_files_sha_256() {
    let article = article();
    assert_eq!(article.hash().len(), 12);
    assert!(article.hash().chars().all(|digit| digit.is_ascii_hexdigit()));
    let output = std::process::Command::new("sha256sum")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/en/article.toml"))
        .output();
    if let Ok(output) = output {
        assert!(String::from_utf8_lossy(&output.stdout).starts_with(article.hash()));
    }
}

/// A run of which everything can be said that a record has.
fn told_all(article: &Article) -> Run<'_> {
    let mut run = run(walk_at(article, "integration-refuses"));
    run.walk.write_note("on a page that it leaves", BEGUN, false).expect("it is no secret");
    for a_move in [Move::SwitchRole, Move::Told, Move::Back] {
        run.make(a_move).expect("it can be done at an ending");
    }
    run.make(Move::Choose(3)).expect("the question has four answers");
    for page in (0..run.walk.path().answered.len()).rev() {
        run.walk.write_note("rings back", BEGUN, false).expect("it is no secret");
        if let Some(aside) = Page::of(&run.walk).only_aside_at(usize::MAX) {
            run.walk.note_aside(aside);
        }
        run.make(Move::Change(page)).expect("there is this page");
    }
    run.walk.write_note("rings back", BEGUN, false).expect("it is no secret");
    while !run.walk.has_ended() {
        let place = run.walk.answers().last(run.walk.at());
        let a_move = match place {
            Some(Answer::Choice(place)) => Move::Choose(place),
            Some(Answer::Done) => Move::AllDone,
            _ => Move::GoOn,
        };
        run.make(a_move).expect("it was answered before");
    }
    run
}

/// The keys of a JSON text, each with the kind of its value.
fn shape(value: &Value, path: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                into.push(format!("{path}.{key}"));
                shape(value, &format!("{path}.{key}"), into);
            }
        }
        Value::Array(items) => items.iter().take(1).for_each(|item| shape(item, &format!("{path}[]"), into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_json_has_exactly_the_keys_that_the_readme_names() {
    let readme = include_str!("../README.md");
    let example = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let article = article();
    let notes = notes_of(&told_all(&article)).json();
    let (mut said, mut written) = (Vec::new(), Vec::new());
    shape(&serde_json::from_str(example).expect("the example is JSON"), "", &mut said);
    shape(&serde_json::from_str(&notes).expect("notes are JSON"), "", &mut written);
    assert_eq!(said, written);
}

#[test]
fn the_same_walk_has_the_same_notes_by_keys_by_moves_and_by_answers() {
    let article = article();
    let mut by_keys = run(Walk::new(&article));
    let mut front_end = FrontEnd::new(&mut by_keys, THEME);
    // The licence agreement and the security question are marked as done, as `reset=done` means.
    press(&mut front_end, "21113<enter>");
    press(&mut front_end, &"<enter>".repeat(10));
    press(&mut front_end, "<enter>1");
    let mut by_answers = run(Walk::new(&article));
    for (node, key) in [
        ("integration", "act"),
        ("symptom", "refused"),
        ("editions", "no"),
        ("sign-in", "yes"),
        ("old-password", "unsure"),
        ("new-password", "later"),
        ("reset", "done"),
        ("test", "both"),
    ] {
        by_answers.walk.answer(node, key).expect("the article has this answer");
    }
    let binary = std::process::Command::new(program())
        .args("--no-input --notes - --format json --answer integration=act --answer symptom=refused".split(' '))
        .args(
            "--answer editions=no --answer sign-in=yes --answer old-password=unsure --answer new-password=later"
                .split(' '),
        )
        .args("--answer reset=done --answer test=both".split(' '))
        .env_clear()
        .output()
        .expect("the program runs");
    let mut by_binary: Value = serde_json::from_slice(&binary.stdout).expect("notes are JSON");
    let as_json = |run| -> Value { serde_json::from_str(&notes_of(run).json()).expect("notes are JSON") };
    for (name, value) in as_json(&by_keys).as_object().expect("an object") {
        if ["started", "ended", "seconds"].contains(&name.as_str()) {
            by_binary[name] = value.clone();
        }
    }
    for page in by_binary["path"].as_array_mut().expect("a list") {
        let times = [("integration", 12), ("reset", 610)];
        page["seconds"] = times.iter().find(|(node, _)| page["node"] == **node).map_or(0, |(_, time)| *time).into();
    }
    assert_eq!(as_json(&by_keys), as_json(&by_answers));
    assert_eq!(as_json(&by_keys), by_binary);
}

/// All advice of a page is shown at once: to look at it says nothing of what was seen.
#[test]
fn advice_is_noted_where_it_was_chosen_or_is_all_that_is_shown() {
    let article = article();
    for (at, lines, noted) in [
        // At the second step there is only the way out for something else, at the sixth the mail may be missing, too.
        ("reset", &["", "not-that", ""][..], &["something-else"][..]),
        ("reset", &["", "", "", "", "", "not-that", ""], &[]),
        ("reset", &["", "", "", "", "", "not-that", "2", "back"], &["something-else"]),
        ("reset", &["", "", "", "", "not-that", "1", "back"], &["passwords-off"]),
        ("test", &["not-that", ""], &[]),
        ("test", &["not-that", "1", "back"], &["thrown-out"]),
        ("new-password", &["not-that"], &["offers-signs"]),
    ] {
        let mut on_screen = run(walk_at(&article, at));
        let mut front_end = FrontEnd::new(&mut on_screen, THEME);
        for line in lines {
            let is_over = front_end.page().kind == Kind::Over(Over::Asides);
            let key = match *line {
                // At the password page a letter would be typed.
                "not-that" => "<f8>",
                "back" => "<esc>",
                "" if is_over => "<esc>",
                "" => "<enter>",
                row => row,
            };
            press(&mut front_end, key);
        }
        let mut line_by_line = run(walk_at(&article, at));
        play(&mut line_by_line, lines);
        for run in [on_screen, line_by_line] {
            let asides: Vec<String> = notes_of(&run).asides.into_iter().map(|it| it.aside).collect();
            assert_eq!(asides, noted, "{at} {lines:?}");
        }
    }
}

/// What counts as opened is what the page shows, at every row of every page, and on the second look at the rules.
#[test]
fn opened_advice_is_noted_wherever_it_is_all_that_is_shown_and_nowhere_else() {
    let article = article();
    let rows = |at: &str| Page::of(&walk_at(&article, at)).rows().count().max(1);
    let ways = WAYS.into_iter().flat_map(|(at, _)| (0..rows(at)).map(move |row| (at, row, false)));
    let mut alone = Vec::new();
    for (at, row, looks) in ways.chain([("reset", 8, true), ("second-reset", 8, true)]) {
        let mut on_screen = run(walk_at(&article, at));
        let mut front_end = FrontEnd::new(&mut on_screen, THEME);
        let is_checklist = front_end.page().is_checklist();
        press(&mut front_end, &format!("<home>{}{}<f8>", "<down>".repeat(row), if looks { "c" } else { "" }));
        let seen = frame(&mut front_end, 120, 60).words();
        let is_open = seen.contains(words().asides.title);
        let mut shown = article.asides_of(article.node(on_screen.walk.at()));
        shown.retain(|aside| is_open && seen.contains(&article.aside(*aside).see.text));
        if shown.len() > 1 {
            shown.clear();
        }
        let marked = if is_checklist { row } else { 0 };
        let look: &[&str] = if looks { &["check"] } else { &[] };
        let lines = [&vec![""; marked], look, &["not-that", ""]].concat();
        let mut line_by_line = run(walk_at(&article, at));
        play(&mut line_by_line, &lines);
        for run in [&on_screen, &line_by_line] {
            let noted: Vec<_> = run.walk.asides().iter().map(|(_, aside)| *aside).collect();
            assert_eq!(noted, shown, "{at} {row}");
        }
        if !shown.is_empty() {
            alone.push((at, row));
        }
    }
    // A step without advice of its own, below the steps, and the second look.
    let resets = ["reset", "second-reset"].map(|at| [(at, 1), (at, 10)]).concat();
    let looks = [("reset", 8), ("second-reset", 8)];
    let passwords = [("new-password", 0), ("second-password", 0)];
    assert_eq!(BTreeSet::from_iter(alone), BTreeSet::from_iter([&resets[..], &looks, &passwords].concat()));
}

#[test]
fn a_changed_answer_an_open_question_and_an_open_step_are_noted() {
    let article = article();
    let mut run = run(Walk::new(&article));
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "11413<enter><enter>d<end><enter>2");
    press(&mut front_end, "<f6>11");
    let notes: Value = serde_json::from_str(&notes_of(&run).json()).expect("JSON");
    assert_eq!(notes["changed"], Value::Array(Vec::new()), "the same answer again is no change");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f6>14");
    let notes: Value = serde_json::from_str(&notes_of(&run).json()).expect("JSON");
    assert_eq!(notes["changed"], serde_json::json!(["integration"]));
    assert_eq!(notes["open"], serde_json::json!(["editions", "old-password"]));
    let states: Vec<&str> =
        notes["steps"].as_array().expect("a list").iter().filter_map(|s| s["state"].as_str()).collect();
    assert_eq!(states, ["done", "not-shown"].into_iter().chain(["open"; 8]).collect::<Vec<_>>());
}
