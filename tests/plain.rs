//! The plain mode of the real program, through pipes: what is said, what is understood, what is never repeated, and
//! how it ends.

use crate::support::program;
use crate::support::walk::article;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

use toml::de::{DeTable, DeValue};
use vo_login_wizard::content::{Class, words};
use vo_login_wizard::page::say::class;

/// The answers that lead to each ending.
const ENDINGS: [(Class, &str); 9] = [
    (Class::Solved, "act refused no yes no . . skip . yes done . . skip . . . both"),
    (Class::NotSupported, "sugar 1 yes"),
    (Class::Elsewhere, "1 1 n sso"),
    (Class::Elsewhere, "other"),
    (Class::Elsewhere, "act thrown-out"),
    (Class::Waiting, "eagent unsure unsure n locked"),
    (Class::Waiting, "eagent unsure unsure y unsure . leave 2"),
    (Class::HandOver, "eagent unsure unsure y unsure . leave 1 neither"),
    (Class::HandOver, "1 1 1 1 1 . leave all 2 . leave 1 2"),
];

/// Starts the program with nothing in its environment but these.
fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Child {
    let mut command = Command::new(program());
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
        let mut child = Command::new(program());
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
fn a_note_is_taken_whole_or_not_at_all_and_the_next_line_is_no_part_of_it() {
    let taken = format!("\n{}\n", words().notes.kept);
    let too_long = "\nA note has room for 500 characters. That was more, so it was not saved. ";
    for (note, says) in [
        ("é".repeat(129).as_str(), taken.as_str()),
        (&"x".repeat(201), &taken),
        (&"é".repeat(500), &taken),
        (&format!("  {} ", "x".repeat(500)), &taken),
        (&"x".repeat(501), too_long),
        (&"x".repeat(1_001), too_long),
        (&"x".repeat(100_000), too_long),
    ] {
        for end in ["\n", "\r\n"] {
            let (said, code) = said(["other", "note", note, "show", "quit", "yes", ""].join(end));
            assert!(said.contains(says), "{}: {said}", note.len());
            let shown = said.contains(&format!("”: {}.\n", note.trim()));
            assert_eq!((shown, code), (says == taken, Some(0)), "{}: {said}", note.len());
        }
    }
    // A mark before the first line, and keys that are no text, are no part of what is meant.
    let (keys, _) = said("\u{feff}other\nnote\nring\x1b[D\x1b[D\x1bOC\x1b[200~s back\x1b[201~\x1b[H\nshow\n");
    assert!(keys.contains("”: rings back.\n"), "{keys}");
    let (said, _) = said(b"other\nnote\ncaf\xe9\nshow\n");
    assert!(
        said.contains("\nThe note was not saved.\nAnother program: To be solved elsewhere.\n"),
        "a command is obeyed there: {said}"
    );
    assert!(said.contains(
        "\nThat line is not readable text, and none of it was taken. Write it in other words, and press Enter."
    ));
}

#[test]
fn a_name_that_no_file_can_have_is_said_and_asked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = |count| "n".repeat(count).into_bytes();
    for (name, says) in [
        (long(300), "The notes could not be written to nnn"),
        (long(1_001), "That line is too long, and none of it was taken. Type another name."),
        (b"caf\xe9".to_vec(), "That line is not readable text, and none of it was taken. Type another name."),
        (b"taken".to_vec(), "There is a file taken already. It was left as it is. Type another name."),
        (long(230), "The notes are in nnn"),
    ] {
        std::fs::write(folder.path().join("taken"), "before").expect("it is written");
        let mut child = Command::new(program());
        let child = child.args(["--no-state", "--plain"]).current_dir(folder.path());
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        let input = [b"other\nsave\n", name.as_slice(), b"\nquit\nquit\n"].concat();
        child.stdin.take().expect("its input is a pipe").write_all(&input).expect("it reads");
        let said = String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("it is text");
        assert!(said.contains(says), "{said}");
        // Where it is asked again, the line that follows is the answer.
        assert_eq!(said.contains("\nNo notes were written.\n"), !says.starts_with("The notes are in"), "{said}");
    }
    let there = folder.path().read_dir().expect("it is there").count();
    assert_eq!(there, 2, "the file that was there, and the one of 230 characters");
}

#[test]
fn a_note_that_was_written_after_saving_is_not_lost_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes");
    let file = file.to_str().expect("it is text");
    for (lines, asks) in [
        (vec!["note", "one"], true),
        (vec!["note", "one", "save", file], false),
        (vec!["note", "two", "save", &format!("{file}.json"), "note", "three"], true),
    ] {
        let (said, _) = said(format!("other\n{}\nquit\nyes\n", lines.join("\n")));
        assert_eq!(said.contains("Your notes are not saved yet, and would be lost."), asks, "{said}");
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
    let article = article();
    for (ending, words) in ENDINGS {
        for end in ["", "quit\n"] {
            let (said, code) = said(lines(words) + end);
            assert_eq!(code, Some(0), "{said}");
            assert!(said.contains(&format!("\n{}: ", class(&article, ending))), "{said}");
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
        ("repeat", "/r", "Question: What does ACT! do"),
        ("where", "/s", "You are here: What happens."),
        ("why", "/w", "Why: A new password helps only if"),
        ("not-that", "/x", words().asides.none),
        ("help", "/?", "You can say these words at any time."),
        ("quit", "/q", "Leave? Your answers will be lost."),
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
    assert!(said("act\n1\ny\n").0.contains("You answered: Yes, on Editions.\n"));
    assert!(said("act\n1\nn\n").0.contains("You answered: No, and not on X Series.\n"));
    assert!(said("act\n1\nno").0.contains("You answered: No, and not on"), "the last line needs no line end");
}

#[test]
fn a_line_that_is_no_answer_is_said_back_only_when_it_is_no_secret() {
    let long = "y".repeat(201);
    for (line, says) in [
        (&b"skip"[..], "“skip” is no answer here. Say one of these: 1 Click2Pop, "),
        (b"sunshine", "That is no answer here, and is not repeated. Never type a password here."),
        (b"a", "“a” fits more than one answer: 2 ACT!, 5 Another program."),
        (b"9", "“9” is no answer here."),
        (b"hunter2", "That is no answer here, and is not repeated. Never type a password here."),
        (b"Zq7*xylophone", "That is no answer here, and is not repeated. Never type a password here."),
        (long.as_bytes(), "That line is too long, and none of it was taken."),
        (b"act\xff", "That line is not readable text, and none of it was taken."),
    ] {
        let (said, code) = said([line, b"\nact\n"].concat());
        assert!(said.contains(says), "{said}");
        assert_eq!(said.matches("Question: Which program").count(), 1, "the page is not said again: {said}");
        assert!(said.contains("You answered: ACT!\n"), "the walk goes on: {said}");
        assert!(!["hunter2", "xylo", "yyyy", "\u{fffd}"].iter().any(|secret| said.contains(secret)), "{said}");
        assert_eq!(code, Some(1));
    }
}

#[test]
fn input_that_ends_before_an_ending_is_no_answer() {
    for words in ["", "act", "act quit", "act change", "act 1 n n 1", "act 1 n n 1 Gr4nd*Piano", "act 1 n n 1 . leave"]
    {
        let (said, code) = said(if words.is_empty() { String::new() } else { lines(words) });
        assert!(said.ends_with("\nThe input has ended too early.\n"), "{words}: {said}");
        assert_eq!(code, Some(1), "{words}");
    }
    assert_eq!(said("quit\n").1, Some(0), "leaving by a command is no failure");
    assert_eq!(said("act\nquit\nyes\n").1, Some(5), "there is no record");
}

#[test]
fn a_password_from_a_pipe_is_judged_without_its_line_end() {
    for end in ["\n", "\r\n"] {
        for (password, says) in [
            ("Zq7*xylophone", "The rules: all is right.\nACT!: clear."),
            ("zq7*xylophone", "To fix: Add a capital letter.\nThe rules: not all is right yet."),
            ("Zq7*xylophone&", "ACT!: trouble. Take out ampersand. Some programs refuse it.\n"),
            ("Zq7*xylophone<>", "ACT!: trouble. Take out less-than, greater-than. Some programs refuse them.\n"),
            ("Zq7*xylo phone", "To fix: Take out the space (look at the end, too).\nThe rules: not all is right yet."),
        ] {
            let (said, _) = said(["act", "1", "no", "no", "wrong", password, "jane", "quit", "yes", ""].join(end));
            assert!(said.contains(says), "{password:?}: {said}");
            assert!(!said.contains("xylo") && !said.contains("jane"), "{said}");
        }
    }
    let (said, _) = said(b"act\n1\nno\nno\n1\nZq7*xylophone\xff\nquit\n");
    assert!(said.contains("That line is not readable text") && !said.contains("xylo"), "{said}");
}

#[test]
fn output_that_nobody_reads_on_ends_the_walk_quietly() {
    let mut child = start(&["--plain"], &[]);
    let mut output = BufReader::new(child.stdout.take().expect("its output is a pipe"));
    let mut first = String::new();
    output.read_line(&mut first).expect("there is a first line");
    drop(output);
    _ = child.stdin.take().expect("its input is a pipe").write_all(lines("act 1 no yes no").repeat(20).as_bytes());
    let mut errors = String::new();
    child.stderr.take().expect("it is a pipe").read_to_string(&mut errors).expect("it is text");
    assert_eq!(first, "Plain mode is on, because you asked for it with --plain.\n");
    assert_eq!((errors.as_str(), child.wait().expect("it ends").code()), ("", Some(141)));
}

#[test]
fn a_c_locale_and_the_flag_give_ascii_only() {
    let walk = lines("skip act 1 no yes no . /x . leave 1 neither /w quit");
    for (arguments, environment, ascii) in [
        (&["--plain"][..], &[("LANG", "C")][..], true),
        (&["--plain"], &[("LC_ALL", "POSIX")], true),
        (&["--plain", "--ascii"], &[], true),
        (&["--plain"], &[], false),
    ] {
        let output = with(arguments, environment, walk.as_bytes()).stdout;
        assert_eq!(output.is_ascii(), ascii, "{}", String::from_utf8_lossy(&output));
        let quoted = if ascii { "\"skip\" is no " } else { "“skip” is no " };
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

#[test]
fn the_program_says_what_it_is_that_nothing_is_sent_and_how_to_leave_before_it_asks() {
    for arguments in [&["--plain"][..], &["--plain", "--agent"]] {
        let said = String::from_utf8(with(arguments, &[], b"").stdout).expect("it is text");
        let (opening, _) = said.split_once("Which program").expect("it asks");
        for part in ["This is Virtual Office login help.", "Nothing you type is sent anywhere.", "Say quit to leave."] {
            assert!(opening.contains(part), "{opening}");
        }
    }
}

#[test]
fn ten_steps_take_fifteen_lines_and_each_hint_is_said_once() {
    let (said, _) = said(lines("act refused no yes no . . . . . . . . . . . ."));
    let (_, steps) = said.split_once("You choose the password later.\n").expect("the checklist begins");
    let (steps, _) = steps.split_once("Question: ").expect("the checklist ends");
    assert_eq!(steps.lines().count(), 15, "{steps}");
    for step in 1..=10 {
        assert_eq!(steps.matches(&format!("Step {step} of 10: ")).count(), 1, "{steps}");
    }
    for hint in [words().plain.steps_hint, words().plain.skip_hint, words().plain.check_hint] {
        assert_eq!(said.matches(hint).count(), 1, "{hint}");
    }
    assert_eq!(said.matches(words().plain.choose).count(), 1, "{said}");
}

#[test]
fn a_number_is_no_answer_to_a_step_and_each_word_is_one_where_it_means_something() {
    let to_steps = "act refused no yes no .";
    for (typed, says) in [
        ("1", "“1” is no answer here. Press Enter when it is done. Or say help."),
        (". 2", "“2” is no answer here. "),
        (". 3", "“3” is no answer here. "),
        ("skip", "“skip” is no answer here. "),
        (". skip", "You answered: It did not appear.\nStep 3 of 10: "),
        (". . check", "“check” is no answer here. "),
        (". . . . . . . skip", "You answered: It did not appear.\nSay check"),
        (". . . . . . . . skip", "“skip” is no answer here. "),
        (". . . . . . . . check", "Type the password to check and press Enter."),
        (". leave", "9 of 10 steps are still open here. "),
        (". no", "Take your time, and press Enter when it is done. "),
    ] {
        let (said, _) = said(lines(&format!("{to_steps} {typed}")));
        assert!(said.contains(says), "{typed}: {said}");
    }
}

#[test]
fn an_answer_is_never_taken_for_its_opposite_since_its_key_begins_so() {
    let to_test = "act refused no yes no . leave 1";
    for (typed, says) in [
        ("virtual", "“virtual” is no answer here. "),
        ("integration", "“integration” is no answer here. "),
        ("virtual-office-fails", "You answered: Only ACT! lets me in.\n"),
        ("only virtual", "You answered: Only Virtual Office lets me in.\n"),
    ] {
        let (said, _) = said(lines(to_test) + typed + "\n");
        assert!(said.contains(says), "{typed}: {said}");
    }
}

#[test]
fn an_empty_line_at_an_ending_ends_and_asks_where_a_note_would_be_lost() {
    let (said_plainly, code) = said("other\n\nmore\n");
    assert!(said_plainly.ends_with("Press Enter to end. Or say back to look again, save for case notes, or help.\n"));
    assert_eq!(code, Some(0));
    let (asked, code) = said("other\nnote\nrings back\n\nno\n\nyes\n");
    assert_eq!(asked.matches("Your notes are not saved yet, and would be lost.").count(), 2, "{asked}");
    assert_eq!(code, Some(0));
    for word in ["leave", "exit", "quit"] {
        let (said, code) = said(format!("act\n{word}\nyes\n"));
        assert!(said.contains("Leave? Your answers will be lost."), "{said}");
        assert_eq!(code, Some(5));
    }
}

#[test]
fn the_plain_modes_own_sentences_have_no_sign_that_would_be_left_unsaid() {
    let file = DeTable::parse(include_str!("../assets/en/words.toml")).expect("it is TOML");
    let DeValue::Table(texts) = file.get_ref()["plain"].get_ref() else { panic!("[plain] is a table") };
    for (name, text) in texts {
        let text = text.get_ref().as_str().expect("it is a text");
        // What is in braces is filled in.
        let signs = |c: char| "&<>~@#$^*+=|\\_`[]/".contains(c);
        let blanks = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
        let is_name = |part: &str| ["VO_LOGIN_WIZARD_MODE"].iter().any(|name| part.contains(name));
        for part in blanks.filter(|part| !is_name(part)) {
            assert!(!part.contains(signs), "{}: {part}", name.get_ref());
        }
    }
}
