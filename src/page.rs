//! A page is all that a front-end may know: what stands on it, already worded for the role, and what can be done
//! there. It never holds what is typed: of a password only how long it is, how it stands to each rule, and which of
//! the troublesome signs is there.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

mod judge;
mod make;
pub mod over;
pub mod say;
pub mod verb;

use std::borrow::Cow;

use crate::content::words::fill_in;
use crate::content::{AsideId, Class, Source, words};
use crate::walk::rule::{Integrations, RuleState};
use crate::walk::{Field, Mark, Move, Refusal, Role};

pub use judge::{Typed, judged};
pub use make::{answered, filled, is_open, open_nodes};
pub use over::Over;
pub use verb::{Act, Verb};

/// One page of the walk, or what lies over one.
#[derive(Debug)]
pub struct Page<'a> {
    /// What the article is called in a few words.
    pub article: &'a str,
    /// What every walk through it goes through, and how far this one has come; none where the article names none.
    pub stages: Vec<Stage<'a>>,
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
    /// The caller told a password that is still theirs.
    pub told: bool,
    /// What the page is about on which a password was told last.
    told_on: Option<&'a str>,
    /// Why it is asked.
    pub why: Option<Said<'a>>,
    /// It may be left with steps open.
    can_be_unfinished: bool,
    /// What to do when something else is seen, for the page as a whole.
    asides: Vec<Advice<'a>>,
    /// What is one key away: it stands in the help for this page.
    details: Vec<Block<'a>>,
}

/// One of the stages of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage<'a> {
    pub name: &'a str,
    pub reached: Reached,
}

/// How far a walk has come with a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    Passed,
    Here,
    Ahead,
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
    /// What an agent says in the program's own words, without quotes.
    Say(&'static str),
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
    /// Whether the password keeps the rules.
    Rules(RulesBlock),
    /// Whether the person's program can live with it.
    Verdict(Verdict),
    Rule(RuleBlock<'a>),
    Caution(Said<'a>),
    /// What no verdict of ours can tell.
    Limit(String),
    /// What to do with a password that nothing speaks against.
    Good(&'static str),
    /// A heading over what an agent reads aloud, and each such text.
    AloudHeading(&'static str),
    Aloud(Said<'a>),
    /// What the agent asks when the caller is through, and when the caller types here themselves.
    Confirm(String),
    CallerTypes,
    /// A row: a step of a checklist.
    Step(StepBlock<'a>),
    /// A row: going on from a checklist.
    GoOn(&'static str),
    /// What kind of ending it is, and what was found.
    Result(String),
    Outcome(Said<'a>),
    Cause(Said<'a>),
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
    pub text: Cow<'a, str>,
    /// The words to read aloud, where they differ.
    pub aloud: Option<Cow<'a, str>>,
    /// As the page's role needs it, in one line of text.
    pub shown: Cow<'a, str>,
    /// The agent says it to the caller.
    pub is_said: bool,
    pub source: &'a Source,
}

#[derive(Debug, Clone)]
pub struct Choice<'a> {
    pub key: &'a str,
    /// The words of the answer, as they are typed.
    pub text: Cow<'a, str>,
    /// The words that a caller gives, where they differ.
    pub aloud: Option<Cow<'a, str>>,
    /// As the role needs it.
    pub shown: Cow<'a, str>,
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

/// How a password stands, as it is seen while it is typed.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What it is judged by: the rules, or the person's program by its name.
    pub name: String,
    /// There is nothing to judge yet.
    pub waits: bool,
    /// What is said meanwhile.
    pub hint: String,
    pub state: RuleState,
    /// The state in a few words.
    pub word: String,
    /// What to do about it, the most urgent first; what else there is to say where nothing is to be done.
    pub says: Vec<String>,
}

/// How the rules as a whole stand.
#[derive(Debug, Clone)]
pub struct RulesBlock {
    pub judged: Judged,
    /// The same in a sentence.
    pub verdict: &'static str,
    pub met: usize,
    pub rules: usize,
}

#[derive(Debug, Clone)]
pub struct RuleBlock<'a> {
    pub id: &'static str,
    /// As it is heard it has every sign by its name: a screen reader leaves many signs out, and runs the others together.
    pub said: Said<'a>,
    pub state: RuleState,
    /// What is wrong, in a few words, or why it cannot be told; nothing where it is kept.
    pub because: &'static str,
}

/// What can be said of the person's program.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub judged: Judged,
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
    pub text: Cow<'a, str>,
    /// As the role needs it.
    pub shown: Cow<'a, str>,
    /// What an agent says.
    pub heard: String,
    /// It comes before what the article says.
    pub first: bool,
    /// The article's own, with where it comes from; the program's where there is none.
    pub source: Option<&'a Source>,
}

/// What may be seen instead, and what helps then.
#[derive(Debug, Clone)]
pub struct Advice<'a> {
    pub aside: AsideId,
    pub see: Said<'a>,
    pub say: Said<'a>,
    pub address: Option<Said<'a>>,
    /// The key and the move that go on from here where the advice does not help.
    pub leads_on: Option<(&'a str, Move)>,
}

/// Whose fact something is, where it stands, and which sentences of the page go by it.
#[derive(Debug, Clone)]
pub struct SourceBlock<'a> {
    pub text: String,
    pub address: Option<&'a str>,
    pub says: Vec<String>,
}

/// One answer given so far.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Whether the person types a password on the page; a page for the caller says first whom it is for.
    pub fn is_typed_by_the_person(&self) -> bool {
        match self.kind {
            Kind::Password(Typist::Person | Typist::SecondLook) => true,
            Kind::Password(Typist::Caller | Typist::Nobody)
            | Kind::Question
            | Kind::Checklist
            | Kind::Ending(_)
            | Kind::Over(_) => false,
        }
    }

    /// Whether no row is chosen when the page is reached: what it asks is answered by nobody but the person.
    pub fn begins_unchosen(&self) -> bool {
        match self.kind {
            Kind::Question => true,
            Kind::Over(over) => over.begins_unchosen(),
            Kind::Password(_) | Kind::Checklist | Kind::Ending(_) => false,
        }
    }

    /// The row that has the focus when the page is reached; on a question that of the answer given before, if any.
    pub fn first_row(&self) -> Option<usize> {
        if self.begins_unchosen() {
            return self.choices().position(|choice| choice.given);
        }
        Some(if self.is_checklist() { self.current_step() } else { 0 })
    }

    /// "Step 4 of 10": the current step, counted from 1, and how many there are. Only where the number is certain.
    pub fn place(&self) -> Option<(usize, usize)> {
        let steps = self.steps().count();
        self.is_checklist().then(|| (steps.min(self.current_step() + 1), steps))
    }

    /// What to do when something else is seen at this row, and then on the page as a whole.
    pub fn asides_at(&self, row: usize) -> Vec<&Advice<'a>> {
        let of_step = self.steps().nth(row).into_iter().flat_map(|step| &step.asides);
        of_step.chain(&self.asides).collect()
    }

    /// The advice for this row, where there is only one: whoever opens several, nobody knows which was meant.
    pub fn only_aside_at(&self, row: usize) -> Option<AsideId> {
        if let [advice] = self.asides_at(row)[..] { Some(advice.aside) } else { None }
    }

    /// Whether what was found says this already.
    pub fn is_found(&self, cause: &Said<'_>) -> bool {
        let says = |block: &Block<'_>| matches!(block, Block::Outcome(said) if say::is_within(&cause.text, &said.text));
        self.blocks.iter().any(says)
    }

    /// Whether something is typed on the page itself.
    pub fn has_fields(&self) -> bool {
        match self.kind {
            Kind::Password(typist) => typist != Typist::Nobody,
            Kind::Question | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => false,
        }
    }

    /// What points to the advice for this row, where it could be missed: the longest first, for where there is room.
    /// `{key}` is for the front-end to fill.
    pub fn otherwise(&self, row: usize) -> Vec<String> {
        let words = &words().asides;
        let own = self.steps().nth(row).and_then(|step| step.asides.first());
        match self.kind {
            Kind::Question | Kind::Checklist => {}
            Kind::Password(_) | Kind::Ending(_) | Kind::Over(_) => return Vec::new(),
        }
        if self.asides_at(row).is_empty() && self.steps().nth(row).is_none() {
            return Vec::new();
        }
        let see = |advice: &Advice<'_>| {
            let see = advice.see.text.trim_end_matches('.').replace('{', "{{").replace('}', "}}");
            fill_in(words.hint_of, &[("see", &see), ("key", "{key}")])
        };
        own.map(see).into_iter().chain([words.hint.to_owned()]).collect()
    }

    /// Every source that something on this page comes from, or over it, each once, with what goes by it.
    pub fn sources(&self) -> Vec<SourceBlock<'a>> {
        let mut sources: Vec<(&'a Source, Vec<String>)> = vec![(self.source, Vec::new())];
        let asides = self.asides.iter().chain(self.steps().flat_map(|step| &step.asides));
        let blocks = self.blocks.iter().chain(&self.details).flat_map(Block::facts);
        let why = self.why.as_ref().map(Said::fact);
        for (source, text) in blocks.chain(asides.flat_map(Advice::facts)).chain(why) {
            match sources.iter_mut().find(|(known, _)| std::ptr::eq(*known, source)) {
                Some((_, says)) if says.contains(&text) => {}
                Some((_, says)) => says.push(text),
                None => sources.push((source, vec![text])),
            }
        }
        let block = |(source, says): (&'a Source, Vec<String>)| SourceBlock {
            text: say::source(source, self.vendor),
            address: source.address.as_deref(),
            says,
        };
        sources.into_iter().map(block).collect()
    }

    /// Why a move was refused: for a password, what to do about it.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let Refusal::Doubtful(_) = refusal else { return say::refusal(refusal) };
        let repairs = self.blocks.iter().filter_map(Block::judged);
        let repairs = repairs.filter(|judged| judged.state != RuleState::Met).flat_map(|judged| judged.says.first());
        repairs.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

impl<'a> Said<'a> {
    /// The words to read aloud.
    pub fn heard(&self) -> &str {
        self.aloud.as_ref().unwrap_or(&self.text)
    }

    /// What it states, in the words that are seen, and whose fact that is.
    fn fact(&self) -> Fact<'a> {
        (self.source, if self.is_said { self.heard() } else { &self.text }.to_owned())
    }
}

/// A source, and what goes by it.
type Fact<'a> = (&'a Source, String);

impl<'a> Advice<'a> {
    fn facts(&self) -> Vec<Fact<'a>> {
        [Some(&self.see), Some(&self.say), self.address.as_ref()].into_iter().flatten().map(Said::fact).collect()
    }
}

impl<'a> Block<'a> {
    /// Whether it can have the focus.
    pub fn is_row(&self) -> bool {
        matches!(self, Block::Choice(_) | Block::Step(_) | Block::GoOn(_))
    }

    /// How a password stands, where it says so.
    pub fn judged(&self) -> Option<&Judged> {
        if let Block::Rules(RulesBlock { judged, .. }) | Block::Verdict(Verdict { judged, .. }) = self {
            Some(judged)
        } else {
            None
        }
    }

    /// Whether it is a field, or says something of what is typed in one.
    fn is_of_typed(&self) -> bool {
        matches!(
            self,
            Block::Field(_)
                | Block::Rules(_)
                | Block::Verdict(_)
                | Block::Rule(_)
                | Block::Caution(_)
                | Block::Limit(_)
                | Block::Good(_)
        )
    }

    /// What it states, each with whose fact that is.
    fn facts(&self) -> Vec<Fact<'a>> {
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
            | Block::Why(said) => vec![said.fact()],
            Block::Rule(rule) => vec![rule.said.fact()],
            Block::Choice(Choice { source, text, .. }) | Block::Now(Now { source, text, .. }) => {
                source.iter().map(|source| (*source, text.clone().into_owned())).collect()
            }
            Block::Step(step) => {
                let parts = [Some(&step.title), step.condition.as_ref(), step.to_do.as_ref()];
                let mut facts: Vec<Fact<'a>> = parts.into_iter().flatten().map(Said::fact).collect();
                if facts.iter().all(|(source, _)| std::ptr::eq(*source, step.source)) {
                    facts = vec![(step.source, step.text.clone())];
                }
                facts.extend(step.address.iter().map(Said::fact));
                facts
            }
            Block::Advice(advice) => advice.facts(),
            Block::Say(_)
            | Block::Purpose(_)
            | Block::Field(_)
            | Block::Rules(_)
            | Block::Verdict(_)
            | Block::Limit(_)
            | Block::Good(_)
            | Block::AloudHeading(_)
            | Block::Confirm(_)
            | Block::CallerTypes
            | Block::GoOn(_)
            | Block::Result(_)
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
