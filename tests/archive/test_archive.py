"""Each file of `episode_yml/` and `folders/` is a case; its name says what must hold.

`episode_yml/*.yml`: `file` is an episode.yml, `says` the messages that it must give, `gives` fields
that must be read from it. `folders/*.yml`: `tree` is an archive (path to content; nothing for a
folder), `links` its symbolic links, `says` the messages, `episodes` and `files` what must be found.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import archive
from onrecord.archive import find, read_archive, read_bytes, read_episode
from onrecord.errors import ConfigurationError, OutsideError

HERE = Path(__file__).parent


def cases(folder: str):
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(yaml.load(path), id=path.stem)
        for path in sorted((HERE / folder).glob("*.yml"))
    ]


def content_of(case) -> bytes:
    """Give the bytes of the file; the options stand for what a YAML file cannot hold."""
    file = case["file"] * case.get("repeat", 1) + case.get("repeat_end", "") * 100_000
    if case.get("encoding") == "mixed":
        # The last accented letter in Latin-1 amid UTF-8.
        return file.encode().replace("é\n".encode(), b"\xe9\n")
    return file.encode(case.get("encoding", "utf-8"))


def lay_out(case, root: Path):
    for path, content in case["tree"].items():
        place = root / path
        (place if content is None else place.parent).mkdir(parents=True, exist_ok=True)
        if content is not None:
            place.write_text(content)
    for path, target in case.get("links", {}).items():
        (root / path).symlink_to(target)
    return find(root)


def printed(issues) -> str:
    return "".join(f"{issue}\n" for issue in issues)


def part(whole, expected):
    """Give of `whole` the fields that `expected` names."""
    match expected:
        case dict():
            return {key: part(whole[key], value) for key, value in expected.items()}
        case list():
            return [
                part(one, next(iter(expected[index : index + 1]), one))
                for index, one in enumerate(whole)
            ]
        case _:
            return whole.isoformat() if isinstance(whole, date) else whole


@pytest.mark.parametrize("case", cases("episode_yml"))
def test_an_episode_file_says_what_its_case_expects(case):
    front, issues = read_episode(content_of(case), "episode.yml")
    assert printed(issues) == case["says"]
    assert part(asdict(front), case.get("gives", {})) == case.get("gives", {})


@pytest.mark.parametrize("case", cases("folders"))
def test_folders_are_found_as_their_case_expects(case, tmp_path):
    listing = lay_out(case, tmp_path)
    assert printed(listing.issues) == case["says"]
    assert [
        part(asdict(one), expected)
        for one, expected in zip(listing.episodes, case["episodes"], strict=True)
    ] == case["episodes"]
    assert list(listing.files) == case.get("files", [])


def test_an_archive_file_is_read():
    content = (
        b"title: Talks\ndescription: About *talks*\nlanguage: en\nlicence: CC0-1.0\n"
        b"links: [{url: https://example.org}]\ntagline: x\n"
    )
    front, issues = read_archive(content, "content/archive.yml")
    assert printed(issues).startswith("content/archive.yml:6:1: error: unknown key: 'tagline'")
    assert asdict(front) == {
        "title": "Talks",
        "description": "About *talks*",
        "language": "en",
        "licence": "CC0-1.0",
        "links": ({"title": "https://example.org", "url": "https://example.org"},),
        "suggestions": "",
        "automatic_quotes": None,
        "quote_weights": (),
        "repeats": (),
        "feeds": (),
        "comments": dict.fromkeys(
            ["provider", "url", "repo", "repo_id", "category", "category_id"], ""
        ),
    }


@pytest.mark.parametrize("number", ["2.5", "21", "-1", "many"])
def test_automatic_quotes_are_a_whole_number(number):
    front, issues = read_archive(f"automatic_quotes: {number}\n".encode(), "archive.yml")
    expected = "automatic_quotes: expected a whole number from 0 to 20"
    assert printed(issues) == f"archive.yml:1:19: error: {expected}: '{number}'\n"
    assert front.automatic_quotes is None


def test_a_folder_without_content_is_no_archive(tmp_path):
    with pytest.raises(
        ConfigurationError, match=r"no folder 'content' here\n    hint: .*--archive DIR"
    ):
        find(tmp_path)


def test_a_folder_that_cannot_be_read_is_the_machines_fault(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "episodes").write_text("a file")
    with pytest.raises(OutsideError, match="content/episodes: Not a directory"):
        find(tmp_path)


def test_no_more_is_read_than_shows_that_a_file_is_too_large(tmp_path):
    (tmp_path / "long").write_bytes(b"x" * 100)
    assert len(read_bytes(tmp_path / "long", 10)) == 11
    assert len(read_bytes(tmp_path / "long", 100)) == 100


def test_a_file_that_cannot_be_read_is_the_machines_fault(tmp_path):
    for place, reason in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(OutsideError, match=reason):
            read_bytes(place, 10)


def test_a_file_as_large_as_may_be_read_is_refused_by_its_reader(tmp_path):
    (tmp_path / "episode.yml").write_bytes(b"# " + b"x" * 2 * archive.MAX_BYTES)
    front, issues = read_episode(
        read_bytes(tmp_path / "episode.yml", archive.MAX_BYTES), "episode.yml"
    )
    assert [issue.message for issue in issues] == ["larger than 1024 kB"]
    assert front.title == ""
