"""Walks the plain mode under yasr as a person at a keyboard does, and prints what was spoken.

Usage: walk.py PROGRAM PLACE, where PLACE holds yasr.conf and gets the log. It types key by key, and answers only
after the last sentence of a page was spoken.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

PATIENCE = 30.0

# What is typed for a password, never to be heard or shown: the first keeps too few rules, the second keeps all.
WEAK = "correcthorse&battery"
STRONG = "Qz7*quixotic~Plum"

# What is typed, each line once all of the page before it was spoken; a hidden line is a password.
WALK = [
    ("maybe", "spoken"),
    ("3", "spoken"),
    ("1", "spoken"),
    ("why", "spoken"),
    ("no", "spoken"),
    ("where", "spoken"),
    ("yes", "spoken"),
    ("y", "spoken"),
    (WEAK, "hidden"),
    ("", "spoken"),
    ("1", "spoken"),
    (STRONG, "hidden"),
    ("quentin", "spoken"),
    ("go on", "spoken"),
    ("not-that", "spoken"),
    *[("", "spoken")] * 2,
    ("skip", "spoken"),
    ("not-that", "spoken"),
    ("", "spoken"),
    ("help", "spoken"),
    ("done", "spoken"),
    *[("", "spoken")] * 4,
    ("skip", "spoken"),
    ("check", "spoken"),
    (STRONG, "hidden"),
    ("", "spoken"),
    ("done", "spoken"),
    ("yes", "spoken"),
    ("", "spoken"),
    ("only virtual", "spoken"),
    ("Dash-only1", "hidden"),
    ("", "spoken"),
    ("back", "spoken"),
    ("integration-fails", "spoken"),
    ("", "hidden"),
    ("leave", "spoken"),
    ("1", "spoken"),
    ("both", "spoken"),
    ("", "spoken"),
]


class Reader:
    """yasr with the program in it, in a terminal of 80 columns."""

    def __init__(self, program, place):
        self.log = os.path.join(place, "spoken.txt")
        open(self.log, "w").close()
        self.screen = b""
        self.taken = 0
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": place,
            "TERM": "vt100",
            "LANG": "C",
            "LC_ALL": "C",
            "ACCESSIBLE": "1",
            "SPOKEN": self.log,
        }
        command = ["yasr", "-C", os.path.join(place, "yasr.conf"), "--", program, "--ascii", "--no-state"]
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            # The size is there before anything asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvpe(command[0], command, environment)

    def watch(self, seconds):
        """Takes what is shown; says whether the terminal is still there."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.terminal], [], [], left)[0]:
                break
            try:
                shown = os.read(self.terminal, 4096)
            except OSError:
                return False
            if not shown:
                return False
            self.screen += shown
        return True

    def spoken(self):
        with open(self.log, encoding="ascii") as log:
            return log.read()

    def wait(self, since):
        """Waits until all that the program wrote since the last line was spoken, and nothing follows it."""
        begun, quiet_since, last = time.monotonic(), time.monotonic(), None
        while time.monotonic() - begun < PATIENCE:
            if not self.watch(0.05):
                break
            written, spoken = self.screen[self.taken:].decode("ascii"), self.spoken()[since:]
            if (written, spoken) != last:
                last, quiet_since = (written, spoken), time.monotonic()
            is_quiet = time.monotonic() - quiet_since > 0.3
            if is_quiet and written.strip() and squashed(written) == squashed(spoken):
                return
        sys.exit(f"it is not spoken to its end:\n{self.screen[self.taken:].decode('ascii')}\nbut:\n{self.spoken()[since:]}")

    def new_on_screen(self):
        """What the program wrote since the last line was typed."""
        new = self.screen[self.taken:].decode("ascii")
        self.taken = len(self.screen)
        return new

    def type(self, line, how):
        """Types a line; returns what the program wrote before it."""
        written = self.new_on_screen()
        for key in line + "\r":
            shown = len(self.screen)
            os.write(self.terminal, key.encode())
            # A key that is shown is seen before the next is pressed; a hidden one leaves nothing to wait for.
            waited = time.monotonic()
            while how == "spoken" and len(self.screen) == shown and time.monotonic() - waited < PATIENCE:
                self.watch(0.01)
            self.watch(0.02)
        if how == "spoken":
            self.taken += len(line) + 2
        return written

    def end(self):
        begun = time.monotonic()
        while self.watch(0.1) and time.monotonic() - begun < PATIENCE:
            pass
        os.waitpid(self.child, 0)


# Quotes and brackets punctuate: yasr leaves them out. Every other sign must have been written as a word.
UNSAID = '"[]{}`'


def squashed(text):
    return "".join(sign for sign in text if not sign.isspace() and sign not in UNSAID)


def lines_heard(shown, spoken):
    """The utterances line by line as the program wrote them: yasr breaks a line off where it fills a buffer. Each line
    must be spoken once, and nothing besides."""
    utterances = spoken.splitlines()
    lines = []
    for line in shown:
        heard = ""
        while utterances and squashed(heard) != squashed(line):
            heard += utterances.pop(0)
        if squashed(heard) != squashed(line):
            sys.exit(f"the program wrote:\n{line}\nand spoken was:\n{heard}")
        lines.append(re.sub(r" ([.,;])", r"\1", re.sub(r" +", " ", heard)).strip())
    if utterances:
        sys.exit(f"spoken besides what the program wrote: {utterances}")
    return lines


def faults(lines, screen):
    for line in lines:
        if not re.search(r"[.?!:]$", line):
            yield f"not a whole sentence: {line}"
        if signs := re.findall(r"[^A-Za-z0-9 ,.:;?!'()-]|(?<!\S)[^\w\s](?!\S)", line):
            yield f"signs that are no words, {signs}: {line}"
    for before, line in zip(lines, lines[1:]):
        if line == before:
            yield f"said twice in a row: {line}"
    heard = "\n".join(lines).lower()
    for secret in {line for line, how in WALK if how == "hidden"}:
        for place in range(len(secret) - 5):
            run = secret[place:place + 6]
            if run.lower() in heard or run.encode() in screen:
                yield "six characters of a typed password were spoken or shown"
    if b"\x1b" in screen:
        yield "an escape byte was sent"


def main():
    reader = Reader(*sys.argv[1:3])
    since, shown = 0, ""
    for line, how in WALK:
        reader.wait(since)
        since = len(reader.spoken())
        shown += reader.type(line, how)
    reader.end()
    shown += reader.new_on_screen()
    lines = lines_heard(shown.splitlines(), reader.spoken())
    print("\n".join(lines))
    found = list(faults(lines, reader.screen))
    if found:
        sys.exit("\n".join(found))


main()
