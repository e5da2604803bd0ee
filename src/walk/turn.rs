//! What each move does on each kind of page.

use crate::content::{Characters, Checklist, Node, NodeId, Password, Rule};

use super::page::Mark;
use super::path::Answer;
use super::rule::{self, Integrations, RuleState};
use super::secret::Edited;
use super::{Draft, Here, Look, Move, Notice, Refusal, Role, Walk};

type Turn = Result<Option<Notice>, Refusal>;

pub(super) fn make(walk: &mut Walk<'_>, a_move: Move) -> Turn {
    match a_move {
        Move::Choose(place) => choose(walk, place),
        Move::GoOn => go_on(walk, false),
        Move::Insist => go_on(walk, true),
        Move::Back => back(walk),
        Move::Change(place) => change(walk, place),
        Move::Mark(step, mark) => set_mark(walk, step, mark),
        Move::Unmark => unmark(walk),
        Move::Look(step) => look(walk, step),
        Move::Edit(field, edit) => {
            let draft = draft(walk).ok_or(Refusal::NotHere)?;
            match draft.field_mut(field).edit(edit) {
                Edited::Done => Ok(None),
                Edited::LineEndDropped => Ok(Some(Notice::LineEndDropped)),
                Edited::LineEndWithin => Ok(Some(Notice::LineEndWithin)),
                Edited::Full => Err(Refusal::Full),
                Edited::TooLong => Err(Refusal::TooLong),
            }
        }
        Move::Wipe => {
            let Some(draft) = draft(walk) else { return Ok(None) };
            let typed = !draft.password.is_empty() || !draft.username.is_empty();
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
            Ok(notice)
        }
        Move::Told => match walk.role {
            Role::Agent => {
                walk.told = true;
                Ok(None)
            }
            Role::User => Err(Refusal::NotHere),
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
            let (keeping, at_the_end) = (walk.keeping, walk.notes_at_the_end);
            *walk = Walk::in_role(walk.article, walk.role);
            (walk.keeping, walk.notes_at_the_end) = (keeping, at_the_end);
            Ok(None)
        }
    }
}

fn draft<'s>(walk: &'s mut Walk<'_>) -> Option<&'s mut Draft> {
    match &mut walk.here {
        Here::Password(_, Some(draft)) | Here::Checklist(_, Some(Look { draft, .. })) => Some(draft),
        Here::Question(_) | Here::Password(_, None) | Here::Checklist(_, None) | Here::Ending(_) => None,
    }
}

fn choose(walk: &mut Walk<'_>, place: usize) -> Turn {
    match &walk.here {
        Here::Question(question) if place < question.answers.len() => Ok(give(walk, Answer::Choice(place))),
        Here::Question(_) => Err(Refusal::NoSuchAnswer),
        Here::Password(..) | Here::Checklist(..) | Here::Ending(_) => Err(Refusal::NotHere),
    }
}

fn go_on(walk: &mut Walk<'_>, insist: bool) -> Turn {
    let answer = match &mut walk.here {
        Here::Checklist(_, look @ Some(_)) => {
            *look = None;
            return Ok(None);
        }
        Here::Password(_, None) => Answer::Later,
        Here::Password(_, Some(draft)) if draft.password.is_empty() => Answer::Later,
        Here::Password(password, Some(draft)) => {
            let doubt = doubt(walk.article.rules(password.rules), draft, &walk.article.characters);
            if let Some(doubt) = doubt.filter(|_| !insist) {
                return Err(doubt);
            }
            Answer::Checked
        }
        Here::Checklist(checklist, None) => {
            let checklist = *checklist;
            match walk.open_steps(walk.path.at, checklist) {
                0 => Answer::Done,
                open if !insist => return Err(Refusal::StepsOpen(open)),
                _ => Answer::Unfinished,
            }
        }
        Here::Question(_) | Here::Ending(_) => return Err(Refusal::NotHere),
    };
    Ok(give(walk, answer))
}

/// What speaks against going on with this password: an unmet rule, or anything but a clear verdict.
fn doubt(rules: &[Rule], draft: &Draft, characters: &Characters) -> Option<Refusal> {
    let state = |rule: &Rule| rule::state(&rule.kind, &draft.password, &draft.username);
    let unmet = rules.iter().filter(|rule| state(rule) == RuleState::Unmet).count();
    let integrations = Integrations::of(&rule::cautions(&draft.password, characters));
    let troublesome = rule::troublesome(&draft.password, characters);
    (unmet > 0 || integrations != Integrations::Clear).then_some(Refusal::Doubtful { unmet, integrations, troublesome })
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

fn back(walk: &mut Walk<'_>) -> Turn {
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

fn change(walk: &mut Walk<'_>, place: usize) -> Turn {
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
fn set_mark(walk: &mut Walk<'_>, step: usize, mark: Mark) -> Turn {
    let steps = walk.article.steps(checklist(walk)?.steps);
    let conditional = steps.get(step).ok_or(Refusal::NoSuchAnswer)?.only_if.is_some();
    if mark == Mark::NotShown && !conditional {
        return Err(Refusal::AlwaysShown);
    }
    let marks = walk.marks.entry(walk.path.at).or_default();
    let before = marks.iter().position(|(marked, _)| *marked == step).map(|place| marks.remove(place));
    if before != Some((step, mark)) {
        marks.push((step, mark));
    }
    Ok(None)
}

fn unmark(walk: &mut Walk<'_>) -> Turn {
    checklist(walk)?;
    let marks = walk.marks.entry(walk.path.at).or_default();
    marks.pop().map(|_| None).ok_or(Refusal::NothingToUnmark)
}

/// In the agent's role there is nothing to type: the rules stand on the page before.
fn look(walk: &mut Walk<'_>, step: usize) -> Turn {
    if walk.role == Role::Agent {
        return Err(Refusal::NotHere);
    }
    let checklist = checklist(walk)?;
    let check = walk.article.steps(checklist.steps).get(step).and_then(|step| step.check);
    let password = password_at(walk, checklist.check.filter(|_| check.is_some()).or(check)).ok_or(Refusal::NotHere)?;
    walk.here = Here::Checklist(checklist, Some(Look { password, draft: Draft::default() }));
    Ok(None)
}

fn password_at<'a>(walk: &Walk<'a>, node: Option<NodeId>) -> Option<&'a Password> {
    match walk.article.node(node?) {
        Node::Password(password) => Some(password),
        Node::Question(_) | Node::Checklist(_) | Node::Ending(_) => None,
    }
}
