//! The report of an article's faults: all of them at once, each with its line and a pointer, and nothing of the file
//! that could steer a terminal. Whatever the file holds, loading it ends in an article or in faults.

use crate::support::cases;
use proptest::prelude::*;

use vo_login_wizard::content::{BUILT_IN, Faults, character, load, read};

const NOT_TEXT: (&str, &str) = ("this is not text in UTF-8", "Save the file as UTF-8.");

const SMALL: &str = include_str!("articles/small.toml");

fn faults(text: &str) -> Faults {
    load(text.to_owned()).expect_err("the text has faults")
}

/// The faults as `line:column says`.
fn told(text: &str) -> Vec<String> {
    faults(text).0.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.says)).collect()
}

#[test]
fn a_report_shows_the_place_the_line_a_pointer_and_the_advice() {
    let text = SMALL.replace("to = \"outside\"", "to = \"out\"");
    let report = "\
small.toml:60:49: there is no node `out`
    60 |   { key = \"no\", text = \"No\", aloud = \"No\", to = \"out\" },
       |                                                 ^
       = Did you mean `outside`?
small.toml: 1 fault; mend the file and try again.
";
    assert_eq!(faults(&text).report("small.toml"), report);
}

#[test]
fn the_pointer_stands_under_the_column_whatever_stands_before_it() {
    for before in ["", "“Tür” – ", "\t\t", "漢字, ", "e\u{301}"] {
        let text = SMALL.replace("{ key = \"no\", text", &format!("{{ about = \"{before}\", key = 1, text"));
        let report = faults(&text).report("x");
        let shown = report.lines().find(|line| line.contains("key = 1")).expect("the line is shown");
        let pointer = report.lines().skip_while(|line| !line.contains("of the wrong kind")).nth(2);
        let pointer = pointer.expect("a pointer follows").trim_end_matches('^');
        let (up_to_key, _) = shown.split_once("1, text").expect("the fault stands in the line");
        let width = unicode_width::UnicodeWidthStr::width(up_to_key);
        assert_eq!(unicode_width::UnicodeWidthStr::width(pointer), width, "{before:?}:\n{report}");
    }
}

#[test]
fn every_fault_of_a_file_is_reported_in_the_order_of_the_file() {
    let text = SMALL
        .replace("version = \"1\"\n", "")
        .replace("whose = \"ours\"", "whose = \"mine\"")
        .replace("least = 8", "least = \"8\"")
        .replace("means = \"rust\"", "means = \"frost\"")
        .replace("class = \"elsewhere\"", "class = \"nowhere\"")
        .replace("{ text = \"Wait.\", aloud = \"Wait.\" }", "\"Wait & see.\"");
    let expected = [
        "1:1 the file has no `version`",
        "9:9 nobody is called `mine`",
        "35:20 `least` of `length` of rules.plain is of the wrong kind: string",
        "58:68 there is no cause `frost`",
        "86:9 `nowhere` is not a class of ending",
        "89:8 `now` of ending.outside has `&` in it, and no `aloud`",
    ];
    assert_eq!(told(&text), expected);
    let report = faults(&text).report("small.toml");
    assert!(report.ends_with("small.toml: 6 faults; mend the file and try again.\n"), "{report}");
}

#[test]
fn what_holds_between_pages_is_reported_beside_other_faults_where_every_link_is_whole() {
    let text = SMALL
        .replace("to = \"outside\"", "to = \"inside\"")
        .replace("class = \"solved\"", "klass = \"x\"\nclass = \"solved\"");
    assert_eq!(told(&text), ["79:1 `klass` is not a key of ending.inside", "86:9 no way leads to `outside`"]);
}

/// What comes after it may be a mere consequence, and what the file seems to lack only unread.
#[test]
fn a_file_that_is_not_toml_is_reported_where_it_breaks_and_nothing_else_is() {
    let missing = "A quote, a comma or a bracket may be missing here; https://toml.io says how it is spelled.";
    let bracket = |before| format!("Write `]` where it ends, which is before line {before}.");
    for (from, to, line, column, advice) in [
        ("version = \"1\"", "version = \"1", 6, 13, missing),
        ("version = \"1\"", "version \"1\"", 6, 9, missing),
        ("version = \"1\"", "version = ", 6, 11, missing),
        ("[source.us]", "[source.us", 9, 11, missing),
        ("[[steps.turn]]", "[[steps.turn]", 44, 14, missing),
        ("dash = \"-\"", "dash = \"-\"\ndash = \"-\"", 21, 1, "The first one stands in line 20. Take one of them out."),
        ("[ending.inside]", "[ending.outside]", 85, 9, "The first one stands in line 77. Take one of them out."),
        ("asides = [\"other\"]", "asides = [\"other\"", 55, 10, &bracket(56)),
        ("to = \"outside\" },\n]", "to = \"outside\" },\n", 58, 11, &bracket(63)),
        (
            "to = \"word\", means = \"rust\" }",
            "to = \"word\", means = \"rust\"",
            59,
            3,
            "Write `}` where it ends, which is before line 60.",
        ),
    ] {
        assert_eq!(SMALL.matches(from).count(), 1, "{from}");
        let text = SMALL.replace(from, to).replace("class = \"solved\"", "class = \"odd\"");
        let found = faults(&text).0;
        let found: Vec<_> = found.iter().map(|fault| (fault.line, fault.column, fault.advice.as_str())).collect();
        assert_eq!(found, [(line, column, advice)], "{to}");
    }
}

/// One slip is one fault, in the line where it is, at the bracket that it leaves open, or at what follows a comma.
#[test]
fn each_sign_that_is_left_out_is_one_fault_at_its_place() {
    for (at, sign) in SMALL.char_indices().filter(|(_, sign)| "[]{}\"=,".contains(*sign)) {
        let (before, rest) = SMALL.split_at(at);
        let text = before.to_owned() + rest.get(1..).unwrap_or_default();
        let Err(Faults(found)) = load(text) else { continue };
        let [fault] = found.as_slice() else { panic!("{sign} at {at}: {found:?}") };
        let line = before.matches('\n').count() + 1;
        let is_open = fault.says.ends_with("here is not closed") && fault.line <= line;
        let follows = sign == ',' && fault.line == line + 1;
        assert!(fault.line == line || is_open || follows, "{sign} at {line}: {fault:?}");
    }
}

#[test]
fn twenty_faults_are_shown_and_how_many_there_are() {
    for (count, shown, last) in [
        (1, 1, "x: 1 fault; mend the file and try again.\n"),
        (2, 2, "x: 2 faults; mend the file and try again.\n"),
        (20, 20, "x: 20 faults; mend the file and try again.\n"),
        (21, 20, "x: 21 faults, of which the first 20 stand above; mend the file and try again.\n"),
        (218, 20, "x: 218 faults, of which the first 20 stand above; mend the file and try again.\n"),
    ] {
        let text = (0..count).map(|n| format!("key-{n} = 1\n")).collect::<String>() + SMALL;
        let report = faults(&text).report("x");
        assert_eq!(report.matches("is not a key of the file").count(), shown);
        assert!(report.ends_with(last), "{report}");
        assert!(shown == 20 || report.contains(&format!("x:{shown}:1: `key-{}` is not", shown - 1)), "{report}");
    }
}

#[test]
fn of_a_long_line_what_is_around_the_place_is_shown() {
    let answer = "{ key = \"no\", text = \"No\", aloud = \"No\", to = \"outside\" },";
    let long = (0..40)
        .map(|n| format!("{{ key = \"k{n}\", text = \"K\", aloud = \"K\", to = \"out-{n}\" }}, "))
        .collect::<String>();
    let report = faults(&SMALL.replace(answer, &(long + answer))).report("x");
    let lines: Vec<&str> = report.lines().collect();
    assert!(
        lines.iter().all(|line| unicode_width::UnicodeWidthStr::width(*line) <= 80 || line.contains("There are")),
        "{report}"
    );
    let place = lines.iter().position(|line| line.contains("no node `out-7`")).expect("it is among the first");
    let pointer = lines[place + 2].chars().position(|c| c == '^').expect("a pointer stands under the line");
    let pointed: String = lines[place + 1].chars().skip(pointer).take(7).collect();
    assert_eq!(pointed, "\"out-7\"", "{report}");
}

#[test]
fn of_many_names_the_one_that_is_near_is_named_or_else_some_are_listed() {
    let links: String =
        (10..60).map(|n| format!("[link.l{n}]\nlabel = \"L\"\naddress = \"a\"\nfrom = \"us\"\n\n")).collect();
    let text = SMALL.replace("[link.page]", &(links + "[link.page]"));
    for (name, advice) in [
        ("l30x", "Did you mean `l30`?"),
        ("pgae", "Did you mean `page`?"),
        ("mail", "There are 51; some of them are: l56, l57, l58, l59, page."),
        ("l", "There are 51; some of them are: l10, l11, l12, l13."),
    ] {
        assert_eq!(faults(&text.replace("link = \"page\"", &format!("link = \"{name}\""))).0[0].advice, advice);
    }
}

#[test]
fn a_value_that_was_never_written_is_one_fault() {
    assert_eq!(faults(&SMALL.replace("version = \"1\"", "version = ")).0.len(), 1);
}

#[test]
fn a_file_that_is_no_text_is_reported_where_it_ceases_to_be() {
    for (bytes, line, column, text) in [
        (&b"\xff\xfe\0\0"[..], 1, 1, "\u{fffd}\u{fffd}\0\0"),
        (b"title = \"T\xfcr\"\nversion = \"1\"\n", 1, 11, "title = \"T\u{fffd}r\""),
        (b"title = \"\xc3\xbcb\"\nx = \"\xc3\"", 2, 6, "x = \"\u{fffd}\""),
    ] {
        let found = read(bytes.to_vec()).expect_err("it is no text").0;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].line, found[0].column, found[0].text.as_str()), (line, column, text));
        assert_eq!((found[0].says.as_str(), found[0].advice.as_str()), NOT_TEXT);
    }
    assert!(read(SMALL.into()).is_ok());
    assert!(read(("\u{feff}".to_owned() + SMALL).into()).is_ok(), "as an editor on Windows writes it");
}

#[test]
fn a_file_cannot_steer_the_terminal_through_its_report() {
    for text in [
        SMALL.replace("to = \"outside\"", "to = \"\\u001b[2J\\u0007\""),
        SMALL.replace("start = \"door\"", "start = \"door\"\n\"\\u001b]0;x\\u0007\" = 1"),
        SMALL.replace("[ending.outside]", "[ending.\"\\u001b[31m\"]"),
        SMALL.replace("class = \"solved\"", "class = \"\\u009b31m\""),
        SMALL.replace("version = \"1\"", "version = \u{1b}[2J"),
        SMALL.replace("version = \"1\"", "\tversion = \u{7f}\u{9b}"),
        SMALL.replace("key = \"no\"", "key = \"\u{202e}on\u{200b}\""),
    ] {
        let found = faults(&text);
        for report in [found.report("x"), found.report("\u{1b}]0;x\u{7}"), found.to_string()] {
            let harm = report.lines().find(|line| character::harms(line).next().is_some());
            assert_eq!(harm, None, "{report:?}");
            assert!(report.lines().count() <= found.0.len() * 4 + 1, "{report:?}");
        }
    }
}

#[test]
fn an_empty_file_and_one_of_rubbish_have_faults() {
    for text in [
        "",
        "\n",
        "#",
        "\u{feff}",
        "=",
        "]]",
        "a",
        "'''",
        "title = 1",
        "question = 1",
        "\0",
        "[[question]]",
        "steps = []",
    ] {
        assert!(!faults(text).0.is_empty(), "{text:?}");
    }
}

/// What happens to a piece of the text.
#[derive(Debug, Clone)]
enum Slip {
    Deleted,
    Doubled,
    Replaced(String),
}

fn slip() -> impl Strategy<Value = Slip> {
    let pieces =
        ["\"", "'", "[", "]", "{", "}", "=", ",", "\n", "\\", "{integration}", "[[steps.reset]]", "😀", "\u{0}", "1"];
    prop_oneof![
        Just(Slip::Deleted),
        Just(Slip::Doubled),
        proptest::sample::select(pieces.to_vec()).prop_map(|piece| Slip::Replaced(piece.to_owned())),
        ".{0,8}".prop_map(Slip::Replaced),
    ]
}

/// The text with a piece of it deleted, doubled or replaced.
fn slipped(text: &str, start: usize, length: usize, slip: &Slip) -> String {
    let start = text.floor_char_boundary(start % (text.len() + 1));
    let end = text.floor_char_boundary((start + length).min(text.len()));
    let (before, rest) = text.split_at(start);
    let (piece, after) = rest.split_at(end - start);
    match slip {
        Slip::Deleted => format!("{before}{after}"),
        Slip::Doubled => format!("{before}{piece}{piece}{after}"),
        Slip::Replaced(with) => format!("{before}{with}{after}"),
    }
}

fn ends_well(text: &str) {
    let lines = text.split('\n').count();
    match load(text.to_owned()) {
        Ok(article) => assert!(article.ids().count() > 0),
        Err(Faults(found)) => {
            assert!(!found.is_empty());
            for fault in &found {
                assert!((1..=lines).contains(&fault.line), "{fault:?}");
                assert!(fault.column > 0 && fault.before <= fault.text.chars().count(), "{fault:?}");
                assert!(!fault.says.is_empty() && !fault.advice.is_empty(), "{fault:?}");
            }
            assert!(found.is_sorted_by_key(|fault| (fault.line, fault.column)), "{found:?}");
        }
    }
}

fn config(default: u32) -> ProptestConfig {
    ProptestConfig { cases: cases(default), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn a_slip_in_the_built_in_article_never_panics(start: usize, length in 0_usize..200, slip in slip()) {
        ends_well(&slipped(BUILT_IN, start, length, &slip));
    }

    #[test]
    fn slips_in_the_small_article_never_panic(slips in proptest::collection::vec((any::<usize>(), 0_usize..40, slip()), 1..6)) {
        let slip = |text: String, (start, length, slip): &(usize, usize, Slip)| slipped(&text, *start, *length, slip);
        ends_well(&slips.iter().fold(SMALL.to_owned(), slip));
    }
}
