"""MkDocs is one way to render the pages: others give the same sentences at the same addresses."""

from __future__ import annotations

import shutil
import sys

import pytest

from built import Built, copy_demo, onrecord, run


def sentences(site) -> dict[str, tuple]:
    return {path: page.sentences for path, page in site.pages.items() if page.sentences}


@pytest.mark.command_line
def test_mkdocs_alone_gives_the_site_that_onrecord_builds(demo_site, tmp_path):
    copy_demo(demo_site.archive, tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    done = run(*command, cwd=tmp_path, ONRECORD_SITE_URL=demo_site.url)
    assert done.returncode == 0, done.stdout
    site = Built(
        archive=tmp_path,
        site_dir=tmp_path / "site",
        status=0,
        output=done.stdout,
        url=demo_site.url,
    )
    assert site.files.keys() == demo_site.files.keys()
    assert [
        path
        for path in site.files
        if site.files[path] != demo_site.files[path] and not path.endswith(".gz")
    ] == []


@pytest.mark.command_line
def test_the_plugin_runs_unchanged_on_properdocs(demo_site, tmp_path):
    copy_demo(demo_site.archive, tmp_path)
    done = run(
        sys.executable,
        "-m",
        "properdocs",
        "build",
        "-f",
        "mkdocs.yml",
        "-d",
        tmp_path / "site",
        cwd=tmp_path,
        ONRECORD_SITE_URL=demo_site.url,
    )
    assert done.returncode == 0, done.stdout
    site = Built(
        archive=tmp_path,
        site_dir=tmp_path / "site",
        status=0,
        output=done.stdout,
        url=demo_site.url,
    )
    assert sentences(site) == sentences(demo_site)
    assert site.files.keys() == demo_site.files.keys()


def test_zensical_renders_the_written_pages_with_the_same_sentences_and_anchors(
    demo_site, tmp_path
):
    zensical = shutil.which("zensical", path=str(sys.prefix) + "/bin")
    assert zensical, "zensical is in the group of dependencies for development"
    written = onrecord(
        "pages",
        "--archive",
        demo_site.archive,
        "--out",
        tmp_path / "tree",
        ONRECORD_SITE_URL=demo_site.url,
    )
    assert written.returncode == 0, written.stdout
    done = run(zensical, "build", cwd=tmp_path / "tree")
    assert done.returncode == 0, done.stdout
    site = Built(
        archive=tmp_path,
        site_dir=tmp_path / "tree" / "site",
        status=0,
        output=done.stdout,
        url=demo_site.url,
    )
    assert len(sentences(site)) == 9
    assert sentences(site) == sentences(demo_site)


def test_pages_are_written_into_an_empty_folder_only(demo_site, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = onrecord("pages", "--archive", demo_site.archive, "--out", tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
