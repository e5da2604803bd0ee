//! From case notes in JSON back to a walk: another copy may have written them, on another machine, with another version
//! of the article. Nothing in them is believed: what does not fit is refused, or left out and named.

use serde::Deserialize;

use crate::clock::is_time;
use crate::walk::LONGEST_NOTE;

use super::{SavedAnswer, SavedAside, SavedMark, SavedNote, SavedState, SavedTold, SavedWalk};

/// The schema of the notes that can be taken up.
const SCHEMA: u64 = 2;

/// A walk that case notes hold.
#[derive(Debug)]
pub struct HandedOver {
    pub walk: SavedWalk,
    /// The title of the article that it went through.
    pub title: String,
    /// What the desk calls it.
    pub reference: Option<String>,
}

/// Why nothing can be taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// These are no case notes in JSON, or they are damaged.
    NoNotes,
    /// They are of another schema, as an older or a newer program writes them.
    Schema(u64),
}

/// What is asked first: other schemas have other fields.
#[derive(Deserialize)]
struct Kind {
    program: String,
    schema: u64,
}

#[derive(Deserialize)]
struct Notes {
    article: Article,
    #[serde(rename = "ref")]
    reference: Option<String>,
    started: String,
    ended: Option<String>,
    seconds: u64,
    path: Vec<Page>,
    #[serde(default)]
    notes_elsewhere: Vec<NoteElsewhere>,
    changed: Vec<String>,
    asides: Vec<SavedAside>,
    steps: Vec<Step>,
    told: Option<Told>,
    #[serde(default)]
    told_earlier: Vec<Told>,
}

#[derive(Deserialize)]
struct Article {
    title: String,
    hash: String,
}

#[derive(Deserialize)]
struct Page {
    node: String,
    answer: Option<String>,
    seconds: u64,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    at: String,
    text: String,
}

/// A note on a page that is not on the path.
#[derive(Deserialize)]
struct NoteElsewhere {
    node: String,
    at: String,
    text: String,
}

#[derive(Deserialize)]
struct Step {
    node: String,
    step: String,
    state: StepState,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StepState {
    Done,
    DoneBefore,
    NotShown,
    Open,
}

#[derive(Deserialize)]
struct Told {
    node: String,
    settled: bool,
}

impl HandedOver {
    /// The walk that these notes hold.
    ///
    /// # Errors
    /// Says why nothing can be taken up.
    pub fn read(bytes: &[u8]) -> Result<HandedOver, Unfit> {
        let kind: Kind = serde_json::from_slice(bytes).map_err(|_| Unfit::NoNotes)?;
        if kind.program.split(' ').next() != Some(super::PROGRAM) {
            return Err(Unfit::NoNotes);
        }
        if kind.schema != SCHEMA {
            return Err(Unfit::Schema(kind.schema));
        }
        let notes: Notes = serde_json::from_slice(bytes).map_err(|_| Unfit::NoNotes)?;
        Some(notes.handed_over()).filter(HandedOver::is_sound).ok_or(Unfit::NoNotes)
    }

    fn is_sound(&self) -> bool {
        let HandedOver { walk, title, reference } = self;
        let is_short = |note: &SavedNote| note.note.chars().count() <= LONGEST_NOTE && is_time(&note.at);
        let own = [title].into_iter().chain(reference).map(String::as_str);
        walk.is_sound()
            && [&walk.started, &walk.kept].into_iter().all(|time| is_time(time))
            && walk.notes.iter().all(is_short)
            && !own.into_iter().any(|text| text.contains(char::is_control))
    }
}

impl Notes {
    fn handed_over(self) -> HandedOver {
        let mut walk = SavedWalk {
            program: super::PROGRAM.to_owned(),
            schema: super::SCHEMA,
            kept: self.ended.unwrap_or_else(|| self.started.clone()),
            started: self.started,
            seconds: self.seconds,
            article: self.article.hash,
            changed: self.changed,
            asides: self.asides,
            ..SavedWalk::default()
        };
        for Told { node, settled } in self.told_earlier.into_iter().chain(self.told) {
            // What was completed has settled it, or has not: the notes say which.
            let completed = self.path.iter().filter(|page| page.answer.as_deref() == Some("done"));
            let completed = completed.map(|page| page.node.clone());
            walk.tellings.push(match settled {
                true => SavedTold { at: node, before: Vec::new(), anew: completed.collect() },
                false => SavedTold { before: completed.chain([node.clone()]).collect(), anew: Vec::new(), at: node },
            });
        }
        for Page { node, answer, seconds, notes } in self.path {
            if let Some(key) = answer {
                walk.answers.push(SavedAnswer { node: node.clone(), key, reopened: false });
            }
            let note = |Note { at, text }| SavedNote { node: node.clone(), note: text, at };
            walk.notes.extend(notes.into_iter().map(note));
            walk.pages.insert(node, seconds);
        }
        let elsewhere = self.notes_elsewhere.into_iter();
        walk.notes.extend(elsewhere.map(|NoteElsewhere { node, at, text }| SavedNote { node, note: text, at }));
        for Step { node, step, state } in self.steps {
            let mark = match state {
                StepState::Done => SavedState::Done,
                StepState::DoneBefore => SavedState::DoneBefore,
                StepState::NotShown => SavedState::NotShown,
                StepState::Open => continue,
            };
            walk.marks.push(SavedMark { node, step, mark });
        }
        HandedOver { walk, title: self.article.title, reference: self.reference }
    }
}
