//! The `check` command: judges one password, by the same rules and in the same words as the walk, and never repeats a
//! character of it.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::content::words::fill_in;
use crate::content::{Article, Node, RulesId, Text, words};
use crate::json::{Field, Layout, to_json, written};
use crate::page::{Said, Typed, judged};
use crate::plain::{ReadLine, speech};
use crate::terminal::{LineEnd, stop};
use crate::walk::Draft;
use crate::walk::path::reachable;
use crate::walk::rule::{Integrations, Judgement};
use crate::walk::secret::{CAPACITY, Edit, Edited, Secret};

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

struct Rule {
    id: &'static str,
    state: &'static str,
}

struct Caution {
    id: &'static str,
}

to_json! {
    Rule { id, state }
    Caution { id }
}

/// How a check is asked for.
pub struct Request<'r> {
    pub username: Option<&'r str>,
    pub json: bool,
    /// Input is a terminal: the password is typed there and not shown.
    pub is_terminal: bool,
    /// Where the prompt goes.
    pub messages: &'r mut dyn Write,
}

/// Reads one password and judges it by the rules of the article's first password page. The verdict goes to `out`.
///
/// # Errors
/// When the input cannot be read or the output is gone.
pub fn run(
    article: &Article,
    mut request: Request<'_>,
    mut input: impl ReadLine,
    out: &mut impl Write,
) -> io::Result<Checked> {
    let Some(rules) = first_rules(article) else { return Ok(refused(words().check.no_password_page)) };
    let mut draft = Draft::default();
    let fits = |character| draft.username.edit(Edit::Insert(character)) == Edited::Done;
    if !request.username.unwrap_or_default().chars().all(fits) {
        return Ok(refused(words().check.username_too_long));
    }
    if let Some(came) = read(&mut draft.password, &mut request, &mut input)? {
        return Ok(came);
    }
    // From here on a signal ends the program, whoever reads the verdict.
    drop(input);
    let judgement = Judgement::of(article, rules, &draft);
    let lines = match request.json {
        true => vec![json(article, rules, &judgement)],
        false => {
            speech::verdict(&judged(article, rules, Typed { draft: &draft, program: None }, |text| said(article, text)))
        }
    };
    drop(draft);
    for line in lines {
        writeln!(out, "{line}")?;
    }
    let is_kept = judgement.keeps_rules() && judgement.integrations() != Integrations::Trouble;
    Ok(if is_kept { Checked::Yes } else { Checked::No })
}

/// The rules of the first password page that answers lead to.
fn first_rules(article: &Article) -> Option<RulesId> {
    reachable(article, article.start()).into_iter().find_map(|node| match article.node(node) {
        Node::Password(password) => Some(password.rules),
        Node::Question(_) | Node::Checklist(_) | Node::Ending(_) => None,
    })
}

/// A text as it stands: no answers were given that could fill its blanks.
fn said<'a>(article: &'a Article, text: &'a Text) -> Said<'a> {
    let whole = |text: &String| fill_in(text, &[]).into();
    let shown: Cow<'_, str> = whole(&text.text);
    Said {
        text: shown.clone(),
        aloud: text.aloud.as_ref().map(whole),
        shown,
        is_said: false,
        source: article.source(text.source),
    }
}

/// The verdict as `--json` writes it; stable, and described in the README.
fn json(article: &Article, rules: RulesId, judgement: &Judgement) -> String {
    let rules = article.rules(rules).rules.iter().zip(&judgement.rules);
    let rules = rules.map(|(rule, state)| Rule { id: rule.kind.name().name(), state: state.name() });
    let cautions = judgement.cautions.iter().map(|caution| Caution { id: caution.name() });
    let fields: &[Field<'_>] = &[
        ("schema", &1_u8),
        ("keeps_rules", &judgement.keeps_rules()),
        ("integrations", &judgement.integrations().name()),
        ("rules", &rules.collect::<Vec<_>>()),
        ("cautions", &cautions.collect::<Vec<_>>()),
    ];
    written(fields, Layout::Line)
}

/// There was nothing to judge.
fn refused(text: &str) -> Checked {
    Checked::Refused(fill_in(text, &[("capacity", &CAPACITY.to_string())]))
}

/// Reads the password straight into its buffer; returns what came of it where there is nothing to judge.
fn read(password: &mut Secret, request: &mut Request<'_>, input: &mut impl ReadLine) -> io::Result<Option<Checked>> {
    let words = &words().check;
    loop {
        if request.is_terminal {
            input.hide();
            writeln!(request.messages, "{}", words.prompt)?;
        }
        let mut full = false;
        let end = input.read(request.is_terminal, &mut |character| {
            full |= password.edit(Edit::Insert(character)) == Edited::Full;
        })?;
        let (broken, more) = match end {
            LineEnd::Signal(signal) => return Ok(Some(Checked::Signal(signal))),
            LineEnd::Suspend => {
                password.wipe();
                stop();
                writeln!(request.messages, "{}", crate::content::words().notice.wiped)?;
                continue;
            }
            LineEnd::Control => return Ok(Some(refused(words.control))),
            LineEnd::Input { empty: true, .. } => return Ok(Some(refused(words.nothing))),
            LineEnd::Input { broken, .. } => (broken, false),
            LineEnd::Newline { broken } => (broken, !request.is_terminal && has_more(input)?),
        };
        let wrong = match () {
            () if broken => words.broken,
            () if more => words.second_line,
            () if full => words.too_long,
            () => return Ok(None),
        };
        return Ok(Some(refused(wrong)));
    }
}

/// Whether anything comes after the first line end.
fn has_more(input: &mut impl ReadLine) -> io::Result<bool> {
    let end = input.read(false, &mut |_| {})?;
    Ok(!matches!(end, LineEnd::Input { empty: true, .. }))
}
