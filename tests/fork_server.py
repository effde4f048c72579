"""Run `onrecord` commands, each in a fork of one process that has everything imported.

Starting Python and importing MkDocs costs 0.9 s of processor time, reading the tables of languages
and words another 0.7; a fork costs a hundredth of that. Each command still has a process, a working
directory and an environment of its own.

The argument is the descriptor of a Unix socket. A request is a line of JSON (`arguments`, `cwd`,
`environment`) with three descriptors: a pipe for the process id and then the exit status (negative
for a signal), stdout, and stderr. `command_line.py` is the client.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from onrecord.cli import main_and_exit
from onrecord.commands import NAMES, load
from onrecord.pages.environment import environment
from onrecord.topics.frequency import is_known
from onrecord.topics.lexicon import tag_of
from onrecord.transcript.detect_language import detect_language

# Imported by a build or a check, but not by the commands' modules.
LATER = (
    "markdown.extensions.attr_list",
    "markdown.extensions.codehilite",
    "markdown.extensions.fenced_code",
    "markdown.extensions.tables",
    "mkdocs.config.defaults",
    "onrecord.incremental.episodes",
    "onrecord_plugins.plugin",
    "onrecord_plugins.run",
    "pagefind_bin",
    "pygments.formatters",
    "pygments.lexers",
)


def run(request: dict, stdout: int, stderr: int) -> NoReturn:
    """Become the command."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    os.close(stdout)
    os.close(stderr)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    sys.argv = ["onrecord", *request["arguments"]]
    sys.path.insert(0, request["cwd"])
    try:
        main_and_exit()
    except SystemExit as end:
        # argparse ends this way.
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as Python itself does
        sys.excepthook(*sys.exc_info())
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def attend(request: dict, pipe: int, stdout: int, stderr: int) -> NoReturn:
    """Start the command, and report its process id and its exit status."""
    command = os.fork()
    # A group of its own, so that it can be killed together with its workers. Both processes see to
    # it, since either may be first.
    os.setpgid(command, command)
    if not command:
        os.close(pipe)
        run(request, stdout, stderr)
    os.close(stdout)
    os.close(stderr)
    os.write(pipe, b"%d\n" % command)
    _, ended = os.waitpid(command, 0)
    os.write(pipe, b"%d\n" % os.waitstatus_to_exitcode(ended))
    os._exit(0)


def reap(options: int) -> None:
    """Wait for processes that have ended, so that their times count as those of the tests."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def load_tables() -> None:
    """Read what a process reads once: 0.7 of the 0.9 CPU seconds of a small build."""
    detect_language("How many words does it take to tell the language of a sentence?")
    tag_of("word")
    is_known("en")
    for template in environment().list_templates():
        environment().get_template(template)


def serve(connection: socket.socket) -> None:
    """Take requests until the client closes the socket."""
    for name in NAMES:
        load(name)
    for name in LATER:
        import_module(name)
    load_tables()
    gc.collect()
    # A collection in a fork would otherwise write to, and so copy, every page of memory.
    gc.freeze()
    while True:
        reap(os.WNOHANG)
        message, descriptors, _, _ = socket.recv_fds(connection, 1 << 20, 3)
        while message and not message.endswith(b"\n"):
            message += connection.recv(1 << 20)
        if not message:
            reap(0)
            return
        if not os.fork():
            connection.close()
            attend(json.loads(message), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
