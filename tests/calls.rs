//! One call after another with the real program: what is asked before a new one, the notes of each, what was told and
//! its undoing, and a copy that may have reached nobody.

#![cfg(unix)]
use std::fs;
use std::path::Path;

use crate::support::play::Play;
use vo_login_wizard::content::words;

const FIRST: &str = "5 Another program";

/// A file of notes, as text.
fn notes(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| format!("{name}: {error}"))
}

#[test]
fn with_notes_each_call_is_written_the_first_to_its_file_and_the_others_beside_it() {
    let call = Play::agent()
        .size(80, 40)
        .arguments("--notes notes.txt")
        .answers("integration=other")
        .sees("Click to Pop, Act, eAgent");
    let call = call.keys("<f5>first call<enter>").sees("Your note here: first call");
    // Nothing would be lost, so that nothing is asked.
    let call = call.keys("<f7><end><up><enter>").sees(&words().notes.new_call).sees(FIRST);
    assert!(notes(call.folder(), "notes.txt").contains("first call"));
    let call = call
        .keys("5")
        .sees("Click to Pop, Act, eAgent")
        .keys("<f5>second call<enter>")
        .sees("Your note here: second call");
    let call = call.keys("<f7><end><up><enter>").sees(&words().notes.new_call).sees(FIRST);
    let call = call.keys("5<f5>third call<enter>").sees("Your note here: third call").keys("<c-q>").exits(0);
    for (name, own) in [("notes.txt", "first"), ("notes-2.txt", "second"), ("notes-3.txt", "third")] {
        let notes = notes(call.folder(), name);
        assert!(
            notes.contains(own)
                && ["first call", "second call", "third call"].iter().filter(|call| notes.contains(**call)).count()
                    == 1,
            "{name}: {notes}"
        );
    }
}

#[test]
fn in_the_plain_mode_and_to_the_output_each_call_is_written_too() {
    let lines = "other\nnote\nfirst one\n/new-call\nother\nnote\nsecond one\nquit\n";
    let heard = Play::agent().arguments("--notes notes.txt").input(lines).exits(0);
    assert!(notes(heard.folder(), "notes.txt").contains("first one"), "{}", heard.said);
    assert!(notes(heard.folder(), "notes-2.txt").contains("second one"), "{}", heard.said);
    let heard = Play::agent().arguments("--notes -").input(lines).exits(0);
    let (first, second) = (heard.said.rfind("first one").unwrap(), heard.said.rfind("second one").unwrap());
    assert!(first < second, "{}", heard.said);
    assert_eq!(heard.said.matches("Program: vo-login-wizard").count(), 2, "{}", heard.said);
}

#[test]
fn a_file_that_is_there_stops_a_new_call_and_nothing_of_this_one_is_lost() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fs::write(folder.path().join("notes.txt"), "of before").unwrap();
    let call =
        Play::agent().size(80, 40).folder(folder.path()).arguments("--notes notes.txt").answers("integration=other");
    let call = call.keys("<f5>first call<enter>").sees("Your note here: first call").keys("<f7><end><up><enter>");
    let call = call.sees("already. It was left as it is").keys("<esc>").sees("Your note here: first call");
    assert_eq!(notes(call.folder(), "notes.txt"), "of before");
    call.keys("<c-c>");
}

#[test]
fn a_new_call_asks_where_something_of_this_one_would_be_lost() {
    for (answers, types, warning) in [
        ("integration=act", "", &words().leave.say),
        ("integration=other", "<f5>rings back<enter>", &words().leave.say_notes),
    ] {
        let call = Play::agent().answers(answers).keys(types).keys("<f7><end><up><enter>").sees(warning);
        let call = call.keys("<pause><enter>").does_not_see(FIRST).keys("<f7><end><up><enter>").sees(warning);
        call.keys("<pause>2").sees(&words().notes.new_call).sees(FIRST);
    }
}

#[test]
fn a_copy_is_not_a_save_and_leaving_asks_all_the_same() {
    let walk = Play::user().answers("integration=other").keys("<f5>rings back<enter>").sees("rings back");
    let walk = walk.keys("y").sees("Some terminals ignore that").keys("<c-q>").sees(&words().leave.say_notes);
    let walk = walk.keys("<pause>1s<enter>").sees("The notes are in").keys("<c-q>").exits(0);
    let saved = fs::read_dir(walk.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let saved = saved.filter(|name| name.starts_with("case-notes-")).collect::<Vec<_>>();
    let [name] = &saved[..] else { unreachable!("one file was saved: {saved:?}") };
    assert!(notes(walk.folder(), name).contains("rings back"));
}

#[test]
fn what_was_told_by_a_slip_is_taken_back_and_is_in_no_notes() {
    for (keys, is_told) in [("<f9><enter>", true), ("<f9>2", false), ("<f9><enter><f7>1", false), ("<c-w>", false)] {
        let call = Play::agent().arguments("--notes notes.txt").answers("integration=act symptom=refused");
        let call = call.keys(keys).keys("2").sees("Not supported");
        call.terminal.settle();
        let call = call.keys("<c-q>").exits(0);
        assert_eq!(notes(call.folder(), "notes.txt").contains("Password: told at “"), is_told, "{keys}");
    }
}
