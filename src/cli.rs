//! The flags and commands, as people write them, and what `--help` says of them.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

const ON_A_CALL: &str = "On a call";
const HOW_IT_LOOKS: &str = "How it looks";
const WHAT_IS_SAVED: &str = "What is saved";
const FOR_AUTHORS: &str = "For authors";

/// Of a run and of `stats`.
const LOG: &str = "VO_LOGIN_WIZARD_LOG";
/// Of a run and of `check`.
const ARTICLE: &str = "VO_LOGIN_WIZARD_ARTICLE";

/// What it is comes first, then what to type.
const TEMPLATE: &str = "{about-with-newline}\n{before-help}{all-args}{after-help}";

const EXAMPLES: &str = "\
Just run it:
  vo-login-wizard           Start, or carry on where you stopped
  vo-login-wizard --agent   Help a caller: words to read aloud, and case notes
  vo-login-wizard check     Try out one password: it is neither shown nor saved
  vo-login-wizard stats     Count the calls of a desk's logs and case notes";

const LONG_AFTER: &str = "\
Environment:
  NO_COLOR                No colours
  TERM=dumb, or not set   Plain mode
  ACCESSIBLE=1            Plain mode, in whole lines for a screen reader
  VO_LOGIN_WIZARD_ROLE    And others named above: as their flags, which win
  VO_LOGIN_WIZARD_MODE    Plain mode, if it says plain
  LC_ALL, LC_CTYPE, LANG  ASCII characters only, unless one says UTF-8
  XDG_STATE_HOME          Where your place is saved, if not in ~/.local/state

Files:
  ~/.local/state/vo-login-wizard/
      Your answers and notes, so that you can carry on, and the calls that an
      agent parked. Only you can read them.
      On a Mac they are in ~/Library/Application Support, on Windows in %LOCALAPPDATA%.
  No password and no username is ever written to a file.

Exit codes:
  0      Done
  1      It failed, and said why
  2      The flags are wrong
  3      check says no
  4      The article of --article has faults
  5      Left before an ending, and nothing was saved, parked or written
  128+n  Ended by signal n: 130 is Ctrl-C";

/// Helps you when 8x8 Virtual Office takes your password, but Click2Pop, ACT!, eAgent or Sugar CRM refuses it.
///
/// It asks a few questions, one at a time, and then says what to do. Nothing you type is sent anywhere.
#[derive(Debug, Parser)]
#[command(
    version,
    help_template = TEMPLATE,
    before_help = EXAMPLES,
    after_long_help = LONG_AFTER,
    max_term_width = 80,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    args_conflicts_with_subcommands = true,
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub walk: WalkFlags,

    #[command(flatten)]
    pub about: About,
}

/// The flags that only tell about the program.
#[derive(Debug, Args)]
pub struct About {
    /// Show the help: -h what is needed most, --help all of it.
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "About", display_order = 90)]
    help: Option<bool>,

    /// Show which version this is.
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "About", display_order = 91)]
    version: Option<bool>,
}

/// The flags of the walk.
#[derive(Debug, Args)]
pub struct WalkFlags {
    /// Begin with what you know, as in integration=act.
    ///
    /// The page and the answer are named as in the case notes. You can give it several times.
    #[arg(long, value_name = "PAGE=ANSWER", help_heading = ON_A_CALL, display_order = 2)]
    pub answer: Vec<String>,

    /// One line after the other, as for screen readers.
    ///
    /// It is plain mode: for screen readers, Braille displays, pipes and simple terminals.
    #[arg(long, help_heading = HOW_IT_LOOKS, display_order = 10)]
    pub plain: bool,

    /// Use colours always, never, or when the terminal wants them (auto).
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = HOW_IT_LOOKS, display_order = 11)]
    #[arg(hide_possible_values = true, hide_default_value = true, hide_short_help = true)]
    pub color: Color,

    /// Use plain ASCII characters only, where others do not show well.
    #[arg(long, help_heading = HOW_IT_LOOKS, hide_short_help = true, display_order = 12)]
    pub ascii: bool,

    #[command(flatten)]
    pub records: Records,

    /// Use this article in place of the built-in one.
    #[arg(long, value_name = "FILE", env = ARTICLE, hide_env_values = true)]
    #[arg(help_heading = FOR_AUTHORS, hide_short_help = true, display_order = 30)]
    pub article: Option<PathBuf>,
}

/// The role, the notes and what is kept.
#[derive(Debug, Args)]
pub struct Records {
    /// Help a caller: words to read aloud, and case notes.
    ///
    /// No page of an agent takes a password.
    #[arg(long, help_heading = ON_A_CALL, display_order = 1)]
    pub agent: bool,

    /// Whose words to begin with: user or agent.
    ///
    /// --agent is short for the second, and wins.
    #[arg(long, value_name = "ROLE", env = "VO_LOGIN_WIZARD_ROLE", hide_env_values = true)]
    #[arg(hide_possible_values = true, help_heading = ON_A_CALL, hide_short_help = true, display_order = 1)]
    pub role: Option<Whose>,

    /// Write case notes to this file at the end.
    ///
    /// They are JSON if its name ends in .json, Markdown if in .md, else text. With - they are printed.
    #[arg(long, value_name = "FILE", help_heading = ON_A_CALL, display_order = 3)]
    pub notes: Option<PathBuf>,

    /// Go on where these case notes (JSON) stop.
    ///
    /// They may be of another computer, or of a call that was broken off.
    #[arg(long = "continue", value_name = "FILE.json", help_heading = ON_A_CALL, display_order = 2)]
    #[arg(conflicts_with_all = ["answer", "fresh"], hide_short_help = true)]
    pub continued: Option<PathBuf>,

    /// With --notes -: print them as text, markdown or json.
    ///
    /// Of a file its name decides: with another format it is refused.
    #[arg(long, value_name = "FORMAT", requires = "notes", help_heading = ON_A_CALL)]
    #[arg(hide_possible_values = true, hide_short_help = true, display_order = 4)]
    pub format: Option<NotesFormat>,

    /// Add one line to this file when a call is over: what the notes hold, as JSON.
    ///
    /// Several people can use one file on a share. With - the lines are printed at the end.
    #[arg(long, value_name = "FILE", env = LOG, hide_env_values = true)]
    #[arg(help_heading = ON_A_CALL, hide_short_help = true, display_order = 5)]
    pub log: Option<PathBuf>,

    /// Replace the file of --notes if it is there already.
    #[arg(long, requires = "notes", help_heading = ON_A_CALL, hide_short_help = true, display_order = 5)]
    pub force: bool,

    /// Write case notes of each call to this folder, named by date, time, program and ending.
    ///
    /// What you save yourself goes there, too, if you name no other folder. With `--notes` they go where that says
    /// instead.
    #[arg(long, value_name = "DIR", env = "VO_LOGIN_WIZARD_NOTES_FOLDER", hide_env_values = true)]
    #[arg(help_heading = ON_A_CALL, hide_short_help = true, display_order = 5)]
    pub notes_folder: Option<PathBuf>,

    /// The ticket number of the call.
    ///
    /// If a call with this number is parked, it is offered. It is never a name and never a password.
    #[arg(long = "ref", value_name = "NUMBER", help_heading = ON_A_CALL, display_order = 2)]
    pub reference: Option<String>,

    /// Ask nothing: go by the answers given, and print what came of it.
    #[arg(long, help_heading = ON_A_CALL, hide_short_help = true, display_order = 6)]
    pub no_input: bool,

    /// Start from the beginning.
    #[arg(long, help_heading = WHAT_IS_SAVED, display_order = 20)]
    pub fresh: bool,

    /// Save nothing for a later start.
    #[arg(long, help_heading = WHAT_IS_SAVED, hide_short_help = true, display_order = 21)]
    pub no_state: bool,

    /// With --agent: drop parked calls after so many days, else after 7.
    #[arg(long, value_name = "DAYS", default_value_t = 7, hide_default_value = true, value_parser = clap::value_parser!(u16).range(1..=365))]
    #[arg(env = "VO_LOGIN_WIZARD_KEEP_DAYS", hide_env_values = true)]
    #[arg(help_heading = WHAT_IS_SAVED, hide_short_help = true, display_order = 22)]
    pub keep_days: u16,
}

impl Records {
    /// Whether it begins in the agent's role. A flag wins over the variable.
    pub fn is_agent(&self) -> bool {
        self.agent || self.role == Some(Whose::Agent)
    }
}

/// The role, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Whose {
    User,
    Agent,
}

/// How notes are written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    Text,
    Markdown,
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
    /// Try out one password: it asks for it and does not show it, or reads one line from a pipe.
    ///
    /// It says whether the password has all that is asked for, and whether it is likely to give trouble. Exit code 0 is
    /// yes and 3 is no. Never write the password behind the command: your shell keeps what you write there.
    // The examples name it.
    #[command(
        hide = true,
        help_template = TEMPLATE,
        before_help = CHECK_EXAMPLES,
        disable_help_flag = true,
    )]
    Check(Check),

    /// Count what many calls have in common: how they ended, where people get stuck, how long they took.
    ///
    /// It reads case notes in JSON and logs of --log. A line that is no record is named and left out.
    #[command(
        hide = true,
        help_template = TEMPLATE,
        before_help = STATS_EXAMPLES,
        disable_help_flag = true,
    )]
    Stats(Stats),
}

const CHECK_EXAMPLES: &str = "\
Run it so:
  vo-login-wizard check                    Asks for the password
  vo-login-wizard check --username jane    Compares it with the username, too";

const STATS_EXAMPLES: &str = "\
Run it so:
  vo-login-wizard stats calls.jsonl          Counts the calls of a log
  vo-login-wizard stats --json notes/*.json  Counts those of case notes, for scripts";

#[derive(Debug, Args)]
pub struct Stats {
    /// A log, or case notes in JSON. You can give several.
    #[arg(value_name = "FILE", required = true, env = LOG, hide_env_values = true, help_heading = "Files")]
    pub files: Vec<PathBuf>,

    /// Print the counts as JSON, for scripts.
    #[arg(long, help_heading = "Flags")]
    pub json: bool,

    /// Show this help.
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "Flags")]
    help: Option<bool>,
}

#[derive(Debug, Args)]
pub struct Check {
    /// The username, which the password must not be.
    #[arg(long, value_name = "NAME", help_heading = "Flags")]
    pub username: Option<String>,

    /// Print the result as JSON, for scripts.
    #[arg(long, help_heading = "Flags")]
    pub json: bool,

    /// Check by the rules of the article in this file.
    #[arg(long, value_name = "FILE", env = ARTICLE, hide_env_values = true, help_heading = "Flags")]
    pub article: Option<PathBuf>,

    /// Show this help.
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "Flags")]
    help: Option<bool>,
}

/// The environment variable that can stand in for a flag.
pub fn variable(flag: &str) -> Option<String> {
    let cli = Cli::command();
    let arg = cli.get_arguments().find(|arg| arg.get_long() == flag.strip_prefix("--"))?;
    arg.get_env().map(|name| name.to_string_lossy().into_owned())
}

/// Every flag that there is, as it is written.
pub fn flags() -> Vec<String> {
    let cli = Cli::command();
    let commands = [&cli].into_iter().chain(cli.get_subcommands());
    let names = commands.flat_map(clap::Command::get_arguments).filter_map(clap::Arg::get_long);
    names.map(|name| format!("--{name}")).collect()
}
