//! The flags and commands, as people write them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Helps when Virtual Office takes your login and an integration (Click2Pop, ACT!, eAgent, Sugar CRM) refuses it.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 done, 1 failure, 2 usage, 3 `check` says no, 4 faulty article, 128+n on a signal.",
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub walk: WalkFlags,
}

/// The flags of the walk.
#[derive(Debug, Args)]
pub struct WalkFlags {
    /// Start from what is known already: the answer KEY to the page NODE. May be given several times.
    #[arg(long, value_name = "NODE=KEY")]
    pub answer: Vec<String>,

    /// Walk the article in this file instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub article: Option<PathBuf>,

    /// One sentence at a time, without a full screen: for screen readers, pipes and simple terminals.
    #[arg(long)]
    pub plain: bool,

    /// Whether to use colours. Without the flag, NO_COLOR and TERM=dumb turn them off.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Use ASCII characters only. Without the flag, the locale decides.
    #[arg(long)]
    pub ascii: bool,

    #[command(flatten)]
    pub records: Records,
}

/// The role, the notes and what is kept.
#[derive(Debug, Args)]
pub struct Records {
    /// Begin in the agent's role: wording to read aloud, and no page that takes a password.
    #[arg(long)]
    pub agent: bool,

    /// Ask nothing: walk to the ending by the answers given, and print the summary or the notes.
    #[arg(long)]
    pub no_input: bool,

    /// Write case notes to FILE at the end: JSON for a name that ends in .json, `-` for standard output.
    #[arg(long, value_name = "FILE")]
    pub notes: Option<PathBuf>,

    /// The format of notes on standard output.
    #[arg(long, value_name = "FORMAT", default_value = "text", requires = "notes")]
    pub format: NotesFormat,

    /// Replace the file of the notes where it exists already.
    #[arg(long, requires = "notes")]
    pub force: bool,

    /// Begin anew, without the offer to go on with the last walk.
    #[arg(long)]
    pub fresh: bool,

    /// Keep nothing of this walk for a later start.
    #[arg(long, conflicts_with = "keep")]
    pub no_state: bool,

    /// Keep the walk in the agent's role too.
    #[arg(long)]
    pub keep: bool,
}

/// How notes are written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    Text,
    Json,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check one password: typed without being shown, or one line of standard input.
    Check {
        /// The username that the password must differ from.
        #[arg(long, value_name = "NAME")]
        username: Option<String>,

        /// Write the verdict as JSON.
        #[arg(long)]
        json: bool,

        /// Check by the rules of the article in this file.
        #[arg(long, value_name = "FILE")]
        article: Option<PathBuf>,
    },
}
