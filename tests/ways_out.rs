//! Every way out of the program: the terminal is as it was, the exit code is the one documented, and it is quick.

#![cfg(unix)]
use std::time::{Duration, Instant};

use crate::support::program;
use crate::support::pty::{Start, TO_PASSWORD, Terminal, child_of, modes_are_taken_back, shell, signal};

const SECRET: &str = "Zq7~wXk2Vb9";

fn on_password_page() -> Terminal {
    let terminal = Terminal::start(Start { arguments: TO_PASSWORD.into(), ..Start::default() });
    terminal.wait_for("New password");
    // What comes with the first frame is not meant for its page.
    terminal.rest();
    terminal
}

/// Leaves by `way` with a password in the field, and checks all that must hold afterwards.
fn leaves_cleanly(typed: &str, way: impl FnOnce(&mut Terminal), code: u32) {
    // The settings before: those of the same terminal with nothing running in it yet.
    let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
    let before = fresh.line_settings();
    let mut terminal = on_password_page();
    terminal.send(typed);
    if !typed.is_empty() {
        terminal.wait_for("••••••");
    }
    assert_ne!(terminal.line_settings(), before, "raw while it runs");
    let begun = Instant::now();
    way(&mut terminal);
    assert_eq!(terminal.exit_code(), code);
    assert!(begun.elapsed() < Duration::from_secs(3), "it took {:?}", begun.elapsed());
    assert_eq!(terminal.line_settings(), before);
    assert!(modes_are_taken_back(&terminal.bytes()));
    assert!(!terminal.screen().contains("Zq7"), "{}", terminal.screen());
}

#[test]
fn ctrl_c_leaves_at_once() {
    leaves_cleanly(SECRET, |terminal| terminal.send("\x03"), 130);
}

#[test]
fn leaving_by_a_key_asks_first_and_leaves_when_confirmed() {
    leaves_cleanly(
        SECRET,
        |terminal| {
            terminal.press("\x11", "Leave now?");
            terminal.rest();
            terminal.send("2");
        },
        5,
    );
}

/// What a terminal that has no other screen for programs shows and keeps of these bytes.
fn without_other_screen(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\x1b[?1049h", "").replace("\x1b[?1049l", "");
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 1_000);
    screen.process(text.as_bytes());
    let mut all = screen.screen().contents();
    screen.screen_mut().set_scrollback(usize::MAX);
    all.push_str(&screen.screen().contents());
    all
}

#[test]
fn a_shown_password_is_erased_before_the_screen_is_left_whatever_the_terminal() {
    type Way = fn(&mut Terminal);
    let ways: [(&str, Way); 5] = [
        ("Ctrl-C", |terminal| terminal.press("\x03", "shell>")),
        ("Ctrl-Z", |terminal| terminal.press("\x1a", "Stopped")),
        ("a signal", |terminal| signal(child_of(terminal.process()), "TERM")),
        ("plain mode", |terminal| terminal.press("\x1bOQ", "Type a new password and press Enter")),
        ("leaving", |terminal| {
            terminal.press("\x11", "Leave now?");
            terminal.press("2", "shell>");
        }),
    ];
    for (what, way) in ways {
        let mut terminal = in_shell();
        terminal.press(&format!("\x14{SECRET}"), "11 characters, shown");
        // What is drawn anew is not cleared all at once, which some terminals keep.
        terminal.press("\x0c", "11 characters, shown");
        terminal.resize(80, 23);
        terminal.resize(80, 24);
        terminal.settle();
        let bytes = terminal.bytes();
        assert!(without_other_screen(&bytes).contains(SECRET), "{what}: it is seen");
        let shown = String::from_utf8_lossy(&bytes).find(SECRET).unwrap();
        way(&mut terminal);
        terminal.settle();
        let bytes = terminal.bytes();
        assert!(!without_other_screen(&bytes).contains("Zq7"), "{what}: {}", without_other_screen(&bytes));
        let after = String::from_utf8_lossy(&bytes).into_owned().split_off(shown);
        assert!(!after.split("\x1b[?1049l").next().unwrap().contains("\x1b[2J"), "{what}");
    }
}

#[test]
fn modes_that_another_program_left_on_are_reset_with_the_first_frame_and_before_it_is_cleared() {
    let terminal = on_password_page();
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    let frame = bytes.find("\x1b[2J").unwrap();
    for mode in ["\x1b[?1l", "\x1b>", ";1000;", "\x1b[?1004l", "\x1b[?9001l", "\x1b[>4;0m", "\x1b[=0u"] {
        assert!(bytes.find(mode).is_some_and(|at| at < frame), "{mode:?} in {bytes:?}");
    }
}

fn in_shell() -> Terminal {
    let mut terminal = shell();
    terminal.send(format!("{} {}\r", program(), TO_PASSWORD.join(" ")));
    terminal.wait_for("New password");
    terminal
}

#[test]
fn ctrl_z_wipes_the_field_gives_the_terminal_back_and_fg_says_so() {
    for stop in ["\x1a", "SIGTSTP"] {
        let mut terminal = in_shell();
        terminal.send(SECRET);
        terminal.wait_for("11 characters, hidden");
        if stop == "\x1a" {
            terminal.send(stop);
        } else {
            signal(child_of(terminal.process()), "TSTP");
        }
        terminal.wait_for("Stopped");
        // The shell sets bracketed paste for itself, so that the other modes tell.
        let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
        assert!(bytes.rfind("\x1b[?1049l") > bytes.rfind("\x1b[?1049h"));
        assert!(bytes.rfind("\x1b[?25h") > bytes.rfind("\x1b[?25l"));
        terminal.send("echo the shell is back\r");
        terminal.wait_until("the echo", |screen| screen.matches("the shell is back").count() >= 2);
        terminal.send("fg\r");
        terminal.wait_for("What you had typed was cleared");
        terminal.wait_for("not shown as you type");
        terminal.press("a", "1 character, hidden");
    }
}

/// Not a test of its own: the program that the test below runs in a terminal of its own.
#[test]
fn a_program_that_panics() {
    if std::env::var_os("VO_TEST_PANIC").is_some() {
        let code = vo_login_wizard::guard::run(|| {
            let keyboard = vo_login_wizard::terminal::Keyboard::open().unwrap();
            let _screen =
                vo_login_wizard::terminal::FullScreen::enter(&keyboard, vo_login_wizard::terminal::Stream::Output)
                    .unwrap();
            panic!("{SECRET}");
        });
        std::process::exit(code.into());
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_but_not_what() {
    let fresh = Terminal::start(Start { program: "/bin/sleep", arguments: vec!["5"], ..Start::default() });
    let program = std::env::current_exe().unwrap();
    let mut terminal = Terminal::start(Start {
        program: program.to_str().unwrap(),
        arguments: vec!["--exact", "ways_out::a_program_that_panics", "--nocapture"],
        environment: vec![("VO_TEST_PANIC", "1")],
        ..Start::default()
    });
    assert_eq!(terminal.exit_code(), 1);
    assert_eq!(terminal.line_settings(), fresh.line_settings());
    assert!(modes_are_taken_back(&terminal.bytes()));
    terminal.wait_for("ways_out.rs");
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains(SECRET));
}

/// A shell in which the program was begun so; what is typed for no program would be run as a command.
fn begun_in_shell(arguments: &[&str], shown: &str) -> Terminal {
    let mut terminal = shell();
    terminal.send(format!("{} {}\r", env!("CARGO_BIN_EXE_vo-login-wizard"), arguments.join(" ")));
    terminal.wait_for(shown);
    terminal.rest();
    terminal
}

/// The shell is back, and nothing that was typed is in it.
fn the_shell_has_nothing_of(what: &str, mut terminal: Terminal, typed: &str) {
    let waits = |screen: &str| screen.trim_end().ends_with("shell>");
    terminal.wait_until(what, waits);
    terminal.send("echo the end\r");
    terminal.wait_until(what, |screen| screen.matches("the end").count() >= 2 && waits(screen));
    let screen = terminal.screen();
    assert!(!screen.contains(typed) && !screen.contains("not found"), "{what}: {screen}");
}

#[test]
fn what_stays_in_a_narrow_terminal_is_not_broken_within_words() {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let place = home.path().to_str().unwrap();
    let environment = vec![("XDG_STATE_HOME", place), ("HOME", place)];
    let start = Start { columns: 40, rows: 12, arguments: Vec::new(), environment, ..Start::default() };
    let mut terminal = Terminal::start(start);
    terminal.wait_for("F1");
    terminal.rest();
    terminal.press("\x1b[B\r", "What does Click2Pop do");
    terminal.rest();
    terminal.send("\x11");
    terminal.wait_until("whole words", |screen| screen.lines().any(|line| line.starts_with("again to carry on.")));
    assert_eq!(terminal.exit_code(), 0);
}

const AT_ENDING: [&str; 3] = ["--no-state", "--answer", "integration=other"];

#[test]
fn a_word_that_begins_with_the_letter_that_leaves_is_not_for_the_shell_however_slowly_it_is_typed() {
    std::thread::scope(|scope| {
        for pause in [20, 160, 280, 400] {
            scope.spawn(move || {
                let mut terminal = begun_in_shell(&AT_ENDING, "Ask someone else first");
                for letter in "quite good".chars() {
                    terminal.send(letter.to_string());
                    std::thread::sleep(Duration::from_millis(pause));
                }
                // As a word it leads nowhere, and the program is left by the last key of the test.
                if terminal.is_full_screen() {
                    terminal.press("\x03", "shell>");
                }
                the_shell_has_nothing_of(&format!("a key each {pause} ms"), terminal, "ite");
            });
        }
    });
}

#[test]
fn a_letter_that_leaves_gives_the_terminal_back_at_once() {
    let mut terminal = begun_in_shell(&AT_ENDING, "Ask someone else first");
    let begun = Instant::now();
    terminal.send("q");
    terminal.wait_until("the screen of before", |_| !terminal.is_full_screen());
    terminal.wait_for("Your program: ");
    terminal.send("echo the end\r");
    terminal.wait_until("the shell", |screen| screen.matches("the end").count() >= 2);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn what_is_typed_ahead_of_leaving_is_not_for_the_shell() {
    let to_password = [&["--plain"][..], &TO_PASSWORD].concat();
    // A terminal shows what is typed ahead of it; only a shell that runs it shows the two halves as one.
    let rest = "echo li''ne\r";
    std::thread::scope(|scope| {
        for (what, arguments, shown, keys) in [
            ("Ctrl-C", &TO_PASSWORD[..], "New password", "\x03"),
            ("Ctrl-Q", &AT_ENDING, "Ask someone else first", "\x11"),
            ("plain mode", &["--plain", "--no-state"], "Question: ", "quit\r"),
            ("an ending in plain mode", &[&["--plain"][..], &AT_ENDING].concat(), "Ask someone else first", "\r"),
            ("a hidden line", &to_password, "It is not shown.", "quit\ryes\r"),
            ("check", &["check"], "It is not shown.", "Sunny2024\r"),
            ("check that judges nothing", &["check"], "It is not shown.", "\r"),
        ] {
            let (arguments, shown) = (arguments.to_vec(), shown.to_owned());
            scope.spawn(move || {
                let mut terminal = begun_in_shell(&arguments, &shown);
                terminal.send(format!("{keys}{rest}"));
                the_shell_has_nothing_of(what, terminal, "\nline");
            });
        }
    });
}
