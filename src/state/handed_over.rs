//! From case notes in JSON back to a walk: another copy may have written them, on another machine, with another version
//! of the article. Nothing in them is believed: what does not fit is refused, or left out and named.

use crate::clock::is_time;
use crate::json::{FromJson, Json, Misfit, from_json};
use crate::walk::{LONGEST_NOTE, Mark};

use super::{SavedAnswer, SavedAside, SavedMark, SavedNote, SavedTold, SavedWalk};

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

struct Notes {
    article: Article,
    reference: Option<String>,
    started: String,
    ended: Option<String>,
    seconds: u64,
    path: Vec<Page>,
    notes_elsewhere: Vec<NoteElsewhere>,
    changed: Vec<String>,
    asides: Vec<SavedAside>,
    steps: Vec<Step>,
    told: Option<Told>,
    told_earlier: Vec<Told>,
}

struct Article {
    title: String,
    hash: String,
}

struct Page {
    node: String,
    answer: Option<String>,
    seconds: u64,
    notes: Vec<Note>,
}

struct Note {
    at: String,
    text: String,
}

/// A note on a page that is not on the path.
struct NoteElsewhere {
    node: String,
    at: String,
    text: String,
}

struct Step {
    node: String,
    step: String,
    state: State,
}

/// What became of a step; nothing where it was left open.
struct State(Option<Mark>);

struct Told {
    node: String,
    settled: bool,
}

from_json! {
    Article { title, hash }
    Page { node, answer, seconds, notes }
    Note { at, text }
    NoteElsewhere { node, at, text }
    Step { node, step, state }
    Told { node, settled }
}

impl<'t> FromJson<'t> for State {
    fn from_json(json: &'t Json<'t>) -> Result<State, Misfit> {
        let is_open = <&str>::from_json(json)? == "open";
        Ok(State(if is_open { None } else { Some(Mark::from_json(json)?) }))
    }
}

impl<'t> FromJson<'t> for Notes {
    fn from_json(json: &'t Json<'t>) -> Result<Notes, Misfit> {
        let mut fields = json.fields()?;
        Ok(Notes {
            article: fields.take("article")?,
            reference: fields.take("ref")?,
            started: fields.take("started")?,
            ended: fields.take("ended")?,
            seconds: fields.take("seconds")?,
            path: fields.take("path")?,
            notes_elsewhere: fields.take_or_default("notes_elsewhere")?,
            changed: fields.take("changed")?,
            asides: fields.take("asides")?,
            steps: fields.take("steps")?,
            told: fields.take("told")?,
            told_earlier: fields.take_or_default("told_earlier")?,
        })
    }
}

impl HandedOver {
    /// The walk that these notes hold.
    ///
    /// # Errors
    /// Says why nothing can be taken up.
    pub fn read(bytes: &[u8]) -> Result<HandedOver, Unfit> {
        let json = Json::read(bytes).map_err(|Misfit| Unfit::NoNotes)?;
        // Other schemas have other fields.
        let (program, schema) = kind(&json).map_err(|Misfit| Unfit::NoNotes)?;
        if program.split(' ').next() != Some(super::PROGRAM) {
            return Err(Unfit::NoNotes);
        }
        if schema != SCHEMA {
            return Err(Unfit::Schema(schema));
        }
        let notes = Notes::from_json(&json).map_err(|Misfit| Unfit::NoNotes)?;
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

/// Which program wrote them, and in which schema.
fn kind<'t>(json: &'t Json<'t>) -> Result<(&'t str, u64), Misfit> {
    let mut fields = json.fields()?;
    Ok((fields.take("program")?, fields.take("schema")?))
}

impl Notes {
    fn handed_over(self) -> HandedOver {
        let mut walk = SavedWalk {
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
        for Step { node, step, state: State(mark) } in self.steps {
            walk.marks.extend(mark.map(|mark| SavedMark { node, step, mark }));
        }
        HandedOver { walk, title: self.article.title, reference: self.reference }
    }
}
