//! The `stats` command with the real program: what is counted of notes and logs, in words and as JSON; and what is no
//! record is named, left out, and stops nothing.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::program;

/// A call as the log has it: through these pages, with so many seconds on each.
fn call(program: (&str, &str), pages: &[(&str, u64)]) -> Value {
    let path = pages.iter().zip(0..).map(|((node, seconds), place)| {
        let is_last = place + 1 == pages.len();
        let answer = match place {
            0 => (json!(program.0), json!(program.1)),
            _ if is_last => (Value::Null, Value::Null),
            _ => (json!("yes"), json!("Yes")),
        };
        json!({ "node": node, "question": "Which?", "answer": answer.0, "answer_text": answer.1,
            "seconds": seconds, "notes": [] })
    });
    let (at, _) = pages.last().unwrap();
    json!({
        "schema": 2, "program": "vo-login-wizard 0.1.0",
        "article": { "title": "An article", "version": "2", "hash": "0123456789ab" },
        "role": "agent", "ref": "4711", "status": "ended",
        "started": "2026-11-24T10:00:09+00:00", "ended": "2026-11-24T10:04:09+00:00",
        "seconds": pages.iter().map(|(_, seconds)| seconds).sum::<u64>(),
        "at": at, "why": null, "path": path.collect::<Vec<_>>(), "changed": [], "open": [], "asides": [], "steps": [],
        "told": null, "cause": null, "ruled_out": [], "ending": { "node": at, "class": "solved" },
        "result": "It is so.", "next": [], "second_line": null
    })
}

/// Five calls of a morning.
fn morning() -> Vec<Value> {
    let (act, sugar) = (("act", "ACT!"), ("sugarcrm", "Sugar CRM"));
    let mut solved = call(act, &[("integration", 10), ("reset", 200), ("solved", 5)]);
    solved["cause"] = json!({ "name": "characters", "text": "A sign.", "standing": "likely" });
    solved["asides"] = json!([{ "node": "reset", "aside": "no-mail" }]);
    let mut again = call(act, &[("integration", 20), ("reset", 400), ("solved", 15)]);
    again["cause"] = json!({ "name": "password-itself", "text": "It.", "standing": "mended" });
    again["ruled_out"] = json!([{ "name": "characters", "text": "A sign." }]);
    let mut waiting = call(sugar, &[("integration", 30), ("reset", 301), ("mail-missing", 5)]);
    waiting["ending"]["class"] = json!("waiting");
    waiting["asides"] = solved["asides"].clone();
    let step = |step, title, state| json!({ "node": "reset", "step": step, "title": title, "state": state });
    waiting["steps"] = json!([step("open", "Open 8x8's page", "done"), step("link", "Follow the link", "open")]);
    let mut broken_off = call(sugar, &[("integration", 61), ("reset", 3)]);
    broken_off["status"] = json!("broken-off");
    broken_off["ending"] = Value::Null;
    broken_off["steps"] = json!([step("link", "Follow the link", "open"), step("mark", "Tick it", "not-shown")]);
    let mut other = call(("other", "Another program"), &[("integration", 5), ("not-covered", 1)]);
    other["ending"]["class"] = json!("elsewhere");
    vec![solved, again, waiting, broken_off, other]
}

fn log(calls: &[Value]) -> String {
    calls.iter().map(|call| format!("{call}\n")).collect()
}

fn stats(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.arg("stats").args(arguments).env_clear().env("LANG", "C.UTF-8").current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What it prints of these files, with nothing wrong with them.
fn counted(folder: &Path, arguments: &[&str]) -> String {
    let output = stats(folder, arguments);
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), ("", Some(0)), "{arguments:?}");
    text(&output.stdout)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

#[test]
fn a_morning_of_calls_is_counted_by_how_it_ended_and_where_people_got_stuck() {
    let folder = folder();
    fs::write(folder.path().join("calls.jsonl"), log(&morning())).unwrap();
    insta::assert_snapshot!(counted(folder.path(), &["calls.jsonl"]));
}

#[test]
fn as_json_it_has_the_same_counts_for_scripts() {
    let folder = folder();
    fs::write(folder.path().join("calls.jsonl"), log(&morning())).unwrap();
    let report: Value = serde_json::from_str(&counted(folder.path(), &["--json", "calls.jsonl"])).unwrap();
    let expected = json!({
        "schema": 1, "calls": 5, "left_out": 0,
        "statuses": [{ "status": "ended", "calls": 4 }, { "status": "broken-off", "calls": 1 }],
        "endings": [
            { "node": "solved", "class": "solved", "calls": 2 },
            { "node": "mail-missing", "class": "waiting", "calls": 1 },
            { "node": "not-covered", "class": "elsewhere", "calls": 1 },
        ],
        "causes": [{ "name": "characters", "calls": 1 }, { "name": "password-itself", "calls": 1 }],
        "programs": [
            { "answer": "act", "text": "ACT!", "calls": 2 },
            { "answer": "sugarcrm", "text": "Sugar CRM", "calls": 2 },
            { "answer": "other", "text": "Another program", "calls": 1 },
        ],
        "broken_off": [{ "node": "reset", "calls": 1 }],
        "asides": [{ "node": "reset", "aside": "no-mail", "calls": 2 }],
        "open_steps": [{ "node": "reset", "step": "link", "title": "Follow the link", "calls": 2 }],
        "median_seconds": 215.0,
        "pages": [
            { "node": "reset", "calls": 4, "median_seconds": 250.5 },
            { "node": "integration", "calls": 5, "median_seconds": 20.0 },
            { "node": "solved", "calls": 2, "median_seconds": 10.0 },
            { "node": "mail-missing", "calls": 1, "median_seconds": 5.0 },
            { "node": "not-covered", "calls": 1, "median_seconds": 1.0 },
        ],
    });
    assert_eq!(report, expected);
}

#[test]
fn notes_and_logs_count_alike_however_they_are_spread_over_files() {
    let folder = folder();
    let (calls, path) = (morning(), folder.path());
    fs::write(path.join("calls.jsonl"), log(&calls)).unwrap();
    let notes = |call: &Value| serde_json::to_string_pretty(call).unwrap() + "\n";
    fs::write(path.join("first.json"), notes(&calls[0])).unwrap();
    // As a program of Windows writes it, which ends no last line.
    let two = log(&calls[1..3]).replace('\n', "\r\n");
    fs::write(path.join("two.jsonl"), format!("\u{feff}{}", two.trim_end())).unwrap();
    fs::write(path.join("rest.json"), calls[3..].iter().map(notes).collect::<String>()).unwrap();
    let (one, many) = (["--json", "calls.jsonl"], ["--json", "first.json", "two.jsonl", "rest.json"]);
    assert_eq!(counted(path, &many), counted(path, &one));
}

#[test]
fn a_line_that_is_no_record_is_named_counted_and_left_out() {
    let folder = folder();
    let path = folder.path();
    let calls = morning();
    let torn = calls[0].to_string().split_at(300).0.to_owned();
    let older = json!({ "schema": 1, "role": "agent", "path": [] });
    let lines = [calls[1].to_string(), torn.clone(), "dear diary".to_owned(), older.to_string(), calls[2].to_string()];
    fs::write(path.join("calls.jsonl"), lines.join("\n") + "\n\n" + &torn).unwrap();
    let notes = serde_json::to_string_pretty(&calls[3]).unwrap();
    fs::write(path.join("torn.json"), notes.split_at(300).0).unwrap();
    fs::write(path.join("bytes.json"), b"{\"schema\":2,\xff\x00}\n").unwrap();
    let output = stats(path, &["calls.jsonl", "torn.json", "bytes.json"]);
    assert_eq!(
        text(&output.stderr),
        "calls.jsonl, line 2: this is no whole record. It is left out.\n\
         calls.jsonl, line 3: this is no whole record. It is left out.\n\
         calls.jsonl, line 4: this record is of schema 1. Only schema 2 is read, so it is left out.\n\
         calls.jsonl, line 7: this is no whole record. It is left out.\n\
         torn.json, line 1: this is no whole record. It is left out.\n\
         bytes.json, line 1: this is no whole record. It is left out.\n"
    );
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    assert!(said.starts_with("Calls: 2\nLeft out: 6 (lines that are no record)\n"), "{said}");
}

#[test]
fn of_a_file_of_something_else_only_the_first_lines_are_named() {
    let folder = folder();
    fs::write(folder.path().join("diary.txt"), "dear diary\n".repeat(1000)).unwrap();
    let output = stats(folder.path(), &["diary.txt"]);
    let errors = text(&output.stderr);
    assert_eq!(errors.lines().count(), 21, "{errors}");
    assert!(errors.ends_with("diary.txt: 980 more lines like these are left out.\n"), "{errors}");
    assert_eq!(text(&output.stdout), "Calls: 0\nLeft out: 1000 (lines that are no record)\n");
}

#[test]
fn a_file_that_cannot_be_read_is_a_failure_and_not_repeated_and_the_others_are_counted() {
    let folder = folder();
    fs::write(folder.path().join("calls.jsonl"), log(&morning())).unwrap();
    let output = stats(folder.path(), &["Zq7~wXk2Vb9", "calls.jsonl", "."]);
    let errors = text(&output.stderr);
    assert!(errors.starts_with("File 1 of 3 cannot be read to its end: No such file"), "{errors}");
    assert!(errors.contains("\nFile 3 of 3 cannot be read to its end: "), "{errors}");
    assert!(!errors.contains("wXk"), "{errors}");
    assert!(text(&output.stdout).starts_with("Calls: 5\n"));
    assert_eq!(output.status.code(), Some(1));
    // Of one file there is no number to say, and there are no others.
    let errors = text(&stats(folder.path(), &["Zq7~wXk2Vb9"]).stderr);
    assert!(errors.starts_with("The file cannot be read: No such file"), "{errors}");
    assert!(!errors.contains("wXk") && !errors.contains("others"), "{errors}");
}

#[test]
fn a_record_of_others_cannot_steer_the_terminal() {
    let folder = folder();
    let mut call = call(("act", "\u{1b}[2J\u{202e}ACT!"), &[("integration", 1), ("so\u{1b}]0;x\u{7}lved", 2)]);
    call["status"] = json!("en\rded");
    fs::write(folder.path().join("calls.jsonl"), log(&[call])).unwrap();
    let said = counted(folder.path(), &["calls.jsonl"]);
    assert!(!said.contains(|c: char| c.is_control() && c != '\n') && !said.contains('\u{202e}'), "{said:?}");
    assert!(said.contains("\u{fffd}[2J\u{fffd}ACT!"), "{said:?}");
}

/// Two seconds of a processor and 64 MB are all that it gets.
#[test]
#[cfg(target_os = "linux")]
fn a_hundred_thousand_calls_take_less_than_two_seconds_and_little_memory() {
    let pages = ["integration", "symptom", "editions", "sign-in", "old-password", "new-password", "reset", "solved"];
    let mut call = call(("act", "ACT!"), &pages.map(|page| (page, 30)));
    let step = |number| {
        json!({ "node": "reset", "step": format!("step-{number}"),
        "title": "Open the page for a new password in your browser", "state": "done" })
    };
    call["steps"] = (0..10).map(step).collect();
    call["advice"] = json!(["What the person is to do now, in a sentence as long as they are."]);
    let line = format!("{call}\n");
    assert!(line.len() > 2000, "{}", line.len());
    let mut program = Command::new("/bin/bash");
    let script = "ulimit -t 2 -v 65536; exec \"$0\" stats --json /dev/stdin";
    program.args(["-c", script, crate::support::outside::optimised()]).env_clear();
    let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = program.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let hundred = line.repeat(100);
        // A program that was stopped reads no more, and says so.
        _ = (0..1000).try_for_each(|_| input.write_all(hundred.as_bytes()));
    });
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{:?}", output.status);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["calls"], 100_000);
}

#[test]
fn without_a_file_it_reads_the_log_of_the_desk() {
    let folder = folder();
    fs::write(folder.path().join("calls.jsonl"), log(&morning())).unwrap();
    let mut stats = Command::new(program());
    stats.arg("stats").env_clear().env("VO_LOGIN_WIZARD_LOG", "calls.jsonl").current_dir(folder.path());
    assert!(text(&stats.output().unwrap().stdout).starts_with("Calls: 5\n"));
}

#[test]
fn without_a_file_or_a_log_it_says_how_it_is_written() {
    let folder = folder();
    let output = stats(folder.path(), &["--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("stats needs a file of case notes or a log"), "{}", text(&output.stderr));
    let help = counted(folder.path(), &["--help"]);
    assert!(help.contains("vo-login-wizard stats calls.jsonl") && help.contains("--json"), "{help}");
}
