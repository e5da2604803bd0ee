//! Walks a person through a Virtual Office login that an integration refuses.
//!
//! # Twelve words
//!
//! | word | what it means |
//! | --- | --- |
//! | run | one start of the program, until it is left |
//! | article | what a support page says, as questions, steps and endings in one file |
//! | walk | one person's way through an article |
//! | node | one place of an article: a question, a password page, a checklist or an ending |
//! | answer | how a node was answered; where somebody stands follows from the answers alone |
//! | move | what is done to a walk: an answer, a mark, going back |
//! | page | what somebody sees of a node: blocks and verbs, in the words of their role |
//! | block | one thing that stands on a page: a question, a rule, a step, an address |
//! | verb | one thing that can be done on a page, by a key or a command |
//! | step | one line of a checklist; it is marked when it is done |
//! | role | whose wording a page has: the user's, or that of an agent who reads it aloud |
//! | told | the caller told the agent a password |
//!
//! # One way through
//!
//! ```text
//! assets/en/article.toml ─┐
//! assets/en/words.toml ───┴→ content ──→ walk ──→ page ──→ tui    blocks to cells
//!                            load,      moves,   blocks   plain  blocks to sentences
//!                            check      pure     + verbs   └── run, start, main
//!
//! bytes ─ terminal ─→ Key ─ tui/keys ─→ Verb ─ tui/view ─→ Move ─ walk ─→ made | Refusal
//! walk ─→ Page ─ tui/blocks ─→ lines ─ tui/draw ─→ cells ─ tui/screen ─→ one write
//! ```
//!
//! # The rooms
//!
//! | room | what it is for |
//! | --- | --- |
//! | `main.rs`, `cli.rs`, `guard.rs` | arguments, exit codes, errors to text; a panic gives the terminal back |
//! | `usage.rs` | the arguments, read or refused without repeating one; `--help` and `--version` |
//! | `start.rs` | from flags to a run, through its front-ends, to what is printed and written |
//! | `run.rs`, `run/calls.rs` | one run: the walk, where it is kept, the clock, what was saved of it; one call after another |
//! | `keep.rs`, `keep/folder.rs` | kept walks, one file an article, whole at any moment; their folder, which is nobody else's |
//! | `keep/parked.rs`, `reference.rs` | parked calls, each a file with its last day; what names a call |
//! | `files.rs`, `clock.rs`, `environment.rs` | whole files; local time; which front-end, which look |
//! | `files/windows.rs` | names that Windows gives no file, and text as its programs know it |
//! | `log.rs`, `log/append.rs` | one line a call for a desk; a line at the end of a file that several copies write to |
//! | `check.rs` | the `check` command |
//! | `stats.rs`, `stats/count.rs`, `stats/table.rs` | the `stats` command: what many calls have in common; counts; how they read |
//! | `stats/lines.rs`, `stats/record.rs` | the records of a file, one at a time; what of one is counted |
//! | `harden.rs` | no core dump, not readable by others; what is typed is kept from the swap |
//! | **`content.rs`** | the article: nodes, and all that they refer to |
//! | `build.rs`, `built_in.rs`, `content/stored.rs` | the article that is built in: read and checked when the program is built; an article as bytes |
//! | `content/rule.rs`, `content/words.rs`, `content/named.rs` | the vocabulary of rules and cautions; the program's own words; enums whose values have names |
//! | `content/file.rs`, `content/text.rs`, `content/blank.rs` | how TOML spells values and texts; a text cut at its blanks |
//! | `content/check.rs`, `content/check/nodes.rs`, `content/check/rules.rs` | from spelling to an article |
//! | `content/character.rs` | characters that steer, turn or hide, and a text made harmless |
//! | `content/like.rs` | what one page need not say, since it is like another |
//! | `content/graph.rs`, `content/passed.rs` | what holds between nodes; what every way to a node has passed |
//! | `content/lists.rs`, `content/short.rs` | sentences that list the answers of a question name all of them; rules in short say what the rules say |
//! | `content/syntax.rs`, `content/fault.rs` | where a file ceases to be TOML; what is wrong, and at which line and column |
//! | **`walk.rs`** | one walk: answers in, path out |
//! | `walk/moves.rs`, `walk/path.rs`, `walk/here.rs` | moves, notices and refusals; from answers to the path; where one stands, and what is typed there |
//! | `walk/of_nodes.rs` | what a walk knows of some of its nodes |
//! | `walk/secret.rs`, `walk/rule.rs` | the field, wiped when it is left; does it keep this rule? |
//! | **`page.rs`** | a page: blocks and verbs |
//! | `page/make.rs`, `page/over.rs` | which blocks stand on it; what can lie over it |
//! | `page/judge.rs` | how a password stands to the rules and the program, and what to do about it |
//! | `page/verb.rs`, `page/say.rs` | what can be done, and what that asks for; sentences that are said alike everywhere |
//! | `notes.rs`, `notes/ticket.rs` | the record of a walk; the same as a ticket, in text and in Markdown |
//! | `state.rs`, `state/handed_over.rs` | a walk as bytes and back; from case notes in JSON back to a walk |
//! | `json.rs`, `json/write.rs` | JSON as it is read, each field by its name; as it is written |
//! | `credential.rs` | whether a text looks like a secret |
//! | **`tui.rs`** | the full screen: draw, keep, wait, take every key that has come |
//! | `tui/pace.rs` | what a key counts for, by when it came: words, lone digits, held keys; pure |
//! | `tui/finder.rs` | which row a typed word means; pure |
//! | `tui/keys.rs`, `tui/view.rs`, `tui/layer.rs` | the table of keys; what only the screen recalls; what lies over a page |
//! | `tui/front_end.rs` | a run and its view, with no terminal |
//! | `tui/blocks.rs`, `tui/sheet.rs`, `tui/draw.rs` | blocks to lines; lines of a given width; the frame |
//! | `tui/scroll.rs`, `tui/theme.rs` | scrolling, as counts alone; colours and marks |
//! | `tui/canvas.rs` | a frame row by row: only rows that are another are painted |
//! | `tui/field.rs`, `tui/screen.rs` | the narrow door from what is typed to the frame; only what differs is written |
//! | **`plain.rs`** | the line-by-line front-end |
//! | `plain/hear.rs`, `plain/reply.rs`, `plain/command.rs` | what is heard; what it means; what each command does |
//! | `plain/signs.rs` | signs by their names, since a screen reader leaves many of them out |
//! | `plain/speech.rs`, `plain/password.rs`, `plain/over.rs` | blocks to sentences; a hidden line; what both front-ends ask over a page |
//! | **`terminal.rs`** | the terminal's modes, taken back on every way out; one write a frame |
//! | `terminal/bytes.rs`, `terminal/spellings.rs`, `terminal/utf8.rs` | from bytes to keys; how terminals spell them; from bytes to characters |
//! | `terminal/filter.rs` | what every line that is read goes through |
//! | `terminal/unix.rs`, `terminal/unix/line.rs` | keys, lines and signals, one at a time; line settings and stopping |
//! | `terminal/unix/output.rs`, `terminal/unix/signals.rs` | writing that keeps no signal waiting; which signals are taken, and for how long |
//! | `terminal/console.rs` | from the records of the Windows console to keys; what a window lacks, and which signal an end stands for; pure |
//! | `terminal/windows.rs`, `terminal/windows/line.rs`, `terminal/windows/signals.rs` | keys and lines of the console; what it is, its modes, the clipboard; the window is closed, log-off |
//!
//! # What always holds
//!
//! - An [`content::Article`] is whole: loading gives all of it or every fault of the file. So the walk can refuse a
//!   move, and never fail.
//! - Where somebody stands is worked out from the answers ([`walk::path`]), never stored.
//! - A [`page::Page`] is all that a front-end may know: of a password only its length, how it stands to each
//!   rule, and which of the troublesome signs is there.
//! - What is typed sits in one fixed buffer ([`walk::secret`]) that is wiped when its page is left, by any way out.
//! - The terminal is given back by the drop of [`terminal::FullScreen`]: after a key, a signal and a panic alike.
//! - The walk and its pages do no input or output and read no clock; arrows between rooms go down only.
//!   `tests/layers.rs` reads the sources and fails where an arrow runs the other way, or a file is not in this map.
//! - On Unix every byte is read by [`terminal`], and wiped as it is taken; what starts crossterm's own reader is forbidden by
//!   `.clippy.toml`, since that reader keeps what was typed.

pub mod built_in;
pub mod check;
pub mod cli;
pub mod clock;
pub mod content;
pub mod credential;
pub mod environment;
pub mod files;
pub mod guard;
pub mod harden;
pub mod json;
pub mod keep;
pub mod log;
pub mod notes;
pub mod page;
pub mod plain;
pub mod reference;
pub mod run;
pub mod state;
pub mod stats;
pub mod terminal;
pub mod tui;
pub mod walk;
