//! The `check` command: judges one password, by the same rules and in the same words as the walk, and never repeats a
//! character of it.

use std::io::{self, Write};

use serde::Serialize;

use crate::content::words::fill_in;
use crate::content::{Article, Words};
use crate::plain::{ReadLine, speech};
use crate::terminal::{LineEnd, stop};
use crate::walk::page::PasswordBody;
use crate::walk::rule::{Integrations, RuleState};
use crate::walk::secret::{CAPACITY, Edit, Edited, Secret};
use crate::walk::{Draft, judge};

/// What came of a check.
#[derive(Debug, PartialEq, Eq)]
pub enum Checked {
    /// Every rule is kept, and the integrations verdict is not `trouble`.
    Yes,
    No,
    /// There was nothing to judge, for this reason.
    Refused(String),
    Signal(i32),
}

/// The verdict as `--json` writes it; stable, and described in the README.
#[derive(Serialize)]
struct Report {
    schema: u8,
    keeps_rules: bool,
    integrations: &'static str,
    rules: Vec<Rule>,
    cautions: Vec<Caution>,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    state: &'static str,
}

#[derive(Serialize)]
struct Caution {
    id: &'static str,
}

/// How a check is asked for.
pub struct Request<'r> {
    pub username: Option<&'r str>,
    pub json: bool,
    /// Input is a terminal: the password is typed there and not shown.
    pub is_terminal: bool,
}

/// Reads one password and judges it. The verdict goes to `out`, the prompt to `messages`.
///
/// # Errors
/// When the input cannot be read or the output is gone.
pub fn run(
    article: &Article,
    words: &Words,
    request: &Request<'_>,
    input: &mut impl ReadLine,
    (out, messages): (&mut impl Write, &mut impl Write),
) -> io::Result<Checked> {
    let mut draft = Draft::default();
    let fits = |c| draft.username.edit(Edit::Insert(c)) == Edited::Done;
    if !request.username.unwrap_or_default().chars().all(fits) {
        let capacity = CAPACITY.to_string();
        return Ok(Checked::Refused(fill_in(&words.check.username_too_long, &[("capacity", &capacity)])));
    }
    if let Some(refused) = read(&mut draft.password, words, request, input, messages)? {
        return Ok(refused);
    }
    let Some(body) = judge(article, &draft) else {
        return Ok(Checked::Refused(words.check.no_password_page.clone()));
    };
    drop(draft);
    if request.json {
        let report = serde_json::to_string(&report(&body)).map_err(io::Error::other)?;
        writeln!(out, "{report}")?;
    } else {
        speech::verdict(&body, words).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    let kept = body.count(RuleState::Unmet) == 0 && body.integrations != Integrations::Trouble;
    Ok(if kept { Checked::Yes } else { Checked::No })
}

fn report(body: &PasswordBody<'_>) -> Report {
    Report {
        schema: 1,
        keeps_rules: body.count(RuleState::Unmet) == 0,
        integrations: body.integrations.name(),
        rules: body.rules.iter().map(|rule| Rule { id: rule.id, state: rule.state.name() }).collect(),
        cautions: body.cautions.iter().map(|(caution, _)| Caution { id: caution.name() }).collect(),
    }
}

/// Reads the password straight into its buffer; returns what was wrong with the input, if anything was.
fn read(
    password: &mut Secret,
    words: &Words,
    request: &Request<'_>,
    input: &mut impl ReadLine,
    messages: &mut impl Write,
) -> io::Result<Option<Checked>> {
    let refused = |text: &str| Ok(Some(Checked::Refused(fill_in(text, &[("capacity", &CAPACITY.to_string())]))));
    loop {
        if request.is_terminal {
            input.hide();
            writeln!(messages, "{}", words.check.prompt)?;
        }
        // A carriage return and a line feed are one line end: the first is held back until it is clear.
        let (mut full, mut held, mut second_line) = (false, false, false);
        let end = input.read(request.is_terminal, &mut |character| {
            second_line |= held;
            held = character == '\r';
            full |= !held && password.edit(Edit::Insert(character)) == Edited::Full;
        })?;
        let (broken, more) = match end {
            LineEnd::Signal(signal) => return Ok(Some(Checked::Signal(signal))),
            LineEnd::Suspend => {
                password.wipe();
                stop();
                writeln!(messages, "{}", words.notice.wiped)?;
                continue;
            }
            LineEnd::Input { empty: true, .. } if request.is_terminal => return refused(&words.check.nothing),
            LineEnd::Input { broken, .. } => (broken, false),
            LineEnd::Newline { broken } => (broken, !request.is_terminal && has_more(input)?),
        };
        return match () {
            () if broken => refused(&words.check.broken),
            () if second_line || more => refused(&words.check.second_line),
            () if full => refused(&words.check.too_long),
            () => Ok(None),
        };
    }
}

/// Whether anything comes after the first line end.
fn has_more(input: &mut impl ReadLine) -> io::Result<bool> {
    let end = input.read(false, &mut |_| {})?;
    Ok(!matches!(end, LineEnd::Input { empty: true, .. }))
}
