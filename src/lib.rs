//! Walks a person through a Virtual Office login that an integration refuses.
//!
//! # One way through
//!
//! ```text
//! assets/en/article.toml ─┐
//! assets/en/words.toml ───┴→ content ──→ walk ────┬→ tui    full screen
//!                            load, check   pure   └→ plain  one line at a time
//!                                                     └── main, run, cli
//!
//! bytes ─ terminal ─→ Key ─ tui/input ─→ Input ─ tui/on_page ─→ Move ─ walk ─→ Page ─ tui/draw ─→ frame
//! a line of text ─ plain/reply ────────────────────────→ Move ─ walk ─→ Page ─ plain/speech ─→ sentences
//! ```
//!
//! # The rooms
//!
//! | room | what it is for |
//! | --- | --- |
//! | `main.rs`, `guard.rs` | arguments, exit codes, errors to text; a panic gives the terminal back |
//! | `run.rs`, `results.rs` | one run: which front-end, what is kept; what is printed and written at its end |
//! | `cli.rs`, `environment.rs` | the flags; what the environment asks for |
//! | `check.rs` | the `check` command |
//! | `keep.rs`, `files.rs`, `clock.rs` | the walk that is kept; notes on disk; local time |
//! | `harden.rs` | no core dump, not readable by others, kept from the swap |
//! | **`content.rs`** | the article: nodes, and all that they refer to |
//! | `content/rule.rs`, `content/words.rs`, `content/named.rs` | the vocabulary of rules and cautions; the program's own words; enums whose values have names |
//! | `content/file.rs`, `content/text.rs`, `content/blank.rs` | how TOML spells values and texts; a text cut at its blanks |
//! | `content/check.rs`, `content/check/nodes.rs`, `content/check/rules.rs` | from spelling to an article |
//! | `content/character.rs` | characters that steer, turn or hide, and a text made harmless |
//! | `content/graph.rs`, `content/passed.rs` | what holds between nodes; what every way to a node has passed |
//! | `content/fault.rs`, `content/syntax.rs` | what is wrong, and at which line and column; where a file ceases to be TOML |
//! | **`walk.rs`** | one walk through an article |
//! | `walk/step.rs`, `walk/turn.rs` | the moves, notices and refusals; what each move does |
//! | `walk/path.rs`, `walk/here.rs` | from answers to the path; the page somebody is on, and what is typed there |
//! | `walk/page.rs`, `walk/present.rs`, `walk/say.rs` | a page as data; how it is made; its sentences |
//! | `walk/secret.rs`, `walk/rule.rs` | the field, wiped when it is left; does it keep this rule? |
//! | `walk/notes.rs`, `walk/credential.rs` | case notes; whether a note looks like a secret |
//! | `walk/state.rs`, `walk/keeping.rs` | a walk as bytes and back; what would be lost by leaving |
//! | **`tui.rs`** | the full screen: draw, wait, take every key that has come |
//! | `tui/input.rs` | the table of keys, and the footer that it makes |
//! | `tui/focus.rs`, `tui/on_page.rs`, `tui/on_overlay.rs` | what only the screen recalls; what keys do on a page, and on what lies over it |
//! | `tui/front_end.rs`, `tui/records.rs` | a walk without its terminal; case notes on their way out |
//! | `tui/draw.rs`, `tui/body.rs`, `tui/overlay.rs`, `tui/sheet.rs` | the frame; each kind of page; what lies over one; lines of a given width |
//! | `tui/field.rs`, `tui/theme.rs`, `tui/screen.rs` | the narrow door from what is typed to the frame; colours and marks; only what differs is written |
//! | **`plain.rs`** | the line-by-line front-end |
//! | `plain/hear.rs`, `plain/reply.rs`, `plain/command.rs` | what is heard; what it means; what each command does |
//! | `plain/speech.rs`, `plain/password.rs`, `plain/records.rs` | pages as sentences; a hidden line; notes and the agent's commands |
//! | **`terminal.rs`** | the terminal's modes, taken back on every way out; one write a frame |
//! | `terminal/bytes.rs`, `terminal/utf8.rs` | from bytes to keys, and to characters |
//! | `terminal/unix.rs`, `terminal/unix/line.rs`, `terminal/unix/output.rs` | keys and signals, a byte at a time; line settings and stopping; the writing of the full screen, which keeps no signal waiting |
//! | `terminal/windows.rs` | the same by crossterm, which keeps no copy there |
//!
//! # What always holds
//!
//! - An [`content::Article`] is whole: loading gives all of it or every fault of the file. So the walk can refuse a
//!   step, and never fail.
//! - Where somebody stands is worked out from the answers ([`walk::path`]), never stored.
//! - A [`walk::page::Page`] is all that a front-end may know: of a password only its length, how it stands to each
//!   rule, and which of the troublesome signs is there.
//! - What is typed sits in one fixed buffer ([`walk::secret`]) that is wiped when its page is left, by any way out.
//! - The terminal is given back by the drop of [`terminal::FullScreen`]: after a key, a signal and a panic alike.
//! - The walk does no input or output and reads no clock; content does not know the walk, the walk no front-end.
//!   `tests/layers.rs` reads the sources and fails where an arrow runs the other way, or a file is not in this map.
//! - On Unix every byte is read by [`terminal`], one at a time; what starts crossterm's own reader is forbidden by
//!   `.clippy.toml`, since that reader keeps what was typed.

pub mod check;
pub mod cli;
pub mod clock;
pub mod content;
pub mod environment;
pub mod files;
pub mod guard;
pub mod harden;
pub mod keep;
pub mod plain;
pub mod terminal;
pub mod tui;
pub mod walk;
