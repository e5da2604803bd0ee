//! Case notes: what was asked and answered, and what to do next. They hold no password, no username and nothing that
//! was typed into a field but the notes themselves; times and the program's version are handed in.

use serde::Serialize;

use crate::clock::Times;
use crate::content::words::fill_in;
use crate::content::{Class, Node, words};
use crate::page::{Block, Page, open_nodes, say};
use crate::walk::path::{Answer, key_of};
use crate::walk::{Mark, Role, Walk};

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
    pub fn of(walk: &Walk<'_>, times: &Times) -> Option<CaseNotes> {
        let page = Page::of(walk);
        let class = page.class()?;
        let article = walk.article();
        let name = |node| walk.name(node).to_owned();
        let note = |node| walk.note_at(node).map(str::to_owned);
        let step = |(node, answer): &(_, Answer)| StepNotes {
            node: name(*node),
            answer: key_of(article, *node, *answer).map(str::to_owned),
            note: note(*node),
        };
        let mut path: Vec<StepNotes> = walk.path().answered.iter().map(step).collect();
        path.push(StepNotes { node: name(walk.at()), answer: None, note: note(walk.at()) });
        let on_path = walk.path().nodes();
        let mut next = Vec::new();
        let mut spoken = Spoken::of(&page, class);
        for block in &page.blocks {
            match block {
                Block::Outcome(said) => spoken.say = said.text.clone(),
                Block::Cause(said) => spoken.cause = Some(said.text.clone()),
                Block::Now(now) => next.push(now.text.clone()),
                _ => {}
            }
        }
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
            changed: walk.changed().iter().filter(|node| on_path.contains(node)).map(|node| name(*node)).collect(),
            open: open_nodes(walk).into_iter().map(name).collect(),
            steps: steps(walk),
            told: walk.told().is_some(),
            cause: walk.path().cause(article).map(|cause| article.cause(cause).name.clone()),
            ending: EndingNotes { node: name(walk.at()), class: class.name() },
            next,
            spoken,
        })
    }

    /// The notes as JSON, with a line end.
    ///
    /// # Errors
    /// Those of the writer of JSON.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }

    /// What the page of this name is about.
    fn about<'n>(&'n self, node: &'n str) -> &'n str {
        let place = self.path.iter().position(|step| step.node == node);
        place.and_then(|place| self.spoken.path.get(place)).map_or(node, |(about, _)| about.as_str())
    }

    /// The notes as they read well in a ticket.
    pub fn text(&self) -> String {
        let words = &words().notes;
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
                [("done-before", &words.done_before), ("not-shown", &words.not_shown), ("open", &words.unmarked)]
            {
                if count(state) > 0 {
                    line(text, &[("steps", &listed(state))]);
                }
            }
        }
        if self.told {
            line(&words.told, &[]);
        }
        if let Some(cause) = &self.spoken.cause {
            line(&words.cause, &[("cause", cause)]);
        }
        line(&words.ending, &[("class", &self.spoken.class), ("say", &self.spoken.say)]);
        for next in &self.next {
            line(&words.next, &[("next", next)]);
        }
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n") + "\n"
    }
}

impl Spoken {
    fn of(page: &Page<'_>, class: Class) -> Spoken {
        let path = page.trail.iter().map(|step| (step.about.to_owned(), step.answer.clone())).collect();
        Spoken { path, class: say::class(class).to_owned(), ..Spoken::default() }
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
    for (node, answer) in &walk.path().answered {
        let Node::Checklist(checklist) = article.node(*node) else { continue };
        for (place, step) in article.steps(checklist.steps).iter().enumerate() {
            let state = match (walk.mark_at(*node, place), answer) {
                (Some(Mark::Done), _) => "done",
                (Some(Mark::DoneBefore), _) => "done-before",
                (Some(Mark::NotShown), _) => "not-shown",
                // Said as a whole, as by `--answer reset=done`.
                (None, Answer::Done) => "done",
                (None, _) => "open",
            };
            steps.push(MarkNotes { node: checklist.head.name.clone(), step: step.key.clone(), state });
        }
    }
    steps
}
