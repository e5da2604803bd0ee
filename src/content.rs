//! The article: every question, rule, step and ending, whole and checked. Whoever holds an `Article` may follow any
//! link in it without looking; this room never asks anything of a person and knows no front-end.

mod blank;
pub mod character;
mod check;
mod fault;
mod file;
mod graph;
mod like;
mod lists;
pub(crate) mod named;
mod passed;
mod rule;
mod short;
mod stored;
mod syntax;
mod text;
pub mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use fault::Found;
use named::named;

pub use fault::{Fault, Faults};
pub use rule::{Caution, Characters, Rule, RuleKind, RuleName, Rules, sign_name};
pub use words::{PlainWords, StateWords, Words, words};

/// The text of the article that is built into the program; read and checked when the program is built.
pub const BUILT_IN: &str = include_str!("../assets/en/article.toml");

/// Reads an article from the bytes of its file, and checks all of it.
///
/// # Errors
/// The place where it is no text in UTF-8, or every fault that [`load`] finds.
pub fn read(bytes: Vec<u8>) -> Result<Article, Faults> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let found = Found::new(at, "this is not text in UTF-8", "Save the file as UTF-8.");
        Faults(fault::placed(&String::from_utf8_lossy(error.as_bytes()), vec![found]))
    })?;
    load(text)
}

/// Reads an article and checks all of it.
///
/// # Errors
/// The place where the text is no TOML; else every fault of it, in the order of the text. Each has a word of advice.
pub fn load(text: impl Into<Cow<'static, str>>) -> Result<Article, Faults> {
    let text = text.into();
    let article = check::article(&text)?;
    Ok(Article { hash: Hash { text, ..Hash::default() }, ..article })
}

/// A support article as a walk: nodes, and all that they refer to.
#[derive(Debug)]
pub struct Article {
    /// What the article is called in a few words.
    pub name: String,
    pub title: String,
    pub version: String,
    /// Whose product it speaks of, where its sources name one.
    pub vendor: Option<String>,
    /// What a walk goes through, in order, whatever way it takes.
    pub stages: Vec<String>,
    hash: Hash,
    start: NodeId,
    /// In the order of their names.
    nodes: Vec<Node>,
    sources: Vec<Source>,
    links: Vec<Link>,
    causes: Vec<Cause>,
    asides: Vec<Aside>,
    steps: Vec<Vec<Step>>,
    rules: Vec<Rules>,
    /// All of them where there is a password page, else none.
    cautions: Vec<Text>,
    pub characters: Characters,
}

/// What a blank begins with that stands for the number of a step, `{step.KEY}`; and the one for the rules in short.
pub const STEP_BLANK: &str = "step.";
pub const RULES_BLANK: &str = "rules";

/// The hash of a file as it was read, which is made once somebody has asked for it.
#[derive(Debug, Default)]
struct Hash {
    text: Cow<'static, str>,
    digits: OnceLock<String>,
}

impl Hash {
    fn digits(&self) -> &str {
        self.digits.get_or_init(|| digits(&self.text))
    }
}

/// As many digits of its SHA-256 as tell one text from another.
fn digits(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

macro_rules! ids {
    ($($name:ident),*) => {$(
        /// A place in the article that was checked when it was loaded; only loading makes one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);
    )*};
}
ids!(NodeId, SourceId, LinkId, CauseId, AsideId, StepsId, RulesId);

impl Article {
    /// What tells this article from others, whatever its version: 12 hex digits of its title's SHA-256.
    pub fn identity(&self) -> String {
        digits(&self.title)
    }

    pub fn start(&self) -> NodeId {
        self.start
    }

    /// The first 12 hex digits of the SHA-256 of the file: as many as tell one version of it from another.
    pub fn hash(&self) -> &str {
        self.hash.digits()
    }

    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.0]
    }

    pub fn cause(&self, id: CauseId) -> &Cause {
        &self.causes[id.0]
    }

    pub fn aside(&self, id: AsideId) -> &Aside {
        &self.asides[id.0]
    }

    pub fn steps(&self, id: StepsId) -> &[Step] {
        &self.steps[id.0]
    }

    pub fn rules(&self, id: RulesId) -> &Rules {
        &self.rules[id.0]
    }

    /// What is said of a caution; `None` in an article without a password page.
    pub fn caution(&self, caution: Caution) -> Option<&Text> {
        self.cautions.get(caution as usize)
    }

    /// The asides of a node and of its steps, each once, in order.
    pub fn asides_of(&self, node: &Node) -> Vec<AsideId> {
        let mut asides = node.head().asides.clone();
        if let Node::Checklist(checklist) = node {
            asides.extend(self.steps(checklist.steps).iter().flat_map(|step| &step.asides));
        }
        let mut known = BTreeSet::new();
        asides.retain(|aside| known.insert(*aside));
        asides
    }

    /// The node of this name, if the article has one.
    pub fn find(&self, name: &str) -> Option<NodeId> {
        self.nodes.binary_search_by(|node| node.head().name.as_str().cmp(name)).ok().map(NodeId)
    }

    /// Every node, in the order of their names.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }
}

/// One page of the walk.
#[derive(Debug)]
pub enum Node {
    Question(Question),
    Password(Password),
    Checklist(Checklist),
    Ending(Ending),
}

impl Node {
    pub fn head(&self) -> &Head {
        match self {
            Node::Question(Question { head, .. })
            | Node::Password(Password { head, .. })
            | Node::Checklist(Checklist { head, .. })
            | Node::Ending(Ending { head, .. }) => head,
        }
    }

    /// Where this node may lead, each with its place in the file.
    fn leads_to<'a>(&'a self, article: &'a Article) -> Vec<&'a Lead> {
        let mut leads: Vec<&Lead> = match self {
            Node::Question(question) => question.answers.iter().map(|answer| &answer.to).collect(),
            Node::Password(Password { to, .. }) => vec![to],
            Node::Checklist(Checklist { to, unfinished, .. }) => [to].into_iter().chain(unfinished).collect(),
            Node::Ending(_) => return Vec::new(),
        };
        leads.extend(article.asides_of(self).into_iter().filter_map(|aside| article.aside(aside).to.as_ref()));
        leads
    }
}

/// What every kind of node has.
#[derive(Debug)]
pub struct Head {
    /// The node's name in `--answer`, notes and scripts.
    pub name: String,
    /// What the page is about, in a few words.
    pub about: String,
    /// Which of the article's stages it belongs to.
    pub stage: Option<usize>,
    pub source: SourceId,
    pub asides: Vec<AsideId>,
    at: usize,
}

/// What a page asks for: a question or a task, what belongs to it, why, and how to find out.
#[derive(Debug)]
pub struct Task {
    pub ask: Text,
    pub explain: Option<Text>,
    pub why: Option<Text>,
    pub how: Option<Text>,
    pub link: Option<LinkId>,
}

/// As many answers as there are digits to choose them by.
const MOST_ANSWERS: usize = 9;

#[derive(Debug)]
pub struct Question {
    pub head: Head,
    pub task: Task,
    /// What a person says of themselves at first, and not what is found out with them.
    pub reported: bool,
    pub answers: Vec<Answer>,
}

#[derive(Debug)]
pub struct Answer {
    pub key: String,
    pub text: Text,
    /// The same in a record.
    pub noted: Option<Text>,
    pub to: Lead,
    pub means: Option<CauseId>,
    /// The causes that it speaks against.
    pub refutes: Vec<CauseId>,
}

/// A link from one node to the next.
#[derive(Debug)]
pub struct Lead {
    pub node: NodeId,
    at: usize,
}

#[derive(Debug)]
pub struct Password {
    pub head: Head,
    pub task: Task,
    pub rules: RulesId,
    /// The name of the program that is to live with the password.
    pub program: Option<Text>,
    pub to: Lead,
}

#[derive(Debug)]
pub struct Checklist {
    pub head: Head,
    pub task: Task,
    pub steps: StepsId,
    pub to: Lead,
    /// Where it leads when it is left with steps open.
    pub unfinished: Option<Lead>,
}

#[derive(Debug)]
pub struct Step {
    pub key: String,
    /// What to do, in a few words.
    pub title: Text,
    /// What the title does not say.
    pub to_do: Option<Text>,
    /// When it is to be done, where not always.
    pub only_if: Option<Text>,
    pub link: Option<LinkId>,
    pub asides: Vec<AsideId>,
    /// The rules of the password page that was passed can be looked at from here.
    pub check: bool,
}

#[derive(Debug)]
pub struct Ending {
    pub head: Head,
    pub class: Class,
    pub say: Text,
    /// What came of it, in a record.
    pub noted: Option<Text>,
    pub link: Option<LinkId>,
    pub now: Vec<Line>,
    /// The first that holds is said; the last always holds.
    pub contact: Vec<Line>,
    /// What an agent hands over, by the same rule; there may be nothing.
    pub second_line: Vec<Line>,
}

/// A text that stands on a page only after certain answers.
#[derive(Debug)]
pub struct Line {
    pub text: Text,
    /// The questions and the places of their answers: one of them must have been given.
    pub after: Option<Vec<(NodeId, usize)>>,
}

named! {
    /// What kind of ending it is, as the article file and the notes spell it; each is said in words before anything else.
    pub enum Class {
        Solved = "solved",
        NotSupported = "not-supported",
        Elsewhere = "elsewhere",
        /// Something must happen first; then the walk goes on.
        Waiting = "waiting",
        HandOver = "hand-over",
    }
}

/// A text that a person sees, the words to read aloud in its place, and whose facts it states.
#[derive(Debug)]
pub struct Text {
    pub text: String,
    pub aloud: Option<String>,
    pub source: SourceId,
    at: usize,
}

#[derive(Debug)]
pub struct Cause {
    pub name: String,
    pub text: Text,
    /// The same in a record, as the name of a thing.
    pub noted: Option<Text>,
}

/// What somebody may see instead of what a page promises, and what helps then.
#[derive(Debug)]
pub struct Aside {
    /// The key of the answer that it is where it leads on.
    pub name: String,
    pub see: Text,
    pub say: Text,
    /// What was seen, in a record.
    pub noted: Option<Text>,
    pub link: Option<LinkId>,
    /// Where it leads when the advice does not help, what it means then, and the causes that it speaks against.
    pub to: Option<Lead>,
    pub means: Option<CauseId>,
    pub refutes: Vec<CauseId>,
}

/// An address; never one of the article's own, which were lost.
#[derive(Debug)]
pub struct Link {
    pub label: String,
    pub address: String,
    /// How the address is read out.
    pub aloud: Option<String>,
    pub source: SourceId,
}

#[derive(Debug)]
pub struct Source {
    pub name: String,
    pub whose: Whose,
    pub title: String,
    pub address: Option<String>,
}

named! {
    /// Whose facts a text states, as the article file spells it.
    pub enum Whose {
        Article = "article",
        Vendor = "vendor",
        Ours = "ours",
    }
}
