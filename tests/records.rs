//! The record of every path in both roles: text, Markdown and JSON say the same, the JSON is as its schema describes, and
//! nothing stands in them that is not on the path. And back: from case notes in JSON the walk goes on where it stood.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use vo_login_wizard::clock::Times;
use vo_login_wizard::content::words::{fill, fill_in};
use vo_login_wizard::content::{Article, Class, Node, words};
use vo_login_wizard::notes::{Call, CaseNotes, Status};
use vo_login_wizard::page::Page;
use vo_login_wizard::state::{HandedOver, SavedWalk, Unfit};
use vo_login_wizard::walk::{Mark, Move, Role, Walk};

use crate::support::cases;
#[cfg(unix)]
use crate::support::play::Play;
use crate::support::table::{Given, REFUTED, cause_of, every_path};
use crate::support::walk::{WAYS, article, walk_at};

const BEGUN: &str = "2024-05-06T09:30:00+02:00";
const NOTED: &str = "2024-05-06T09:41:00+02:00";

fn times() -> Times {
    let pages = [("integration".to_owned(), 3), ("reset".to_owned(), 700)].into();
    Times { started: BEGUN.to_owned(), ended: "2024-05-06T09:42:34+02:00".to_owned(), seconds: 754, pages }
}

fn record(walk: &Walk<'_>) -> CaseNotes {
    CaseNotes::of(walk, &Call::of(walk, times()))
}

fn json_of(notes: &CaseNotes) -> Value {
    serde_json::from_str(&notes.json()).expect("notes are JSON")
}

fn schema() -> Validator {
    let schema = serde_json::from_str(include_str!("../assets/case-notes.schema.json")).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one");
    jsonschema::validator_for(&schema).expect("the schema can be used")
}

fn holds(schema: &Validator, notes: &Value) {
    let errors: Vec<String> =
        schema.iter_errors(notes).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new(), "{notes:#}");
}

/// What a ticket says, by its headings, and the facts below them.
#[derive(Debug, PartialEq)]
struct Ticket {
    headline: String,
    sections: BTreeMap<&'static str, Vec<String>>,
    facts: Vec<String>,
}

/// The headings of a role, in the order of a ticket.
fn headings(role: Role) -> [&'static str; 11] {
    let words = &words().record;
    match role {
        Role::Agent => [
            words.result,
            words.reported_agent,
            words.found_agent,
            words.cause,
            words.done_agent,
            words.ruled_out,
            words.open_agent,
            words.advice_agent,
            words.next,
            words.second_line_agent,
            words.notes_agent,
        ],
        Role::User => [
            words.result,
            words.reported,
            words.found,
            words.cause,
            words.done,
            words.ruled_out,
            words.open,
            words.advice,
            words.next,
            words.second_line,
            words.notes,
        ],
    }
}

impl Ticket {
    fn of_text(text: &str, role: Role) -> Ticket {
        let mut lines = text.lines();
        let headline = lines.next().expect("there is a headline").to_owned();
        let (mut sections, mut facts, mut under) = (BTreeMap::new(), Vec::new(), None);
        for line in lines {
            let heading =
                headings(role).into_iter().find(|it| line == format!("{it}:") || line.starts_with(&format!("{it}: ")));
            match (heading, line.strip_prefix("- ")) {
                (Some(heading), _) => {
                    let said = line[heading.len() + 1..].trim_start();
                    sections.insert(heading, if said.is_empty() { Vec::new() } else { vec![said.to_owned()] });
                    under = Some(heading);
                }
                (None, Some(item)) => {
                    sections.get_mut(under.expect("a list has a heading")).expect("it is there").push(item.to_owned());
                }
                (None, None) => facts.push(line.to_owned()),
            }
        }
        Ticket { headline, sections, facts }
    }

    fn of_markdown(text: &str, role: Role) -> Ticket {
        let mut blocks = text.trim_end().split("\n\n");
        let items = |block: &str| -> Vec<String> {
            let lines: Vec<&str> = block.lines().collect();
            lines.iter().map(|line| unescaped(line.strip_prefix("- ").unwrap_or(line))).collect()
        };
        let headline = unescaped(blocks.next().and_then(|line| line.strip_prefix("# ")).expect("there is a headline"));
        let (mut sections, mut facts) = (BTreeMap::new(), Vec::new());
        while let Some(block) = blocks.next() {
            let said = items(blocks.next().expect("something stands below it"));
            match block.strip_prefix("## ") {
                Some(heading) => {
                    let heading = headings(role).into_iter().find(|it| *it == heading).expect("it is a heading");
                    sections.insert(heading, said);
                }
                None => {
                    assert_eq!(block, "---");
                    facts = said;
                }
            }
        }
        Ticket { headline, sections, facts }
    }

    fn under(&self, heading: &str) -> Vec<String> {
        self.sections.get(heading).cloned().unwrap_or_default()
    }
}

/// Markdown's text without the strokes that keep it as it is.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    plain
}

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("a list").iter();
    items.map(|item| item.as_str().or(item["text"].as_str()).expect("a text").to_owned()).collect()
}

/// The text and the Markdown say what the JSON says, and nothing else.
fn hold_together(notes: &CaseNotes, role: Role) -> (Ticket, Value) {
    let json = json_of(notes);
    let ticket = Ticket::of_text(&notes.text(), role);
    assert_eq!(ticket, Ticket::of_markdown(&notes.markdown(), role));
    let [result, _, _, cause, _, ruled_out, _, advice, next, second_line, own] = headings(role);
    assert_eq!(ticket.under(result), [json["result"].as_str().unwrap()]);
    assert_eq!(ticket.under(ruled_out), texts(&json["ruled_out"]));
    assert_eq!(ticket.under(advice), texts(&json["advice"]));
    assert_eq!(ticket.under(next), texts(&json["next"]));
    let text = |value: &Value| value.as_str().map(str::to_owned).into_iter().collect::<Vec<_>>();
    assert_eq!(ticket.under(second_line), text(&json["second_line"]));
    let said = match json["cause"]["standing"].as_str() {
        Some("mended") => {
            text(&fill_in(words().record.mended, &[("cause", json["cause"]["text"].as_str().unwrap())]).into())
        }
        _ => text(&json["cause"]["text"]),
    };
    assert_eq!(ticket.under(cause), said);
    let pages = json["path"].as_array().unwrap().iter();
    let noted = pages.flat_map(|page| page["notes"].as_array().unwrap());
    let noted: Vec<&Value> = noted.chain(json["notes_elsewhere"].as_array().unwrap()).collect();
    assert_eq!(ticket.under(own).len(), noted.len());
    for (line, note) in ticket.under(own).iter().zip(noted) {
        assert!(line.starts_with("09:41 “") && line.ends_with(note["text"].as_str().unwrap()), "{line}");
    }
    let facts = ticket.facts.join("\n");
    let known = [&json["article"]["title"], &json["article"]["hash"], &json["program"], &json["started"]];
    // What is parked has no end.
    for said in known.into_iter().chain(Some(&json["ended"]).filter(|ended| !ended.is_null())) {
        assert!(facts.contains(said.as_str().unwrap()), "{said}: {facts}");
    }
    assert_eq!(facts.contains("Password: told"), !json["told"].is_null(), "{facts}");
    (ticket, json)
}

/// What each answer says in a record, by its node and key, on a path with this program.
fn noted(article: &Article, program: &str) -> BTreeMap<(String, String), String> {
    let filled = |text: &str| fill(text, |name| (name == "integration").then_some(program)).into_owned();
    let mut noted = BTreeMap::new();
    for id in article.ids() {
        let node = article.node(id);
        let name = &node.head().name;
        if let Node::Question(question) = node {
            for answer in &question.answers {
                let text = &answer.noted.as_ref().expect("each answer has words for a record").text;
                noted.insert((name.clone(), answer.key.clone()), filled(text));
            }
        }
        for aside in article.asides_of(node).into_iter().map(|id| article.aside(id)).filter(|aside| aside.to.is_some())
        {
            let text = &aside.noted.as_ref().expect("each aside that leads on has words for a record").text;
            noted.insert((name.clone(), aside.name.clone()), filled(text));
        }
    }
    noted
}

fn walked<'a>(article: &'a Article, path: &[Given], role: Role) -> Walk<'a> {
    let mut walk = Walk::in_role(article, role);
    for (node, key) in path {
        walk.answer(node, key).expect("the article has this answer");
    }
    walk
}

#[test]
fn of_every_path_text_markdown_and_json_hold_together_and_say_nothing_that_is_not_on_it() {
    let (article, schema) = (article(), schema());
    let programs = BTreeMap::from([
        ("act", "ACT!"),
        ("click2pop", "Click2Pop"),
        ("eagent", "eAgent"),
        ("sugarcrm", "Sugar CRM"),
        ("other", "Another program"),
    ]);
    let noted: BTreeMap<&str, _> = programs.iter().map(|(key, program)| (*key, noted(&article, program))).collect();
    for path in every_path() {
        let noted = &noted[path[0].1];
        let on_path = |node: &Value, key: &Value| path.iter().any(|it| *node == it.0 && *key == it.1);
        for role in [Role::User, Role::Agent] {
            let walk = walked(&article, &path, role);
            let (ticket, json) = hold_together(&record(&walk), role);
            holds(&schema, &json);
            // What stands in the JSON is on the path, and all of that stands there.
            let pages = json["path"].as_array().unwrap();
            assert_eq!(pages.len(), path.len() + 1, "{path:?}");
            for (page, (node, key)) in pages.iter().zip(&path) {
                assert_eq!((&page["node"], &page["answer"]), (&json!(node), &json!(key)), "{path:?}");
            }
            assert_eq!((&pages[path.len()]["node"], &pages[path.len()]["answer"]), (&json["at"], &Value::Null));
            assert_eq!((&json["status"], &json["ending"]["node"]), (&json!("ended"), &json["at"]));
            let unsure: Vec<&str> = path.iter().filter(|(_, key)| *key == "unsure").map(|(node, _)| *node).collect();
            assert_eq!(json["open"], json!(unsure));
            assert_eq!(json["cause"]["name"].as_str(), cause_of(&path), "{path:?}");
            let refuted = REFUTED.iter().filter(|(node, key, _)| path.contains(&(*node, *key)));
            let refuted: BTreeSet<&str> = refuted.flat_map(|(.., causes)| *causes).copied().collect();
            let ruled_out: BTreeSet<&str> =
                json["ruled_out"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
            assert_eq!(ruled_out, refuted, "{path:?}");
            for step in json["steps"].as_array().unwrap() {
                let is_done = on_path(&step["node"], &json!("done"));
                assert_eq!(step["state"], if is_done { "done" } else { "open" }, "{path:?}");
                assert!(path.iter().any(|(node, _)| step["node"] == *node), "{path:?}: {step}");
            }
            // And of what answers say in a ticket, each line is said once, in its place.
            let [_, reported, found, _, done, _, open, ..] = headings(role);
            let said: Vec<String> = [reported, found, open].into_iter().flat_map(|it| ticket.under(it)).collect();
            let expected: Vec<&String> =
                path.iter().filter_map(|(node, key)| noted.get(&((*node).to_owned(), (*key).to_owned()))).collect();
            assert_eq!(said.iter().collect::<BTreeSet<_>>(), expected.iter().copied().collect(), "{path:?}");
            assert_eq!(said.len(), expected.len(), "{path:?}");
            assert_eq!(ticket.under(open).len(), unsure.len(), "{path:?}");
            let checklists = path.iter().filter(|(node, _)| node.ends_with("reset")).count();
            let tried_out = path.iter().filter(|(_, key)| *key == "checked").count();
            assert_eq!(ticket.under(done).len(), checklists + tried_out, "{path:?}");
            let program = programs[path[0].1];
            assert!(ticket.headline.starts_with(&format!("{program}: ")), "{}", ticket.headline);
        }
    }
}

/// One thing that somebody does.
#[derive(Debug, Clone)]
enum Deed {
    Answer(usize),
    Mark(usize, Mark),
    Back,
    Change(usize),
    AllDone,
    Unfinished,
    Aside(usize),
    OpenAsides(usize),
    Note(&'static str),
    Told,
    NotTold,
    SwitchRole,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let mark = prop_oneof![Just(Mark::Done), Just(Mark::NotShown), Just(Mark::DoneBefore)];
    let deed = prop_oneof![
        8 => (0_usize..5).prop_map(Deed::Answer),
        3 => (0_usize..10, mark).prop_map(|(step, mark)| Deed::Mark(step, mark)),
        1 => Just(Deed::Back),
        1 => (0_usize..8).prop_map(Deed::Change),
        3 => Just(Deed::AllDone),
        1 => Just(Deed::Unfinished),
        1 => (0_usize..4).prop_map(Deed::Aside),
        1 => (0_usize..10).prop_map(Deed::OpenAsides),
        2 => prop_oneof![Just("rings back"), Just("- *x* & <b> \\ “y” #1"), Just("日本 e\u{301}")].prop_map(Deed::Note),
        1 => Just(Deed::Told),
        1 => Just(Deed::NotTold),
        1 => Just(Deed::SwitchRole),
    ];
    proptest::collection::vec(deed, 0..60)
}

/// Does it, where it can be done.
fn does(walk: &mut Walk<'_>, deed: &Deed) {
    let a_move = match deed {
        Deed::Answer(place) => {
            let is_question = walk.make(Move::Choose(*place)).is_ok();
            _ = (!is_question).then(|| walk.make(Move::GoOn));
            return;
        }
        Deed::Aside(place) => {
            let article = walk.article();
            let asides = article.asides_of(article.node(walk.at()));
            let Some(aside) = asides.get(place % asides.len().max(1)) else { return };
            Move::LeadOn(*aside)
        }
        Deed::Note(text) => {
            walk.write_note(text, NOTED, true).expect("it has room");
            return;
        }
        Deed::OpenAsides(row) => {
            return Page::of(walk).only_aside_at(*row).into_iter().for_each(|it| walk.note_aside(it));
        }
        Deed::Mark(step, mark) => Move::Mark(*step, *mark),
        Deed::Back => Move::Back,
        Deed::Change(place) => Move::Change(*place),
        Deed::AllDone => Move::AllDone,
        Deed::Unfinished => Move::LeaveUnfinished,
        Deed::Told => Move::Told,
        Deed::NotTold => Move::NotTold,
        Deed::SwitchRole => Move::SwitchRole,
    };
    _ = walk.make(a_move);
}

/// What somebody sees of a page, but for which answer was given before it was gone back to.
fn seen(walk: &Walk<'_>) -> String {
    let page = Page::of(walk);
    let trail: Vec<_> = page.trail.iter().map(|step| (step.node, step.answer.clone())).collect();
    let marks: Vec<_> = page.steps().map(|step| (step.key, step.mark)).collect();
    format!("{} {:?} {trail:?} {marks:?} {:?}", page.node, page.kind, walk.notes_at(walk.at()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(300)) })]

    #[test]
    fn any_walk_goes_on_from_its_case_notes_on_the_same_page_with_the_same_marks_notes_and_reference(
        deeds in deeds(),
        agent: bool,
        reference in prop_oneof![Just(None), Just(Some("4711")), Just(Some("CS-2026/17 *b*"))],
        why in prop_oneof![Just(None), Just(Some("The caller rang off.")), Just(Some("- “x” & <b>: y"))],
        is_parked: bool,
    ) {
        static READ: LazyLock<(Article, Validator)> = LazyLock::new(|| (article(), schema()));
        let (article, schema) = &*READ;
        let role = if agent { Role::Agent } else { Role::User };
        let mut walk = Walk::in_role(article, role);
        deeds.iter().for_each(|deed| does(&mut walk, deed));
        let role = walk.role();
        let status = match (walk.has_ended(), is_parked) {
            (true, _) => Status::Ended,
            (false, true) => Status::Parked,
            (false, false) => Status::BrokenOff,
        };
        let why = why.filter(|_| status == Status::BrokenOff).map(str::to_owned);
        let call = Call { times: times(), reference: reference.map(str::to_owned), status, why };
        let (ticket, before) = hold_together(&CaseNotes::of(&walk, &call), role);
        // No note is lost, wherever the walk went since.
        let [.., own] = headings(role);
        prop_assert_eq!(ticket.under(own).len(), walk.notes().iter().flat_map(|(_, notes)| notes).count());
        holds(schema, &before);
        let handed_over = HandedOver::read(before.to_string().as_bytes()).expect("they are case notes");
        prop_assert_eq!(handed_over.reference.as_deref(), reference);
        prop_assert_eq!(&handed_over.title, &article.title);
        let restored = handed_over.walk.restore(article, role);
        prop_assert_eq!(restored.lost, Vec::<String>::new());
        prop_assert_eq!(seen(&restored.walk), seen(&walk));
        prop_assert_eq!(restored.walk.notes(), walk.notes());
        prop_assert_eq!(json_of(&CaseNotes::of(&restored.walk, &call)), before.clone());
        // In the other role it is the same walk.
        let other = if role == Role::Agent { Role::User } else { Role::Agent };
        let other = json_of(&record(&handed_over.walk.restore(article, other).walk));
        for same in ["at", "path", "notes_elsewhere", "steps", "told", "changed", "open", "asides", "cause", "ending"] {
            prop_assert_eq!(&other[same], &before[same]);
        }
    }
}

#[test]
fn a_note_of_a_page_that_is_not_on_the_path_any_more_stands_in_the_record_and_goes_on_with_it() {
    let article = article();
    for (begins_at, moves) in [
        // Somebody goes back two pages, and the call breaks off.
        ("refused-too", [Move::Back, Move::Back]),
        // An answer is changed, and leads another way.
        ("refused-too", [Move::Change(3), Move::Choose(0)]),
    ] {
        let mut walk = walk_at(&article, begins_at);
        walk.write_note("says it is locked", NOTED, false).expect("it is no secret");
        for a_move in moves {
            walk.make(a_move).expect("it is a move of this page");
        }
        let (ticket, json) = hold_together(&record(&walk), Role::User);
        assert_eq!(ticket.under(words().record.notes), ["09:41 “What Virtual Office says”: says it is locked"]);
        let expected = json!([{ "node": "refused-too", "at": NOTED, "text": "says it is locked" }]);
        assert_eq!(json["notes_elsewhere"], expected);
        holds(&schema(), &json);
        let handed_over = HandedOver::read(json.to_string().as_bytes()).expect("they are case notes");
        assert_eq!(handed_over.walk.restore(&article, Role::User).walk.notes(), walk.notes());
        // Older notes have no such list.
        let mut older = json;
        older.as_object_mut().expect("an object").remove("notes_elsewhere");
        holds(&schema(), &older);
        assert!(HandedOver::read(older.to_string().as_bytes()).is_ok());
    }
}

#[test]
fn where_a_password_was_told_is_said_by_the_title_of_the_page_on_the_path_or_not() {
    let article = article();
    let mut walk = walk_at(&article, "refused-too");
    for a_move in [Move::SwitchRole, Move::Told, Move::Back, Move::Choose(0)] {
        walk.make(a_move).expect("it is a move of this page");
    }
    let said = record(&walk).text();
    assert!(said.contains("Password: told at “What Virtual Office says”. "), "{said}");
}

/// Each telling stands in the record, and outlives parking and handing over; taking the last one back leaves the others.
#[test]
fn a_second_telling_leaves_the_first_in_the_record_and_so_does_taking_it_back() {
    let article = article();
    let mut walk = Walk::in_role(&article, Role::Agent);
    let tells = |walk: &mut Walk<'_>| drop(walk.make(Move::Told).expect("an agent can be told"));
    let answers = ["act", "refused", "no", "yes", "yes", "later", "done", "both"];
    for (place, answer) in answers.into_iter().enumerate() {
        if place == 3 {
            tells(&mut walk);
        }
        let node = walk.name(walk.at());
        walk.answer(node, answer).expect("the article has this answer");
    }
    let (first, second) = ("told at “Virtual Office itself”, and changed since.", "told at “Solved”. ");
    tells(&mut walk);
    let text = record(&walk).text();
    assert!(text.contains(first) && text.contains(second), "{text}");
    let json: Value = serde_json::from_str(&record(&walk).json()).unwrap();
    assert_eq!(json["told_earlier"], json!([{ "node": "sign-in", "settled": true }]));
    let again = HandedOver::read(record(&walk).json().as_bytes()).unwrap().walk.restore(&article, Role::Agent);
    let kept = SavedWalk::of(&walk).restore(&article, Role::Agent);
    for mut walk in [walk, again.walk, kept.walk] {
        assert_eq!(record(&walk).text(), text);
        walk.make(Move::NotTold).expect("it was told");
        let text = record(&walk).text();
        assert!(!walk.is_told() && text.contains(first) && !text.contains(second), "{text}");
    }
}

#[test]
fn where_a_told_password_must_be_changed_it_is_not_said_that_there_is_nothing_to_do() {
    let article = article();
    let mut walk = walk_at(&article, "solved");
    walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
    assert_eq!(record(&walk).next, [words().record.next_solved]);
    walk.make(Move::Told).expect("an agent can be told");
    assert_eq!(record(&walk).next, [words().record.next_told]);
}

#[test]
fn case_notes_that_are_none_are_damaged_or_of_another_form_are_not_taken_up() {
    let article = article();
    let mut walk = walk_at(&article, "reset");
    walk.write_note("rings back", NOTED, false).expect("it is no secret");
    let whole = json_of(&record(&walk));
    assert!(HandedOver::read(whole.to_string().as_bytes()).is_ok());
    let with = |pointer: &str, value: Value| {
        let mut changed = whole.clone();
        *changed.pointer_mut(pointer).expect("it is there") = value;
        changed.to_string()
    };
    let note = |key: &str| format!("/path/6/notes/0/{key}");
    for (text, unfit) in [
        (String::new(), Unfit::NoNotes),
        ("[1]".to_owned(), Unfit::NoNotes),
        (whole.to_string().split_at(500).0.to_owned(), Unfit::NoNotes),
        (with("/program", json!("another-program 1.0.0")), Unfit::NoNotes),
        (with("/schema", json!(1)), Unfit::Schema(1)),
        (with("/schema", json!(3)), Unfit::Schema(3)),
        (with("/seconds", json!(u64::MAX)), Unfit::NoNotes),
        (with("/path/0/seconds", json!(u64::MAX)), Unfit::NoNotes),
        (with("/seconds", json!(-1)), Unfit::NoNotes),
        (with("/started", json!("yesterday")), Unfit::NoNotes),
        (with("/started", json!(null)), Unfit::NoNotes),
        (with("/steps", json!([{ "node": "reset", "step": "open", "state": "half" }])), Unfit::NoNotes),
        (with("/told", json!({ "node": "reset" })), Unfit::NoNotes),
        (with("/article/title", json!("\u{1b}]0;x\u{7}")), Unfit::NoNotes),
        (with(&note("text"), json!("one\nResult: two")), Unfit::NoNotes),
        (with(&note("text"), json!("x".repeat(501))), Unfit::NoNotes),
        (with(&note("at"), json!("noon")), Unfit::NoNotes),
    ] {
        assert_eq!(HandedOver::read(text.as_bytes()).err(), Some(unfit), "{text}");
    }
}

#[test]
fn the_class_of_each_ending_has_a_next_step_in_both_roles() {
    let article = article();
    for (node, _) in WAYS {
        let mut walk = walk_at(&article, node);
        for _ in 0..2 {
            let notes = record(&walk);
            let page = Page::of(&walk);
            assert_eq!(notes.next.len(), 1, "{node}");
            let hands_over = page.class().is_some_and(|class| class != Class::Solved);
            let has_words = notes.second_line.is_some();
            assert!(has_words <= hands_over, "{node}: {notes:?}");
            if page.class() == Some(Class::HandOver) {
                assert!(has_words, "{node}: {notes:?}");
            }
            walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
        }
    }
}

/// The case notes of a walk, as another computer's file.
#[cfg(unix)]
fn file_of(walk: &Walk<'_>) -> tempfile::NamedTempFile {
    let file =
        tempfile::Builder::new().suffix(".json").tempfile_in(env!("CARGO_TARGET_TMPDIR")).expect("there is room");
    std::fs::write(file.path(), record(walk).json()).expect("there is room");
    file
}

#[cfg(unix)]
#[test]
fn the_program_goes_on_from_case_notes_of_another_computer_in_either_role() {
    let article = article();
    let mut walk = walk_at(&article, "reset");
    walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
    walk.write_note("rings back", NOTED, false).expect("it is no secret");
    for step in 0..3 {
        walk.make(Move::Mark(step, Mark::Done)).expect("the step is open");
    }
    let file = file_of(&walk);
    let flag = format!("--continue {}", file.path().display());
    for play in [Play::user(), Play::agent()] {
        let lines = "show\nleave\nunfinished\nshow\nquit\nyes\n";
        let heard = play.arguments(&flag).input(lines).exits(0);
        let heard = heard.hears("You go on at “Change the password”, where the case notes stopped on 2024-05-06 at");
        let heard = heard.hears("Step 4 of 10").hears("“Change the password”: rings back.");
        heard.hears("Change the password: 3 of 10 steps. Left open: 4 Enter your username; 5 Choose “Send”");
    }
    // Answers do not go with notes, so they are not advised.
    let heard = Play::user().arguments(&flag).arguments("--no-input").input("").exits(2);
    let heard = heard.complains("The page `reset` has no answer yet. Start without --no-input to answer it.");
    assert!(!heard.complaints.contains("--answer"), "{}", heard.complaints);
    // To change their form is to go on and say nothing more.
    let ended = file_of(&walk_at(&article, "solved"));
    let flag = format!("--no-input --notes - --format markdown --continue {}", ended.path().display());
    Play::user().arguments(&flag).input("").exits(0).hears("# ACT!: Solved\n\n## Result\n\n");
}

#[cfg(unix)]
#[test]
fn of_an_article_that_changed_it_is_said_what_no_longer_applies_and_other_files_are_refused() {
    let article = article();
    let mut walk = walk_at(&article, "reset");
    walk.make(Move::Mark(1, Mark::NotShown)).expect("the step is open");
    let file = file_of(&walk);
    let flag = format!("--continue {}", file.path().display());
    let changed = include_str!("../assets/en/article.toml").replace("key = \"licence\"", "key = \"agreement\"");
    let changed = changed
        .replace("{ key = \"yes\", text = \"Yes, it lets me in\"", "{ key = \"in\", text = \"Yes, it lets me in\"");
    let other =
        tempfile::Builder::new().suffix(".toml").tempfile_in(env!("CARGO_TARGET_TMPDIR")).expect("there is room");
    std::fs::write(other.path(), changed).expect("there is room");
    let heard = Play::user().article(other.path()).arguments(&flag).input("quit\ny\n").exits(0);
    let heard = heard.hears("You go on at “Virtual Office itself”, where the case notes stopped");
    heard.hears("The help page has changed since then. This is no longer needed: sign-in, licence.");

    let printer = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/printer.toml");
    let heard = Play::user().article(printer).arguments(&flag).input("").exits(1);
    heard.complains("belong to another help page: “Virtual Office signs me in, but");
    for (content, says) in [
        ("Result: Solved.\n", "holds no case notes in JSON"),
        ("{\"program\":\"vo-login-wizard 0\",\"schema\":1}", "are of form 1"),
    ] {
        std::fs::write(file.path(), content).expect("there is room");
        Play::agent().arguments(&flag).input("").exits(1).complains(says);
    }
    Play::user().arguments("--continue no-such-file.json").input("").exits(1).complains("cannot be read: ");
    Play::user()
        .arguments(&flag)
        .arguments("--answer integration=act")
        .input("")
        .exits(2)
        .complains("do not go together");
}
