//! A walk as bytes, and back: answers, marks and notes; never a secret, never a username, and no files.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

mod handed_over;

use std::mem::take;

use serde::{Deserialize, Serialize};

use crate::clock::Times;
use crate::content::{Article, AsideId, Node, NodeId};
use crate::walk::path::{answer_of, key_of};
use crate::walk::{Mark, Note, Role, TakenUp, Told, Walk};

pub use handed_over::{HandedOver, Unfit};

const SCHEMA: u8 = 4;
/// The oldest that is read, which had one note a page without its time, and neither advice that was opened nor times of
/// pages. All before the present one had the last telling alone.
const OLDEST_SCHEMA: u8 = 2;
/// No walk takes longer than ten years, in seconds.
const LONGEST: u64 = 10 * 366 * 86_400;
const PROGRAM: &str = env!("CARGO_PKG_NAME");

/// A walk as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedWalk {
    program: String,
    schema: u8,
    /// When the walk began and when it was kept, as local times with their offsets; how long it took.
    pub started: String,
    pub kept: String,
    pub seconds: u64,
    /// Which of the walks in the file was written last.
    pub turn: u64,
    article: String,
    /// Each time that a password was told.
    #[serde(default)]
    tellings: Vec<SavedTold>,
    /// The last of them, as older schemas have it.
    #[serde(default, skip_serializing)]
    told: Option<String>,
    #[serde(default, skip_serializing)]
    told_before: Vec<String>,
    #[serde(default, skip_serializing)]
    told_anew: Vec<String>,
    answers: Vec<SavedAnswer>,
    marks: Vec<SavedMark>,
    notes: Vec<SavedNote>,
    changed: Vec<String>,
    #[serde(default)]
    asides: Vec<SavedAside>,
    /// How long each page took.
    #[serde(default)]
    pub pages: PageSeconds,
}

/// How many seconds each page took, by the name of its node.
pub type PageSeconds = std::collections::BTreeMap<String, u64>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedAnswer {
    node: String,
    key: String,
    reopened: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedMark {
    node: String,
    step: String,
    mark: SavedState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SavedState {
    Done,
    DoneBefore,
    NotShown,
}

/// On which page a password was told, the checklists that were begun before, and those begun anew since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedTold {
    at: String,
    before: Vec<String>,
    anew: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedNote {
    node: String,
    note: String,
    #[serde(default)]
    at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedAside {
    node: String,
    aside: String,
}

/// A walk that was taken up again.
pub struct Restored<'a> {
    pub walk: Walk<'a>,
    /// What the article no longer has a place for: the names of answered nodes and of marked steps, and notes.
    pub lost: Vec<String>,
}

impl SavedAside {
    fn find(&self, article: &Article) -> Option<(NodeId, AsideId)> {
        let node = article.find(&self.node)?;
        let aside =
            article.asides_of(article.node(node)).into_iter().find(|id| article.aside(*id).name == self.aside)?;
        Some((node, aside))
    }
}

impl SavedWalk {
    /// The walk as it stands. Without times it can be compared with the one before.
    pub fn of(walk: &Walk<'_>) -> SavedWalk {
        let article = walk.article();
        let name = |node| article.node(node).head().name.clone();
        let names = |nodes: &[NodeId]| nodes.iter().map(|node| name(*node)).collect();
        let told = walk.tellings().iter();
        let told =
            told.map(|told| SavedTold { at: name(told.at), before: names(&told.before), anew: names(&told.anew) });
        let answers = walk.answers().all().filter_map(|(node, answer, reopened)| {
            let key = key_of(article, node, answer)?.to_owned();
            Some(SavedAnswer { node: name(node), key, reopened })
        });
        let marks = walk.marks().iter().flat_map(|(node, marks)| marks.iter().map(move |mark| (*node, mark)));
        let marks = marks.filter_map(|(node, (step, mark))| {
            let Node::Checklist(checklist) = article.node(node) else { return None };
            let step = article.steps(checklist.steps).get(*step)?.key.clone();
            let mark = match mark {
                Mark::Done => SavedState::Done,
                Mark::DoneBefore => SavedState::DoneBefore,
                Mark::NotShown => SavedState::NotShown,
            };
            Some(SavedMark { node: name(node), step, mark })
        });
        let notes = walk.notes().iter().flat_map(|(node, notes)| notes.iter().map(move |note| (*node, note)));
        let notes =
            notes.map(|(node, Note { at, text })| SavedNote { node: name(node), note: text.clone(), at: at.clone() });
        let asides = walk.asides().iter();
        let asides =
            asides.map(|(node, aside)| SavedAside { node: name(*node), aside: article.aside(*aside).name.clone() });
        SavedWalk {
            program: PROGRAM.to_owned(),
            schema: SCHEMA,
            article: article.hash().to_owned(),
            tellings: told.collect(),
            answers: answers.collect(),
            marks: marks.collect(),
            notes: notes.collect(),
            changed: walk.changed().iter().map(|node| name(*node)).collect(),
            asides: asides.collect(),
            ..SavedWalk::default()
        }
    }

    /// The same with its times, as bytes to keep.
    ///
    /// # Errors
    /// Those of the writer of JSON.
    pub fn bytes(&self, times: &Times, kept: &str, turn: u64) -> Result<Vec<u8>, serde_json::Error> {
        let Times { started, seconds, pages, .. } = times.clone();
        let walk = SavedWalk { started, seconds, pages, kept: kept.to_owned(), turn, ..self.clone() };
        serde_json::to_vec(&walk)
    }

    /// The walk that these bytes hold; `None` when they are damaged or another program's.
    pub fn read(bytes: &[u8]) -> Option<SavedWalk> {
        let mut walk: SavedWalk = serde_json::from_slice(bytes).ok()?;
        if walk.schema == OLDEST_SCHEMA {
            for note in &mut walk.notes {
                note.at.clone_from(&walk.kept);
            }
        }
        if (OLDEST_SCHEMA..SCHEMA).contains(&walk.schema) {
            walk.schema = SCHEMA;
            let (before, anew) = (take(&mut walk.told_before), take(&mut walk.told_anew));
            walk.tellings.extend(walk.told.take().map(|at| SavedTold { at, before, anew }));
        }
        (walk.program == PROGRAM && walk.schema == SCHEMA && walk.is_sound()).then_some(walk)
    }

    /// Whether it can be taken up and said as it is.
    fn is_sound(&self) -> bool {
        self.times().all(|seconds| seconds <= LONGEST) && !self.texts().any(|text| text.contains(char::is_control))
    }

    /// How long it took, in all and on each page.
    fn times(&self) -> impl Iterator<Item = u64> {
        self.pages.values().copied().chain([self.seconds])
    }

    /// Every text of it: what is said must not steer a terminal, whoever wrote the file.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let answers = self.answers.iter().flat_map(|answer| [&answer.node, &answer.key]);
        let marks = self.marks.iter().flat_map(|mark| [&mark.node, &mark.step]);
        let notes = self.notes.iter().flat_map(|note| [&note.node, &note.note, &note.at]);
        let asides = self.asides.iter().flat_map(|aside| [&aside.node, &aside.aside]);
        let own = [&self.started, &self.kept].into_iter().chain(&self.changed);
        let told = self.tellings.iter().flat_map(|told| [&told.at].into_iter().chain(&told.before).chain(&told.anew));
        own.chain(told)
            .chain(answers)
            .chain(marks)
            .chain(notes)
            .chain(asides)
            .chain(self.pages.keys())
            .map(String::as_str)
    }

    /// Takes the walk up again. What the article no longer has is left out and named.
    pub fn restore<'a>(&self, article: &'a Article, role: Role) -> Restored<'a> {
        let mut taken_up = TakenUp::default();
        let mut lost = Vec::new();
        for SavedAnswer { node, key, reopened } in &self.answers {
            let found = article.find(node).and_then(|id| Some((id, answer_of(article, id, key)?)));
            let Some((id, answer)) = found else {
                lost.push(node.clone());
                continue;
            };
            taken_up.answers.give(id, answer);
            if *reopened {
                taken_up.answers.reopen(id);
            }
        }
        for SavedMark { node, step, mark } in &self.marks {
            let place = article.find(node).and_then(|id| match article.node(id) {
                Node::Checklist(checklist) => {
                    let place = article.steps(checklist.steps).iter().position(|known| known.key == *step)?;
                    Some((id, place))
                }
                Node::Question(_) | Node::Password(_) | Node::Ending(_) => None,
            });
            let mark = match mark {
                SavedState::Done => Mark::Done,
                SavedState::DoneBefore => Mark::DoneBefore,
                SavedState::NotShown => Mark::NotShown,
            };
            match place {
                Some((id, place)) => taken_up.marks.entry(id).or_default().push((place, mark)),
                None => lost.push(step.clone()),
            }
        }
        for SavedNote { node, note, at } in &self.notes {
            match article.find(node) {
                Some(id) => taken_up.notes.entry(id).or_default().push(Note { at: at.clone(), text: note.clone() }),
                None => lost.push(format!("“{note}”")),
            }
        }
        // What is gone of the advice is missed by nobody: it is only counted.
        taken_up.asides = self.asides.iter().filter_map(|opened| opened.find(article)).collect();
        // Where that page is gone, it is as if it had been told at the beginning, so that it is not forgotten.
        let known = |nodes: &[String]| nodes.iter().filter_map(|node| article.find(node)).collect();
        let told = |told: &SavedTold| Told {
            at: article.find(&told.at).unwrap_or(article.start()),
            before: known(&told.before),
            anew: known(&told.anew),
        };
        taken_up.told = self.tellings.iter().map(told).collect();
        taken_up.changed = known(&self.changed);
        let mut walk = Walk::in_role(article, role);
        walk.take_up(taken_up);
        Restored { walk, lost }
    }

    /// Whether there is anything to go on with.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.notes.is_empty()
    }
}
