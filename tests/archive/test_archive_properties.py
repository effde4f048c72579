"""What must hold for any file, and what keeps the schemas and the check one."""

from __future__ import annotations

import json
import string
from dataclasses import fields
from io import StringIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from ruamel.yaml import YAML

from onrecord.archive import merge, read_episode
from onrecord.archive.validation import SCHEMAS, plain, read_schema, read_validated, validate
from onrecord.archive.yaml_reader import load
from onrecord.archive.yaml_values import YamlList, YamlMap, YamlText
from onrecord.model import ChapterMark, FrontMatter, Label, Link, Media, Person
from onrecord.text.slugs import is_slug, slug_for

# Text that is nearly YAML meets more of the parser than any text.
YAMLISH = st.lists(
    st.sampled_from(
        [
            *"-:?[]{},&*!|>'\"%@`#~ \t\n\r",
            "\n  ",
            ": ",
            "- ",
            "&a ",
            "*a",
            "<<: ",
            "!!str ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "\\x",
            "title",
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)

LINE = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\xa0"), max_size=20
).map(lambda text: " ".join(text.split()))
LABEL = LINE.filter(bool)
URL = st.sampled_from(
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:a@example.org",
        "/about/",
        "../x",
        "#here",
    ]
)
FRONT = st.builds(
    FrontMatter,
    title=LINE,
    show=LINE,
    date=st.none() | st.dates(),
    description=st.lists(LINE, max_size=4).map(lambda lines: "\n".join(lines).strip()),
    language=st.sampled_from(["", "en", "pt-BR", "zh-Hant-TW", "no", "x-own", "de-CH-1996"]),
    encoding=st.sampled_from(["", "windows-1251", "shift_jis", "gb18030"]),
    people=st.lists(st.builds(Person, name=LABEL, role=LINE), max_size=3).map(tuple),
    media=st.builds(
        Media,
        audio=st.just("") | URL,
        youtube=st.sampled_from(["", "abcdefghi-_", "12345678901", "https://youtu.be/abc"]),
    ),
    chapters=st.lists(
        st.builds(
            ChapterMark,
            start=st.integers(0, 9_999_999),
            title=LABEL,
            synopsis=LINE,
            origin=st.just("editor"),
        ),
        max_size=3,
    ).map(tuple),
    labels=st.lists(
        st.builds(Label, label=LABEL, person=LABEL), max_size=3, unique_by=lambda one: one.label
    ).map(lambda labels: tuple(sorted(labels, key=lambda one: one.label))),
    links=st.lists(st.builds(Link, title=LABEL, url=URL), max_size=3).map(tuple),
    licence=LINE,
    season=LINE,
    image=st.just("") | URL,
    rights=LINE,
    source=st.just("") | URL,
)


@given(st.text() | YAMLISH)
@example('a: "\\UFFFFFFFF"')
@example("%YAML 1.99\n---\na")
@example("? {[: ")
@example("!")
@example("*")
def test_no_text_is_a_traceback_and_every_message_has_a_place_in_the_file(text):
    node, issues = load(text.encode("utf-8", "replace"), "a.yml")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for issue in issues:
        assert 1 <= issue.line <= len(lines)
        assert 1 <= issue.column <= len(lines[issue.line - 1]) + 1
        str(issue).encode()
    kept, wrong = validate(node, "episode")
    assert kept is None or validate(kept, "episode") == (kept, ())
    assert (kept == node) == (not wrong)


@given(st.binary())
def test_no_bytes_are_a_traceback(content):
    _, issues = read_episode(content, "a.yml")
    for issue in issues:
        str(issue).encode()


def dump(front: FrontMatter) -> bytes:
    written = {field.name: getattr(front, field.name) for field in fields(front)} | {
        "people": [{"name": person.name, "role": person.role} for person in front.people],
        "labels": {one.label: one.person for one in front.labels},
        "media": {"audio": front.media.audio or None, "youtube": front.media.youtube or None},
        "chapters": [
            {"start": format_time(mark.start), "title": mark.title, "synopsis": mark.synopsis}
            for mark in front.chapters
        ],
        "links": [{"title": link.title, "url": link.url} for link in front.links],
        "language": front.language or None,
        "encoding": front.encoding or None,
        "source": front.source or None,
        "image": front.image or None,
    }
    # Only transcripts name keywords.
    del written["keywords"]
    stream = StringIO()
    yaml = YAML(typ="safe", pure=True)
    # In braces it writes `{title: ?0}`, which it does not read.
    yaml.default_flow_style = False
    yaml.dump(written, stream)
    return stream.getvalue().encode()


def format_time(time: int) -> str:
    seconds, thousandths = divmod(time, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def without_places(front: FrontMatter) -> FrontMatter:
    marks = (
        ChapterMark(
            start=mark.start,
            title=mark.title,
            synopsis=mark.synopsis,
            origin=mark.origin,
        )
        for mark in front.chapters
    )
    labels = tuple(Label(label=one.label, person=one.person) for one in front.labels)
    return FrontMatter(
        **{field.name: getattr(front, field.name) for field in fields(front)}
        | {"chapters": tuple(marks), "labels": labels}
    )


@given(FRONT)
def test_what_is_written_is_read_again(front):
    read, issues = read_episode(dump(front), "episode.yml")
    assert not issues
    assert without_places(read) == front


@given(FRONT, FRONT)
def test_the_publisher_wins_field_by_field(stated, written):
    merged = merge(stated, written)
    for field in fields(FrontMatter):
        ours, theirs = getattr(written, field.name), getattr(stated, field.name)
        if field.name != "media":
            assert getattr(merged, field.name) == (ours or theirs)
    for field in fields(Media):
        assert getattr(merged.media, field.name) == (
            getattr(written.media, field.name) or getattr(stated.media, field.name)
        )
    assert merge(FrontMatter(), written) == written
    assert merge(stated, FrontMatter()) == stated


@given(st.text())
def test_the_slug_offered_for_a_name_is_one(name):
    slug = slug_for(name)
    assert not slug or is_slug(slug)
    assert not set(slug) & set("/\\.:?#%& " + string.ascii_uppercase)


# --- one source of truth: the schemas that editors use are what is checked ---


def validator(name: str):
    """Give a validator of the shipped schemas as they are, as editors have it."""
    files = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")
    }
    registry = Registry().with_resources(
        (file, Resource.from_contents(content)) for file, content in files.items()
    )
    kind = Draft202012Validator
    kind.check_schema(files[f"{name}.schema.json"])
    # The registry knows the schema by its file name, from which its references start.
    return kind(
        {"$ref": f"{name}.schema.json"}, registry=registry, format_checker=kind.FORMAT_CHECKER
    )


# None ends in a line end: in JSON Schema (ECMA-262) `$` is the very end, which the reference, being
# Python, does not know.
VALUES = st.sampled_from(
    [
        *(
            "",
            " ",
            "x",
            "en",
            "en_US",
            "2023-03-27",
            "2023-02-30",
            "5:57",
            "1:02:03.5",
            "1:61",
            "357",
        ),
        *(
            "javascript:x",
            "https://example.org",
            "//x",
            "/x",
            "www.x",
            "mailto:",
            "abcdefghijk",
            "https://youtu.be/x",
        ),
        *(None, True, False, 0, -1, 357, 1.5, 10**8),
    ]
)
NAMES = st.sampled_from(
    [name for file in ("episode", "archive") for name in read_schema(file)["properties"]]
    + ["name", "role", "url", "audio", "youtube", "start", "synopsis", "titel"]
)


def scalar(value):
    return YamlText("" if value is None else str(value), value)


def nodes():
    return st.recursive(
        VALUES.map(scalar),
        lambda inner: (
            st.lists(inner, max_size=3).map(YamlList)
            | st.dictionaries(NAMES, inner, max_size=4).map(YamlMap)
        ),
        max_leaves=8,
    )


def near_nodes(schema):
    """Give trees that are mostly right, so that both verdicts are met."""
    options = [nodes()]
    for one in schema.get("anyOf", [schema]):
        types = [one["type"]] if isinstance(one["type"], str) else one["type"]
        if "array" in types:
            options.append(st.lists(near_nodes(one["items"]), max_size=3).map(YamlList))
        if "object" in types:
            properties = one.get("properties") or {"host": one["additionalProperties"]}
            known = {name: near_nodes(value) for name, value in properties.items()}
            options.append(st.fixed_dictionaries({}, optional=known).map(YamlMap))
        if {"string", "number", "null"} & {*types}:
            options.append(VALUES.map(scalar))
    return st.one_of(options)


@pytest.mark.parametrize("name", ["episode", "archive"])
def test_the_check_and_the_schema_of_editors_give_the_same_verdict(name):
    reference = validator(name)
    verdicts = set()

    # The more keys a file may have, the longer a tree takes to make: no limit of time is promised.
    @settings(
        deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
    )
    @given(near_nodes(read_schema(name)))
    def agree(node):
        _, issues = validate(node, name)
        verdicts.add(not issues)
        assert (not issues) == reference.is_valid(plain(node)), plain(node)

    agree()
    assert verdicts == {True, False}


def parts(part):
    """Give the objects of which a schema is made."""
    if isinstance(part, dict):
        yield part
        part = [*part.values()]
    for value in part if isinstance(part, list) else ():
        yield from parts(value)


SHIPPED = [
    pytest.param(part, id=f"{path.name.partition('.')[0]}-{index}")
    for path in sorted(SCHEMAS.glob("*.json"))
    for index, part in enumerate(parts(json.loads(path.read_text(encoding="utf-8"))))
    if "$ref" in part
]


@pytest.mark.parametrize("part", SHIPPED)
def test_keywords_beside_a_reference_only_annotate_its_target_or_narrow_its_type(part):
    """Else the schema would say less with the target in place of the reference."""
    assert part.keys() <= {"$ref", "description", "type"}


def test_a_pattern_ends_where_the_text_ends():
    for content in ('language: "en\\n"', 'date: "2023-03-27\\n"'):
        _, issues = read_episode(content.encode(), "a.yml")
        assert [issue.line for issue in issues] == [1]


def test_every_pattern_says_in_words_what_is_expected_and_means_the_same_in_every_language():
    found = [
        part
        for path in SCHEMAS.glob("*.json")
        for part in parts(json.loads(path.read_text(encoding="utf-8")))
        if "pattern" in part
    ]
    assert found
    for one in found:
        assert one["patternErrorMessage"]
        # \d, \w and \s hold other characters in Python than in JavaScript, the language of editors.
        assert not any(
            escape in one["pattern"] for escape in ("\\d", "\\w", "\\s", "\\b", "(?P", "(?i")
        )


MEMBERS = (
    "{at: '0:01', note: a}",
    "{at: '0:02', note: b, why: 5}",
    "{at: 0:01, note: a}",
    "{at: '0:01'}",
    "{at: '0:01', note: a, nota: b}",
    "{at: '0:01', note: .nan}",
    f"{{at: '0:01', note: {'9' * 40}}}",
    "text",
)


@given(st.lists(st.sampled_from(MEMBERS), max_size=6))
def test_a_member_of_a_list_is_valid_wherever_and_whenever_it_is_validated(members):
    def valid(*some: str) -> list[YamlMap]:
        content = "".join(f"- {one}\n" for one in some)
        tree, _ = read_validated(f"notes:\n{content}".encode(), "overlay.yml", "overlay")
        return [*tree.maps("notes")]

    assert valid(*members) == [each for one in members for each in valid(one)]
