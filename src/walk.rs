//! The walk itself: one step, or a refusal. It does no input or output, reads no clock and knows no front-end; what
//! it knows of the world is the article, the answers, and one field that is wiped when it is left.

pub mod credential;
mod here;
mod keeping;
pub mod notes;
pub mod page;
pub mod path;
mod present;
pub mod rule;
pub mod say;
pub mod secret;
pub mod state;
mod step;
mod turn;

use std::collections::BTreeMap;

use crate::content::{Article, Checklist, Node, NodeId, Text};

use here::{Here, Look};
use page::Mark;
use path::{Answer, Answers, Path};
use secret::Secret;

pub use here::{Draft, Field};
pub use keeping::Keeping;
pub use present::judge;
pub use step::{Move, Notice, Refusal};

/// One walk through an article.
pub struct Walk<'a> {
    article: &'a Article,
    answers: Answers,
    marks: BTreeMap<NodeId, Vec<(usize, Mark)>>,
    /// The nodes whose answer was changed, in the order of the changes.
    changed: Vec<NodeId>,
    notes: BTreeMap<NodeId, String>,
    role: Role,
    /// The caller told a password.
    told: bool,
    keeping: Keeping,
    /// The notes were saved or copied as they stand; they are written when the walk is left.
    notes_saved: bool,
    notes_at_the_end: bool,
    path: Path,
    here: Here<'a>,
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
            answers,
            marks: BTreeMap::new(),
            changed: Vec::new(),
            notes: BTreeMap::new(),
            role,
            told: false,
            keeping: Keeping::Nothing,
            notes_saved: false,
            notes_at_the_end: false,
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
        let keys = path::answers_of(article.node(id));
        let Some((_, answer)) = keys.iter().find(|(known, _)| *known == key) else {
            return Err(Unknown::Key { there: keys.into_iter().map(|(key, _)| key.to_owned()).collect() });
        };
        self.answers.give(id, *answer);
        self.settle();
        Ok(())
    }

    /// Drops the answers that no way from here leads to, and returns the names of their nodes.
    pub fn drop_unreachable(&mut self) -> Vec<&'a str> {
        let reachable = path::reachable(self.article, self.path.at);
        let passed = self.path.nodes();
        let is_stray = |node: &NodeId| !reachable.contains(node) && !passed.contains(node);
        let stray: Vec<NodeId> = self.answers.nodes().filter(is_stray).collect();
        stray.iter().for_each(|node| self.answers.forget(*node));
        stray.into_iter().map(|node| self.article.node(node).head().name.as_str()).collect()
    }

    /// The node that has no answer yet, and the keys it can be answered with; `None` at an ending.
    pub fn missing(&self) -> Option<(&'a str, Vec<&'a str>)> {
        let node = self.article.node(self.path.at);
        let keys = path::answers_of(node).into_iter().map(|(key, _)| key).collect();
        (!self.has_ended()).then(|| (node.head().name.as_str(), keys))
    }

    /// The names of nodes that were answered ahead: their answers wait until the walk gets there.
    pub fn ahead(&self) -> Vec<&'a str> {
        let nodes = self.path.nodes();
        let ahead = self.answers.nodes().filter(|node| !nodes.contains(node));
        ahead.map(|node| self.article.node(node).head().name.as_str()).collect()
    }

    /// Takes one step.
    ///
    /// # Errors
    /// Says why the step was not taken; then nothing has changed.
    pub fn make(&mut self, a_move: Move) -> Result<Option<Notice>, Refusal> {
        turn::make(self, a_move)
    }

    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// Whether the walk has come to an ending.
    pub fn has_ended(&self) -> bool {
        matches!(self.here, Here::Ending(_))
    }

    /// Whether nothing was answered or noted yet.
    pub fn has_no_answers(&self) -> bool {
        self.answers.nodes().next().is_none() && self.notes.is_empty()
    }

    /// What is typed in a field: the narrow door from the secret to the frame that shows it, and to the plain mode, which
    /// asks whether it is a command.
    pub fn field(&self, field: Field) -> Option<&Secret> {
        let draft = match &self.here {
            Here::Password(_, Some(draft)) | Here::Checklist(_, Some(Look { draft, .. })) => draft,
            Here::Question(_) | Here::Password(_, None) | Here::Checklist(_, None) | Here::Ending(_) => return None,
        };
        Some(draft.field(field))
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// Whether the caller told a password.
    pub fn was_told(&self) -> bool {
        self.told
    }

    /// The note that is kept with the present page.
    pub fn note(&self) -> Option<&str> {
        self.note_at(self.path.at)
    }

    /// Keeps a one-line note with the present page; an empty one takes the note away. Control characters are left
    /// out, since a note is read in terminals and tickets.
    pub fn keep_note(&mut self, note: &str) {
        self.notes_saved = false;
        let note: String = note.trim().chars().filter(|c| !c.is_control()).collect();
        if note.is_empty() {
            self.notes.remove(&self.path.at);
        } else {
            self.notes.insert(self.path.at, note);
        }
    }

    fn note_at(&self, node: NodeId) -> Option<&str> {
        self.notes.get(&node).map(String::as_str)
    }

    fn mark_at(&self, node: NodeId, step: usize) -> Option<Mark> {
        self.marks.get(&node)?.iter().find(|(marked, _)| *marked == step).map(|(_, mark)| *mark)
    }

    /// How many steps of this checklist, which stands at this node, are not marked.
    fn open_steps(&self, node: NodeId, checklist: &Checklist) -> usize {
        self.article.steps(checklist.steps).len().saturating_sub(self.marks.get(&node).map_or(0, Vec::len))
    }

    /// Works out anew where the person stands.
    fn settle(&mut self) {
        self.path = self.answers.path(self.article);
        self.here = Here::at(self.article, self.path.at, self.role);
    }

    /// The text of the answer on the path to the question of this name.
    fn answer_text(&self, name: &str) -> Option<&'a Text> {
        self.path.answered.iter().find_map(|(node, answer)| match (self.article.node(*node), answer) {
            (Node::Question(question), Answer::Choice(place)) if question.head.name == name => {
                question.answers.get(*place).map(|answer| &answer.text)
            }
            _ => None,
        })
    }
}
