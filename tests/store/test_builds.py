"""Which files a build writes and which it leaves, and what an interrupted build leaves behind."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from built import build, onrecord
from command_line import LIMIT_SECONDS, start_onrecord
from onrecord.store.episodes import EpisodeStore
from site_files import files_of

TALK = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann Lee>What is a telescope for?

00:00:04.500 --> 00:00:09.000
<v Bo Chen>It gathers light, mostly.
"""
MKDOCS = """\
site_name: Talks
site_url: https://talks.example/
docs_dir: content/pages
theme: {name: onrecord}
plugins: [onrecord]
"""


def place(slug: str) -> str:
    return f"content/episodes/{slug}/transcript.vtt"


def clean_copy(root: Path, target: Path) -> Path:
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("site", ".onrecord"))
    return target


@pytest.fixture
def talks(make_archive):
    """An archive of three episodes, built."""
    root = make_archive(
        {
            "mkdocs.yml": MKDOCS,
            "content/pages/about.md": "# About\n",
            **{place(slug): TALK for slug in ("a", "b", "c")},
        }
    )
    assert build(root).status == 0
    return root


def rebuild(root: Path, *options: str) -> dict[str, list[str]]:
    """Build again, and give what that did."""
    done = onrecord("build", "--quiet", "--json", *options, cwd=root)
    assert done.returncode == 0, done.stdout
    # Behind the warnings: both streams come as one.
    return json.loads(done.stdout[f"\n{done.stdout}".index("\n{\n") :])


def test_a_build_with_nothing_to_do_does_nothing(talks):
    before = {path: path.stat().st_mtime_ns for path in (talks / "site").rglob("*")}
    assert rebuild(talks) == {
        "compiled": [],
        "rendered": [],
        "replaced": [],
        "removed": [],
        "episodes": 3,
    }
    assert {path: path.stat().st_mtime_ns for path in (talks / "site").rglob("*")} == before


def test_a_copied_site_is_known_by_what_it_holds(talks):
    # As in a workflow that takes both from a cache: other inodes, other times.
    kept = talks.with_name("kept")
    talks.rename(kept)
    shutil.copytree(kept, talks, copy_function=shutil.copyfile)
    (talks / "site/index.html").write_text("damaged")
    done = rebuild(talks)
    assert (done["compiled"], done["rendered"], done["removed"]) == ([], ["index.html"], [])
    assert done["replaced"] == ["index.html"]
    assert files_of(talks / "site") == files_of(kept / "site")
    assert rebuild(talks)["replaced"] == []


def test_one_more_episode_costs_one_episode(talks, repo):
    # Of the pages about several episodes, these show one more. Any new entry must be as rare.
    pinned = (repo / "tests/store/add_one.txt").read_text().split()
    assert not (talks / place("d")).exists()
    (talks / place("d")).parent.mkdir()
    (talks / place("d")).write_text(TALK)
    done = rebuild(talks)
    assert done["compiled"] == ["d"]
    own = {path for path in files_of(talks / "site") if path.startswith("episodes/d/")}
    assert len(own) > 8
    assert set(done["rendered"]) <= own | set(pinned)
    assert set(done["replaced"]) <= own | set(pinned)
    assert own <= set(done["replaced"])
    assert done["removed"] == []


def test_an_edited_sentence_renders_the_pages_that_show_it(talks):
    path = talks / place("b")
    path.write_text(path.read_text().replace("mostly", "chiefly"))
    done = rebuild(talks)
    assert done["compiled"] == ["b"]
    assert {page for page in done["rendered"] if not page.startswith("episodes/b/")} == set()
    assert {
        path
        for path in done["replaced"]
        if path.startswith(("episodes/a/", "episodes/c/", "assets/"))
    } == set()


def test_a_change_of_the_theme_compiles_nothing(talks):
    (talks / "mkdocs.yml").write_text(
        MKDOCS.replace("onrecord}", "onrecord, palette: {scheme: slate}}")
    )
    done = rebuild(talks)
    assert done["compiled"] == []
    assert {f"episodes/{slug}/index.html" for slug in "abc"} <= set(done["replaced"])


def test_all_that_is_lost_of_a_site_comes_back_and_no_more(talks):
    site = talks / "site"
    whole = files_of(site)
    shutil.rmtree(site / "episodes/a")
    (site / "assets/onrecord/onrecord.css").unlink()
    (site / "episodes/b/transcript.txt").write_text("changed")
    done = rebuild(talks)
    assert files_of(site) == whole
    assert {path.split("/")[1] for path in done["replaced"] if path.startswith("episodes/")} == {
        "a",
        "b",
    }


TABLES = (
    *("episode", "issue", "person", "voice", "quote", "term_form", "topic", "passage"),
    *("co_occurrence", "address", "page", "download", "archive", "archive_output"),
    "topic_version",
    *("site", "site_owner", "site_file", "build", "input_file", "reported"),
)


SAID = "A radio telescope hears. The radio telescope in Arecibo fell, that radio telescope."
MORE = f"\n00:00:10.000 --> 00:00:20.000\n<v Bo Chen>{SAID}\n"
TWO_TERMS = """
00:00:10.000 --> 00:00:20.000
<v Bo Chen>The solar panel feeds the radio telescope. Each solar panel feeds a radio telescope.

00:00:20.000 --> 00:00:30.000
<v Bo Chen>A radio telescope without a solar panel hears nothing, \
a solar panel without a radio telescope feeds nothing.
"""
TELESCOPES = {
    "mkdocs.yml": MKDOCS,
    "content/pages/about.md": "# About\n",
    **{place(slug): TALK + MORE for slug in "abc"},
    # One of everything that is remembered: a warning, a person, a quote, terms said together.
    place("d"): TALK.replace("00:00:09.000", "00:00:04.400") + TWO_TERMS,
    "content/episodes/d/episode.yml": "people: [{name: Bo Chen, role: guest}]\n",
    "content/episodes/d/overlay.yml": "quotes: [{at: '0:04', words: 'It gathers light, mostly.'}]\n"
    "topics: [{at: '0:10', topic: dishes}, {at: '0:10', topic: arrays}]\n",
}
CHANGED = {
    place("b"): TALK + MORE.replace("radio", "solar"),
    "content/people.yml": "- {name: Ann Lee, description: Astronomer.}\n",
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The site of the changed telescopes: built from ledgers, with nothing else remembered."""
    root = tmp_path_factory.mktemp("changed")
    for tree in (TELESCOPES, CHANGED):
        for path, content in tree.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content)
        assert build(root).status == 0
        shutil.rmtree(root / ".onrecord")
    return files_of(root / "site")


# Tables whose rows belong to episodes by way of another one.
OWNED = {"term_form": "topic"}


def open_store(root: Path) -> sqlite3.Connection:
    return sqlite3.connect(root / ".onrecord/store.sqlite")


@pytest.mark.parametrize("lost", TABLES)
def test_what_is_lost_of_what_is_remembered_is_made_again(make_archive, changed, lost):
    talks = make_archive(TELESCOPES)
    assert build(talks).status == 0
    with closing(open_store(talks)) as database, database:
        assert database.execute(f"DELETE FROM {lost}").rowcount > 0
    make_archive(CHANGED)
    rebuild(talks)
    assert files_of(talks / "site") == changed
    assert not any(rebuild(talks)[name] for name in ("compiled", "rendered", "replaced", "removed"))


def test_each_table_is_lost_in_a_test(talks):
    with closing(open_store(talks)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert {name for (name,) in names} == set(TABLES)


def test_an_episode_that_has_lost_rows_of_any_table_is_left_out(make_archive):
    talks = make_archive(TELESCOPES)
    assert build(talks).status == 0
    for table in TABLES[1 : TABLES.index("archive")]:
        with closing(open_store(talks)) as database:
            had = {
                slug
                for (slug,) in database.execute(
                    f"SELECT DISTINCT episode FROM {OWNED.get(table, table)}"
                )
            }
            assert had
            database.execute(f"DELETE FROM {table}")
            assert EpisodeStore(database).load().keys() == set("abcd") - had, table


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE page SET content = substr(content, 1, 20)",
        "UPDATE episode SET dependencies = '['",
        "UPDATE topic SET chapters = ''",
    ],
)
def test_a_store_that_cannot_be_read_is_made_again(make_archive, changed, damage):
    talks = make_archive(TELESCOPES)
    assert build(talks).status == 0
    with closing(open_store(talks)) as database, database:
        assert database.execute(damage).rowcount > 0
    make_archive({**CHANGED, "mkdocs.yml": MKDOCS + "extra: {all: rendered}\n"})
    rebuild(talks)
    assert files_of(talks / "site") == changed
    assert not any(rebuild(talks)[name] for name in ("compiled", "rendered", "replaced", "removed"))


@pytest.mark.parametrize("part", ["header", "middle", "end"])
def test_a_damaged_file_of_the_store_is_made_again(make_archive, changed, part):
    talks = make_archive(TELESCOPES)
    assert build(talks).status == 0
    store = talks / ".onrecord/store.sqlite"
    content = store.read_bytes()
    first, last = {
        "header": (0, 16),
        "middle": (len(content) // 8, len(content) // 2),
        "end": (len(content) // 2, len(content)),
    }[part]
    store.write_bytes(content[:first] + b"x" * (last - first) + content[last:])
    make_archive(CHANGED)
    rebuild(talks)
    assert files_of(talks / "site") == changed


def test_the_version_of_files_is_a_fingerprint_and_stays_with_what_they_show(talks):
    def read_versions() -> dict[str, str]:
        with closing(open_store(talks)) as database:
            return dict(database.execute("SELECT owner, version FROM site_owner").fetchall())

    before = read_versions()
    assert before.keys() >= {"a", "b", "c", ":archive"}
    assert [one for one in before.values() if not re.fullmatch(r"[0-9a-f:]{0,65}", one)] == []
    (talks / "content/pages/about.md").write_text("# About\n\nMore.\n", encoding="utf-8")
    rebuild(talks)
    assert read_versions()[":archive"] == before[":archive"]


def test_a_site_of_somebody_else_becomes_ours(talks):
    whole = files_of(talks / "site")
    shutil.rmtree(talks / ".onrecord")
    (talks / "site/old.html").write_text("of another generator")
    (talks / "site/.git").mkdir()
    (talks / "site/.git/HEAD").write_text("ref: refs/heads/pages")
    assert rebuild(talks)["removed"] == ["old.html"]
    assert files_of(talks / "site") == {**whole, ".git/HEAD": b"ref: refs/heads/pages"}


def test_a_plugin_that_must_see_the_whole_site_sees_it_and_the_pages_are_the_same(talks, tmp_path):
    whole = files_of(talks / "site")
    root = clean_copy(talks, tmp_path / "hooked")
    (root / "mkdocs.yml").write_text(MKDOCS + "hooks: [look.py]\n")
    look = (
        "from pathlib import Path\ndef on_post_build(config):\n"
        "    seen = sorted(p.name for p in Path(config.site_dir).rglob('*.html'))\n"
    )
    (root / "look.py").write_text(
        look + "    (Path(config.site_dir) / 'seen.txt').write_text(str(len(seen)))\n"
    )
    done = build(root)
    assert done.status == 0, done.output
    assert "look.py must see the whole site" in done.output
    files = files_of(done.site_dir)
    seen = files.pop("seen.txt")
    assert int(seen) == sum(path.endswith(".html") for path in whole)
    assert files == whole
    # And once more, with nothing changed.
    assert files_of(build(root).site_dir) == {**whole, "seen.txt": seen}


def test_a_hook_that_changes_pages_changes_each_of_them(talks):
    (talks / "mkdocs.yml").write_text(MKDOCS + "hooks: [sign.py]\n")
    (talks / "sign.py").write_text(
        "def on_post_page(output, page, config):\n    return output + '<!-- signed -->'\n"
    )
    rebuild(talks)
    pages = [
        content for path, content in files_of(talks / "site").items() if path.endswith("index.html")
    ]
    assert all(b"<!-- signed -->" in page for page in pages)
    # Of another length: Python knows a changed module by its size and the second of its change.
    (talks / "sign.py").write_text(
        "def on_post_page(output, page, config):\n    return output + '<!-- sealed again -->'\n"
    )
    rebuild(talks)
    pages = [
        content for path, content in files_of(talks / "site").items() if path.endswith("index.html")
    ]
    assert all(b"<!-- sealed again -->" in page for page in pages)


def test_a_second_build_waits_and_says_so(talks):
    script = "import sys; from pathlib import Path; from onrecord.store.lock import lock\n"
    script += (
        "held = lock(Path('.onrecord/lock'), print); print('taken', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=talks,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "taken\n"
        with start_onrecord("build", cwd=talks) as second:
            while "another build" not in second.output():
                assert second.wait(0.05) is None, second.output()
            assert f"(process {first.pid})" in second.output()
            first.communicate("")
            assert second.wait(LIMIT_SECONDS) == 0, second.output()


@pytest.mark.command_line
def test_a_full_disk_leaves_the_site_as_it_was(talks):
    whole = files_of(talks / "site")
    shutil.copytree(
        talks / "content/episodes/a",
        talks / "content/episodes/e",
        ignore=shutil.ignore_patterns("permalinks.jsonl"),
    )
    program = (
        "import errno, pathlib, sys\n"
        "def full(self, content): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "pathlib.Path.write_bytes = full\n"
        "from onrecord.cli import main\n"
        "sys.exit(main(['build']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=talks, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(talks / "site") == whole
    assert onrecord("build", cwd=talks).returncode == 0


def test_warnings_that_are_errors_leave_the_site_as_it_was(talks):
    whole = files_of(talks / "site")
    (talks / "content/pages/about.md").write_text("# About\n\n[gone](/episodes/nobody/)\n")
    done = onrecord("build", "--strict", cwd=talks)
    assert done.returncode == 1
    assert files_of(talks / "site") == whole


def build_or_die(root: Path, patience: float) -> bool:
    """Build, but kill the build when patience (in seconds) is over; say whether it was killed."""
    with start_onrecord("build", "--quiet", "--jobs", "1", cwd=root) as building:
        status = building.wait(patience)
        return (building.kill() if status is None else status) == -signal.SIGKILL


@pytest.mark.parametrize("seed", range(5))
def test_killed_ten_times_at_any_moment_each_file_is_whole_and_the_next_build_is_a_clean_one(
    seed, talks, tmp_path
):
    chance = random.Random(seed)
    started = time.monotonic()
    assert build(clean_copy(talks, tmp_path / "first")).status == 0
    usual = time.monotonic() - started
    site = talks / "site"
    killed = 0
    # A name under which something was published stays taken.
    unused = (f"new-{number}" for number in count())
    while killed < 10:
        present = sorted(folder.name for folder in (talks / "content/episodes").iterdir())
        if len(present) > 1 and chance.random() < 0.3:
            shutil.rmtree(talks / "content/episodes" / chance.choice(present))
        else:
            folder = (
                talks
                / "content/episodes"
                / (chance.choice(present) if chance.random() < 0.5 else next(unused))
            )
            folder.mkdir(exist_ok=True)
            (folder / "transcript.vtt").write_text(
                TALK.replace("mostly", f"mostly {chance.random()}")
            )
        clean = clean_copy(talks, tmp_path / "clean")
        assert build(clean).status == 0
        before, after = files_of(site), files_of(clean / "site")
        # The second goes on from what the first left.
        for _ in range(2):
            killed += build_or_die(talks, usual * chance.random())
            left = files_of(site)
            assert {
                path
                for path, content in left.items()
                if content not in {before.get(path), after.get(path)}
            } == set()
        if chance.random() < 0.4 or killed >= 10:
            assert build(talks).status == 0
            assert files_of(site) == after
        shutil.rmtree(clean)
