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
    pub walk: Walk,
}

/// The flags of the walk.
#[derive(Debug, Args)]
pub struct Walk {
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
