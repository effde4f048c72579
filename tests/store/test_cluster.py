"""Episodes compiled on several machines are the same episodes, whatever becomes of the machines."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from built import build, onrecord, write_copies

COUNT = 36


@pytest.fixture(scope="module")
def cluster(repo):
    """Address of a scheduler with two workers, and their processes."""
    pytest.importorskip("distributed")
    command = [sys.executable, repo / "tests/store/cluster.py"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.communicate("")


@pytest.mark.command_line
def test_a_cluster_that_loses_a_worker_half_way_gives_the_same_site(cluster, tmp_path, repo):
    address, workers = cluster
    here = write_copies(
        tmp_path / "here", repo / "content/episodes/ilya-sutskever/transcript.txt", COUNT
    )
    there = tmp_path / "there"
    shutil.copytree(here, there)
    alone = build(here, "--jobs", "1")
    assert alone.status == 0, alone.output
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "build",
        "--executor",
        "dask",
        "--scheduler",
        address,
        "--json",
        "--quiet",
    ]
    with subprocess.Popen(command, cwd=there, stdout=subprocess.PIPE, text=True) as process:
        done = 0
        finished = there / ".onrecord/stage"
        while done < COUNT // 3 and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
            # Ten downloads of each episode, at least.
            done = len([*finished.iterdir()]) // 10 if finished.is_dir() else 0
        assert process.poll() is None
        os.kill(workers[0], signal.SIGKILL)
        said, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    assert len(json.loads(said)["compiled"]) == COUNT
    site = {
        path.relative_to(there / "site").as_posix(): path.read_bytes()
        for path in (there / "site").rglob("*")
        if path.is_file()
    }
    assert site == alone.files


def test_a_scheduler_that_does_not_answer_is_a_message(make_archive):
    root = make_archive({"content/episodes/a/transcript.txt": "One sentence.\n\nAnother one."})
    done = onrecord("build", "--executor", "dask", cwd=root)
    assert done.returncode == 2
    assert "--scheduler" in done.stdout
