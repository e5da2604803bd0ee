//! Statistics as somebody reads them: lists, each line with a number of calls, their share and what they have in common.

use crate::content::character::harmless;
use crate::content::words;
use crate::content::words::fill_in;

use super::count::{Median, Report, Row};

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
    let mut list = |title: &str, rows: &[Row], name: fn(&[String; 3]) -> String| {
        if !rows.is_empty() {
            lines.extend([String::new(), title.to_owned()]);
        }
        for Row { names, calls, .. } in rows {
            let percent = percent(*calls, report.calls);
            lines.push(format!("{calls:>8}{percent:>5} %  {}", harmless(&name(names))));
        }
    };
    list(words.statuses, &report.statuses, |[status, ..]| status.clone());
    list(words.endings, &report.endings, |[node, class, _]| format!("{node}: {class}"));
    list(words.causes, &report.causes, |[name, ..]| name.clone());
    list(words.programs, &report.programs, |[_, text, _]| text.clone());
    list(words.broken_off, &report.broken_off, |[node, ..]| node.clone());
    list(words.asides, &report.asides, |[node, aside, _]| format!("{node}: {aside}"));
    list(words.open_steps, &report.open_steps, |[node, _, title]| format!("{node}: {title}"));
    if !report.pages.is_empty() {
        lines.extend([String::new(), words.pages.to_owned()]);
    }
    for Row { names: [node, ..], calls, median_seconds, .. } in &report.pages {
        let time = median_seconds.map(time).unwrap_or_default();
        lines.push(format!("{calls:>8}{time:>7}  {}", harmless(node)));
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
