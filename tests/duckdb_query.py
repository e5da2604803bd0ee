"""Runs the query of the README over a log that the program wrote, and compares it with the program's own figures.

    python3 tests/duckdb_query.py PROGRAM

It needs PyPI's duckdb. The log has calls with every answer to the first question, and a line that was torn.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

README = Path(__file__).resolve().parent.parent / "README.md"

# Each word is a line of the plain mode, and a dot a second that somebody takes to answer.
CALLS = [
    ("other", "new-call"),
    ("act", ".", "own-login", "new-call"),
    ("eagent", ".", "thrown-out", "new-call"),
    ("sugarcrm", "own-login", "new-call"),
    ("act", "refused", ".", "yes", "new-call"),
]


def write_log(program, folder):
    """One copy of the program writes all calls."""
    play = subprocess.Popen(
        [program, "--agent", "--log", "calls.jsonl"],
        cwd=folder,
        env={"HOME": folder, "XDG_STATE_HOME": folder, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    for word in (word for call in CALLS for word in call):
        if word == ".":
            time.sleep(1.1)
        else:
            play.stdin.write(word + "\n")
            play.stdin.flush()
    play.stdin.write("quit\n")
    play.stdin.close()
    if play.wait() != 0:
        sys.exit(f"the program ended with {play.returncode}")
    with open(Path(folder) / "calls.jsonl", "a", encoding="utf-8") as log:
        log.write('{"schema":2,"program":"vo-lo\n')


def main():
    program = os.path.abspath(sys.argv[1])
    queries = re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    if len(queries) != 1:
        sys.exit(f"the README has {len(queries)} queries, and not one")
    with tempfile.TemporaryDirectory() as folder:
        write_log(program, folder)
        stats = subprocess.run(
            [program, "stats", "--json", "calls.jsonl"], cwd=folder, check=True, capture_output=True, text=True
        )
        report = json.loads(stats.stdout)
        os.chdir(folder)
        rows = duckdb.sql(queries[0]).fetchall()
    if report["calls"] != len(CALLS) or report["left_out"] != 1:
        sys.exit(f"the program counts otherwise: {report}")
    own = [(page["node"], page["calls"], page["median_seconds"]) for page in report["pages"]]
    if rows != own:
        sys.exit(f"the query says {rows}\nand the program {own}")
    if not any(seconds > 0 for _, _, seconds in own):
        sys.exit(f"nothing took any time: {own}")
    print(f"The README's query and stats agree on {len(own)} pages of {report['calls']} calls.")


if __name__ == "__main__":
    main()
