//! One walk, from its flags to its results: which article, which answers, which front-end, what is kept, what is
//! written at the end.

use std::cell::RefCell;
use std::io::{self, IsTerminal};

use vo_login_wizard::cli::WalkFlags;
use vo_login_wizard::clock::{WalkClock, ago, now};
use vo_login_wizard::content::words::fill_in;
use vo_login_wizard::content::{Article, Words};
use vo_login_wizard::environment::Environment;
use vo_login_wizard::keep::{Found, Keeper, Remark, folder};
use vo_login_wizard::plain::{self, Dialogue, Hooks};
use vo_login_wizard::terminal::{Lines, flush_input, is_terminal, size};
use vo_login_wizard::tui;
use vo_login_wizard::walk::page::Page;
use vo_login_wizard::walk::{Keeping, Role, Unknown, Walk};

use crate::results::{Printed, finish};
use crate::{FAILURE, INTERRUPTED, USAGE, code_of, complain, exit};

/// Walks, and writes the results.
pub fn run(flags: &WalkFlags, article: &Article, words: &Words) -> anyhow::Result<u8> {
    let role = if flags.records.agent { Role::Agent } else { Role::User };
    let mut walk = Walk::in_role(article, role);
    if flags.records.notes.is_some() {
        walk.notes_come_at_the_end();
    }
    give_answers(&mut walk, &flags.answer, words)?;
    let clock = RefCell::new(WalkClock::default());
    let environment = environment();
    let ascii = environment.is_ascii(flags.ascii);
    if flags.records.no_input {
        if let Some((node, keys)) = walk.missing() {
            let values = [("node", node), ("keys", &keys.join(", "))];
            return Err(exit(USAGE, fill_in(&words.results.missing, &values)));
        }
        return finish(flags, (&walk, words), &clock.borrow().times(), Printed::Summary, ascii).map(|()| 0);
    }
    let start = Start::find(flags, &mut walk, &clock, article, words);
    let (code, printed) = front_ends(flags, &mut walk, start, (&clock, &environment), words)?;
    finish(flags, (&walk, words), &clock.borrow().times(), printed, ascii)?;
    Ok(code)
}

/// What a walk begins with besides its flags.
struct Start {
    keeper: Option<Keeper>,
    remark: Option<String>,
    offer: Option<String>,
}

impl Start {
    /// Finds the walk that was kept and takes it up, so that it can be offered.
    fn find<'a>(
        flags: &WalkFlags,
        walk: &mut Walk<'a>,
        clock: &RefCell<WalkClock>,
        article: &'a Article,
        words: &Words,
    ) -> Start {
        let records = &flags.records;
        let keeps = !records.no_state && (walk.role() == Role::User || records.keep);
        let Some(folder) = folder().filter(|_| keeps) else {
            return Start { keeper: None, remark: None, offer: None };
        };
        let Found { keeper, walk: saved, remark } = Keeper::open(&folder);
        let mut remarks: Vec<String> = remark.iter().map(|remark| remark_words(remark, words)).collect();
        let wanted = keeper.is_some() && !records.fresh && flags.answer.is_empty();
        let mut offer = None;
        let mut keeper = keeper;
        if saved.is_some() && !records.fresh && !flags.answer.is_empty() {
            // It must not be lost to a walk that begins elsewhere.
            keeper = None;
            remarks.push(words.state.left_alone.clone());
        }
        if let Some(saved) = saved.filter(|_| wanted) {
            let restored = saved.restore(article, walk.role());
            *walk = restored.walk;
            if records.notes.is_some() {
                walk.notes_come_at_the_end();
            }
            *clock.borrow_mut() = WalkClock::begun(saved.started.clone(), saved.seconds);
            let page = walk.page();
            let values = [("place", place(&page, words)), ("when", ago(&saved.kept, &words.state))];
            offer = Some(fill_in(&words.state.offer, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
            if !restored.lost.is_empty() {
                remarks.push(fill_in(&words.state.lost, &[("left_out", &restored.lost.join(", "))]));
            }
            keeper.iter_mut().for_each(|keeper| keeper.take_up(walk));
        }
        if keeper.is_some() {
            walk.keep(if records.keep { Keeping::All } else { Keeping::Users });
        }
        Start { keeper, remark: (!remarks.is_empty()).then(|| remarks.join(" ")), offer }
    }
}

/// The place of a walk, as people say it.
fn place(page: &Page<'_>, words: &Words) -> String {
    match page.place() {
        Some((step, steps)) => fill_in(&words.page.step, &[("step", &step.to_string()), ("steps", &steps.to_string())]),
        None => page.about.to_owned(),
    }
}

fn remark_words(remark: &Remark, words: &Words) -> String {
    let words = &words.state;
    match remark {
        Remark::Taken => words.taken.clone(),
        Remark::SetAside(file) => fill_in(&words.set_aside, &[("file", &file.display().to_string())]),
        Remark::NoPlace(reason) => fill_in(&words.no_place, &[("reason", reason)]),
    }
}

/// Both front-ends walk the same session, so going from one to the other keeps every answer. Returns the exit code, and
/// what is to be printed.
fn front_ends(
    flags: &WalkFlags,
    walk: &mut Walk<'_>,
    start: Start,
    (clock, environment): (&RefCell<WalkClock>, &Environment<'_>),
    words: &Words,
) -> anyhow::Result<(u8, Printed)> {
    let ascii = environment.is_ascii(flags.ascii);
    let can_return = environment.is_terminal == (true, true);
    let mut plain = environment.plain(flags.plain, &words.plain);
    let Start { mut keeper, mut remark, mut offer } = start;
    let mut trouble = None;
    let mut keep = |walk: &Walk<'_>| {
        if walk.has_no_answers() {
            // A walk begins with its first answer, a new call with its own.
            *clock.borrow_mut() = WalkClock::default();
        }
        if let Some(keeper) = &mut keeper
            && let Err(error) = keeper.keep(walk, || (clock.borrow().times(), now()))
        {
            trouble = Some(Remark::NoPlace(error.to_string()));
        }
    };
    let times = || clock.borrow().times();
    let (code, printed, is_silent) = loop {
        match plain {
            None => {
                let theme = environment.theme(flags.color, ascii);
                let opening = tui::Opening { theme, clock: &times, remark: remark.take(), offer: offer.take() };
                match tui::run(walk, words, opening, &mut keep)? {
                    tui::Left::Plain => plain = Some(&words.plain.on_key),
                    tui::Left::Asked => break (0, Printed::Summary, false),
                    tui::Left::AtOnce => break (INTERRUPTED, Printed::Summary, false),
                    tui::Left::Signal(signal) => break (code_of(signal), Printed::Nothing, true),
                    tui::Left::InputEnded => return Err(exit(FAILURE, &*words.error.input_ended)),
                }
            }
            Some(because) => {
                let opening = plain::Opening {
                    because: because.to_owned(),
                    can_return,
                    remark: remark.take(),
                    offer: offer.take(),
                };
                let hooks = Hooks { keep: &mut keep, clock: &times };
                match dialogue(walk, words, ascii, &opening, hooks)? {
                    plain::Left::FullScreen if can_return => plain = None,
                    plain::Left::FullScreen => plain = Some(&words.plain.no_full_screen),
                    plain::Left::Asked => {
                        break (0, if is_split() { Printed::Summary } else { Printed::Nothing }, false);
                    }
                    plain::Left::Signal(signal) => break (code_of(signal), Printed::Nothing, false),
                    plain::Left::InputEnded => break (FAILURE, Printed::Nothing, false),
                }
            }
        }
    };
    // After a signal to the full screen nothing is said: the terminal may have stopped reading, and would keep it waiting.
    if !is_silent {
        if let Some(trouble) = trouble {
            complain(&remark_words(&trouble, words));
        }
        say_whether_kept(walk, keeper.as_ref(), words);
    }
    Ok((code, printed))
}

fn environment() -> Environment<'static> {
    Environment {
        variable: &|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()),
        is_terminal: is_terminal(),
        size: size(),
    }
}

/// Leaving before an ending says whether the walk is kept.
fn say_whether_kept(walk: &Walk<'_>, keeper: Option<&Keeper>, words: &Words) {
    if !walk.has_ended() && !walk.has_no_answers() {
        let kept = keeper.is_some_and(Keeper::has_walk);
        complain(if kept { &words.state.kept } else { &words.state.not_kept });
    }
}

/// Whether only the results are sent elsewhere, so that the dialogue goes to standard error and the summary alone to
/// standard output.
fn is_split() -> bool {
    is_terminal() == (true, false) && io::stderr().is_terminal()
}

fn dialogue<'s>(
    walk: &'s mut Walk<'_>,
    words: &'s Words,
    ascii: bool,
    opening: &plain::Opening,
    hooks: Hooks<'s>,
) -> anyhow::Result<plain::Left> {
    let lines = Lines::open()?;
    let left = if is_split() {
        Dialogue::new(walk, words, lines, io::stderr().lock(), ascii).with(hooks).run(opening)
    } else {
        Dialogue::new(walk, words, lines, io::stdout().lock(), ascii).with(hooks).run(opening)
    };
    if let Ok(plain::Left::Signal(_)) = left {
        flush_input();
    }
    Ok(left?)
}

/// A name as it was given. What does not look like one may be a password, given by mistake: it is not repeated.
fn name(given: &str) -> &str {
    let is_name = given.len() <= 40 && given.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if is_name { given } else { "…" }
}

fn give_answers(walk: &mut Walk<'_>, answers: &[String], words: &Words) -> anyhow::Result<()> {
    let texts = &words.error;
    for given in answers {
        let Some((node, key)) = given.split_once('=') else {
            return Err(exit(USAGE, fill_in(&texts.answer_shape, &[("given", name(given))])));
        };
        walk.answer(node, key).map_err(|unknown| {
            let (text, there) = match unknown {
                Unknown::Node { there } => (&texts.unknown_node, there),
                Unknown::Key { there } => (&texts.unknown_key, there),
            };
            let (node, key) = (name(node), name(key));
            let given = format!("{node}={key}");
            let values = [("given", given.as_str()), ("node", node), ("key", key), ("there", &there.join(", "))];
            exit(USAGE, fill_in(text, &values))
        })?;
    }
    for (nodes, text) in [(walk.drop_unreachable(), &texts.off_path), (walk.ahead(), &texts.ahead)] {
        nodes.iter().for_each(|node| complain(&fill_in(text, &[("node", node)])));
    }
    Ok(())
}
