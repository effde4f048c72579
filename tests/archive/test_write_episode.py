"""What is written into an `episode.yml` is what is read from it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import read_episode, write_episode
from onrecord.model import FrontMatter, Media, Milliseconds, Person, Soundbite

LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
TIME = st.integers(0, 9_999_999_000).map(Milliseconds)


@given(
    st.builds(
        FrontMatter,
        title=LINE,
        show=LINE,
        date=st.dates(min_value=date(1000, 1, 1)),
        description=st.lists(LINE, max_size=4).map("\n".join),
        people=st.lists(st.builds(Person, name=LINE, role=LINE), max_size=3).map(tuple),
        soundbites=st.lists(
            st.builds(Soundbite, start=TIME, duration=TIME, title=LINE), max_size=3
        ).map(tuple),
        media=st.just(Media(audio="https://a.example/a.mp3")),
        season=LINE,
        image=st.just("https://a.example/a.jpg"),
        guid=LINE,
    )
)
def test_what_is_written_is_read_again(front):
    read, issues = read_episode(write_episode(front, note="from elsewhere"), "episode.yml")
    assert [issue for issue in issues if issue.severity == "error"] == []
    assert read == front


@given(st.text(), st.text(), st.text())
def test_no_text_makes_a_file_that_cannot_be_read(title, description, note):
    front = FrontMatter(title=title, description=description)
    _, issues = read_episode(write_episode(front, note=note), "episode.yml")
    assert [issue for issue in issues if issue.severity == "error"] == []


def test_an_untouched_template_says_nothing():
    assert read_episode(
        write_episode(FrontMatter(), note="Added from talk.vtt"), "episode.yml"
    ) == (FrontMatter(), ())


def test_the_template_says_what_the_schema_knows():
    lines = write_episode(FrontMatter()).decode().splitlines()
    front, issues = read_episode(
        "\n".join(line.removeprefix("# ") for line in lines).encode(), "episode.yml"
    )
    assert issues == ()
    assert replace(front, chapters=()) != FrontMatter()
