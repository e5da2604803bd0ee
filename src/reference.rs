//! The reference that names a call at a desk: a ticket number, and never a secret or somebody's name.

use crate::credential::looks_secret;
use crate::walk::{Refusal, without_controls};

/// The most characters of a reference.
pub const LONGEST_REFERENCE: usize = 40;

/// The reference in this line; none where the line is empty.
///
/// # Errors
/// One that is too long, and one that looks like a password or a name unless the person is `sure` of it.
pub fn read(line: &str, sure: bool) -> Result<Option<String>, Refusal> {
    let reference = without_controls(line);
    if reference.chars().count() > LONGEST_REFERENCE {
        return Err(Refusal::ReferenceTooLong);
    }
    if !sure && is_doubtful(&reference) {
        return Err(Refusal::ReferenceDoubtful);
    }
    Ok(Some(reference).filter(|reference| !reference.is_empty()))
}

/// Whether it is more likely a password or a name than a number of a ticket: it has no digit, is an address, or mixes
/// small letters and digits in one word, as passwords and usernames do.
fn is_doubtful(reference: &str) -> bool {
    let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let mixes = |word: &str| has_digit(word) && word.chars().any(char::is_lowercase);
    let mut words = reference.split(|c: char| c.is_whitespace() || "-#/:".contains(c));
    !reference.is_empty()
        && (!has_digit(reference) || reference.contains('@') || words.any(mixes) || looks_secret(reference))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_a_number_and_what_looks_like_a_password_or_a_name_needs_a_second_word() {
        for (line, expected) in [
            ("4711", Ok(Some("4711"))),
            (" INC0012345 ", Ok(Some("INC0012345"))),
            ("CS-2026/17", Ok(Some("CS-2026/17"))),
            ("case 4711", Ok(Some("case 4711"))),
            ("#12\u{1b}3", Ok(Some("#123"))),
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("jane", Err(Refusal::ReferenceDoubtful)),
            ("jane.doe2", Err(Refusal::ReferenceDoubtful)),
            ("jane@example.org 1", Err(Refusal::ReferenceDoubtful)),
            ("hunter2", Err(Refusal::ReferenceDoubtful)),
            ("Gr4nd*Piano", Err(Refusal::ReferenceDoubtful)),
            ("pw: 4711", Err(Refusal::ReferenceDoubtful)),
        ] {
            assert_eq!(read(line, false).as_ref().map(Option::as_deref), expected.as_ref().copied(), "{line}");
        }
        assert_eq!(read("jane", true), Ok(Some("jane".to_owned())));
        assert_eq!(read(&"1".repeat(41), true), Err(Refusal::ReferenceTooLong));
    }
}
