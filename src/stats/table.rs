//! Statistics as somebody reads them: lists, each line with a number of calls, their share and what they have in common.

use crate::content::character::harmless;
use crate::content::words;
use crate::content::words::fill_in;

use super::count::{Median, Report};

/// The lines of the table.
pub fn lines(report: &Report) -> Vec<String> {
    let words = &words().stats;
    let mut lines = vec![fill_in(words.calls, &[("count", &report.calls.to_string())])];
    if report.left_out > 0 {
        lines.push(fill_in(words.left_out, &[("count", &report.left_out.to_string())]));
    }
    if let Some(seconds) = report.median_seconds {
        lines.push(fill_in(words.median, &[("time", &time(seconds))]));
    }
    let mut list = |title: &str, rows: Vec<(u64, String)>| {
        if !rows.is_empty() {
            lines.extend([String::new(), title.to_owned()]);
            let share = |calls: u64| format!("{calls:>8}{:>5} %", percent(calls, report.calls));
            lines.extend(rows.iter().map(|(calls, name)| format!("{}  {}", share(*calls), harmless(name))));
        }
    };
    let pair = |one: &str, other: &str| format!("{one}: {other}");
    list(words.statuses, report.statuses.iter().map(|row| (row.calls, row.status.clone())).collect());
    list(words.endings, report.endings.iter().map(|row| (row.calls, pair(&row.node, &row.class))).collect());
    list(words.causes, report.causes.iter().map(|row| (row.calls, row.name.clone())).collect());
    list(words.programs, report.programs.iter().map(|row| (row.calls, row.text.clone())).collect());
    list(words.broken_off, report.broken_off.iter().map(|row| (row.calls, row.node.clone())).collect());
    list(words.asides, report.asides.iter().map(|row| (row.calls, pair(&row.node, &row.aside))).collect());
    list(words.open_steps, report.open_steps.iter().map(|row| (row.calls, pair(&row.node, &row.title))).collect());
    if !report.pages.is_empty() {
        lines.extend([String::new(), words.pages.to_owned()]);
        let row = |calls: u64, seconds, node: &str| format!("{calls:>8}{:>7}  {}", time(seconds), harmless(node));
        lines.extend(report.pages.iter().map(|page| row(page.calls, page.median_seconds, &page.node)));
    }
    lines
}

/// The nearest whole number of calls in a hundred.
fn percent(calls: u64, all: u64) -> u64 {
    (calls * 100 + all / 2).checked_div(all).unwrap_or_default()
}

/// Minutes and seconds, as 2:05.
fn time(median: Median) -> String {
    let seconds = median.rounded();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
