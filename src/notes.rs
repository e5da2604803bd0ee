//! The record of one walk: what was asked and answered, what was done, and what comes next. It holds no password, no
//! username and nothing that was typed into a field but the notes themselves; what the walk does not know is handed in.
//! As JSON it is schema 2, which `assets/case-notes.schema.json` describes.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

mod ticket;

use crate::clock::Times;
use crate::content::named::named;
use crate::content::words::fill_in;
use crate::content::{Cause, Class, Ending, Line, Node, NodeId, words};
use crate::json::{Field, Layout, ToJson, Writer, to_json, written};
use crate::page::{answered, filled, is_open, open_nodes, say};
use crate::walk::path::{Answer, key_of};
use crate::walk::{Here, Mark, Note, Role, Walk};

/// The schema of the JSON form.
pub const SCHEMA: u8 = 2;

/// What is known of a call besides its walk.
#[derive(Debug, Clone, Default)]
pub struct Call {
    pub times: Times,
    /// What the desk calls it.
    pub reference: Option<String>,
    pub status: Status,
    /// Why it was broken off, in a line.
    pub why: Option<String>,
}

named! {
    /// How a call stands.
    #[derive(Default)]
    pub enum Status {
        /// It came to an ending.
        Ended = "ended",
        #[default]
        BrokenOff = "broken-off",
        /// It waits to be taken up again.
        Parked = "parked",
    }
}

/// The notes of one walk, as `--notes FILE.json` writes them; stable, and described in the README.
#[derive(Debug, Clone)]
pub struct CaseNotes {
    pub schema: u8,
    pub program: String,
    pub article: ArticleNotes,
    pub role: Role,
    pub reference: Option<String>,
    pub status: Status,
    /// Local times with their offsets; there is no end while it is parked.
    pub started: String,
    pub ended: Option<String>,
    pub seconds: u64,
    /// The name of the node where it stands.
    pub at: String,
    pub why: Option<String>,
    pub path: Vec<PageNotes>,
    /// What was written on pages that are not on the path any more.
    pub notes_elsewhere: Vec<NoteElsewhere>,
    pub changed: Vec<String>,
    pub open: Vec<String>,
    pub asides: Vec<AsideNotes>,
    pub steps: Vec<StepNotes>,
    /// The last time.
    pub told: Option<ToldNotes>,
    /// The times before that.
    pub told_earlier: Vec<ToldNotes>,
    pub cause: Option<CauseNotes>,
    pub ruled_out: Vec<RuledOut>,
    pub ending: Option<EndingNotes>,
    /// What came of it, in a sentence.
    pub result: String,
    /// What the person is to do now.
    pub advice: Vec<String>,
    /// What happens with the call.
    pub next: Vec<String>,
    /// For whom it is handed over to: ready to paste.
    pub second_line: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ArticleNotes {
    pub title: String,
    pub version: String,
    /// The first 12 hex digits of the SHA-256 of the article's file.
    pub hash: String,
}

/// One page of the path; the last of them is the one where the walk stands, which has no answer.
#[derive(Debug, Clone)]
pub struct PageNotes {
    pub node: String,
    pub question: String,
    pub answer: Option<String>,
    pub answer_text: Option<String>,
    /// How long the page took.
    pub seconds: u64,
    pub notes: Vec<NoteNotes>,
    /// What it is about, and what the answer says in a record.
    about: String,
    line: Option<(Kind, String)>,
}

/// Where an answer stands in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reported,
    Found,
    Open,
    Done,
}

#[derive(Debug, Clone)]
pub struct NoteNotes {
    pub at: String,
    pub text: String,
}

/// A note on a page that was gone back from, or that a changed answer has left aside.
#[derive(Debug, Clone)]
pub struct NoteElsewhere {
    pub node: String,
    pub note: NoteNotes,
    /// What its page is about.
    about: String,
}

/// Advice for something else than the page promises, which was chosen, or opened where it was all that is shown.
#[derive(Debug, Clone)]
pub struct AsideNotes {
    pub node: String,
    pub aside: String,
}

#[derive(Debug, Clone)]
pub struct StepNotes {
    pub node: String,
    pub step: String,
    pub title: String,
    pub state: StepState,
}

named! {
    /// What became of a step.
    pub enum StepState {
        Done = "done",
        DoneBefore = "done-before",
        NotShown = "not-shown",
        Open = "open",
    }
}

/// A password was told.
#[derive(Debug, Clone)]
pub struct ToldNotes {
    /// On this page.
    pub node: String,
    /// It was changed since.
    pub settled: bool,
    /// What the page is about: it need not be on the path any more.
    about: String,
}

#[derive(Debug, Clone)]
pub struct CauseNotes {
    pub name: String,
    pub text: String,
    pub standing: Standing,
}

named! {
    /// How sure a cause is.
    pub enum Standing {
        Likely = "likely",
        /// What was done about it has helped.
        Mended = "mended",
    }
}

/// A cause that an answer speaks against.
#[derive(Debug, Clone)]
pub struct RuledOut {
    pub name: String,
    pub text: String,
}

#[derive(Debug, Clone)]
pub struct EndingNotes {
    pub node: String,
    pub class: Class,
}

to_json! {
    ArticleNotes { title, version, hash }
    PageNotes { node, question, answer, answer_text, seconds, notes }
    NoteNotes { at, text }
    AsideNotes { node, aside }
    StepNotes { node, step, title, state }
    ToldNotes { node, settled }
    CauseNotes { name, text, standing }
    RuledOut { name, text }
    EndingNotes { node, class }
}

/// Writes each of these enums as the name of its value.
macro_rules! by_name {
    ($($enum:ident),*) => {
        $(impl ToJson for $enum {
            fn write(&self, to: &mut Writer) {
                to.text(self.name());
            }
        })*
    };
}

by_name!(Role, Status, StepState, Standing, Class);

impl ToJson for NoteElsewhere {
    fn write(&self, to: &mut Writer) {
        to.object(&[("node", &self.node), ("at", &self.note.at), ("text", &self.note.text)]);
    }
}

impl Call {
    /// A call that ended, where its walk has, and else was broken off.
    pub fn of(walk: &Walk<'_>, times: Times) -> Call {
        let status = if walk.has_ended() { Status::Ended } else { Status::BrokenOff };
        Call { times, status, ..Call::default() }
    }
}

impl CaseNotes {
    /// The notes of a walk as it stands.
    pub fn of(walk: &Walk<'_>, call: &Call) -> CaseNotes {
        let article = walk.article();
        let ending = match walk.here() {
            Here::Ending(ending) => Some(*ending),
            Here::Question(_) | Here::Password(..) | Here::Checklist(..) => None,
        };
        let name = |node| walk.name(node).to_owned();
        let on_path = walk.path().nodes();
        let changed = walk.changed().iter().filter(|node| on_path.contains(node));
        let asides = walk.asides().iter().filter(|(node, _)| on_path.contains(node));
        let asides =
            asides.map(|(node, aside)| AsideNotes { node: name(*node), aside: article.aside(*aside).name.clone() });
        let told = walk.tellings().iter().map(|told| ToldNotes {
            node: name(told.at),
            settled: walk.is_settled(told),
            about: about(walk, told.at).to_owned(),
        });
        let mut told_earlier: Vec<ToldNotes> = told.collect();
        let told = told_earlier.pop();
        let elsewhere = walk.notes().iter().filter(|(node, _)| !on_path.contains(node));
        let elsewhere =
            elsewhere.flat_map(|(node, notes)| notes.iter().map(move |note| (node, note))).map(|(node, note)| {
                NoteElsewhere { node: name(node), note: NoteNotes::of(note), about: about(walk, node).to_owned() }
            });
        let cause = walk.path().cause(article).map(|cause| article.cause(cause));
        let standing = match ending.map(|ending| ending.class) {
            Some(Class::Solved) => Standing::Mended,
            Some(_) | None => Standing::Likely,
        };
        let path = pages(walk, &call.times);
        let second_line = ending.and_then(|ending| second_line(walk, ending, &path));
        CaseNotes {
            schema: SCHEMA,
            program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
            article: ArticleNotes {
                title: article.title.clone(),
                version: article.version.clone(),
                hash: article.hash().to_owned(),
            },
            role: walk.role(),
            reference: call.reference.clone(),
            status: call.status,
            started: call.times.started.clone(),
            ended: (call.status != Status::Parked).then(|| call.times.ended.clone()),
            seconds: call.times.seconds,
            at: name(walk.at()),
            why: call.why.clone(),
            notes_elsewhere: elsewhere.collect(),
            changed: changed.map(|node| name(*node)).collect(),
            open: open_nodes(walk).into_iter().map(name).collect(),
            asides: asides.collect(),
            steps: steps(walk),
            told,
            told_earlier,
            cause: cause.map(|cause| {
                let RuledOut { name, text } = noted_cause(walk, cause);
                CauseNotes { name, text, standing }
            }),
            ruled_out: walk
                .path()
                .refuted(article)
                .into_iter()
                .map(|cause| noted_cause(walk, article.cause(cause)))
                .collect(),
            ending: ending.map(|ending| EndingNotes { node: name(walk.at()), class: ending.class }),
            result: result(walk, ending, call),
            advice: ending.map_or(Vec::new(), |ending| advice(walk, ending)),
            next: next(walk, ending, second_line.is_some()),
            second_line,
            path,
        }
    }

    /// The notes as JSON, with a line end.
    pub fn json(&self) -> String {
        self.written(Layout::Lines) + "\n"
    }

    /// The notes as JSON in one line, without its end.
    pub fn line(&self) -> String {
        self.written(Layout::Line)
    }

    fn written(&self, layout: Layout) -> String {
        let mut fields: Vec<Field<'_>> = vec![
            ("schema", &self.schema),
            ("program", &self.program),
            ("article", &self.article),
            ("role", &self.role),
            ("ref", &self.reference),
            ("status", &self.status),
            ("started", &self.started),
            ("ended", &self.ended),
            ("seconds", &self.seconds),
            ("at", &self.at),
            ("why", &self.why),
            ("path", &self.path),
            ("notes_elsewhere", &self.notes_elsewhere),
            ("changed", &self.changed),
            ("open", &self.open),
            ("asides", &self.asides),
            ("steps", &self.steps),
            ("told", &self.told),
            ("told_earlier", &self.told_earlier),
            ("cause", &self.cause),
            ("ruled_out", &self.ruled_out),
            ("ending", &self.ending),
            ("result", &self.result),
            ("advice", &self.advice),
            ("next", &self.next),
            ("second_line", &self.second_line),
        ];
        // Where there are none, the field is not there: it is younger than the schema.
        fields.retain(|(name, _)| *name != "told_earlier" || !self.told_earlier.is_empty());
        written(&fields, layout)
    }
}

impl NoteNotes {
    fn of(note: &Note) -> NoteNotes {
        NoteNotes { at: note.at.clone(), text: note.text.clone() }
    }
}

/// Every page of the path, the one where the walk stands included.
fn pages(walk: &Walk<'_>, times: &Times) -> Vec<PageNotes> {
    let article = walk.article();
    let path = walk.path().answered.iter().map(|(node, answer)| (*node, Some(*answer)));
    let page = |(node, answer): (NodeId, Option<Answer>)| {
        let (head, name) = (article.node(node).head(), walk.name(node));
        let question = match article.node(node) {
            Node::Question(it) => filled(walk, &it.task.ask.text),
            Node::Password(it) => filled(walk, &it.task.ask.text),
            Node::Checklist(it) => filled(walk, &it.task.ask.text),
            Node::Ending(_) => head.about.clone(),
        };
        let answer_text = answer.map(|answer| answered(walk, node, answer));
        let line = answer.zip(answer_text.as_ref()).and_then(|(answer, text)| line(walk, node, answer, text));
        PageNotes {
            node: name.to_owned(),
            question,
            answer: answer.and_then(|answer| key_of(article, node, answer)).map(str::to_owned),
            answer_text,
            seconds: times.pages.get(name).copied().unwrap_or_default(),
            notes: walk.notes_at(node).iter().map(NoteNotes::of).collect(),
            about: head.about.clone(),
            line,
        }
    };
    path.chain([(walk.at(), None)]).map(page).collect()
}

/// What an answer says in a record; nothing where its steps say it, or nothing was done.
fn line(walk: &Walk<'_>, node: NodeId, answer: Answer, text: &str) -> Option<(Kind, String)> {
    let article = walk.article();
    let (kind, noted) = match (article.node(node), answer) {
        (Node::Question(question), Answer::Choice(place)) => {
            let kind = match question.reported {
                _ if is_open(walk, node, answer) => Kind::Open,
                true => Kind::Reported,
                false => Kind::Found,
            };
            (kind, question.answers.get(place).and_then(|answer| answer.noted.as_ref()))
        }
        (_, Answer::Aside(aside)) => (Kind::Found, article.aside(aside).noted.as_ref()),
        (_, Answer::Checked) => (Kind::Done, None),
        (_, Answer::Later | Answer::Done | Answer::Unfinished) => return None,
        (Node::Password(_) | Node::Checklist(_) | Node::Ending(_), Answer::Choice(_)) => return None,
    };
    let values = [("about", &*article.node(node).head().about), ("answer", text)];
    Some((kind, noted.map_or_else(|| fill_in(words().record.answer, &values), |noted| filled(walk, &noted.text))))
}

/// A cause as a record names it.
fn noted_cause(walk: &Walk<'_>, cause: &Cause) -> RuledOut {
    let text = cause.noted.as_ref().unwrap_or(&cause.text);
    RuledOut { name: cause.name.clone(), text: filled(walk, &text.text) }
}

/// What became of each step of each checklist on the path, and of the one where the walk stands if a step is marked.
fn steps(walk: &Walk<'_>) -> Vec<StepNotes> {
    let article = walk.article();
    let mut steps = Vec::new();
    let answered = walk.path().answered.iter().map(|(node, answer)| (*node, Some(*answer)));
    let here =
        [(walk.at(), None)].into_iter().filter(|(node, _)| walk.marks().get(*node).is_some_and(|it| !it.is_empty()));
    for (node, answer) in answered.chain(here) {
        let Node::Checklist(checklist) = article.node(node) else { continue };
        for (place, step) in article.steps(checklist.steps).iter().enumerate() {
            let state = match (walk.mark_at(node, place), answer) {
                (Some(Mark::Done), _) => StepState::Done,
                (Some(Mark::DoneBefore), _) => StepState::DoneBefore,
                (Some(Mark::NotShown), _) => StepState::NotShown,
                // Said as a whole, as by `--answer reset=done`.
                (None, Some(Answer::Done)) => StepState::Done,
                (None, _) => StepState::Open,
            };
            let (node, title) = (checklist.head.name.clone(), filled(walk, &step.title.text));
            steps.push(StepNotes { node, step: step.key.clone(), title, state });
        }
    }
    steps
}

/// What came of it.
fn result(walk: &Walk<'_>, ending: Option<&Ending>, call: &Call) -> String {
    let words = &words().record;
    if let Some(ending) = ending {
        return filled(walk, &ending.noted.as_ref().unwrap_or(&ending.say).text);
    }
    let text = if call.status == Status::Parked { words.parked_at } else { words.broken_off_at };
    let said = fill_in(text, &[("about", about(walk, walk.at()))]);
    call.why.as_ref().map_or(said.clone(), |why| fill_in(words.because, &[("said", &said), ("why", why)]))
}

/// What the person is to do now; of an agent, what was said to the caller.
fn advice(walk: &Walk<'_>, ending: &Ending) -> Vec<String> {
    let aloud =
        |line: &Line| line.text.aloud.as_ref().filter(|_| walk.role() == Role::Agent).map(|it| filled(walk, it));
    let first = walk.is_told().then(|| say::told(ending.class).to_owned());
    let now = ending.now.iter().filter(|line| walk.path().holds(line));
    let now = now.map(|line| aloud(line).unwrap_or_else(|| filled(walk, &line.text.text)));
    let contact = ending.contact.iter().find(|line| walk.path().holds(line));
    let whom = contact.map(|line| {
        let said = || whom(&filled(walk, &line.text.text));
        aloud(line).unwrap_or_else(|| match ending.class {
            Class::Solved => fill_in(words().plain.again, &[("text", &said())]),
            Class::NotSupported | Class::Elsewhere | Class::Waiting | Class::HandOver => said(),
        })
    });
    first.into_iter().chain(now).chain(whom).collect()
}

/// Whom to ask: the words to say are for the second line.
fn whom(contact: &str) -> String {
    let (lead, words) = say::words_to_say(contact);
    let sentences = say::sentences(lead).filter(|sentence| words.is_none() || !sentence.ends_with(':'));
    sentences.collect::<Vec<_>>().join(" ")
}

/// Whom to ask, and what to say.
fn contact(walk: &Walk<'_>, ending: &Ending) -> Option<String> {
    first_that_holds(walk, &ending.contact)
}

fn first_that_holds(walk: &Walk<'_>, lines: &[Line]) -> Option<String> {
    let line = lines.iter().find(|line| walk.path().holds(line))?;
    Some(filled(walk, &line.text.text))
}

/// What happens with the call; a record may have words for whom it is handed over to.
fn next(walk: &Walk<'_>, ending: Option<&Ending>, has_words: bool) -> Vec<String> {
    let words = &words().record;
    let is_agent = walk.role() == Role::Agent;
    let at = |text: &str, node| fill_in(text, &[("about", about(walk, node))]);
    let mut next = Vec::new();
    if walk.is_told() {
        next.push(words.next_told.to_owned());
        if ending.is_some_and(|ending| ending.class == Class::Solved) {
            return next;
        }
    }
    let last = walk.path().answered.last().map_or(walk.at(), |(node, _)| *node);
    next.push(match (ending.map(|ending| ending.class), is_agent) {
        (None, _) => at(words.next_unfinished, walk.at()),
        (Some(Class::Solved), _) => words.next_solved.to_owned(),
        (Some(Class::NotSupported | Class::Elsewhere), true) => words.next_elsewhere_agent.to_owned(),
        (Some(Class::NotSupported | Class::Elsewhere), false) => words.next_elsewhere.to_owned(),
        (Some(Class::Waiting), true) => at(words.next_waiting_agent, last),
        (Some(Class::Waiting), false) => at(words.next_waiting, last),
        (Some(Class::HandOver), true) if has_words => words.next_hand_over_agent.to_owned(),
        (Some(Class::HandOver), true) => words.next_hand_over_agent_alone.to_owned(),
        (Some(Class::HandOver), false) if has_words => words.next_hand_over.to_owned(),
        (Some(Class::HandOver), false) => words.next_hand_over_alone.to_owned(),
    });
    next
}

/// For whom it is handed over to: an agent's words with what was found, or a person's words to say.
fn second_line(walk: &Walk<'_>, ending: &Ending, pages: &[PageNotes]) -> Option<String> {
    if walk.role() == Role::Agent {
        let text = first_that_holds(walk, &ending.second_line)?;
        let lines = pages.iter().filter_map(|page| page.line.as_ref());
        let found: Vec<&str> = lines.filter(|(kind, _)| *kind != Kind::Done).map(|(_, line)| line.as_str()).collect();
        return Some(fill_in(words().record.with_found, &[("text", &text), ("found", &found.join("; "))]));
    }
    let contact = contact(walk, ending).filter(|_| ending.class != Class::Solved)?;
    say::words_to_say(&contact).1.map(str::to_owned)
}

fn about<'a>(walk: &Walk<'a>, node: NodeId) -> &'a str {
    &walk.article().node(node).head().about
}
