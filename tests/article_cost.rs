//! What loading an article costs grows with its size, whatever its shape, and a walk with its length: nothing is looked
//! for in a list again and again, and no fault keeps a copy of its line. `cargo bench` says how long it takes.

#[path = "support/large.rs"]
#[allow(dead_code, reason = "the rest is for other tests")]
mod large;

use std::time::{Duration, Instant};

use vo_login_wizard::clock::Times;
use vo_login_wizard::content::load;
use vo_login_wizard::notes::{Call, CaseNotes};
use vo_login_wizard::walk::Walk;

type Shape = (&'static str, fn(usize) -> String, usize, bool);

/// Each shape with a size, and whether it is whole.
const SHAPES: [Shape; 8] = [
    ("questions", large::questions, 100, true),
    ("a line of questions", large::line_of_questions, 100, true),
    ("a line of faults", large::line_of_faults, 200, false),
    ("a line of lost links", large::line_of_lost_links, 100, false),
    ("a line of slips", large::line_of_slips, 100, false),
    ("long names", large::long_names, 4_000, false),
    ("answers", large::answers, 200, false),
    ("checklists with one list of steps", large::checklists, 100, true),
];

/// How long the fastest of some loadings takes.
fn time(text: &str, is_whole: bool) -> Duration {
    let once = || {
        let text = text.to_owned();
        let begun = Instant::now();
        let faults = load(text).err().map(|faults| faults.report("x"));
        assert_eq!(faults.is_none(), is_whole, "{}", faults.unwrap_or_default());
        begun.elapsed()
    };
    (0..4).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn eight_times_the_article_takes_about_eight_times_as_long() {
    for (shape, article, size, is_whole) in SHAPES {
        let (small, large) = (article(size), article(size * 8));
        // What grows with the square takes 64 times as long.
        let is_near = || time(&large, is_whole) < time(&small, is_whole) * 24;
        assert!((0..10).any(|_| is_near()), "{shape}: {:?}, {:?}", time(&small, is_whole), time(&large, is_whole));
    }
}

/// How long the fastest of some walks takes that answers each question of a line, and its case notes.
fn walked(count: usize) -> Duration {
    let Ok(article) = load(large::line_of_questions(count)) else { unreachable!("it is whole") };
    let once = || {
        let begun = Instant::now();
        let mut walk = Walk::new(&article);
        for place in 0..count {
            assert!(walk.answer(&format!("q{place}"), "yes").is_ok());
        }
        assert!(walk.has_ended() && walk.drop_unreachable().is_empty());
        let notes = CaseNotes::of(&walk, &Call::of(&walk, Times::default()));
        assert!(notes.text().len() > count);
        begun.elapsed()
    };
    (0..4).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn eight_times_the_answers_take_about_eight_times_as_long() {
    assert!((0..10).any(|_| walked(1_600) < walked(200) * 24), "{:?}, {:?}", walked(200), walked(1_600));
}

#[test]
fn a_fault_of_a_long_line_keeps_a_piece_of_it() {
    let Err(faults) = load(large::line_of_faults(4_000)) else { panic!("it has faults") };
    assert_eq!(faults.0.len(), 4_000);
    assert!(faults.0.iter().all(|fault| fault.text.len() + fault.says.len() + fault.advice.len() < 1_000));
    assert!(faults.report("x").len() < 20_000);
}
