//! What was written behind the program's name: read, or refused in our own words. An argument may be a password, given by
//! mistake: it is never repeated.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, FromArgMatches};

use vo_login_wizard::built_in::built_in;
use vo_login_wizard::cli::{self, Cli};
use vo_login_wizard::content::words;
use vo_login_wizard::content::words::fill_in;

use crate::{USAGE, exit};

/// The commands.
const COMMANDS: [&str; 2] = ["check", "stats"];

/// Reads the arguments; nothing where they only asked for help or the version, which was printed.
///
/// # Errors
/// Says what is wrong with them, and what to do when a password was among them.
pub fn read() -> anyhow::Result<Option<Cli>> {
    let cli = command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let error = match cli {
        Ok(cli) => return Ok(Some(cli)),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp => error.print()?,
        ErrorKind::DisplayVersion => writeln!(io::stdout(), "{}", version())?,
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => return Err(wrong_value(&error)),
        _ => return Err(refused(&complaint(&error))),
    }
    Ok(None)
}

/// The command line, where a variable that is set to nothing counts as not set.
fn command() -> Command {
    Cli::command().mut_args(unset_if_empty).mut_subcommands(|command| command.mut_args(unset_if_empty))
}

fn unset_if_empty(arg: Arg) -> Arg {
    let is_empty = |variable: &OsStr| std::env::var_os(variable).is_some_and(|value| value.is_empty());
    if arg.get_env().is_some_and(is_empty) { arg.env(Resettable::Reset) } else { arg }
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

/// What is wrong with the value of a flag, by the name it was given by: `{flag}` in the text is that of the flag, or of
/// the variable in its place. No argument was wrong then.
pub fn refused_value(flag: &str, text: &str, values: &[(&str, &str)]) -> anyhow::Error {
    let is_flag = |given: &str| given == flag || given.strip_prefix(flag).is_some_and(|rest| rest.starts_with('='));
    let is_written = arguments().any(|given| given.to_str().is_some_and(is_flag));
    let said = |name: &str| fill_in(text, &[&[("flag", name)], values].concat());
    match cli::variable(flag).filter(|_| !is_written) {
        Some(variable) => exit(USAGE, format!("{}\n{}", said(&variable), words().usage.help)),
        None => refused(&said(flag)),
    }
}

fn wrong_value(error: &clap::Error) -> anyhow::Error {
    let texts = &words().usage;
    match (known(error, ContextKind::InvalidArg).first(), strings(error, ContextKind::ValidValue)) {
        (None, _) => refused(&complaint(error)),
        // Of the flags only that for days has values of a kind.
        (Some(flag), _) if error.kind() == ErrorKind::ValueValidation => refused_value(flag, texts.days, &[]),
        (Some(flag), values) if values.is_empty() => refused_value(flag, texts.needs, &[]),
        (Some(flag), values) => refused_value(flag, texts.one_of, &[("values", &values.join(", "))]),
    }
}

/// What `--version` says: the program, the article in it, and the commit it was built from where the build says so.
fn version() -> String {
    let mut lines = vec![format!("vo-login-wizard {}", env!("CARGO_PKG_VERSION"))];
    let article = built_in();
    lines.push(format!("article {} ({})", article.version, article.hash()));
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
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues if !flag.is_empty() => of_flag(texts.takes_nothing),
        ErrorKind::UnknownArgument if is_flag(error) => match known(error, ContextKind::SuggestedArg).first() {
            Some(meant) => format!("{} {}", texts.unknown_flag, fill_in(texts.did_you_mean, &[("flag", meant)])),
            None => texts.unknown_flag.to_owned(),
        },
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => texts.too_many.to_owned(),
        ErrorKind::ArgumentConflict if others.iter().any(|other| other == flag) => of_flag(texts.once),
        ErrorKind::ArgumentConflict => match (given.first(), others.first()) {
            (Some(flag), Some(other)) => fill_in(texts.together, &[("flag", flag), ("other", other)]),
            _ => match COMMANDS.into_iter().find(|it| arguments().any(|given| given == *it)) {
                Some(command) => fill_in(texts.with_command, &[("command", command)]),
                None => texts.too_many.to_owned(),
            },
        },
        ErrorKind::MissingRequiredArgument if given.is_empty() => words().stats.no_file.to_owned(),
        ErrorKind::MissingRequiredArgument => fill_in(texts.missing, &[("flag", &given.join(", "))]),
        ErrorKind::InvalidUtf8 => texts.no_text.to_owned(),
        _ => texts.not_understood.to_owned(),
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
