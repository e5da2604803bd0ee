//! What was written behind the program's name: read, or refused in our own words. An argument may be a password, given by
//! mistake: it is never repeated.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use vo_login_wizard::cli::{self, Cli};
use vo_login_wizard::content::words::fill_in;
use vo_login_wizard::content::{self, words};

use crate::{USAGE, exit};

/// The commands.
const COMMANDS: [&str; 2] = ["check", "stats"];

/// Reads the arguments; nothing where they only asked for help or the version, which was printed.
///
/// # Errors
/// Says what is wrong with them, and what to do when a password was among them.
pub fn read() -> anyhow::Result<Option<Cli>> {
    let error = match Cli::try_parse() {
        Ok(cli) => return Ok(Some(cli)),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp => error.print()?,
        ErrorKind::DisplayVersion => writeln!(io::stdout(), "{}", version())?,
        _ => return Err(refused(&complaint(&error))),
    }
    Ok(None)
}

fn arguments() -> impl Iterator<Item = OsString> {
    std::env::args_os().skip(1)
}

/// A usage error, and what to do where an argument may have been a password.
pub fn refused(text: &str) -> anyhow::Error {
    let texts = &words().usage;
    let flags = cli::flags();
    let is_ours =
        |given: &OsString| COMMANDS.iter().any(|it| given == it) || flags.iter().any(|flag| given == flag.as_str());
    let secret = if arguments().all(|given| is_ours(&given)) { String::new() } else { format!("{}\n", texts.secret) };
    exit(USAGE, format!("{text}\n{secret}{}", texts.help))
}

/// What `--version` says: the program, the article in it, and the commit it was built from where the build says so.
fn version() -> String {
    let mut lines = vec![format!("vo-login-wizard {}", env!("CARGO_PKG_VERSION"))];
    if let Ok(article) = content::load(content::BUILT_IN) {
        lines.push(format!("article {} ({})", article.version, article.hash()));
    }
    if let Some(commit) = option_env!("VO_LOGIN_WIZARD_COMMIT") {
        lines.push(format!("commit {commit}"));
    }
    lines.join("\n")
}

/// What is wrong, by the names of our own flags alone.
fn complaint(error: &clap::Error) -> String {
    let texts = &words().usage;
    let (given, others) = (known(error, ContextKind::InvalidArg), known(error, ContextKind::PriorArg));
    let flag = given.first().map(String::as_str).unwrap_or_default();
    let of_flag = |text: &str| fill_in(text, &[("flag", flag)]);
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !flag.is_empty() => {
            match strings(error, ContextKind::ValidValue) {
                values if values.is_empty() => of_flag(&texts.needs),
                values => fill_in(&texts.one_of, &[("flag", flag), ("values", &values.join(", "))]),
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues if !flag.is_empty() => of_flag(&texts.takes_nothing),
        ErrorKind::UnknownArgument if is_flag(error) => match known(error, ContextKind::SuggestedArg).first() {
            Some(meant) => format!("{} {}", texts.unknown_flag, fill_in(&texts.did_you_mean, &[("flag", meant)])),
            None => texts.unknown_flag.clone(),
        },
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => texts.too_many.clone(),
        ErrorKind::ArgumentConflict if others.iter().any(|other| other == flag) => of_flag(&texts.once),
        ErrorKind::ArgumentConflict => match (given.first(), others.first()) {
            (Some(flag), Some(other)) => fill_in(&texts.together, &[("flag", flag), ("other", other)]),
            _ => match COMMANDS.into_iter().find(|it| arguments().any(|given| given == *it)) {
                Some(command) => fill_in(&texts.with_command, &[("command", command)]),
                None => texts.too_many.clone(),
            },
        },
        ErrorKind::MissingRequiredArgument if given.is_empty() => words().stats.no_file.clone(),
        ErrorKind::MissingRequiredArgument => fill_in(&texts.missing, &[("flag", &given.join(", "))]),
        ErrorKind::InvalidUtf8 => texts.no_text.clone(),
        _ => texts.not_understood.clone(),
    }
}

/// The flags of ours that an error speaks of; whatever else it holds is left out.
fn known(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    let flags = cli::flags();
    let name = |text: String| text.split([' ', '=']).next().map(str::to_owned);
    strings(error, kind).into_iter().filter_map(name).filter(|name| flags.contains(name)).collect()
}

/// Whether what is not known was written as a flag.
fn is_flag(error: &clap::Error) -> bool {
    strings(error, ContextKind::InvalidArg).first().is_some_and(|given| given.starts_with('-'))
}

fn strings(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
