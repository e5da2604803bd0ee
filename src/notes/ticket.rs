//! A record as a ticket: what a desk reads of it, as text and as Markdown. Only what was answered or marked is said.

use crate::content::words::{RecordWords, fill_in};
use crate::content::{Class, words};
use crate::walk::Role;

use super::{CaseNotes, Kind, NoteNotes, Standing, Status, StepNotes, StepState};

/// What stands under a heading.
struct Section {
    heading: &'static str,
    said: Said,
}

enum Said {
    /// One sentence or a few.
    Once(String),
    /// As many as there are; with none the heading is not said either.
    Each(Vec<String>),
}

impl CaseNotes {
    /// The notes as text: a headline, and a line or a list under each heading.
    pub fn text(&self) -> String {
        let mut lines = vec![self.headline()];
        for Section { heading, said } in self.sections() {
            match said {
                Said::Once(text) => lines.push(format!("{heading}: {text}")),
                Said::Each(texts) => {
                    lines.push(format!("{heading}:"));
                    lines.extend(texts.iter().map(|text| format!("- {text}")));
                }
            }
        }
        lines.extend(self.facts());
        lines.join("\n") + "\n"
    }

    /// The same in Markdown.
    pub fn markdown(&self) -> String {
        let mut blocks = vec![format!("# {}", escaped(&self.headline()))];
        for Section { heading, said } in self.sections() {
            blocks.push(format!("## {heading}"));
            blocks.push(match said {
                Said::Once(text) => escaped(&text),
                Said::Each(texts) => list(&texts),
            });
        }
        blocks.push("---".to_owned());
        blocks.push(list(&self.facts()));
        blocks.join("\n\n") + "\n"
    }

    /// Which program, what came of it, and what the desk calls it.
    pub fn headline(&self) -> String {
        let words = &words().record;
        let program = self.path.first().and_then(|page| page.answer_text.as_deref());
        let values = [
            ("program", program.unwrap_or(&self.article.title)),
            ("result", self.class(words)),
            ("ref", self.reference.as_deref().unwrap_or_default()),
        ];
        fill_in(if self.reference.is_some() { words.headline_ref } else { words.headline }, &values)
    }

    fn class<'w>(&self, words: &'w RecordWords) -> &'w str {
        match (self.status, self.ending.as_ref().map(|ending| ending.class)) {
            (Status::Parked, _) => words.parked,
            (Status::BrokenOff, _) | (Status::Ended, None) => words.broken_off,
            (Status::Ended, Some(Class::Solved)) => words.solved,
            (Status::Ended, Some(Class::NotSupported)) => words.not_supported,
            (Status::Ended, Some(Class::Elsewhere)) => words.elsewhere,
            (Status::Ended, Some(Class::Waiting)) => words.waiting,
            (Status::Ended, Some(Class::HandOver)) => words.hand_over,
        }
    }

    fn sections(&self) -> Vec<Section> {
        let words = &words().record;
        let heading = |agents: &'static str, users: &'static str| match self.role {
            Role::Agent => agents,
            Role::User => users,
        };
        let mut sections = Vec::new();
        let mut say = |heading, said| {
            if !matches!(&said, Said::Each(texts) if texts.is_empty()) {
                sections.push(Section { heading, said });
            }
        };
        say(words.result, Said::Once(self.result.clone()));
        say(heading(words.reported_agent, words.reported), Said::Each(self.answers(Kind::Reported)));
        say(heading(words.found_agent, words.found), Said::Each(self.answers(Kind::Found)));
        if let Some(cause) = &self.cause {
            say(
                words.cause,
                Said::Once(match cause.standing {
                    Standing::Likely => cause.text.clone(),
                    Standing::Mended => fill_in(words.mended, &[("cause", &cause.text)]),
                }),
            );
        }
        say(heading(words.done_agent, words.done), Said::Each(self.done()));
        say(words.ruled_out, Said::Each(self.ruled_out.iter().map(|cause| cause.text.clone()).collect()));
        say(heading(words.open_agent, words.open), Said::Each(self.answers(Kind::Open)));
        say(heading(words.advice_agent, words.advice), Said::Each(self.advice.clone()));
        say(words.next, Said::Each(self.next.clone()));
        if let Some(text) = &self.second_line {
            say(heading(words.second_line_agent, words.second_line), Said::Once(text.clone()));
        }
        say(heading(words.notes_agent, words.notes), Said::Each(self.notes()));
        sections
    }

    /// What the answers of this kind say.
    fn answers(&self, kind: Kind) -> Vec<String> {
        let mut said = Vec::new();
        for page in &self.path {
            if let Some((_, text)) = page.line.as_ref().filter(|(is, _)| *is == kind) {
                said.push(match self.changed.contains(&page.node) {
                    true => fill_in(words().record.changed, &[("text", text)]),
                    false => text.clone(),
                });
            }
        }
        said
    }

    /// What was done, in the order of the path: passwords that were tried out, and the steps of checklists.
    fn done(&self) -> Vec<String> {
        let mut done = Vec::new();
        for page in &self.path {
            if let Some((Kind::Done, text)) = &page.line {
                done.push(text.clone());
            }
            let steps: Vec<&StepNotes> = self.steps.iter().filter(|step| step.node == page.node).collect();
            if !steps.is_empty() {
                done.push(checklist(&page.about, &steps));
            }
        }
        done
    }

    /// The person's own notes, each with its time and its page: those of the path, and then those of other pages.
    fn notes(&self) -> Vec<String> {
        let of_path = self.path.iter().flat_map(|page| page.notes.iter().map(|note| (&*page.about, note)));
        let elsewhere = self.notes_elsewhere.iter().map(|it| (&*it.about, &it.note));
        let line = |(about, note): (&str, &NoteNotes)| {
            // The time of day is enough beside the start of the call.
            let time = note.at.split_once('T').and_then(|(_, time)| time.get(..5)).unwrap_or_default();
            let values = [("time", time), ("about", about), ("note", &*note.text)];
            fill_in(words().record.note, &values).trim_start().to_owned()
        };
        of_path.chain(elsewhere).map(line).collect()
    }

    /// Whether a password was told, the times, and by what the record was made.
    fn facts(&self) -> Vec<String> {
        let words = &words().record;
        let mut facts = Vec::new();
        for told in self.told_earlier.iter().chain(&self.told) {
            let text = if told.settled { words.told_settled } else { words.told };
            facts.push(fill_in(text, &[("about", &told.about)]));
        }
        if self.told.is_none() && self.role == Role::Agent {
            facts.push(words.not_told.to_owned());
        }
        let (seconds, ended) = (self.seconds.to_string(), self.ended.as_deref());
        let times = [("started", &*self.started), ("ended", ended.unwrap_or_default()), ("seconds", &seconds)];
        facts.push(fill_in(if ended.is_some() { words.times } else { words.times_parked }, &times));
        let article = &self.article;
        let values = [("title", &*article.title), ("version", &article.version), ("hash", &article.hash)];
        facts.push(fill_in(words.article, &values));
        facts.push(fill_in(words.program, &[("program", &self.program), ("role", self.role.name())]));
        facts
    }
}

/// What became of the steps of a checklist.
fn checklist(about: &str, steps: &[&StepNotes]) -> String {
    let words = &words().record;
    let count = |state| steps.iter().filter(|step| step.state == state).count();
    let listed = |state| {
        let numbered = steps.iter().zip(1_usize..).filter(|(step, _)| step.state == state);
        numbered.map(|(step, number)| format!("{number} {}", step.title)).collect::<Vec<_>>().join("; ")
    };
    let done = count(StepState::Done) + count(StepState::DoneBefore);
    let text = if count(StepState::DoneBefore) == steps.len() {
        words.steps_before
    } else if count(StepState::Open) == 0 {
        words.steps_all
    } else {
        words.steps_some
    };
    let values = [("about", about), ("done", &done.to_string()), ("steps", &steps.len().to_string())];
    let mut said = fill_in(text, &values);
    let lists = [
        (StepState::DoneBefore, words.done_before),
        (StepState::NotShown, words.not_shown),
        (StepState::Open, words.left_open),
    ];
    for (state, text) in lists {
        if (1..steps.len()).contains(&count(state)) {
            said = format!("{said} {}", fill_in(text, &[("steps", &listed(state))]));
        }
    }
    said
}

fn list(texts: &[String]) -> String {
    texts.iter().map(|text| format!("- {}", escaped(text))).collect::<Vec<_>>().join("\n")
}

/// A text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (place, character) in text.char_indices() {
        // What begins a list or a heading does so at the beginning only.
        let begins = place == 0 && "#+-=".contains(character);
        if begins || "\\`*_[]<>&|~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
