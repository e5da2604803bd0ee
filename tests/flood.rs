//! Floods of keys, pastes, broken text and absurd sequences: the program takes them all, stays small, and answers the
//! next key.

#![cfg(target_os = "linux")]
use std::time::{Duration, Instant};

use crate::support::cases;
use crate::support::dice::Dice;
use crate::support::pty::{Start, TO_PASSWORD, Terminal};

const MEGABYTE: usize = 1 << 20;
/// The most that the program may have needed, in kilobytes; most of it is the program itself.
const MOST_MEMORY: u64 = 20_000;

fn start(arguments: &[&'static str], about: &str) -> Terminal {
    // What is typed at an ending may be the name of a file for the notes.
    let folder = env!("CARGO_TARGET_TMPDIR").into();
    let terminal = Terminal::start(Start { arguments: arguments.to_vec(), folder, ..Start::default() });
    terminal.wait_for_page(about);
    terminal.rest();
    terminal
}

fn on_password_page() -> Terminal {
    start(&TO_PASSWORD, "Try out a new password")
}

/// The most memory that the program has had at once, in kilobytes.
fn peak(terminal: &Terminal) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", terminal.process())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// It takes all of this, still answers by showing its help, and has stayed small.
fn survives(mut terminal: Terminal, what: &str, flood: &[u8]) {
    let begun = Instant::now();
    flood.chunks(4096).for_each(|piece| terminal.send(piece));
    // A paste or a sequence without an end is over when nothing has come for a while.
    let mut answered = false;
    while !answered {
        assert!(terminal.is_running(), "{what}: it ended:\n{}", terminal.screen());
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}: no answer:\n{}", terminal.screen());
        std::thread::sleep(Duration::from_millis(150));
        // Closes what lies over the page, and opens the help.
        terminal.send("\x1b");
        std::thread::sleep(Duration::from_millis(150));
        terminal.send("\x1bOP");
        let asked = Instant::now();
        while !answered && asked.elapsed() < Duration::from_millis(3500) {
            answered = terminal.screen().contains("Help for this page");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    let peak = peak(&terminal);
    println!(
        "{what}: {} bytes in {:?}, {} bytes out, peak {peak} kB",
        flood.len(),
        begun.elapsed(),
        terminal.bytes().len()
    );
    assert!(peak < MOST_MEMORY, "{what}: {peak} kB");
    terminal.send("\x03");
    assert_eq!(terminal.exit_code(), 130, "{what}");
}

#[test]
fn a_megabyte_of_keys() {
    survives(on_password_page(), "text in a field", &b"Zq7~wXk2".repeat(MEGABYTE / 8));
    survives(
        start(&["--no-state"], "Which program will not let you in?"),
        "arrows in a question",
        &b"\x1b[B\x1b[Aj".repeat(20_000),
    );
}

#[test]
fn a_megabyte_of_a_paste() {
    let paste = [b"\x1b[200~", b"secret \xc3\xa9\n".repeat(MEGABYTE / 10).as_slice(), b"\x1b[201~"].concat();
    survives(on_password_page(), "a paste in a field", &paste);
    survives(start(&["--no-state"], "Which program will not let you in?"), "a paste in a question", &paste[..200_000]);
}

#[test]
fn a_paste_without_an_end_is_over_after_a_pause() {
    survives(on_password_page(), "a paste without an end", &[b"\x1b[200~".as_slice(), &vec![b'x'; 200_000]].concat());
    survives(on_password_page(), "only its beginning", b"\x1b[200~");
}

#[test]
fn broken_text() {
    let pieces: [&[u8]; 8] =
        [b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80a"];
    survives(on_password_page(), "broken UTF-8", &pieces.concat().repeat(10_000));
    survives(on_password_page(), "in a paste", &[b"\x1b[200~", pieces.concat().repeat(10_000).as_slice()].concat());
}

#[test]
fn absurd_sequences() {
    let long = [b"\x1b[".as_slice(), &vec![b'9'; 100_000], b"~"].concat();
    let parameters = [b"\x1b[".as_slice(), &b"1;".repeat(50_000), b"A"].concat();
    let title = [b"\x1b]0;".as_slice(), &vec![b'x'; 100_000], b"\x07"].concat();
    let sequences: [(&str, &[u8]); 7] = [
        ("a long number", &long),
        ("many numbers", &parameters),
        ("a long title", &title),
        ("a title without an end", &title[..50_000]),
        ("many beginnings", &b"\x1b[\x1bO\x1b[1;\x1b[<\x1b[?".repeat(5_000)),
        ("many an ESC", &b"\x1b".repeat(20_001)),
        ("a sequence cut off", b"\x1b[20"),
    ];
    for (what, sequence) in sequences {
        survives(on_password_page(), what, sequence);
    }
}

#[test]
fn random_bytes() {
    let mut dice = Dice::new("random bytes");
    for case in 0..cases(3) {
        let about = if case % 2 == 0 { "Which program will not let you in?" } else { "Try out a new password" };
        let arguments: &[&str] = if case % 2 == 0 { &["--no-state"] } else { &TO_PASSWORD };
        let bytes: Vec<u8> = (0..100_000).map(|_| byte(&mut dice)).collect();
        survives(start(arguments, about), "random bytes", &bytes);
    }
}

/// Any byte but those that leave, that change to the plain mode or that name another folder.
fn byte(dice: &mut Dice) -> u8 {
    loop {
        let byte = dice.number().to_le_bytes()[0];
        if !b"\x03\x10\x11qQB2/".contains(&byte) {
            return byte;
        }
    }
}
