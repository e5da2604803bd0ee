//! What tests share: a walk, a page, a terminal, a look into memory.

pub mod dice;
pub mod faults;
pub mod led;
pub mod oracle;
#[cfg(target_os = "linux")]
pub mod outside;
#[cfg(unix)]
pub mod pages;
#[cfg(unix)]
pub mod play;
#[cfg(unix)]
pub mod pty;
pub mod screen;
pub mod script;
pub mod source;
pub mod table;
pub mod walk;

use std::sync::OnceLock;

/// How many random cases to try: `VO_TEST_CASES`, or this many.
pub fn cases(default: u32) -> u32 {
    std::env::var("VO_TEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

/// The program under test: the one built beside the tests, or the one that `VO_TEST_PROGRAM` names, as a release has it.
pub fn program() -> &'static str {
    match released() {
        Some(program) => program,
        None => env!("CARGO_BIN_EXE_vo-login-wizard"),
    }
}

/// The program that `VO_TEST_PROGRAM` names.
pub fn released() -> Option<&'static str> {
    static PROGRAM: OnceLock<Option<String>> = OnceLock::new();
    PROGRAM.get_or_init(|| std::env::var("VO_TEST_PROGRAM").ok()).as_deref()
}
