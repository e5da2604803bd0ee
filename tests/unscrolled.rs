//! In a window of the usual size a person scrolls nowhere: every page of every path, each step of a checklist, and a
//! password page with all that can be said of a password.

use std::collections::BTreeSet;

use crate::support::screen::{THEME, frame, press, run};
use crate::support::table::{Given, every_beginning};
use crate::support::walk::article;
use vo_login_wizard::content::{Article, words};
use vo_login_wizard::page::{Kind, Page};
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::Walk;

/// What a page with a field says most of.
const TYPED: [&str; 4] = ["", "Gr4nd*Piano", "pass&word-!é<enter>", "<lt>&> ééééééééééééééééééééééééé<enter>"];

/// The four programs, which are called by names of different lengths.
const PROGRAMS: [&str; 4] = ["act", "click2pop", "eagent", "sugarcrm"];

fn with_program(path: &[Given], program: &'static str) -> Vec<Given> {
    path.iter().map(|given| if *given == ("integration", "act") { ("integration", program) } else { *given }).collect()
}

fn walked<'a>(article: &'a Article, path: &[Given]) -> Walk<'a> {
    let mut walk = Walk::new(article);
    for (node, key) in path {
        walk.answer(node, key).expect("the article has this answer");
    }
    walk
}

/// What of a path a page can tell of: pages that have all of it alike are the same page.
fn told(page: &Page<'_>) -> String {
    format!("{} {:?}", page.node, page.blocks)
}

fn is_seen_whole(front_end: &mut FrontEnd<'_, '_>, of: &str) {
    let (words, text) = (&words().page, frame(front_end, 80, 24).text());
    let more = [&words.more_above, &words.more_below, &words.more_both];
    assert!(!more.iter().any(|more| text.contains(**more)), "{of} is scrolled:\n{text}");
}

#[test]
fn no_page_of_any_path_is_scrolled_in_a_window_of_the_usual_size() {
    let article = article();
    let mut seen = BTreeSet::new();
    let named = |path: Vec<Given>| PROGRAMS.map(|program| with_program(&path, program));
    for path in every_beginning().into_iter().flat_map(named) {
        let of = format!("{path:?}");
        let page_of = || walked(&article, &path);
        let first = page_of();
        let page = Page::of(&first);
        if !seen.insert(told(&page)) {
            continue;
        }
        let keys: Vec<String> = match page.kind {
            Kind::Question | Kind::Ending(_) | Kind::Over(_) => vec![String::new()],
            Kind::Password(_) => TYPED.map(str::to_owned).to_vec(),
            Kind::Checklist => (0..=page.steps().count()).map(|step| "<enter>".repeat(step)).collect(),
        };
        for keys in keys {
            let mut run = run(page_of());
            let mut front_end = FrontEnd::new(&mut run, THEME);
            press(&mut front_end, &keys);
            is_seen_whole(&mut front_end, &format!("{of} {keys}"));
            // What helps when something else is seen, or that there is no such advice here.
            press(&mut front_end, "<f8>");
            is_seen_whole(&mut front_end, &format!("{of} {keys}<f8>"));
        }
    }
    assert!(seen.len() > 200, "{}", seen.len());
}
