//! Every test of behaviour, in one program: it is linked once, and what waits in a terminal waits side by side.
//! One room: `cargo test --test all rules::`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, and says what it measured"
)]

mod support;

mod agent;
mod appearance;
mod article_faults;
mod article_format;
mod article_keys;
mod article_links;
mod article_report;
mod article_texts;
mod article_wording;
mod calls;
mod cases;
mod check;
mod clock;
mod disks;
mod flood;
mod full_screen;
mod full_screen_flags;
mod full_screen_random;
mod full_screen_stress;
mod jobs;
mod kept;
mod kept_files;
mod keys;
mod keys_fields;
mod keys_over;
mod layers;
mod log;
mod look;
mod memory;
mod memory_lines;
mod memory_results;
mod morning;
mod names;
mod notes;
mod outlives;
mod pages;
mod parity;
mod parked;
mod paths;
mod pictures;
mod plain;
mod plain_terminal;
mod read_lines;
mod records;
mod results;
mod rules;
mod signals;
mod spellings;
mod stats;
mod terminal_gone;
mod transcripts;
mod typed_nowhere;
mod typed_outside;
mod typed_outside_terminal;
mod unscrolled;
mod usage;
mod ways_out;
mod words;
