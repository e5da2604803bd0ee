//! A page is all that a front-end may know: what stands on it, already worded for the role, and what can be done
//! there. It never holds what is typed: of a password only how long it is, how it stands to each rule, and which of
//! the troublesome signs is there.

mod make;
pub mod over;
pub mod say;
pub mod verb;

use crate::content::{Class, Source};
use crate::walk::rule::{Integrations, RuleState};
use crate::walk::{Field, Mark, Move, Role};

pub use make::{judged, open_nodes};
pub use over::Over;
pub use verb::{Act, Verb};

/// One page of the walk, or what lies over one.
#[derive(Debug)]
pub struct Page<'a> {
    /// The node's name, as in `--answer`.
    pub node: &'a str,
    /// What this page is about: its heading.
    pub about: &'a str,
    pub kind: Kind,
    /// Whose wording the page gives.
    pub role: Role,
    /// What stands on it, from its top to its end.
    pub blocks: Vec<Block<'a>>,
    /// The answers given so far, in order.
    pub trail: Vec<Trail<'a>>,
    /// Whose facts the page states where a text says nothing else.
    source: &'a Source,
    /// Whose product it speaks of.
    vendor: Option<&'a str>,
    /// The caller told a password.
    pub told: bool,
    /// Why it is asked.
    pub why: Option<Said<'a>>,
    /// It may be left with steps open.
    can_be_unfinished: bool,
    /// What to do when something else is seen, for the page as a whole.
    asides: Vec<Advice<'a>>,
}

/// The kinds of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Question,
    Password(Typist),
    Checklist,
    Ending(Class),
    /// What lies over a page.
    Over(Over),
}

/// Who types on a password page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typist {
    /// The person themselves.
    Person,
    /// The person, in a second look from a checklist: leaving it leads back there.
    SecondLook,
    /// The caller, in the agent's role, by the agent's deliberate choice.
    Caller,
    /// Nobody: the agent reads the rules aloud.
    Nobody,
}

/// One thing that stands on a page. Its texts are worded for the role.
#[derive(Debug, Clone)]
pub enum Block<'a> {
    /// What an agent says before anything else.
    Promise(&'static str),
    /// The question or the task; the page is led by it.
    Ask(Said<'a>),
    /// What belongs to what is asked.
    Explain(Said<'a>),
    /// For whom a page with fields is, where it asks for nothing itself.
    Purpose(&'static str),
    /// Where to go for what is asked.
    Address(Said<'a>),
    /// A row: an answer, or what can be chosen over a page.
    Choice(Choice<'a>),
    /// Where something is typed.
    Field(FieldBlock),
    /// The heading over the rules, with how many are met.
    Rules(RulesBlock),
    Rule(RuleBlock<'a>),
    /// Whether the integrations can live with the password.
    Verdict(Verdict),
    Caution(Said<'a>),
    /// What no verdict of ours can tell.
    Limit(&'static str),
    /// A heading over what an agent reads aloud, and each such text.
    AloudHeading(&'static str),
    Aloud(Said<'a>),
    /// What the agent asks when the caller is through, and when the caller types here themselves.
    Confirm(&'static str),
    CallerTypes,
    /// A row: a step of a checklist.
    Step(StepBlock<'a>),
    /// A row: going on from a checklist.
    GoOn(&'static str),
    /// What kind of ending it is, and what was found.
    Result(&'static str),
    Outcome(Said<'a>),
    Cause(Said<'a>),
    NoCause(&'static str),
    /// What the questions answered "not sure" are about.
    Open(Vec<&'a str>),
    /// What to do now; what comes before all else is marked.
    Now(Now<'a>),
    /// Whom to ask, and what to say.
    Contact(Said<'a>),
    /// What can still be done at an ending.
    After,
    How(Said<'a>),
    Why(Said<'a>),
    /// The note that is kept with the page.
    Note(String),
    /// A sentence of what lies over a page, and a heading there.
    Text(String),
    Heading(&'static str),
    /// What may be seen instead, and what helps then.
    Advice(Advice<'a>),
    /// What can be done on the page beneath; a front-end says by which keys or commands.
    Verbs(Vec<Verb>),
    /// Where a fact comes from.
    Source(SourceBlock<'a>),
    /// Where a note or the name of a file is written.
    Entry(&'static str),
}

/// A text with every blank filled in.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// To be read, with nothing added.
    pub text: String,
    /// The words to read aloud, where they differ.
    pub aloud: Option<String>,
    /// As the page's role needs it, with whose facts it states where they are not the page's.
    pub shown: String,
    pub source: &'a Source,
}

#[derive(Debug, Clone)]
pub struct Choice<'a> {
    pub key: &'a str,
    /// The words of the answer, as they are typed.
    pub text: String,
    /// The words that a caller gives, where they differ.
    pub aloud: Option<String>,
    /// As the role needs it.
    pub shown: String,
    /// It was given before.
    pub given: bool,
    /// The article's, where it is one of its answers.
    pub source: Option<&'a Source>,
    /// What choosing it asks for.
    pub act: Act,
}

#[derive(Debug, Clone, Copy)]
pub struct FieldBlock {
    pub field: Field,
    /// How many characters are in it.
    pub length: usize,
}

/// How the rules as a whole stand.
#[derive(Debug, Clone)]
pub struct RulesBlock {
    /// The heading, for a front-end that shows it beside the rules.
    pub heading: String,
    /// The same as a verdict of its own.
    pub verdict: &'static str,
    pub met: usize,
    pub rules: usize,
}

#[derive(Debug, Clone)]
pub struct RuleBlock<'a> {
    pub id: &'static str,
    pub said: Said<'a>,
    /// The rule with every sign by its name: a screen reader leaves many signs out, and runs the others together.
    pub by_name: String,
    pub state: RuleState,
}

/// What can be said of the integrations.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub integrations: Integrations,
    /// Which of the troublesome signs are there.
    pub troublesome: Vec<char>,
    /// There is a password to speak of.
    pub is_typed: bool,
}

#[derive(Debug, Clone)]
pub struct StepBlock<'a> {
    pub key: &'a str,
    /// What to do in a few words, when it is to be done, and what the title does not say.
    pub title: Said<'a>,
    /// Where there is one, it may not have appeared.
    pub condition: Option<Said<'a>>,
    pub to_do: Option<Said<'a>>,
    /// All three in sentences, to be read, and to be read aloud.
    pub text: String,
    pub aloud: String,
    /// As the role needs it: an agent reads one step at a time aloud.
    pub shown: String,
    pub source: &'a Source,
    pub address: Option<Said<'a>>,
    pub mark: Option<Mark>,
    /// The rules can be looked at from here.
    pub checks: bool,
    asides: Vec<Advice<'a>>,
}

/// What to do now at an ending.
#[derive(Debug, Clone)]
pub struct Now<'a> {
    /// To be read, with nothing added.
    pub text: String,
    /// As the role needs it.
    pub shown: String,
    /// It comes before what the article says.
    pub first: bool,
    /// The article's own, with where it comes from; the program's where there is none.
    pub source: Option<&'a Source>,
}

/// What may be seen instead, and what helps then.
#[derive(Debug, Clone)]
pub struct Advice<'a> {
    pub see: Said<'a>,
    pub say: Said<'a>,
    pub address: Option<Said<'a>>,
    /// The key and the move that go on from here where the advice does not help.
    pub leads_on: Option<(&'a str, Move)>,
}

/// Whose fact something is, and where it stands.
#[derive(Debug, Clone)]
pub struct SourceBlock<'a> {
    pub text: String,
    pub address: Option<&'a str>,
}

/// One answer given so far.
#[derive(Debug, Clone)]
pub struct Trail<'a> {
    pub node: &'a str,
    pub about: &'a str,
    /// In the article's words, or in the program's.
    pub answer: String,
}

impl<'a> Page<'a> {
    /// The rows that can have the focus, in order: answers, steps, going on.
    pub fn rows(&self) -> impl Iterator<Item = &Block<'a>> {
        self.blocks.iter().filter(|block| block.is_row())
    }

    /// The rows that are answers, or what can be chosen over a page.
    pub fn choices(&self) -> impl Iterator<Item = &Choice<'a>> {
        self.blocks.iter().filter_map(|block| if let Block::Choice(choice) = block { Some(choice) } else { None })
    }

    pub fn steps(&self) -> impl Iterator<Item = &StepBlock<'a>> {
        self.blocks.iter().filter_map(|block| if let Block::Step(step) = block { Some(step) } else { None })
    }

    pub fn rules(&self) -> impl Iterator<Item = &RuleBlock<'a>> {
        self.blocks.iter().filter_map(|block| if let Block::Rule(rule) = block { Some(rule) } else { None })
    }

    pub fn is_checklist(&self) -> bool {
        self.kind == Kind::Checklist
    }

    /// The step of a checklist that comes next, counted from 0; as many as there are when all are marked. On other
    /// pages 0.
    pub fn current_step(&self) -> usize {
        self.steps().position(|step| step.mark.is_none()).unwrap_or_else(|| self.steps().count())
    }

    /// The row that has the focus when the page is reached. A question begins with none: nothing is chosen for anybody.
    pub fn first_row(&self) -> Option<usize> {
        match self.kind {
            Kind::Checklist => Some(self.current_step()),
            Kind::Question => self.choices().position(|choice| choice.given),
            Kind::Password(_) | Kind::Ending(_) | Kind::Over(_) => Some(0),
        }
    }

    /// "Step 4 of 10": the current step, counted from 1, and how many there are. Only where the number is certain.
    pub fn place(&self) -> Option<(usize, usize)> {
        let steps = self.steps().count();
        self.is_checklist().then(|| (steps.min(self.current_step() + 1), steps))
    }

    /// What to do when something else is seen at this row, or on the page as a whole.
    pub fn asides_at(&self, row: usize) -> &[Advice<'a>] {
        let of_step = self.steps().nth(row).map(|step| step.asides.as_slice());
        of_step.filter(|asides| !asides.is_empty()).unwrap_or(&self.asides)
    }

    /// Whether something is typed on the page itself.
    pub fn has_fields(&self) -> bool {
        match self.kind {
            Kind::Password(typist) => typist != Typist::Nobody,
            Kind::Question | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => false,
        }
    }

    /// Every source that something on this page comes from, or over it, each once.
    pub fn sources(&self) -> Vec<SourceBlock<'a>> {
        let mut sources = vec![self.source];
        let asides = self.asides.iter().chain(self.steps().flat_map(|step| &step.asides));
        let others = asides.flat_map(Advice::sources).chain(self.why.as_ref().map(|said| said.source));
        for source in self.blocks.iter().flat_map(Block::sources).chain(others) {
            if !sources.iter().any(|known| std::ptr::eq(*known, source)) {
                sources.push(source);
            }
        }
        let block = |source: &'a Source| SourceBlock {
            text: say::source(source, self.vendor),
            address: source.address.as_deref(),
        };
        sources.into_iter().map(block).collect()
    }
}

impl Said<'_> {
    /// The words to read aloud.
    pub fn heard(&self) -> &str {
        self.aloud.as_ref().unwrap_or(&self.text)
    }
}

impl<'a> Advice<'a> {
    fn sources(&self) -> Vec<&'a Source> {
        [Some(&self.see), Some(&self.say), self.address.as_ref()]
            .into_iter()
            .flatten()
            .map(|said| said.source)
            .collect()
    }
}

impl<'a> Block<'a> {
    /// Whether it can have the focus.
    pub fn is_row(&self) -> bool {
        matches!(self, Block::Choice(_) | Block::Step(_) | Block::GoOn(_))
    }

    /// Where its facts come from.
    fn sources(&self) -> Vec<&'a Source> {
        match self {
            Block::Ask(said)
            | Block::Explain(said)
            | Block::Address(said)
            | Block::Caution(said)
            | Block::Aloud(said)
            | Block::Outcome(said)
            | Block::Cause(said)
            | Block::Contact(said)
            | Block::How(said)
            | Block::Why(said) => vec![said.source],
            Block::Rule(rule) => vec![rule.said.source],
            Block::Choice(Choice { source, .. }) | Block::Now(Now { source, .. }) => source.iter().copied().collect(),
            Block::Step(step) => {
                let more = [&step.condition, &step.to_do, &step.address].into_iter().flatten();
                [step.source].into_iter().chain(more.map(|said| said.source)).collect()
            }
            Block::Advice(advice) => advice.sources(),
            Block::Promise(_)
            | Block::Purpose(_)
            | Block::Field(_)
            | Block::Rules(_)
            | Block::Verdict(_)
            | Block::Limit(_)
            | Block::AloudHeading(_)
            | Block::Confirm(_)
            | Block::CallerTypes
            | Block::GoOn(_)
            | Block::Result(_)
            | Block::NoCause(_)
            | Block::Open(_)
            | Block::After
            | Block::Note(_)
            | Block::Text(_)
            | Block::Heading(_)
            | Block::Verbs(_)
            | Block::Source(_)
            | Block::Entry(_) => Vec::new(),
        }
    }
}
