//! Plays a script at a console: starts a program in it, presses keys as the console's own keyboard records them, and
//! looks at what is shown. `at-the-console SCRIPT PROGRAM ARGUMENT…`; where it is called `clip` it stands in for that.
//! A line of a script is a word and its text:
//!
//! | word | what it does |
//! | --- | --- |
//! | `say` | writes a line before the program starts, so that the window is not its own |
//! | `see` | waits until this is shown |
//! | `miss` | fails if this is shown |
//! | `type` | presses these keys, one after the other, as a hand does |
//! | `paste` | the same all at once; `\r` is a line end |
//! | `press` | one key by its name: `enter`, `escape`, `f5`, `ctrl-q`, … |
//! | `hold` | one key that makes text, pressed five times and never released |
//! | `alt-code` | a character that only the release of Alt has |
//! | `alt-gr` | a character with Ctrl and Alt held down |
//! | `dead` | a dead key and then this character, whose release tells the bare letter `e` |
//! | `release` | the release of Enter, as at a start |
//! | `break` | Ctrl-Break |
//! | `wait` | waits for a minute |
//! | `exit` | waits until the program has ended with this exit code, and finds the console's modes as they were |
//! | `pretend` | instead of a console the program gets pipes, named as those of Git Bash; then `line` writes a line |

#[cfg(windows)]
mod console;

#[cfg(windows)]
fn main() -> std::process::ExitCode {
    console::main()
}

#[cfg(not(windows))]
fn main() {}
