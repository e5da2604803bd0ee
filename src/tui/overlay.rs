//! What can lie over a page: its help, the answers given so far, the advice for what else may be seen, and the
//! question before leaving.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::content::words::fill_in;
use crate::walk::page::{Body, Fields, Page};
use crate::walk::{Role, say};

use super::body::{Setting, pointer};
use super::focus::{Focus, Overlay};
use super::input;
use super::sheet::{FieldPlace, Sheet};

/// The overlay in lines.
pub fn sheet(overlay: Overlay, page: &Page<'_>, focus: &Focus, setting: &Setting<'_>) -> Sheet {
    let mut sheet = Sheet::new(setting.width);
    match overlay {
        Overlay::Help => help(&mut sheet, page, focus, setting),
        Overlay::Asides => asides(&mut sheet, page, focus, setting),
        Overlay::Answers { row } => answers(&mut sheet, page, row, setting),
        Overlay::Leave { row } => {
            let words = &setting.words.leave;
            let say = match &page.body {
                Body::Ending(_) => &words.say_notes,
                Body::Question { .. } | Body::Password(_) | Body::Checklist { .. } if page.kept => &words.say_typed,
                Body::Question { .. } | Body::Password(_) | Body::Checklist { .. } => &words.say,
            };
            choice(&mut sheet, say, [&words.stay, &words.leave], row, setting);
        }
        Overlay::Offer { row } => {
            let words = &setting.words.state;
            choice(&mut sheet, &focus.notes.join(" "), [&words.go_on, &words.anew], row, setting);
        }
        Overlay::Note => entry(&mut sheet, &setting.words.notes.label, setting),
        Overlay::Save => entry(&mut sheet, &setting.words.notes.save_label, setting),
        Overlay::Notes => focus.notes.iter().for_each(|line| sheet.text(line, Style::new())),
        Overlay::Told => told(&mut sheet, setting),
    }
    sheet
}

/// The heading over an overlay.
pub fn title<'w>(overlay: Overlay, setting: &Setting<'w>) -> &'w str {
    match overlay {
        Overlay::Help => &setting.words.help.title,
        Overlay::Asides => &setting.words.asides.title,
        Overlay::Answers { .. } => &setting.words.answers.title,
        Overlay::Leave { .. } => &setting.words.leave.title,
        Overlay::Offer { .. } => &setting.words.state.title,
        Overlay::Note => &setting.words.notes.note_title,
        Overlay::Save => &setting.words.notes.save_title,
        Overlay::Notes => &setting.words.notes.shown_title,
        Overlay::Told => &setting.words.agent.told_title,
    }
}

fn help(sheet: &mut Sheet, page: &Page<'_>, focus: &Focus, setting: &Setting<'_>) {
    let words = &setting.words.help;
    sheet.text(
        match &page.body {
            Body::Question { .. } => &words.question,
            Body::Password(body) if body.fields == Fields::None => &words.rules_aloud,
            Body::Password(_) => &words.password,
            Body::Checklist { .. } if page.role == Role::Agent => &words.checklist_aloud,
            Body::Checklist { .. } => &words.checklist,
            Body::Ending(_) => &words.ending,
        },
        Style::new(),
    );
    sheet.blank();
    sheet.text(&words.keys, setting.theme.strong());
    for (key, does) in input::hints(page, &focus.beneath(page), setting.theme, setting.words) {
        sheet.hanging(vec![Span::styled(format!("  {key:<10} "), setting.theme.strong())], does, Style::new());
    }
    sheet.blank();
    sheet.text(&words.sources, setting.theme.strong());
    for source in page.sources() {
        let address = source.address.as_deref().unwrap_or_default();
        let text = if address.is_empty() { &words.source_bare } else { &words.source };
        let text = fill_in(text, &[("title", &source.title), ("address", address)]);
        sheet.hanging(vec![Span::raw(format!("  {} ", setting.theme.marks.bullet))], &text, Style::new());
    }
    sheet.blank();
    sheet.text(&words.close, Style::new());
}

fn asides(sheet: &mut Sheet, page: &Page<'_>, focus: &Focus, setting: &Setting<'_>) {
    let asides = page.asides_at(focus.row);
    if asides.is_empty() {
        sheet.text(&setting.words.asides.none, Style::new());
    }
    for aside in asides {
        sheet.blank();
        sheet.text(&aside.see.text, setting.theme.strong());
        let text = say::wording(&aside.say, page, setting.words);
        sheet.hanging(vec![Span::raw("  ")], &text, Style::new());
    }
}

fn answers(sheet: &mut Sheet, page: &Page<'_>, row: usize, setting: &Setting<'_>) {
    let words = &setting.words.answers;
    sheet.text(if page.trail.is_empty() { &words.none } else { &words.say }, Style::new());
    sheet.blank();
    for (place, step) in page.trail.iter().enumerate() {
        let (pointer, style) = pointer(place == row, setting);
        let number = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
        let prefix = vec![Span::styled(format!("{pointer}{number}  "), style)];
        let answer = say::answered(&step.answer, setting.words);
        let text = fill_in(&setting.words.summary.answer, &[("about", step.about), ("answer", answer)]);
        sheet.row(prefix, &text, style);
    }
}

fn entry(sheet: &mut Sheet, label: &str, setting: &Setting<'_>) {
    sheet.text(label, setting.theme.strong());
    sheet.blank();
    let width = sheet.width.saturating_sub(4);
    let place = FieldPlace { field: None, line: sheet.lines.len(), column: 2, width, shown: true };
    sheet.field(place, "", Style::new());
}

fn told(sheet: &mut Sheet, setting: &Setting<'_>) {
    let words = &setting.words.agent;
    for text in [&words.told_do, &words.told_say, &words.told_noted] {
        sheet.blank();
        sheet.text(text, Style::new());
    }
}

/// A sentence, and two answers to it.
fn choice(sheet: &mut Sheet, say: &str, answers: [&String; 2], row: usize, setting: &Setting<'_>) {
    sheet.text(say, Style::new());
    sheet.blank();
    for (place, text) in answers.into_iter().enumerate() {
        let (pointer, style) = pointer(place == row, setting);
        sheet.row(vec![Span::styled(format!("{pointer}{}  ", place + 1), style)], text, style);
    }
}
