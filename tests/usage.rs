//! What is written behind the program's name, in the real binary: help that people can read, and errors that repeat
//! nothing, since an argument may be a password.

use std::process::Command;

use crate::support::dice::Dice;
use crate::support::program;
use vo_login_wizard::content::{Answer, Node, words};

/// What the program says on standard output and on standard error, and its exit code.
fn said(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut program = Command::new(program());
    let output = program.args(arguments).env_clear().env("LANG", "C.UTF-8").output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// Where a password is written by mistake; it stands for `PASSWORD`.
const MISTAKES: [(&str, &str); 25] = [
    ("PASSWORD", "There is an argument too many."),
    ("check PASSWORD", "There is an argument too many."),
    ("help PASSWORD", "There is an argument too many."),
    ("-- PASSWORD", "There is an argument too many."),
    ("check -- PASSWORD", "There is an argument too many."),
    ("--plain PASSWORD", "There is an argument too many."),
    ("check --json PASSWORD", "There is an argument too many."),
    ("--agent PASSWORD check", "One of the flags does not go with `check`."),
    ("--PASSWORD", "One of the flags is not known."),
    ("--PASSWORD=x", "One of the flags is not known."),
    ("check --usernme PASSWORD", "One of the flags is not known. Did you mean --username?"),
    ("--password PASSWORD", "One of the flags is not known."),
    ("--color PASSWORD", "--color takes one of these: auto, always, never."),
    ("--color=PASSWORD", "--color takes one of these: auto, always, never."),
    ("--notes - --format PASSWORD", "--format takes one of these: text, markdown, json."),
    ("--plain=PASSWORD", "--plain takes nothing after it."),
    ("check --json=PASSWORD", "--json takes nothing after it."),
    ("--role PASSWORD", "--role takes one of these: user, agent."),
    ("--article PASSWORD", "The file of --article cannot be read: "),
    ("check --article PASSWORD", "The file of --article cannot be read: "),
    ("--answer PASSWORD", "--answer "),
    ("--answer x=PASSWORD", "--answer names a page that is not there."),
    ("--answer PASSWORD=yes", "--answer "),
    ("--answer integration=PASSWORD", "--answer integration: that page has no such answer."),
    ("--article x --article PASSWORD", "--article can be given only once."),
];

#[test]
fn a_password_among_the_arguments_is_never_repeated_and_the_person_is_told_what_to_do() {
    let mut dice = Dice::new("passwords as arguments");
    for (written, says) in MISTAKES {
        for password in ["Secret#1".to_owned(), password(&mut dice), password(&mut dice), password(&mut dice)] {
            let arguments: Vec<String> = written.split(' ').map(|it| it.replace("PASSWORD", &password)).collect();
            let (output, errors, code) = said(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!((output.as_str(), code), ("", Some(2)), "{arguments:?}: {errors}");
            assert!(errors.starts_with(says), "{arguments:?}: {errors}");
            let told = "\nIf that was a password: it is in your shell's history now. Choose another password.\n";
            assert!(errors.contains(told), "{arguments:?}: {errors}");
            let characters: Vec<char> = password.chars().collect();
            for run in characters.windows(6) {
                let run: String = run.iter().collect();
                assert!(!errors.contains(&run), "{arguments:?}: {errors}");
            }
        }
    }
}

/// Eight to twenty-five characters that no shell takes away, the first of them a letter.
fn password(dice: &mut Dice) -> String {
    let signs = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789~@#$^*+=|:;?&<>!%._-é";
    let signs: Vec<char> = signs.chars().collect();
    let mut password: String = ('A'..='Z').nth(dice.below(26)).into_iter().collect();
    for _ in 0..7 + dice.below(18) {
        password.extend(signs.get(dice.below(signs.len())));
    }
    password
}

#[test]
fn what_is_wrong_with_the_flags_alone_is_said_without_a_word_of_passwords() {
    for (arguments, says) in [
        (&["--agnet"][..], "One of the flags is not known. Did you mean --agent?"),
        (&["--notes"], "--notes needs something after it."),
        (&["--force"], "--notes is missing, and another flag needs it."),
        (&["--keep-days", "366"], "--keep-days takes a number of days, from 1 to 365."),
        (&["check", "--json", "--json"], "--json can be given only once."),
        (&["--plain", "check"], "One of the flags does not go with `check`."),
    ] {
        let (output, errors, code) = said(arguments);
        assert_eq!((output.as_str(), code), ("", Some(2)), "{arguments:?}");
        assert!(errors.starts_with(says) && errors.ends_with(&format!("{}\n", words().usage.help)), "{errors}");
        let is_ours = !["--agnet", "366"].iter().any(|given| arguments.contains(given));
        assert_eq!(errors.contains("password"), !is_ours, "{errors}");
    }
}

#[test]
fn the_short_help_fits_a_window_and_the_long_one_says_all() {
    let (short, errors, code) = said(&["-h"]);
    assert_eq!((errors.as_str(), code), ("", Some(0)));
    let first = short.lines().position(|line| line == "Just run it:").expect("it says how to start");
    assert!(first <= 4, "{short}");
    for example in
        ["  vo-login-wizard  ", "  vo-login-wizard --agent  ", "  vo-login-wizard check  ", "  vo-login-wizard stats  "]
    {
        assert!(short.contains(example), "{short}");
    }
    let (long, errors, code) = said(&["--help"]);
    assert_eq!((errors.as_str(), code), ("", Some(0)));
    assert!(short.lines().count() <= 24 && short.lines().all(|line| line.len() <= 80), "{short}");
    let headings =
        ["On a call:", "How it looks:", "What is saved:", "For authors:", "Environment:", "Files:", "Exit codes:"];
    let places: Vec<Option<usize>> = headings.iter().map(|heading| long.find(&format!("\n{heading}\n"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {long}");
    for flag in vo_login_wizard::cli::flags() {
        let (check, ..) = said(&["check", "--help"]);
        assert!(long.contains(&flag) || check.contains(&flag), "{flag}");
    }
    for jargon in ["Usage:", "OPTIONS", "Options:", "possible values", "[default", "SUBCOMMAND"] {
        assert!(!short.contains(jargon) && !long.contains(jargon), "{jargon}");
    }
}

#[test]
fn the_version_is_the_programs_and_the_articles() {
    let (output, errors, code) = said(&["--version"]);
    assert_eq!((errors.as_str(), code), ("", Some(0)));
    let mut lines = output.lines();
    assert_eq!(lines.next(), Some(concat!("vo-login-wizard ", env!("CARGO_PKG_VERSION"))));
    assert!(lines.next().is_some_and(|line| line.starts_with("article 2 (")), "{output}");
}

#[test]
fn the_help_and_the_readme_begin_with_every_program_of_the_article() {
    let article = crate::support::walk::article();
    let Some(Node::Question(question)) = article.find("integration").map(|id| article.node(id)) else {
        panic!("it is a question");
    };
    let is_ours = |answer: &&Answer| answer.to.node == article.find("symptom").expect("it is a node");
    let (help, ..) = said(&["--help"]);
    let readme = include_str!("../README.md");
    for text in [help.as_str(), readme] {
        let beginning: String = text.split_whitespace().take(40).collect::<Vec<_>>().join(" ");
        for answer in question.answers.iter().filter(is_ours) {
            assert!(beginning.contains(&answer.text.text), "{} is missing in: {beginning}", answer.text.text);
        }
    }
}

/// What it says with these variables set, in a folder of its own, and what is in its log then.
#[cfg(unix)]
fn set(variables: &[(&str, &str)], arguments: &str) -> (crate::support::play::Heard, String) {
    let play = crate::support::play::Play::user().answers("integration=other").arguments("--no-input");
    let play = variables.iter().fold(play, |play, (name, value)| play.environment(name, value));
    let heard = play.arguments(arguments).lines("");
    let log = std::fs::read_to_string(heard.folder().join("calls.jsonl")).unwrap_or_default();
    (heard, log)
}

#[test]
#[cfg(unix)]
fn what_a_desk_sets_once_stands_in_variables_and_flags_win() {
    let (role, log) = ("VO_LOGIN_WIZARD_ROLE", "VO_LOGIN_WIZARD_LOG");
    let desk = [(role, "agent"), (log, "calls.jsonl")];
    for (variables, arguments, expected) in [
        (&desk[..], "", Some("agent")),
        (&desk, "--role user", Some("user")),
        (&[(role, "user"), (log, "calls.jsonl")], "--agent", Some("agent")),
        (&desk, "--log other.jsonl", None),
        (&[(role, ""), (log, "calls.jsonl")], "", Some("user")),
        (&[(role, "agent"), (log, "")], "", None),
        (&[], "--log calls.jsonl --role=agent", Some("agent")),
    ] {
        let (heard, log) = set(variables, arguments);
        let heard = heard.exits(0);
        assert_eq!(heard.complaints, "", "{variables:?} {arguments}");
        let has = |role: &str| log.contains(&format!("\"role\":\"{role}\""));
        assert_eq!(expected, ["user", "agent"].into_iter().find(|role| has(role)), "{variables:?} {arguments}");
    }
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/small.toml");
    let (heard, _) = set(&[("VO_LOGIN_WIZARD_ARTICLE", article)], "");
    heard.complains("--answer names a page that is not there").exits(2);
    let help = set(&[(log, "calls-of-a-secret-desk.jsonl")], "--help").0.exits(0);
    for name in [role, log, "VO_LOGIN_WIZARD_NOTES_FOLDER", "VO_LOGIN_WIZARD_KEEP_DAYS", "VO_LOGIN_WIZARD_ARTICLE"] {
        assert!(help.said.contains(&format!("[env: {name}]")), "{name}: {}", help.said);
    }
    help.does_not_hear("secret-desk");
}

#[test]
#[cfg(unix)]
fn a_wrong_value_of_a_variable_is_named_by_the_variable_and_never_repeated() {
    for (name, value, says) in [
        ("VO_LOGIN_WIZARD_ROLE", "Zq7~wXk2Vb9", "VO_LOGIN_WIZARD_ROLE takes one of these: user, agent."),
        ("VO_LOGIN_WIZARD_LOG", "/", "VO_LOGIN_WIZARD_LOG does not name an ordinary file."),
        ("VO_LOGIN_WIZARD_NOTES_FOLDER", "/dev/null", "VO_LOGIN_WIZARD_NOTES_FOLDER does not name a folder."),
        (
            "VO_LOGIN_WIZARD_KEEP_DAYS",
            "Zq7~wXk2Vb9",
            "VO_LOGIN_WIZARD_KEEP_DAYS takes a number of days, from 1 to 365.",
        ),
        ("VO_LOGIN_WIZARD_ARTICLE", "Zq7~wXk2Vb9", "The file of VO_LOGIN_WIZARD_ARTICLE cannot be read: "),
    ] {
        let heard = set(&[(name, value)], "").0.exits(2);
        assert!(heard.complaints.starts_with(says), "{}", heard.complaints);
        // No argument is wrong, so that nobody is told to think of a password there.
        assert!(!heard.complaints.contains("wXk") && !heard.complaints.contains("password"), "{}", heard.complaints);
        // The flag wins, whatever the variable says.
        let right = match name {
            "VO_LOGIN_WIZARD_ROLE" => "--role agent",
            "VO_LOGIN_WIZARD_LOG" => "--log calls.jsonl",
            "VO_LOGIN_WIZARD_NOTES_FOLDER" => "--notes-folder .",
            "VO_LOGIN_WIZARD_KEEP_DAYS" => "--keep-days 1",
            _ => continue,
        };
        set(&[(name, value)], right).0.exits(0);
    }
}
