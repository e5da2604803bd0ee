//! The layers, read from the sources: no arrow runs the wrong way, the engine does no input or output, and no file is
//! longer than it reads well. A comment, a text in quotes and a module of tests may name anything.

#[path = "support/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::{bare, names, own};

/// Each room of `src`, and the names that no path in it may go through.
const ROOMS: [(&str, &str); 14] = [
    (
        "content",
        "engine tui plain terminal cli clock environment files keeper walk crossterm ratatui_core ratatui_crossterm \
         io env fs time thread process net",
    ),
    (
        "engine",
        "tui plain terminal cli check clock environment files keeper walk crossterm ratatui_core ratatui_crossterm \
         jiff io env fs time thread process net",
    ),
    ("tui", "plain cli check environment keeper walk env fs"),
    ("plain", "tui cli check environment keeper walk ratatui_core ratatui_crossterm env fs"),
    ("terminal", "content engine tui plain cli check environment files keeper walk"),
    ("check", "tui cli files keeper walk env fs"),
    ("files", "tui plain terminal cli check environment keeper walk"),
    ("keeper", "tui plain terminal cli check environment walk"),
    ("clock", "tui plain terminal cli check environment files keeper walk"),
    ("cli", "content engine tui plain terminal files keeper walk"),
    ("harden", "content engine tui plain terminal cli files keeper walk"),
    ("environment", "engine plain terminal files keeper walk env fs"),
    // The map, and those that know all.
    ("lib", ""),
    ("main", ""),
];

/// Files of the program beside the library: only `main` names them.
const BESIDE_MAIN: [&str; 3] = ["walk", "results", "guard"];

const MOST_LINES: usize = 300;
/// Files that were asked about and may be longer, and how long.
const LONGER: [(&str, usize); 6] = [
    ("content.rs", 360),
    ("content/check.rs", 460),
    ("content/file.rs", 350),
    ("engine.rs", 340),
    ("plain.rs", 365),
    ("tui/focus.rs", 370),
];

/// What is wrong with a file of this room.
fn wrong(room: &str, file: &str, source: &str) -> Vec<String> {
    let Some((_, never)) = ROOMS.iter().find(|(known, _)| *known == room) else {
        return vec![format!("{file}: the room `{room}` has no row in ROOMS")];
    };
    let names = names(source);
    let named = never.split_whitespace().filter(|name| names.iter().any(|it| it == name));
    let mut wrong: Vec<String> = named.map(|name| format!("{file} names {name}")).collect();
    if ["content", "engine"].contains(&room) {
        let prints = ["println!", "print!", "eprintln!", "eprint!", "dbg!"];
        let code = bare(own(source));
        wrong.extend(prints.iter().filter(|it| code.contains(**it)).map(|it| format!("{file} calls {it}")));
    }
    let lines = own(source).lines().count();
    let longer = LONGER.iter().find(|(known, _)| *known == file).map(|(_, most)| *most);
    match longer {
        Some(most) if lines > most => wrong.push(format!("{file} has {lines} lines, and {most} were granted")),
        Some(_) if lines <= MOST_LINES => wrong.push(format!("{file} has {lines} lines: take it out of LONGER")),
        None if lines > MOST_LINES => wrong.push(format!("{file} has {lines} lines: split it")),
        Some(_) | None => {}
    }
    wrong
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_arrow_runs_the_right_way_and_no_file_is_too_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 20, "the sources are found");
    let mut found = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).unwrap_or_default();
        let file = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let room = file.split(['/', '.']).next().unwrap_or_default();
        let room = if BESIDE_MAIN.contains(&room) && !file.contains('/') { "main" } else { room };
        found.extend(wrong(room, &file, &source));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn an_arrow_that_runs_the_wrong_way_is_found_however_it_is_written() {
    for (room, source, found) in [
        ("content", "use crate::engine::Session;", "engine"),
        ("content", "use crate::{engine, content};", "engine"),
        ("content", "fn f() { crate::engine::f() }", "engine"),
        ("content", "fn f(a: u8) -> super::super::tui::Left { g('\"'); }", "tui"),
        ("content", "// a\nuse vo_login_wizard::cli::Cli;", "cli"),
        ("engine", "use std::{fmt, io};", "io"),
        ("engine", "use std::{collections::BTreeMap, time::Instant};", "time"),
        ("engine", "fn f() -> std::thread::JoinHandle<()> { \"x\" }", "thread"),
        ("engine", "use crossterm as c;", "crossterm"),
        ("engine", "use ratatui_core::buffer::Buffer;", "ratatui_core"),
        ("engine", "fn f<'a>(it: &'a str) -> char { crate::plain::f(it); 'a' }", "plain"),
        ("tui", "use crate::plain;", "plain"),
        ("plain", "use crate::tui::theme::ASCII;", "tui"),
        ("terminal", "use crate::content::Words;", "content"),
    ] {
        assert_eq!(wrong(room, "x.rs", source), [format!("x.rs names {found}")], "{source}");
    }
    assert_eq!(wrong("engine", "x.rs", "fn f() { println!(\"x\") }"), ["x.rs calls println!"]);
    assert_eq!(wrong("cellar", "cellar.rs", ""), ["cellar.rs: the room `cellar` has no row in ROOMS"]);
}

#[test]
fn what_is_no_arrow_is_not_taken_for_one() {
    for (room, source) in [
        ("content", "//! For the [`engine::path`] and crate::tui.\nuse std::fmt;\nlet plain = |c: char| c.is_ascii();"),
        ("content", "const A: &str = \"use crate::engine::Session; \\\" crate::tui\"; fn f() { check(plain) }"),
        ("content", "pub struct Words { pub plain: PlainWords, pub check: CheckWords }"),
        ("engine", "use crate::content::Words;\n#[cfg(test)]\nmod tests { use std::env; use crate::tui; }"),
        ("engine", "fn f<'io>(time: &'io str) -> char { let quote = '\"'; let fs = '\\''; time.env(fs) }"),
        ("tui", "use crate::engine::say;\nuse crate::files::{self, Format};"),
    ] {
        assert_eq!(wrong(room, "x.rs", source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn a_file_that_is_too_long_is_found_and_its_tests_do_not_count() {
    let lines = |count: usize| "fn f() {}\n".repeat(count);
    let tests = |count: usize| format!("\n#[cfg(test)]\nmod tests {{\n{}}}\n", lines(count));
    assert_eq!(wrong("tui", "x.rs", &(lines(300) + &tests(300))), Vec::<String>::new());
    assert_eq!(wrong("tui", "x.rs", &(lines(301) + &tests(3))), ["x.rs has 301 lines: split it"]);
    assert_eq!(wrong("engine", "engine.rs", &lines(341)), ["engine.rs has 341 lines, and 340 were granted"]);
    assert_eq!(wrong("engine", "engine.rs", &lines(300)), ["engine.rs has 300 lines: take it out of LONGER"]);
}
