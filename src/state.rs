//! A walk as bytes, and back: answers, marks and notes; never a secret, never a username, and no files.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

mod handed_over;

use crate::clock::Times;
use crate::content::{Article, AsideId, Node, NodeId};
use crate::json::{self, Field, FromJson, Json, Layout, Misfit, ToJson, Writer, written};
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedWalk {
    /// When the walk began and when it was kept, as local times with their offsets; how long it took.
    pub started: String,
    pub kept: String,
    pub seconds: u64,
    /// Which of the walks in the file was written last.
    pub turn: u64,
    article: String,
    /// Each time that a password was told.
    tellings: Vec<SavedTold>,
    answers: Vec<SavedAnswer>,
    marks: Vec<SavedMark>,
    notes: Vec<SavedNote>,
    changed: Vec<String>,
    asides: Vec<SavedAside>,
    /// How long each page took.
    pub pages: PageSeconds,
}

/// How many seconds each page took, by the name of its node.
pub type PageSeconds = std::collections::BTreeMap<String, u64>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct SavedAnswer {
    node: String,
    key: String,
    reopened: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SavedMark {
    node: String,
    step: String,
    mark: Mark,
}

/// On which page a password was told, the checklists that were begun before, and those begun anew since.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SavedTold {
    at: String,
    before: Vec<String>,
    anew: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SavedNote {
    node: String,
    note: String,
    at: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SavedAside {
    node: String,
    aside: String,
}

/// Each is an object with the fields that it has here, and with no others.
macro_rules! saved {
    ($($struct:ident { $($field:ident),* })*) => {
        json::to_json! { $($struct { $($field),* })* }

        $(impl<'t> FromJson<'t> for $struct {
            fn from_json(json: &'t Json<'t>) -> Result<Self, Misfit> {
                let mut fields = json.fields()?;
                let saved = $struct { $($field: fields.take(stringify!($field))?),* };
                fields.end().map(|()| saved)
            }
        })*
    };
}

saved! {
    SavedAnswer { node, key, reopened }
    SavedMark { node, step, mark }
    SavedTold { at, before, anew }
    SavedAside { node, aside }
}

json::to_json! { SavedNote { node, note, at } }

/// A walk that was taken up again.
pub struct Restored<'a> {
    pub walk: Walk<'a>,
    /// What the article no longer has a place for: the names of answered nodes and of marked steps, and notes.
    pub lost: Vec<String>,
}

impl<'t> FromJson<'t> for SavedNote {
    fn from_json(json: &'t Json<'t>) -> Result<SavedNote, Misfit> {
        let mut fields = json.fields()?;
        // The oldest schema has no time.
        let at = fields.take_or_default("at")?;
        let note = SavedNote { node: fields.take("node")?, note: fields.take("note")?, at };
        fields.end().map(|()| note)
    }
}

impl<'t> FromJson<'t> for SavedWalk {
    fn from_json(json: &'t Json<'t>) -> Result<SavedWalk, Misfit> {
        let mut fields = json.fields()?;
        let program: &str = fields.take("program")?;
        let schema: u8 = fields.take("schema")?;
        let mut walk = SavedWalk {
            started: fields.take("started")?,
            kept: fields.take("kept")?,
            seconds: fields.take("seconds")?,
            turn: fields.take("turn")?,
            article: fields.take("article")?,
            tellings: fields.take_or_default("tellings")?,
            answers: fields.take("answers")?,
            marks: fields.take("marks")?,
            notes: fields.take("notes")?,
            changed: fields.take("changed")?,
            asides: fields.take_or_default("asides")?,
            pages: fields.take_or_default("pages")?,
        };
        // The last telling, as older schemas have it.
        let told: Option<String> = fields.take("told")?;
        let (before, anew) = (fields.take_or_default("told_before")?, fields.take_or_default("told_anew")?);
        fields.end()?;
        if program != PROGRAM || !(OLDEST_SCHEMA..=SCHEMA).contains(&schema) {
            return Err(Misfit);
        }
        if schema == OLDEST_SCHEMA {
            for note in &mut walk.notes {
                note.at.clone_from(&walk.kept);
            }
        }
        if schema < SCHEMA {
            walk.tellings.extend(told.map(|at| SavedTold { at, before, anew }));
        }
        Ok(walk)
    }
}

impl<'t> FromJson<'t> for Mark {
    fn from_json(json: &'t Json<'t>) -> Result<Mark, Misfit> {
        let name = <&str>::from_json(json)?;
        Mark::ALL.into_iter().find(|mark| mark.name() == name).ok_or(Misfit)
    }
}

impl ToJson for Mark {
    fn write(&self, to: &mut Writer) {
        to.text(self.name());
    }
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
        let marks = walk.marks().iter().flat_map(|(node, marks)| marks.iter().map(move |mark| (node, mark)));
        let marks = marks.filter_map(|(node, (step, mark))| {
            let Node::Checklist(checklist) = article.node(node) else { return None };
            let step = article.steps(checklist.steps).get(*step)?.key.clone();
            Some(SavedMark { node: name(node), step, mark: *mark })
        });
        let notes = walk.notes().iter().flat_map(|(node, notes)| notes.iter().map(move |note| (node, note)));
        let notes =
            notes.map(|(node, Note { at, text })| SavedNote { node: name(node), note: text.clone(), at: at.clone() });
        let asides = walk.asides().iter();
        let asides =
            asides.map(|(node, aside)| SavedAside { node: name(*node), aside: article.aside(*aside).name.clone() });
        SavedWalk {
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

    /// The same with its times, as it is kept.
    pub fn json(&self, times: &Times, kept: &str, turn: u64) -> String {
        let fields: &[Field<'_>] = &[
            ("program", &PROGRAM),
            ("schema", &SCHEMA),
            ("started", &times.started),
            ("kept", &kept),
            ("seconds", &times.seconds),
            ("turn", &turn),
            ("article", &self.article),
            ("tellings", &self.tellings),
            ("answers", &self.answers),
            ("marks", &self.marks),
            ("notes", &self.notes),
            ("changed", &self.changed),
            ("asides", &self.asides),
            ("pages", &times.pages),
        ];
        written(fields, Layout::Line)
    }

    /// The walk that these bytes hold; `None` when they are damaged or another program's.
    pub fn read(bytes: &[u8]) -> Option<SavedWalk> {
        SavedWalk::from_json(&Json::read(bytes).ok()?).ok().filter(SavedWalk::is_sound)
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
            match place {
                Some((id, place)) => taken_up.marks.get_or_insert(id, Vec::new()).push((place, *mark)),
                None => lost.push(step.clone()),
            }
        }
        for SavedNote { node, note, at } in &self.notes {
            match article.find(node) {
                Some(id) => {
                    taken_up.notes.get_or_insert(id, Vec::new()).push(Note { at: at.clone(), text: note.clone() })
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = concat!(
        r#"{"program":"vo-login-wizard","schema":4,"started":"a","kept":"b","seconds":7,"turn":3,"article":"c","#,
        r#""tellings":[{"at":"d","before":["e"],"anew":[]}],"answers":[{"node":"f","key":"g","reopened":true}],"#,
        r#""marks":[{"node":"h","step":"i","mark":"done-before"}],"notes":[{"node":"j","note":"k","at":"l"}],"#,
        r#""changed":["m"],"asides":[{"node":"n","aside":"o"}],"pages":{"p":5}}"#
    );

    fn with(from: &str, to: &str) -> String {
        assert_eq!(KEPT.matches(from).count(), 1, "{from}");
        KEPT.replacen(from, to, 1)
    }

    #[test]
    fn what_is_kept_is_read_as_it_was() {
        let walk = SavedWalk::read(KEPT.as_bytes()).unwrap();
        let SavedWalk { started, seconds, pages, .. } = walk.clone();
        let times = Times { started, seconds, pages, ..Times::default() };
        assert_eq!(walk.json(&times, &walk.kept, walk.turn), KEPT);
    }

    #[test]
    fn an_older_walk_has_the_last_telling_alone_and_the_oldest_no_times_of_notes() {
        let telling = r#""tellings":[{"at":"d","before":["e"],"anew":[]}]"#;
        let older =
            with(telling, r#""told":"d","told_before":["e"],"told_anew":[]"#).replace(r#""schema":4"#, r#""schema":3"#);
        let whole = SavedWalk::read(KEPT.as_bytes()).unwrap();
        assert_eq!(SavedWalk::read(older.as_bytes()), Some(whole.clone()));
        let oldest = older.replace(r#""schema":3"#, r#""schema":2"#).replace(r#","at":"l""#, "");
        let notes = vec![SavedNote { at: "b".into(), ..whole.notes[0].clone() }];
        assert_eq!(SavedWalk::read(oldest.as_bytes()), Some(SavedWalk { notes, ..whole.clone() }));
        let untold = older.replace(r#""told":"d","told_before":["e"],"told_anew":[],"#, "");
        assert_eq!(SavedWalk::read(untold.as_bytes()), Some(SavedWalk { tellings: vec![], ..whole }));
    }

    #[test]
    fn what_is_no_whole_walk_of_this_program_is_refused() {
        for (from, to) in [
            ("vo-login-wizard", "another-program"),
            (r#""schema":4"#, r#""schema":1"#),
            (r#""schema":4"#, r#""schema":5"#),
            (r#""schema":4"#, r#""schema":260"#),
            (r#""schema":4,"#, ""),
            (r#""turn":3,"#, ""),
            (r#""turn":3"#, r#""turn":"3""#),
            (r#""turn":3"#, r#""turn":3,"more":0"#),
            (r#""turn":3"#, r#""turn":3,"turn":3"#),
            (r#""key":"g""#, r#""key":"g","more":0"#),
            (r#""key":"g""#, r#""key":null"#),
            (r#""reopened":true"#, r#""reopened":1"#),
            (r#""step":"i","#, ""),
            ("done-before", "open"),
            (r#""at":"l""#, r#""at":"l","more":0"#),
            (r#""aside":"o""#, r#""aside":"o","more":0"#),
            (r#""anew":[]"#, r#""anew":[],"more":0"#),
            (r#"["m"]"#, r#"[["m"]]"#),
            (r#""p":5"#, r#""p":-5"#),
            (r#""p":5}}"#, r#""p":5}}}"#),
            (r#""p":5}}"#, r#""p":5}"#),
        ] {
            assert_eq!(SavedWalk::read(with(from, to).as_bytes()), None, "{to}");
        }
    }
}
