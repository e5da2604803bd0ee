//! One person's way through an article: answers in, path out; a move is taken, or refused with its reason. It does no
//! input or output, reads no clock, and stores nothing that can be worked out from the answers.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

mod here;
mod moves;
mod of_nodes;
pub mod path;
pub mod rule;
pub mod secret;

use crate::content::named::named;
use crate::content::{Article, AsideId, Checklist, Class, Node, NodeId};

use path::{Answer, Answers, Path};
use secret::Secret;

pub use here::{Draft, Field, Here, Look};
pub use moves::{Move, Notice, Refusal};
pub use of_nodes::OfNodes;

/// The most characters of a note.
pub const LONGEST_NOTE: usize = 500;

/// A line for the record without control characters, since a record is read in terminals and tickets.
pub fn without_controls(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).collect()
}

/// One line that somebody wrote for the record; none where it is empty.
///
/// # Errors
/// One that is too long, and one that looks like a secret unless the person is `sure` of it.
pub fn line(text: &str, sure: bool) -> Result<Option<String>, Refusal> {
    let line = without_controls(text);
    if line.chars().count() > LONGEST_NOTE {
        return Err(Refusal::NoteTooLong);
    }
    if !sure && crate::credential::looks_secret(text) {
        return Err(Refusal::NoteLooksSecret);
    }
    Ok(Some(line).filter(|line| !line.is_empty()))
}

/// One walk through an article.
pub struct Walk<'a> {
    article: &'a Article,
    answers: Answers,
    marks: OfNodes<Marks>,
    /// The nodes whose answer was changed, in the order of the changes.
    changed: Vec<NodeId>,
    notes: OfNodes<Vec<Note>>,
    /// The advice that was chosen, or opened where it was all that is shown, by its page, in the order of the first
    /// time.
    asides: Vec<(NodeId, AsideId)>,
    role: Role,
    /// Each time that a password was told, in their order.
    told: Vec<Told>,
    path: Path,
    /// The node whose page is the first that is shown in this role.
    begins_at: NodeId,
    here: Here<'a>,
}

/// The marked steps of a checklist by their places, in the order in which they were marked.
pub type Marks = Vec<(usize, Mark)>;

named! {
    /// What became of a step, as what is kept and the notes spell it.
    pub enum Mark {
        Done = "done",
        /// It was done before this walk, as all the others were.
        DoneBefore = "done-before",
        /// Its condition did not hold: what it speaks of did not appear.
        NotShown = "not-shown",
    }
}

/// What a person wrote about a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When it was written, as local time with its offset.
    pub at: String,
    pub text: String,
}

/// The caller told a password. A reset makes it another one where it was begun after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// On this page.
    pub at: NodeId,
    /// The checklists that were begun before it.
    pub before: Vec<NodeId>,
    /// The checklists that were begun anew since: every mark was taken back.
    pub anew: Vec<NodeId>,
}

/// Whose wording the pages give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// The person whose login fails.
    #[default]
    User,
    /// Somebody on a call, who reads aloud and must never learn the caller's password.
    Agent,
}

impl Role {
    /// As records spell it.
    pub fn name(self) -> &'static str {
        match self {
            Role::User => "user",
            Role::Agent => "agent",
        }
    }
}

/// A node or key that the article does not have, and what it has instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    Node { there: Vec<String> },
    Key { there: Vec<String> },
}

impl<'a> Walk<'a> {
    /// A walk at its beginning, in the user's role.
    pub fn new(article: &'a Article) -> Walk<'a> {
        Walk::in_role(article, Role::User)
    }

    pub fn in_role(article: &'a Article, role: Role) -> Walk<'a> {
        let answers = Answers::default();
        let path = answers.path(article);
        Walk {
            article,
            here: Here::at(article, path.at, role),
            begins_at: path.at,
            answers,
            marks: OfNodes::default(),
            changed: Vec::new(),
            notes: OfNodes::default(),
            asides: Vec::new(),
            role,
            told: Vec::new(),
            path,
        }
    }

    /// Gives an answer by name before the walk begins, as `--answer NODE=KEY` does.
    ///
    /// # Errors
    /// Names what the article has where it lacks the node or the key.
    pub fn answer(&mut self, node: &str, key: &str) -> Result<(), Unknown> {
        let article = self.article;
        let answerable = |id: &NodeId| !matches!(article.node(*id), Node::Ending(_));
        let Some(id) = article.find(node).filter(answerable) else {
            let there = article.ids().filter(answerable).map(|id| article.node(id).head().name.clone()).collect();
            return Err(Unknown::Node { there });
        };
        let Some(answer) = path::answer_of(article, id, key) else {
            let there = path::answers_of(article, id).into_iter().map(|(key, _)| key.to_owned()).collect();
            return Err(Unknown::Key { there });
        };
        self.answers.give(id, answer);
        // Whoever gives a thousand answers in a row is not led through all of them at each.
        if id == self.path.at {
            self.answers.go_on(article, &mut self.path);
            self.here = Here::at(article, self.path.at, self.role);
        } else {
            self.settle();
        }
        self.begins_at = self.path.at;
        Ok(())
    }

    /// Drops the answers that no way from here leads to, and returns the names of their nodes.
    pub fn drop_unreachable(&mut self) -> Vec<&'a str> {
        let mut known = self.path.nodes();
        known.extend(path::reachable(self.article, self.path.at));
        let stray: Vec<NodeId> = self.answers.nodes().filter(|node| !known.contains(node)).collect();
        for node in &stray {
            self.answers.forget(*node);
        }
        stray.into_iter().map(|node| self.name(node)).collect()
    }

    /// The node that has no answer yet, and the keys it can be answered with; `None` at an ending.
    pub fn missing(&self) -> Option<(&'a str, Vec<&'a str>)> {
        let node = self.article.node(self.path.at);
        let keys = path::answers_of(self.article, self.path.at).into_iter().map(|(key, _)| key).collect();
        (!self.has_ended()).then(|| (node.head().name.as_str(), keys))
    }

    /// The names of nodes that were answered ahead: their answers wait until the walk gets there.
    pub fn ahead(&self) -> Vec<&'a str> {
        let nodes = self.path.nodes();
        self.answers.nodes().filter(|node| !nodes.contains(node)).map(|node| self.name(node)).collect()
    }

    /// Makes one move.
    ///
    /// # Errors
    /// Says why it was not made; then nothing has changed.
    pub fn make(&mut self, a_move: Move) -> Result<Option<Notice>, Refusal> {
        moves::make(self, a_move)
    }

    /// Writes one more line about the present page, at this time. An empty one takes the last one of the page away, where
    /// the person is `sure` of it. Control characters are left out, since a note is read in terminals and tickets.
    ///
    /// # Errors
    /// A note that is too long; one that looks like a secret, and taking one away, unless the person is `sure` of it.
    pub fn write_note(&mut self, note: &str, at: &str, sure: bool) -> Result<Notice, Refusal> {
        if let Some(text) = line(note, sure)? {
            self.notes.get_or_insert(self.path.at, Vec::new()).push(Note { at: at.to_owned(), text });
            return Ok(Notice::NoteKept);
        }
        let Some(notes) = self.notes.get_mut(self.path.at) else { return Ok(Notice::NothingNoted) };
        if !sure {
            return Err(Refusal::NoteStays);
        }
        notes.pop();
        if notes.is_empty() {
            self.notes.remove(self.path.at);
        }
        Ok(Notice::NoteRemoved)
    }

    /// Notes that this advice of the present page was chosen, or opened where it is all that is shown.
    pub fn note_aside(&mut self, aside: AsideId) {
        let noted = (self.path.at, aside);
        if !self.asides.contains(&noted) {
            self.asides.push(noted);
        }
    }

    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// The node that somebody is on.
    pub fn at(&self) -> NodeId {
        self.path.at
    }

    /// The page that somebody is on, with what is typed there.
    pub fn here(&self) -> &Here<'a> {
        &self.here
    }

    /// The answered nodes that lead here.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every answer ever given, on the path or not.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Every marked step, by its checklist.
    pub fn marks(&self) -> &OfNodes<Marks> {
        &self.marks
    }

    /// Every note, by its page, in the order in which they were written.
    pub fn notes(&self) -> &OfNodes<Vec<Note>> {
        &self.notes
    }

    /// The advice that was chosen, or opened where it was all that is shown, by its page, in the order of the first
    /// time.
    pub fn asides(&self) -> &[(NodeId, AsideId)] {
        &self.asides
    }

    /// The nodes whose answer was changed, in the order of the changes.
    pub fn changed(&self) -> &[NodeId] {
        &self.changed
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// Whether the present page is the first that is shown in this role, however many answers came before it.
    pub fn is_at_beginning(&self) -> bool {
        self.path.at == self.begins_at
    }

    /// That the caller told a password, if they did: the last time.
    pub fn told(&self) -> Option<&Told> {
        self.told.last()
    }

    /// Each time that the caller told a password, in their order.
    pub fn tellings(&self) -> &[Told] {
        &self.told
    }

    /// Whether the caller told a password that is still their password: a reset that was completed after it has made it
    /// another one.
    pub fn is_told(&self) -> bool {
        self.told.iter().any(|told| !self.is_settled(told))
    }

    /// Whether a checklist of the path was begun after this, and completed. What is told on a password page, or after it,
    /// may be the very password that its checklist sets.
    pub fn is_settled(&self, told: &Told) -> bool {
        let after = path::reachable(self.article, told.at);
        let mut begins = None;
        for (node, answer) in &self.path.answered {
            match self.article.node(*node) {
                Node::Password(_) => begins = Some(*node),
                Node::Checklist(_) if *answer == Answer::Done => {
                    let begins = begins.unwrap_or(*node);
                    let is_later = begins != told.at && after.contains(&begins);
                    let was_begun = told.before.contains(node) || self.was_done_before(*node);
                    if told.anew.contains(node) || (is_later && !was_begun) {
                        return true;
                    }
                }
                Node::Checklist(_) | Node::Question(_) | Node::Ending(_) => {}
            }
        }
        false
    }

    /// Whether every step of this checklist was done before this walk.
    fn was_done_before(&self, node: NodeId) -> bool {
        let marks = self.marks.get(node).map_or(&[][..], Vec::as_slice);
        !marks.is_empty() && marks.iter().all(|(_, mark)| *mark == Mark::DoneBefore)
    }

    /// A password was told on the present page.
    fn tell(&mut self) {
        let done = self.answers.all().filter(|(_, answer, _)| *answer == Answer::Done).map(|(node, ..)| node);
        let marked = self.marks.iter().filter(|(_, marks)| !marks.is_empty()).map(|(node, _)| node);
        let before = done.chain(marked).collect();
        self.told.push(Told { at: self.path.at, before, anew: Vec::new() });
    }

    /// Recalls that the last mark of the present checklist was taken back, where that makes of it another reset than the
    /// one before a password was told, or than the one that was completed since.
    fn begin_anew(&mut self) {
        let at = self.path.at;
        let is_completed = self.answers.last(at) == Some(Answer::Done);
        for told in &mut self.told {
            if (is_completed || told.before.contains(&at)) && !told.anew.contains(&at) {
                told.anew.push(at);
            }
        }
    }

    /// Whether the walk has come to an ending.
    pub fn has_ended(&self) -> bool {
        matches!(self.here, Here::Ending(_))
    }

    /// Whether it has come to an ending where something must happen before it goes on.
    pub fn is_waiting(&self) -> bool {
        matches!(self.here, Here::Ending(ending) if ending.class == Class::Waiting)
    }

    /// Whether it has come to an ending that is one: there is nothing left to keep.
    pub fn is_over(&self) -> bool {
        self.has_ended() && !self.is_waiting()
    }

    /// Goes back to the page that the waiting began on, as if its last answer had not been given; what was marked there
    /// stays.
    pub fn stop_waiting(&mut self) {
        if self.is_waiting()
            && let Some((node, _)) = self.path.answered.last()
        {
            self.answers.forget(*node);
            self.settle();
            self.begins_at = self.path.at;
        }
    }

    /// Whether nothing was answered or noted yet.
    pub fn has_no_answers(&self) -> bool {
        self.answers.nodes().next().is_none() && self.notes.is_empty()
    }

    /// Whether something is typed in a field.
    pub fn has_typed(&self) -> bool {
        self.here.draft().is_some_and(|draft| !draft.is_empty())
    }

    /// What is typed in a field: the narrow door from the secret to the frame that shows it, and to the plain mode, which
    /// asks whether it is a command.
    pub fn field(&self, field: Field) -> Option<&Secret> {
        self.here.draft().map(|draft| draft.field(field))
    }

    /// The notes at this node.
    pub fn notes_at(&self, node: NodeId) -> &[Note] {
        self.notes.get(node).map_or(&[], Vec::as_slice)
    }

    pub fn mark_at(&self, node: NodeId, step: usize) -> Option<Mark> {
        self.marks.get(node)?.iter().find(|(marked, _)| *marked == step).map(|(_, mark)| *mark)
    }

    /// How many steps of this checklist, which stands at this node, are not marked.
    pub fn open_steps(&self, node: NodeId, checklist: &Checklist) -> usize {
        self.article.steps(checklist.steps).len().saturating_sub(self.marks.get(node).map_or(0, Vec::len))
    }

    /// The name of a node, as in `--answer`.
    pub fn name(&self, node: NodeId) -> &'a str {
        &self.article.node(node).head().name
    }

    /// Takes up what was kept of another walk through the same article.
    pub(crate) fn take_up(&mut self, taken_up: TakenUp) {
        let TakenUp { answers, marks, notes, asides, changed, told } = taken_up;
        (self.answers, self.marks, self.changed, self.told) = (answers, marks, changed, told);
        (self.notes, self.asides) = (notes, asides);
        self.settle();
        self.begins_at = self.path.at;
    }

    /// Works out anew where the person stands.
    fn settle(&mut self) {
        self.path = self.answers.path(self.article);
        self.here = Here::at(self.article, self.path.at, self.role);
    }
}

/// All that a walk is made of, besides what follows from it.
#[derive(Default)]
pub(crate) struct TakenUp {
    pub answers: Answers,
    pub marks: OfNodes<Marks>,
    pub notes: OfNodes<Vec<Note>>,
    pub asides: Vec<(NodeId, AsideId)>,
    pub changed: Vec<NodeId>,
    pub told: Vec<Told>,
}
