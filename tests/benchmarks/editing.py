"""Print how long a save takes in the browser's place, beside writing the same file alone.

    python tests/benchmarks/editing.py ARCHIVE [SLUG] [--saves 100] [--entries 0]

ARCHIVE is a folder, `real` for real episodes (as in `changes.py`; --episodes of them), or `meeting`
for ten hours of them in one episode; both are left out where there is no real archive. Without SLUG
the longest episode is edited. --entries puts as many notes into its overlay first.

Serves a copy of the archive as `onrecord serve` does, and waits for the first build. Each save
corrects a word of a sentence; the next one is sent when it is answered, while the build of the page
goes on. The peer writes the same bytes with a rename, in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from changes import ARCHIVES, make_real

from onrecord.editor.workspace import Workspaces
from onrecord.files.atomic_write import write_file
from onrecord.text.times import format_time

HOURS = 10
WORDS_A_MINUTE, WORDS_A_CUE = 158, 14


class Client:
    """A page of a server."""

    def __init__(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}"
        self._connection = HTTPConnection(self._host, timeout=600)
        self._token = ""

    def ask(self, method: str, path: str, body: object = None) -> str:
        headers = {
            "origin": f"http://{self._host}",
            "x-onrecord-token": self._token,
            "content-type": "application/json",
        }
        content = None if body is None else json.dumps(body)
        self._connection.request(method, path, content, headers)
        with self._connection.getresponse() as answer:
            text = answer.read().decode()
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status}: {text}")
        return text

    def open(self, slug: str) -> list[dict]:
        """Return the sentences of an episode, once the site has been built."""
        wait_for_build(self._host)
        page = self.ask("GET", f"/episodes/{slug}/")
        self._token = re.search(r'name="onrecord-edit" content="([^"]+)"', page)[1]
        return json.loads(self.ask("GET", f"/_edit/episodes/{slug}"))["sentences"]


def wait_for_build(host: str) -> None:
    """Return when a build has ended that runs now."""
    connection = HTTPConnection(host, timeout=1800)
    with closing(connection):
        connection.request("GET", "/_edit/events")
        answer = connection.getresponse()
        while not (line := answer.readline()).startswith(b"event: built"):
            if line.startswith(b"event: failed"):
                raise SystemExit(answer.readline().decode())


def typed(sentence: dict, number: int) -> dict:
    """Return the edit that corrects the last long word of a sentence."""
    words = sentence["text"].split()
    place = max(range(len(words)), key=lambda at: (len(words[at]), at))
    words[place] += f"-{number}"
    return {
        "do": "words",
        "sentence": sentence["span"],
        "shown": sentence["text"],
        "typed": " ".join(words),
    }


def make_meeting(root: Path) -> None:
    """Write an archive of one episode: real ones, one after the other."""
    turns = [
        turn
        for file in sorted(ARCHIVES.glob("practical-ai/*.md"))
        for turn in re.findall(r"^\*\*([^*\n]+):\*\* *(.+)$", file.read_text(), re.MULTILINE)
    ]
    lines, seconds = ["WEBVTT", ""], 0.0
    for speaker, text in turns:
        words = re.sub(r"[\\<&]", "", text).split()
        for cue in (words[at : at + WORDS_A_CUE] for at in range(0, len(words), WORDS_A_CUE)):
            start, seconds = seconds, seconds + 60 * len(cue) / WORDS_A_MINUTE
            lines += (f"{clock(start)} --> {clock(seconds)}", f"<v {speaker}>{' '.join(cue)}", "")
        if seconds > 3600 * HOURS:
            break
    folder = root / "content/episodes/meeting"
    folder.mkdir(parents=True)
    (folder / "transcript.vtt").write_text("\n".join(lines))
    (folder / "episode.yml").write_text("title: A meeting of ten hours\ndate: 2024-01-01\n")
    (root / "content/pages").mkdir()
    (root / "content/pages/index.md").write_text("# Meeting\n")
    (root / "mkdocs.yml").write_text(
        "site_name: Meeting\nsite_url: https://example.org/\ndocs_dir: content/pages\n"
        "theme: {name: onrecord}\nplugins: [onrecord]\n"
    )


def clock(seconds: float) -> str:
    return f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f}"


def add_notes(root: Path, slug: str, count: int) -> None:
    """Write notes about as many sentences as an overlay, without those that would be ambiguous."""
    overlay = root / "content/episodes" / slug / "overlay.yml"
    sentences = Workspaces(root).open(slug).prepared.applied.sentences
    lines = ["notes:"]
    for one in sentences[:count]:
        values = {"at": format_time(one.start or 0), "words": one.text, "note": "So."}
        lines.append(f"- {json.dumps(values)}")
    overlay.write_text("\n".join([*lines, ""]))
    issues = Workspaces(root).open(slug).prepared.issues
    wrong = {one.line for one in issues if one.severity == "error"}
    kept = [line for number, line in enumerate(lines, 1) if number not in wrong]
    overlay.write_text("\n".join([*kept, ""]))


def describe(times: list[float]) -> str:
    percentiles = statistics.quantiles(times, n=20)
    return (
        f"p50 {1000 * statistics.median(times):7.1f} ms   p95 {1000 * percentiles[-1]:7.1f} ms   "
        f"longest {1000 * max(times):7.1f} ms"
    )


def cpu_seconds(process: int) -> float | None:
    """Return the CPU time of a process without its children, such as builds; None but on Linux."""
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return None
    user, system = status.read_text().rpartition(") ")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure(root: Path, slug: str, saves: int) -> None:
    overlay = root / "content/episodes" / slug / "overlay.yml"
    command = [sys.executable, "-m", "onrecord", "serve", "--archive", str(root), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            while not (found := re.search(r"127\.0\.0\.1:(\d+)", server.stderr.readline())):
                pass
            client = Client(int(found[1]))
            started = time.monotonic()
            sentences = client.open(slug)
            built = time.monotonic() - started
            chosen = [one for one in sentences if len(one["text"].split()) > 5]
            chosen = chosen[:: max(1, len(chosen) // saves)][:saves]
            times, alone = [], []
            spent = cpu_seconds(server.pid)
            for number, sentence in enumerate(chosen):
                edit = typed(sentence, number)
                started = time.monotonic()
                client.ask("POST", f"/_edit/episodes/{slug}/edits", edit)
                times.append(time.monotonic() - started)
                content = overlay.read_bytes()
                started = time.monotonic()
                write_file(root / ".onrecord" / "alone", content)
                alone.append(time.monotonic() - started)
            print(
                f"{slug}: {len(sentences)} sentences, first build {built:.1f} s, {len(times)} saves"
            )
            print(f"  save, answered       {describe(times)}")
            print(f"  writing the overlay  {describe(alone)}")
            if spent is not None:
                each = (cpu_seconds(server.pid) - spent) / len(times)
                print(f"  CPU of the server    {1000 * each:.0f} ms a save")
        finally:
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive")
    parser.add_argument("slug", nargs="?")
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--entries", type=int, default=0)
    parser.add_argument("--episodes", type=int, default=299)
    given = parser.parse_args()
    if given.archive in {"real", "meeting"} and not (ARCHIVES / "make_archive.py").is_file():
        print(f"Skipping {given.archive}: no make_archive.py in {ARCHIVES}")
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        if given.archive == "real":
            make_real(root, given.episodes)
        elif given.archive == "meeting":
            make_meeting(root)
        else:
            shutil.copytree(given.archive, root)
        transcripts = (root / "content/episodes").glob("*/transcript.*")
        longest = max(transcripts, key=lambda path: path.stat().st_size).parent.name
        slug = given.slug or longest
        if given.entries:
            add_notes(root, slug, given.entries)
        measure(root, slug, given.saves)


if __name__ == "__main__":
    main()
