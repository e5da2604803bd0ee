//! The table of keys: which key does what, in a text field and outside one, and which of them a page accepts.

use crate::content::Words;
use crate::terminal::Key;
use crate::walk::Role;
use crate::walk::page::{Body, Fields, Page, PasswordBody};
use crate::walk::secret::Edit;

use super::focus::{Focus, Overlay};
use super::theme::Theme;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Enter: go on, choose, mark.
    Enter,
    /// Space in a checklist: mark a step, or take its mark back.
    Toggle,
    /// The answer at this place, counted from 0.
    Digit(usize),
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Back,
    /// Backspace outside a text field: takes the last mark back in a checklist, else goes back.
    Undo,
    NotShown,
    Check,
    Asides,
    Answers,
    Help,
    Plain,
    Role,
    Note,
    Told,
    CallerTypes,
    NewCall,
    Copy,
    Save,
    ShowNotes,
    Show,
    SwitchField,
    Leave,
    LeaveAtOnce,
    Suspend,
    Edit(Edit),
    /// A key that means nothing here.
    Nothing,
}

impl Input {
    /// Whether this only moves among rows, or scrolls.
    pub fn moves(self) -> bool {
        use Input::{Down, First, Last, PageDown, PageUp, Up};
        matches!(self, Up | Down | PageUp | PageDown | First | Last)
    }

    /// The row of a list that this chooses, where `row` has the focus.
    pub fn chosen(self, row: usize) -> Option<usize> {
        match self {
            Input::Enter | Input::Toggle => Some(row),
            Input::Digit(place) => Some(place),
            _ => None,
        }
    }
}

/// What this key asks for; in a text field every printable key is text.
pub fn input(key: Key, in_text_field: bool) -> Input {
    match key {
        Key::Enter => Input::Enter,
        Key::Escape => Input::Back,
        Key::Up => Input::Up,
        Key::Down => Input::Down,
        Key::PageUp => Input::PageUp,
        Key::PageDown => Input::PageDown,
        Key::Function(1) => Input::Help,
        Key::Function(2) | Key::Control('p') => Input::Plain,
        Key::Function(3) | Key::Control('g') => Input::Role,
        Key::Function(5) | Key::Control('n') => Input::Note,
        Key::Function(7) | Key::Control('b') => Input::NewCall,
        Key::Function(9) | Key::Control('w') => Input::Told,
        Key::Function(10) | Key::Control('y') => Input::CallerTypes,
        Key::Function(4) | Key::Control('t') => Input::Show,
        Key::Function(6) | Key::Control('o') => Input::Answers,
        Key::Function(8) | Key::Control('x') => Input::Asides,
        Key::Control('q') => Input::Leave,
        Key::Control('c') => Input::LeaveAtOnce,
        Key::Control('z') => Input::Suspend,
        _ if in_text_field => in_field(key),
        _ => outside_field(key),
    }
}

fn in_field(key: Key) -> Input {
    Input::Edit(match key {
        // As of Ctrl-Space, which nobody would see in the field.
        Key::Character(character) if character.is_control() => return Input::Nothing,
        Key::Character(character) => Edit::Insert(character),
        Key::PasteStart => Edit::PasteStart,
        Key::Pasted(character) => Edit::Pasted(character),
        Key::PasteEnd => Edit::PasteEnd,
        Key::Backspace => Edit::Backspace,
        Key::Delete => Edit::Delete,
        Key::Left => Edit::Left,
        Key::Right => Edit::Right,
        Key::Home => Edit::Home,
        Key::End => Edit::End,
        Key::Control('u') => Edit::Clear,
        Key::Tab | Key::BackTab => return Input::SwitchField,
        _ => return Input::Nothing,
    })
}

fn outside_field(key: Key) -> Input {
    match key {
        Key::Left => Input::Back,
        Key::Backspace => Input::Undo,
        Key::Home => Input::First,
        Key::End => Input::Last,
        Key::Tab => Input::Down,
        Key::BackTab => Input::Up,
        Key::Character(' ') => Input::Toggle,
        Key::Character('j') => Input::Down,
        Key::Character('k') => Input::Up,
        Key::Character('d') => Input::NotShown,
        Key::Character('c') => Input::Check,
        Key::Character('x') => Input::Asides,
        Key::Character('a') => Input::Answers,
        Key::Character('?') => Input::Help,
        Key::Character('q') => Input::Leave,
        Key::Character('n') => Input::Note,
        Key::Character('w') => Input::Told,
        Key::Character('y') => Input::Copy,
        Key::Character('s') => Input::Save,
        Key::Character('v') => Input::ShowNotes,
        Key::Character(digit @ '1'..='9') => Input::Digit(digit as usize - '1' as usize),
        _ => Input::Nothing,
    }
}

/// The keys that work now, each with what it does; the most needed first.
pub fn hints<'w>(page: &Page<'_>, focus: &Focus, theme: &Theme, words: &'w Words) -> Vec<(String, &'w str)> {
    let hint = &words.hint;
    let mut hints: Vec<(String, &str)> = Vec::new();
    let mut add = |key: &str, does: &'w str| hints.push((key.to_owned(), does));
    match &focus.overlay {
        Some(Overlay::Answers { .. }) if !page.trail.is_empty() => {
            add("Enter", &hint.change);
            add(theme.marks.arrows, &hint.move_rows);
            add("Esc", &hint.close);
        }
        Some(Overlay::Leave { .. }) => {
            add("Enter", &hint.choose);
            add(theme.marks.arrows, &hint.move_rows);
            add("Esc", &hint.close);
        }
        Some(Overlay::Offer { .. }) => {
            add("Enter", &hint.choose);
            add(theme.marks.arrows, &hint.move_rows);
            add("Esc", &words.state.go_on_hint);
        }
        Some(Overlay::Note) => {
            add("Enter", &hint.keep);
            add("Esc", &hint.discard);
            add("Ctrl-U", &hint.clear);
        }
        Some(Overlay::Save) => {
            add("Enter", &hint.save);
            add("Esc", &hint.close);
            add("Ctrl-U", &hint.clear);
        }
        Some(Overlay::Help | Overlay::Asides | Overlay::Answers { .. } | Overlay::Told | Overlay::Notes) => {
            add("Esc", &hint.close);
            add(theme.marks.arrows, &hint.scroll);
        }
        None => page_hints(page, focus, theme, words, &mut add),
    }
    hints
}

fn page_hints<'w>(
    page: &Page<'_>,
    focus: &Focus,
    theme: &Theme,
    words: &'w Words,
    add: &mut impl FnMut(&str, &'w str),
) {
    let hint = &words.hint;
    let in_text_field = focus.in_text_field(page);
    let either = |letter: &'static str, everywhere: &'static str| if in_text_field { everywhere } else { letter };
    let is_agent = page.role == Role::Agent;
    let step = match &page.body {
        Body::Checklist { steps, .. } => steps.get(focus.row),
        Body::Question { .. } | Body::Password(_) | Body::Ending(_) => None,
    };
    // What to do, help, and the ways out: they are seen in the smallest window too.
    match &page.body {
        Body::Question { .. } => add("Enter", &hint.choose),
        Body::Password(PasswordBody { fields: Fields::None, .. }) => add("Enter", &hint.go_on),
        Body::Password(body) => {
            add("Enter", if body.fields == Fields::SecondLook { &hint.close } else { &hint.go_on });
            add("F4", if focus.shown { &hint.hide } else { &hint.show });
        }
        Body::Checklist { .. } => add("Enter", if step.is_some() { &hint.mark } else { &hint.go_on }),
        Body::Ending(_) => {}
    }
    add("F1", &hint.help);
    if !page.trail.is_empty() || matches!(&page.body, Body::Password(body) if body.fields != Fields::Person) {
        add("Esc", &hint.back);
    }
    add("Ctrl-Q", &hint.leave);
    if let Body::Ending(_) = &page.body {
        add("y", &hint.copy);
        if is_agent {
            add("F7", &hint.new_call);
        }
        add("s", &hint.save);
        add("v", &hint.view);
    }
    if !page.asides_at(focus.row).is_empty() {
        add(either("x", "F8"), &hint.asides);
    }
    if is_agent {
        add(either("w", "F9"), &hint.told);
        add("F3", &hint.role_user);
    }
    if step.is_some_and(|step| step.only_if.is_some()) {
        add("d", &hint.not_shown);
    }
    if step.is_some_and(|step| step.checks) {
        add("c", &hint.check);
    }
    match &page.body {
        Body::Question { answers, .. } => {
            add(theme.marks.arrows, &hint.move_rows);
            add(&format!("1-{}", answers.len()), &hint.digit);
        }
        Body::Password(PasswordBody { fields: Fields::None, .. }) => {
            add("F10", &hint.caller_types);
            add(theme.marks.arrows, &hint.scroll);
        }
        Body::Password(_) => {
            add("Tab", &hint.switch);
            add("Ctrl-U", &hint.clear);
        }
        Body::Checklist { steps, .. } => {
            add(theme.marks.arrows, &hint.move_rows);
            if steps.iter().any(|step| step.mark.is_some()) {
                add("Backspace", &hint.unmark);
            }
        }
        Body::Ending(_) => add(theme.marks.arrows, &hint.scroll),
    }
    if !page.trail.is_empty() {
        add("F6", &hint.answers);
    }
    add(either("n", "F5"), &hint.note);
    if !is_agent {
        add("F3", &hint.role_agent);
    }
    add("F2", &hint.plain);
}
