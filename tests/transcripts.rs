//! Whole walks in the plain mode, as somebody hears them: each integration, each ending, and errors on the way. What
//! is typed stands after `> `; a password is never shown. `tests/accept` takes a changed wording.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/script.rs"]
mod script;
#[path = "support/walk.rs"]
mod walk;

use vo_login_wizard::plain::Left;
use vo_login_wizard::walk::Walk;

use walk::{GOOD, article, words};

/// Eleven times: the ten steps of the reset, and going on.
const ALL_DONE: [&str; 11] = ["done"; 11];

/// Plays a walk, holds what is true of each, and compares it with the file of this name.
fn heard(name: &str, left: Left, lines: &[&[&str]]) {
    let (article, words) = (article(), words());
    let (how, said) = script::play(&mut Walk::new(&article), &words, &lines.concat());
    assert_eq!(how, left, "{said}");
    for line in said.lines().filter(|line| !line.starts_with('>')) {
        assert!(line.trim_end_matches(['”', '"']).ends_with(['.', '!', '?', ':']), "no whole sentence: {line}");
        assert!(!line.contains(['{', '}', '\x1b']), "{line}");
    }
    // What changes with every release or edit stands in as a mark.
    let said = said.replace(&article.hash, "0123456789ab").replace(env!("CARGO_PKG_VERSION"), "#.#.#");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!(name, said);
    });
}

#[test]
fn click2pop_is_solved_at_the_first_try() {
    let answers = ["click2pop", "no", "y", "y", GOOD, "jane", "go on"];
    heard("click2pop_is_solved", Left::Asked, &[&answers, &ALL_DONE, &["in both", "quit"]]);
}

#[test]
fn act_is_solved_at_the_second_try_with_a_plainer_password() {
    let first = ["2", "1", "1", "3", ""];
    let second = ["in virtual", "Short-1!", "", "1", GOOD, "", "1"];
    heard("act_is_solved_at_the_second_try", Left::Asked, &[&first, &ALL_DONE, &second, &ALL_DONE, &["both"]]);
}

#[test]
fn eagent_is_handed_over_with_questions_left_open() {
    let answers = ["eAgent", "I am not sure", "yes", "unsure", "", "leave", "leave", "in neither", "/x", "quit"];
    heard("eagent_is_handed_over", Left::Asked, &[&answers]);
}

#[test]
fn sugar_crm_is_not_supported_on_editions() {
    heard("sugar_crm_on_editions", Left::Asked, &[&["sugar", "/w", "y", "/w", "q", "/q"]]);
}

#[test]
fn single_sign_on_is_solved_elsewhere() {
    heard("single_sign_on", Left::Asked, &[&["1", "n", "sso"]]);
}

#[test]
fn another_program_is_solved_elsewhere() {
    heard("another_program", Left::Asked, &[&["another", "where", "quit"]]);
}

#[test]
fn answers_are_changed_and_gone_back_over() {
    let back = ["back", "act", "/b", "1", "no", "change", "1", "3", "1", "no", "/s", "change", "", "change", "9", "/c"];
    let end = ["2", "yes", "change", "2", "2", "quit"];
    heard("answers_are_changed", Left::Asked, &[&back, &end]);
}

#[test]
fn what_is_unclear_is_said_and_nothing_is_lost() {
    let long = "x".repeat(201);
    let unclear = ["", "7", "a", "perhaps", "hunter2", &long, "act!", "no idea at all", "help", "n", "not-that", "why"];
    let typed = ["repeat", "quit", "no", "/q", "yes"];
    heard("what_is_unclear", Left::Asked, &[&unclear, &typed]);
}

#[test]
fn a_password_is_judged_tried_again_and_looked_at_from_the_checklist() {
    let name = "x".repeat(129);
    let typed = ["act", "no", "no", "Tr0ub4dor&3", "", "what now", "again", &name, "/w", "aB3-aB3-", "AB3-AB3-", "1"];
    let again = ["Gr4nd*Piano!", &name, "go on", "back", ""];
    let checklist = ["2", "not", "1", "back", "1", "not", "1", "1", "/x", "1", "1", "1", "not", "check", GOOD, ""];
    let end = ["check", "", "unfinished", "done", "done", "done", "done", "virtual", "in act", "quit"];
    heard("a_password_is_tried_again", Left::Asked, &[&typed, &again, &checklist, &end]);
}

#[test]
fn input_that_ends_before_an_ending_says_so() {
    heard("input_ends_at_a_question", Left::InputEnded, &[&["act", "unsure"]]);
    heard("input_ends_at_a_password", Left::InputEnded, &[&["act", "no", "no"]]);
    heard("input_ends_at_a_verdict", Left::InputEnded, &[&["act", "no", "no", GOOD, ""]]);
    heard("input_ends_in_a_checklist", Left::InputEnded, &[&["act", "no", "no", "", "1", "leave"]]);
    heard("input_ends_at_quitting", Left::InputEnded, &[&["act", "quit"]]);
    heard("input_ends_at_a_change", Left::InputEnded, &[&["act", "no", "change"]]);
}

#[test]
fn an_agent_leads_a_call_and_begins_the_next_one() {
    let call = ["agent", "why", "act", "note", "rings back at noon", "no", "told", "1", "not sure", "/w", "why"];
    let reset = ["1", "", "done", "note", "", "x", "not", "1", "1", "leave", "leave", "show"];
    let end = ["in both", "show", "where", "new-call", "yes", "click2pop", "y", "q", "quit"];
    heard("an_agent_leads_a_call", Left::Asked, &[&call, &reset, &end]);
}

#[test]
fn a_note_that_looks_like_a_secret_is_questioned() {
    let notes = ["note", "the password is Gr4nd*Piano", "no", "note", "Gr4nd*Piano", "yes", "note", ""];
    let end = ["other", "note", "see https://example.org/reset?token=0123456789abcdef0123456789", "no", "show", "quit"];
    heard("a_note_is_questioned", Left::Asked, &[&notes, &end]);
}

#[test]
fn the_caller_types_the_password_on_the_agents_machine() {
    let call = ["agent", "act", "no", "yes", "no", "caller-types", GOOD, "", "go on", "quit", "yes"];
    heard("the_caller_types", Left::Asked, &[&call]);
}
