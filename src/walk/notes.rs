//! Case notes: what was asked and answered, and what to do next. They hold no password, no username and nothing that
//! was typed into a field but the notes themselves; times and the program's version are handed in.

use serde::Serialize;

use crate::content::words::fill_in;
use crate::content::{Node, Words};

use super::page::{Body, Mark};
use super::path::{Answer, key_of};
use super::{Role, Walk, say};

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
    pub fn of(walk: &Walk<'_>, times: &Times, words: &Words) -> Option<CaseNotes> {
        let page = walk.page();
        let Body::Ending(ending) = &page.body else { return None };
        let article = walk.article();
        let name = |node| article.node(node).head().name.clone();
        let step = |(node, answer): &(_, Answer)| StepNotes {
            node: name(*node),
            answer: key_of(article.node(*node), *answer).map(str::to_owned),
            note: walk.note_at(*node).map(str::to_owned),
        };
        let mut path: Vec<StepNotes> = walk.path.answered.iter().map(step).collect();
        let last = walk.path.at;
        path.push(StepNotes { node: name(last), answer: None, note: walk.note_at(last).map(str::to_owned) });
        let on_path = walk.path.nodes();
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
                hash: article.hash().to_owned(),
            },
            role: match walk.role() {
                Role::User => "user",
                Role::Agent => "agent",
            },
            started: times.started.clone(),
            seconds: times.seconds,
            path,
            changed: walk.changed.iter().filter(|node| on_path.contains(node)).map(|node| name(*node)).collect(),
            open: walk.open_nodes().into_iter().map(name).collect(),
            steps: steps(walk),
            told: walk.told,
            cause: walk.path.cause(article).map(|cause| article.cause(cause).name.clone()),
            ending: EndingNotes { node: name(last), class: ending.class.name() },
            next: {
                let told = walk.told.then(|| say::told_as_text(ending.class, words).clone());
                told.into_iter()
                    .chain(say::unmarked_as_text(ending, words))
                    .chain(ending.now.iter().map(|now| now.text.clone()))
                    .collect()
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

    /// What the page of this name is about.
    fn about<'n>(&'n self, node: &'n str) -> &'n str {
        let place = self.path.iter().position(|step| step.node == node);
        place.and_then(|place| self.spoken.path.get(place)).map_or(node, |(about, _)| about.as_str())
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
                // The last of them is the ending, which has no answer.
                let about = if step.answer.is_none() { self.spoken.class.as_str() } else { self.about(&step.node) };
                line(&words.note, &[("about", about), ("note", note)]);
            }
        }
        for node in dedup(self.steps.iter().map(|step| step.node.as_str())) {
            let count = |state| self.steps.iter().filter(|step| step.node == node && step.state == state).count();
            let listed = |state| {
                let all = self.steps.iter().filter(|step| step.node == node).zip(1_usize..);
                let all = all.filter(|(step, _)| step.state == state);
                all.map(|(_, number)| number.to_string()).collect::<Vec<_>>().join(", ")
            };
            line(&words.steps, &[("about", self.about(node)), ("done", &count("done").to_string())]);
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
fn steps(walk: &Walk<'_>) -> Vec<MarkNotes> {
    let article = walk.article();
    let mut steps = Vec::new();
    for (node, answer) in &walk.path.answered {
        let Node::Checklist(checklist) = article.node(*node) else { continue };
        for (place, step) in article.steps(checklist.steps).iter().enumerate() {
            let state = match (walk.mark_at(*node, place), answer) {
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
