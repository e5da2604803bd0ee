//! What lies over a page: a page of its own, with its own place, and with what is written in it.

use std::ops::Range;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::over::Then;
use crate::page::{Act, Over, Page, Verb};
use crate::walk::LONGEST_NOTE;
use crate::walk::secret::{Edit, Edited, Secret};

use super::scroll::Scroll;

/// One thing that lies over a page.
pub struct Layer<'a> {
    pub over: Over,
    pub page: Page<'a>,
    pub place: Place,
    /// What is written in it.
    pub entry: Option<Entry>,
}

/// Where the focus is on one page.
pub struct Place {
    /// None on a question before something is chosen.
    pub row: Option<usize>,
    pub scroll: Scroll,
    /// The rows of which the beginning is on the screen; not known before they were painted.
    pub in_sight: Option<Range<usize>>,
}

/// A note, or the name of a file.
pub type Entry = Secret<LONGEST_NOTE>;

impl Place {
    /// On this row of a page of which so many lines are seen at once.
    pub fn new(row: Option<usize>, seen: usize) -> Place {
        Place { row, scroll: Scroll::new(seen), in_sight: None }
    }

    /// The row that has the focus; beyond them all where none has it.
    pub fn row(&self) -> usize {
        self.row.unwrap_or(usize::MAX)
    }
}

impl Layer<'_> {
    /// Whether a note is being written here.
    pub fn is_writing(&self) -> bool {
        self.over == Over::Note && self.entry.as_ref().is_some_and(|entry| !entry.is_empty())
    }

    /// Whether this verb means the page beneath: what leads out, and what is urgent, works whatever lies over it.
    pub fn lets_through(&self, verb: Verb) -> bool {
        // What helps nobody must not keep an agent from parking the call.
        if self.over == Over::Asides && verb == Verb::Call {
            return true;
        }
        let itself = match self.over {
            Over::Before(Then::Leave) => Some(Verb::Leave),
            Over::Told => Some(Verb::Told),
            Over::Help
            | Over::Asides
            | Over::Answers
            | Over::Note
            | Over::Save
            | Over::SaveName
            | Over::Call
            | Over::Before(Then::NewCall | Then::TakeUp(_))
            | Over::Reference
            | Over::Park(_)
            | Over::BreakOff(_)
            | Over::Parked
            | Over::Notes
            | Over::Offer
            | Over::OpenSteps => None,
        };
        [Verb::Leave, Verb::Told, Verb::Plain].contains(&verb) && itself != Some(verb)
    }

    /// What a verb asks for here: what is offered; and what opened it closes it.
    pub fn act(&self, verb: Verb) -> Act {
        let closes: &[Verb] = match self.over {
            Over::Help => &[Verb::Help],
            Over::Asides => &[Verb::Asides],
            Over::Answers => &[Verb::Answers],
            Over::Call => &[Verb::Call],
            Over::Before(_)
            | Over::Note
            | Over::Save
            | Over::SaveName
            | Over::Reference
            | Over::Park(_)
            | Over::BreakOff(_)
            | Over::Parked
            | Over::Told
            | Over::Notes
            | Over::Offer
            | Over::OpenSteps => &[],
        };
        if self.page.verbs(self.place.row()).contains(&verb) {
            self.page.act(verb, self.place.row())
        } else if closes.contains(&verb) {
            Act::Close
        } else {
            Act::NotHere
        }
    }

    /// Begins what is written here with a text; returns what there is to say of it.
    pub fn write(&mut self, text: &str) -> Option<String> {
        self.entry = Some(Entry::default());
        text.chars().filter_map(|character| self.edit(Edit::Insert(character))).last()
    }

    /// Changes what is written here; returns what there is to say of it.
    pub fn edit(&mut self, edit: Edit) -> Option<String> {
        // It is one line: a line end in a paste is a space there, as is whatever cannot be seen.
        let edit = match edit {
            Edit::Pasted(character) if character.is_control() => Edit::Pasted(' '),
            edit => edit,
        };
        let texts = &words().refusal;
        let text = match self.entry.as_mut()?.edit(edit) {
            Edited::Full => texts.full,
            Edited::TooLong => texts.too_long,
            Edited::Done | Edited::LineEndDropped | Edited::LineEndWithin => return None,
        };
        Some(fill_in(text, &[("capacity", &LONGEST_NOTE.to_string())]))
    }
}
