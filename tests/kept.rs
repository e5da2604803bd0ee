//! Walks that are picked up again: the real program, its one small file, and what happens to it when the program is
//! killed, runs twice, or finds a file that it cannot read.

#![cfg(unix)]
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/play.rs"]
mod play;
#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use play::{Play, kept};

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
    let first =
        Play::user().keys("2").sees("What does ACT!").keys("1").sees("Editions?").keys("1").sees("Does it let you in?");
    let file = kept(first.folder());
    wait_for_file(&file, |text| text.contains("editions"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let first = first.keys("<c-q>").sees("Your walk is kept").exits(0);

    let second = Play::user().folder(first.folder()).sees("You were at “Virtual Office itself”, today at");
    let second = second.keys("<enter>").sees("Does it let you in?").keys("3").sees("To be solved elsewhere");
    second.keys("<c-q>").exits(0);
    assert!(!file.exists());

    Play::user().folder(first.folder()).sees("5 Another program").does_not_see("You were at");
}

/// Something must happen first; then one stands on the page that the waiting began on.
#[test]
fn a_walk_that_waits_is_kept_and_goes_on_with_the_page_before_the_waiting() {
    let locked = Play::user().keys("2").sees("What does ACT!").keys("1").sees("Editions?").keys("1");
    let locked = locked.sees("Does it let you in?").keys("2").sees("refuses you?").keys("2").sees("Wait first");
    let file = kept(locked.folder());
    wait_for_file(&file, |text| text.contains("refused-too"));
    let locked = locked.keys("<c-q>").sees("Your walk is kept").exits(0);
    let again = Play::user().folder(locked.folder()).sees("You were at “What Virtual Office says”");
    let again = again.keys("<enter>").sees("What does Virtual Office say").keys("<esc>").sees("Does it let you in?");
    let again = again.keys("1").sees("current password have").keys("1").sees("Username").keys("<enter>");
    let again = again.sees("Step 1 of 10").keys("<enter>d<enter><enter><enter>").sees("Step 6 of 10");
    let again = again.keys("x").sees("No email comes.").keys("<pause><enter>").sees("Wait first");
    wait_for_file(&file, |text| text.contains("no-mail"));
    let again = again.keys("<c-q>").sees("Your walk is kept").exits(0);
    let last = Play::user().folder(again.folder()).sees("You were at “Step 6 of 10”").keys("<enter>");
    last.sees("Step 6 of 10").sees("[✓]  5.").sees("[ ]  6.").keys("<c-c>").exits(130);
}

/// All that is heard of a walk through pipes; the time of day is another each time.
fn heard(folder: &Path, lines: &str) -> String {
    let heard = Play::user().folder(folder).input(lines);
    let (before, after) = heard.said.split_once("today at ").unwrap_or((&heard.said, ""));
    let (_, after) = after.split_at_checked(5).unwrap_or_default();
    let when = if after.is_empty() { "" } else { "today at ##:##" };
    let (complaints, code) = (&heard.complaints, heard.exit_code.unwrap());
    format!("{before}{when}{after}(messages)\n{complaints}(exit code {code})\n")
}

#[test]
fn in_the_plain_mode_the_offer_is_heard_first_and_taken_or_not() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let walks = [
        "act\n1\nno\nyes\nunsure\n\ndone\nnot\n",
        "help\nquit\n",
        "perhaps\ngo-on\nwhere\nquit\ny\n",
        "anew\nother\nquit\n",
        "quit\n",
    ];
    let all: Vec<String> = walks.iter().map(|lines| heard(folder.path(), lines)).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!("a_walk_is_picked_up", all.join("==== and later\n"));
    });
}

#[test]
fn beginning_anew_forgets_the_last_walk() {
    let first = Play::user().keys("2").sees("What does ACT!");
    wait_for_file(&kept(first.folder()), |text| text.contains("integration"));
    let first = first.keys("<c-c>").exits(130);
    let second = Play::user().folder(first.folder()).sees("You were at");
    let _second = second.keys("<pause>2").sees("You begin anew.").sees("5 Another program");
    assert!(!kept(first.folder()).exists());
}

#[test]
fn fresh_skips_the_offer_and_no_state_and_an_agent_keep_nothing() {
    for arguments in ["--no-state", "--agent"] {
        let walk = Play::user().arguments(arguments).keys("2").sees("What does").keys("<c-c>").exits(130);
        assert!(!kept(walk.folder()).exists(), "{arguments}");
    }
    let agents = Play::agent().arguments("--keep").keys("2").sees("What does");
    wait_for_file(&kept(agents.folder()), |text| text.contains("integration"));
    let agents = agents.keys("<c-c>").exits(130);
    let users = Play::user().arguments("--fresh").folder(agents.folder());
    users.sees("5 Another program").does_not_see("You were at");
}

#[test]
fn a_look_at_the_agents_wording_loses_nothing_and_what_was_kept_is_forgotten_only_when_the_agent_goes_on() {
    let walk = Play::user().keys("2").sees("What does ACT!");
    let file = kept(walk.folder());
    wait_for_file(&file, |text| text.contains("integration"));
    let walk = walk.keys("<f3>").sees("Say:").sees("forgotten as soon as you go on");
    assert!(file.exists());
    let walk = walk.keys("<f3>").sees("What does ACT! do").keys("<f3>").sees("Say:");
    assert!(file.exists());
    let _walk = walk.keys("1").sees("Whoever looks after your phones");
    for _ in 0..400 {
        if !file.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the walk is still kept");
}

#[test]
fn a_second_copy_keeps_nothing_and_says_so() {
    let first = Play::user().keys("2").sees("What does ACT!");
    Play::user().folder(first.folder()).sees("Another copy of the wizard is running");
}

#[test]
fn killed_at_any_moment_the_file_is_whole_and_the_walk_goes_on_one_page_back_at_most() {
    let pages =
        ["What does ACT!", "Editions?", "Does it let you in?", "current password have", "Username", "Step 1 of 10"];
    let keys = ["2", "1", "1", "1", "1", "<enter>"];
    for case in 0..cases(6) {
        let mut walk = Play::user().sees("5 Another program");
        let mut reached = 0;
        for (key, page) in keys.iter().zip(pages).take(usize::try_from(1 + case % 6).unwrap()) {
            walk = walk.keys(key).sees(page);
            reached += 1;
        }
        // One more key, and the kill somewhere in what it does.
        if let Some(key) = keys.get(reached) {
            walk = walk.keys(key);
        }
        std::thread::sleep(Duration::from_micros(case * 397 % 4_000));
        let mut walk = walk.signal("KILL");
        walk.terminal.exit_code();
        let again = Play::user().folder(walk.folder()).sees("You were at").does_not_see("could not be read");
        let may_be = [reached.saturating_sub(2), reached - 1, reached].map(|place| pages[place.min(5)]);
        let again = again.keys("<enter>");
        again.terminal.wait_until("the page it was on", |screen| may_be.iter().any(|page| screen.contains(page)));
    }
}
