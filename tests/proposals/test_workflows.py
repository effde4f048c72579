"""The workflows that publishers copy: their commands, run in repositories of their own."""

from __future__ import annotations

import re
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from built import run
from onrecord.editing.apply_proposals import decide, take_in
from onrecord.intake.new_archive import make_archive as make_new_archive
from podcast import vtt

FOLDER = "content/episodes/first-talk"
PROPOSAL = "episode: first-talk\ncorrections: [{{at: '0:00', was: {}, now: {}, on: 2026-11-30}}]\n"
WORDS = [f"Word{n:02}" for n in range(20)]


def parse(text: str) -> dict:
    return YAML(typ="safe", pure=True).load(text)


@pytest.fixture
def repository(tmp_path):
    """Create an archive as `onrecord new` does, with an episode, in a git repository."""
    root = tmp_path / "talks"
    make_new_archive(root)
    (root / FOLDER).mkdir()
    (root / FOLDER / "transcript.vtt").write_bytes(vtt(". ".join(WORDS) + "."))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Ann")
    git(root, "config", "user.email", "ann@example.org")
    commit(root)
    return root


def git(root: Path, *command: str) -> str:
    done = run("git", *command, cwd=root)
    assert done.returncode == 0, done.stdout
    return done.stdout


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "More")


def propose(root: Path, branch: str, was: str, now: str) -> None:
    """Add a file on a branch of its own, as a forge does, and leave the branch."""
    git(root, "checkout", "--quiet", "-b", branch, "main")
    place = root / FOLDER / "proposals"
    place.mkdir(exist_ok=True)
    (place / f"{branch}.yml").write_text(PROPOSAL.format(was, now))
    commit(root)
    git(root, "checkout", "--quiet", "main")


def merge(root: Path, branch: str) -> None:
    git(root, "merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", branch)


def install(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)
    return folder


def workflow(root: Path, name: str) -> dict:
    return parse((root / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))


def command_of(forge: str, root: Path, repo: Path) -> str:
    """Return the command with which a workflow reports proposals."""
    if forge == "github":
        return workflow(root, "proposals")["jobs"]["check"]["steps"][-2]["run"]
    docs = (repo / "docs/suggestions.md").read_text(encoding="utf-8")
    blocks = [
        parse(text) for text in re.findall(r"^```yaml\n(.*?)^```", docs, re.MULTILINE | re.DOTALL)
    ]
    if forge == "gitlab":
        return next(one["proposals"]["script"][-1] for one in blocks if "proposals" in one)
    return next(one["jobs"]["check"]["steps"][-1]["run"] for one in blocks if "jobs" in one)


@pytest.mark.command_line
@pytest.mark.parametrize("forge", ["github", "forgejo", "gitlab"])
def test_the_report_of_a_pull_request_has_its_sentences_before_and_after(
    repository, tmp_path, repo, forge
):
    propose(repository, "good", "Word03", "$(touch hacked)")
    propose(repository, "bad", "Word99", "a")
    # A file that was refused earlier is nothing that this pull request adds.
    merge(repository, "bad")
    git(repository, "checkout", "--quiet", "-b", "merged")
    merge(repository, "good")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD^1")
    start = f'exec {shlex.quote(sys.executable)} -m onrecord "$@"'
    tools = install(tmp_path / "tools", "onrecord", start)
    done = run(
        *("bash", "-e", "-o", "pipefail", "-c", command_of(forge, repository, repo)),
        cwd=repository,
        PATH=f"{tools}:/usr/bin:/bin",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=git(repository, "rev-parse", "HEAD^1").strip(),
        GITHUB_BASE_REF="main",
        ONRECORD_SITE_URL="https://ann.example/",
    )
    assert done.returncode == 0, done.stdout
    file = repository / "report.md"
    report = file.read_text(encoding="utf-8") if file.exists() else done.stdout
    assert report.startswith(f"#### `{FOLDER}/proposals/good.yml`\n")
    assert "[0:00](https://ann.example/episodes/first-talk/" in report
    assert "\n- Ann: Word03.\n+ Ann: $(touch hacked).\n" in report
    assert "bad.yml" not in report
    assert not (repository / "hacked").exists()


def test_a_comment_mentions_nobody_and_is_made_where_the_forge_says(tmp_path, repository):
    step = workflow(repository, "comment-on-proposals")["jobs"]["comment"]["steps"][-1]
    tools = install(
        tmp_path / "tools",
        "gh",
        'echo "$@" >> calls; [ "$1" = api ] && echo 7; [ "$1" = pr ] && cat "$5" >> posted; true',
    )
    (tmp_path / "report.md").write_text("#### a\n@team, see `@all` $(touch hacked)\n")
    names = {"GH_REPO": "ann/talks", "HEAD": "bo:patch $(touch hacked)"}
    assert step["env"].keys() == {*names, "GH_TOKEN"}
    assert "${{" not in step["run"]
    done = run(
        "bash", "-e", "-c", step["run"], cwd=tmp_path, PATH=f"{tools}:/usr/bin:/bin", **names
    )
    assert done.returncode == 0, done.stdout
    asked, posted = (tmp_path / "calls").read_text().splitlines()
    assert "repos/ann/talks/pulls -f state=open -f head=bo:patch $(touch hacked)" in asked
    assert posted.startswith("pr comment 7 --body-file comment.md")
    text = (tmp_path / "posted").read_text(encoding="utf-8")
    assert text == "#### a\n@\u200bteam, see `@\u200ball` $(touch hacked)\n"
    assert not (tmp_path / "hacked").exists()


def test_what_reads_files_of_strangers_may_write_nothing(repository):
    checking = workflow(repository, "proposals")
    assert checking["on"].keys() == {"pull_request"}
    jobs = [checking, *checking["jobs"].values()]
    granted = {value for each in jobs for value in each["permissions"].values()}
    assert granted <= {"read"}
    assert "secrets" not in (repository / ".github/workflows/proposals.yml").read_text()
    steps = workflow(repository, "comment-on-proposals")["jobs"]["comment"]["steps"]
    assert not [step for step in steps if "checkout" in step.get("uses", "")]


@pytest.mark.parametrize("order", ["forward", "backward", "after each"])
def test_twenty_branches_merge_in_any_order_without_conflicts(repository, order):
    for word in WORDS:
        propose(repository, word, word, word.upper())
    branches = WORDS[::-1] if order == "backward" else WORDS
    for branch in branches:
        merge(repository, branch)
        if order == "after each":
            publish(repository)
    publish(repository)
    assert git(repository, "status", "--porcelain") == ""
    entries = "".join(
        f'  - {{at: "0:00", was: {word}, now: {word.upper()}, on: 2026-11-30}}\n' for word in WORDS
    )
    overlay = (repository / FOLDER / "overlay.yml").read_text()
    assert overlay == f"corrections:\n{entries}"
    assert not [*(repository / FOLDER).glob("proposals/*")]


def publish(root: Path) -> None:
    """Do what `publish.yml` does before and after the build."""
    steps = workflow(root, "publish")["jobs"]["build"]["steps"]
    assert [one["run"] for one in steps if one.get("id") == "apply"] == ["onrecord apply"]
    take_in(root, decide(root, on=date(2026, 12, 1)))
    keep = next(one["run"] for one in steps if "git push" in one.get("run", ""))
    done = run("bash", "-e", "-c", keep.replace("git push", "true"), cwd=root)
    assert done.returncode == 0, done.stdout
