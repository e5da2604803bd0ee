//! What can be done on a page: its verbs, the most needed first, and what each of them asks for. A front-end has one
//! table from its keys or commands to these.

use crate::content::{Class, words};
use crate::walk::{Mark, Move, Role};

use super::over::Then;
use super::{Block, Kind, Over, Page, Typist};

macro_rules! verbs {
    ($($(#[$doc:meta])* $verb:ident => $($hint:ident).+,)*) => {
        /// What a person can do on a page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Verb {
            $($(#[$doc])* $verb,)*
        }

        impl Verb {
            pub const ALL: &[Verb] = &[$(Verb::$verb),*];

            /// What it does, in a few words.
            pub fn hint(self) -> &'static str {
                match self {
                    $(Verb::$verb => &words().$($hint).+,)*
                }
            }
        }
    };
}

verbs! {
    Choose => hint.choose,
    GoOn => hint.go_on,
    /// Mark the step that has the focus as done.
    Mark => hint.mark,
    /// Leave at an ending.
    Finish => hint.finish,
    /// Leave a second look.
    Return => hint.close,
    /// What the step speaks of did not appear.
    NotShown => hint.not_shown,
    /// Look at the rules from within a checklist.
    Check => hint.check,
    /// Take the last mark back.
    Unmark => hint.unmark,
    Help => hint.help,
    Back => hint.back,
    Leave => hint.leave,
    Copy => hint.copy,
    Save => hint.save,
    /// Show the case notes.
    View => hint.view,
    /// An agent's: what can be done with this call.
    Call => hint.call,
    /// Write the reference of the call.
    Reference => hint.reference,
    /// Park the call, to take it up later.
    Park => hint.park,
    /// Park it under the reference that is written.
    ParkIt => hint.park_it,
    /// The parked calls.
    Parked => hint.parked,
    NewCall => hint.new_call,
    /// Write the call as broken off.
    BreakOff => hint.break_off,
    /// That's not what I see.
    Asides => hint.asides,
    Told => hint.told,
    UserWording => hint.role_user,
    AgentWording => hint.role_agent,
    /// Move among the rows.
    Move => hint.move_rows,
    Scroll => hint.scroll,
    /// Choose by a digit.
    Digit => hint.digit,
    CallerTypes => hint.caller_types,
    SwitchField => hint.switch,
    Clear => hint.clear,
    Show => hint.show,
    Hide => hint.hide,
    Answers => hint.answers,
    /// Change the answer that has the focus.
    Change => hint.change,
    Note => hint.note,
    Plain => hint.plain,
    /// Close what lies over a page.
    Close => hint.close,
    /// Keep the note that is written, or leave it as it was.
    Keep => hint.keep,
    Discard => hint.discard,
    /// Write the case notes to the file that is named.
    SaveFile => hint.save,
    /// Go on with the walk that was kept.
    TakeUp => state.go_on_hint,
}

/// What a verb or a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Move(Move),
    /// Lay something over the page.
    Open(Over),
    /// Close what lies over the page.
    Close,
    /// Leave, or begin another call; asks where something would be lost.
    End(Then),
    /// The same: it was asked.
    EndNow(Then),
    /// Park the call under the reference that is written.
    ParkNow(Then),
    /// Write the call as broken off, for the reason that is written.
    BreakOffNow(Then),
    /// Keep the reference that is written.
    KeepReference,
    /// Go on in the plain mode.
    Plain,
    /// Send the case notes to the clipboard.
    Copy,
    /// Write the case notes to the file that is named.
    SaveFile,
    /// Keep the note that is written.
    KeepNote,
    /// Show or hide the password.
    ShowOrHide,
    /// Go to the other field.
    SwitchField,
    /// Go to the next row.
    NextRow,
    /// Begin anew, and forget the walk that was kept.
    BeginAnew,
    /// There is only something to say.
    Say(&'static str),
    /// The verb has no meaning here.
    NotHere,
}

impl Page<'_> {
    /// What can be done with the focus on this row, the most needed first.
    pub fn verbs(&self, row: usize) -> Vec<Verb> {
        let mut verbs = Vec::new();
        let mut add = |verb, holds: bool| {
            if holds {
                verbs.push(verb);
            }
        };
        let typist = if let Kind::Password(typist) = self.kind { Some(typist) } else { None };
        let has_fields = self.has_fields();
        let step = self.steps().nth(row);
        let has_row = self.rows().nth(row).is_some();
        let is_agent = self.role == Role::Agent;
        let is_ending = matches!(self.kind, Kind::Ending(_));
        match self.kind {
            // A question begins with no row chosen: then a digit is what goes on.
            Kind::Question => {
                add(Verb::Digit, !has_row);
                add(Verb::Choose, true);
                add(Verb::Digit, has_row);
            }
            Kind::Password(Typist::SecondLook) => add(Verb::Return, true),
            Kind::Password(Typist::Person | Typist::Caller | Typist::Nobody) => add(Verb::GoOn, true),
            Kind::Checklist => add(if step.is_some() { Verb::Mark } else { Verb::GoOn }, true),
            Kind::Ending(_) => add(Verb::Finish, true),
            Kind::Over(over) => return over.verbs(self.rows().next().is_some(), has_row),
        }
        add(Verb::Show, has_fields);
        add(Verb::SwitchField, has_fields);
        // At a step the way out is always in sight, also where there is no advice of its own.
        add(Verb::Asides, step.is_some());
        add(Verb::NotShown, step.is_some_and(|step| step.condition.is_some()));
        add(Verb::Move, self.kind == Kind::Question);
        add(Verb::Back, !self.trail.is_empty() || typist.is_some_and(|typist| typist != Typist::Person));
        add(Verb::Copy, is_ending);
        add(Verb::Save, is_ending);
        add(Verb::Help, true);
        add(Verb::Leave, !is_ending);
        add(Verb::Call, is_agent);
        add(Verb::View, is_ending);
        add(Verb::Leave, is_ending);
        add(Verb::Asides, step.is_none() && !self.asides_at(row).is_empty());
        add(Verb::Told, is_agent);
        add(Verb::UserWording, is_agent);
        add(Verb::Check, step.is_some_and(|step| step.checks));
        add(Verb::CallerTypes, typist == Some(Typist::Nobody));
        add(Verb::Clear, has_fields);
        add(Verb::Move, self.rows().next().is_some() && self.kind != Kind::Question);
        add(Verb::Scroll, is_ending || typist == Some(Typist::Nobody));
        add(Verb::Unmark, self.steps().any(|step| step.mark.is_some()));
        add(Verb::Answers, !self.trail.is_empty());
        add(Verb::Note, true);
        add(Verb::AgentWording, !is_agent);
        add(Verb::Plain, true);
        // What an agent's menu has, and the plain mode as commands.
        add(Verb::Save, is_agent && !is_ending);
        add(Verb::View, is_agent && !is_ending);
        add(Verb::Reference, is_agent);
        add(Verb::Park, is_agent && self.can_be_parked());
        add(Verb::Parked, is_agent);
        add(Verb::NewCall, is_agent);
        verbs
    }

    /// The keys that one looks for: those that go on, back, and out, and what belongs to this page alone. The rest stands
    /// in the help.
    pub fn chief_verbs(&self, row: usize) -> Vec<Verb> {
        let mut verbs = self.verbs(row);
        let has_row = self.rows().nth(row).is_some();
        verbs.retain(|verb| match verb {
            Verb::Choose => has_row,
            Verb::Digit => !has_row,
            Verb::Note | Verb::UserWording | Verb::View => self.role == Role::Agent,
            Verb::Answers | Verb::AgentWording | Verb::Plain | Verb::Unmark => false,
            Verb::Reference | Verb::Park | Verb::Parked | Verb::NewCall => false,
            Verb::Move | Verb::Scroll | Verb::Clear => !self.is_checklist() && !self.has_ended() && !self.has_fields(),
            Verb::GoOn
            | Verb::Mark
            | Verb::Finish
            | Verb::Return
            | Verb::NotShown
            | Verb::Check
            | Verb::Help
            | Verb::Back
            | Verb::Leave
            | Verb::Copy
            | Verb::Save
            | Verb::Call
            | Verb::ParkIt
            | Verb::BreakOff
            | Verb::Asides
            | Verb::Told
            | Verb::CallerTypes
            | Verb::SwitchField
            | Verb::Show
            | Verb::Hide
            | Verb::Change
            | Verb::Close
            | Verb::Keep
            | Verb::Discard
            | Verb::SaveFile
            | Verb::TakeUp => true,
        });
        verbs
    }

    /// What this verb asks for with the focus on this row.
    pub fn act(&self, verb: Verb, row: usize) -> Act {
        let step = self.steps().nth(row);
        match verb {
            Verb::Choose | Verb::Change => match self.choices().nth(row) {
                Some(choice) => choice.act,
                None if self.begins_unchosen() => Act::Say(words().refusal.choose_first),
                None => Act::NotHere,
            },
            Verb::Finish if self.has_ended() => Act::End(Then::Leave),
            Verb::GoOn if self.steps().any(|step| step.mark.is_none()) => Act::Open(Over::OpenSteps),
            Verb::GoOn | Verb::Return => Act::Move(Move::GoOn),
            Verb::Mark => match step {
                Some(step) if step.mark.is_some() => Act::NextRow,
                Some(_) => Act::Move(Move::Mark(row, Mark::Done)),
                None => Act::NotHere,
            },
            Verb::NotShown if step.is_some() => Act::Move(Move::Mark(row, Mark::NotShown)),
            Verb::Check if step.is_some_and(|step| step.checks) => Act::Move(Move::Look(row)),
            Verb::Unmark => Act::Move(Move::Unmark),
            Verb::Help => Act::Open(Over::Help),
            Verb::Back => Act::Move(Move::Back),
            Verb::Leave => Act::End(Then::Leave),
            Verb::Copy if self.has_record() => Act::Copy,
            Verb::Save if self.has_record() => Act::Open(Over::Save),
            Verb::View if self.has_record() => Act::Open(Over::Notes),
            Verb::Call if self.role == Role::Agent => Act::Open(Over::Call),
            Verb::Reference if self.role == Role::Agent => Act::Open(Over::Reference),
            Verb::Park if self.can_be_parked() => Act::Open(Over::Park(Then::NewCall)),
            Verb::ParkIt => {
                if let Kind::Over(Over::Park(then)) = self.kind {
                    Act::ParkNow(then)
                } else {
                    Act::NotHere
                }
            }
            Verb::BreakOff => {
                if let Kind::Over(Over::BreakOff(then)) = self.kind {
                    Act::BreakOffNow(then)
                } else {
                    Act::NotHere
                }
            }
            Verb::Parked if self.role == Role::Agent => Act::Open(Over::Parked),
            Verb::NewCall if self.role == Role::Agent => Act::End(Then::NewCall),
            Verb::Asides => Act::Open(Over::Asides),
            // Once more: it can be taken back where it was pressed.
            Verb::Told if self.role == Role::Agent && self.told => Act::Open(Over::Told),
            Verb::Told if self.role == Role::Agent => Act::Move(Move::Told),
            Verb::UserWording | Verb::AgentWording => Act::Move(Move::SwitchRole),
            Verb::CallerTypes if self.kind == Kind::Password(Typist::Nobody) => Act::Move(Move::CallerTypes),
            Verb::SwitchField if self.has_fields() => Act::SwitchField,
            Verb::Show | Verb::Hide if self.has_fields() => Act::ShowOrHide,
            Verb::Answers => Act::Open(Over::Answers),
            Verb::Note => Act::Open(Over::Note),
            Verb::Plain => Act::Plain,
            Verb::Close | Verb::Discard | Verb::TakeUp => Act::Close,
            Verb::Keep if self.kind == Kind::Over(Over::Reference) => Act::KeepReference,
            Verb::Keep => Act::KeepNote,
            Verb::SaveFile => Act::SaveFile,
            Verb::Finish
            | Verb::NotShown
            | Verb::Check
            | Verb::Copy
            | Verb::Save
            | Verb::View
            | Verb::Call
            | Verb::Reference
            | Verb::Park
            | Verb::Parked
            | Verb::NewCall
            | Verb::Told
            | Verb::CallerTypes
            | Verb::SwitchField
            | Verb::Show
            | Verb::Hide
            | Verb::Move
            | Verb::Scroll
            | Verb::Digit
            | Verb::Clear => Act::NotHere,
        }
    }

    /// Whether this is an ending.
    pub fn has_ended(&self) -> bool {
        matches!(self.kind, Kind::Ending(_))
    }

    /// Whether there is a record to show: at an ending, and for an agent on every page.
    pub fn has_record(&self) -> bool {
        self.has_ended() || self.role == Role::Agent
    }

    /// Whether the call can wait: an agent's that is not finished.
    pub(super) fn can_be_parked(&self) -> bool {
        self.role == Role::Agent && self.class().is_none_or(|class| class == Class::Waiting)
    }

    /// What kind of ending this is, where it is one.
    pub fn class(&self) -> Option<Class> {
        if let Kind::Ending(class) = self.kind { Some(class) } else { None }
    }

    /// The same in words; nothing where it is none.
    pub fn result(&self) -> &str {
        let mut blocks = self.blocks.iter();
        blocks
            .find_map(|block| if let Block::Result(text) = block { Some(text.as_str()) } else { None })
            .unwrap_or_default()
    }
}
