//! A page is all that a front-end may know: what to say, what it may do next, and of a password only how long it is,
//! how it stands to each rule, and which of the troublesome signs is there.

use crate::content::words::fill;
use crate::content::{Caution, Class, Link, Source, Text, Whose};

use super::Role;
use super::rule::{Integrations, RuleState};

/// One page of the walk, as data.
#[derive(Debug)]
pub struct Page<'a> {
    /// The node's name, as in `--answer`.
    pub node: &'a str,
    /// What the article is about.
    pub title: &'a str,
    /// What this page is about.
    pub about: &'a str,
    /// The question or the task; on an ending, what was found.
    pub ask: Said<'a>,
    pub why: Option<Said<'a>>,
    pub how: Option<Said<'a>>,
    pub link: Option<Address<'a>>,
    pub body: Body<'a>,
    /// What to do when something else is seen, for the page as a whole.
    pub asides: Vec<Advice<'a>>,
    /// The answers given so far, in order.
    pub trail: Vec<Trail<'a>>,
    /// Whose facts the page states where a text says nothing else.
    pub source: &'a Source,
    /// Whose wording the page gives.
    pub role: Role,
    /// The note kept with this page.
    pub note: Option<String>,
    /// The caller told a password.
    pub told: bool,
    /// The walk is kept as it goes.
    pub kept: bool,
}

/// A text with every blank filled in.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    pub text: String,
    /// The words to read aloud, where they differ.
    pub aloud: Option<String>,
    pub source: &'a Source,
}

/// What may be seen instead, and what helps then.
#[derive(Debug, Clone)]
pub struct Advice<'a> {
    pub see: Said<'a>,
    pub say: Said<'a>,
}

/// One answer given so far.
#[derive(Debug, Clone)]
pub struct Trail<'a> {
    pub node: &'a str,
    pub about: &'a str,
    pub answer: Answered,
}

/// How it was answered: in the article's words, or in the program's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    Words(String),
    Checked,
    Later,
    Done,
    Unfinished,
}

#[derive(Debug)]
pub enum Body<'a> {
    Question { answers: Vec<Choice<'a>>, given: Option<usize> },
    Password(PasswordBody<'a>),
    Checklist { steps: Vec<StepBody<'a>>, current: usize },
    Ending(EndingBody<'a>),
}

#[derive(Debug)]
pub struct Choice<'a> {
    pub key: &'a str,
    pub said: Said<'a>,
}

#[derive(Debug)]
pub struct PasswordBody<'a> {
    /// How many characters are in the password field and in the username field.
    pub password: usize,
    pub username: usize,
    pub rules: Vec<RuleBody<'a>>,
    pub integrations: Integrations,
    pub cautions: Vec<(Caution, Said<'a>)>,
    /// Which of the troublesome signs are there.
    pub troublesome: Vec<char>,
    pub fields: Fields,
}

/// Who types on a password page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// The person themselves.
    Person,
    /// The person, in a second look from a checklist: leaving it leads back there.
    SecondLook,
    /// The caller, in the agent's role, by the agent's deliberate choice.
    Caller,
    /// Nobody: the agent reads the rules aloud.
    None,
}

impl PasswordBody<'_> {
    /// Whether some of the rules are not the article's, so that keeping them all says more than the article asks.
    pub fn has_own_rules(&self) -> bool {
        self.rules.iter().any(|rule| rule.said.source.whose != Whose::Article)
    }

    /// How many rules are in this state.
    pub fn count(&self, state: RuleState) -> usize {
        self.rules.iter().filter(|rule| rule.state == state).count()
    }
}

#[derive(Debug)]
pub struct RuleBody<'a> {
    pub id: &'static str,
    pub said: Said<'a>,
    pub state: RuleState,
}

#[derive(Debug)]
pub struct StepBody<'a> {
    pub said: Said<'a>,
    pub only_if: Option<Said<'a>>,
    pub link: Option<Address<'a>>,
    pub mark: Option<Mark>,
    pub asides: Vec<Advice<'a>>,
    /// The rules can be looked at from here, and a password checked again.
    pub checks: bool,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Done,
    /// Its condition did not hold: what it speaks of did not appear.
    NotShown,
}

#[derive(Debug)]
pub struct EndingBody<'a> {
    pub class: Class,
    pub cause: Option<Said<'a>>,
    pub now: Vec<Said<'a>>,
    pub contact: Said<'a>,
    /// What was left open: the questions answered "not sure".
    pub open: Vec<&'a str>,
    /// How many steps of the last reset were left unmarked.
    pub unmarked: usize,
}

impl<'a> Page<'a> {
    /// "Step 4 of 10": the current step, counted from 1, and how many there are. Only where the number is certain.
    pub fn place(&self) -> Option<(usize, usize)> {
        match &self.body {
            Body::Checklist { steps, current } => Some((steps.len().min(current + 1), steps.len())),
            Body::Question { .. } | Body::Password(_) | Body::Ending(_) => None,
        }
    }

    /// The step of a checklist that comes next, counted from 0; on other pages 0.
    pub fn current_step(&self) -> usize {
        match &self.body {
            Body::Checklist { current, .. } => *current,
            Body::Question { .. } | Body::Password(_) | Body::Ending(_) => 0,
        }
    }

    /// What to do when something else is seen at this step of a checklist, or on the page as a whole.
    pub fn asides_at(&self, step: usize) -> &[Advice<'a>] {
        let of_step = match &self.body {
            Body::Checklist { steps, .. } => steps.get(step).map(|step| step.asides.as_slice()),
            Body::Question { .. } | Body::Password(_) | Body::Ending(_) => None,
        };
        of_step.filter(|asides| !asides.is_empty()).unwrap_or(&self.asides)
    }

    /// Every source that something on this page comes from, or over it, each once.
    pub fn sources(&self) -> Vec<&'a Source> {
        let mut sources = vec![self.source];
        let of_steps = match &self.body {
            Body::Checklist { steps, .. } => steps.as_slice(),
            Body::Question { .. } | Body::Password(_) | Body::Ending(_) => &[],
        };
        let links = self.link.iter().chain(of_steps.iter().filter_map(|step| step.link.as_ref()));
        let asides = self.asides.iter().chain(of_steps.iter().flat_map(|step| &step.asides));
        let advice = asides.flat_map(|aside| [&aside.see, &aside.say]);
        let said = self.said().chain(advice).map(|said| said.source);
        for source in said.chain(links.map(|address| address.source)) {
            if !sources.iter().any(|known| std::ptr::eq(*known, source)) {
                sources.push(source);
            }
        }
        sources
    }

    fn said(&self) -> impl Iterator<Item = &Said<'a>> {
        let own: Vec<&Said<'a>> = match &self.body {
            Body::Question { answers, .. } => answers.iter().map(|answer| &answer.said).collect(),
            Body::Password(body) => {
                body.rules.iter().map(|rule| &rule.said).chain(body.cautions.iter().map(|(_, said)| said)).collect()
            }
            Body::Checklist { steps, .. } => {
                steps.iter().flat_map(|step| step.only_if.iter().chain([&step.said])).collect()
            }
            Body::Ending(body) => body.cause.iter().chain(&body.now).chain([&body.contact]).collect(),
        };
        [&self.ask].into_iter().chain(&self.why).chain(&self.how).chain(own)
    }
}

impl<'a> Said<'a> {
    /// Fills `{name}` with the answer that `answer` knows by that name: in its words, or as it is read aloud.
    pub(super) fn new<'t>(text: &Text, source: &'a Source, answer: impl Fn(&str) -> Option<&'t Text>) -> Said<'a> {
        let aloud = text.aloud.as_ref().map(|aloud| filled(aloud, &answer, |it| it.aloud.as_ref().unwrap_or(&it.text)));
        Said { text: filled(&text.text, &answer, |it| &it.text), aloud, source }
    }

    /// Whether these facts are another's than the page's.
    pub fn whose_if_other(&self, page: &Source) -> Option<Whose> {
        (self.source.whose != page.whose).then_some(self.source.whose)
    }
}

/// A text with its blanks filled. An answer may speak of earlier ones, and only of earlier ones: an article that is
/// whole has no circle.
fn filled<'t>(text: &str, answer: &dyn Fn(&str) -> Option<&'t Text>, words: fn(&Text) -> &String) -> String {
    fill(text, |name| answer(name).map(|it| filled(words(it), answer, words)))
}

/// An address, and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    pub link: &'a Link,
    pub source: &'a Source,
}
