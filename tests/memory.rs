//! Nothing of a password outlives its field: the whole memory of the optimised program is looked through after the
//! field was left, for each way in and each way out.

#![cfg(target_os = "linux")]
use std::time::Duration;

use crate::support::outside::{
    BEYOND_ASCII, found, found_in, go_on, is_gone, is_locked, is_static, optimised, secret, secrets, start,
    wait_for_length, was_not_shown,
};
use crate::support::pty::{Start, TO_PASSWORD, Terminal, child_of, shell, signal};

type Way = fn(&mut Terminal, &str);

fn halves(secret: &str) -> (String, String) {
    let half = secret.chars().count() / 2;
    (secret.chars().take(half).collect(), secret.chars().skip(half).collect())
}

const WAYS_IN: [(&str, Way); 11] = [
    ("typed", |terminal, secret| {
        for character in secret.chars() {
            terminal.send(character.to_string());
            std::thread::sleep(Duration::from_millis(1));
        }
    }),
    ("pasted", |terminal, secret| terminal.send(format!("\x1b[200~{secret}\x1b[201~"))),
    ("pasted in pieces", |terminal, secret| {
        let (first, second) = halves(secret);
        for piece in ["\x1b[20", "0~", &first, &second, "\x1b", "[201~"] {
            terminal.send(piece);
            std::thread::sleep(Duration::from_millis(15));
        }
    }),
    ("in a burst without brackets", |terminal, secret| terminal.send(secret)),
    ("each key by its number", |terminal, secret| {
        let keys = secret.chars().map(|character| format!("\x1b[{}u", u32::from(character)));
        terminal.send(keys.collect::<String>());
    }),
    ("edited", |terminal, secret| {
        terminal.send(format!("{secret}x\x7f\x1b[Hy\x1b[D\x1b[3~\x1b[C\x1b[C\x1b[F"));
    }),
    ("edited in the middle, and shown", |terminal, secret| {
        let (first, second) = halves(secret);
        terminal.send(format!("\x14{second}"));
        terminal.wait_for(", shown");
        terminal.send(format!("\x1b[H\x1b[200~{first}\x1b[201~"));
    }),
    ("shown", |terminal, secret| terminal.send(format!("\x14{secret}"))),
    ("shown and hidden again", |terminal, secret| {
        terminal.send(format!("\x14{secret}"));
        wait_for_length(terminal, secret);
        terminal.press("\x14", ", hidden");
        terminal.press("\x14", ", shown");
        terminal.press("\x14", ", hidden");
    }),
    ("while the window changes", |terminal, secret| {
        for (place, character) in secret.chars().enumerate() {
            terminal.send(character.to_string());
            let place = u16::try_from(place).unwrap();
            terminal.resize(60 + place % 40, 20 + place % 9);
        }
        terminal.resize(80, 24);
    }),
    ("shown while the window changes", |terminal, secret| {
        terminal.send(format!("\x14{secret}"));
        wait_for_length(terminal, secret);
        for (columns, rows) in [(120, 40), (60, 20), (39, 11), (80, 24)] {
            terminal.resize(columns, rows);
            terminal.wait_until("a page of this size", |screen| screen.contains(", shown") || columns == 39);
            std::thread::sleep(Duration::from_millis(20));
        }
    }),
];

#[test]
fn the_scan_finds_a_run_of_six_in_every_form_and_at_every_distance() {
    let secret = secret(20, BEYOND_ASCII);
    let run: Vec<char> = secret.chars().skip(7).take(6).collect();
    let forms: [fn(char) -> Vec<u8>; 5] = [
        |c| c.to_string().into_bytes(),
        |c| c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        |c| c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        |c| (c as u32).to_le_bytes().to_vec(),
        |c| (c as u32).to_be_bytes().to_vec(),
    ];
    for form in forms {
        for distance in [1, 4, 8, 12, 16, 24, 32, 48, 64] {
            let mut bytes = vec![7; 11];
            for character in &run {
                let mut unit = form(*character);
                unit.resize(unit.len().max(distance), 9);
                bytes.extend(unit);
            }
            assert!(found_in(&bytes, &secret).count() > 0, "distance {distance}: {bytes:?}");
            // One character less is no run, and neither is another character.
            bytes[11..].fill(9);
            assert_eq!(found_in(&bytes, &secret).count(), 0);
        }
    }
}

#[test]
fn the_scan_finds_a_password_that_is_still_in_its_field() {
    for secret in secrets(0).chain(secrets(1)) {
        let mut terminal = start(&[]);
        terminal.wait_for("New password");
        terminal.rest();
        terminal.send(&secret);
        wait_for_length(&terminal, &secret);
        let Some(hidden) = found(terminal.process(), &secret) else { return };
        let runs = secret.chars().count() - 5;
        // It lies in its field, and nowhere else; characters of two bytes in UTF-16 look the same there.
        // A static program has an allocator of its own, which takes pages that have no name.
        let heap = if is_static() { "nameless rw-p" } else { "[heap]" };
        assert!(hidden.runs.keys().all(|place| place.contains(heap) && place.ends_with(" 4")), "{hidden:?}");
        assert_eq!(hidden.runs.values().max(), Some(&runs), "{hidden:?}");
        terminal.press("\x14", ", shown");
        let shown = found(terminal.process(), &secret).unwrap();
        assert!(shown.runs.len() > hidden.runs.len(), "it is in the frame too: {shown:?}");
    }
}

#[test]
fn a_filled_field_and_a_frame_that_shows_it_are_not_swapped_to_disk() {
    for (what, way_in) in WAYS_IN {
        for secret in secrets(0) {
            let mut terminal = start(&[]);
            terminal.wait_for("New password");
            terminal.rest();
            way_in(&mut terminal, &secret);
            wait_for_length(&terminal, &secret);
            let Some(found) = found(terminal.process(), &secret) else { return };
            is_locked(what, terminal.process(), &found);
        }
    }
}

/// The program as somebody runs it who may keep only so many bytes from being swapped.
fn start_limited(bytes: &str) -> Terminal {
    let limit = format!("--memlock={bytes}");
    let without = ["--inh-caps=-ipc_lock", "--bounding-set=-ipc_lock", "--", "prlimit", &limit, optimised()];
    let arguments = without.into_iter().chain(TO_PASSWORD).collect();
    Terminal::start(Start { program: "setpriv", arguments, ..Start::default() })
}

#[test]
fn a_low_limit_still_holds_the_field_and_none_changes_nothing_else() {
    for (bytes, is_held) in [("65536", true), ("8388608", true), ("0", false)] {
        for secret in secrets(0) {
            let mut terminal = start_limited(bytes);
            terminal.wait_until("the page", |screen| screen.contains("New password") || screen.contains("setpriv: "));
            if terminal.screen().contains("setpriv: ") {
                // Only who may do this may look into another program's memory.
                assert!(std::env::var_os("VO_TEST_REQUIRE_MEMORY_SCAN").is_none(), "{}", terminal.screen());
                return;
            }
            terminal.rest();
            terminal.send(&secret);
            wait_for_length(&terminal, &secret);
            let Some(found) = found(terminal.process(), &secret) else { return };
            if is_held {
                is_locked(bytes, terminal.process(), &found);
            }
            go_on(&mut terminal, "Step 1 of 10");
        }
    }
}

#[test]
fn nothing_is_left_on_the_page_after_the_field_whatever_the_way_in() {
    for (turn, (what, way_in)) in WAYS_IN.into_iter().enumerate() {
        for secret in secrets(turn) {
            let mut terminal = start(&[]);
            terminal.wait_for("New password");
            terminal.rest();
            way_in(&mut terminal, &secret);
            wait_for_length(&terminal, &secret);
            go_on(&mut terminal, "Step 1 of 10");
            is_gone(what, terminal.process(), &secret);
            if !what.contains("shown") {
                was_not_shown(what, &terminal, &secret);
            }
        }
    }
}

#[test]
fn nothing_is_left_whatever_the_way_out() {
    let ways_out: [(&str, Way); 7] = [
        ("back", |terminal, _| terminal.press("\x1b", "current password have")),
        ("clear", |terminal, _| terminal.press("\x15", "shown as you type")),
        ("taken back", |terminal, secret| terminal.press(&"\x7f".repeat(secret.chars().count()), "shown as you type")),
        ("taken back from the beginning", |terminal, secret| {
            terminal.press(&format!("\x1b[H{}", "\x1b[3~".repeat(secret.chars().count())), "shown as you type");
        }),
        ("change", |terminal, _| {
            terminal.press("\x0f", "Choose an answer to change it");
            terminal.press("1", "5  Another program");
        }),
        ("the agent's wording", |terminal, _| terminal.press("\x1bOR", "think of a new password")),
        ("plain mode", |terminal, _| terminal.press("\x1bOQ", "Type a new password and press Enter")),
    ];
    for (turn, (what, way_out)) in ways_out.into_iter().enumerate() {
        for (shown, secret) in
            ["\x14", ""].into_iter().flat_map(|shown| secrets(turn).map(move |secret| (shown, secret)))
        {
            let mut terminal = start(&[]);
            terminal.wait_for("New password");
            terminal.rest();
            terminal.send(format!("{shown}{secret}"));
            wait_for_length(&terminal, &secret);
            way_out(&mut terminal, &secret);
            is_gone(what, terminal.process(), &secret);
        }
    }
}

#[test]
fn nothing_is_left_while_it_is_stopped() {
    for (turn, (shown, by_key)) in [("", true), ("\x14", false), ("\x14", true)].into_iter().enumerate() {
        for secret in secrets(turn) {
            let mut terminal = shell();
            terminal.press(&format!("{} {}\r", optimised(), TO_PASSWORD.join(" ")), "New password");
            terminal.rest();
            let program = child_of(terminal.process());
            terminal.send(format!("{shown}{secret}"));
            wait_for_length(&terminal, &secret);
            if by_key {
                terminal.send("\x1a");
            } else {
                signal(program, "TSTP");
            }
            terminal.wait_for("Stopped");
            is_gone("stopped", program, &secret);
            terminal.press("fg\r", "What you had typed was cleared");
            is_gone("going on", program, &secret);
        }
    }
}

#[test]
fn nothing_is_left_of_a_username() {
    let ways_out = [("\r", "Step 1 of 10"), ("\x1b", "current password have"), ("\x15", "optional, to compare")];
    for (turn, (leave, next)) in ways_out.into_iter().enumerate() {
        for secret in secrets(turn) {
            let mut terminal = start(&[]);
            terminal.wait_for("New password");
            terminal.rest();
            terminal.send(format!("\t{secret}"));
            wait_for_length(&terminal, &secret);
            if leave == "\r" {
                go_on(&mut terminal, next);
            } else {
                terminal.send(leave);
                let left = format!("{} characters", secret.chars().count());
                terminal.wait_until("an empty field", |screen| screen.contains(next) && !screen.contains(&left));
            }
            is_gone("username", terminal.process(), &secret);
        }
    }
}

#[test]
fn nothing_is_left_of_the_second_look_from_step_nine() {
    for (turn, (what, way_in)) in WAYS_IN.into_iter().enumerate() {
        for (leave, secret) in ["\r", "\x1b"].into_iter().cycle().zip(secrets(turn + 1)) {
            let mut terminal = start(&["--answer", "new-password=later"]);
            terminal.wait_for("Step 1 of 10");
            terminal.rest();
            terminal.send("\x1b[B".repeat(8));
            terminal.wait_for("Press c to check");
            terminal.rest();
            terminal.press("c", "Check a password against the rules");
            terminal.rest();
            way_in(&mut terminal, &secret);
            wait_for_length(&terminal, &secret);
            terminal.press(leave, "Press c to check");
            is_gone(what, terminal.process(), &secret);
        }
    }
}

#[test]
fn nothing_is_left_of_what_the_caller_typed_on_the_agents_machine() {
    for (turn, leave) in ["\r", "\x1b", "\x1bOR"].into_iter().enumerate() {
        for (shown, secret) in ["", "\x14"].into_iter().zip(secrets(turn)) {
            let mut terminal = start(&["--agent"]);
            terminal.wait_for("think of a new password");
            terminal.press("\x1b[21~", "This page is for the caller");
            terminal.rest();
            terminal.send(format!("{shown}{secret}"));
            wait_for_length(&terminal, &secret);
            terminal.rest();
            terminal.send(leave);
            let left = |screen: &str| !screen.contains("This page is for the caller");
            terminal.wait_until("the warning or another page", |screen| {
                terminal.text().contains("press Enter again") || left(screen)
            });
            if !left(&terminal.screen()) {
                terminal.confirm();
            }
            terminal.wait_until("another page", left);
            is_gone(&format!("the caller's field, left by {leave:?}"), terminal.process(), &secret);
        }
    }
}
