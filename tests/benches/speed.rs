//! How long what happens at a start and at a keystroke takes, and how much memory it asks for: `cargo bench`.

#![allow(clippy::expect_used, clippy::panic, reason = "a measurement that cannot be made has failed")]

mod loading;
mod pages;
mod rules;

#[path = "../support/large.rs"]
#[allow(dead_code, reason = "the rest is for tests")]
mod large;
#[path = "../support/screen.rs"]
#[allow(dead_code, reason = "the rest is for tests")]
mod screen;
#[path = "../support/walk.rs"]
#[allow(dead_code, reason = "the rest is for tests")]
mod walk;

/// Counts what each measurement allocates.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}
