//! The log of a desk with the real program: one line a call, whole, however many copies write and whatever happens to
//! them; and what cannot be written is said and shown. And where the records are printed, nothing else is.

#![cfg(unix)]
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::support::outside::is_static;
use crate::support::play::Play;
use crate::support::program;
use crate::support::screen::run;
use crate::support::walk::{article, walk_at};
use vo_login_wizard::content::words;
use vo_login_wizard::log::LogTo;
use vo_login_wizard::run::NotesAt;
use vo_login_wizard::walk::Move;

const ENDED: &str = "--no-input --log calls.jsonl";
const ENDING: &str = "integration=other";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn log(folder: &Path) -> String {
    fs::read_to_string(folder.join("calls.jsonl")).unwrap_or_default()
}

/// The records of these lines; each must be one.
fn records(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// What `stats` counts in a log, and what it complains of.
fn counted(folder: &Path) -> (u64, String) {
    let output = Command::new(program()).args(["stats", "--json", "calls.jsonl"]).current_dir(folder).output().unwrap();
    assert!(output.status.success());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    (report["calls"].as_u64().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// A script that prepares something and then runs the program, with what is given as `$@`.
fn script(folder: &Path, text: &str) -> String {
    let file = folder.join("script.sh");
    fs::write(&file, format!("{text}\n")).unwrap();
    format!("/bin/bash {}", file.display())
}

/// Whether strace can be used here; where it must and cannot, the test fails.
fn has_strace() -> bool {
    let runs = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let runs = runs.is_ok_and(|output| output.status.success());
    let required = std::env::var_os("VO_TEST_REQUIRE_DISKS").is_some_and(|value| value == "1");
    assert!(runs || !required, "strace cannot be used here, and must be");
    runs
}

#[test]
fn each_call_that_is_over_adds_its_line_and_one_that_is_not_adds_none() {
    let folder = folder();
    let play = || Play::agent().folder(folder.path()).arguments("--log calls.jsonl");
    play().lines("other new-call other new-call act quit 4").exits(5);
    let first = log(folder.path());
    let nodes = |lines: &str| records(lines).iter().map(|it| it["ending"]["node"].clone()).collect::<Vec<_>>();
    assert_eq!(nodes(&first), ["not-covered", "not-covered"]);
    Play::user().folder(folder.path()).answers("integration=act symptom=own-login").arguments(ENDED).lines("").exits(0);
    let all = log(folder.path());
    assert!(all.starts_with(&first), "what was there stays");
    assert_eq!(nodes(&all), ["not-covered", "not-covered", "own-login"]);
    assert_eq!(counted(folder.path()), (3, String::new()));
}

/// Whoever saves the notes at an ending and leaves later has two records of one call.
#[test]
fn what_is_saved_at_an_ending_and_what_is_logged_of_it_say_the_same_until_something_is_done() {
    let (article, folder) = (article(), folder());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let later = || std::thread::sleep(Duration::from_millis(1_100));
    let mut run = run(walk_at(&article, "solved")).with_log(LogTo::File(folder.path().join("calls.jsonl")));
    let saved = |name: &str| serde_json::from_str::<Value>(&fs::read_to_string(file(name)).unwrap()).unwrap();
    run.save_notes(&file("first.json")).unwrap();
    later();
    run.write_note("calls back", false).unwrap();
    run.save_notes(&file("noted.json")).unwrap();
    later();
    run.make(Move::Back).unwrap();
    run.make(Move::Choose(0)).unwrap();
    run.save_notes(&file("again.json")).unwrap();
    later();
    run.new_call().unwrap();
    let ends = ["first.json", "noted.json", "again.json"].map(|name| saved(name)["ended"].as_str().unwrap().to_owned());
    assert!(ends.is_sorted_by(|one, next| one < next), "{ends:?}");
    assert_eq!(records(&log(folder.path())), [saved("again.json")]);
}

/// Two callers after one another may give the same answers.
#[test]
fn a_call_like_the_last_one_is_not_taken_for_saved() {
    let (article, folder) = (article(), folder());
    let mut run = run(walk_at(&article, "not-covered")).with_notes(NotesAt::Folder);
    run = run.with_notes_folder(Some(folder.path().to_owned()));
    run.save_notes("first.txt").unwrap();
    assert_eq!(run.notes_file(), None);
    run.new_call().unwrap();
    run.make(Move::Choose(4)).unwrap();
    assert!(run.walk.has_ended());
    assert!(run.notes_file().is_some());
}

#[test]
fn four_copies_that_append_a_hundred_calls_each_at_once_leave_four_hundred_whole_lines() {
    let folder = folder();
    let calls = "other\n/new-call\n".repeat(100) + "quit\n";
    std::thread::scope(|scope| {
        for copy in 0..4 {
            let play = Play::agent().folder(folder.path()).arguments("--log calls.jsonl");
            let input = format!("note\nof copy {copy}\n{calls}");
            scope.spawn(move || play.input(input).exits(0));
        }
    });
    let all = log(folder.path());
    assert_eq!(records(&all).len(), 400);
    assert!(all.ends_with('\n'));
    for copy in 0..4 {
        assert_eq!(all.matches(&format!("of copy {copy}")).count(), 1, "no line of another copy was written over");
    }
    assert_eq!(counted(folder.path()), (400, String::new()));
}

#[test]
fn a_copy_that_is_killed_while_it_writes_loses_its_line_at_most_and_the_others_stay_whole() {
    if !has_strace() {
        return;
    }
    let folder = folder();
    let ended = || Play::user().folder(folder.path()).answers(ENDING).arguments(ENDED);
    ended().lines("").exits(0);
    // Of the second line a piece is written, where the disk takes no more at once; then it is killed.
    let path = folder.path().join("calls.jsonl");
    let kilobytes = fs::metadata(&path).unwrap().len() / 1024 + 1;
    let fault = format!("strace -f -qq -o /dev/null -P {} -e inject=write:signal=KILL:when=2", path.display());
    let killed = script(folder.path(), &format!("ulimit -f {kilobytes}; exec {fault} \"$@\""));
    ended().under(&killed).lines("");
    let torn = log(folder.path());
    assert!(torn.lines().count() == 2 && !torn.ends_with('\n'), "it was killed within its line: {torn}");
    let (calls, complaints) = counted(folder.path());
    assert_eq!(calls, 1);
    assert!(complaints.starts_with("calls.jsonl, line 2: this is no whole record"), "{complaints}");
    ended().lines("").exits(0);
    let lines = log(folder.path());
    assert_eq!(records(lines.lines().next_back().unwrap()).len(), 1);
    assert_eq!(counted(folder.path()), (2, complaints));
}

#[test]
fn copies_that_are_killed_at_any_moment_leave_whole_lines_for_all_others() {
    let folder = folder();
    let calls = "other\n/new-call\n".repeat(200);
    let kills = 12;
    for milliseconds in 0..kills {
        let wait = format!("0.0{:02}", 25 + 5 * milliseconds);
        let killed = script(folder.path(), &format!("timeout -s KILL {wait} \"$@\""));
        let play = Play::agent().folder(folder.path()).under(&killed).arguments("--log calls.jsonl");
        play.input(&calls);
    }
    let play = Play::user().folder(folder.path()).answers(ENDING).arguments(ENDED);
    play.lines("").exits(0);
    let all = log(folder.path());
    let torn = all.lines().filter(|line| serde_json::from_str::<Value>(line).is_err()).count();
    assert!(torn <= kills && all.ends_with('\n'), "{torn}");
    assert_eq!(counted(folder.path()).0, u64::try_from(all.lines().count() - torn).unwrap());
}

#[test]
fn what_cannot_be_written_is_said_in_one_true_sentence_and_shown_and_leaves_the_log_as_it_was() {
    let has_strace = has_strace();
    // Each C library has its own words.
    let broken = if is_static() { "I/O error" } else { "Input/output error" };
    for (fault, reason) in [
        ("write:error=ENOSPC", "No space left on device"),
        ("fsync:error=ENOSPC", "No space left on device"),
        ("fsync:error=EIO", broken),
        // One C library opens by the one call, another by the other.
        ("?open,openat:error=EROFS", "Read-only file system"),
        ("?open,openat:error=EACCES", "Permission denied"),
        ("flock:error=ENOLCK", "No locks available"),
        ("ulimit", "File too large"),
    ] {
        if fault != "ulimit" && !has_strace {
            continue;
        }
        let folder = folder();
        let path = folder.path().join("calls.jsonl");
        fs::write(&path, "{\"of\":\"before\"}\n").unwrap();
        let strace =
            format!("exec strace -f -qq -o /dev/null -P {} -P calls.jsonl -e inject={fault} \"$@\"", path.display());
        let text = if fault == "ulimit" { "ulimit -f 1; exec \"$@\"" } else { &strace };
        let under = script(folder.path(), text);
        let heard = Play::user().folder(folder.path()).answers(ENDING).arguments(ENDED).under(&under).lines("");
        let heard = heard.complains(&format!("The log calls.jsonl could not be written to: {reason}")).exits(1);
        let said: Vec<&str> = heard.complaints.lines().filter(|line| !line.starts_with("strace: ")).collect();
        let [_, shown, record] = said[..] else { panic!("{fault}: {}", heard.complaints) };
        assert_eq!(shown, words().log.shown, "{fault}");
        assert_eq!(records(record)[0]["ending"]["node"], "not-covered", "{fault}");
        assert_eq!(log(folder.path()), "{\"of\":\"before\"}\n", "{fault}");
    }
}

#[test]
fn a_log_in_a_folder_that_is_not_there_is_said_and_a_folder_or_device_is_refused_at_once() {
    let heard = Play::user().answers(ENDING).arguments("--no-input --log no-folder/calls.jsonl").lines("").exits(1);
    let heard = heard.complains("could not be written to: No such file or directory");
    assert_eq!(records(heard.complaints.lines().last().unwrap()).len(), 1);
    heard.hears("your summary");
    for there in ["/", "/dev/full"] {
        let play = Play::user().answers(ENDING).arguments("--no-input --log").arguments(there);
        let heard = play.lines("").complains("--log does not name an ordinary file.").exits(2);
        assert_eq!(heard.said, "");
    }
}

#[test]
fn on_the_screen_it_is_said_at_once_written_with_the_next_call_or_shown_at_the_end() {
    let missing = words().log.not_written.split(':').next().unwrap().replace("{file}", "share/calls.jsonl");
    for comes_back in [true, false] {
        let call = Play::agent().size(80, 40).arguments("--log share/calls.jsonl").answers(ENDING);
        let call = call.sees("Its advice may not fit").keys("<f5>of the first<enter>").sees("of the first");
        let call = call.keys("<f7><end><up><enter>").sees("5 Another program").sees(&missing).sees(words().log.later);
        if comes_back {
            fs::create_dir(call.folder().join("share")).unwrap();
        }
        let call = call.keys("5").sees("Its advice may not fit").keys("<c-q>");
        match comes_back {
            true => {
                let call = call.exits(0);
                let lines = fs::read_to_string(call.folder().join("share/calls.jsonl")).unwrap();
                assert_eq!(records(&lines).len(), 2);
                assert!(lines.lines().next().unwrap().contains("of the first"));
            }
            false => {
                let call = call.exits(1);
                let bytes = String::from_utf8(call.terminal.bytes()).unwrap();
                let (_, left) = bytes.rsplit_once("\u{1b}[?1049l").unwrap();
                assert!(left.contains(&missing) && left.contains(words().log.shown), "{left}");
                let lines: Vec<&str> = left.lines().filter(|line| line.starts_with('{')).collect();
                assert_eq!(records(&lines.join("\n")).len(), 2, "{left}");
            }
        }
    }
}

#[test]
fn a_call_that_broke_off_is_said_to_be_in_the_log_only_where_it_is() {
    for (log, is_there) in [("calls.jsonl", true), ("share/calls.jsonl", false)] {
        let call = Play::agent().size(80, 40).arguments("--log").arguments(log).answers("integration=act");
        let call = call.keys("<f7>8<pause>3<enter>rang off<pause><enter>").sees("5 Another program");
        assert_eq!(call.terminal.text().contains(words().notes.logged), is_there, "{}", call.terminal.screen());
        assert_eq!(call.terminal.text().contains(words().log.later), !is_there, "{}", call.terminal.screen());
        call.keys("<c-c>");
    }
}

#[test]
fn notes_that_go_into_the_log_are_not_lost_so_that_leaving_asks_nothing() {
    let call = Play::user().arguments("--log calls.jsonl").answers(ENDING).keys("<f5>rings back<enter>");
    let call = call.sees("Your note here: rings back").keys("<c-q>").exits(0);
    assert!(log(call.folder()).contains("rings back"));
}

#[test]
fn where_records_are_printed_standard_output_holds_nothing_else() {
    let calls = "other\nnote\nof the first\n/new-call\nother\nquit\n";
    let heard = Play::agent().arguments("--log -").input(calls).exits(0);
    let lines = records(&heard.said);
    assert_eq!(lines.len(), 2, "{}", heard.said);
    assert!(lines[0].to_string().contains("of the first") && heard.said.ends_with("}\n"));
    heard.complains("Another program").complains(words().plain.promise);

    let heard = Play::user().arguments("--notes - --format json").input("other\nquit\n").exits(0);
    assert_eq!(serde_json::from_str::<Value>(&heard.said).unwrap()["ending"]["node"], "not-covered");
    heard.complains("Another program");
    // Nothing but the records, even where the notes cannot be written.
    let heard = Play::user().arguments("--notes no-folder/notes.txt --log -").input("other\nquit\n").exits(1);
    assert_eq!(records(&heard.said).len(), 1, "{}", heard.said);
    heard.complains("could not be written to no-folder/notes.txt").complains(words().record.result);
    let heard = Play::user().answers(ENDING).arguments("--no-input --notes - --log -").lines("").exits(2);
    heard.complains("--notes - and --log - do not go together.");
}

#[test]
fn the_full_screen_works_where_standard_output_is_a_file_or_a_pipe() {
    for (text, flags) in [
        ("exec \"$@\" > out.txt", "--notes - --format json"),
        ("\"$@\" | cat > out.txt", "--log -"),
        ("exec \"$@\" > out.txt", "--log -"),
    ] {
        let folder = folder();
        let under = script(folder.path(), text);
        let screen = Play::user().folder(folder.path()).arguments(flags).under(&under).size(70, 20);
        let screen = screen.sees("5 Another program");
        assert!(screen.terminal.is_full_screen(), "{text}");
        let screen = screen.keys("5").sees("Its advice may not fit").keys("<f1>").sees(words().help.title);
        screen.keys("<esc><c-q>").exits(0);
        let written = fs::read_to_string(folder.path().join("out.txt")).unwrap();
        let record: Value = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written:?}"));
        assert_eq!(record["ending"]["node"], "not-covered");
    }
}

#[test]
fn where_only_the_summary_is_sent_elsewhere_the_full_screen_works_too() {
    let folder = folder();
    let under = script(folder.path(), "exec \"$@\" > out.txt");
    let screen = Play::user().folder(folder.path()).under(&under).sees("5 Another program");
    screen.keys("5").sees("Its advice may not fit").keys("<c-q>").exits(0);
    let written = fs::read_to_string(folder.path().join("out.txt")).unwrap();
    assert!(written.contains("your summary") && !written.contains('\u{1b}'), "{written:?}");
}
