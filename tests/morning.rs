//! A morning of a desk with the real program: ten calls with one log and one folder for notes. Two are parked and taken
//! up in another order, one goes to another computer by its case notes, one breaks off, in one a told password is taken
//! back, and one is killed. What is written of them stands in a snapshot, word for word.

#![cfg(unix)]
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::play::Play;
use crate::support::program;
use serde_json::{Value, json};

/// The desk: what it sets once, and a computer of an agent.
struct Desk {
    share: tempfile::TempDir,
    computers: [tempfile::TempDir; 2],
}

impl Desk {
    fn new() -> Desk {
        let folder = || tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
        let desk = Desk { share: folder(), computers: [folder(), folder()] };
        fs::create_dir(desk.notes()).expect("there is room");
        desk
    }

    fn notes(&self) -> std::path::PathBuf {
        self.share.path().join("notes")
    }

    fn log(&self) -> std::path::PathBuf {
        self.share.path().join("calls.jsonl")
    }

    /// The program on one of the computers.
    fn at(&self, computer: usize) -> Play {
        let text = |path: &Path| path.to_str().expect("the name is text").to_owned();
        let folder = self.computers.get(computer).expect("there are two").path();
        Play::user()
            .folder(folder)
            .environment("VO_LOGIN_WIZARD_ROLE", "agent")
            .environment("VO_LOGIN_WIZARD_LOG", &text(&self.log()))
            .environment("VO_LOGIN_WIZARD_NOTES_FOLDER", &text(&self.notes()))
    }
}

/// What somebody says, line by line: nothing where there is a dot, and `done` as often as `done x3` says.
fn lines(script: &str) -> String {
    let line = |line: &str| match line.trim() {
        "." => "\n".to_owned(),
        line => match line.strip_prefix("done x").map(str::parse) {
            Some(Ok(steps)) => "done\n".repeat(steps),
            Some(Err(_)) | None => format!("{line}\n"),
        },
    };
    script.split(';').map(line).collect()
}

/// A text in which every time is a mark, and so is each line with a version or a hash.
fn timeless(text: &str) -> String {
    let line = |line: &str| {
        let shape: String = line.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        let of_notes = shape.starts_with("- ##:## “").then(|| line.get(7..)).flatten();
        match (line.split_once(": "), of_notes) {
            (Some((label @ ("Started" | "Article" | "Program"), _)), _) => format!("{label}: #"),
            (Some((label @ "Time of a call", _)), _) => format!("{label}: #"),
            (_, Some(rest)) => format!("- ##:##{rest}"),
            _ => line.to_owned(),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn ten_calls_of_a_morning_leave_the_records_and_the_counts_that_a_desk_expects() {
    let desk = Desk::new();
    // Three calls one after another; the second and the third wait, and the third comes back first.
    let script = "ref;4701;act;refused;2;new-call;\
        ref;4702;eagent;refused;no;yes;unsure;.;done x3;note;no mail yet;park;.;\
        ref;4703;click2pop;refused;no;no;locked;note;tries again in half an hour;park;.;\
        parked;4703;wrong;.;done x10;.;neither;new-call;\
        parked;4702;done x7;.;both;quit";
    let heard = desk.at(0).input(lines(script)).exits(0);
    heard.hears("Parked: 4703.").hears("Taken up again: 4703.").hears("Taken up again: 4702.");
    // A told password was noted by a slip, and an answer, too; both are changed.
    let script = "act;refused;no;told;told;2;change;2;3;quit";
    desk.at(0).arguments("--ref 4704").input(lines(script)).exits(0).hears("no password was told");
    // A call goes to a colleague in the middle of the reset.
    let handed = desk.share.path().join("4705.json").display().to_string();
    let script = format!("sugar;refused;no;yes;yes;.;done x4;note;goes on after lunch;save;{handed};quit;4");
    desk.at(0).arguments("--ref 4705").input(lines(&script)).exits(5);
    let notes: Value = serde_json::from_slice(&fs::read(&handed).expect("it was saved")).expect("it is JSON");
    let how = ["ref", "status", "at", "ended"].map(|name| notes[name].clone());
    assert_eq!(json!(how), json!(["4705", "parked", "reset", null]));
    let script = "where;done x6;.;both;quit";
    let heard = desk.at(1).arguments("--continue").arguments(&handed).input(lines(script)).exits(0);
    heard.hears("Step 5 of 10");
    // One caller rings off, and one call ends with the program.
    let script = "eagent;unsure;x-series;back;no;quit;3;The caller rang off.";
    desk.at(0).arguments("--ref 4706").input(lines(script)).exits(0);
    let killed = desk.at(0).arguments("--ref 4707").sees("Which program will not let you in?").keys("2");
    killed.sees("What does Act do").signal("KILL").terminal.settle();
    let script = "other;note;a phone of another maker;new-call;ref;4709;act;refused;no;3;new-call;\
        ref;4710;sugar;2;quit";
    desk.at(1).arguments("--ref 4708").input(lines(script)).exits(0);

    let log = fs::read_to_string(desk.log()).expect("it is text");
    let records: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    let of = |name: &str| records.iter().map(|record| record[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("ref"), ["4701", "4703", "4702", "4704", "4705", "4706", "4708", "4709", "4710"]);
    assert!(of("told").iter().all(Value::is_null), "none was told");
    let broken_off = records.iter().find(|record| record["status"] != "ended").expect("one broke off");
    let how = ["ref", "status", "at", "why", "ending"].map(|name| broken_off[name].clone());
    assert_eq!(json!(how), json!(["4706", "broken-off", "sign-in", "The caller rang off.", null]));
    // Nothing of any call is left but the records.
    for computer in &desk.computers {
        let place = computer.path().join("vo-login-wizard");
        let left = fs::read_dir(place).map_or(0, Iterator::count);
        assert_eq!(left, 0);
    }
    let mut tickets: Vec<(String, String)> = fs::read_dir(desk.notes())
        .expect("it is there")
        .map(|entry| {
            let path = entry.expect("it is there").path();
            let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
            let (_, named) = name.split_at_checked("2026-11-26-0915-".len()).expect("it begins with a time");
            (named.to_owned(), fs::read_to_string(&path).expect("it is text"))
        })
        .collect();
    let reference = |text: &str| text.split(['(', ')']).nth(1).map(str::to_owned);
    tickets.sort_by_key(|(_, text)| reference(text));
    let told: Vec<String> = tickets.iter().map(|(name, text)| format!("==== {name}\n{}\n", timeless(text))).collect();
    let stats = Command::new(program()).arg("stats").arg(desk.log()).output().expect("the program starts");
    let stats = String::from_utf8(stats.stdout).expect("it is text");
    // How long a page took, and so where it stands in their list, is another each time.
    let (counts, pages) = stats.split_once("\nPages by their time").expect("it says which pages take longest");
    let mut pages: Vec<Vec<&str>> = pages.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    pages.sort_by_key(|page| page.last().copied());
    let of_page = |page: &Vec<&str>| match page[..] {
        [calls, _, node] => format!("{calls} {node}"),
        _ => page.join(" "),
    };
    let pages: Vec<String> = pages.iter().map(of_page).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        let stats = format!("{}\nCalls of each page\n{}", timeless(counts), pages.join("\n"));
        insta::assert_snapshot!("morning", format!("{}\n==== stats\n{stats}", told.join("\n")));
    });
}
