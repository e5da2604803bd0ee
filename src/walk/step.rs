//! What can be done to a walk, and what is answered.

use super::here::Field;
use super::page::Mark;
use super::rule::Integrations;
use super::secret::Edit;

/// All that a person can do to a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Choose the answer at this place of the list, counted from 0.
    Choose(usize),
    /// Go on from a password page or a checklist.
    GoOn,
    /// Go on although it was refused.
    Insist,
    Back,
    /// Change the answer at this place of the trail, counted from 0.
    Change(usize),
    /// Mark this step of a checklist, counted from 0.
    Mark(usize, Mark),
    /// Take the last mark back.
    Unmark,
    /// Look at the rules from this step of a checklist.
    Look(usize),
    Edit(Field, Edit),
    /// Wipe what is typed, wherever that is.
    Wipe,
    /// Change between the user's and the agent's wording; what is typed is wiped first.
    SwitchRole,
    /// The caller told the agent their password: only that is noted.
    Told,
    /// The caller types here themselves: opens the fields in the agent's role.
    CallerTypes,
    /// Begin a new call: everything of this one is forgotten.
    NewCall,
}

/// What the person is told after a step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A paste ended in a line end, which was left out.
    LineEndDropped,
    /// A paste has a line end within, which was kept.
    LineEndWithin,
    /// Earlier answers that no longer apply, by what their pages are about.
    NoLongerApplies(Vec<String>),
    /// The fields were wiped.
    Wiped,
}

/// Why a step was not taken. Nothing is lost by a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// This page has no such verb.
    NotHere,
    /// There is no page before the first.
    FirstPage,
    NoSuchAnswer,
    /// Going on with this password needs a second word.
    Doubtful {
        unmet: usize,
        integrations: Integrations,
        troublesome: Vec<char>,
    },
    /// Going on with so many steps unmarked needs a second word.
    StepsOpen(usize),
    NothingToUnmark,
    /// Only a step with a condition can have not appeared.
    AlwaysShown,
    /// The field is full: the key was not taken.
    Full,
    /// The field has no room for a paste or a line: nothing of it was taken.
    TooLong,
}

impl Refusal {
    /// Whether `Move::Insist` goes on all the same.
    pub fn can_insist(&self) -> bool {
        matches!(self, Refusal::Doubtful { .. } | Refusal::StepsOpen(_))
    }
}
