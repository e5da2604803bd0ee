//! Calls that are parked, broken off and thrown away, in both front-ends: what is asked, what is written, and what is
//! still there afterwards.

use std::fs;
use std::path::Path;

use crate::support::led::{led, place};
use crate::support::screen::{THEME, frame, press, press_paced, run};
use crate::support::script;
use crate::support::walk::{article, walk_at};
use vo_login_wizard::content::{self, Article, words};
use vo_login_wizard::keep::parked::Parking;
use vo_login_wizard::log::LogTo;
use vo_login_wizard::page::over::Loss;
use vo_login_wizard::run::{Left, NotesAt, Run};
use vo_login_wizard::tui::{FrontEnd, Pressed};
use vo_login_wizard::walk::{Move, Role, Walk};

/// An agent's call on this page, which can be parked in this folder.
fn call<'a>(article: &'a Article, node: &str, folder: &Path) -> Run<'a> {
    let mut run = run(walk_at(article, node)).with_parking(Parking::at(folder.to_owned(), article, 7));
    run.make(Move::SwitchRole).expect("the role can be changed anywhere");
    run.with_notes_folder(Some(folder.to_owned()))
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The frames of what lies over a page, at the usual size, a large and the least one. The day is another each time.
fn frames(front_end: &mut FrontEnd<'_, '_>) -> String {
    let shown = |(columns, rows): (u16, u16)| {
        let text = frame(front_end, columns, rows).text();
        format!("==== {columns}x{rows}\n{}", without_days(&text))
    };
    [(80, 24), (120, 40), (40, 12)].map(shown).join("\n")
}

/// A text with a mark for each digit of a day and a time of day.
fn without_days(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let shape: String = word.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        let is_time = shape.starts_with("####-##-##") || shape.starts_with("##:##");
        words.push(if is_time { shape } else { word.to_owned() });
    }
    words.join(" ")
}

#[test]
fn what_is_asked_of_a_call_is_seen_as_it_was_reviewed() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    for (name, keys) in [
        ("call-menu", "<f7>"),
        ("call-leave", "<c-q>"),
        ("call-new", "<f7>8"),
        ("call-reference", "<f7>5<enter>"),
        ("call-park", "<c-q>2<enter>"),
        ("call-broken-off", "<c-q>3<enter>rang off"),
        ("call-none-parked", "<f7>7"),
    ] {
        let mut run = call(&article, "reset", folder.path());
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, keys);
        snapshot(name, &frames(&mut front_end));
    }
    let mut run = call(&article, "reset", folder.path());
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<enter><enter><f5>waits for the mail, rings back at noon<enter><f7>6<enter>4711<enter>");
    press(&mut front_end, "3<f7>6<enter><enter>");
    press(&mut front_end, "<f7>7");
    snapshot("call-parked", &frames(&mut front_end));
    press(&mut front_end, "1");
    snapshot("call-taken-up", &frames(&mut front_end));
}

#[test]
fn a_call_is_parked_others_are_led_and_it_is_taken_up_as_it_was_while_the_others_stay() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "reset", folder.path());
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<enter>d<f5>no mail yet<enter><f7>6<enter>4711<enter>");
    assert_eq!(place(&mut front_end), "integration");
    press(&mut front_end, "21<f7>6<enter>4712<enter>3<f7>6<enter><enter>");
    assert_eq!(led(&mut front_end, "<f7>7"), "integration + parked");
    let seen = frame(&mut front_end, 120, 40).words();
    let rows = ["4711: ACT!, “Change the password”, step 3 of 10", "4712: ACT!, “", "No reference: eAgent, “"];
    let places: Vec<Option<usize>> = rows.iter().map(|row| seen.find(row)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "the first stands first: {seen}");
    assert!(seen.contains("just now. Note: no mail yet"), "{seen}");
    // It is as it was, and the others wait on.
    assert_eq!(led(&mut front_end, "1"), "reset");
    assert_eq!(front_end.page().current_step(), 2);
    let seen = frame(&mut front_end, 120, 40).words();
    assert!(seen.contains("Agent, call 4711") && seen.contains("no mail yet"), "{seen}");
    press(&mut front_end, "<f7>7");
    let seen = frame(&mut front_end, 120, 40).words();
    assert!(!seen.contains("4711: ") && seen.contains("4712: ") && seen.contains("No reference: "), "{seen}");
    // Taken up in the middle of another call, which is asked about first.
    assert_eq!(led(&mut front_end, "1"), "reset + take up");
    assert_eq!(led(&mut front_end, "<enter>"), "reset");
    press(&mut front_end, "<f7>712<enter><enter>");
    assert!(frame(&mut front_end, 120, 40).words().contains("Agent, call 4712"));
    press(&mut front_end, "<f7>7");
    assert!(frame(&mut front_end, 120, 40).words().contains("4711: ACT!, “Change the password”, step 3 of 10"));
}

#[test]
fn a_parked_call_is_gone_only_when_something_became_of_it() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let parked = || fs::read_dir(folder.path()).expect("it is there").filter(is_parked).count();
    for (keys, stays) in [
        ("", true),
        // Stays.
        ("<c-q><enter>", true),
        ("<c-c>", true),
        // Thrown away, written and parked again.
        ("<f7>84<enter>", false),
        ("<f7>83<enter>rang off<enter>", false),
        ("<f7>6<enter><enter>", true),
        // It comes to an ending, and a new call begins.
        ("<f6><home><enter>5<f7>7", false),
    ] {
        let mut run = call(&article, "editions", folder.path());
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, "<f7>6<enter>4711<enter><f7>71");
        assert_eq!((place(&mut front_end).as_str(), parked()), ("editions", 1), "{keys}");
        press(&mut front_end, keys);
        assert_eq!(parked(), usize::from(stays), "{keys}");
        // Whoever takes it up next finds it.
        drop(run);
        let mut run = call(&article, "integration", folder.path());
        let (calls, _) = run.list_parked();
        assert_eq!(calls.len(), usize::from(stays), "{keys}");
        for entry in fs::read_dir(folder.path()).expect("it is there").filter(is_parked) {
            fs::remove_file(entry.expect("it is there").path()).expect("it can be removed");
        }
    }
}

fn is_parked(entry: &std::io::Result<fs::DirEntry>) -> bool {
    entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("parked-"))
}

#[test]
fn a_call_that_one_copy_has_taken_up_is_no_other_copys() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut first = call(&article, "editions", folder.path());
    first.name_call("4711", false).expect("it is a number");
    first.park().expect("there is room for it");
    let mut second = call(&article, "integration", folder.path());
    assert_eq!((first.list_parked().0.len(), second.list_parked().0.len()), (1, 1));
    first.end(vo_login_wizard::page::over::Then::TakeUp(0)).expect("it is there");
    let late = second.end(vo_login_wizard::page::over::Then::TakeUp(0));
    assert_eq!(late, Err(words().parked.gone.to_owned()));
    assert_eq!(second.list_parked().0.len(), 0);
    drop(first);
    assert_eq!(second.list_parked().0.len(), 1);
}

#[test]
fn after_its_days_a_parked_call_is_dropped_and_that_is_said() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "editions", folder.path());
    run.park().expect("there is room for it");
    let file = fs::read_dir(folder.path()).expect("it is there").find(is_parked).expect("it is parked");
    let file = file.expect("it is there").path();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    }
    let text = fs::read_to_string(&file).expect("it is text");
    let (before, after) = text.split_once("\"until\":\"").expect("it says until when");
    let (_, after) = after.split_at(4);
    fs::write(&file, format!("{before}\"until\":\"2020{after}")).expect("it can be written");
    let (calls, said) = run.list_parked();
    assert_eq!(calls.len(), 0);
    assert!(said.contains("their time was over: 1") && !file.exists(), "{said}");
}

#[test]
fn a_file_that_is_no_whole_call_is_said_and_left_as_it_is() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "editions", folder.path());
    run.name_call("4711", false).expect("it is a number");
    run.park().expect("there is room for it");
    let file = fs::read_dir(folder.path()).expect("it is there").find(is_parked).expect("it is parked");
    let file = file.expect("it is there").path();
    let whole = fs::read_to_string(&file).expect("it is text");
    let half: String = whole.chars().take(whole.chars().count() - 9).collect();
    for bytes in [half, whole.replace("4711", "4711\\u001b[2J"), "nonsense".to_owned()] {
        fs::write(&file, &bytes).expect("it can be written");
        let (calls, said) = run.list_parked();
        assert!(calls.is_empty() && said.contains("cannot be read: 1"), "{said}");
        assert_eq!(fs::read_to_string(&file).expect("it is text"), bytes);
    }
}

#[test]
fn where_nothing_can_be_kept_parking_says_so_and_nothing_is_lost() {
    let article = article();
    let mut run = run(walk_at(&article, "reset")).with_parking(Parking::nowhere(words().parked.no_state));
    run.make(Move::SwitchRole).expect("the role can be changed anywhere");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    for keys in ["<f7>6<enter>", "<c-q><down><enter>"] {
        press(&mut front_end, keys);
        let seen = frame(&mut front_end, 120, 40).words();
        assert!(seen.contains("cannot be parked: --no-state says to save nothing. Nothing is lost."), "{seen}");
        assert_eq!(led(&mut front_end, "<esc>"), "reset");
    }
    let (_, said) = script::play(&mut run, &["park", "quit", "1", "quit", "4"]);
    assert!(said.contains("cannot be parked: --no-state says to save nothing. Nothing is lost."), "{said}");
}

#[test]
fn enter_at_the_question_never_throws_a_call_away_and_what_does_waits_until_it_was_seen() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    for opens in ["<c-q>", "<f7>8"] {
        for (keys, milliseconds) in
            [("<enter>", 2_000), ("<enter><enter>", 33), ("4", 60), ("4711", 300), ("<down><down><down><enter>", 33)]
        {
            let mut run = call(&article, "test", folder.path());
            let mut front_end = FrontEnd::new(&mut run, THEME);
            let keys = format!("{opens}{keys}");
            assert_eq!(press_paced(&mut front_end, &keys, milliseconds), Pressed::Done, "{keys}");
            // A number that is typed there may stay, and answer; what was answered before is never gone.
            assert_ne!(front_end.page().node, "integration", "{keys}");
        }
    }
}

#[test]
fn a_note_that_is_being_written_goes_with_the_call_and_a_secret_in_it_is_asked_about_first() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "test", folder.path());
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f5>rings back at noon<c-q>2<enter>4711");
    assert_eq!(press(&mut front_end, "<enter>"), Pressed::Leave(Left::Asked));
    let mut run = call(&article, "integration", folder.path());
    assert!(run.list_parked().0.iter().any(|call| call.contains("4711") && call.contains("rings back at noon")));
    let mut run = call(&article, "test", folder.path());
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f5>password is swordfish<c-q>2<enter>4713<enter>");
    assert_eq!(place(&mut front_end), "test + note");
    assert!(frame(&mut front_end, 120, 40).words().contains(words().notes.looks_secret));
}

#[test]
fn a_note_that_is_being_written_goes_with_a_call_that_is_broken_off_too() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "test", folder.path()).with_notes(NotesAt::Output);
    let mut front_end = FrontEnd::new(&mut run, THEME);
    assert_eq!(press(&mut front_end, "<f5>rings back at noon<c-q>3<enter>hung up<enter>"), Pressed::Leave(Left::Asked));
    let notes = run.earlier().first().expect("it is written").text();
    assert!(notes.contains("rings back at noon") && notes.contains("hung up"), "{notes}");
}

#[test]
fn a_reference_that_looks_like_a_password_or_a_name_needs_a_second_enter() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "test", folder.path());
    let mut front_end = FrontEnd::new(&mut run, THEME);
    for (typed, doubtful) in [("4711", false), ("jane", true), ("hunter2", true)] {
        press(&mut front_end, &format!("<f7>5<enter><c-u>{typed}<enter>"));
        let said = frame(&mut front_end, 120, 40).words().contains(words().call.reference_doubtful);
        assert_eq!(
            (said, place(&mut front_end).as_str()),
            (doubtful, if doubtful { "test + reference" } else { "test" })
        );
        press(&mut front_end, if doubtful { "<enter>" } else { "" });
        assert_eq!(place(&mut front_end), "test");
    }
    assert_eq!(run.reference(), Some("hunter2"));
}

/// The name says when, which program and which ending; a second call of the same minute has another.
#[test]
fn notes_are_saved_at_any_page_under_a_name_that_is_free() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    for (node, end) in
        [("solved", "-act-solved.txt"), ("solved", "-act-solved-2.txt"), ("reset", "-act-not-finished.txt")]
    {
        let mut run = call(&article, node, folder.path());
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, "<f7>2");
        // Two saves within a minute stand beside each other; across its end they have other names anyhow.
        press(&mut front_end, "<enter>");
        let seen = frame(&mut front_end, 120, 40).words();
        assert!(seen.contains("The notes are in"), "{node}: {seen}");
        let names =
            fs::read_dir(folder.path()).expect("it is there").map(|entry| entry.expect("it is there").file_name());
        let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        let end = if names.iter().any(|name| name.ends_with(end)) { end } else { "-act-solved.txt" };
        assert!(names.iter().any(|name| name.ends_with(end)), "{names:?}");
    }
}

#[test]
fn in_the_plain_mode_a_reference_that_is_known_is_named_and_kept_by_an_empty_line() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let run = Run::new(Walk::in_role(&article, Role::Agent)).with_reference(Some("99".to_owned()));
    let mut run = run.with_parking(Parking::at(folder.path().to_owned(), &article, 7));
    let (_, said) = script::play(&mut run, &["act", "park", ""]);
    assert!(said.contains("The reference of this call is 99. To keep it, just press Enter."), "{said}");
    let (parked, _) = run.list_parked();
    assert!(parked.first().is_some_and(|call| call.contains("99")), "{parked:?}: {said}");
    // The only call that waits is meant by a yes.
    let (_, said) = script::play(&mut run, &["parked", "yes"]);
    assert_eq!(run.walk.name(run.walk.at()), "symptom", "{said}");
    // A command is no reference.
    for command in ["quit", "help", "back"] {
        let (_, said) = script::play(&mut run, &["park", command]);
        assert!(said.contains(words().plain.reference_not_taken), "{said}");
        assert_eq!(run.reference(), Some("99"));
    }
}

#[test]
fn in_the_plain_mode_calls_are_parked_listed_taken_up_and_broken_off_by_words_and_numbers() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = Run::new(Walk::in_role(&article, Role::Agent))
        .with_parking(Parking::at(folder.path().to_owned(), &article, 7))
        .with_notes_folder(Some(folder.path().to_owned()));
    let lines = [
        "park",
        "act",
        "1",
        "call",
        "4",
        "jane",
        "no",
        "ref",
        "4711",
        "note",
        "rings back at noon",
        "park",
        "",
        "3",
        "call",
        "",
        "new-call",
        "",
        "new-call",
        "2",
        "4712",
        "parked",
        "",
        "parked",
        "4711",
        "show",
        "new-call",
        "3",
        "rang off",
        "parked",
        "1",
        "quit",
        "7",
        "quit",
        "4",
    ];
    let (left, said) = script::play(&mut run, &lines);
    assert_eq!(left, Left::Asked);
    let folder = folder.path().display().to_string();
    let said = said.replace(&folder, "FOLDER");
    let line = |line: &str| match line {
        line if line.starts_with("Started: ") => "Started: #".to_owned(),
        line if line.starts_with("Article: ") => "Article: #".to_owned(),
        line if line.starts_with("Program: ") => "Program: #".to_owned(),
        line if line.starts_with("The notes are in") => "The notes are in #.".to_owned(),
        line => without_days(line),
    };
    snapshot("plain-calls", &said.lines().map(line).collect::<Vec<_>>().join("\n"));
}

#[test]
fn of_the_parked_calls_the_one_that_waits_longest_stands_first() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "editions", folder.path());
    run.name_call("4711", false).expect("it is a number");
    run.park().expect("there is room for it");
    run.make(Move::Choose(0)).expect("it is a question");
    run.name_call("4712", false).expect("it is a number");
    run.park().expect("there is room for it");
    let first = |run: &mut Run<'_>| run.list_parked().0.first().cloned().unwrap_or_default();
    assert!(first(&mut run).contains("4711"));
    for file in fs::read_dir(folder.path()).expect("it is there").filter(is_parked) {
        let file = file.expect("it is there").path();
        let text = fs::read_to_string(&file).expect("it is text");
        if text.contains("4712") {
            let (before, after) = text.split_once("\"parked\":\"").expect("it says since when");
            fs::write(&file, format!("{before}\"parked\":\"2020{}", after.split_at(4).1)).expect("it can be written");
        }
    }
    assert!(first(&mut run).contains("4712"));
}

#[test]
fn a_call_that_waited_for_something_goes_on_at_the_page_that_the_waiting_began_on() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "locked", folder.path());
    run.park().expect("there is room for it");
    let (calls, _) = run.list_parked();
    assert!(calls[0].contains("What Virtual Office says"), "{calls:?}");
    run.end(vo_login_wizard::page::over::Then::TakeUp(0)).expect("it is there");
    assert_eq!(run.walk.name(run.walk.at()), "refused-too");
    // It is the beginning of a call: the agent says again what will not be asked for.
    let mut front_end = FrontEnd::new(&mut run, THEME);
    assert!(frame(&mut front_end, 120, 40).words().contains("I will never ask for your password"));
}

#[test]
fn what_is_in_a_log_need_not_be_in_a_file_too() {
    for is_logged in [true, false] {
        let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
        let log = folder.path().join("calls.jsonl");
        let to = if is_logged { LogTo::File(log.clone()) } else { LogTo::Nowhere };
        let mut run = call(&article, "editions", folder.path()).with_log(to);
        run.break_off(Some("the line went dead".to_owned())).expect("there is room for it");
        let files: Vec<_> = fs::read_dir(folder.path()).expect("it is there").flatten().map(|it| it.path()).collect();
        assert_eq!(files.len(), 1, "{files:?}");
        assert_eq!(log.exists(), is_logged);
    }
}

#[test]
fn a_run_whose_last_call_was_written_is_not_left_open_and_one_without_a_call_is() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "not-covered", folder.path()).with_notes(NotesAt::Output);
    run.new_call().expect("it is printed later");
    assert!(!run.is_left_open());
    run.make(Move::Choose(1)).expect("it is a question");
    assert!(run.is_left_open(), "another call was begun");
    let none = Run::new(Walk::in_role(&article, Role::Agent)).with_notes(NotesAt::Output);
    assert!(none.is_left_open());
}

#[test]
fn a_call_that_is_taken_up_is_not_saved_because_one_just_like_it_is() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let mut run = call(&article, "not-covered", folder.path()).with_notes(NotesAt::Folder);
    run.park().expect("there is room for it");
    run.make(Move::Choose(4)).expect("it is a question");
    run.save_notes("notes.txt").expect("it is free");
    assert_eq!(run.notes_file(), None, "they stand in the folder already");
    run.list_parked();
    run.end(vo_login_wizard::page::over::Then::TakeUp(0)).expect("it is there");
    assert!(run.notes_file().is_some());
}

#[test]
fn a_call_that_was_taken_up_and_ended_is_parked_no_more_and_asks_as_a_call_whoever_reads_it() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let is_there = || fs::read_dir(folder.path()).expect("it is there").any(|entry| is_parked(&entry));
    let mut run = call(&article, "symptom", folder.path());
    run.park().expect("there is room for it");
    run.list_parked();
    run.end(vo_login_wizard::page::over::Then::TakeUp(0)).expect("it is there");
    run.make(Move::SwitchRole).expect("the role can be changed anywhere");
    assert_eq!(run.loss(false), Some(Loss::Call));
    run.close();
    assert!(is_there(), "it has not ended");
    run.make(Move::Choose(1)).expect("it is a question");
    assert!(run.walk.has_ended());
    run.close();
    assert!(!is_there());
}

/// A program before this one kept the last telling alone: a reset that was begun before it settles nothing.
#[test]
fn a_call_that_an_older_program_parked_is_taken_up_with_what_was_told() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    call(&article, "test", folder.path()).park().expect("there is room for it");
    let file =
        fs::read_dir(folder.path()).expect("it is there").flatten().find(|it| it.file_name() != ".").expect("one");
    let parked = fs::read_to_string(file.path()).expect("it is text");
    for (before, is_told) in [("\"reset\"", true), ("", false)] {
        let told = format!("\"told\":\"sign-in\",\"told_before\":[{before}]");
        let older = parked.replace("\"schema\":4", "\"schema\":3").replace("\"tellings\":[]", &told);
        fs::write(file.path(), older).expect("there is room for it");
        let mut run = call(&article, "symptom", folder.path());
        assert_eq!(run.list_parked().0.len(), 1, "{told}");
        run.end(vo_login_wizard::page::over::Then::TakeUp(0)).expect("it is there");
        assert_eq!(run.walk.tellings().len(), 1);
        assert_eq!(run.walk.is_told(), is_told, "{told}");
    }
}

#[test]
fn the_calls_of_another_article_are_none_of_this_one() {
    let (article, folder) = (article(), tempfile::tempdir().expect("there is room for files"));
    let other = content::BUILT_IN.replacen(&article.title, "Another article", 1);
    let other = content::load(other).unwrap_or_else(|faults| panic!("{faults}"));
    call(&article, "symptom", folder.path()).park().expect("there is room for it");
    assert_eq!(call(&other, "symptom", folder.path()).list_parked().0.len(), 0);
    assert_eq!(call(&article, "symptom", folder.path()).list_parked().0.len(), 1);
}
