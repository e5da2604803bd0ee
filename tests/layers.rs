//! The layers, read from the sources: no arrow runs the wrong way, and the walk and its pages do no input or output. A
//! comment, a text in quotes and a module of tests may name anything.

use crate::support::source;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::source::{bare, names};
use toml::de::DeTable;

/// Each room of `src`, and the other rooms, crates and parts of the standard library that its paths may go through.
const ROOMS: [(&str, &str); 23] = [
    ("content", "sha2 strsim toml unicode_width"),
    // What is typed is locked in memory where it lies.
    ("walk", "content credential harden zeroize"),
    ("credential", ""),
    ("reference", "credential walk"),
    ("page", "content reference walk"),
    ("json", "serde_core serde_json"),
    ("state", "clock content json walk"),
    ("notes", "clock content json page walk"),
    ("files", "content notes rustix tempfile fs io"),
    ("keep", "clock content files json reference state walk etcetera rustix env fs io process thread time"),
    ("clock", "content time"),
    ("run", "clock content credential files keep log notes page reference state walk"),
    ("tui", "clock content harden page run terminal walk crossterm ratatui textwrap unicode_width zeroize io time"),
    ("plain", "content page run terminal walk textwrap zeroize io"),
    (
        "terminal",
        "harden crossterm crossterm_winapi nix rustix signal_hook tokio zeroize io time thread env fs net process",
    ),
    ("built_in", "content"),
    ("check", "content json page plain terminal walk io"),
    ("log", "content files notes fs io thread time"),
    ("stats", "content files json fs io"),
    ("cli", "clap"),
    ("harden", "region rustix signal_hook process"),
    ("environment", "cli content terminal tui"),
    ("guard", "content io process"),
];
/// The map, the program, its files beside the library, and what runs before it is built: they know all.
const KNOW_ALL: [&str; 5] = ["build", "lib", "main", "start", "usage"];
/// The parts of the standard library that do input or output, or depend on when and where.
const SYSTEM: [&str; 7] = ["io", "env", "fs", "time", "thread", "process", "net"];

/// Every name that a room has to be allowed: the rooms, the crates of Cargo.toml, and the system.
fn watched() -> BTreeSet<String> {
    let manifest = DeTable::parse(include_str!("../Cargo.toml")).map(toml::Spanned::into_inner).unwrap_or_default();
    let table = |of: &DeTable<'static>, name: &str| of.get(name).and_then(|it| it.get_ref().as_table()).cloned();
    let targets = table(&manifest, "target").unwrap_or_default();
    let targets = targets.values().filter_map(|target| target.get_ref().as_table());
    let crates = [&manifest].into_iter().chain(targets).filter_map(|of| table(of, "dependencies")).flatten();
    let crates = crates.map(|(name, _)| name.get_ref().replace('-', "_"));
    crates.chain(SYSTEM.map(str::to_owned)).chain(ROOMS.map(|(room, _)| room.to_owned())).collect()
}

/// The files within a room: their names are its own.
fn within(room: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
    let stem = |path: PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    sources(&folder).into_iter().filter_map(stem).collect()
}

/// What is wrong with a file of this room.
fn wrong(room: &str, file: &str, source: &str) -> Vec<String> {
    let may = ROOMS.iter().find(|(known, _)| *known == room).map(|(_, may)| *may);
    if may.is_none() && !KNOW_ALL.contains(&room) {
        return vec![format!("{file}: the room `{room}` has no row in ROOMS")];
    }
    let names = names(source);
    let own = within(room);
    let is_own = |name: &str| name == room || own.iter().any(|it| it == name);
    let is_granted = |name: &str| may.is_none_or(|may| may.split(' ').any(|it| it == name)) || is_own(name);
    let named = watched().into_iter().filter(|name| names.contains(name) && !is_granted(name));
    let mut wrong: Vec<String> = named.map(|name| format!("{file} names {name}")).collect();
    if ["content", "walk", "page"].contains(&room) {
        let prints = ["println!", "print!", "eprintln!", "eprint!", "dbg!"];
        let code = bare(source::own(source));
        wrong.extend(prints.iter().filter(|it| code.contains(**it)).map(|it| format!("{file} calls {it}")));
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
fn every_arrow_runs_the_right_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 20, "the sources are found");
    let mut found = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).unwrap_or_default();
        let file = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let room = file.split(['/', '.']).next().unwrap_or_default();
        found.extend(wrong(room, &file, &source));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_map_names_every_file_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &PathBuf| path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let files: BTreeSet<String> = sources(&root).iter().map(name).filter(|file| file != "lib.rs").collect();
    let map = include_str!("../src/lib.rs").lines().filter(|line| line.starts_with("//! |"));
    let named = map.flat_map(|line| line.split('`')).filter(|word| word.ends_with(".rs")).map(str::to_owned);
    assert_eq!(named.collect::<BTreeSet<String>>(), files);
}

#[test]
fn an_arrow_that_runs_the_wrong_way_is_found_however_it_is_written() {
    for (room, source, found) in [
        ("content", "use crate::walk::Walk;", "walk"),
        ("content", "use crate::{walk, content};", "walk"),
        ("content", "fn f() { crate::walk::f() }", "walk"),
        ("content", "fn f(a: u8) -> super::super::tui::Left { g('\"'); }", "tui"),
        ("content", "// a\nuse vo_login_wizard::cli::Cli;", "cli"),
        ("walk", "use std::{fmt, io};", "io"),
        ("walk", "use std::{collections::BTreeMap, time::Instant};", "time"),
        ("page", "fn f() -> std::thread::JoinHandle<()> { \"x\" }", "thread"),
        ("walk", "use crossterm as c;", "crossterm"),
        ("walk", "use ratatui::buffer::Buffer;", "ratatui"),
        ("page", "fn f<'a>(it: &'a str) -> char { crate::plain::f(it); 'a' }", "plain"),
        ("tui", "use crate::plain;", "plain"),
        ("plain", "use crate::tui::theme::ASCII;", "tui"),
        ("terminal", "use crate::content::Words;", "content"),
        ("content", "use std::net::TcpStream;", "net"),
        ("walk", "use time::OffsetDateTime;", "time"),
        ("content", "use crate::guard;", "guard"),
    ] {
        assert_eq!(wrong(room, "x.rs", source), [format!("x.rs names {found}")], "{source}");
    }
    assert_eq!(wrong("walk", "x.rs", "fn f() { println!(\"x\") }"), ["x.rs calls println!"]);
    assert_eq!(wrong("cellar", "cellar.rs", ""), ["cellar.rs: the room `cellar` has no row in ROOMS"]);
}

#[test]
fn what_is_no_arrow_is_not_taken_for_one() {
    for (room, source) in [
        ("content", "//! For the [`walk::path`] and crate::tui.\nuse std::fmt;\nlet plain = |c: char| c.is_ascii();"),
        ("content", "const A: &str = \"use crate::walk::Walk; \\\" crate::tui\"; fn f() { check(plain) }"),
        ("content", "pub struct Words { pub plain: PlainWords, pub check: CheckWords }"),
        ("walk", "use crate::content::Words;\n#[cfg(test)]\nmod tests { use std::env; use crate::tui; }"),
        ("page", "fn f<'io>(time: &'io str) -> char { let quote = '\"'; let fs = '\\''; time.env(fs) }"),
        ("tui", "use crate::page::say;\nuse crate::run::{self, Run};"),
    ] {
        assert_eq!(wrong(room, "x.rs", source), Vec::<String>::new(), "{source}");
    }
}
