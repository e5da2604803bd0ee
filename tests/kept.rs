//! Walks that are picked up again: the real program, its one small file, and what happens to it when the program is
//! killed, runs twice, or finds a file that it cannot read.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pty::{Start, Terminal};

/// The name of the file that holds the walks through the built-in article.
fn name() -> String {
    let article = vo_login_wizard::content::load(vo_login_wizard::content::BUILT_IN).unwrap();
    format!("vo-login-wizard/{}.json", article.identity())
}

/// A place of its own for what is kept.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(name())
    }

    fn start(&self, arguments: &[&str]) -> Terminal {
        let place = self.folder.path().to_str().unwrap();
        Terminal::start(Start {
            arguments: arguments.to_vec(),
            environment: vec![("XDG_STATE_HOME", place)],
            ..Start::default()
        })
    }
}

fn wait_for_file(file: &Path, holds: impl Fn(&str) -> bool) {
    for _ in 0..2_000 {
        if fs::read_to_string(file).is_ok_and(|text| holds(&text)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the file never held it: {:?}", fs::read_to_string(file));
}

fn cases(default: u64) -> u64 {
    std::env::var("VO_TEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

#[test]
fn a_walk_is_kept_as_it_goes_offered_at_the_next_start_and_gone_at_an_ending() {
    let place = Place::new();
    let mut terminal = place.start(&[]);
    terminal.press("2", "Editions?");
    terminal.press("1", "Does it let you in?");
    wait_for_file(&place.file(), |text| text.contains("editions"));
    assert_eq!(fs::metadata(place.file()).unwrap().permissions().mode() & 0o777, 0o600);
    terminal.press("\x11", "Your walk is kept");
    assert_eq!(terminal.exit_code(), 0);

    let mut terminal = place.start(&[]);
    terminal.wait_for("You were at “Signing in to Virtual Office”, today at");
    terminal.press("\r", "Does it let you in?");
    terminal.press("3", "single sign-on");
    terminal.wait_for("To be solved elsewhere");
    terminal.send("\x11");
    assert_eq!(terminal.exit_code(), 0);
    assert!(!place.file().exists());

    let terminal = place.start(&[]);
    terminal.wait_for("Which");
    assert!(!terminal.screen().contains("You were at"));
}

/// What is heard through pipes, with these lines typed; the time of day is another each time.
fn heard(place: &Place, lines: &str) -> String {
    use std::io::Write;
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vo-login-wizard"));
    command.env("XDG_STATE_HOME", place.folder.path()).env("LANG", "C.UTF-8");
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let [heard, messages] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let (before, after) = heard.split_once("today at ").unwrap_or((&heard, ""));
    let (_, after) = after.split_at_checked(5).unwrap_or_default();
    let when = if after.is_empty() { "" } else { "today at ##:##" };
    format!("{before}{when}{after}(messages)\n{messages}(exit code {})\n", output.status.code().unwrap())
}

#[test]
fn in_the_plain_mode_the_offer_is_heard_first_and_taken_or_not() {
    let place = Place::new();
    let walks = [
        "act\nno\nyes\nunsure\n\ndone\nnot\n",
        "help\nquit\n",
        "perhaps\ngo-on\nwhere\nquit\ny\n",
        "anew\nother\nquit\n",
        "quit\n",
    ];
    let all: Vec<String> = walks.iter().map(|lines| heard(&place, lines)).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!("a_walk_is_picked_up", all.join("==== and later\n"));
    });
}

#[test]
fn beginning_anew_forgets_the_last_walk() {
    let place = Place::new();
    let mut terminal = place.start(&[]);
    terminal.press("2", "Editions?");
    wait_for_file(&place.file(), |text| text.contains("integration"));
    terminal.send("\x03");
    assert_eq!(terminal.exit_code(), 130);
    let mut terminal = place.start(&[]);
    terminal.wait_for("You were at");
    std::thread::sleep(pty::BEFORE_CONFIRMING);
    terminal.press("2", "You begin anew.");
    terminal.wait_for("5  Another program");
    assert!(!place.file().exists());
}

#[test]
fn fresh_skips_the_offer_and_no_state_and_an_agent_keep_nothing() {
    let place = Place::new();
    for arguments in [["--no-state"].as_slice(), &["--agent"]] {
        let mut terminal = place.start(arguments);
        terminal.press("2", "Editions?");
        terminal.send("\x03");
        assert_eq!(terminal.exit_code(), 130);
        assert!(!place.file().exists(), "{arguments:?}");
    }
    let mut terminal = place.start(&["--agent", "--keep"]);
    terminal.press("2", "Editions?");
    wait_for_file(&place.file(), |text| text.contains("integration"));
    terminal.send("\x03");
    terminal.exit_code();
    let terminal = place.start(&["--fresh"]);
    terminal.wait_for("5  Another program");
    assert!(!terminal.screen().contains("You were at"));
}

#[test]
fn a_user_who_goes_over_to_the_agents_wording_leaves_no_walk_behind() {
    let place = Place::new();
    let mut terminal = place.start(&[]);
    terminal.press("2", "Editions?");
    wait_for_file(&place.file(), |text| text.contains("integration"));
    terminal.press("\x07", "Say:");
    for _ in 0..400 {
        if !place.file().exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the walk is still kept");
}

#[test]
fn a_second_copy_keeps_nothing_and_says_so() {
    let place = Place::new();
    let mut first = place.start(&[]);
    first.press("2", "Editions?");
    let second = place.start(&[]);
    second.wait_for("Another copy of the wizard is running");
}

#[test]
fn killed_at_any_moment_the_file_is_whole_and_the_walk_goes_on_one_page_back_at_most() {
    let pages = ["Editions?", "Does it let you in?", "at present contain", "New password", "Step 1 of 10"];
    let keys = ["1", "1", "1", "1", "\r"];
    for case in 0..cases(6) {
        let place = Place::new();
        let mut terminal = place.start(&[]);
        terminal.wait_for("5  Another program");
        let mut reached = 0;
        for (key, page) in keys.iter().zip(pages).take(usize::try_from(1 + case % 5).unwrap()) {
            terminal.press(key, page);
            reached += 1;
        }
        // One more key, and the kill somewhere in what it does.
        if let Some(key) = keys.get(reached) {
            terminal.send(key);
        }
        std::thread::sleep(Duration::from_micros(case * 397 % 4_000));
        terminal.signal("KILL");
        terminal.exit_code();
        let mut terminal = place.start(&[]);
        terminal.wait_for("You were at");
        assert!(!terminal.screen().contains("could not be read"));
        terminal.send("\r");
        let may_be = [reached.saturating_sub(2), reached - 1, reached].map(|place| pages[place.min(4)]);
        terminal.wait_until("the page it was on", |screen| may_be.iter().any(|page| screen.contains(page)));
    }
}
