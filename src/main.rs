//! Arguments, files, which front-end; errors become text here, and an exit code.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::Context;
use clap::Parser;

use vo_login_wizard::check::{self, Checked, Request};
use vo_login_wizard::cli::{self, Cli, Command};
use vo_login_wizard::content::words::fill_in;
use vo_login_wizard::content::{self, Article, Faults, Words};
use vo_login_wizard::engine::{Session, Unknown, say};
use vo_login_wizard::environment::Environment;
use vo_login_wizard::harden;
use vo_login_wizard::plain::{self, Dialogue};
use vo_login_wizard::terminal::{Lines, flush_input, is_terminal, size};
use vo_login_wizard::tui;

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
        None => walk(&cli.walk, &words),
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

fn walk(flags: &cli::Walk, words: &Words) -> anyhow::Result<u8> {
    let article = article(flags.article.as_deref(), words)?;
    let mut session = Session::new(&article);
    give_answers(&mut session, &flags.answer, words)?;
    let environment = Environment {
        variable: &|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()),
        is_terminal: is_terminal(),
        size: size(),
    };
    let ascii = environment.is_ascii(flags.ascii);
    let theme = environment.theme(flags.color, ascii);
    // Both front-ends walk the same session, so going from one to the other keeps every answer.
    let mut plain = environment.plain(flags.plain, &words.plain);
    let can_return = environment.is_terminal == (true, true);
    loop {
        match plain {
            None => match tui::run(&mut session, words, theme)? {
                tui::Left::Plain => plain = Some(&words.plain.on_key),
                tui::Left::Asked => return summarise(&session, words).map(|()| 0),
                tui::Left::AtOnce => return summarise(&session, words).map(|()| INTERRUPTED),
                tui::Left::Signal(signal) => return Ok(code_of(signal)),
                tui::Left::InputEnded => return Err(exit(FAILURE, &*words.error.input_ended)),
            },
            Some(because) => match dialogue(&mut session, words, ascii, because, can_return)? {
                plain::Left::FullScreen if can_return => plain = None,
                plain::Left::FullScreen => plain = Some(&words.plain.no_full_screen),
                plain::Left::Asked => {
                    if is_split() {
                        summarise(&session, words)?;
                    }
                    return Ok(0);
                }
                plain::Left::Signal(signal) => return Ok(code_of(signal)),
                plain::Left::InputEnded => return Ok(FAILURE),
            },
        }
    }
}

/// Whether only the results are sent elsewhere, so that the dialogue goes to standard error and the summary alone to
/// standard output.
fn is_split() -> bool {
    is_terminal() == (true, false) && io::stderr().is_terminal()
}

fn dialogue(
    session: &mut Session<'_>,
    words: &Words,
    ascii: bool,
    because: &str,
    can_return: bool,
) -> anyhow::Result<plain::Left> {
    let lines = Lines::open()?;
    let left = if is_split() {
        Dialogue::new(session, words, lines, io::stderr().lock(), ascii).run(because, can_return)
    } else {
        Dialogue::new(session, words, lines, io::stdout().lock(), ascii).run(because, can_return)
    };
    if let Ok(plain::Left::Signal(_)) = left {
        flush_input();
    }
    Ok(left?)
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

/// The summary stays on the terminal's normal screen, or goes where standard output goes. Before an ending there is
/// none.
fn summarise(session: &Session<'_>, words: &Words) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    say::summary(&session.page(), words).iter().try_for_each(|line| writeln!(output, "{line}"))?;
    Ok(())
}
