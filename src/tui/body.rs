//! One function for each kind of page: what stands on it, set in lines.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::content::words::fill_in;
use crate::content::{Class, Words};
use crate::walk::page::{Address, Body, Choice, EndingBody, Fields, Page, PasswordBody, Said, StepBody};
use crate::walk::rule::{Integrations, RuleState};
use crate::walk::{Field, Role, say};

use super::focus::Focus;
use super::sheet::{FieldPlace, Sheet};
use super::theme::Theme;

/// What a page is set with.
pub struct Setting<'s> {
    pub theme: &'s Theme,
    pub words: &'s Words,
    pub width: usize,
}

/// The page in lines.
pub fn sheet(page: &Page<'_>, focus: &Focus, setting: &Setting<'_>) -> Sheet {
    let mut sheet = Sheet::new(setting.width);
    match &page.body {
        Body::Question { answers, .. } => question(&mut sheet, page, answers, focus, setting),
        Body::Password(body) if body.fields == Fields::None => rules_aloud(&mut sheet, page, body, setting),
        Body::Password(body) => password(&mut sheet, page, body, focus, setting),
        Body::Checklist { steps, .. } => checklist(&mut sheet, page, steps, focus, setting),
        Body::Ending(body) => ending(&mut sheet, page, body, setting),
    }
    if let Some(note) = &page.note {
        sheet.blank();
        sheet.text(&fill_in(&setting.words.notes.own, &[("note", note)]), setting.theme.strong());
    }
    sheet.blank();
    sheet.text(say::page_source(page.source, setting.words), Style::new());
    sheet
}

/// What an agent reads out in place of a field: the rules, and what to leave out.
fn rules_aloud(sheet: &mut Sheet, page: &Page<'_>, body: &PasswordBody<'_>, setting: &Setting<'_>) {
    let Setting { words: Words { agent: words, .. }, theme, .. } = setting;
    sheet.text(&said(&page.ask, page, setting), theme.strong());
    let rules = body.rules.iter().map(|rule| &rule.said);
    let cautions = body.cautions.iter().map(|(_, said)| said);
    let lists: [(&str, Vec<&Said<'_>>); 2] = [(&words.rules, rules.collect()), (&words.leave_out, cautions.collect())];
    for (label, texts) in lists {
        sheet.blank();
        sheet.text(label, theme.strong());
        for text in texts {
            let bullet = Span::raw(format!("  {} ", theme.marks.bullet));
            sheet.hanging(vec![bullet], say::aloud(text), Style::new());
        }
    }
    sheet.blank();
    sheet.text(&words.confirm, theme.strong());
    sheet.blank();
    sheet.text(&words.caller_types, Style::new());
    explanation(sheet, page, setting);
}

fn question(sheet: &mut Sheet, page: &Page<'_>, answers: &[Choice<'_>], focus: &Focus, setting: &Setting<'_>) {
    if page.role == Role::Agent && page.trail.is_empty() {
        sheet.text(&setting.words.agent.promise, Style::new());
        sheet.blank();
    }
    sheet.text(&said(&page.ask, page, setting), setting.theme.strong());
    link(sheet, page.link, page, setting);
    sheet.blank();
    for (place, answer) in answers.iter().enumerate() {
        let (pointer, style) = pointer(place == focus.row, setting);
        let prefix = vec![Span::styled(format!("{pointer}{}  ", place + 1), style)];
        sheet.row(prefix, &say::choice(&answer.said, page, setting.words), style);
    }
    explanation(sheet, page, setting);
}

fn password(sheet: &mut Sheet, page: &Page<'_>, body: &PasswordBody<'_>, focus: &Focus, setting: &Setting<'_>) {
    let Setting { words: Words { password: words, .. }, theme, .. } = setting;
    let ask = match body.fields {
        Fields::SecondLook => words.second_look.clone(),
        Fields::Caller => setting.words.agent.for_caller.clone(),
        Fields::Person | Fields::None => said(&page.ask, page, setting),
    };
    sheet.text(&ask, theme.strong());
    if let Some(why) = page.why.as_ref().filter(|_| body.fields == Fields::Person) {
        sheet.text(&said(why, page, setting), Style::new());
    }
    sheet.blank();
    let state = if focus.shown { &words.shown } else { &words.hidden };
    let state = format!("{state}, {}", length(body.password, setting));
    field(sheet, &words.label, &state, Field::Password, focus, setting);
    field(sheet, &words.username, &length(body.username, setting), Field::Username, focus, setting);
    sheet.blank();
    let is_kept = body.password > 0 && body.count(RuleState::Unmet) == 0;
    let heading = match (body.has_own_rules(), is_kept, body.count(RuleState::Unsure) > 0) {
        (false, true, false) => &words.rules_kept,
        (false, true, true) => &words.rules_kept_but,
        (false, false, _) => &words.rules,
        (true, true, false) => &words.own_rules_kept,
        (true, true, true) => &words.own_rules_kept_but,
        (true, false, _) => &words.own_rules,
    };
    let (met, rules) = (body.count(RuleState::Met).to_string(), body.rules.len().to_string());
    let unsure = body.count(RuleState::Unsure).to_string();
    sheet.text(&fill_in(heading, &[("met", &met), ("rules", &rules), ("unsure", &unsure)]), theme.strong());
    for rule in &body.rules {
        let (mark, style) = theme.rule(rule.state);
        let (state, because) = match rule.state {
            RuleState::Met => (&words.met, ""),
            RuleState::Unmet => (&words.unmet, ""),
            RuleState::Unsure => (&words.unsure, words.unsure_because.as_str()),
        };
        let prefix = vec![Span::raw("  "), Span::styled(format!("{mark} {state:<7}"), style)];
        sheet.hanging(prefix, format!("{} {because}", say::rule(rule, setting.words)).trim_end(), Style::new());
    }
    integrations(sheet, page, body, setting);
    explanation(sheet, page, setting);
}

fn integrations(sheet: &mut Sheet, page: &Page<'_>, body: &PasswordBody<'_>, setting: &Setting<'_>) {
    let Setting { words: Words { password: words, .. }, theme, .. } = setting;
    let (mark, style) = theme.integrations(body.integrations);
    let (verdict, because) = match body.integrations {
        Integrations::Clear if body.password == 0 => {
            sheet.labelled(&words.integrations, &words.nothing_typed, theme.strong());
            return;
        }
        Integrations::Clear => (&words.clear, words.clear_because.clone()),
        Integrations::Uncertain => (&words.uncertain, String::new()),
        Integrations::Trouble => {
            (&words.trouble, fill_in(&words.trouble_signs, &[("signs", &say::signs(&body.troublesome))]))
        }
    };
    let prefix = vec![
        Span::styled(format!("{} ", words.integrations), theme.strong()),
        Span::styled(format!("{mark} {verdict}  "), style),
    ];
    sheet.hanging(prefix, &because, Style::new());
    for (_, caution) in &body.cautions {
        sheet.hanging(vec![Span::raw("    ")], &said(caution, page, setting), Style::new());
    }
    sheet.text(&words.promise, Style::new());
}

fn length(count: usize, setting: &Setting<'_>) -> String {
    let words = &setting.words.password;
    match count {
        0 => words.empty.clone(),
        1 => words.length_one.clone(),
        count => fill_in(&words.length, &[("count", &count.to_string())]),
    }
}

/// From this width on a field stands beside its label; else below it.
const BESIDE_FROM: usize = 72;

fn field(sheet: &mut Sheet, label: &str, state: &str, field: Field, focus: &Focus, setting: &Setting<'_>) {
    let (pointer, style) = pointer(focus.field == field, setting);
    let shown = focus.shown || field == Field::Username;
    if sheet.width >= BESIDE_FROM {
        let (column, width) = (24, 26);
        let line = format!("{pointer}{label:<22}{}  {state}", " ".repeat(width));
        sheet.field(FieldPlace { field: Some(field), line: sheet.lines.len(), column, width, shown }, &line, style);
    } else {
        sheet.text(&format!("{pointer}{label}, {state}"), style);
        let (column, width) = (2, sheet.width.saturating_sub(4));
        sheet.field(FieldPlace { field: Some(field), line: sheet.lines.len(), column, width, shown }, "", style);
    }
}

fn checklist(sheet: &mut Sheet, page: &Page<'_>, steps: &[StepBody<'_>], focus: &Focus, setting: &Setting<'_>) {
    let Setting { words: Words { checklist: words, .. }, theme, .. } = setting;
    sheet.text(&said(&page.ask, page, setting), theme.strong());
    sheet.blank();
    for (place, step) in steps.iter().enumerate() {
        let has_focus = place == focus.row;
        let (pointer, style) = pointer(has_focus, setting);
        let (mark, mark_style) = theme.step(step.mark);
        let number = fill_in(&words.step, &[("number", &format!("{:>2}", place + 1))]);
        let prefix = vec![
            Span::styled(pointer, style),
            Span::styled(mark.to_owned(), mark_style),
            Span::styled(format!(" {number} "), style),
        ];
        // An agent reads one step at a time: only that one is in the wording to be read aloud.
        let role = if has_focus { page.role } else { Role::User };
        sheet.row(prefix, &say::step(step, page, role, setting.words), style);
        if has_focus {
            link(sheet, step.link, page, setting);
            if step.checks {
                sheet.hanging(vec![Span::raw("         ")], &words.check, Style::new());
            }
            sheet.extend_row();
        }
    }
    let (pointer, style) = pointer(focus.row == steps.len(), setting);
    sheet.row(vec![Span::styled(pointer, style)], &words.go_on, style);
    explanation(sheet, page, setting);
}

fn ending(sheet: &mut Sheet, page: &Page<'_>, body: &EndingBody<'_>, setting: &Setting<'_>) {
    let Setting { words: Words { ending: words, .. }, theme, .. } = setting;
    sheet.text(say::class(body.class, setting.words), theme.strong());
    sheet.blank();
    sheet.text(&said(&page.ask, page, setting), Style::new());
    if let Some(cause) = &body.cause {
        sheet.blank();
        sheet.labelled(&words.cause, &said(cause, page, setting), theme.strong());
    } else if body.class != Class::Elsewhere {
        sheet.blank();
        sheet.text(&words.cause_none, Style::new());
    }
    if !body.open.is_empty() && body.class != Class::Solved {
        sheet.blank();
        sheet.labelled(&words.open, &body.open.join(", "), theme.strong());
    }
    sheet.blank();
    sheet.text(&words.now, theme.strong());
    let told = page.told.then(|| say::told(page, body.class, setting.words));
    for text in told.into_iter().chain(say::unmarked(page, body, setting.words)) {
        let bullet = Span::styled(format!("  {} ", theme.marks.bullet), theme.strong());
        sheet.hanging(vec![bullet], &text, theme.strong());
    }
    for now in &body.now {
        let bullet = Span::raw(format!("  {} ", theme.marks.bullet));
        sheet.hanging(vec![bullet], &said(now, page, setting), Style::new());
    }
    sheet.blank();
    sheet.text(&words.contact, theme.strong());
    sheet.hanging(vec![Span::raw("    ")], &said(&body.contact, page, setting), Style::new());
    sheet.blank();
    sheet.text(&words.after, Style::new());
}

/// How to find out, and why it is asked; a password page says why before anything is typed.
fn explanation(sheet: &mut Sheet, page: &Page<'_>, setting: &Setting<'_>) {
    let words = &setting.words.page;
    let why = page.why.as_ref().filter(|_| !matches!(page.body, Body::Password(_)));
    for (label, text) in [(&words.how, page.how.as_ref()), (&words.why, why)] {
        if let Some(text) = text {
            sheet.blank();
            match &page.body {
                Body::Question { .. } => sheet.labelled(label, &said(text, page, setting), setting.theme.strong()),
                Body::Password(_) | Body::Checklist { .. } | Body::Ending(_) => {
                    sheet.text(&said(text, page, setting), Style::new());
                }
            }
        }
    }
}

fn link(sheet: &mut Sheet, link: Option<Address<'_>>, page: &Page<'_>, setting: &Setting<'_>) {
    if let Some(link) = link {
        sheet.hanging(vec![Span::raw("    ")], &say::address(link, page, setting.words), Style::new());
    }
}

fn said(said: &Said<'_>, page: &Page<'_>, setting: &Setting<'_>) -> String {
    say::wording(said, page, setting.words)
}

/// The mark and the style of a row or field: unmistakable without any colour.
pub fn pointer(has_focus: bool, setting: &Setting<'_>) -> (String, Style) {
    if has_focus {
        (format!("{} ", setting.theme.marks.pointer), setting.theme.strong())
    } else {
        ("  ".to_owned(), Style::new())
    }
}
