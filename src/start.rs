//! From the flags to a run, through its front-ends, to its results: which article, which answers, what was kept, what
//! is printed and written at the end.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use vo_login_wizard::cli::{NotesFormat, WalkFlags};
use vo_login_wizard::clock::{WalkClock, ago};
use vo_login_wizard::content::words::fill_in;
use vo_login_wizard::content::{Article, words};
use vo_login_wizard::environment::Environment;
use vo_login_wizard::files::{self, Format, Overwrite};
use vo_login_wizard::keep::parked::Parking;
use vo_login_wizard::keep::{Found, Keeper, folder};
use vo_login_wizard::log::{LogTo, can_be_log};
use vo_login_wizard::notes::CaseNotes;
use vo_login_wizard::page::{Page, say};
use vo_login_wizard::plain;
use vo_login_wizard::reference::{self, LONGEST_REFERENCE};
use vo_login_wizard::run::{Left, NotesAt, Opening, Run};
use vo_login_wizard::state::{HandedOver, SavedWalk, Unfit};
use vo_login_wizard::terminal::{LineEnd, Lines, Stream, flush_input, is_terminal, lack, last_words, size};
use vo_login_wizard::tui;
use vo_login_wizard::walk::{Refusal, Role, Unknown, Walk};

use crate::{FAILURE, INTERRUPTED, NO_RECORD, USAGE, code_of, complain, exit, usage};

/// Walks, and writes the results. Returns the exit code.
///
/// # Errors
/// When an answer is none of the article's, a front-end cannot be used, or the results cannot be written.
pub fn run(flags: &WalkFlags, article: &Article) -> anyhow::Result<u8> {
    let role = if flags.records.is_agent() { Role::Agent } else { Role::User };
    let mut begun = match &flags.records.continued {
        Some(file) => handed_over(file, article, role)?,
        None => {
            let mut walk = Walk::in_role(article, role);
            give_answers(&mut walk, &flags.answer)?;
            Begun { walk, clock: WalkClock::default(), remark: None, reference: None }
        }
    };
    // What the desk calls it now stands before what the notes say.
    begun.reference = reference_of(flags)?.or(begun.reference);
    begun.remark = [begun.remark, missing_folder(flags)].into_iter().flatten().reduce(|one, other| one + " " + &other);
    let (notes, log) = records_to(flags)?;
    let stream = dialogue_stream(notes == NotesAt::Output || log == LogTo::Output);
    let environment = environment(stream);
    let ascii = environment.is_ascii(flags.ascii);
    if flags.records.no_input {
        if let Some((node, keys)) = begun.walk.missing() {
            let values = [("node", node), ("keys", &keys.join(", "))];
            // Answers and case notes do not go together.
            let is_continued = flags.records.continued.is_some();
            let text = if is_continued { words().results.missing_continued } else { words().results.missing };
            return Err(exit(USAGE, fill_in(text, &values)));
        }
        if let Some(remark) = &begun.remark {
            complain(remark);
        }
        let mut run = begun.run().with_notes(notes).with_log(log).with_notes_folder(flags.records.notes_folder.clone());
        let logged = write_log(&mut run, complain)?;
        results(flags, &mut run, Printed::Summary, ascii)?;
        return Ok(logged.code(0));
    }
    let run = with_what_was_kept(flags, begun, article).with_notes(notes).with_log(log);
    let run = run.with_notes_folder(flags.records.notes_folder.clone());
    let mut run = with_parked_calls(flags, run.with_parking(parking(flags, article)));
    let left = front_ends(flags, &mut run, &environment, stream)?;
    let cut_short = match left {
        (_, Left::AtOnce | Left::Signal(_) | Left::InputEnded) => run.cut_short(),
        (_, Left::Asked | Left::Other) => None,
    };
    for line in run.farewell().into_iter().chain(cut_short) {
        match left {
            // The terminal may have stopped reading, and would keep the signal waiting.
            (Shown::Full, Left::Signal(_)) => {}
            (Shown::Plain, Left::Signal(_)) => last_words(&line),
            _ if io::stderr().is_terminal() => complain(&textwrap::fill(&line, usize::from(size().0))),
            _ => complain(&line),
        }
    }
    let (code, printed) = match left {
        (Shown::Full, Left::InputEnded) => return Err(exit(FAILURE, words().error.input_ended)),
        (Shown::Plain, Left::InputEnded) => (FAILURE, Printed::Nothing),
        (_, Left::Signal(signal)) => (code_of(signal), Printed::Nothing),
        (_, Left::AtOnce) => (INTERRUPTED, Printed::Summary),
        // What was said in sentences is not said once more, unless it went elsewhere.
        (Shown::Plain, Left::Asked | Left::Other) if stream == Stream::Output => (0, Printed::Nothing),
        (Shown::Full | Shown::Plain, Left::Asked | Left::Other) => (0, Printed::Summary),
    };
    let is_ended_by_signal = matches!(left, (_, Left::Signal(_)));
    let logged = write_log(&mut run, if is_ended_by_signal { last_words } else { complain })?;
    results(flags, &mut run, printed, ascii)?;
    let code = match left {
        (_, Left::Asked) => {
            run.close();
            if run.is_left_open() { NO_RECORD } else { code }
        }
        (_, Left::AtOnce | Left::Other | Left::Signal(_) | Left::InputEnded) => code,
    };
    Ok(logged.code(code))
}

/// Where the records of calls go.
fn records_to(flags: &WalkFlags) -> anyhow::Result<(NotesAt, LogTo)> {
    let records = &flags.records;
    let is_output = |file: &PathBuf| file == Path::new("-");
    let overwrite = if records.force { Overwrite::Yes } else { Overwrite::No };
    // One that is not there may be on a share that comes back: that is only said, and whoever saves notes is asked for
    // another place.
    if records.notes_folder.as_ref().is_some_and(|folder| folder.exists() && !folder.is_dir()) {
        return Err(usage::refused_value("--notes-folder", words().usage.no_folder, &[]));
    }
    let notes = match &records.notes {
        None if records.notes_folder.is_some() => NotesAt::Folder,
        None => NotesAt::Request,
        Some(file) if is_output(file) => NotesAt::Output,
        Some(file) => {
            name_says(records.format.map(format_of), Format::of(file))?;
            NotesAt::File(file.clone(), overwrite)
        }
    };
    let log = match &records.log {
        None => LogTo::Nowhere,
        Some(file) if is_output(file) => LogTo::Output,
        Some(file) if can_be_log(file) => LogTo::File(file.clone()),
        Some(_) => return Err(usage::refused_value("--log", words().usage.no_log, &[])),
    };
    if notes == NotesAt::Output && log == LogTo::Output {
        let values = [("flag", "--notes -"), ("other", "--log -")];
        return Err(usage::refused(&fill_in(words().usage.together, &values)));
    }
    Ok((notes, log))
}

fn format_of(flag: NotesFormat) -> Format {
    match flag {
        NotesFormat::Text => Format::Text,
        NotesFormat::Markdown => Format::Markdown,
        NotesFormat::Json => Format::Json,
    }
}

/// Refuses a format that is not the one of the file's name: whoever reads the file goes by its name.
fn name_says(asked: Option<Format>, named: Format) -> anyhow::Result<()> {
    let spelled = |format| match format {
        Format::Text => ("text", ".txt"),
        Format::Markdown => ("markdown", ".md"),
        Format::Json => ("json", ".json"),
    };
    let Some(asked) = asked.filter(|asked| *asked != named) else { return Ok(()) };
    let ((asked, end), (named, _)) = (spelled(asked), spelled(named));
    let values = [("asked", asked), ("named", named), ("end", end)];
    Err(usage::refused(&fill_in(words().usage.other_format, &values)))
}

/// What to say of a folder for notes that is not there: it may be on a share that comes back.
fn missing_folder(flags: &WalkFlags) -> Option<String> {
    let records = &flags.records;
    let folder = records.notes_folder.as_ref().filter(|folder| records.notes.is_none() && !folder.exists())?;
    Some(fill_in(words().notes.folder_missing, &[("folder", &folder.display().to_string())]))
}

/// Where the dialogue goes: to standard error where standard output is for records alone, or where only the results are
/// sent elsewhere. (Records on a terminal while messages go elsewhere: then the dialogue is before them, or nobody sees it.)
fn dialogue_stream(prints_records: bool) -> Stream {
    let (input, output) = is_terminal();
    let errors = io::stderr().is_terminal();
    let is_split = input && !output && errors;
    let is_for_records = prints_records && (errors || !output);
    if is_split || is_for_records { Stream::Errors } else { Stream::Output }
}

/// Whether the log has a line of every call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Logged {
    All,
    NotAll,
}

impl Logged {
    /// The exit code of a run that would have had this one.
    fn code(self, code: u8) -> u8 {
        if self == Logged::NotAll && code == 0 { FAILURE } else { code }
    }
}

/// Writes the line of the last call. The lines that cannot be written are shown, and those to print are printed.
fn write_log(run: &mut Run<'_>, say: fn(&str)) -> anyhow::Result<Logged> {
    let notes = run.walk.has_ended().then(|| run.case_notes());
    let log = run.log();
    let trouble = match notes {
        Some(notes) => log.write(&notes),
        None => log.write_rest(),
    };
    if log.is_output() {
        let mut output = io::stdout().lock();
        for line in log.unwritten() {
            writeln!(output, "{line}")?;
        }
    }
    let Some(trouble) = trouble else { return Ok(Logged::All) };
    say(&trouble);
    say(words().log.shown);
    for line in log.unwritten() {
        say(line);
    }
    Ok(Logged::NotAll)
}

/// The front-ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Full,
    Plain,
}

/// Both front-ends walk the same run, one after the other, until it is left from one of them.
fn front_ends(
    flags: &WalkFlags,
    run: &mut Run<'_>,
    environment: &Environment<'_>,
    stream: Stream,
) -> anyhow::Result<(Shown, Left)> {
    let texts = &words().plain;
    let ascii = environment.is_ascii(flags.ascii);
    let has_full_screen = environment.has_full_screen();
    let mut plain = environment.plain(flags.plain);
    loop {
        let Some(because) = plain else {
            match tui::open(run, environment.theme(flags.color, ascii), stream, environment.within())? {
                Left::Other => plain = Some(texts.on_key),
                left => return Ok((Shown::Full, left)),
            }
            continue;
        };
        let is_seen = is_seen(stream) && !environment.is_heard();
        let columns: Option<fn() -> u16> = if is_seen { Some(|| size().0) } else { None };
        let setting = plain::Setting { because, ascii, can_return: has_full_screen, columns };
        let lines = Lines::open()?;
        let output = lines.output(stream);
        let left = plain::open(run, lines, output, setting)?;
        match left {
            Left::Other if has_full_screen => plain = None,
            Left::Other => plain = Some(texts.no_full_screen),
            left => {
                // What was typed ahead was not meant for the shell.
                flush_input();
                return Ok((Shown::Plain, left));
            }
        }
    }
}

fn environment(stream: Stream) -> Environment<'static> {
    Environment {
        variable: &|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()),
        is_terminal: (is_terminal().0, is_seen(stream)),
        lack: lack(),
        size: size(),
    }
}

/// Whether this stream is a terminal.
fn is_seen(stream: Stream) -> bool {
    match stream {
        Stream::Output => is_terminal().1,
        Stream::Errors => io::stderr().is_terminal(),
    }
}

/// A walk as the flags begin it, its clock, and what there is to say of it.
struct Begun<'a> {
    walk: Walk<'a>,
    clock: WalkClock,
    remark: Option<String>,
    /// What the desk calls it.
    reference: Option<String>,
}

impl<'a> Begun<'a> {
    /// A run of it that keeps nothing.
    fn run(self) -> Run<'a> {
        let opening = Opening { remark: self.remark, ..Opening::default() };
        Run::new(self.walk).with_clock(self.clock).with_reference(self.reference).with_opening(opening)
    }
}

/// The most bytes that are read as case notes.
const LARGEST_NOTES: u64 = 1 << 20;

/// The walk that these case notes hold, where they stop.
fn handed_over<'a>(file: &Path, article: &'a Article, role: Role) -> anyhow::Result<Begun<'a>> {
    let texts = &words().handed_over;
    let refused = |text: &str, values: &[(&str, &str)]| {
        let name = file.display().to_string();
        exit(FAILURE, fill_in(text, &[&[("file", name.as_str())], values].concat()))
    };
    let mut bytes = Vec::new();
    let opened = File::open(file).and_then(|file| file.take(LARGEST_NOTES).read_to_end(&mut bytes));
    opened.map_err(|error| refused(texts.unreadable, &[("reason", &files::reason(&error))]))?;
    let HandedOver { walk: saved, title, reference } = HandedOver::read(&bytes).map_err(|unfit| match unfit {
        Unfit::NoNotes => refused(texts.no_notes, &[]),
        Unfit::Schema(schema) => refused(texts.schema, &[("schema", &schema.to_string())]),
    })?;
    if title != article.title {
        return Err(refused(texts.other_article, &[("title", &title)]));
    }
    let mut restored = saved.restore(article, role);
    restored.lost.extend(restored.walk.drop_unreachable().into_iter().map(str::to_owned));
    let place = fill_in(words().state.at, &[("about", Page::of(&restored.walk).about)]);
    let said = fill_in(texts.taken_up, &[("place", &place), ("when", &ago(&saved.kept))]);
    let remark = [Some(said), lost(&restored.lost)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Begun { walk: restored.walk, clock: clock_of(&saved), remark: Some(remark), reference })
}

/// What the article no longer has, in a sentence.
fn lost(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| fill_in(words().state.lost, &[("left_out", &names.join(", "))]))
}

/// The clock of a walk that was kept goes on.
fn clock_of(saved: &SavedWalk) -> WalkClock {
    WalkClock::begun(saved.started.clone(), saved.seconds, saved.pages.clone())
}

/// A run of this walk, or of the one that was kept, so that it can be offered.
fn with_what_was_kept<'a>(flags: &WalkFlags, mut begun: Begun<'a>, article: &'a Article) -> Run<'a> {
    let records = &flags.records;
    let keeps = !records.no_state && begun.walk.role() == Role::User;
    let Some(folder) = folder().filter(|_| keeps) else { return begun.run() };
    let Found { mut keeper, walk: saved, remark } = Keeper::open(&folder, article);
    let mut remarks: Vec<String> = begun.remark.take().into_iter().collect();
    remarks.extend(remark.iter().map(|remark| remark.text()));
    let saved = saved.filter(|_| !records.fresh);
    let begins_elsewhere = match (&records.continued, flags.answer.is_empty()) {
        (Some(_), _) => Some("--continue"),
        (None, false) => Some("--answer"),
        (None, true) => None,
    };
    if let Some(flag) = begins_elsewhere.filter(|_| saved.is_some()) {
        // It must not be lost to a walk that begins elsewhere.
        keeper = None;
        remarks.push(fill_in(words().state.left_alone, &[("flag", flag)]));
    }
    let (mut run, offer) = match (saved, &mut keeper) {
        (Some(saved), Some(keeper)) => {
            let (run, offer, lost) = taken_up(&saved, article);
            keeper.take_up(&run.walk);
            remarks.extend(lost);
            (run.with_reference(begun.reference.take()), Some(offer))
        }
        _ => (begun.run(), None),
    };
    run.keeper = keeper;
    run.with_opening(Opening { remark: (!remarks.is_empty()).then(|| remarks.join(" ")), offer, ..Opening::default() })
}

/// The reference of the call that the flags name.
fn reference_of(flags: &WalkFlags) -> anyhow::Result<Option<String>> {
    let given = flags.records.reference.as_deref().unwrap_or_default();
    reference::read(given, false).map_err(|refusal| match refusal {
        Refusal::ReferenceTooLong => {
            usage::refused(&fill_in(words().usage.reference_too_long, &[("capacity", &LONGEST_REFERENCE.to_string())]))
        }
        _ => usage::refused(words().usage.reference_doubtful),
    })
}

/// Where calls are parked.
fn parking(flags: &WalkFlags, article: &Article) -> Parking {
    let texts = &words().parked;
    match folder() {
        _ if flags.records.no_state => Parking::nowhere(texts.no_state),
        Some(folder) => Parking::at(folder, article, flags.records.keep_days),
        None => Parking::nowhere(texts.no_place),
    }
}

/// Counts the calls that wait for an agent, and finds the one that `--ref` names.
fn with_parked_calls<'a>(flags: &WalkFlags, mut run: Run<'a>) -> Run<'a> {
    if run.walk.role() == Role::User {
        return run;
    }
    let (parked, _) = run.list_parked();
    // A call that begins with answers or with case notes is another one.
    let begins_elsewhere = !flags.answer.is_empty() || flags.records.continued.is_some();
    let wanted = run.parked_like_this().filter(|_| !begins_elsewhere);
    let opening = Opening { parked: parked.len(), wanted, ..run.opening() };
    run.with_opening(opening)
}

/// The run of a walk that was kept, the offer to go on with it, and what the article no longer has.
fn taken_up<'a>(saved: &SavedWalk, article: &'a Article) -> (Run<'a>, String, Option<String>) {
    let mut restored = saved.restore(article, Role::User);
    restored.walk.stop_waiting();
    let place = say::place(&Page::of(&restored.walk));
    let state = &words().state;
    let offer = fill_in(state.offer, &[("place", &place), ("when", &ago(&saved.kept))]);
    let lost = lost(&restored.lost);
    (Run::new(restored.walk).with_clock(clock_of(saved)), offer, lost)
}

fn give_answers(walk: &mut Walk<'_>, answers: &[String]) -> anyhow::Result<()> {
    let texts = &words().error;
    for given in answers {
        let Some((node, key)) = given.split_once('=') else {
            return Err(usage::refused(words().usage.answer_shape));
        };
        walk.answer(node, key).map_err(|unknown| {
            let texts = &words().usage;
            usage::refused(&match unknown {
                Unknown::Node { there } => fill_in(texts.unknown_node, &[("there", &there.join(", "))]),
                // The node is one of the article's.
                Unknown::Key { there } => fill_in(texts.unknown_key, &[("node", node), ("there", &there.join(", "))]),
            })
        })?;
    }
    for node in walk.drop_unreachable() {
        complain(&fill_in(texts.off_path, &[("node", node)]));
    }
    for node in walk.ahead() {
        complain(&fill_in(texts.ahead, &[("node", node)]));
    }
    Ok(())
}

/// What goes to standard output when nothing else was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Printed {
    Summary,
    Nothing,
}

/// Writes the notes where they are wanted, and the summary where it is.
fn results(flags: &WalkFlags, run: &mut Run<'_>, printed: Printed, ascii: bool) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    let notes = run.walk.has_ended().then(|| run.case_notes());
    match run.notes_at() {
        NotesAt::Request => {}
        NotesAt::Output => {
            let format = flags.records.format.map_or(Format::Text, format_of);
            for notes in run.earlier().iter().chain(&notes) {
                write!(output, "{}", format.write(notes))?;
            }
        }
        NotesAt::File(..) | NotesAt::Folder => {
            if let (Some(notes), Some((file, overwrite))) = (&notes, run.notes_file()) {
                write_notes(file, notes, overwrite, run.prints_records())?;
            }
        }
    }
    if run.is_recorded() && run.is_left_open() {
        complain(words().results.no_ending);
    }
    // Before an ending there is nothing to sum up.
    if printed == Printed::Summary && run.walk.has_ended() && !run.prints_records() {
        // A terminal would break it within words; a file gets it a line for each sentence.
        let width = if is_terminal().1 { usize::from(size().0) } else { usize::MAX };
        for line in say::summary(&Page::of(&run.walk)) {
            let line = if ascii { say::ascii(&line) } else { line };
            writeln!(output, "{}", textwrap::fill(&line, width))?;
        }
    }
    Ok(())
}

/// Writes the notes to a file; where that fails, asks for another place, and loses nothing where nobody answers.
fn write_notes(mut file: PathBuf, notes: &CaseNotes, overwrite: Overwrite, prints_records: bool) -> anyhow::Result<()> {
    loop {
        let failed = match files::write_notes(&file, notes, overwrite) {
            Ok(said) => {
                complain(&said);
                return Ok(());
            }
            Err(said) => said,
        };
        let mut name = String::new();
        if is_terminal().0 {
            complain(&failed);
            complain(words().results.another_place);
            let end = Lines::open()?.next(false, |character| name.push(character))?;
            if !matches!(end, LineEnd::Newline { .. }) {
                name.clear();
            }
        }
        if name.trim().is_empty() {
            let text = Format::of(&file).write(notes);
            match prints_records {
                true => write!(io::stderr().lock(), "{text}")?,
                false => write!(io::stdout().lock(), "{text}")?,
            }
            return Err(exit(FAILURE, failed));
        }
        file = name.trim().into();
    }
}
