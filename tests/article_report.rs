//! The report of an article's faults: all of them at once, each with its line and a pointer, and nothing of the file
//! that could steer a terminal. Whatever the file holds, loading it ends in an article or in faults.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

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
small.toml:57:49: there is no node `out`
    57 |   { key = \"no\", text = \"No\", aloud = \"No\", to = \"out\" },
       |                                                 ^
       = There are: door, inside, keys, outside, word.
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
        .replace("{ text = \"Wait.\", aloud = \"Wait.\" }", "\"Wait.\"");
    let expected = [
        "1:1 the file has no `version`",
        "7:9 nobody is called `mine`",
        "33:20 `least` of length is of the wrong kind: string",
        "55:68 there is no cause `frost`",
        "84:9 `nowhere` is not a class of ending",
        "87:8 `now` of ending.outside has no `aloud`",
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
    assert_eq!(told(&text), ["77:1 `klass` is not a key of ending.inside", "84:9 no way leads to `outside`"]);
}

#[test]
fn a_file_that_is_not_toml_is_reported_where_it_breaks_and_read_on() {
    let advice = "See https://toml.io for how it is spelled.";
    for (from, to, line) in [
        ("version = \"1\"", "version = \"1", 4),
        ("version = \"1\"", "version \"1\"", 4),
        ("version = \"1\"", "version = ", 4),
        ("[source.us]", "[source.us", 7),
        ("dash = \"-\"", "dash = \"-\"\ndash = \"-\"", 19),
        ("[ending.inside]", "[ending.outside]", 84),
    ] {
        let found = faults(&SMALL.replace(from, to)).0;
        let broken: Vec<_> = found.iter().filter(|fault| fault.says.starts_with("this is not TOML: ")).collect();
        assert!(broken.iter().any(|fault| fault.line == line && fault.advice == advice), "{to}: {found:#?}");
    }
    let text = SMALL.replace("version = \"1\"", "version = \"1").replace("class = \"solved\"", "class = \"odd\"");
    let found = told(&text);
    assert!(found.iter().any(|told| told.contains("this is not TOML")), "{found:?}");
    assert!(found.iter().any(|told| told.contains("`odd` is not a class of ending")), "{found:?}");
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
fn so_many_faults_do_not_take_so_much_longer() {
    let many = |count: usize| SMALL.to_owned() + &"[ending.x]\n".repeat(count);
    let took = |text: &str| {
        let begun = std::time::Instant::now();
        assert!(faults(text).0.len() > 100);
        begun.elapsed()
    };
    let (few, times_ten) = (took(&many(2_000)), took(&many(20_000)));
    assert!(times_ten < few * 40, "{few:?}, {times_ten:?}");
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
                assert!((1..=fault.text.chars().count() + 1).contains(&fault.column), "{fault:?}");
                assert!(!fault.says.is_empty() && !fault.advice.is_empty(), "{fault:?}");
            }
            assert!(found.is_sorted_by_key(|fault| (fault.line, fault.column)), "{found:?}");
        }
    }
}

fn config(default: u32) -> ProptestConfig {
    let cases = std::env::var("VO_TEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
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
