"""The wheel holds the packages of the tree, and runs without the tree."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from built import Built, run
from onrecord import __version__

PACKAGES = {
    "build/onrecord": "onrecord",
    "site_plugins/onrecord_plugins": "onrecord_plugins",
    "templates/onrecord_theme": "onrecord_theme",
}


@pytest.fixture(scope="module")
def wheel(repo, tmp_path_factory) -> Path:
    """The wheel, built from the source distribution as for publication, not from the tree."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, repo)
    assert done.returncode == 0, done.stdout
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs of a clean environment with the wheel and the dependencies, but not the tree.

    A path file adds the folder of the dependencies. Path files in that folder, one of which adds
    the tree to the environment of the tests, are not read.
    """
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = programs / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    where = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"
    ).stdout.strip()
    (Path(where) / "dependencies.pth").write_text(
        sysconfig.get_path("purelib") + "\n", encoding="utf-8"
    )
    return programs


def test_the_wheel_holds_the_tree_and_nothing_else(repo, wheel):
    tree = {
        f"{name}/{path.relative_to(repo / folder).as_posix()}"
        for folder, name in PACKAGES.items()
        for path in (repo / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == tree
    kinds = {Path(name).suffix for name in held}
    assert kinds >= {
        ".py",
        ".typed",
        ".jinja",
        ".html",
        ".yml",
        ".css",
        ".js",
        ".woff2",
        ".json",
        ".sql",
    }


def test_the_wheel_says_how_it_is_started_and_whose_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [path] = [
            name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt")
        ]
        points = ConfigParser()
        points.read_string(archive.read(path).decode())
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert {section: dict(points[section]) for section in points.sections()} == {
        "console_scripts": {"onrecord": "onrecord.cli:main_and_exit"},
        "mkdocs.plugins": {"onrecord": "onrecord_plugins.plugin:OnrecordPlugin"},
        "mkdocs.themes": {"onrecord": "onrecord_theme"},
    }
    assert "LICENSE" in licences
    assert any(name.startswith("OFL") for name in licences)


def test_the_installed_code_is_the_wheel_s(repo, installed):
    for name in PACKAGES.values():
        done = run(installed / "python", "-c", f"import {name}; print({name}.__file__)")
        assert done.returncode == 0, done.stdout
        assert not Path(done.stdout.strip()).is_relative_to(repo), done.stdout


@pytest.mark.command_line
def test_the_installed_command_tells_its_version(installed):
    done = run(installed / "onrecord", "--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"onrecord {__version__}")


@pytest.mark.command_line
def test_the_installed_command_builds_an_archive(installed, make_archive):
    root = make_archive(
        {
            "content/episodes/first-talk/transcript.vtt": (
                "WEBVTT\n\n00:01.000 --> 00:04.000\nHello there.\n"
            )
        }
    )
    done = run(installed / "onrecord", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stdout
    site = Built(archive=root, site_dir=root / "site", status=0, output=done.stdout)
    assert [
        sentence.text
        for sentence in site.pages["episodes/first-talk/transcript/index.html"].sentences
    ] == ["Hello there."]
    assert {path for path in site.files if path.startswith("assets/onrecord/")} >= {
        "assets/onrecord/reader.js",
        "assets/onrecord/onrecord.css",
    }
    assert [path for path in site.files if path.endswith((".py", ".jinja"))] == []


@pytest.mark.command_line
def test_the_installed_command_makes_an_archive_from_nothing(installed, tmp_path):
    (tmp_path / "first-talk.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\nHello there.\n", encoding="utf-8"
    )
    for arguments, folder in (
        (("new", "demo"), "."),
        (("add", tmp_path / "first-talk.vtt"), "demo"),
        (("build",), "demo"),
    ):
        done = run(installed / "onrecord", *arguments, cwd=tmp_path / folder)
        assert done.returncode == 0, done.stdout
    assert "First Talk" in (tmp_path / "demo/site/index.html").read_text(encoding="utf-8")


def test_the_version_is_said_once(repo):
    assert (
        tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        == __version__
    )
