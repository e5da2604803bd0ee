//! Whether a note looks like a credential or a reset link, so that it is questioned before it is kept. It is a guess: a
//! note that is questioned can be kept all the same.

/// Whether there is a word that keeps the password rules, a word that is given as a password however weak it is, or a
/// link to more than a site in it.
pub fn looks_secret(note: &str) -> bool {
    let small = note.to_lowercase();
    NAMES.iter().any(|name| is_given(&small, name))
        || is_called_one(&small)
        || note.split_whitespace().any(|word| keeps_rules(word) || is_link(word))
}

/// What a note must not hold, as it is called.
const NAMES: [&str; 12] = [
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
/// Those that nobody writes in a sentence that only speaks of it: whatever comes after them is given.
const SHORT: [&str; 3] = ["passwd", "pwd", "pw"];
/// What gives the word after it.
const SIGNS: [&str; 7] = [":", "=", "is", "was", "ist", "war", "lautet"];
/// What may stand before the word that is given.
const BEFORE: [&str; 14] =
    ["now", "still", "just", "new", "set", "reset", "changed", "to", "called", "the", "jetzt", "neu", "auf", "noch"];
/// What comes after "the password is" where it is spoken of, and not given.
const SPOKEN_OF: [&str; 93] = [
    "a",
    "accepted",
    "again",
    "an",
    "and",
    "are",
    "as",
    "asked",
    "at",
    "be",
    "being",
    "but",
    "by",
    "can",
    "cannot",
    "change",
    "chosen",
    "correct",
    "did",
    "does",
    "done",
    "email",
    "expired",
    "falsch",
    "field",
    "fine",
    "for",
    "forgotten",
    "from",
    "gesperrt",
    "geändert",
    "good",
    "had",
    "has",
    "he",
    "here",
    "if",
    "in",
    "it",
    "its",
    "known",
    "link",
    "locked",
    "lost",
    "manager",
    "may",
    "must",
    "needed",
    "nicht",
    "no",
    "not",
    "of",
    "ok",
    "okay",
    "old",
    "on",
    "once",
    "one",
    "or",
    "page",
    "policy",
    "question",
    "questions",
    "refused",
    "rejected",
    "richtig",
    "right",
    "rules",
    "saved",
    "sent",
    "she",
    "taken",
    "that",
    "there",
    "they",
    "this",
    "today",
    "told",
    "too",
    "twice",
    "unchanged",
    "unknown",
    "vergessen",
    "when",
    "will",
    "with",
    "without",
    "works",
    "would",
    "wrong",
    "yes",
    "yesterday",
    "yet",
];
/// What is no password although it has letters and digits: what programs and companies here are called.
const CALLED_SO: [&str; 4] = ["8x8", "click2pop", "office365", "microsoft365"];
/// What a number of a ticket begins with.
const TICKETS: [&str; 13] =
    ["call", "case", "change", "chg", "inc", "incident", "issue", "order", "ref", "req", "request", "task", "ticket"];
/// How the names of months and of days, and times, begin or end.
const IN_DATES: [&str; 23] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
    "fri", "sat", "sun", "am", "pm", "utc", "gmt",
];

/// Whether the name of a secret stands there with what it is: "is …", ": …", or a word that reads like one.
fn is_given(text: &str, name: &str) -> bool {
    let is_short = SHORT.contains(&name);
    text.match_indices(name).any(|(place, _)| {
        let before = text.get(..place).unwrap_or_default();
        let after = text.get(place + name.len()..).unwrap_or_default();
        let is_word = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        is_word && gives(after, is_short)
    })
}

/// Whether what follows the name of a secret gives it.
fn gives(after: &str, is_short: bool) -> bool {
    let spaced = after.replace([':', '='], " : ").replace(['→', '>'], " ");
    let mut is_certain = false;
    // A new sentence speaks of something else.
    if after.starts_with(['.', ',', ';', '?', '!', ')', '\'', '’']) {
        return false;
    }
    for word in spaced.split_whitespace().take(6) {
        if SIGNS.contains(&word) {
            is_certain = true;
            continue;
        }
        let bare = bare(word);
        if bare.is_empty() || BEFORE.contains(&bare) {
            continue;
        }
        return match SPOKEN_OF.contains(&bare) {
            true => false,
            false => is_certain || is_short || is_quoted(word) || is_made_up(bare),
        };
    }
    false
}

/// Whether a word is called a password after it was said: "hunter2 is his password", "swordfish as password".
fn is_called_one(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(bare).collect();
    let names: Vec<usize> =
        (0..words.len()).filter(|place| words.get(*place).is_some_and(|it| NAMES.contains(it))).collect();
    names.into_iter().any(|place| {
        let between = ["the", "a", "his", "her", "their", "its", "my", "new", "old", "current"];
        let mut earlier = words.iter().take(place).rev().skip_while(|word| between.contains(*word));
        let is_called = earlier.next().is_some_and(|word| ["is", "as"].contains(word));
        let spoken_of = ["it", "this", "that", "what", "which", "here", "where", "well", "same", "such", "used", "set"];
        let given = earlier.next().filter(|word| !spoken_of.contains(*word) && !SPOKEN_OF.contains(*word));
        is_called && given.is_some_and(|word| is_made_up(word) || word.chars().count() > 3)
    })
}

/// Whether a word keeps the rules for a password, and is none of what a desk writes down.
fn keeps_rules(word: &str) -> bool {
    let has = |test: fn(char) -> bool| word.chars().any(test);
    word.chars().count() >= 8
        && has(|c| c.is_ascii_lowercase())
        && has(|c| c.is_ascii_uppercase())
        && has(|c| c.is_ascii_digit())
        && has(|c| !c.is_alphanumeric())
        && !is_of_a_desk(word)
}

/// Whether a word has letters and digits or signs, as nobody writes a word, or is a longer number.
fn is_made_up(word: &str) -> bool {
    let has = |test: fn(char) -> bool| word.chars().any(test);
    let is_odd = has(|c| c.is_ascii_digit()) || has(|c| "!@#$%^&*+=~|<>?_".contains(c));
    word.chars().count() >= 4 && is_odd && !CALLED_SO.iter().any(|it| word.starts_with(it)) && !is_of_a_desk(word)
}

fn is_quoted(word: &str) -> bool {
    word.starts_with(['"', '“', '„', '‘', '\'', '`'])
}

/// Whether it is an address of mail, a date, a version or the number of a ticket.
fn is_of_a_desk(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    is_mail_address(word.trim_start_matches('<').trim_end_matches('>'))
        || is_date(&word)
        || is_version(&word)
        || is_ticket(&word)
}

fn is_mail_address(word: &str) -> bool {
    let Some((person, place)) = word.split_once('@') else { return false };
    let is_plain = |text: &str, signs: &str| text.chars().all(|c| c.is_alphanumeric() || signs.contains(c));
    let ending = place.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    !person.is_empty()
        && is_plain(person, "._%+-")
        && is_plain(place, ".-")
        && ending.len() >= 2
        && ending.chars().all(char::is_alphabetic)
}

/// "24-Nov-2026", "2026-11-24T10:00:09+01:00".
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit());
    let is_part = |part: &&str| {
        let named = part.trim_matches(|c: char| c.is_ascii_digit());
        is_number(part)
            || ["t", "z", "st", "nd", "rd", "th"].contains(&named)
            || IN_DATES.iter().any(|it| named.starts_with(it))
    };
    parts.len() >= 3 && parts.iter().all(is_part) && parts.iter().filter(|part| is_number(part)).count() >= 2
}

/// "v7.1.0-Beta2", "Click2Pop-7.1".
fn is_version(word: &str) -> bool {
    let is_core = |part: &str| {
        let numbers: Vec<&str> = part.trim_start_matches('v').split('.').collect();
        numbers.len() >= 2
            && numbers.iter().all(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    };
    let mut parts = word.split(['-', '/', '_', '(', ')', '+']);
    word.split(['-', '/', '_', '(', ')', '+']).any(is_core)
        && parts.all(|part| is_core(part) || part.chars().all(char::is_alphanumeric))
}

/// "Case-00123456", "Ticket#4711".
fn is_ticket(word: &str) -> bool {
    let mut parts = word.split(['-', '#', ':', '/', '_', '.']);
    let is_named =
        parts.next().is_some_and(|name| TICKETS.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit())));
    is_named && parts.all(|part| part.chars().all(|c| c.is_ascii_digit()) || TICKETS.contains(&part))
}

/// A link to more than a site.
fn is_link(word: &str) -> bool {
    let rest = word.split_once("://").map(|(_, rest)| rest.trim_end_matches(['/', '.', ',', ')']));
    rest.is_some_and(|rest| rest.contains(['/', '?', '#']))
}

/// A word without the signs of the sentence around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| ".,;:!?()[]\"'“”„‘’`…–".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            ("eight Ab*defg1 signs", true),
            ("seven Ab*def1 signs", false),
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
            // However it is given, and however weak it is.
            ("pw hunter2", true),
            ("pass: …swordfish", true),
            ("pass: letmein", true),
            ("PW swordfish", true),
            ("his pw is Rex", true),
            ("password hunter2", true),
            ("password “swordfish”", true),
            ("the password is now swordfish", true),
            ("password changed to Summer2026", true),
            ("Passwort lautet geheim", true),
            ("pin 1234", true),
            ("pw=Rex", true),
            ("hunter2 is his password", true),
            ("uses swordfish as password", true),
            ("read out Gr4nd*Piano1.", true),
            // It is spoken of.
            ("pw reset done", false),
            ("pw not known", false),
            ("pw refused by ACT!", false),
            ("password reset on 8x8's page", false),
            ("new password works in Click2Pop 7.1", false),
            ("asked what is the password policy", false),
            ("asks for the same password again", false),
            ("told me his password, stopped him", false),
            ("passed it on to Ann", false),
            ("passwords are switched off", false),
            ("his password has & or <", false),
            ("password changed to a simpler one", false),
            ("password was told, reset once more", false),
            // What a desk writes down.
            ("Anna.Smith1@Example-Company.com", false),
            ("write to <J.Doe2@8x8.example>", false),
            ("rings back on 24-Nov-2026", false),
            ("since 2026-11-24T10:00:09Z", false),
            ("Mon-24-Nov-2026, 10:30am", false),
            ("Click2Pop-7.1.2 on Windows", false),
            ("version v25.1.0-Beta2", false),
            ("ticket INC-0012345, Case-00123456", false),
            ("see Ticket#47110815", false),
            ("https://sso.8x8.com/reset?token=0123456789abcdef0123", true),
            ("see https://8x8.com", false),
        ] {
            assert_eq!(looks_secret(note), secret, "{note}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

        /// A password that keeps the rules is questioned wherever it stands in a note, and so is any word after "pw".
        #[test]
        fn a_password_is_questioned_wherever_it_stands(
            middle in "[a-zA-Z0-9]{5,14}", sign in "[~#$^*=|&<>%]", weak in "[b-z]{3}[0-9]{1,3}",
        ) {
            for note in [format!("caller says Aa1{sign}{middle} again"), format!("Aa1{middle}{sign}x"), format!("pw {weak}")] {
                prop_assert!(looks_secret(&note), "{}", note);
            }
        }
    }
}
