//! Whether a note looks like a credential or a reset link, so that it is questioned before it is kept.

/// Whether there is a word that keeps the password rules, "password is …" and its like, or a link to more than a site in
/// it.
pub fn looks_secret(note: &str) -> bool {
    let lower = note.to_lowercase();
    let says_it = |secret: &str| {
        let mut places = lower.match_indices(secret);
        places
            .any(|(place, _)| is_word(&lower, place) && is_given(lower.get(place + secret.len()..).unwrap_or_default()))
    };
    let keeps_rules = |word: &str| {
        let has = |test: fn(char) -> bool| word.chars().any(test);
        word.chars().count() >= 8
            && has(|c| c.is_ascii_lowercase())
            && has(|c| c.is_ascii_uppercase())
            && has(|c| c.is_ascii_digit())
            && has(|c| !c.is_alphanumeric())
    };
    let is_link = |word: &str| {
        let rest = word.split_once("://").map(|(_, rest)| rest.trim_end_matches(['/', '.', ',', ')']));
        rest.is_some_and(|rest| rest.contains(['/', '?', '#']))
    };
    SECRETS.iter().any(|secret| says_it(secret))
        || note.split_whitespace().any(|word| keeps_rules(word) || is_link(word))
}

/// What a note must not hold, as it is called.
const SECRETS: [&str; 12] = [
    "password",
    "passphrase",
    "passcode",
    "passwd",
    "pass",
    "pwd",
    "pw",
    "pin",
    "security answer",
    "security code",
    "passwort",
    "kennwort",
];
/// What comes after "the password is" where it is spoken of, and not given.
const SPOKEN_OF: [&str; 24] = [
    "not",
    "still",
    "now",
    "too",
    "being",
    "refused",
    "rejected",
    "accepted",
    "wrong",
    "right",
    "correct",
    "changed",
    "reset",
    "expired",
    "forgotten",
    "lost",
    "saved",
    "unknown",
    "known",
    "new",
    "old",
    "ok",
    "fine",
    "locked",
];

/// Whether a word begins at this place.
fn is_word(text: &str, place: usize) -> bool {
    !text.get(..place).unwrap_or_default().ends_with(char::is_alphanumeric)
}

/// Whether what follows the name of a secret gives it: "is …", ": …" or "= …".
fn is_given(after: &str) -> bool {
    let after = after.trim_start();
    let value = ["is ", "ist ", "was ", ":", "="].iter().find_map(|sign| after.strip_prefix(sign));
    let first = |value: &str| value.split_whitespace().next().map(|word| word.trim_matches([',', '.', ';']).to_owned());
    value.and_then(first).is_some_and(|word| !word.is_empty() && !SPOKEN_OF.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_looks_like_a_credential_or_a_reset_link_is_told_apart() {
        for (note, secret) in [
            ("caller will ring back at noon", false),
            ("ticket 12345, Click2Pop 7.1", false),
            ("asked for the password policy", false),
            ("her password is swordfish", true),
            ("Password: swordfish", true),
            ("uses P@ssw0rd1 everywhere", true),
            ("short P@1a", false),
            ("pw: hunter2", true),
            ("pwd=hunter2", true),
            ("passwd was Summer2026", true),
            ("passphrase is blue horse", true),
            ("security answer: Rex", true),
            ("Passwort: Geheim1", true),
            ("pin = 1234", true),
            ("The password is not accepted by ACT!", false),
            ("password is refused by Sugar CRM", false),
            ("new password: not yet chosen", false),
            ("spin: 3", false),
            ("compass: north", false),
            ("password:", false),
            ("https://sso.8x8.com/reset?token=0123456789abcdef0123", true),
            ("see https://8x8.com", false),
        ] {
            assert_eq!(looks_secret(note), secret, "{note}");
        }
    }
}
