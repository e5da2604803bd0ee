//! The optimised program in a terminal, and a look into its memory from outside; where a machine does not allow that,
//! it is said.

use std::io::{self, Read, Write};
use std::process::Command;
use std::sync::{Once, OnceLock};
use std::time::{Duration, Instant};

use super::pty::{PATIENCE, Start, TO_PASSWORD, Terminal};
use super::released;
use memory_scan::{self as scan, Found, Sought};

pub const ASCII: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*~^:@#$";
pub const BEYOND_ASCII: &str = "äöüßéèñçøåœþðžšжщыэюяλπσωאבגạếộ𝐀𝐁𝐙𝔅";
pub const LENGTHS: [usize; 2] = [20, 48];

/// The program as people run it: the released one, or one that is built now.
pub fn optimised() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    if let Some(released) = released() {
        return released;
    }
    PROGRAM.get_or_init(|| {
        // Another test may have left the folder that it all began in.
        let mut build = Command::new(env!("CARGO"));
        build.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--release", "--locked", "--quiet"]);
        let built = build.status().unwrap();
        assert!(built.success());
        let debug = std::path::Path::new(env!("CARGO_BIN_EXE_vo-login-wizard"));
        let target = debug.parent().and_then(|folder| folder.parent()).unwrap();
        target.join("release/vo-login-wizard").to_str().unwrap().to_owned()
    })
}

/// Whether the program as people run it has the C library in it: it names no loader.
pub fn is_static() -> bool {
    !std::fs::read(optimised()).unwrap().windows(4).any(|bytes| bytes == b"/ld-")
}

/// How often all is tried: once, and once more for each thousand of `VO_TEST_CASES`.
pub fn rounds() -> usize {
    1 + std::env::var("VO_TEST_CASES").ok().and_then(|cases| cases.parse().ok()).map_or(0, |cases: usize| cases / 1_000)
}

/// Starts on the password page.
pub fn start(more: &[&'static str]) -> Terminal {
    let arguments = TO_PASSWORD.into_iter().chain(more.iter().copied()).collect();
    Terminal::start(Start { program: optimised(), arguments, ..Start::default() })
}

/// The secrets to try a way with: a short and a long one, ASCII and beyond it by turns; every round turns once more.
pub fn secrets(turn: usize) -> impl Iterator<Item = String> {
    let alphabets = |turn: usize| if turn.is_multiple_of(2) { [ASCII, BEYOND_ASCII] } else { [BEYOND_ASCII, ASCII] };
    let pair = move |turn| LENGTHS.into_iter().zip(alphabets(turn)).map(|(length, alphabet)| secret(length, alphabet));
    (turn..turn + rounds()).flat_map(pair)
}

/// A new secret of this length: characters that no text of the program holds in this order.
pub fn secret(length: usize, alphabet: &str) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    let mut bytes = vec![0; length];
    std::fs::File::open("/dev/urandom").unwrap().read_exact(&mut bytes).unwrap();
    bytes.iter().map(|byte| alphabet[usize::from(*byte) % alphabet.len()]).collect()
}

/// What is found of the secret in these bytes.
pub fn found_in(bytes: &[u8], secret: &str) -> Found {
    let mut found = Found::default();
    sought(secret, |sought| scan::find(bytes, sought, "here", &mut found));
    found
}

fn sought<T>(secret: &str, look: impl FnOnce(&Sought<'_>) -> T) -> T {
    let characters: Vec<char> = secret.chars().collect();
    look(&Sought {
        length: characters.len(),
        is_ascii: secret.is_ascii(),
        character: &|place| characters.get(place).copied().unwrap_or_default(),
    })
}

/// What is found in the process once it waits; `None` where that must be skipped, which is said, and is a failure
/// where it must not be.
pub fn found(process: u32, secret: &str) -> Option<Found> {
    wait_until_it_waits(process);
    match sought(secret, |sought| scan::find_in_process(&process.to_string(), sought)) {
        Ok(found) => {
            assert!(found.looked_at > 500_000, "the whole program is more than {found:?}");
            Some(found)
        }
        Err(error) => {
            assert_eq!(error.kind(), io::ErrorKind::PermissionDenied, "it could not be looked through: {error}");
            let required = std::env::var_os("VO_TEST_REQUIRE_MEMORY_SCAN").is_some_and(|value| value == "1");
            assert!(!required, "the memory of the program cannot be read here, and must be: {error}");
            static SAID: Once = Once::new();
            // Written past the test harness, which would keep it to itself.
            SAID.call_once(|| {
                _ = writeln!(
                    io::stderr(),
                    "skipped: this machine does not let one process read another's memory ({error}); the test \
                     `nothing_is_left_in_a_process_that_looks_into_itself` stands for it"
                );
            });
            None
        }
    }
}

pub fn is_gone(what: &str, process: u32, secret: &str) {
    if let Some(found) = found(process, secret) {
        assert!(found.is_nothing(), "{what}, {} characters: {found:#?}", secret.chars().count());
    }
}

/// Whether all that was found lies in memory that is not swapped to disk.
pub fn is_locked(what: &str, process: u32, found: &Found) {
    assert!(!found.is_nothing(), "{what}: it is somewhere");
    let open = scan::not_locked(&process.to_string(), &found.at).unwrap();
    assert!(open.is_empty(), "{what}: {} of {} runs may be swapped to disk: {found:#?}", open.len(), found.at.len());
}

/// Waits until the process sleeps or is stopped, and has not been awake in between.
pub fn wait_until_it_waits(process: u32) {
    let now = || {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        (line("State:"), line("voluntary_ctxt_switches:"), line("nonvoluntary_ctxt_switches:"))
    };
    let begun = Instant::now();
    let mut before = now();
    loop {
        std::thread::sleep(Duration::from_millis(8));
        let after = now();
        if after == before && (after.0.contains("sleeping") || after.0.contains("(stopped")) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "the program never waits: {after:?}");
        before = after;
    }
}

/// Waits until the page says how much was typed.
pub fn wait_for_length(terminal: &Terminal, secret: &str) {
    terminal.wait_for(&format!("{} characters", secret.chars().count()));
}

/// Goes on with the password, over the warning if there is one.
pub fn go_on(terminal: &mut Terminal, next: &str) {
    terminal.rest();
    terminal.send("\r");
    terminal.wait_until("the warning or the next page", |screen| {
        terminal.text().contains("press Enter again") || screen.contains(next)
    });
    if !terminal.screen().contains(next) {
        terminal.confirm();
    }
    terminal.wait_for(next);
}

/// Whether the terminal was never shown the secret, neither in what was written nor on the screen.
pub fn was_not_shown(what: &str, terminal: &Terminal, secret: &str) {
    let written = without_sequences(&String::from_utf8_lossy(&terminal.bytes()));
    for bytes in [terminal.bytes(), written.into_bytes(), terminal.screen().into_bytes()] {
        let found = found_in(&bytes, secret);
        assert!(found.is_nothing(), "{what}: it was shown: {found:?}");
    }
}

/// What was written, without the sequences that move the cursor and style the text.
fn without_sequences(written: &str) -> String {
    let mut pieces = written.split("\x1b[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        text + piece.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).get(1..).unwrap_or_default()
    })
}
