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

/// How many random cases to try: `VO_TEST_CASES`, or this many.
pub fn cases(default: u32) -> u32 {
    std::env::var("VO_TEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}
