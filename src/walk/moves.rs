//! What can be done to a walk, what each move does on each kind of page, and what is answered.

use crate::content::{AsideId, Checklist};

use super::here::{Draft, Field, Here, Look};
use super::path::{self, Answer};
use super::rule::Judgement;
use super::secret::{Edit, Edited};
use super::{Mark, Marks, Role, Walk};

/// All that a person can do to a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Choose the answer at this place of the list, counted from 0.
    Choose(usize),
    /// Go on from a password page, or from a checklist whose steps are all marked.
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
    /// Go on from a checklist: the steps that are open were done, too.
    AllDone,
    /// Leave a checklist with steps open.
    LeaveUnfinished,
    /// Something else was seen, and the advice for it did not help: go where that leads.
    LeadOn(AsideId),
    /// Look at the rules from this step of a checklist.
    Look(usize),
    Edit(Field, Edit),
    /// Wipe what is typed, wherever that is.
    Wipe,
    /// Change between the user's and the agent's wording; what is typed is wiped first.
    SwitchRole,
    /// The caller told the agent their password: only that is noted.
    Told,
    /// That was a slip: nothing was told the last time.
    NotTold,
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
    NoteKept,
    /// The last note of the page is taken away.
    NoteRemoved,
    /// Nothing was written, so nothing is noted.
    NothingNoted,
    /// Only the fact is noted that the caller told a password.
    Told,
    /// It is taken back that a password was told.
    NotTold,
    NewCall,
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
    Doubtful(Judgement),
    NothingToUnmark,
    /// Only a step with a condition can have not appeared.
    AlwaysShown,
    /// The field is full: the key was not taken.
    Full,
    /// The field has no room for a paste or a line: nothing of it was taken.
    TooLong,
    /// A note has more than [`LONGEST_NOTE`](super::LONGEST_NOTE) characters.
    NoteTooLong,
    /// A note that looks like a secret needs a second word.
    NoteLooksSecret,
    /// Taking a note away needs a second word.
    NoteStays,
    /// The reference of a call has more than [`LONGEST_REFERENCE`](crate::reference::LONGEST_REFERENCE) characters.
    ReferenceTooLong,
    /// A reference that looks like a password or a name needs a second word.
    ReferenceDoubtful,
}

impl Refusal {
    /// Whether `Move::Insist` goes on all the same.
    pub fn can_insist(&self) -> bool {
        matches!(
            self,
            Refusal::Doubtful(_) | Refusal::NoteLooksSecret | Refusal::NoteStays | Refusal::ReferenceDoubtful
        )
    }
}

type Made = Result<Option<Notice>, Refusal>;

pub(super) fn make(walk: &mut Walk<'_>, a_move: Move) -> Made {
    match a_move {
        Move::Choose(place) => choose(walk, place),
        Move::GoOn => go_on(walk, false),
        Move::Insist => go_on(walk, true),
        Move::Back => back(walk),
        Move::Change(place) => change(walk, place),
        Move::Mark(step, mark) => set_mark(walk, step, mark),
        Move::Unmark => unmark(walk),
        Move::AllDone => all_done(walk),
        Move::LeaveUnfinished => {
            checklist(walk)?.unfinished.as_ref().ok_or(Refusal::NotHere)?;
            Ok(give(walk, Answer::Unfinished))
        }
        Move::LeadOn(aside) => {
            let answer = Answer::Aside(aside);
            path::key_of(walk.article, walk.path.at, answer).ok_or(Refusal::NotHere)?;
            walk.note_aside(aside);
            Ok(give(walk, answer))
        }
        Move::Look(step) => look(walk, step),
        Move::Edit(field, edit) => {
            let draft = walk.here.draft_mut().ok_or(Refusal::NotHere)?;
            match draft.field_mut(field).edit(edit) {
                Edited::Done => Ok(None),
                Edited::LineEndDropped => Ok(Some(Notice::LineEndDropped)),
                Edited::LineEndWithin => Ok(Some(Notice::LineEndWithin)),
                Edited::Full => Err(Refusal::Full),
                Edited::TooLong => Err(Refusal::TooLong),
            }
        }
        Move::Wipe => {
            let Some(draft) = walk.here.draft_mut() else { return Ok(None) };
            let typed = !draft.is_empty();
            draft.password.wipe();
            draft.username.wipe();
            Ok(typed.then_some(Notice::Wiped))
        }
        Move::SwitchRole => {
            let notice = make(walk, Move::Wipe)?;
            walk.role = match walk.role {
                Role::User => Role::Agent,
                Role::Agent => Role::User,
            };
            walk.settle();
            walk.begins_at = walk.path.at;
            Ok(notice)
        }
        Move::Told => match walk.role {
            Role::Agent => {
                walk.tell();
                Ok(Some(Notice::Told))
            }
            Role::User => Err(Refusal::NotHere),
        },
        Move::NotTold => match walk.told.pop() {
            Some(_) => Ok(Some(Notice::NotTold)),
            None => Err(Refusal::NotHere),
        },
        Move::CallerTypes => match &mut walk.here {
            Here::Password(_, draft @ None) => {
                *draft = Some(Draft::default());
                Ok(None)
            }
            Here::Question(_) | Here::Password(_, Some(_)) | Here::Checklist(..) | Here::Ending(_) => {
                Err(Refusal::NotHere)
            }
        },
        Move::NewCall => {
            *walk = Walk::in_role(walk.article, walk.role);
            Ok(Some(Notice::NewCall))
        }
    }
}

fn choose(walk: &mut Walk<'_>, place: usize) -> Made {
    match &walk.here {
        Here::Question(question) if place < question.answers.len() => Ok(give(walk, Answer::Choice(place))),
        Here::Question(_) => Err(Refusal::NoSuchAnswer),
        Here::Password(..) | Here::Checklist(..) | Here::Ending(_) => Err(Refusal::NotHere),
    }
}

fn go_on(walk: &mut Walk<'_>, insist: bool) -> Made {
    let answer = match &mut walk.here {
        Here::Checklist(_, look @ Some(_)) => {
            *look = None;
            return Ok(None);
        }
        Here::Password(_, None) => Answer::Later,
        Here::Password(_, Some(draft)) if draft.password.is_empty() => Answer::Later,
        Here::Password(password, Some(draft)) => {
            let judgement = Judgement::of(walk.article, password.rules, draft);
            if judgement.is_doubtful() && !insist {
                return Err(Refusal::Doubtful(judgement));
            }
            Answer::Checked
        }
        Here::Checklist(checklist, None) => {
            let checklist = *checklist;
            if walk.open_steps(walk.path.at, checklist) > 0 {
                return Err(Refusal::NotHere);
            }
            Answer::Done
        }
        Here::Question(_) | Here::Ending(_) => return Err(Refusal::NotHere),
    };
    Ok(give(walk, answer))
}

/// Answers the present page and goes where that leads; says which earlier answers no longer apply.
fn give(walk: &mut Walk<'_>, answer: Answer) -> Option<Notice> {
    let article = walk.article;
    let before = walk.answers.whole_path(article);
    let at = walk.path.at;
    if walk.answers.last(at).is_some_and(|last| last != answer) && !walk.changed.contains(&at) {
        walk.changed.push(at);
    }
    walk.answers.give(at, answer);
    walk.settle();
    let now = walk.answers.whole_path(article).nodes();
    let lost = before.answered.iter().filter(|(node, _)| !now.contains(node));
    let lost: Vec<String> = lost.map(|(node, _)| article.node(*node).head().about.clone()).collect();
    (!lost.is_empty()).then_some(Notice::NoLongerApplies(lost))
}

fn back(walk: &mut Walk<'_>) -> Made {
    match &mut walk.here {
        Here::Checklist(_, look @ Some(_)) => {
            *look = None;
            return Ok(None);
        }
        Here::Password(_, draft @ Some(_)) if walk.role == Role::Agent => {
            *draft = None;
            return Ok(None);
        }
        Here::Question(_) | Here::Password(..) | Here::Checklist(_, None) | Here::Ending(_) => {}
    }
    let (node, _) = walk.path.answered.last().ok_or(Refusal::FirstPage)?;
    walk.answers.reopen(*node);
    walk.settle();
    Ok(None)
}

fn change(walk: &mut Walk<'_>, place: usize) -> Made {
    let (node, _) = walk.path.answered.get(place).ok_or(Refusal::NoSuchAnswer)?;
    walk.answers.reopen(*node);
    walk.settle();
    Ok(None)
}

fn checklist<'a>(walk: &Walk<'a>) -> Result<&'a Checklist, Refusal> {
    match &walk.here {
        Here::Checklist(checklist, None) => Ok(checklist),
        Here::Question(_) | Here::Password(..) | Here::Checklist(_, Some(_)) | Here::Ending(_) => Err(Refusal::NotHere),
    }
}

/// Marks a step; marking it as it is already takes the mark back.
fn set_mark(walk: &mut Walk<'_>, step: usize, mark: Mark) -> Made {
    let steps = walk.article.steps(checklist(walk)?.steps);
    let conditional = steps.get(step).ok_or(Refusal::NoSuchAnswer)?.only_if.is_some();
    if mark == Mark::NotShown && !conditional {
        return Err(Refusal::AlwaysShown);
    }
    let marks = walk.marks.get_or_insert(walk.path.at, Marks::new());
    let before = marks.iter().position(|(marked, _)| *marked == step).map(|place| marks.remove(place));
    if before != Some((step, mark)) {
        marks.push((step, mark));
    } else if marks.is_empty() {
        walk.begin_anew();
    }
    Ok(None)
}

fn unmark(walk: &mut Walk<'_>) -> Made {
    checklist(walk)?;
    let marks = walk.marks.get_or_insert(walk.path.at, Marks::new());
    marks.pop().ok_or(Refusal::NothingToUnmark)?;
    if marks.is_empty() {
        walk.begin_anew();
    }
    Ok(None)
}

/// Marks what is open, as done before this walk where nothing was marked in it, and goes on.
fn all_done(walk: &mut Walk<'_>) -> Made {
    let steps = walk.article.steps(checklist(walk)?.steps).len();
    let marks = walk.marks.get_or_insert(walk.path.at, Marks::new());
    let mark = if marks.is_empty() { Mark::DoneBefore } else { Mark::Done };
    for step in 0..steps {
        if !marks.iter().any(|(marked, _)| *marked == step) {
            marks.push((step, mark));
        }
    }
    Ok(give(walk, Answer::Done))
}

/// In the agent's role there is nothing to type: the rules stand on the page before.
fn look(walk: &mut Walk<'_>, step: usize) -> Made {
    if walk.role == Role::Agent {
        return Err(Refusal::NotHere);
    }
    let checklist = checklist(walk)?;
    let checks = walk.article.steps(checklist.steps).get(step).is_some_and(|step| step.check);
    let password = walk.path.password(walk.article).filter(|_| checks).ok_or(Refusal::NotHere)?;
    walk.here = Here::Checklist(checklist, Some(Look { step, password, draft: Draft::default() }));
    Ok(None)
}
