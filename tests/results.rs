//! What is left at the end: notes in files and on standard output, `--no-input`, and what goes wrong with them.

use crate::support::program;
use crate::support::pty;
use std::fs;
use std::process::{Command, Output, Stdio};

const TO_EDITIONS: [&str; 7] =
    ["--no-input", "--answer", "integration=act", "--answer", "symptom=refused", "--answer", "editions=yes"];

fn run(arguments: &[&str]) -> Output {
    let program = program();
    let mut command = Command::new(program);
    command.args(arguments).env_clear().env("LANG", "C.UTF-8").current_dir(env!("CARGO_TARGET_TMPDIR"));
    command.stdin(Stdio::null()).output().unwrap()
}

fn with(more: &[&str]) -> Output {
    run(&[TO_EDITIONS.as_slice(), more].concat())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn no_input_prints_the_summary_and_asks_nothing() {
    let output = with(&[]);
    assert!(output.status.success());
    assert!(text(&output.stdout).starts_with("Virtual Office login help: your summary\nYour program: ACT!\n"));
    assert!(output.stderr.is_empty());
}

#[test]
fn no_input_names_what_is_missing_and_says_what_is_off_the_path() {
    let output = run(&["--no-input", "--answer", "integration=act", "--answer", "symptom=refused"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`editions`") && text(&output.stderr).contains("no, yes, x-series, unsure"));
    let output = with(&["--answer", "sign-in=yes"]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("`--answer sign-in`: no way leads there"));
}

#[test]
fn notes_go_to_standard_output_in_the_format_asked_for() {
    assert!(text(&with(&["--notes", "-"]).stdout).contains("\nResult: "));
    let json = with(&["--notes", "-", "--format", "json"]).stdout;
    let notes: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(notes["ending"]["node"], "editions-unsupported");
    assert_eq!(notes["cause"]["name"], "editions");
}

#[test]
fn notes_go_to_a_file_and_its_name_decides_the_format() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for (name, begins) in [("notes.txt", "ACT!: Not supported\nResult: "), ("notes.json", "{\n  \"schema\": 2")] {
        let file = folder.path().join(name);
        let output = with(&["--notes", file.to_str().unwrap()]);
        assert!(output.status.success());
        assert!(fs::read_to_string(&file).unwrap().starts_with(begins));
        assert!(text(&output.stderr).contains(name), "it says where they are");
    }
}

/// Whoever reads the file goes by its name, so that the flag is neither followed nor passed over in silence.
#[test]
fn a_format_that_the_name_of_the_file_does_not_have_is_refused_with_both() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for (name, format, named, end) in [
        ("notes.txt", "json", "text", ".json"),
        ("notes", "markdown", "text", ".md"),
        ("notes.JSON", "text", "json", ".txt"),
        ("notes.md", "json", "markdown", ".json"),
    ] {
        let file = folder.path().join(name);
        let output = with(&["--notes", file.to_str().unwrap(), "--format", format]);
        let says = format!(
            "--format says {format}, but the file of --notes is written as {named}, by its name. Let its name end in \
             {end}, or leave --format out.\n"
        );
        assert!(text(&output.stderr).starts_with(&says), "{}", text(&output.stderr));
        assert_eq!((output.status.code(), file.exists()), (Some(2), false), "{name}");
    }
    for (name, format) in [("a.txt", "text"), ("b", "text"), ("c.md", "markdown"), ("d.json", "json")] {
        let file = folder.path().join(name);
        assert!(with(&["--notes", file.to_str().unwrap(), "--format", format]).status.success(), "{name}");
        assert!(file.exists(), "{name}");
    }
}

#[test]
#[cfg(unix)]
fn nobody_else_can_read_the_notes_however_they_came_to_be() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("notes.txt");
    for how in [&[][..], &["--force"]] {
        assert!(with(&[&["--notes", file.to_str().unwrap()], how].concat()).status.success());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{how:?}");
    }
}

#[test]
fn a_file_that_is_there_is_kept_unless_it_may_be_replaced() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("notes.txt");
    fs::write(&file, "mine").unwrap();
    let output = with(&["--notes", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(text(&output.stderr).contains("already. It was left as it is"));
    assert!(text(&output.stdout).contains("\nResult: "), "nothing is lost: the notes are shown");
    assert!(with(&["--notes", file.to_str().unwrap(), "--force"]).status.success());
    assert!(fs::read_to_string(&file).unwrap().contains("\nResult: "));
}

/// A colleague who could read the notes before can read those that take their place; new ones are their owner's alone.
#[test]
#[cfg(unix)]
fn a_file_that_is_replaced_keeps_who_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("notes.txt");
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert!(with(&["--notes", file.to_str().unwrap(), "--force"]).status.success());
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(with(&["--notes", file.to_str().unwrap(), "--force"]).status.success());
    assert_eq!(mode(), 0o640);
}

#[test]
#[cfg(unix)]
fn only_a_file_is_replaced_and_of_a_link_what_it_leads_to() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let name = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (pipe, link, target) = (name("pipe"), name("link"), name("target"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for there in [&pipe, folder.path().to_str().unwrap()] {
        for how in [&["--force"][..], &[]] {
            let output = with(&[&["--notes", there], how].concat());
            assert_eq!(output.status.code(), Some(1), "{there}");
            assert!(
                text(&output.stderr).contains("it is no ordinary file. Nothing is lost"),
                "{}",
                text(&output.stderr)
            );
            assert!(!fs::metadata(there).unwrap().is_file());
        }
    }
    fs::write(&target, "old").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    assert!(with(&["--notes", &link, "--force"]).status.success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&target).unwrap().contains("\nResult: "));
}

#[test]
fn notes_that_cannot_be_written_are_said_and_shown() {
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-folder/notes.txt");
    let output = with(&["--notes", file]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains(&format!("could not be written to {file}")));
    assert!(!said.contains(".tmp"), "its own name, and not that of a file that was to take its place: {said}");
    assert!(text(&output.stdout).contains("\nResult: "));
}

#[test]
fn answers_that_do_not_exist_are_errors_that_list_what_does() {
    for (answer, named) in
        [("nowhere=yes", "old-password"), ("editions=perhaps", "no, yes, x-series"), ("editions", "PAGE=ANSWER")]
    {
        let output = run(&["--answer", answer]);
        assert_eq!(output.status.code(), Some(2), "{answer}");
        assert!(text(&output.stderr).contains(named), "{answer}: {}", text(&output.stderr));
    }
}

#[test]
fn a_password_given_by_mistake_as_an_answer_is_not_repeated() {
    for answer in ["new-password=Zq7~wXk2Vb9", "Zq7~wXk2Vb9", "Zq7~wXk2Vb9=yes"] {
        let output = run(&["--answer", answer]);
        assert_eq!(output.status.code(), Some(2));
        assert!(!text(&output.stderr).contains("wXk"), "{}", text(&output.stderr));
    }
}

#[test]
fn unknown_flags_and_faulty_articles_have_their_exit_codes() {
    assert_eq!(run(&["--unknown"]).status.code(), Some(2));
    assert!(text(&run(&["--help"]).stdout).contains("--answer"));
    assert!(text(&run(&["--version"]).stdout).contains(env!("CARGO_PKG_VERSION")));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("faulty.toml");
    fs::write(&file, "titel = \"x\"\nstart = \"a\"\n").unwrap();
    let output = run(&["--article", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("faulty.toml:1:1: `titel` is not a key"));
    fs::remove_file(&file).unwrap();
    assert_eq!(run(&["--article", file.to_str().unwrap()]).status.code(), Some(2));
}

/// The bytes of a text in base64, which has four signs for three bytes.
#[cfg(unix)]
fn from_base64(text: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = text.trim_end_matches('=').chars().map(|sign| SIGNS.find(sign).unwrap());
    let bits: Vec<usize> = bits.flat_map(|six| (0..6).rev().map(move |bit| six >> bit & 1)).collect();
    let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::try_from(*bit).unwrap());
    bits.chunks_exact(8).map(byte).collect()
}

#[test]
#[cfg(unix)]
fn what_is_copied_is_the_notes_as_text() {
    let arguments = [&["--no-state"], &TO_EDITIONS[1..]].concat();
    let mut terminal = pty::Terminal::start(pty::Start { arguments, ..pty::Start::default() });
    terminal.wait_for("Not supported");
    terminal.press("y", "sent to your clipboard");
    let written = String::from_utf8(terminal.bytes()).unwrap();
    let (_, copied) = written.split_once("\x1b]52;c;").unwrap();
    let copied = copied.split(['\x1b', '\x07']).next().unwrap();
    let without_the_start = |notes: &[u8]| {
        let notes = text(notes);
        notes.lines().filter(|line| !line.starts_with("Started:")).map(str::to_owned).collect::<Vec<_>>()
    };
    let copied = without_the_start(&from_base64(copied));
    assert_eq!(copied, without_the_start(&with(&["--notes", "-"]).stdout));
}
