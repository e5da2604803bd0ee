//! Files as Windows has them: the names that it gives none, and text as its programs know it.

use crate::content::words;
use crate::content::words::fill_in;

/// Names that stand for a device in every folder, whatever follows them after a dot; some with a digit behind.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
const NUMBERED: [&str; 2] = ["COM", "LPT"];
const DIGITS: &str = "0123456789¹²³";
/// A colon stands behind the letter of a drive alone; elsewhere it hides a text within a file.
const SIGNS: &str = "<>:\"|?*";

/// Why a path can be no file, in words; `None` where it can.
pub fn unfit(path: &str) -> Option<String> {
    let words = &words().notes;
    for name in without_drive(path).split(['\\', '/']).filter(|name| !["", ".", ".."].contains(name)) {
        if let Some(sign) = name.chars().find(|sign| SIGNS.contains(*sign)) {
            return Some(fill_in(words.name_with_sign, &[("sign", &sign.to_string())]));
        }
        if name.ends_with(['.', ' ']) {
            return Some(words.name_with_end.to_owned());
        }
        if is_device(name) {
            return Some(words.name_of_device.to_owned());
        }
    }
    None
}

fn without_drive(path: &str) -> &str {
    let path = path.strip_prefix(r"\\?\").unwrap_or(path);
    match path.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 && drive.chars().all(|letter| letter.is_ascii_alphabetic()) => rest,
        _ => path,
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_uppercase();
    let is_numbered = |device: &str| {
        let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
        number.next().is_some_and(|digit| DIGITS.contains(digit)) && number.next().is_none()
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED.iter().any(|device| is_numbered(device))
}

/// Text for people: older programs know UTF-8 only by the mark before it, and line ends only whole.
pub fn text(text: &str) -> String {
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_gives_no_file_are_refused_with_the_reason() {
        let words = &words().notes;
        let (device, end) = (Some(words.name_of_device.to_owned()), Some(words.name_with_end.to_owned()));
        let sign = |sign: &str| Some(fill_in(words.name_with_sign, &[("sign", sign)]));
        for (path, reason) in [
            ("notes.txt", None),
            (r"C:\Users\Ann\case notes.txt", None),
            (r"\\?\C:\notes.txt", None),
            (r"\\server\share\notes.json", None),
            (r"..\notes", None),
            ("./notes", None),
            ("C:notes.txt", None),
            ("console.txt", None),
            ("COM.txt", None),
            ("COM10", None),
            ("nullify", None),
            ("a.con", None),
            ("CON", device.clone()),
            ("nul.txt", device.clone()),
            ("NUL .txt", device.clone()),
            ("Aux.tar.gz", device.clone()),
            (r"C:\work\com1", device.clone()),
            ("lpt9.json", device.clone()),
            ("COM¹", device.clone()),
            ("conin$", device.clone()),
            (r"prn\notes.txt", device),
            ("notes.", end.clone()),
            ("notes.txt ", end.clone()),
            (r"calls \notes.txt", end),
            ("why?.txt", sign("?")),
            ("a*b", sign("*")),
            ("10:30.txt", sign(":")),
            (r"C:\notes.txt:hidden", sign(":")),
            ("\"notes\"", sign("\"")),
            ("a|b", sign("|")),
            ("<notes>", sign("<")),
        ] {
            assert_eq!(unfit(path), reason, "{path}");
        }
    }

    #[test]
    fn text_for_people_has_the_mark_and_whole_line_ends() {
        assert_eq!(text("Case notes\nwith “signs”\n"), "\u{feff}Case notes\r\nwith “signs”\r\n");
    }
}
