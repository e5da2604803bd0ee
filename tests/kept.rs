//! Walks that are picked up again: the real program, its one small file, and what happens to it when the program is
//! killed, runs twice, or finds a file that it cannot read.

#![cfg(unix)]
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::cases;
use crate::support::pages::each;
use crate::support::play::{Play, kept};
use crate::support::program;
use crate::support::pty::PATIENCE;
use vo_login_wizard::clock::{Times, now};
use vo_login_wizard::content::{self, words};
use vo_login_wizard::keep::Keeper;
use vo_login_wizard::walk::Walk;

/// An answer on each page.
const FIRST: &str = "5 Another program";
const SYMPTOM: &str = "3 Asks for its own login";
const EDITIONS: &str = "3 X Series";
const SIGN_IN: &str = "3 Single sign-on";
const OLD_PASSWORD: &str = "1 Yes, at least one of them";

fn wait_for_file(file: &Path, holds: impl Fn(&str) -> bool) {
    for _ in 0..2_000 {
        if fs::read_to_string(file).is_ok_and(|text| holds(&text)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the file never held it: {:?}", fs::read_to_string(file));
}

#[test]
fn a_walk_is_kept_as_it_goes_offered_at_the_next_start_and_gone_at_an_ending() {
    let first = Play::user().keys("2").sees(SYMPTOM).keys("1").sees(EDITIONS).keys("1").sees(SIGN_IN);
    let file = kept(first.folder());
    wait_for_file(&file, |text| text.contains("editions"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let first = first.keys("<c-q>").sees("Your place is saved").exits(0);

    let second = Play::user().folder(first.folder()).sees("You stopped at “").sees("today at");
    let second = second.keys("<pause><enter>").sees(SIGN_IN).keys("3").sees("Ask someone else first");
    second.keys("<c-q>").exits(0);
    assert!(!file.exists());

    Play::user().folder(first.folder()).sees(FIRST).does_not_see("You stopped at");
}

#[test]
fn whoever_waits_is_told_whether_they_can_come_back() {
    let (kept, open) = (words().state.kept, words().state.leave_open);
    let locked = |play: Play| {
        let locked = play.keys("2").sees("What does ACT!").keys("1").sees("Editions?").keys("1");
        locked.sees("Does it let you in?").keys("2").sees("refuses you?").keys("2").sees("Not done yet")
    };
    locked(Play::user()).sees(kept).keys("<c-q>").sees("Your place is saved").exits(0);
    let seen = locked(Play::user().arguments("--no-state")).sees(open);
    seen.keys("<c-q>").sees(words().leave.say).keys("<pause>2").exits(0);
    let heard = Play::user().environment("XDG_STATE_HOME", "/dev/full").lines("1 1 1 2 2 quit yes").hears(open);
    heard.does_not_hear(kept);
    Play::user().lines("1 1 1 2 2").hears(kept).does_not_hear(open);
}

#[test]
fn what_is_typed_on_the_full_screen_is_said_to_be_wiped_when_the_plain_mode_begins() {
    let answers = "integration=act symptom=refused editions=no sign-in=yes old-password=yes";
    let plain = Play::user().arguments("--no-state").answers(answers).keys("ab").sees("2 characters").keys("<f2>");
    plain.sees("Plain mode is on").sees(words().notice.wiped).keys("<c-c>").exits(130);
    let plain = Play::user().arguments("--no-state").answers(answers).keys("<f2>").sees("Plain mode is on");
    plain.sees("Type a new password").does_not_see(words().notice.wiped).keys("<c-c>").exits(130);
}

/// Something must happen first; then one stands on the page that the waiting began on.
#[test]
fn a_walk_that_waits_is_kept_and_goes_on_with_the_page_before_the_waiting() {
    let locked = Play::user().keys("2").sees("What does ACT!").keys("1").sees("Editions?").keys("1");
    let locked = locked.sees("Does it let you in?").keys("2").sees("refuses you?").keys("2").sees("Not done yet");
    let file = kept(locked.folder());
    wait_for_file(&file, |text| text.contains("refused-too"));
    let locked = locked.keys("<c-q>").sees("Your place is saved").exits(0);
    let again = Play::user().folder(locked.folder()).sees("You stopped at “What Virtual Office says”");
    let again = again.keys("<enter>").sees("What does Virtual Office say").keys("<esc>").sees("Does it let you in?");
    let again = again.keys("1").sees("current password have").keys("1").sees("Username").keys("<pause><enter>");
    let again = again.sees("Step 1 of 10").keys("<pause><enter>").sees("Step 2 of 10").keys("d").sees("Step 3 of 10");
    let again = again.keys("<enter>").sees("Step 4 of 10").keys("<enter>").sees("Step 5 of 10");
    let again = again.keys("<enter>").sees("Step 6 of 10");
    let again = again.keys("<f8>").sees("No email comes.").keys("1").sees("Not done yet");
    wait_for_file(&file, |text| text.contains("no-mail"));
    let again = again.keys("<c-q>").sees("Your place is saved").exits(0);
    let last =
        Play::user().folder(again.folder()).sees("You stopped at “Change the password”, step 6 of 10").keys("<enter>");
    last.sees("Step 6 of 10").sees("✓ 5 Choose").sees("○ 6 Find").keys("<c-c>").exits(130);
}

/// Whoever comes back to a call is at its beginning, and says again that nothing secret will be asked for.
#[test]
fn an_agent_who_takes_up_a_call_that_waits_is_at_its_beginning() {
    let promise = "I will never ask for your password";
    let first = Play::agent().lines("act refused no no locked park 4711 quit").hears(promise).exits(0);
    let again = Play::agent().folder(first.folder()).lines("parked 1 quit 4").exits(5);
    let (_, taken_up) = again.said.split_once("Taken up again: 4711.").expect("it was parked");
    assert!(taken_up.contains("What does Virtual Office say") && taken_up.contains(promise), "{taken_up}");
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
        "act\nrefused\nno\nyes\nunsure\n\ndone\nnot\n",
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
fn a_yes_to_the_offer_goes_on_and_an_empty_line_or_a_no_is_told_what_to_say() {
    let first = Play::user().lines("act quit");
    for (line, is_told) in [("yes", false), ("Y", false), ("carry on", false), ("", true), ("no", true), ("N", true)] {
        let heard = Play::user().folder(first.folder()).input(format!("{line}\nquit\n"));
        let (_, after) = heard.said.split_once(words().state.offer_which).expect("it is asked");
        assert_eq!(after.contains(words().state.offer_help), is_told, "{line}: {after}");
        assert_eq!(after.contains("What does ACT! do"), !is_told, "{line}: {after}");
        assert!(kept(first.folder()).exists(), "{line}");
    }
    let anew = Play::user().folder(first.folder()).input("no\nstart again\nquit\ny\n").hears("You start again.");
    anew.hears("Which program will not let you in?");
}

#[test]
fn beginning_anew_forgets_the_last_walk() {
    let first = Play::user().keys("2").sees(SYMPTOM);
    wait_for_file(&kept(first.folder()), |text| text.contains("integration"));
    let first = first.keys("<c-c>").exits(130);
    let second = Play::user().folder(first.folder()).sees("You stopped at");
    let _second = second.keys("<pause>2").sees("You start again.").sees(FIRST);
    assert!(!kept(first.folder()).exists());
}

#[test]
fn fresh_skips_the_offer_and_no_state_and_an_agent_keep_nothing() {
    for arguments in ["--no-state", "--agent"] {
        let walk = Play::user().arguments(arguments).keys("2").sees(SYMPTOM).keys("<c-c>").exits(130);
        assert!(!kept(walk.folder()).exists(), "{arguments}");
    }
    let first = Play::user().keys("2").sees(SYMPTOM);
    wait_for_file(&kept(first.folder()), |text| text.contains("integration"));
    let first = first.keys("<c-c>").exits(130);
    let again = Play::user().arguments("--fresh").folder(first.folder());
    again.sees(FIRST).does_not_see("You stopped at");
}

#[test]
fn a_look_at_the_agents_wording_loses_nothing_and_what_was_kept_is_forgotten_only_when_the_agent_goes_on() {
    let walk = Play::user().keys("2").sees(SYMPTOM);
    let file = kept(walk.folder());
    wait_for_file(&file, |text| text.contains("integration"));
    let walk = walk.keys("<f3>").sees("I will never ask").sees("forgotten as soon as you go on");
    assert!(file.exists());
    let walk = walk.keys("<f3>").does_not_see("I will never ask").keys("<f3>").sees("I will never ask");
    assert!(file.exists());
    let _walk = walk.keys("1").sees(EDITIONS);
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
    let first = Play::user().keys("2").sees(SYMPTOM);
    wait_for_file(&kept(first.folder()), |text| text.contains("integration"));
    Play::user().folder(first.folder()).sees("The program is running a second time");
}

#[test]
fn killed_at_any_moment_the_walk_goes_on_one_page_back_at_most() {
    let pages = [SYMPTOM, EDITIONS, SIGN_IN, OLD_PASSWORD, "New password", "Step 1 of 10"];
    let keys = ["2", "1", "1", "1", "1", "<pause><enter>"];
    each(0..u64::from(cases(6)).min(30), |case| {
        let mut walk = Play::user().sees(FIRST);
        let mut reached = 0;
        for (key, page) in keys.iter().zip(pages).take(usize::try_from(1 + case % 6).unwrap()) {
            walk = walk.keys(key).sees(page);
            reached += 1;
        }
        // One more key, and the kill somewhere in what it does; a digit does it after a while.
        if let Some(key) = keys.get(reached) {
            walk = walk.pace(0).keys(key);
            let wait = if key.len() == 1 { 150_000 } else { 0 };
            std::thread::sleep(Duration::from_micros(wait + case * 797 % 12_000));
        }
        let mut walk = walk.signal("KILL");
        walk.terminal.exit_code();
        let again = Play::user().folder(walk.folder()).sees("You stopped at").does_not_see("could not be read");
        let may_be = [reached.saturating_sub(2), reached - 1, reached].map(|place| pages[place.min(5)]);
        let again = again.keys("<pause><enter>");
        again.terminal.wait_until("the page it was on", |screen| may_be.iter().any(|page| has(screen, page)));
    });
}

/// Where it is killed between two writes, two walks are there: the number says which is the later one.
#[test]
fn each_walk_in_the_file_has_a_higher_number_than_the_one_before() {
    let article = content::load(content::BUILT_IN).unwrap();
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = kept(home.path());
    let mut keeper = Keeper::open(file.parent().unwrap(), &article).keeper.unwrap();
    let mut walk = Walk::new(&article);
    for (number, answer) in
        (1..).zip(["integration=act", "symptom=refused", "editions=no", "sign-in=no", "sign-in=yes"])
    {
        let (node, key) = answer.split_once('=').unwrap();
        walk.answer(node, key).unwrap();
        keeper.keep(&walk, || (Times::default(), now())).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(&format!("\"turn\":{number},")), "{answer}: {text}");
    }
}

/// As where the file cannot be removed.
#[test]
fn what_is_forgotten_is_under_no_other_name_of_its_file_either() {
    let article = content::load(content::BUILT_IN).unwrap();
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (file, other) = (kept(home.path()), home.path().join("other"));
    let mut keeper = Keeper::open(file.parent().unwrap(), &article).keeper.unwrap();
    keeper.keep(&Walk::new(&article), || (Times::default(), now())).unwrap();
    fs::hard_link(&file, &other).unwrap();
    keeper.forget().unwrap();
    assert!(!file.exists());
    assert_eq!(fs::read_to_string(&other).unwrap(), "");
}

/// Whether this is on the screen, however wide its gaps are.
fn has(screen: &str, text: &str) -> bool {
    screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(text)
}

/// A walk that is kept hundreds of times a second, with notes that make its file larger and smaller.
fn restless() -> String {
    let turn = |turn: usize| format!("note\n{}\nrefused\nback\n", "long ".repeat(turn * 37 % 100));
    format!("act\n{}", (0..400).map(turn).collect::<String>())
}

#[test]
fn killed_at_any_moment_one_whole_file_is_left_and_no_other() {
    let article = content::load(content::BUILT_IN).unwrap();
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = kept(home.path());
    let folder = file.parent().unwrap();
    let mut whole = 0;
    for case in 0..u64::from(cases(12)) {
        _ = fs::remove_file(&file);
        let mut child = Command::new(program())
            .arg("--fresh")
            .env_clear()
            .env("XDG_STATE_HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let feeding = std::thread::spawn(move || _ = input.write_all(restless().as_bytes()));
        let begun = Instant::now();
        while case % 8 > 0 && fs::metadata(&file).map_or(0, |file| file.len()) == 0 && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(case * 7_919 % 90_000));
        child.kill().unwrap();
        child.wait().unwrap();
        feeding.join().unwrap();
        let names: Vec<_> =
            fs::read_dir(folder).map_or(Vec::new(), |files| files.map(|entry| entry.unwrap().file_name()).collect());
        assert!(names.iter().all(|name| Some(name.as_os_str()) == file.file_name()), "{case}: {names:?}");
        let found = Keeper::open(folder, &article);
        assert_eq!(found.remark, None, "{case}: {:?}", fs::read(&file));
        // One that holds nothing was only just made.
        assert_eq!(found.walk.is_some(), fs::metadata(&file).is_ok_and(|file| file.len() > 0), "{case}");
        whole += u32::from(found.walk.is_some());
    }
    assert!(whole > 0, "none came as far as its first answer");
}
