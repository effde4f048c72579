"""Commits by the editor's own git: of `content/` alone, with their identity and hooks."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

TALK = "content/episodes/first-talk"


def git(root, *arguments):
    return subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(served, monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    git(served.root, "init", "--quiet", "--initial-branch=main")
    git(served.root, "config", "user.name", "Eve Fox")
    git(served.root, "config", "user.email", "eve@example.org")
    (served.root / ".gitignore").write_text(".onrecord/\n")
    git(served.root, "add", ".")
    git(served.root, "commit", "--quiet", "--message=Start")
    return served


def test_without_a_repository_there_is_nothing_to_commit_to(served, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(served.root.parent))
    assert served.read("/git")["available"] is False
    served.write("/git/commit", {"message": "Edit"}, 409)


def test_without_git_there_is_nothing_to_commit_by(served, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert served.read("/git")["available"] is False
    assert "error" in served.write("/git/commit", {"message": "Edit"}, 409)


def test_a_commit_has_the_edits_and_nothing_else(repository):
    root = repository.root
    (root / "secret.txt").write_text("changed, and not staged")
    repository.correct("Lipperhay", "Lippershey")
    (root / "content/episodes/first-talk/proposals").mkdir()
    (root / "content/episodes/first-talk/proposals/dée.yml").write_text("episode: first-talk\n")
    status = repository.read("/git")
    assert status["foreign"] == []
    assert "now: Lippershey" in status["diff"]
    assert "+episode: first-talk" in status["diff"]
    assert "secret" not in status["diff"]
    answer = repository.write("/git/commit", {"message": status["message"]})
    assert answer["commit"] == git(root, "rev-parse", "HEAD")
    shown = git(root, "-c", "core.quotePath=false", "show", "--name-only", "--format=%an%n%B")
    assert shown.split() == [
        *("Eve", "Fox", "Correct", "“Lipperhay”", "to", "“Lippershey”"),
        f"{TALK}/overlay.yml",
        f"{TALK}/proposals/dée.yml",
    ]
    assert git(root, "status", "--porcelain") == "M secret.txt"
    assert repository.read("/git")["diff"] == ""
    repository.write("/git/commit", {"message": "Again"}, 409)


def test_edits_are_saved_while_a_hook_runs(repository, tmp_path):
    root, started, done = repository.root, tmp_path / "started", tmp_path / "done"
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"""#!/bin/sh
touch '{started}'
for _ in $(seq 600); do [ -e '{done}' ] && exit 0; sleep 0.1; done
exit 1
""")
    hook.chmod(0o755)
    repository.correct("Lipperhay", "Lippershey")
    with ThreadPoolExecutor() as pool:
        commit = pool.submit(repository.write, "/git/commit", {"message": "Edit"})
        while not started.exists() and not commit.done():
            pass
        repository.correct("light", "all light")
        done.touch()
        assert commit.result()["commit"] == git(root, "rev-parse", "HEAD")
    diff = repository.read("/git")["diff"]
    assert "now: gathers all" in diff
    assert "Lippershey" not in "".join(line for line in diff.split("\n") if line.startswith("+"))


def listed(served):
    return [one["id"] for one in served.read("/changes")]


def test_changes_are_listed_after_a_restart_until_they_are_committed(repository, serve_archive):
    repository.correct("light", "all light")
    repository.correct("all light", "the light")
    served = serve_archive({f"{TALK}/overlay.yml": repository.overlay()})
    assert listed(served) == [1, 2]
    served.write("/git/commit", {"message": "Edit"})
    assert listed(served) == []
    served.correct("Hans Lipperhay", "Hans Lippershey")
    served.correct("the light", "light")
    assert listed(served) == [3, 4]
    git(served.root, "add", "content")
    git(served.root, "commit", "--quiet", "--message=By hand")
    assert listed(served) == []
    assert served.read("/git")["files"] == []


def test_a_change_that_was_committed_is_not_listed_for_others_in_its_file(repository):
    path = repository.root / TALK / "overlay.yml"
    repository.correct("light", "all light")
    git(repository.root, "commit", "--quiet", "--all", "--message=One")
    repository.correct("Hans Lipperhay", "Hans Lippershey")
    path.write_text(path.read_text().replace("notes:", "# by hand\nnotes:"))
    assert listed(repository) == [2]


def test_a_commit_is_refused_while_something_else_is_staged(repository):
    (repository.root / "secret.txt").write_text("changed")
    git(repository.root, "add", "secret.txt")
    repository.correct("light", "all light")
    assert repository.read("/git")["foreign"] == ["secret.txt"]
    before = git(repository.root, "rev-parse", "HEAD")
    answer = repository.write("/git/commit", {"message": "Edit"}, 409)
    assert "secret.txt" in answer["error"]
    assert git(repository.root, "rev-parse", "HEAD") == before


def test_a_hook_that_refuses_is_heard(repository):
    hook = repository.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Monday' >&2\nexit 1\n")
    hook.chmod(0o755)
    repository.correct("light", "all light")
    before = git(repository.root, "rev-parse", "HEAD")
    answer = repository.write("/git/commit", {"message": "Edit"}, 409)
    assert "not on a Monday" in answer["error"]
    assert git(repository.root, "rev-parse", "HEAD") == before


def test_a_message_is_no_option_and_no_command(repository):
    repository.correct("light", "all light")
    message = "--amend $(touch gone)\n\n`touch gone`"
    repository.write("/git/commit", {"message": message})
    assert git(repository.root, "log", "-1", "--format=%B") == message
    assert git(repository.root, "rev-list", "--count", "HEAD") == "2"
    assert not (repository.root / "gone").exists()


def test_the_first_commit_of_a_repository(served, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(served.root, "init", "--quiet")
    git(served.root, "config", "user.name", "Eve Fox")
    git(served.root, "config", "user.email", "eve@example.org")
    assert "+title: First talk" in served.read("/git")["diff"]
    assert served.write("/git/commit", {"message": "Start"})["commit"]
    assert git(served.root, "ls-files", "secret.txt") == ""


def test_an_archive_in_a_folder_of_a_repository(serve_archive, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    served = serve_archive(folder="archive")
    git(tmp_path, "init", "--quiet")
    (tmp_path / "foreign.txt").touch()
    git(tmp_path, "add", "foreign.txt")
    assert served.read("/git")["foreign"] == ["foreign.txt"]
    git(tmp_path, "rm", "--quiet", "--cached", "foreign.txt")
    git(served.root, "add", "content")
    assert served.read("/git")["foreign"] == []
