//! The plain mode of the real program, through pipes: what is said, what is understood, what is never repeated, and
//! how it ends.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

/// The answers that lead to each ending.
const ENDINGS: [(&str, &str); 5] = [
    ("Solved", "act no yes no . 1 not 1 1 1 1 1 not 1 1 1 both"),
    ("Not supported", "sugar yes"),
    ("To be solved elsewhere", "1 n sso"),
    ("To be solved elsewhere", "other"),
    ("To be handed over", "eagent unsure y unsure . leave leave neither"),
];

/// Starts the program with nothing in its environment but these.
fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vo-login-wizard"));
    command.arg("--no-state").args(arguments).env_clear().env("LANG", "C.UTF-8");
    command.envs(environment.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

fn with(arguments: &[&str], environment: &[(&str, &str)], input: &[u8]) -> Output {
    let mut child = start(arguments, environment);
    // A program that has ended reads nothing more.
    _ = child.stdin.take().expect("its input is a pipe").write_all(input);
    child.wait_with_output().expect("the program ends")
}

/// What is said in answer to this input, and the exit code.
fn said(input: impl AsRef<[u8]>) -> (String, Option<i32>) {
    let output = with(&["--plain"], &[], input.as_ref());
    (String::from_utf8(output.stdout).expect("it is text"), output.status.code())
}

/// Words as lines; a dot is an empty line.
fn lines(words: &str) -> String {
    words.split(' ').map(|word| if word == "." { "\n".to_owned() } else { format!("{word}\n") }).collect()
}

#[test]
fn a_command_where_a_file_is_asked_for_is_no_name_of_a_file() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    for command in ["back", "/b", "show", "/save", ""] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vo-login-wizard"));
        let child = child.args(["--no-state", "--plain"]).current_dir(folder.path());
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        let input = format!("other\nsave\n{command}\nquit\n");
        child.stdin.take().expect("its input is a pipe").write_all(input.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("the program ends");
        let said = String::from_utf8(output.stdout).expect("it is text");
        assert!(said.contains("\nNo notes were written.\n"), "{command}: {said}");
        assert_eq!((output.status.code(), folder.path().read_dir().expect("it is there").count()), (Some(0), 0));
    }
}

#[test]
fn what_is_for_another_page_is_said_to_be_not_possible_here() {
    for command in ["caller-types", "/y", "told", "new-call"] {
        let (said, _) = said(format!("{command}\n"));
        assert!(said.contains("\nThat is not possible here.\n") && !said.contains("F1"), "{command}: {said}");
    }
}

#[test]
fn each_ending_is_reached_in_whole_sentences_without_an_escape_byte() {
    for (ending, words) in ENDINGS {
        for end in ["", "quit\n"] {
            let (said, code) = said(lines(words) + end);
            assert_eq!(code, Some(0), "{said}");
            assert!(said.contains(&format!("\nEnding: {ending}. ")), "{said}");
            assert!(!said.contains(['\x1b', '\r', '\u{7}']), "{said}");
            for line in said.lines() {
                let last = line.trim_end_matches('”');
                assert!(last.ends_with(['.', '!', '?', ':']) && !last.ends_with(".."), "{line}");
            }
        }
    }
}

#[test]
fn a_command_and_its_slash_form_say_the_same() {
    for (word, short, says) in [
        ("back", "/b", "One page back."),
        ("change", "/c", "Which answer do you want to change?"),
        ("repeat", "/r", "Question: Is your company"),
        ("where", "/s", "You are here: Virtual Office Editions."),
        ("why", "/w", "Why: ACT! is not supported"),
        ("not-that", "/x", "There is no special advice for this place."),
        ("help", "/?", "Commands: back or /b goes one page back."),
        ("quit", "/q", "Leave the wizard?"),
        ("full", "/full", "There is no terminal here for the full screen"),
    ] {
        let before = said("act\n").0.matches(says).count();
        let long = said(format!("act\n{word}\n"));
        assert_eq!(long, said(format!("act\n{short}\n")), "{word}");
        assert_eq!(long, said(format!("act\n{}\n", word.to_uppercase())), "{word}");
        assert_eq!(long.0.matches(says).count(), before + 1, "{word}: {}", long.0);
    }
}

#[test]
fn an_answer_is_a_number_a_key_its_words_or_a_beginning_and_is_said_back() {
    for line in ["1", "click2pop", "Click2Pop", "c", "CLICK", "  1  ", "click2pop\r"] {
        assert!(said(format!("{line}\n")).0.contains("\nYou answered: Click2Pop.\n"), "{line}");
    }
    assert!(said("act\ny\n").0.contains("You answered: Yes, Editions, or X Series, which we treat alike.\n"));
    assert!(said("act\nn\n").0.contains("You answered: No, we are on the older (Classic) service.\n"));
    assert!(said("act\nno").0.contains("You answered: No, we are on"), "the last line needs no line end");
}

#[test]
fn a_line_that_is_no_answer_is_said_back_only_when_it_is_no_secret() {
    let long = "y".repeat(201);
    for (line, says) in [
        (&b"perhaps"[..], "“perhaps” is none of the answers. Say one of these: 1 Click2Pop, "),
        (b"a", "“a” fits more than one answer: 2 ACT!, 5 Another program."),
        (b"9", "“9” is none of the answers."),
        (b"hunter2", "What you typed is none of the answers, and is not repeated here."),
        (b"Zq7*xylophone", "What you typed is none of the answers, and is not repeated here."),
        (long.as_bytes(), "That line is too long, and none of it was taken."),
        (b"act\xff", "That line is not readable text, and none of it was taken."),
    ] {
        let (said, code) = said([line, b"\nact\n"].concat());
        assert!(said.contains(says), "{said}");
        assert_eq!(said.matches("Page: The integration.").count(), 1, "the page is not said again: {said}");
        assert!(said.contains("You answered: ACT!\n"), "the walk goes on: {said}");
        assert!(!["hunter2", "xylo", "yyyy", "\u{fffd}"].iter().any(|secret| said.contains(secret)), "{said}");
        assert_eq!(code, Some(1));
    }
}

#[test]
fn input_that_ends_before_an_ending_is_no_answer() {
    for words in ["", "act", "act quit", "act change", "act no no", "act no no Gr4nd*Piano", "act no no . leave"] {
        let (said, code) = said(if words.is_empty() { String::new() } else { lines(words) });
        assert!(said.ends_with("\nThe input has ended before the walk did.\n"), "{words}: {said}");
        assert_eq!(code, Some(1), "{words}");
    }
    assert_eq!(said("quit\n").1, Some(0), "leaving by a command is no failure");
    assert_eq!(said("act\nquit\nyes\n").1, Some(0));
}

#[test]
fn a_password_from_a_pipe_is_judged_without_its_line_end() {
    for end in ["\n", "\r\n"] {
        for (password, says) in [
            ("Zq7*xylophone", "7 of 7 rules are met.\nThe article's rules: kept.\nThe integrations: clear."),
            ("zq7*xylophone", "Not met: At least one capital letter.\n6 of 7 rules are met."),
            (
                "Zq7*xylophone&",
                "The integrations: trouble. The password has a sign that some of them refuse: an ampersand,",
            ),
            ("Zq7*xylo phone", "Not met: No spaces.\n6 of 7 rules are met."),
        ] {
            let (said, _) = said(["act", "no", "no", password, "jane", "quit", "yes", ""].join(end));
            assert!(said.contains(says), "{password:?}: {said}");
            assert!(!said.contains("xylo") && !said.contains("jane"), "{said}");
        }
    }
    let (said, _) = said(b"act\nno\nno\nZq7*xylophone\xff\nquit\n");
    assert!(said.contains("That line is not readable text") && !said.contains("xylo"), "{said}");
}

#[test]
fn output_that_nobody_reads_on_ends_the_walk_quietly() {
    let mut child = start(&["--plain"], &[]);
    let mut output = BufReader::new(child.stdout.take().expect("its output is a pipe"));
    let mut first = String::new();
    output.read_line(&mut first).expect("there is a first line");
    drop(output);
    _ = child.stdin.take().expect("its input is a pipe").write_all(lines("act no yes no").repeat(20).as_bytes());
    let mut errors = String::new();
    child.stderr.take().expect("it is a pipe").read_to_string(&mut errors).expect("it is text");
    assert_eq!(first, "Plain mode is on, because you asked for it with --plain.\n");
    assert_eq!((errors.as_str(), child.wait().expect("it ends").code()), ("", Some(141)));
}

#[test]
fn a_c_locale_and_the_flag_give_ascii_only() {
    let walk = lines("perhaps act no yes no . /x leave leave neither /w quit");
    for (arguments, environment, ascii) in [
        (&["--plain"][..], &[("LANG", "C")][..], true),
        (&["--plain"], &[("LC_ALL", "POSIX")], true),
        (&["--plain", "--ascii"], &[], true),
        (&["--plain"], &[], false),
    ] {
        let output = with(arguments, environment, walk.as_bytes()).stdout;
        assert_eq!(output.is_ascii(), ascii, "{}", String::from_utf8_lossy(&output));
        let quoted = if ascii { "\"perhaps\" is none" } else { "“perhaps” is none" };
        assert!(String::from_utf8_lossy(&output).contains(quoted));
    }
}

#[test]
fn the_first_line_says_why_the_mode_is_on() {
    let no_terminal = "because input or output is not a terminal.";
    for (arguments, variable, because) in [
        (&["--plain"][..], ("ACCESSIBLE", "1"), "because you asked for it with --plain."),
        (&[], ("VO_LOGIN_WIZARD_MODE", "plain"), "because VO_LOGIN_WIZARD_MODE asks for it."),
        (&[], ("ACCESSIBLE", "1"), "because ACCESSIBLE is set."),
        (&[], ("ACCESSIBLE", "false"), no_terminal),
        (&[], ("TERM", "dumb"), no_terminal),
    ] {
        let output = String::from_utf8(with(arguments, &[variable], b"quit\n").stdout).expect("it is text");
        assert_eq!(output.lines().next(), Some(&*format!("Plain mode is on, {because}")), "{variable:?}");
    }
}
