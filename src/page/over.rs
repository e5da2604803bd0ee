//! What can lie over a page, as pages of its own: help, the answers so far, advice, a note, the questions before
//! something is lost.

use std::borrow::Cow;

use crate::content::words;
use crate::walk::Move;

use super::{Act, Block, Choice, Kind, Page, Typist, Verb};
use crate::content::words::fill_in;
use crate::walk::Role;

/// What lies over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    Help,
    Asides,
    Answers,
    /// The question before something is lost by what comes next.
    Before(Then),
    /// The note of the page is written.
    Note,
    /// Under which name the case notes are saved.
    Save,
    /// Another name for them is written.
    SaveName,
    /// What an agent can do with the call, on any page.
    Call,
    /// The reference of the call is written.
    Reference,
    /// The same, and then the call is parked.
    Park(Then),
    /// Why the call is broken off is written.
    BreakOff(Then),
    /// The parked calls, each to be taken up.
    Parked,
    /// The case notes are shown.
    Notes,
    /// What to do when the caller told a password.
    Told,
    /// The offer to go on with the walk that was kept.
    Offer,
    /// The question before a checklist is left with steps open.
    OpenSteps,
}

/// What comes after a call, or after the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Leave,
    NewCall,
    /// The parked call at this place of their list is taken up.
    TakeUp(usize),
}

impl Over {
    /// Whether something is written in it.
    pub fn has_entry(self) -> bool {
        match self {
            Over::Note | Over::SaveName | Over::Reference | Over::Park(_) | Over::BreakOff(_) => true,
            Over::Help
            | Over::Asides
            | Over::Answers
            | Over::Before(_)
            | Over::Save
            | Over::Call
            | Over::Parked
            | Over::Notes
            | Over::Told
            | Over::Offer
            | Over::OpenSteps => false,
        }
    }

    /// Whether no row is chosen when it is opened: what is chosen there says how something is, and is recorded.
    pub(super) fn begins_unchosen(self) -> bool {
        match self {
            Over::Asides | Over::OpenSteps => true,
            Over::Help
            | Over::Answers
            | Over::Before(_)
            | Over::Note
            | Over::Save
            | Over::SaveName
            | Over::Call
            | Over::Reference
            | Over::Park(_)
            | Over::BreakOff(_)
            | Over::Parked
            | Over::Notes
            | Over::Told
            | Over::Offer => false,
        }
    }

    /// What can be done in it, the most needed first. A digit is what goes on where no row is chosen.
    pub(super) fn verbs(self, has_rows: bool, is_chosen: bool) -> Vec<Verb> {
        match self {
            over if over.begins_unchosen() && has_rows && !is_chosen => {
                vec![Verb::Digit, Verb::Choose, Verb::Move, Verb::Close]
            }
            Over::Answers if has_rows => vec![Verb::Change, Verb::Move, Verb::Close],
            Over::Before(_) | Over::OpenSteps | Over::Save | Over::Call | Over::Parked | Over::Told => {
                vec![Verb::Choose, Verb::Move, Verb::Close]
            }
            Over::Asides if has_rows => vec![Verb::Choose, Verb::Move, Verb::Close],
            Over::Offer => vec![Verb::Choose, Verb::Move, Verb::TakeUp],
            Over::Note => vec![Verb::Keep, Verb::Discard, Verb::Clear],
            Over::SaveName => vec![Verb::SaveFile, Verb::Close, Verb::Clear],
            Over::Reference => vec![Verb::Keep, Verb::Close, Verb::Clear],
            Over::Park(_) => vec![Verb::ParkIt, Verb::Close, Verb::Clear],
            Over::BreakOff(_) => vec![Verb::BreakOff, Verb::Close, Verb::Clear],
            Over::Help | Over::Asides | Over::Answers | Over::Notes => vec![Verb::Close, Verb::Scroll],
        }
    }
}

/// What would be lost by leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The answers, since the walk is not kept.
    Answers,
    /// A call that is not finished: it can be parked, or written as broken off.
    Call,
    /// What is typed; the answers are kept.
    Typed,
    /// Notes that were not saved.
    Notes,
}

impl Loss {
    /// What is said before it is lost.
    pub fn warning(self) -> &'static str {
        let words = &words().leave;
        match self {
            Loss::Answers => words.say,
            Loss::Call => words.say_call,
            Loss::Typed => words.say_typed,
            Loss::Notes => words.say_notes,
        }
    }

    /// The same as a question to be answered with yes or no; nothing where there is more to choose from.
    pub fn question(self, then: Then) -> Option<&'static str> {
        let words = &words().plain;
        match (self, then) {
            (Loss::Call, _) => None,
            (Loss::Answers, Then::Leave) => Some(words.quit_sure),
            (Loss::Typed, Then::Leave) => Some(words.quit_typed),
            (Loss::Notes, Then::Leave) => Some(words.quit_notes),
            (Loss::Answers | Loss::Typed, Then::NewCall) => Some(words.new_call_sure),
            (Loss::Notes, Then::NewCall) => Some(words.new_call_notes),
            (Loss::Answers | Loss::Typed, Then::TakeUp(_)) => Some(words.take_up_sure),
            (Loss::Notes, Then::TakeUp(_)) => Some(words.take_up_notes),
        }
    }
}

impl<'a> Page<'a> {
    /// What this page is for, what can be done there, and where its facts come from.
    pub fn help(&self, row: usize) -> Page<'a> {
        let words = &words().help;
        let text = match self.kind {
            Kind::Question => words.question,
            Kind::Password(Typist::Nobody) => words.rules_aloud,
            Kind::Password(Typist::Person | Typist::SecondLook | Typist::Caller) => words.password,
            Kind::Checklist if self.role == Role::Agent => words.checklist_aloud,
            Kind::Checklist => words.checklist,
            Kind::Ending(_) | Kind::Over(_) => words.ending,
        };
        let mut blocks = vec![Block::Text(text.to_owned())];
        blocks.extend(self.why.clone().map(Block::Why));
        blocks.extend(self.details.iter().cloned());
        blocks.extend(self.blocks.iter().filter(|block| matches!(block, Block::Caution(_))).cloned());
        blocks.extend([Block::Heading(words.keys), Block::Verbs(self.verbs(row))]);
        blocks.push(Block::Heading(words.sources));
        blocks.extend(self.sources().into_iter().map(Block::Source));
        self.over(Over::Help, words.title, blocks)
    }

    /// What to do when something else is seen at this row, and where that leads when it does not help.
    pub fn asides(&self, row: usize) -> Page<'a> {
        let words = &words().asides;
        let asides = self.asides_at(row);
        let mut blocks = Vec::new();
        if asides.is_empty() {
            blocks.push(Block::Text(words.none.to_owned()));
        }
        for advice in asides {
            blocks.push(Block::Advice(advice.clone()));
            if let Some((key, to)) = advice.leads_on {
                // The row says what is recorded by it: several may stand on one page.
                let text = fill_in(words.leads_on, &[("see", advice.see.text.trim_end_matches('.'))]);
                blocks.push(Block::Choice(Choice::new(key, &text, Act::Move(to))));
            }
        }
        self.over(Over::Asides, words.title, blocks)
    }

    /// The question before a checklist is left with steps open.
    pub fn open_steps(&self) -> Page<'a> {
        let words = &words().open_steps;
        let (open, steps) = (self.steps().filter(|step| step.mark.is_none()).count(), self.steps().count());
        let say = if open == 1 { words.say_one } else { words.say };
        let say = fill_in(say, &[("open", &open.to_string()), ("steps", &steps.to_string())]);
        let choice = |key, text, act| Block::Choice(Choice::new(key, text, act));
        let mut blocks = vec![Block::Text(say), choice("done", words.done, Act::Move(Move::AllDone))];
        if self.can_be_unfinished {
            blocks.push(choice("unfinished", words.unfinished, Act::Move(Move::LeaveUnfinished)));
        }
        blocks.push(choice("back", words.back, Act::Close));
        self.over(Over::OpenSteps, words.title, blocks)
    }

    /// The answers given so far, each to be changed.
    pub fn answers(&self) -> Page<'a> {
        let texts = &words().answers;
        let say = if self.trail.is_empty() { texts.none } else { texts.say };
        let mut blocks = vec![Block::Text(say.to_owned())];
        for (place, step) in self.trail.iter().enumerate() {
            let values = [("about", step.about), ("answer", step.answer.as_str())];
            let text = fill_in(words().summary.answer, &values);
            blocks.push(Block::Choice(Choice::new(step.node, &text, Act::Move(Move::Change(place)))));
        }
        self.over(Over::Answers, texts.title, blocks)
    }

    /// The question before something is lost by what comes next. Staying stands first, so that Enter loses nothing.
    pub fn before(&self, then: Then, loss: Loss) -> Page<'a> {
        let (leave, call) = (&words().leave, &words().call);
        let (title, stay, go): (&'static str, &str, &str) = match then {
            Then::Leave => (leave.title, leave.stay, leave.leave),
            Then::NewCall => (call.new_call, call.stay, call.new_call),
            Then::TakeUp(_) => (call.take_up, call.stay, call.take_up),
        };
        let mut rows = vec![("stay", stay, Act::Close)];
        match loss {
            Loss::Call => rows.extend([
                ("park", call.park, Act::Open(Over::Park(then))),
                ("broken-off", call.break_off, Act::Open(Over::BreakOff(then))),
                ("throw-away", call.throw_away, Act::EndNow(then)),
            ]),
            Loss::Answers | Loss::Typed | Loss::Notes => rows.push(("go", go, Act::EndNow(then))),
        }
        self.question(Over::Before(then), title, loss.warning(), rows)
    }

    /// Where the reference of the call is written.
    pub fn reference(&self) -> Page<'a> {
        self.over(Over::Reference, words().call.reference_title, vec![Block::Entry(words().call.reference_label)])
    }

    /// The same before the call is parked.
    pub fn park(&self, then: Then) -> Page<'a> {
        let words = &words().call;
        let blocks = vec![Block::Text(words.park_say.to_owned()), Block::Entry(words.reference_label)];
        self.over(Over::Park(then), words.park_title, blocks)
    }

    /// Where it is written why the call is broken off.
    pub fn break_off(&self, then: Then) -> Page<'a> {
        let words = &words().call;
        let blocks = vec![Block::Text(words.break_off_say.to_owned()), Block::Entry(words.why_label)];
        self.over(Over::BreakOff(then), words.break_off_title, blocks)
    }

    /// The parked calls, each in a line of its own, and what there is to say of them.
    pub fn parked(&self, calls: &[String], say: &str) -> Page<'a> {
        let mut blocks = vec![Block::Text(say.to_owned())];
        let act = |place| Act::End(Then::TakeUp(place));
        let rows = calls.iter().enumerate();
        blocks.extend(rows.map(|(place, call)| Block::Choice(Choice::new("parked-call", call, act(place)))));
        blocks.push(Block::Choice(Choice::new("back", words().call.back, Act::Close)));
        self.over(Over::Parked, words().parked.title, blocks)
    }

    /// The offer to go on with the walk that was kept.
    pub fn offer(&self, offer: &str) -> Page<'a> {
        let words = &words().state;
        let rows = vec![("go-on", words.go_on, Act::Close), ("anew", words.anew, Act::BeginAnew)];
        self.question(Over::Offer, words.title, offer, rows)
    }

    /// Where the note of this page is written.
    pub fn note(&self) -> Page<'a> {
        let words = &words().notes;
        self.over(Over::Note, words.note_title, vec![Block::Entry(words.label)])
    }

    /// Under which name the case notes are saved: this one, or another.
    pub fn save(&self, name: &str) -> Page<'a> {
        let words = &words().notes;
        let ready = fill_in(words.save_as, &[("file", name)]);
        let blocks = vec![
            Block::Choice(Choice::new("ready", &ready, Act::SaveFile)),
            Block::Choice(Choice::new("another", words.save_other, Act::Open(Over::SaveName))),
            Block::Choice(Choice::new("back", words.save_not, Act::Close)),
        ];
        self.over(Over::Save, words.save_title, blocks)
    }

    /// Where the name of a file for the case notes is written.
    pub fn save_name(&self) -> Page<'a> {
        let words = &words().notes;
        self.over(Over::SaveName, words.save_title, vec![Block::Entry(words.save_label)])
    }

    /// What an agent can do with the call, wherever it stands.
    pub fn call(&self) -> Page<'a> {
        let words = &words().call;
        let mut rows = vec![("copy", words.copy, Act::Copy), ("save", words.save, Act::Open(Over::Save))];
        rows.push(("view", words.view, Act::Open(Over::Notes)));
        match self.told {
            true => rows.push(("not-told", words.not_told, Act::Move(Move::NotTold))),
            false => rows.push(("told", words.told, Act::Move(Move::Told))),
        }
        if self.kind == Kind::Password(Typist::Nobody) {
            rows.push(("caller-types", words.caller_types, Act::Move(Move::CallerTypes)));
        }
        rows.push(("ref", words.reference, Act::Open(Over::Reference)));
        if self.can_be_parked() {
            rows.push(("park", words.park_now, Act::Open(Over::Park(Then::NewCall))));
        }
        rows.push(("parked", words.take_up, Act::Open(Over::Parked)));
        rows.push(("new-call", words.new_call, Act::End(Then::NewCall)));
        rows.push(("back", words.back, Act::Close));
        let rows = rows.into_iter().map(|(key, text, act)| Block::Choice(Choice::new(key, text, act)));
        self.over(Over::Call, words.title, rows.collect())
    }

    /// The case notes, shown.
    pub fn notes(&self, text: &str) -> Page<'a> {
        let blocks = text.lines().map(|line| Block::Text(line.to_owned())).collect();
        self.over(Over::Notes, words().notes.shown_title, blocks)
    }

    /// What to do when the caller told a password.
    pub fn told(&self) -> Page<'a> {
        let words = &words().agent;
        let mut blocks = vec![Block::Say(words.told_say)];
        let noted = fill_in(words.told_noted, &[("about", self.told_on.unwrap_or(self.about))]);
        blocks.extend([words.told_do.to_owned(), noted].map(Block::Text));
        blocks.push(Block::Choice(Choice::new("go-on", words.told_go_on, Act::Close)));
        blocks.push(Block::Choice(Choice::new("not-told", words.told_not, Act::Move(Move::NotTold))));
        self.over(Over::Told, words.told_title, blocks)
    }

    /// A text and ways to go on.
    fn question(&self, over: Over, title: &'static str, text: &str, rows: Vec<(&'static str, &str, Act)>) -> Page<'a> {
        let rows = rows.into_iter().map(|(key, text, act)| Block::Choice(Choice::new(key, text, act)));
        self.over(over, title, [Block::Text(text.to_owned())].into_iter().chain(rows).collect())
    }

    fn over(&self, over: Over, about: &'static str, blocks: Vec<Block<'a>>) -> Page<'a> {
        Page {
            article: self.article,
            stages: self.stages.clone(),
            node: self.node,
            about,
            kind: Kind::Over(over),
            role: self.role,
            blocks,
            trail: Vec::new(),
            source: self.source,
            vendor: self.vendor,
            told: self.told,
            told_on: self.told_on,
            why: None,
            can_be_unfinished: false,
            asides: Vec::new(),
            details: Vec::new(),
        }
    }
}

impl<'a> Choice<'a> {
    /// A row that is none of the article's answers.
    pub fn new(key: &'a str, text: &str, act: Act) -> Choice<'a> {
        let text = Cow::from(text.to_owned());
        Choice { key, aloud: None, shown: text.clone(), text, given: false, source: None, act }
    }
}
