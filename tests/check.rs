//! The `check` command: a table of passwords with the verdict on each, a second formulation of the rules, and the real
//! program with every kind of input it can be given.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use proptest::prelude::*;

use vo_login_wizard::check::{self, Checked, Request};
use vo_login_wizard::content::{self, Article};

use crate::support::cases;
use crate::support::oracle::{RULES, RuleSet, Verdict, verdict};
use crate::support::program;
use crate::support::script::{Script, Transcript};
use crate::support::walk::article;

const TABLE: &str = include_str!("check/passwords.tsv");
const SECRET: &str = "Zq7*xylophone";

/// Checks a password through the library.
fn checked(article: &Article, password: &str, username: &str, json: bool) -> (Checked, String) {
    let username = Some(username).filter(|username| !username.is_empty());
    let (mut out, mut messages) = (Vec::new(), Vec::new());
    let request = Request { username, json, is_terminal: false, messages: &mut messages };
    let input = Script::new(&[password], &Transcript::default());
    let came = check::run(article, request, input, &mut out).expect("memory holds it");
    assert_eq!(messages, b"", "nothing is said beside the verdict");
    (came, String::from_utf8(out).expect("it is text"))
}

/// The verdict of the library, and its exit code.
fn judged(article: &Article, password: &str, username: &str) -> (Verdict, i32) {
    let (came, json) = checked(article, password, username, true);
    let exit_code = match came {
        Checked::Yes => 0,
        Checked::No => 3,
        Checked::Refused(_) | Checked::Signal(_) => panic!("{password:?} was not judged: {came:?}"),
    };
    (Verdict::read(&json), exit_code)
}

/// The verdict that has to come, and its exit code.
fn expected(password: &str, username: &str) -> (Verdict, i32) {
    let verdict = verdict(RuleSet::Plain, password, username);
    let exit_code = verdict.exit_code();
    (verdict, exit_code)
}

/// A cell of the table as it is typed.
fn unescaped(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell.chars();
    while let Some(character) = rest.next() {
        text.push(match (character, character == '\\') {
            (_, false) => character,
            (_, true) => match rest.next().expect("an escape is whole") {
                's' => ' ',
                't' => '\t',
                'u' => {
                    let number: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                    let number = u32::from_str_radix(&number, 16).expect("it is a number");
                    char::from_u32(number).expect("it is a character")
                }
                other => other,
            },
        });
    }
    text
}

fn named(cell: &str) -> Vec<&str> {
    if cell == "-" { Vec::new() } else { cell.split(' ').collect() }
}

#[test]
fn every_password_of_the_table_is_judged_as_it_says() {
    let article = article();
    let mut count = 0;
    for row in TABLE.lines().filter(|row| !row.is_empty() && *row != "#" && !row.starts_with("# ")) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [password, username, unmet, integrations, cautions, exit_code] = cells[..] else {
            panic!("a row has six columns: {row}")
        };
        let username = if username == "-" { String::new() } else { unescaped(username) };
        let verdict = Verdict::new(RuleSet::Plain, &named(unmet), &username, integrations, &named(cautions));
        let says = (verdict, exit_code.parse().expect("it is a number"));
        let password = unescaped(password);
        assert_eq!(judged(&article, &password, &username), says, "{row}");
        assert_eq!(expected(&password, &username), says, "the second formulation of {row}");
        count += 1;
    }
    assert!(count >= 200, "the table has {count} passwords");
}

#[test]
fn the_table_has_every_state_verdict_and_caution_both_ways() {
    let rows: Vec<Vec<&str>> =
        TABLE.lines().map(|row| row.split('\t').collect()).filter(|r: &Vec<_>| r.len() == 6).collect();
    let has = |column: usize, word: &str| rows.iter().filter(|row| row[column].split(' ').any(|w| w == word)).count();
    for (column, words) in [
        (2, &RULES[..]),
        (3, &["clear", "uncertain", "trouble"]),
        (4, &["troublesome", "dash-only", "off-list", "non-ascii"]),
        (5, &["0", "3"]),
    ] {
        for word in words {
            let (with, all) = (has(column, word), rows.len());
            assert!(with >= 5 && with <= all - 5, "{word}: {with} of {all}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_password_is_judged_as_the_second_formulation_does(
        password in "([ -~]|[A-Za-z0-9]|[-–&<>~@#$^*+=|:;?]|[\t\u{a0}\u{3000}\u{1}éßΣ]|[^\r\n]){0,40}",
        other in "[ -~]{1,12}",
        same in 0..3_usize,
    ) {
        let username = [String::new(), other, password.to_uppercase()].into_iter().nth(same).unwrap_or_default();
        let username: String = username.chars().take(128).collect();
        // It is loaded once, and not for each case.
        static LOADED: LazyLock<Article> = LazyLock::new(article);
        prop_assert_eq!(judged(&LOADED, &password, &username), expected(&password, &username));
    }
}

/// Whatever sets of rules an article has, and whose they are: those of one page are meant.
#[test]
fn the_verdict_on_the_rules_speaks_of_no_others() {
    let own = content::BUILT_IN.replace("\nspecial = true\n", "\nspecial = { from = \"ours\" }\n");
    let (one, _) = own.split_once("[rules.careful]").expect("a second set begins");
    let rest = own.split_once("[caution.troublesome]").expect("the cautions follow").1;
    let one = format!("{one}[caution.troublesome]{rest}").replace("rules = \"careful\"", "rules = \"article\"");
    for text in [content::BUILT_IN.to_owned(), own, one] {
        let article = content::load(text).unwrap_or_else(|faults| panic!("{faults}"));
        for (password, says) in
            [(SECRET, "The rules: all else is right."), ("short", "The rules: not all is right yet.")]
        {
            let (_, said) = checked(&article, password, "", false);
            assert!(said.lines().any(|line| line == says), "{said}");
        }
    }
}

/// Runs the real program with these bytes as its standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(program());
    command.arg("check").args(arguments).env_clear().env("LANG", "C.UTF-8");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("its input is a pipe");
    // A program that refuses its input early need not read all of it.
    _ = pipe.write_all(input);
    drop(pipe);
    child.wait_with_output().expect("the program ends")
}

fn json(arguments: &[&str], input: &[u8]) -> (Verdict, i32) {
    let output = run(&[&["--json"], arguments].concat(), input);
    assert_eq!(output.stderr, b"");
    (Verdict::read(&String::from_utf8_lossy(&output.stdout)), output.status.code().unwrap_or(-1))
}

#[test]
fn one_line_end_of_any_kind_is_no_part_of_the_password() {
    for end in ["\n", "\r\n", ""] {
        for password in [SECRET, "P@ssword1", "Password1!", "P@ss word1&", "", "Password1–"] {
            if password.is_empty() && end.is_empty() {
                // No line came at all.
                continue;
            }
            let input = format!("{password}{end}");
            assert_eq!(json(&[], input.as_bytes()), expected(password, ""), "{input:?}");
        }
    }
}

#[test]
fn the_username_is_compared_without_regard_to_case() {
    for (username, exit_code) in [("zq7*XYLOPHONE", 3), ("zq7*xylophon", 0), ("", 0)] {
        let judged = json(&["--username", username], SECRET.as_bytes());
        assert_eq!((judged.1, &judged), (exit_code, &expected(SECRET, username)), "{username}");
    }
}

#[test]
fn the_json_form_is_this_to_the_letter() {
    let output = run(&["--json", "--username", "jane"], b"Pass-word1&\n");
    let expected = concat!(
        r#"{"schema":1,"keeps_rules":true,"integrations":"trouble","rules":["#,
        r#"{"id":"length","state":"met"},{"id":"lower","state":"met"},{"id":"upper","state":"met"},"#,
        r#"{"id":"number","state":"met"},{"id":"special","state":"met"},{"id":"no-space","state":"met"},"#,
        r#"{"id":"not-username","state":"met"}],"#,
        r#""cautions":[{"id":"troublesome"},{"id":"dash-only"}]}"#,
        "\n"
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(3), &b""[..]));
}

#[test]
fn what_is_no_one_line_of_text_is_an_error_and_is_not_repeated() {
    let long = format!("{SECRET}{}\n", "a".repeat(129 - SECRET.len()));
    for (input, says) in [
        (long.as_bytes(), "longer than the 128 characters"),
        (b"Zq7*xylophone\nsecond\n", "more than one line"),
        (b"Zq7*xylophone\n\n", "more than one line"),
        (b"Zq7*xylo\rphone\n", "a control character"),
        (b"Zq7*xylo\x01phone\n", "a control character"),
        (b"", "ended before a password came"),
        (b"\xef\xbb\xbf", "ended before a password came"),
        (b"Zq7*xylophone\xff\n", "not UTF-8"),
        (b"Zq7*xylophone\xc3", "not UTF-8"),
    ] {
        let output = run(&[], input);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains(says) && message.ends_with(".\n"), "{message}");
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{message}");
        assert!(!message.contains("xylo"), "{message}");
    }
    // Marks and keys that are no part of it, and what was corrected.
    for input in
        ["\u{feff}Zq7*xylophone\r\n", "\x1b[200~Zq7*xylophone\x1b[201~\n", "secret\x15Zq7*xylopho\x08one\x1b[A\n"]
    {
        assert_eq!(json(&[], input.as_bytes()), expected(SECRET, ""), "{input:?}");
    }
    let just = [&b"Zq7*"[..], &[b'x'; 124], b"\n"].concat();
    assert_eq!(run(&[], &just).status.code(), Some(3), "128 characters are judged");
}

#[test]
fn the_verdict_is_whole_sentences_and_has_no_character_of_the_password() {
    for (password, exit_code) in [(SECRET, 0), ("Zq7xylophone", 3), ("Zq7*xylophone&<", 3), ("Zq7%*xylophone é", 3)] {
        let output = run(&["--username", "somebody"], password.as_bytes());
        let said = String::from_utf8(output.stdout).expect("it is text");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(exit_code), &b""[..]), "{password}");
        assert!(said.lines().all(|line| line.ends_with(['.', '!', '?', ':'])), "{said}");
        assert!(said.contains("The rules: ") && said.contains("Your program: "), "{said}");
        assert!(!said.contains("Zq") && !said.contains("xylo") && !said.contains('\x1b'), "{said}");
    }
}
