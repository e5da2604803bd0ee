//! The flags, as people write them.

use std::path::PathBuf;

use clap::Parser;

/// Helps when Virtual Office takes your login and an integration (Click2Pop, ACT!, eAgent, Sugar CRM) refuses it.
#[derive(Debug, Parser)]
#[command(version, after_help = "Exit codes: 0 done, 1 failure, 2 usage, 4 faulty article, 128+n on a signal.")]
pub struct Cli {
    /// Start from what is known already: the answer KEY to the page NODE. May be given several times.
    #[arg(long, value_name = "NODE=KEY")]
    pub answer: Vec<String>,

    /// Walk the article in this file instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub article: Option<PathBuf>,
}
