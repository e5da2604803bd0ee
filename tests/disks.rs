//! Disks that fill, break, are slow or do less than others, folders that are somebody else's, and programs that are
//! killed: what is said of it is true, it is said on the page at once, and nothing is lost unasked. It needs strace,
//! and a room for a small disk; where `VO_TEST_REQUIRE_DISKS` is 1, their want is a failure.

#![cfg(target_os = "linux")]
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::outside::is_static;
use crate::support::pages::each;
use crate::support::play::{OnScreen, Play, kept};
use vo_login_wizard::content::{self, words};

const ENDING: &str = "integration=other";

/// A folder for what is kept, and the folder within it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let folder = kept(home.path()).parent().unwrap().to_owned();
    (home, folder)
}

/// Whether this runs here; where it must and does not, the test fails.
fn runs(what: &str, command: &[&str]) -> bool {
    let runs = Command::new(command[0]).args(&command[1..]).output().is_ok_and(|output| output.status.success());
    let required = std::env::var_os("VO_TEST_REQUIRE_DISKS").is_some_and(|value| value == "1");
    assert!(runs || !required, "{what} cannot be used here, and must be");
    if !runs {
        eprintln!("skipped: {what} cannot be used here");
    }
    runs
}

fn has_strace() -> bool {
    runs("strace", &["strace", "-o", "/dev/null", "true"])
}

/// Strace that makes these calls fail, where they are about this path.
fn strace(path: &Path, fault: &str) -> String {
    format!("strace -f -qq -o /dev/null -P {} -e inject={fault}", path.display())
}

/// The sentence on the page and at the end that the walk is not kept, as far as the reason.
fn not_kept() -> String {
    words().state.no_place.split("{reason}").next().unwrap().to_owned()
}

/// All that was written, in one line.
fn written(screen: &OnScreen) -> String {
    String::from_utf8_lossy(&screen.terminal.bytes()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands on the terminal once the full screen is left.
fn farewell(screen: &OnScreen) -> String {
    written(screen).rsplit_once("\u{1b}[?1049l").expect("the full screen was left").1.to_owned()
}

/// Leaves over the question that says the answers will be lost; at the end one true sentence stands, with its reason.
fn is_lost_and_said_so(screen: OnScreen, reason: &str) {
    let screen = screen.keys("<c-q>").sees(words().leave.say).keys("<pause>2").exits(5);
    let said = farewell(&screen);
    assert_eq!(said.matches(&not_kept()).count(), 1, "{said}");
    assert!(said.contains(reason) && said.contains(words().state.not_kept), "{said}");
    assert!(!written(&screen).contains("Your place is saved"), "{said}");
}

/// Leaves without a question; at the end it is said that the walk is kept, and the next start offers it.
fn is_kept_and_said_so(screen: OnScreen) {
    let screen = screen.keys("<c-q>").exits(0);
    let said = farewell(&screen);
    assert!(said.contains("Your place is saved") && !said.contains(&not_kept()), "{said}");
    let again = Play::user().folder(screen.folder()).sees("Welcome back").keys("<enter>");
    again.sees("2 Yes, on Editions").keys("<c-c>").exits(130);
}

#[test]
fn what_cannot_be_kept_is_said_on_the_page_at_once_and_leaving_asks() {
    if !has_strace() {
        return;
    }
    // Each C library has its own words.
    let (quota, broken) = if is_static() { ("Quota exceeded", "I/O error") } else { ("quota", "Input/output error") };
    let faults = [
        ("write:error=ENOSPC", false, "No space left on device"),
        ("write:error=EDQUOT", false, quota),
        ("write:error=EIO", false, broken),
        ("fsync:error=EIO", false, broken),
        ("fsync:error=ENOSPC", false, "No space left on device"),
        // The folder is opened, the file is not there, and then it is to be made.
        ("openat:error=EROFS:when=3+", true, "Read-only file system"),
        ("openat:error=EACCES:when=3+", true, "Permission denied"),
    ];
    each(faults, |(fault, on_folder, reason)| {
        let (home, folder) = place();
        fs::create_dir(&folder).unwrap();
        let path = if on_folder { folder } else { kept(home.path()) };
        let play = Play::user().folder(home.path()).under(&strace(&path, fault));
        let screen = play.keys("2").sees("Asks for its own login").sees(&not_kept()).sees(reason);
        // It is said once, and not again with each answer.
        let screen = screen.keys("1").sees("2 Yes, on Editions").does_not_see(&not_kept());
        is_lost_and_said_so(screen, reason);
        assert!(on_folder || !kept(home.path()).exists(), "{fault}: an empty file is left");
    });
}

#[test]
fn a_place_that_cannot_be_used_is_said_at_the_start() {
    if !has_strace() {
        return;
    }
    let (home, folder) = place();
    fs::create_dir(&folder).unwrap();
    let play = Play::user().folder(home.path()).under(&strace(&folder, "openat:error=EROFS"));
    let screen = play.sees("Read-only file system").keys("2").sees("Asks for its own login");
    let screen = screen.keys("<c-q>").sees(words().leave.say).keys("<pause>2").exits(5);
    assert!(farewell(&screen).contains(words().state.not_kept));
}

#[test]
fn a_disk_that_has_room_again_keeps_the_walk_again_and_says_so() {
    if !has_strace() {
        return;
    }
    let (home, _) = place();
    let play = Play::user().folder(home.path()).under(&strace(&kept(home.path()), "write:error=ENOSPC:when=1"));
    let screen = play.keys("2").sees(&not_kept()).keys("<down>").sees(words().state.kept_again);
    let screen = screen.keys("1").sees("2 Yes, on Editions");
    is_kept_and_said_so(screen);
}

#[test]
fn a_disk_that_knows_no_sync_or_no_hard_link_has_not_failed_to_save() {
    if !has_strace() {
        return;
    }
    each(["EINVAL", "EOPNOTSUPP"], |error| {
        let (home, _) = place();
        let fault = format!("fsync:error={error}");
        let play = Play::user().folder(home.path()).under(&strace(&kept(home.path()), &fault));
        is_kept_and_said_so(play.keys("2").sees("Asks for its own login").keys("1").sees("2 Yes, on Editions"));
    });
    let faults = ["linkat:error=EOPNOTSUPP", "linkat:error=EPERM", "fsync:error=EINVAL", "linkat:error=ENOENT"];
    each(faults, |fault| {
        let play = Play::user().answers(ENDING).under(&format!("strace -f -qq -o /dev/null -e inject={fault}"));
        let screen = play.keys("s<enter>").sees("The notes are in").keys("<c-q>").exits(0);
        let names = names(screen.folder());
        let [notes] = &names[..] else { panic!("{fault}: {names:?}") };
        assert!(fs::read_to_string(screen.folder().join(notes)).unwrap().contains("Result: "), "{fault}");
    });
}

#[test]
fn a_page_is_drawn_before_a_slow_disk_has_kept_the_answer() {
    if !has_strace() {
        return;
    }
    let (home, _) = place();
    let slow = "fsync:delay_enter=3000000";
    let play = Play::user().folder(home.path()).under(&strace(&kept(home.path()), slow));
    let screen = play.sees("5 Another program");
    let begun = Instant::now();
    let screen = screen.keys("2").sees("Asks for its own login");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    screen.signal("KILL");
}

/// What is in a folder, by name; a folder in it is left out.
fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_file());
    files.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// A script that prepares something and then runs the program.
fn script(home: &Path, text: &str) -> String {
    let file = home.join("script.sh");
    fs::write(&file, format!("{text}\nexec \"$@\"\n")).unwrap();
    format!("/bin/bash {}", file.display())
}

#[test]
fn a_limit_of_the_size_of_files_is_an_error_like_a_full_disk() {
    let (home, _) = place();
    let play = Play::user().folder(home.path()).under(&script(home.path(), "ulimit -f 0"));
    let screen = play.keys("2").sees("Asks for its own login").sees(&not_kept()).sees("File too large");
    is_lost_and_said_so(screen, "File too large");

    let (home, _) = place();
    let play = Play::user().answers(ENDING).folder(home.path()).under(&script(home.path(), "ulimit -f 0"));
    let screen = play.keys("<f5>a note<pause><enter>").sees("Your note here: a note").keys("s<enter>");
    let screen = screen.sees("could not be written").sees("Nothing is lost.").keys("<esc><c-q>");
    screen.sees(words().leave.say_notes).keys("<pause>2").exits(0);
    assert_eq!(names(home.path()), ["script.sh"], "nothing half written is left");
}

#[test]
fn on_a_disk_that_is_full_one_true_sentence_is_said() {
    let room = ["unshare", "--map-root-user", "--mount"];
    let (home, _) = place();
    let disk = home.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = format!("mount -t tmpfs -o size=64k tmpfs {0} && mkdir {0}/vo-login-wizard && cd {0}", disk.display());
    let fill = format!("{mount}\ncat /dev/zero > {}/filler 2> /dev/null", disk.display());
    let is_possible = [&room[..], &["/bin/bash", "-c", &mount]].concat();
    if !runs("a small disk of its own", &is_possible) {
        return;
    }
    let on_disk = |answers: &str| {
        let under = format!("{} {}", room.join(" "), script(home.path(), &fill));
        let play = Play::user().answers(answers).folder(home.path()).under(&under);
        play.environment("XDG_STATE_HOME", disk.to_str().unwrap())
    };
    let screen = on_disk("").keys("2").sees("Asks for its own login").sees(&not_kept());
    is_lost_and_said_so(screen, "No space left on device");
    let screen = on_disk(ENDING).keys("<f5>a note<pause><enter>").sees("Your note here: a note").keys("s<enter>");
    let screen = screen.sees("No space left on device").sees("Nothing is lost.").keys("<esc><c-q>");
    screen.sees(words().leave.say_notes).keys("<pause>2").exits(0);
}

#[test]
fn a_folder_or_a_file_that_leads_elsewhere_is_not_used_and_what_it_leads_to_is_not_touched() {
    let victim = "the victim's own\n";
    // The folder is a link.
    let (home, folder) = place();
    let elsewhere = home.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &folder).unwrap();
    let heard = Play::user().folder(home.path()).lines("act quit yes").exits(5);
    heard.hears("belongs to somebody else").complains(words().state.not_kept);
    assert!(names(&elsewhere).is_empty());
    // The file is a link, or has another name.
    for make in [
        |from: &Path, to: &Path| symlink(from, to).unwrap(),
        |from: &Path, to: &Path| {
            fs::hard_link(from, to).unwrap();
        },
    ] {
        // One that is empty could be taken for a place where no walk is yet.
        for victim in [victim, ""] {
            let (home, folder) = place();
            fs::create_dir(&folder).unwrap();
            let own = home.path().join("own");
            fs::write(&own, victim).unwrap();
            make(&own, &kept(home.path()));
            Play::user().folder(home.path()).lines("act quit").hears("It was moved to").exits(0);
            assert_eq!(fs::read_to_string(&own).unwrap(), victim);
            assert!(fs::symlink_metadata(kept(home.path())).unwrap().is_file());
        }
    }
}

#[test]
fn a_folder_of_somebody_else_is_not_used_and_one_that_others_may_write_to_is_closed_to_them() {
    let (home, folder) = place();
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    Play::user().folder(home.path()).lines("act quit").complains("Your place is saved").exits(0);
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);

    let (home, folder) = place();
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    if let Err(error) = chown(&folder, Some(65_534), None) {
        eprintln!("skipped: a folder cannot be given to somebody else here ({error})");
        return;
    }
    let heard = Play::user().folder(home.path()).lines("act quit yes").exits(5);
    heard.hears("belongs to somebody else").complains(words().state.not_kept);
    assert!(names(&folder).is_empty());
}

#[test]
fn each_article_has_its_own_kept_walk() {
    let (home, _) = place();
    let home = home.path();
    // The same pages under another title are another article.
    let other = home.join("other.toml");
    let title = content::load(content::BUILT_IN).unwrap().title;
    fs::write(&other, content::BUILT_IN.replacen(&title, "Another article", 1)).unwrap();
    let act = Play::user().folder(home).input("act\nnote\nrings back\nquit\n").exits(0);
    act.complains("Your place is saved");
    let before = fs::read(kept(home)).unwrap();
    // A look at the other article, a walk through it, and its ending leave the first as it is.
    for lines in ["quit\n", "eagent\nquit\n", "anew\nother\nquit\n"] {
        Play::user().folder(home).article(&other).input(lines).does_not_hear("has changed").exits(0);
        assert_eq!(fs::read(kept(home)).unwrap(), before, "{lines:?}");
    }
    Play::user().folder(home).article(&other).lines("eagent quit").exits(0);
    let again = Play::user().folder(home).article(&other).lines("go-on where quit");
    again.hears("eAgent").does_not_hear("rings back").exits(0);
    Play::user().folder(home).lines("go-on where quit").hears("You answered: Your program: ACT!").exits(0);
}

#[test]
fn nothing_is_kept_in_a_folder_that_vanishes_and_that_is_said() {
    // Before the first answer, before another one, and after the last one.
    for (before, after) in [("", "2"), ("2", "1"), ("2", "<down>")] {
        let (home, folder) = place();
        let screen = Play::user().folder(home.path()).keys(before);
        let screen = screen.sees(if before.is_empty() { "5 Another program" } else { "Asks for its own login" });
        screen.terminal.settle();
        fs::remove_dir_all(&folder).unwrap();
        is_lost_and_said_so(screen.keys(after).sees(&not_kept()), "No such file or directory");
    }
    // Leaving is when it is found out.
    let (home, folder) = place();
    let screen = Play::user().folder(home.path()).keys("2").sees("Asks for its own login");
    screen.terminal.settle();
    fs::remove_dir_all(&folder).unwrap();
    let screen = screen.keys("<c-q>").sees(words().leave.say).sees(&not_kept()).keys("<pause>2").exits(5);
    assert!(farewell(&screen).contains(words().state.not_kept));
    // Where only the file is gone, the next answer makes another one.
    let (home, _) = place();
    let screen = Play::user().folder(home.path()).keys("2").sees("Asks for its own login");
    screen.terminal.settle();
    fs::remove_file(kept(home.path())).unwrap();
    is_kept_and_said_so(screen.keys("1").sees("2 Yes, on Editions"));
}
