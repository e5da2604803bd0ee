//! A whole walk of the real program in a few lines: in a terminal by keys, or line by line through pipes. Each has a
//! folder of its own as its home, so that nothing it keeps or writes is anybody else's.
//!
//! ```ignore
//! Play::user().answers("integration=act").keys("2").sees("Not supported").keys("q").exits(0);
//! Play::agent().lines("act no told quit yes").hears("Do not write the password down").exits(0);
//! ```

use super::program;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use vo_login_wizard::content;

use super::pty::{BEFORE_CONFIRMING, Start, Terminal};

/// Each key counts for itself, and none for a held one.
const UNHURRIED: Duration = Duration::from_millis(300);

/// How a walk begins.
pub struct Play {
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    folder: Folder,
    size: (u16, u16),
    under: Vec<String>,
    program: String,
}

/// Where the program runs, and what it takes for its home.
enum Folder {
    Own(tempfile::TempDir),
    Shared(PathBuf),
}

/// A walk in a terminal.
pub struct OnScreen {
    pub terminal: Terminal,
    folder: Folder,
    pace: Duration,
}

/// A walk through pipes that is over: what was said, what else stood on standard error, and the exit code.
pub struct Heard {
    pub said: String,
    pub complaints: String,
    pub exit_code: Option<i32>,
    folder: Folder,
}

impl Play {
    pub fn user() -> Play {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
        Play {
            arguments: Vec::new(),
            environment: Vec::new(),
            folder: Folder::Own(folder),
            size: (80, 24),
            under: Vec::new(),
            program: program().to_owned(),
        }
    }

    pub fn agent() -> Play {
        Play::user().arguments("--agent")
    }

    /// The answers that it begins with, by their names: `integration=act editions=no`.
    pub fn answers(mut self, answers: &str) -> Play {
        let flags = answers.split_whitespace().flat_map(|answer| ["--answer".to_owned(), answer.to_owned()]);
        self.arguments.extend(flags);
        self
    }

    /// Another article than the built-in one.
    pub fn article(mut self, file: impl AsRef<Path>) -> Play {
        let file = file.as_ref().to_str().expect("the name of the file is text");
        self.arguments.extend(["--article", file].map(str::to_owned));
        self
    }

    /// Any other arguments, parted by spaces.
    pub fn arguments(mut self, arguments: &str) -> Play {
        self.arguments.extend(arguments.split_whitespace().map(str::to_owned));
        self
    }

    /// A variable of its environment, which has nothing but what a terminal needs.
    pub fn environment(mut self, name: &str, value: &str) -> Play {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The folder of another walk, so that this one finds what that one kept.
    pub fn folder(mut self, folder: &Path) -> Play {
        self.folder = Folder::Shared(folder.to_owned());
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Play {
        self.size = (columns, rows);
        self
    }

    /// The program as it was built otherwise.
    pub fn program(mut self, program: &str) -> Play {
        self.program = program.to_owned();
        self
    }

    /// Another program that runs it: `strace -f -e inject=fsync:error=EINVAL`.
    pub fn under(mut self, command: &str) -> Play {
        self.under = command.split_whitespace().map(str::to_owned).collect();
        self
    }

    /// The program and its arguments.
    fn command(&self) -> Vec<&str> {
        let program = [self.program.as_str()];
        let under = self.under.iter().map(String::as_str);
        under.chain(program).chain(self.arguments.iter().map(String::as_str)).collect()
    }

    /// Its environment: a home of its own, and what the test adds.
    fn variables(&self) -> Vec<(&str, &str)> {
        let home = self.folder.path().to_str().expect("the name of the folder is text");
        let own = [("HOME", home), ("XDG_STATE_HOME", home), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")];
        let added = self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        own.into_iter().chain(added).collect()
    }

    /// Begins in a terminal.
    pub fn on_screen(self) -> OnScreen {
        let [program, arguments @ ..] = &self.command()[..] else { unreachable!("there is a program") };
        let terminal = Terminal::start(Start {
            program,
            arguments: arguments.to_vec(),
            environment: self.variables(),
            folder: self.folder.path().to_owned(),
            columns: self.size.0,
            rows: self.size.1,
        });
        OnScreen { terminal, folder: self.folder, pace: UNHURRIED }
    }

    /// Begins in a terminal, and waits for this text.
    pub fn sees(self, text: &str) -> OnScreen {
        self.on_screen().sees(text)
    }

    /// Begins in a terminal once its first page is there, and presses these keys.
    pub fn keys(self, keys: &str) -> OnScreen {
        let screen = self.on_screen();
        screen.terminal.wait_until("the first page", |screen| screen.lines().count() > 3);
        screen.keys(keys)
    }

    /// Plays all of it through pipes: a word is a line, and a dot an empty one.
    pub fn lines(self, words: &str) -> Heard {
        let line = |word| if word == "." { "\n".to_owned() } else { format!("{word}\n") };
        let all: String = words.split_whitespace().map(line).collect();
        self.input(all)
    }

    /// Plays all of it through pipes, with this as the input.
    pub fn input(self, input: impl AsRef<[u8]>) -> Heard {
        let [program, arguments @ ..] = &self.command()[..] else { unreachable!("there is a program") };
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(self.variables()).current_dir(self.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A program that has ended reads nothing more.
        _ = child.stdin.take().expect("its input is a pipe").write_all(input.as_ref());
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes| String::from_utf8(bytes).expect("it is text");
        Heard {
            said: text(output.stdout),
            complaints: text(output.stderr),
            exit_code: output.status.code(),
            folder: self.folder,
        }
    }
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Folder::Own(folder) => folder.path(),
            Folder::Shared(path) => path,
        }
    }
}

impl OnScreen {
    /// Presses keys, written as `ab<enter><f1><c-q>`. `<pause>` waits as somebody does who reads what is asked.
    pub fn keys(mut self, text: &str) -> OnScreen {
        for key in keys(text) {
            // What came before the page, or together with a key before it, would mean something else.
            std::thread::sleep(self.pace);
            match key {
                Pressed::Bytes(bytes) => self.terminal.send(bytes),
                Pressed::Pause => std::thread::sleep(BEFORE_CONFIRMING),
            }
        }
        self
    }

    /// From here on, so many milliseconds pass before each key.
    pub fn pace(mut self, milliseconds: u64) -> OnScreen {
        self.pace = Duration::from_millis(milliseconds);
        self
    }

    /// Waits until this text is on the screen, wherever its lines are broken.
    pub fn sees(self, text: &str) -> OnScreen {
        let holds = |screen: &str| screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(text);
        self.terminal.wait_until(text, holds);
        self
    }

    /// Nothing of the kind is on the screen, once nothing more is written.
    pub fn does_not_see(self, text: &str) -> OnScreen {
        self.terminal.settle();
        assert!(!self.terminal.text().contains(text), "{text:?} is on the screen:\n{}", self.terminal.screen());
        self
    }

    /// Sends a signal, by its name: `KILL`.
    pub fn signal(self, name: &str) -> OnScreen {
        self.terminal.signal(name);
        self
    }

    /// Waits for the end, which has this exit code.
    pub fn exits(mut self, code: u32) -> OnScreen {
        assert_eq!(self.terminal.exit_code(), code, "{}", self.terminal.screen());
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Heard {
    /// This was said.
    pub fn hears(self, text: &str) -> Heard {
        assert!(self.said.contains(text), "no {text:?} in: {}\n{}", self.said, self.complaints);
        self
    }

    pub fn does_not_hear(self, text: &str) -> Heard {
        assert!(!self.said.contains(text), "{text:?} is in: {}", self.said);
        self
    }

    /// This stands on standard error.
    pub fn complains(self, text: &str) -> Heard {
        assert!(self.complaints.contains(text), "no {text:?} in: {}", self.complaints);
        self
    }

    pub fn exits(self, code: i32) -> Heard {
        assert_eq!(self.exit_code, Some(code), "{}\n{}", self.said, self.complaints);
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The file of the walk through the built-in article that is kept in a folder.
pub fn kept(folder: &Path) -> PathBuf {
    let article = content::load(content::BUILT_IN).expect("the built-in article is whole");
    folder.join(format!("vo-login-wizard/{}.json", article.identity()))
}

enum Pressed {
    Bytes(Vec<u8>),
    Pause,
}

/// Keys as a terminal sends them, each in a piece of its own.
fn keys(text: &str) -> Vec<Pressed> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some(("pause", after)) => (Pressed::Pause, after),
            Some((name, after)) => (Pressed::Bytes(named_key(name)), after),
            None => (Pressed::Bytes(character.to_string().into()), rest.split_at(character.len_utf8()).1),
        };
        keys.push(key);
        rest = after;
    }
    keys
}

/// The keys with names are those of `support/screen.rs`, as xterm sends them.
fn named_key(name: &str) -> Vec<u8> {
    const FUNCTIONS: [&str; 10] = ["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~"];
    let sequence = match name {
        "lt" => return b"<".to_vec(),
        "enter" => return b"\r".to_vec(),
        "esc" => return b"\x1b".to_vec(),
        "tab" => return b"\t".to_vec(),
        "backspace" => return b"\x7f".to_vec(),
        "back-tab" => "[Z",
        "delete" => "[3~",
        "up" => "[A",
        "down" => "[B",
        "right" => "[C",
        "left" => "[D",
        "home" => "[H",
        "end" => "[F",
        "page-up" => "[5~",
        "page-down" => "[6~",
        "paste" => "[200~",
        "end-paste" => "[201~",
        other => match (other.strip_prefix("c-"), other.strip_prefix('f')) {
            (Some(letter), _) => return letter.bytes().map(|letter| letter & 0x1f).collect(),
            (None, Some(number)) => {
                let place: usize = number.parse().expect("a number after f");
                FUNCTIONS.get(place - 1).expect("F1 to F10")
            }
            (None, None) => panic!("there is no key <{other}>"),
        },
    };
    format!("\x1b{sequence}").into()
}
