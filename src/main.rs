//! Arguments, files, which front-end; errors become text here, and an exit code.

mod start;
mod usage;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use vo_login_wizard::built_in::built_in;
use vo_login_wizard::check::{self, Checked, Request};
use vo_login_wizard::cli::{Check, Cli, Command, Stats};
use vo_login_wizard::content::{self, Article, Faults, words};
use vo_login_wizard::terminal::{Lack, Lines, Stream, flush_input, has_own_window, is_terminal, lack, wait_for_key};
use vo_login_wizard::{files, stats};
use vo_login_wizard::{guard, harden};

const FAILURE: u8 = 1;
const USAGE: u8 = 2;
const CHECK_SAYS_NO: u8 = 3;
const FAULTY_ARTICLE: u8 = 4;
/// Left before an ending, with no record written.
const NO_RECORD: u8 = 5;
/// As if by the signal that Ctrl-C sends elsewhere.
const INTERRUPTED: u8 = 130;
/// As if by the signal for a pipe that nobody reads.
const PIPE_CLOSED: u8 = 141;
/// As if by the signals for a window that is closed, and for log-off and shutdown.
const WINDOW_CLOSES: [u8; 2] = [129, 143];

/// The allocator of a static program: musl's own asks the system for pages at every key.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    harden::process();
    // Asked before anything is written.
    let has_own_window = has_own_window();
    let code = guard::run(|| {
        let done = usage::read().and_then(|cli| cli.map_or(Ok(0), |cli| run(&cli)));
        done.unwrap_or_else(|error| failed(&error))
    });
    if has_own_window && !WINDOW_CLOSES.contains(&code) {
        complain(words().error.press_key);
        wait_for_key();
    }
    ExitCode::from(code)
}

fn failed(error: &anyhow::Error) -> u8 {
    // Nobody reads on: there is nothing to say, and nobody to say it to.
    if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return PIPE_CLOSED;
    }
    complain(&format!("{error:#}"));
    error.downcast_ref::<Exit>().map_or(FAILURE, |exit| exit.code)
}

/// An error that ends the program with a code of its own.
#[derive(Debug)]
struct Exit {
    code: u8,
    text: String,
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim_end())
    }
}

impl std::error::Error for Exit {}

fn exit(code: u8, text: impl Into<String>) -> anyhow::Error {
    Exit { code, text: text.into() }.into()
}

/// Says something on standard error; on one that is gone there is nobody to hear it.
fn complain(text: &str) {
    // In one piece: standard error holds nothing back.
    _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}

fn run(cli: &Cli) -> anyhow::Result<u8> {
    match &cli.command {
        Some(Command::Check(flags)) => check(article(flags.article.as_deref())?, flags),
        Some(Command::Stats(flags)) => statistics(flags),
        None => start::run(&cli.walk, article(cli.walk.article.as_deref())?),
    }
}

fn check(article: &Article, flags: &Check) -> anyhow::Result<u8> {
    if lack() == Some(Lack::Console) {
        return Err(exit(FAILURE, words().check.would_show));
    }
    let lines = Lines::open()?;
    let messages = &mut lines.output(Stream::Errors);
    let request =
        Request { username: flags.username.as_deref(), json: flags.json, is_terminal: is_terminal().0, messages };
    let checked = check::run(article, request, lines, &mut io::stdout().lock());
    // What was typed ahead, as the rest of a paste, was not meant for the shell.
    flush_input();
    match checked? {
        Checked::Yes => Ok(0),
        Checked::No => Ok(CHECK_SAYS_NO),
        Checked::Refused(text) => Err(exit(FAILURE, text)),
        Checked::Signal(signal) => Ok(code_of(signal)),
    }
}

fn statistics(flags: &Stats) -> anyhow::Result<u8> {
    let request = stats::Request { files: &flags.files, json: flags.json, messages: &mut io::stderr().lock() };
    match stats::run(request, &mut io::stdout().lock())? {
        stats::Read::All => Ok(0),
        stats::Read::Some => Ok(FAILURE),
    }
}

/// A signal's exit code, as shells have it.
fn code_of(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(FAILURE)
}

/// The article, until the end of the process, which frees it at once: piece by piece that takes a good part of leaving.
fn article(file: Option<&Path>) -> anyhow::Result<&'static Article> {
    let article = match file {
        Some(file) => read(file)?,
        None => built_in(),
    };
    Ok(Box::leak(Box::new(article)))
}

fn read(file: &Path) -> anyhow::Result<Article> {
    let name = file.display().to_string();
    // What cannot be read may be no file at all, and is not repeated.
    let bytes = std::fs::read(file).map_err(|error| {
        let reason = files::reason(&error);
        usage::refused_value("--article", words().usage.article_unreadable, &[("reason", &reason)])
    })?;
    content::read(bytes).map_err(|faults: Faults| exit(FAULTY_ARTICLE, faults.report(&name)))
}
