//! From answers to the path: where somebody stands is worked out from what they answered, and never stored. Back, a
//! changed answer and an answer given on the command line are all this one fold.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{Article, AsideId, CauseId, Checklist, Line, Node, NodeId, Password, Question};

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
    /// The checklist was left with steps open.
    Unfinished,
    /// Something else was seen, and the advice for it did not help.
    Aside(AsideId),
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
        if let Some(given) = self.given.get_mut(&node) {
            given.reopened = true;
        }
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

    fn follow(&self, article: &Article, follows: impl Fn(&Given) -> bool) -> Path {
        let mut path = Path { answered: Vec::new(), at: article.start() };
        self.extend(article, &mut path, follows);
        path
    }

    /// Follows the answers on from where this path ends, as far as no page was gone back to.
    pub fn go_on(&self, article: &Article, path: &mut Path) {
        self.extend(article, path, |given| !given.reopened);
    }

    /// It ends, since no article leads round in a circle.
    fn extend(&self, article: &Article, path: &mut Path, follows: impl Fn(&Given) -> bool) {
        while let Some(given) = self.given.get(&path.at).filter(|given| follows(given)) {
            let Some(next) = next(article, path.at, given.answer) else { break };
            path.answered.push((path.at, given.answer));
            path.at = next;
        }
    }
}

impl Path {
    /// The nodes of the path, the one that comes next included.
    pub fn nodes(&self) -> BTreeSet<NodeId> {
        let mut nodes = BTreeSet::from([self.at]);
        nodes.extend(self.answered.iter().map(|(node, _)| *node));
        nodes
    }

    /// The likely cause: that of the last answer that means one, unless a later answer speaks against it.
    pub fn cause(&self, article: &Article) -> Option<CauseId> {
        let mut cause = None;
        for (node, answer) in &self.answered {
            let (means, refutes) = speaks_of(article, *node, *answer);
            cause = means.or(cause.filter(|cause| !refutes.contains(cause)));
        }
        cause
    }

    /// The cause that an ending speaks of: where a reset got stuck, not why the login failed, but what it got stuck on.
    pub fn cause_of_ending(&self, article: &Article) -> Option<CauseId> {
        if let Some((node, answer)) = self.answered.last()
            && matches!(article.node(*node), Node::Checklist(_))
            && *answer != Answer::Done
        {
            return speaks_of(article, *node, *answer).0;
        }
        self.cause(article)
    }

    /// The causes that answers speak against, each once, in the order of the answers; none that a later answer means.
    pub fn refuted(&self, article: &Article) -> Vec<CauseId> {
        let mut refuted: Vec<CauseId> = Vec::new();
        for (node, answer) in &self.answered {
            let (means, refutes) = speaks_of(article, *node, *answer);
            let new: Vec<CauseId> = refutes.iter().copied().filter(|cause| !refuted.contains(cause)).collect();
            refuted.extend(new);
            refuted.retain(|cause| Some(*cause) != means);
        }
        refuted
    }

    /// The password page that was passed last, or that somebody is on.
    pub fn password<'a>(&self, article: &'a Article) -> Option<&'a Password> {
        self.backwards().find_map(|node| match article.node(node) {
            Node::Password(password) => Some(password),
            Node::Question(_) | Node::Checklist(_) | Node::Ending(_) => None,
        })
    }

    /// The checklist that was passed last, or that somebody is on.
    pub fn checklist<'a>(&self, article: &'a Article) -> Option<&'a Checklist> {
        self.backwards().find_map(|node| match article.node(node) {
            Node::Checklist(checklist) => Some(checklist),
            Node::Question(_) | Node::Password(_) | Node::Ending(_) => None,
        })
    }

    /// Whether the answers that this line comes after were given.
    pub fn holds(&self, line: &Line) -> bool {
        let is_given = |(node, place): &(NodeId, usize)| self.answered.contains(&(*node, Answer::Choice(*place)));
        line.after.as_ref().is_none_or(|after| after.iter().any(is_given))
    }

    /// The node that comes next, and those before it, the nearest first.
    fn backwards(&self) -> impl Iterator<Item = NodeId> + '_ {
        [self.at].into_iter().chain(self.answered.iter().rev().map(|(node, _)| *node))
    }
}

/// The cause that an answer means, and those that it speaks against.
fn speaks_of(article: &Article, node: NodeId, answer: Answer) -> (Option<CauseId>, &[CauseId]) {
    match (article.node(node), answer) {
        (Node::Question(question), Answer::Choice(place)) => {
            question.answers.get(place).map_or((None, &[]), |answer| (answer.means, &answer.refutes))
        }
        (_, Answer::Aside(aside)) => (article.aside(aside).means, &article.aside(aside).refutes),
        (_, Answer::Checked | Answer::Later | Answer::Done | Answer::Unfinished)
        | (Node::Password(_) | Node::Checklist(_) | Node::Ending(_), Answer::Choice(_)) => (None, &[]),
    }
}

/// Where this answer leads; `None` where the node has no such answer.
fn next(article: &Article, node: NodeId, answer: Answer) -> Option<NodeId> {
    let node = article.node(node);
    match (node, answer) {
        (Node::Question(question), Answer::Choice(place)) => question.answers.get(place).map(|answer| answer.to.node),
        (Node::Password(password), Answer::Checked | Answer::Later) => Some(password.to.node),
        (Node::Checklist(checklist), Answer::Done) => Some(checklist.to.node),
        (Node::Checklist(checklist), Answer::Unfinished) => checklist.unfinished.as_ref().map(|lead| lead.node),
        (Node::Question(_) | Node::Password(_) | Node::Checklist(_), Answer::Aside(aside)) => {
            let lead = article.aside(aside).to.as_ref().filter(|_| article.asides_of(node).contains(&aside));
            lead.map(|lead| lead.node)
        }
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
        for (_, answer) in answers_of(article, node) {
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
pub fn answers_of(article: &Article, node: NodeId) -> Vec<(&str, Answer)> {
    let node = article.node(node);
    let mut answers: Vec<(&str, Answer)> = match node {
        Node::Question(Question { answers, .. }) => {
            answers.iter().enumerate().map(|(place, answer)| (answer.key.as_str(), Answer::Choice(place))).collect()
        }
        Node::Password(_) => vec![("checked", Answer::Checked), ("later", Answer::Later)],
        Node::Checklist(Checklist { unfinished: None, .. }) => vec![("done", Answer::Done)],
        Node::Checklist(_) => vec![("done", Answer::Done), ("unfinished", Answer::Unfinished)],
        Node::Ending(_) => return Vec::new(),
    };
    let asides = article.asides_of(node).into_iter().map(|id| (article.aside(id), id));
    let leading = asides.filter(|(aside, _)| aside.to.is_some());
    answers.extend(leading.map(|(aside, id)| (aside.name.as_str(), Answer::Aside(id))));
    answers
}

/// The answer of this key, where the node has it.
pub fn answer_of(article: &Article, node: NodeId, key: &str) -> Option<Answer> {
    answers_of(article, node).into_iter().find(|(known, _)| *known == key).map(|(_, answer)| answer)
}

/// The key of an answer at this node.
pub fn key_of(article: &Article, node: NodeId, answer: Answer) -> Option<&str> {
    answers_of(article, node).into_iter().find(|(_, known)| *known == answer).map(|(key, _)| key)
}
