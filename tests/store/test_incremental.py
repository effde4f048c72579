"""Whatever changes in an archive, the next build gives the files and messages of a clean one.

But for warnings that were reported before: these are not repeated.
"""

from __future__ import annotations

import gc
import logging
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from onrecord.errors import OnrecordError
from onrecord.incremental.episodes import BuildOptions
from onrecord.store.published_files import PublishedFiles
from onrecord_plugins.run import build_site
from site_files import bytes_of, files_of

SLUGS = ("ann", "bo-chen", "chess", "dan", "eve", "fox")
SENTENCES = (
    "What is a telescope for?",
    "It gathers light, mostly.",
    "Nobody had looked there before.",
    "We waited for a night without clouds.",
    "And then we saw it.",
    "Was that the moment? Yes, it was.",
    "The mirror was <too> large & heavy.",
)
CONFIGURATIONS = (
    "site_name: Talks\nsite_url: https://talks.example/a/\n",
    "site_name: Talks & more\nsite_url: https://talks.example/a/\n",
    (
        "site_name: Talks\nsite_url: https://talks.example/a/\n"
        "nav: [{About: about.md}, {First: episodes/ann/index.md}]\n"
    ),
    "site_name: Talks\n",
)
THEMES = (
    "{name: onrecord}",
    "{name: onrecord, custom_dir: own}",
    "{name: onrecord, palette: {scheme: slate}}",
)
OVERRIDES = (
    '{% extends "base.html" %}',
    '{% extends "base.html" %}{% block footer %}<p>{{ page.title }} of ours</p>{% endblock %}',
)


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


class Messages(logging.Handler):
    """Keeps what a build says, of warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def build(root: Path) -> tuple[int, list[str]]:
    """Build in this process, as the command does; give the status and the messages."""
    messages = Messages()
    logger = logging.getLogger("mkdocs")
    # The command sets its own handlers first; ours is on the parent.
    logging.getLogger().addHandler(messages)
    try:
        status = build_site(root, None, BuildOptions(), strict=False, quiet=True)
    except OnrecordError as error:
        status, messages.said = error.exit_code, [*messages.said, str(error)]
    finally:
        logging.getLogger().removeHandler(messages)
        logger.handlers = []
    return status, [said.replace(str(root), "ROOT") for said in messages.said]


def problems_of(messages: list[str]) -> tuple[set[str], set[str]]:
    """Give the errors and the warnings in messages, each with its hint and without its position."""
    # The number of problems includes warnings, which may have been reported before.
    lines = [
        re.sub(r":\d+:\d+: (?=error|warning)", ": ", line)
        for line in "\n".join(messages).split("\n")
        if line and "problem(s) in the archive" not in line
    ]
    problems = {*re.split(r"\n(?! )", "\n".join(lines))} - {""}
    errors = {problem for problem in problems if ": warning: " not in problem}
    return errors, problems - errors


def check_messages(found: list[str], clean: list[str], reported: list[str]) -> None:
    """Check that a build reports what a clean one does, but for warnings reported before."""
    (errors, warnings), (clean_errors, clean_warnings) = problems_of(found), problems_of(clean)
    assert errors == clean_errors
    assert warnings <= clean_warnings
    assert clean_warnings - warnings <= problems_of(reported)[1]


class Killed(BaseException):
    """Ends a build like a signal: nothing catches it."""


class Archive(RuleBasedStateMachine):
    """An archive, and what people do to it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "archive"
        self.changed = True
        self.reported: list[str] = []
        """What builds have said."""
        self.used: set[str] = set()
        """Names under which something may be published: another episode is refused them."""

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def episode(self, slug: str) -> Path:
        return self.root / "content/episodes" / slug

    def present(self) -> list[str]:
        episodes = self.root / "content/episodes"
        return sorted(path.name for path in episodes.iterdir()) if episodes.exists() else []

    def write_transcript(self, slug: str, sentences: list[str]) -> None:
        cues = (
            f"00:00:{3 * at:02}.000 --> 00:00:{3 * at + 3:02}.000\n<v Ann>{said}\n"
            for at, said in enumerate(sentences)
        )
        self.used.add(slug)
        write(self.episode(slug) / "transcript.vtt", "WEBVTT\n\n" + "\n".join(cues))

    @initialize()
    def begin(self) -> None:
        write(self.root / "own/main.html", OVERRIDES[0])
        write(
            self.root / "content/pages/about.md",
            "# About\n\nThe first is [here](/a/episodes/ann/).\n",
        )
        self.configure(CONFIGURATIONS[0], THEMES[0])
        self.write_transcript("ann", list(SENTENCES[:3]))

    @rule(configuration=st.sampled_from(CONFIGURATIONS), theme=st.sampled_from(THEMES))
    def configure(self, configuration: str, theme: str) -> None:
        self.changed = True
        write(
            self.root / "mkdocs.yml",
            f"{configuration}docs_dir: content/pages\ntheme: {theme}\nplugins: [onrecord]\n",
        )

    @rule(override=st.sampled_from(OVERRIDES))
    def override_the_theme(self, override: str) -> None:
        self.changed = True
        write(self.root / "own/main.html", override)

    @rule(
        slug=st.sampled_from(SLUGS),
        sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    )
    def add_or_edit(self, slug: str, sentences: list[str]) -> None:
        assume(slug in self.present() or slug not in self.used)
        self.changed = True
        self.write_transcript(slug, sentences)

    @precondition(lambda self: self.present())
    @rule(choice=st.randoms(use_true_random=False), slug=st.sampled_from(SLUGS))
    def rename(self, choice, slug: str) -> None:
        if slug not in self.present() and slug not in self.used:
            self.changed = True
            self.used.add(slug)
            self.episode(choice.choice(self.present())).rename(self.episode(slug))

    @precondition(lambda self: self.present())
    @rule(choice=st.randoms(use_true_random=False))
    def remove(self, choice) -> None:
        self.changed = True
        shutil.rmtree(self.episode(choice.choice(self.present())))

    @precondition(lambda self: self.present())
    @rule(
        choice=st.randoms(use_true_random=False),
        beside=st.sampled_from(
            [
                ("episode.yml", "title: Of <mirrors>\n"),
                ("episode.yml", "titel: A mistake\n"),
                ("episode.yml", "withdrawn: {on: 2026-01-31, why: asked to}\n"),
                ("episode.yml", ""),
                (
                    "chapters.json",
                    '{"version":"1.2.0","chapters":[{"startTime":0,"title":"One"},{"startTime":4,"title":"Two"}]}',
                ),
                ("overlay.yml", "corrections: [{at: '0:00', was: light, now: dust}]\n"),
                ("overlay.yml", "people: {Ann: Bo}\ntopics: [{at: '0:00', topic: mirrors}]\n"),
                ("notes.txt", "nobody reads this"),
            ]
        ),
    )
    def write_beside(self, choice, beside: tuple[str, str]) -> None:
        self.changed = True
        write(self.episode(choice.choice(self.present())) / beside[0], beside[1])

    @rule(
        wide=st.sampled_from(
            [
                ("content/archive.yml", "title: All talks\n"),
                ("content/archive.yml", "title: All talks\nlanguage: de\n"),
                ("content/people.yml", "ann: {name: Ann Lee}\n"),
                (
                    "content/people.yml",
                    (
                        "- {name: Ann Lee, aliases: [Ann], description: Looks *up*.}\n"
                        "- {name: Bo Chen, aliases: [Bo]}\n"
                    ),
                ),
                (
                    "content/people.yml",
                    "# Nobody new.\n- {name: Bo Chen}\n- {name: Ann, role: host}\n",
                ),
                ("content/corrections.yml", "[]\n"),
                (
                    "content/corrections.yml",
                    (
                        "- {was: saw it, now: saw them}\n"
                        "- {was: the MIRROR, now: a mirror, case: false, count: 0}\n"
                    ),
                ),
                (
                    "content/corrections.yml",
                    (
                        "# All.\n- {was: mostly, now: chiefly}\n\n"
                        "- {was: saw it, now: saw them, episodes: [ann]}\n"
                    ),
                ),
                (
                    "content/topics.yml",
                    (
                        "topics: [{label: telescope, definition: A *tube*., pin: true},"
                        " {label: clouds, hide: true}]\n"
                    ),
                ),
                (
                    "content/topics.yml",
                    (
                        "topics: [{label: light, see_also: [mirror]}, {label: mirrors},"
                        " {label: cloud night, pin: true}]\n"
                    ),
                ),
                ("content/pages/index.md", "Hello, [all](/a/episodes/).\n"),
                ("content/pages/index.md", "Hello, [nobody](/a/episodes/zoe/).\n"),
                (
                    "content/pages/about.md",
                    "# About\n\n[Two](/a/episodes/ann/transcript/#t0m03s-zzz)\n",
                ),
            ]
        ),
        there=st.booleans(),
    )
    def write_for_all(self, wide: tuple[str, str], there: bool) -> None:  # noqa: FBT001
        self.changed = True
        if there:
            write(self.root / wide[0], wide[1])
        else:
            (self.root / wide[0]).unlink(missing_ok=True)

    @rule(
        choice=st.randoms(use_true_random=False),
        how=st.sampled_from(["remove", "empty", "change"]),
        what=st.sampled_from(["site", ".onrecord"]),
    )
    def damage(self, choice, how: str, what: str) -> None:
        paths = sorted(
            path for path in (self.root / what).rglob("*") if path.is_file() and path.name != "lock"
        )
        if paths:
            self.changed = True
            path = choice.choice(paths)
            content = path.read_bytes()
            if how == "remove":
                path.unlink()
            else:
                # SQLite notices damage to its structure, not to each byte.
                at = choice.randrange(10 if path.name == "store.sqlite" else len(content) + 1)
                path.write_bytes(
                    b"" if how == "empty" else content[:at] + b"damage" + content[at + 6 :]
                )

    @rule(at=st.integers(0, 60))
    def interrupt(self, at: int) -> None:
        """Kill a build while it puts files in place."""
        self.changed = True
        put, left = PublishedFiles.put, [at]

        def put_or_die(self: PublishedFiles, *given: object) -> None:
            if not left[0]:
                raise Killed
            left[0] -= 1
            put(self, *given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(PublishedFiles, "put", put_or_die)
            try:
                self.reported += build(self.root)[1]
            except Killed:
                # As a process that ends releases its locks.
                gc.collect()

    @invariant()
    def next_build_is_a_clean_one(self) -> None:
        if not self.changed:
            return
        self.changed = False
        clean = self.folder / "clean" / "archive"
        shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns("site", ".onrecord"))
        # A damaged site: search may find nothing.
        before = bytes_of(self.root / "site")
        try:
            expected = build(clean)
            found = build(self.root)
            assert found[0] == expected[0]
            check_messages(found[1], expected[1], self.reported)
            self.reported += found[1]
            if expected[0]:
                assert bytes_of(self.root / "site") == before
            else:
                assert files_of(self.root / "site") == files_of(clean / "site")
                assert files_of(self.root / "content") == files_of(clean / "content")
        finally:
            shutil.rmtree(clean.parent)


Archive.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target],
)
TestArchive = Archive.TestCase
