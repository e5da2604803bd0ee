//! From answers to the path: where somebody stands is worked out from what they answered, and never stored. Back, a
//! changed answer and an answer given on the command line are all this one fold.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{Article, CauseId, Node, NodeId};

/// How a node was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The answer of a question, by its place.
    Choice(usize),
    /// A new password was checked here.
    Checked,
    /// A new password is chosen later, on the page that asks for it.
    Later,
    /// Every step of the checklist was marked.
    Done,
    /// The checklist was left with steps unmarked.
    Unfinished,
}

/// Every answer ever given, on the path or not, so that going back and forth loses none.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    given: BTreeMap<NodeId, Given>,
}

#[derive(Debug, Clone, Copy)]
struct Given {
    answer: Answer,
    /// Somebody went back to this page: the answer is offered there, and not followed before it is given again.
    reopened: bool,
}

/// The answered nodes from the start, and the node that comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub answered: Vec<(NodeId, Answer)>,
    pub at: NodeId,
}

impl Answers {
    pub fn give(&mut self, node: NodeId, answer: Answer) {
        self.given.insert(node, Given { answer, reopened: false });
    }

    pub fn reopen(&mut self, node: NodeId) {
        self.given.entry(node).and_modify(|given| given.reopened = true);
    }

    pub fn forget(&mut self, node: NodeId) {
        self.given.remove(&node);
    }

    /// The answer this node was given last, whether or not it is followed.
    pub fn last(&self, node: NodeId) -> Option<Answer> {
        self.given.get(&node).map(|given| given.answer)
    }

    /// Every answer, and whether its page was gone back to.
    pub fn all(&self) -> impl Iterator<Item = (NodeId, Answer, bool)> + '_ {
        self.given.iter().map(|(node, given)| (*node, given.answer, given.reopened))
    }

    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.given.keys().copied()
    }

    /// Follows the answers from the start, as far as no page was gone back to.
    pub fn path(&self, article: &Article) -> Path {
        self.follow(article, |given| !given.reopened)
    }

    /// Follows the answers as if no page had been gone back to: all that still applies.
    pub fn whole_path(&self, article: &Article) -> Path {
        self.follow(article, |_| true)
    }

    /// It ends, since no article leads round in a circle.
    fn follow(&self, article: &Article, follows: impl Fn(&Given) -> bool) -> Path {
        let mut path = Path { answered: Vec::new(), at: article.start() };
        while let Some(given) = self.given.get(&path.at).filter(|given| follows(given)) {
            let Some(next) = next(article, path.at, given.answer) else { break };
            path.answered.push((path.at, given.answer));
            path.at = next;
        }
        path
    }
}

impl Path {
    /// The nodes of the path, the one that comes next included.
    pub fn nodes(&self) -> BTreeSet<NodeId> {
        self.answered.iter().map(|(node, _)| *node).chain([self.at]).collect()
    }

    /// The likely cause: the last answer that means one.
    pub fn cause(&self, article: &Article) -> Option<CauseId> {
        self.answered.iter().rev().find_map(|(node, answer)| match (article.node(*node), answer) {
            (Node::Question(question), Answer::Choice(place)) => question.answers.get(*place)?.means,
            _ => None,
        })
    }
}

/// Where this answer leads; `None` where the node has no such answer.
fn next(article: &Article, node: NodeId, answer: Answer) -> Option<NodeId> {
    match (article.node(node), answer) {
        (Node::Question(question), Answer::Choice(place)) => question.answers.get(place).map(|answer| answer.to.node),
        (Node::Password(password), Answer::Checked | Answer::Later) => Some(password.to.node),
        (Node::Checklist(checklist), Answer::Done | Answer::Unfinished) => Some(checklist.to.node),
        (Node::Question(_) | Node::Password(_) | Node::Checklist(_) | Node::Ending(_), _) => None,
    }
}

/// Every node that some answers lead to from this one, itself included, the nearest first.
pub fn reachable(article: &Article, from: NodeId) -> Vec<NodeId> {
    let mut found = vec![from];
    let mut known = BTreeSet::from([from]);
    let mut place = 0;
    while let Some(node) = found.get(place).copied() {
        place += 1;
        for (_, answer) in answers_of(article.node(node)) {
            if let Some(next) = next(article, node, answer)
                && known.insert(next)
            {
                found.push(next);
            }
        }
    }
    found
}

/// The answers that a node can be given, by their keys.
pub fn answers_of(node: &Node) -> impl Iterator<Item = (&str, Answer)> {
    let (choices, others): (&[_], &[(&str, Answer)]) = match node {
        Node::Question(question) => (&question.answers, &[]),
        Node::Password(_) => (&[], &[("checked", Answer::Checked), ("later", Answer::Later)]),
        Node::Checklist(_) => (&[], &[("done", Answer::Done), ("unfinished", Answer::Unfinished)]),
        Node::Ending(_) => (&[], &[]),
    };
    let choices = choices.iter().enumerate().map(|(place, choice)| (choice.key.as_str(), Answer::Choice(place)));
    choices.chain(others.iter().copied())
}

/// The answer of this key, where the node has it.
pub fn answer_of(node: &Node, key: &str) -> Option<Answer> {
    answers_of(node).find(|(known, _)| *known == key).map(|(_, answer)| answer)
}

/// The key of an answer at this node.
pub fn key_of(node: &Node, answer: Answer) -> Option<&str> {
    answers_of(node).find(|(_, known)| *known == answer).map(|(key, _)| key)
}
