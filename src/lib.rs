//! Walks a person through a Virtual Office login that an integration refuses.
//!
//! # The map
//!
//! ```text
//! assets/en/article.toml ─┐
//! assets/en/words.toml ───┴→ content ──→ engine ──→ tui
//!                             load, check    pure       └── main, cli
//!
//! bytes ─ terminal ─→ Key ─ tui::input ─→ Input ─ tui::focus ─→ Move ─ engine ─→ Page ─ tui::draw ─→ frame
//! ```
//!
//! # What always holds
//!
//! - An [`content::Article`] is whole: loading gives all of it or every fault of the file. So the engine can refuse a
//!   step, and never fail.
//! - Where somebody stands is worked out from the answers ([`engine::path`]), never stored.
//! - A [`engine::page::Page`] is all that a front-end knows: of a password only its length, how it stands to each
//!   rule, and which of the troublesome signs is there.
//! - What is typed sits in one fixed buffer ([`engine::secret`]) that is wiped when its page is left, by any way out.
//! - The engine does no input or output and reads no clock; content does not know the engine, the engine no front-end.
//!   `tests/layers.rs` reads the sources and fails where an arrow runs the other way.
//! - On Unix every byte is read by [`terminal`], one at a time; what starts crossterm's own reader is forbidden by
//!   `.clippy.toml`, since that reader keeps what was typed.

pub mod check;
pub mod cli;
pub mod clock;
pub mod content;
pub mod engine;
pub mod environment;
pub mod files;
pub mod guard;
pub mod harden;
pub mod keeper;
pub mod plain;
pub mod terminal;
pub mod tui;
