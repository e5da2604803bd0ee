//! Nothing of a password outlives its field: the whole memory of the optimised program is looked through after the
//! field was left, for each way in and each way out.

#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/pty.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the harness")]
mod pty;
#[path = "support/scan.rs"]
mod scan;

use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use pty::{Start, TO_PASSWORD, Terminal};

const ASCII: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*~^:@#$";
const BEYOND_ASCII: &str = "äöüßéèñçøåœþðžšжщыэюяλπσωאבג漢字語";
const LENGTHS: [usize; 2] = [20, 48];

/// The program as people run it.
fn optimised() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let built = Command::new(env!("CARGO")).args(["build", "--release", "--locked", "--quiet"]).status().unwrap();
        assert!(built.success());
        let debug = std::path::Path::new(env!("CARGO_BIN_EXE_vo-login-wizard"));
        let target = debug.parent().and_then(|folder| folder.parent()).unwrap();
        target.join("release/vo-login-wizard").to_str().unwrap().to_owned()
    })
}

fn start(more: &[&'static str]) -> Terminal {
    let arguments = TO_PASSWORD.into_iter().chain(more.iter().copied()).collect();
    Terminal::start(Start { program: optimised(), arguments, ..Start::default() })
}

/// What is found in the process; `None` where it must be skipped, which is said, and is a failure where it must not
/// be.
fn found(terminal: &Terminal, secret: &str) -> Option<Vec<String>> {
    let found = scan::find_in_process(terminal.process(), secret);
    if found.is_none() {
        let required = std::env::var_os("VO_TEST_REQUIRE_MEMORY_SCAN").is_some();
        assert!(!required, "the memory of the program cannot be read here, and must be");
        eprintln!("skipped: this machine does not let one process read another's memory");
    }
    found
}

fn is_gone(what: &str, terminal: &Terminal, secret: &str) {
    if let Some(found) = found(terminal, secret) {
        assert!(found.is_empty(), "{what}, {} characters: {found:#?}", secret.chars().count());
    }
}

fn wait_for_length(terminal: &Terminal, secret: &str) {
    terminal.wait_for(&format!("{} characters", secret.chars().count()));
}

type Way = fn(&mut Terminal, &str);

const WAYS_IN: [(&str, Way); 8] = [
    ("typed", |terminal, secret| {
        for character in secret.chars() {
            terminal.send(character.to_string());
            std::thread::sleep(Duration::from_millis(2));
        }
    }),
    ("pasted", |terminal, secret| terminal.send(format!("\x1b[200~{secret}\x1b[201~"))),
    ("pasted in pieces", |terminal, secret| {
        let half: String = secret.chars().take(secret.chars().count() / 2).collect();
        for piece in ["\x1b[20", "0~", &half, &secret[half.len()..], "\x1b", "[201~"] {
            terminal.send(piece);
            std::thread::sleep(Duration::from_millis(15));
        }
    }),
    ("in a burst without brackets", |terminal, secret| terminal.send(secret)),
    ("edited", |terminal, secret| {
        terminal.send(format!("{secret}x\x7f\x1b[Hy\x1b[D\x1b[3~\x1b[C\x1b[C\x1b[F"));
    }),
    ("shown", |terminal, secret| terminal.send(format!("\x14{secret}"))),
    ("shown and hidden again", |terminal, secret| {
        terminal.send(format!("\x14{secret}"));
        wait_for_length(terminal, secret);
        terminal.press("\x14", "hidden,");
        terminal.press("\x14", "shown,");
        terminal.press("\x14", "hidden,");
    }),
    ("while the window changes", |terminal, secret| {
        for (place, character) in secret.chars().enumerate() {
            terminal.send(character.to_string());
            let place = u16::try_from(place).unwrap();
            terminal.resize(60 + place % 40, 20 + place % 9);
        }
        terminal.resize(80, 24);
    }),
];

/// Goes on with the password, over the warning if there is one.
fn go_on(terminal: &mut Terminal, next: &str) {
    terminal.send("\r");
    terminal.wait_until("the warning or the next page", |screen| {
        screen.contains("Press Enter again") || screen.contains(next)
    });
    if !terminal.screen().contains(next) {
        terminal.confirm();
    }
    terminal.wait_for(next);
}

#[test]
fn the_scan_finds_a_password_that_is_still_in_its_field() {
    for secret in [scan::secret(20, ASCII), scan::secret(48, BEYOND_ASCII)] {
        let mut terminal = start(&[]);
        terminal.wait_for("New password");
        terminal.send(&secret);
        wait_for_length(&terminal, &secret);
        if let Some(hidden) = found(&terminal, &secret) {
            assert!(!hidden.is_empty());
            terminal.press("\x14", "shown,");
            assert!(found(&terminal, &secret).unwrap().len() > hidden.len(), "it is in the frame too");
        }
    }
}

#[test]
fn nothing_is_left_on_the_page_after_the_field_whatever_the_way_in() {
    for length in LENGTHS {
        for alphabet in [ASCII, BEYOND_ASCII] {
            for (what, way_in) in WAYS_IN {
                let secret = scan::secret(length, alphabet);
                let mut terminal = start(&[]);
                terminal.wait_for("New password");
                way_in(&mut terminal, &secret);
                wait_for_length(&terminal, &secret);
                go_on(&mut terminal, "Step 1 of 10");
                is_gone(what, &terminal, &secret);
                if !what.starts_with("shown") {
                    let written = terminal.bytes();
                    assert!(scan::find(&written, &secret).is_empty(), "{what}: it was written to the terminal");
                }
            }
        }
    }
}

#[test]
fn nothing_is_left_whatever_the_way_out() {
    let ways_out: [(&str, Way); 5] = [
        ("back", |terminal, _| terminal.press("\x1b", "at present contain")),
        ("clear", |terminal, _| terminal.press("\x15", "hidden, empty")),
        ("change", |terminal, _| {
            terminal.press("\x0f", "Choose an answer to change it");
            terminal.press("1", "5  Another program");
        }),
        ("the agent's wording", |terminal, _| terminal.press("\x07", "Read the rules aloud")),
        ("plain mode", |terminal, _| terminal.press("\x10", "Type the new password and press Enter")),
    ];
    for length in LENGTHS {
        for (what, way_out) in ways_out {
            let secret = scan::secret(length, ASCII);
            let mut terminal = start(&[]);
            terminal.wait_for("New password");
            terminal.send(&secret);
            wait_for_length(&terminal, &secret);
            way_out(&mut terminal, &secret);
            is_gone(what, &terminal, &secret);
        }
    }
}

#[test]
fn nothing_is_left_of_a_username() {
    let secret = scan::secret(20, ASCII);
    let mut terminal = start(&[]);
    terminal.wait_for("New password");
    terminal.send(format!("\t{secret}"));
    wait_for_length(&terminal, &secret);
    go_on(&mut terminal, "Step 1 of 10");
    is_gone("username", &terminal, &secret);
}

#[test]
fn nothing_is_left_of_the_second_look_from_step_nine() {
    for length in LENGTHS {
        for (leave, shown) in [("\r", ""), ("\x1b", "\x14")] {
            let secret = scan::secret(length, ASCII);
            let mut terminal = start(&["--answer", "new-password=later"]);
            terminal.wait_for("Step 1 of 10");
            for _ in 0..8 {
                terminal.send("j");
            }
            terminal.wait_for("Press c to look");
            terminal.press("c", "A second look");
            terminal.send(format!("{shown}{secret}"));
            wait_for_length(&terminal, &secret);
            terminal.press(leave, "Press c to look");
            is_gone("second look", &terminal, &secret);
        }
    }
}

#[test]
fn nothing_is_left_of_a_hidden_line_of_the_plain_mode() {
    for length in LENGTHS {
        let secret = scan::secret(length, ASCII);
        let mut terminal = start(&["--plain"]);
        let echoing = terminal.line_settings();
        terminal.wait_for("It is not shown.");
        terminal.wait_until("no echo", |_| terminal.line_settings() != echoing || terminal.is_hiding());
        terminal.press(&format!("{secret}\n"), "Type your username too");
        terminal.press("\n", "Answer with a number");
        terminal.press("go-on\n", "Step 1 of 10");
        is_gone("plain", &terminal, &secret);
        assert!(scan::find(&terminal.bytes(), &secret).is_empty());
    }
}
