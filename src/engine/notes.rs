//! Case notes: what was asked and answered, and what to do next. They hold no password, no username and nothing that
//! was typed into a field but the notes themselves; times and the program's version are handed in.

use serde::Serialize;

use crate::content::words::fill_in;
use crate::content::{Node, Words};

use super::page::{Body, Mark};
use super::path::{Answer, key_of};
use super::{Role, Session, say};

/// What the notes say of the time: the engine reads no clock.
#[derive(Debug, Clone)]
pub struct Times {
    /// When the walk began: local time with its offset, as in RFC 3339.
    pub started: String,
    /// How long it took, in seconds.
    pub seconds: u64,
}

/// Tells when the walk began and how long it took.
pub type Clock<'c> = &'c dyn Fn() -> Times;

/// The notes of one walk, as `--notes FILE.json` writes them; stable, and described in the README.
#[derive(Debug, Serialize)]
pub struct CaseNotes {
    pub schema: u8,
    pub program: String,
    pub article: ArticleNotes,
    pub role: &'static str,
    pub started: String,
    pub seconds: u64,
    pub path: Vec<StepNotes>,
    pub changed: Vec<String>,
    pub open: Vec<String>,
    pub steps: Vec<MarkNotes>,
    pub told: bool,
    pub cause: Option<String>,
    pub ending: EndingNotes,
    pub next: Vec<String>,
    #[serde(skip)]
    spoken: Spoken,
}

#[derive(Debug, Serialize)]
pub struct ArticleNotes {
    pub title: String,
    pub version: String,
    /// The first 12 hex digits of the SHA-256 of the article's file.
    pub hash: String,
}

#[derive(Debug, Serialize)]
pub struct StepNotes {
    pub node: String,
    pub answer: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct MarkNotes {
    pub node: String,
    pub step: String,
    pub state: &'static str,
}

#[derive(Debug, Serialize)]
pub struct EndingNotes {
    pub node: String,
    pub class: &'static str,
}

/// The same as sentences, for the text form.
#[derive(Debug, Default)]
struct Spoken {
    path: Vec<(String, String)>,
    class: String,
    say: String,
    cause: Option<String>,
}

impl CaseNotes {
    /// The notes of a walk that has come to an ending; `None` before.
    pub fn of(session: &Session<'_>, times: &Times, words: &Words) -> Option<CaseNotes> {
        let page = session.page();
        let Body::Ending(ending) = &page.body else { return None };
        let article = session.article();
        let name = |node| article.node(node).head().name.clone();
        let step = |(node, answer): &(_, Answer)| StepNotes {
            node: name(*node),
            answer: key_of(article.node(*node), *answer).map(str::to_owned),
            note: session.note_at(*node).map(str::to_owned),
        };
        let mut path: Vec<StepNotes> = session.path.answered.iter().map(step).collect();
        let last = session.path.at;
        path.push(StepNotes { node: name(last), answer: None, note: session.note_at(last).map(str::to_owned) });
        let on_path = session.path.nodes();
        let spoken = Spoken {
            path: page
                .trail
                .iter()
                .map(|step| (step.about.to_owned(), say::answered(&step.answer, words).to_owned()))
                .collect(),
            class: say::class(ending.class, words).to_owned(),
            say: page.ask.text.clone(),
            cause: ending.cause.as_ref().map(|cause| cause.text.clone()),
        };
        Some(CaseNotes {
            schema: 1,
            program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
            article: ArticleNotes {
                title: article.title.clone(),
                version: article.version.clone(),
                hash: article.hash.clone(),
            },
            role: match session.role() {
                Role::User => "user",
                Role::Agent => "agent",
            },
            started: times.started.clone(),
            seconds: times.seconds,
            path,
            changed: session.changed.iter().filter(|node| on_path.contains(node)).map(|node| name(*node)).collect(),
            open: session.open_nodes().into_iter().map(name).collect(),
            steps: steps(session),
            told: session.told,
            cause: session.path.cause(article).map(|cause| article.cause(cause).name.clone()),
            ending: EndingNotes { node: name(last), class: ending.class.name() },
            next: {
                let told = session.told.then(|| say::told_as_text(ending.class, words).clone());
                told.into_iter().chain(ending.now.iter().map(|now| now.text.clone())).collect()
            },
            spoken,
        })
    }

    /// The notes as JSON, with a line end.
    ///
    /// # Errors
    /// None that is known: every field can be written.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }

    /// The notes as they read well in a ticket.
    pub fn text(&self, words: &Words) -> String {
        let words = &words.notes;
        let mut lines = vec![words.title.clone()];
        let mut line = |text: &str, values: &[(&str, &str)]| lines.push(fill_in(text, values));
        line(&words.started, &[("started", &self.started), ("seconds", &self.seconds.to_string())]);
        line(
            &words.article,
            &[("title", &self.article.title), ("version", &self.article.version), ("hash", &self.article.hash)],
        );
        line(&words.program, &[("program", &self.program), ("role", self.role)]);
        line(&words.path, &[]);
        for (step, (about, answer)) in self.path.iter().zip(&self.spoken.path) {
            let changed = if self.changed.contains(&step.node) { words.changed.as_str() } else { "" };
            let open = if self.open.contains(&step.node) { words.open.as_str() } else { "" };
            line(&words.answer, &[("about", about), ("answer", answer), ("changed", changed), ("open", open)]);
        }
        for step in &self.path {
            if let Some(note) = &step.note {
                line(&words.note, &[("node", &step.node), ("note", note)]);
            }
        }
        for node in dedup(self.steps.iter().map(|step| step.node.as_str())) {
            let count = |state| self.steps.iter().filter(|step| step.node == node && step.state == state).count();
            let listed = |state| {
                let all = self.steps.iter().filter(|step| step.node == node && step.state == state);
                all.map(|step| step.step.as_str()).collect::<Vec<_>>().join(", ")
            };
            line(&words.steps, &[("node", node), ("done", &count("done").to_string())]);
            for (state, text) in
                [("not-shown", &words.not_shown), ("skipped", &words.skipped), ("open", &words.unmarked)]
            {
                if count(state) > 0 {
                    line(text, &[("steps", &listed(state))]);
                }
            }
        }
        if self.told {
            line(&words.told, &[]);
        }
        line(&words.cause, &[("cause", self.spoken.cause.as_deref().unwrap_or(&words.no_cause))]);
        line(&words.ending, &[("class", &self.spoken.class), ("say", &self.spoken.say)]);
        self.next.iter().for_each(|next| line(&words.next, &[("next", next)]));
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n") + "\n"
    }
}

fn dedup<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut all: Vec<&str> = names.collect();
    all.dedup();
    all
}

/// What became of each step of each checklist on the path.
fn steps(session: &Session<'_>) -> Vec<MarkNotes> {
    let article = session.article();
    let mut steps = Vec::new();
    for (node, answer) in &session.path.answered {
        let Node::Checklist(checklist) = article.node(*node) else { continue };
        for (place, step) in article.steps(checklist.steps).iter().enumerate() {
            let state = match (session.mark_at(*node, place), answer) {
                (Some(Mark::Done), _) => "done",
                (Some(Mark::NotShown), _) => "not-shown",
                (None, Answer::Unfinished) => "skipped",
                // Said as a whole, as by `--answer reset=done`.
                (None, Answer::Done) => "done",
                (None, Answer::Choice(_) | Answer::Checked | Answer::Later) => "open",
            };
            steps.push(MarkNotes { node: checklist.head.name.clone(), step: step.key.clone(), state });
        }
    }
    steps
}

/// Whether a note looks like a credential or a reset link, so that it is questioned before it is kept: a word that
/// keeps the password rules, "password is …", or a long link.
pub fn looks_secret(note: &str) -> bool {
    const LONG_LINK: usize = 40;
    let lower = note.to_lowercase();
    let says_it = |secret: &str| {
        let mut places = lower.match_indices(secret);
        places
            .any(|(place, _)| is_word(&lower, place) && is_given(lower.get(place + secret.len()..).unwrap_or_default()))
    };
    let keeps_rules = |word: &str| {
        let has = |test: fn(char) -> bool| word.chars().any(test);
        word.chars().count() >= 8
            && has(|c| c.is_ascii_lowercase())
            && has(|c| c.is_ascii_uppercase())
            && has(|c| c.is_ascii_digit())
            && has(|c| !c.is_alphanumeric())
    };
    let is_link = |word: &str| word.contains("://") && word.chars().count() >= LONG_LINK;
    SECRETS.iter().any(|secret| says_it(secret))
        || note.split_whitespace().any(|word| keeps_rules(word) || is_link(word))
}

/// What a note must not hold, as it is called.
const SECRETS: [&str; 12] = [
    "password",
    "passphrase",
    "passcode",
    "passwd",
    "pass",
    "pwd",
    "pw",
    "pin",
    "security answer",
    "security code",
    "passwort",
    "kennwort",
];
/// What comes after "the password is" where it is spoken of, and not given.
const SPOKEN_OF: [&str; 24] = [
    "not",
    "still",
    "now",
    "too",
    "being",
    "refused",
    "rejected",
    "accepted",
    "wrong",
    "right",
    "correct",
    "changed",
    "reset",
    "expired",
    "forgotten",
    "lost",
    "saved",
    "unknown",
    "known",
    "new",
    "old",
    "ok",
    "fine",
    "locked",
];

/// Whether a word begins at this place.
fn is_word(text: &str, place: usize) -> bool {
    !text.get(..place).unwrap_or_default().ends_with(char::is_alphanumeric)
}

/// Whether what follows the name of a secret gives it: "is …", ": …" or "= …".
fn is_given(after: &str) -> bool {
    let after = after.trim_start();
    let value = ["is ", "ist ", "was ", ":", "="].iter().find_map(|sign| after.strip_prefix(sign));
    let first = |value: &str| value.split_whitespace().next().map(|word| word.trim_matches([',', '.', ';']).to_owned());
    value.and_then(first).is_some_and(|word| !word.is_empty() && !SPOKEN_OF.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_looks_like_a_credential_or_a_reset_link_is_told_apart() {
        for (note, secret) in [
            ("caller will ring back at noon", false),
            ("ticket 12345, Click2Pop 7.1", false),
            ("asked for the password policy", false),
            ("her password is swordfish", true),
            ("Password: swordfish", true),
            ("uses P@ssw0rd1 everywhere", true),
            ("short P@1a", false),
            ("pw: hunter2", true),
            ("pwd=hunter2", true),
            ("passwd was Summer2026", true),
            ("passphrase is blue horse", true),
            ("security answer: Rex", true),
            ("Passwort: Geheim1", true),
            ("pin = 1234", true),
            ("The password is not accepted by ACT!", false),
            ("password is refused by Sugar CRM", false),
            ("new password: not yet chosen", false),
            ("spin: 3", false),
            ("compass: north", false),
            ("password:", false),
            ("https://sso.8x8.com/reset?token=0123456789abcdef0123", true),
            ("see https://8x8.com", false),
        ] {
            assert_eq!(looks_secret(note), secret, "{note}");
        }
    }
}
