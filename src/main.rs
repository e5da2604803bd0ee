//! Arguments, files, which front-end; errors become text here, and an exit code.

mod walk;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::Context;
use clap::Parser;

use vo_login_wizard::check::{self, Checked, Request};
use vo_login_wizard::cli::{Cli, Command};
use vo_login_wizard::content::words::fill_in;
use vo_login_wizard::content::{self, Article, Faults, Words};
use vo_login_wizard::harden;
use vo_login_wizard::terminal::{Lines, is_terminal};

const FAILURE: u8 = 1;
const USAGE: u8 = 2;
const CHECK_SAYS_NO: u8 = 3;
const FAULTY_ARTICLE: u8 = 4;
/// As if by the signal that Ctrl-C sends elsewhere.
const INTERRUPTED: u8 = 130;
/// As if by the signal for a pipe that nobody reads.
const PIPE_CLOSED: u8 = 141;

/// Where the program met a fault of its own: the place only, since a message could hold anything.
static FAULT: Mutex<Option<String>> = Mutex::new(None);

fn main() -> ExitCode {
    harden::process();
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string);
        *FAULT.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = place;
    }));
    let cli = Cli::parse();
    match std::panic::catch_unwind(|| run(&cli)) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(error)) => {
            // Nobody reads on: there is nothing to say, and nobody to say it to.
            if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
                return ExitCode::from(PIPE_CLOSED);
            }
            complain(&format!("{error:#}"));
            ExitCode::from(error.downcast_ref::<Exit>().map_or(FAILURE, |exit| exit.code))
        }
        Err(_) => {
            let place = FAULT.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take().unwrap_or_default();
            let text = Words::load().map_or(String::new(), |words| words.error.panicked);
            complain(&fill_in(&text, &[("place", &place)]));
            ExitCode::from(FAILURE)
        }
    }
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
    _ = writeln!(io::stderr(), "{text}");
}

fn run(cli: &Cli) -> anyhow::Result<u8> {
    let words = Words::load()?;
    match &cli.command {
        Some(Command::Check { username, json, article }) => {
            let file = article.as_deref();
            check(&self::article(file, &words)?, &words, username.as_deref(), *json)
        }
        None => walk::run(&cli.walk, &article(cli.walk.article.as_deref(), &words)?, &words),
    }
}

fn check(article: &Article, words: &Words, username: Option<&str>, json: bool) -> anyhow::Result<u8> {
    let request = Request { username, json, is_terminal: is_terminal().0 };
    let out = (&mut io::stdout().lock(), &mut io::stderr().lock());
    match check::run(article, words, &request, &mut Lines::open()?, out)? {
        Checked::Yes => Ok(0),
        Checked::No => Ok(CHECK_SAYS_NO),
        Checked::Refused(text) => Err(exit(FAILURE, text)),
        Checked::Signal(signal) => Ok(code_of(signal)),
    }
}

/// A signal's exit code, as shells have it.
fn code_of(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(FAILURE)
}

fn article(file: Option<&Path>, words: &Words) -> anyhow::Result<Article> {
    let Some(file) = file else { return Ok(content::load(content::BUILT_IN)?) };
    let name = file.display().to_string();
    let text =
        std::fs::read_to_string(file).with_context(|| fill_in(&words.error.article_unreadable, &[("file", &name)]))?;
    content::load(&text).map_err(|faults: Faults| exit(FAULTY_ARTICLE, faults.report(&name)))
}
