//! Arguments, files, which front-end; errors become text here, and an exit code.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::Context;
use clap::Parser;

use vo_login_wizard::cli::Cli;
use vo_login_wizard::content::words::fill_in;
use vo_login_wizard::content::{self, Article, Faults, Words};
use vo_login_wizard::engine::{Session, Unknown, say};
use vo_login_wizard::harden;
use vo_login_wizard::terminal::is_terminal;
use vo_login_wizard::tui::theme::{Theme, UNICODE};
use vo_login_wizard::tui::{self, Left};

const FAILURE: u8 = 1;
const USAGE: u8 = 2;
const FAULTY_ARTICLE: u8 = 4;

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
    let article = article(cli.article.as_deref(), &words)?;
    let mut session = Session::new(&article);
    give_answers(&mut session, &cli.answer, &words)?;
    if is_terminal() != (true, true) {
        return Err(exit(FAILURE, &*words.error.not_a_terminal));
    }
    let theme = Theme { color: std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()), marks: &UNICODE };
    let left = tui::run(&mut session, &words, theme)?;
    match left {
        Left::Asked | Left::AtOnce => {
            if session.has_ended() {
                summarise(&session, &words)?;
            }
            Ok(if left == Left::AtOnce { 130 } else { 0 })
        }
        Left::Signal(signal) => Ok(u8::try_from(128 + signal).unwrap_or(FAILURE)),
        Left::InputEnded => Err(exit(FAILURE, &*words.error.input_ended)),
    }
}

fn article(file: Option<&Path>, words: &Words) -> anyhow::Result<Article> {
    let Some(file) = file else { return Ok(content::load(content::BUILT_IN)?) };
    let name = file.display().to_string();
    let text =
        std::fs::read_to_string(file).with_context(|| fill_in(&words.error.article_unreadable, &[("file", &name)]))?;
    content::load(&text).map_err(|faults: Faults| exit(FAULTY_ARTICLE, faults.report(&name)))
}

fn give_answers(session: &mut Session<'_>, answers: &[String], words: &Words) -> anyhow::Result<()> {
    let texts = &words.error;
    for given in answers {
        let Some((node, key)) = given.split_once('=') else {
            return Err(exit(USAGE, fill_in(&texts.answer_shape, &[("given", given)])));
        };
        session.answer(node, key).map_err(|unknown| {
            let (text, there) = match unknown {
                Unknown::Node { there } => (&texts.unknown_node, there),
                Unknown::Key { there } => (&texts.unknown_key, there),
            };
            let values = [("given", given.as_str()), ("node", node), ("key", key), ("there", &there.join(", "))];
            exit(USAGE, fill_in(text, &values))
        })?;
    }
    for (nodes, text) in [(session.drop_unreachable(), &texts.off_path), (session.ahead(), &texts.ahead)] {
        nodes.iter().for_each(|node| complain(&fill_in(text, &[("node", node)])));
    }
    Ok(())
}

/// The summary stays on the terminal's normal screen.
fn summarise(session: &Session<'_>, words: &Words) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    for line in say::summary(&session.page(), words) {
        writeln!(output, "{line}")?;
    }
    Ok(())
}
