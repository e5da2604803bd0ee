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
    let call = call.keys("<f7><end><up><enter>").sees(words().notes.new_call).sees(FIRST);
    assert!(notes(call.folder(), "notes.txt").contains("first call"));
    let call = call
        .keys("5")
        .sees("Click to Pop, Act, eAgent")
        .keys("<f5>second call<enter>")
        .sees("Your note here: second call");
    let call = call.keys("<f7><end><up><enter>").sees(words().notes.new_call).sees(FIRST);
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
    for (answers, types, warning, throws_away) in [
        ("integration=act", "", words().leave.say_call, "4<pause><enter>"),
        ("integration=other", "<f5>rings back<enter>", words().leave.say_notes, "2"),
    ] {
        let call = Play::agent().answers(answers).keys(types).keys("<f7><end><up><enter>").sees(warning);
        let call = call.keys("<pause><enter>").does_not_see(FIRST).keys("<f7><end><up><enter>").sees(warning);
        call.keys("<pause>").keys(throws_away).sees(words().notes.new_call).sees(FIRST);
    }
}

#[test]
fn a_copy_is_not_a_save_and_leaving_asks_all_the_same() {
    let walk = Play::user().answers("integration=other").keys("<f5>rings back<enter>").sees("rings back");
    let walk = walk.keys("y").sees("Some terminals ignore that").keys("<c-q>").sees(words().leave.say_notes);
    let walk = walk.keys("<pause>1s<enter>").sees("The notes are in").keys("<c-q>").exits(0);
    let saved = fs::read_dir(walk.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let saved = saved.filter(|name| name.ends_with("-other-not-covered.txt")).collect::<Vec<_>>();
    let [name] = &saved[..] else { unreachable!("one file was saved: {saved:?}") };
    assert!(notes(walk.folder(), name).contains("rings back"));
}

#[test]
fn what_was_told_by_a_slip_is_taken_back_and_is_in_no_notes() {
    for (keys, is_told) in [("<f9><enter>", true), ("<f9>2", false), ("<f9><enter><f7>4", false), ("<c-w>", false)] {
        let call = Play::agent().arguments("--notes notes.txt").answers("integration=act symptom=refused");
        let call = call.keys(keys).keys("2").sees("Not supported");
        call.terminal.settle();
        let call = call.keys("<c-q>").exits(0);
        assert_eq!(notes(call.folder(), "notes.txt").contains("Password: told at “"), is_told, "{keys}");
    }
}

#[test]
fn in_the_plain_mode_what_was_told_stays_until_it_is_said_to_be_taken_back() {
    let (which, stays) = (words().plain.told_which, words().plain.told_stays);
    let taken_back = words().agent.told_taken_back;
    for (lines, asked, says, is_told) in [
        ("told\n", 0, words().plain.told_again, true),
        ("told\ntold again\n\n", 1, stays, true),
        ("told\ntold\ngo on\n", 1, stays, true),
        ("told\ntold\ntold\n1\n", 2, stays, true),
        ("told\ntold\ntold\ntold\n\n", 3, stays, true),
        ("told\ntold\ntake it back\n", 1, taken_back, false),
        ("told\ntold\ntold\n2\n", 2, taken_back, false),
    ] {
        let call = Play::agent().arguments("--notes notes.txt").answers("integration=act symptom=refused");
        let heard = call.input(format!("{lines}2\nquit\n")).exits(0).hears(says).hears("Not supported");
        assert_eq!(heard.said.matches(which).count(), asked, "{lines}: {}", heard.said);
        assert_eq!(notes(heard.folder(), "notes.txt").contains("Password: told at “"), is_told, "{lines}");
    }
}

/// The names of what a call left in this folder, without what is kept for a later start.
fn left_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "vo-login-wizard").collect()
}

#[test]
fn left_before_an_ending_the_exit_code_says_whether_there_is_a_record() {
    let call = || Play::agent().answers("integration=act");
    for (keys, code, says) in [
        ("<c-q><pause>4<pause><enter>", 5, "Nothing of this is saved"),
        ("<c-q>2<enter>4711<pause><enter>", 0, "Parked: 4711."),
        // In the caller's own wording it is a call, too.
        ("<f3><c-q>2<enter>4711<pause><enter>", 0, "Parked: 4711."),
        ("<c-q>3<enter>rang off<pause><enter>", 0, "The notes are in"),
        ("<f7>8<pause>4<pause><enter><pause><c-q>", 0, ""),
    ] {
        call().keys(keys).sees(says).exits(code);
    }
    // Notes were asked for, and there are none.
    Play::agent().arguments("--notes notes.txt").keys("<c-q>").sees("no notes were written").exits(5);
    Play::user().arguments("--no-state").lines("act quit yes").exits(5);
    Play::user().lines("act quit").exits(0);
    call().lines("quit 4").exits(5);
    call().lines("quit 2 4711").exits(0);
    call().lines("quit 3 .").exits(0);
}

#[test]
fn a_call_that_broke_off_is_written_where_it_stands_and_why_as_notes_are_asked_for() {
    let broken_off = "Result: Broken off at “What happens”. Reason: The caller rang off.";
    let call = Play::agent().answers("integration=act").arguments("--ref 4711 --notes notes.txt");
    let call = call.keys("<c-q>3<enter>The caller rang off.<pause><enter>").sees("The notes are in notes.txt").exits(0);
    let text = notes(call.folder(), "notes.txt");
    assert!(text.starts_with("ACT!: Broken off (4711)") && text.contains(broken_off), "{text}");
    let heard =
        Play::agent().answers("integration=act").arguments("--notes -").input("quit\n3\nThe caller rang off.\n");
    heard.hears(broken_off).exits(0);
    let call = Play::agent().answers("integration=act").arguments("--notes-folder .").input("quit\n3\n\n").exits(0);
    let [name] = &left_in(call.folder())[..] else { panic!("{}", call.said) };
    assert!(name.ends_with("-act-broken-off.txt"), "{name}");
    // Where it cannot be written, the call goes on.
    let call = Play::agent().answers("integration=act").arguments("--notes gone/notes.txt");
    let call = call.keys("<c-q>3<enter>rang off<pause><enter>").sees("Nothing is lost.").keys("<esc><esc>");
    call.sees("What does Act do").keys("<c-c>").exits(130);
}

#[test]
fn a_call_that_was_cut_short_is_written_as_broken_off_where_calls_are_written_down() {
    let call = || {
        let call = Play::agent().arguments("--log calls.jsonl --notes notes.txt").answers("integration=act");
        call.keys("<f5>rings back<enter>").sees("rings back")
    };
    let is_written = |folder: &Path| {
        let (text, line) = (notes(folder, "notes.txt"), notes(folder, "calls.jsonl"));
        assert!(text.contains("Result: Broken off at “What happens”.") && text.contains("rings back"), "{text}");
        assert!(line.contains("\"status\":\"broken-off\"") && line.ends_with("}\n"), "{line}");
        assert_eq!(line.lines().count(), 1, "{line}");
    };
    is_written(call().keys("<c-c>").sees("The notes are in notes.txt").exits(130).folder());
    for (signal, code) in [("HUP", 129), ("TERM", 143)] {
        is_written(call().signal(signal).exits(code).folder());
    }
    let heard = Play::agent().arguments("--log calls.jsonl --notes notes.txt").answers("integration=act");
    is_written(heard.input("note\nrings back\nhelp\n").exits(1).folder());
    // One that was parked stays so, and where nothing is written down nothing is.
    let call = Play::agent().answers("integration=act").keys("<c-c>").exits(130);
    assert!(left_in(call.folder()).is_empty());
    let call = Play::agent().keys("2<f7>6<enter>4711<enter>").sees("Parked: 4711.").keys("<c-q>").exits(0);
    let next = Play::agent().folder(call.folder()).arguments("--ref 4711 --log calls.jsonl");
    next.sees("Parked calls").keys("<enter>").sees("What does Act do").keys("<c-c>").sees("still parked").exits(130);
    assert!(!call.folder().join("calls.jsonl").exists());
}

#[test]
fn a_folder_for_notes_that_is_not_there_is_said_at_the_start() {
    let says = words().notes.folder_missing.replace("{folder}", "misspelt");
    Play::agent().arguments("--notes-folder misspelt").lines("quit").hears(&says);
    Play::agent().arguments("--notes-folder misspelt").sees("The folder for notes, misspelt, is not there.");
    Play::agent().arguments("--notes-folder .").lines("quit").does_not_hear("The folder for notes");
    let heard = Play::agent().answers("integration=other").arguments("--no-input --notes-folder misspelt").lines("");
    heard.complains("The folder for notes, misspelt, is not there.");
}

#[test]
fn a_waiting_call_that_is_written_down_is_not_said_to_be_lost() {
    let lost = words().state.not_kept;
    let waits = "integration=act symptom=refused editions=no sign-in=no refused-too=locked";
    for arguments in ["--log calls.jsonl", "--notes notes.txt", "--notes -"] {
        let heard = Play::agent().arguments(arguments).answers(waits).lines("quit").exits(0);
        assert!(!format!("{}{}", heard.said, heard.complaints).contains(lost), "{arguments}: {}", heard.complaints);
    }
    let heard = Play::agent().answers(waits).lines("quit").exits(0);
    assert!(format!("{}{}", heard.said, heard.complaints).contains(lost), "{}", heard.said);
}

#[test]
fn a_parked_call_is_named_at_the_next_start_and_its_reference_leads_to_it() {
    let call = Play::agent().keys("2<f7>6<enter>4711<enter>").sees("Parked: 4711.").keys("<c-q>").exits(0);
    let next = || Play::agent().folder(call.folder());
    let seen = next().sees("One call is parked. Press F7 to take it up.").keys("1").sees("What does Click to Pop do");
    seen.keys("<c-c>").exits(130);
    // Nobody takes it up by a digit that was meant for the first question.
    next().arguments("--ref 4712").sees("One call is parked.").keys("<c-q>").exits(0);
    let taken_up = next().arguments("--ref 4711").sees("Parked calls").sees("4711: ACT!").keys("<enter>");
    let taken_up = taken_up.sees("Taken up again: 4711.").sees("What does Act do");
    // Killed or left at once, it is still parked.
    taken_up.keys("<c-c>").sees("still parked, as it was before").exits(130);
    let heard = next().input("parked\n4711\n1\nquit\n2\n\n").hears("Taken up again: 4711.").exits(0);
    heard.hears("Parked: 4711.");
    next().arguments("--ref 4711").input("1\nshow\nquit\n4\n").hears("Taken up again: 4711.").exits(5);
    next().input("quit\n").does_not_hear("parked").exits(0);
}

#[test]
fn a_reference_that_looks_like_a_password_or_a_name_is_refused_and_not_repeated() {
    for given in ["hunter2", "jane.doe", "Gr4nd*Piano"] {
        let heard = Play::agent().arguments("--ref").arguments(given).lines("quit").exits(2);
        assert!(heard.complaints.contains("--ref takes a number") && !heard.complaints.contains(given));
    }
}

#[test]
fn an_agents_call_leaves_nothing_behind_unless_it_is_parked() {
    let call = Play::agent().lines("act note rings call . quit 4").exits(5);
    assert!(fs::read_dir(call.folder()).unwrap().next().is_none());
    let call = Play::agent().lines("quit").exits(0);
    assert!(fs::read_dir(call.folder()).unwrap().next().is_none());
}

#[test]
fn within_tmux_or_screen_a_copy_says_that_it_may_not_arrive() {
    for (name, within) in [("TMUX", "tmux"), ("STY", "screen")] {
        let call = Play::agent().environment(name, "1").answers("integration=act").keys("<f7>1");
        call.sees(&format!("but {within} may keep them back.")).keys("<c-c>").exits(130);
    }
}

#[test]
fn the_folder_for_notes_is_a_flag_or_a_variable_and_the_flag_wins() {
    for (arguments, variable, expected) in
        [("", "here", "here"), ("--notes-folder there", "here", "there"), ("--notes-folder there", "", "there")]
    {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        for name in ["here", "there"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let play = Play::agent().folder(folder.path()).answers("integration=other").arguments(arguments);
        let play = play.environment("VO_LOGIN_WIZARD_NOTES_FOLDER", variable);
        play.keys("s<enter>").sees("The notes are in").keys("<c-q>").exits(0);
        assert_eq!(left_in(&folder.path().join(expected)).len(), 1, "{arguments} {variable}");
    }
}
