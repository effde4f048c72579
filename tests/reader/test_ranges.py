"""`onrecord serve` hands out parts of files, without which a browser cannot seek in a recording."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from command_line import start_onrecord

CONTENT = bytes(range(256)) * 1000


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """Serve an archive with a recording on a free port; give its address once it serves."""
    root = tmp_path_factory.mktemp("archive")
    (root / "content" / "pages").mkdir(parents=True)
    (root / "content" / "pages" / "talk.mp3").write_bytes(CONTENT)
    (root / "mkdocs.yml").write_text(
        "site_name: Talks\ndocs_dir: content/pages\ntheme: {name: onrecord}\nplugins: [onrecord]\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with start_onrecord("serve", "--archive", root, "--port", port) as serving:
        while not (found := re.search(r"Serving on (http://\S+)", serving.output())):
            assert serving.wait(0.05) is None, serving.output()
        yield found[1]


def ask(url: str, part: str = "") -> tuple[int, dict[str, str], bytes]:
    request = Request(url, headers={"Range": part} if part else {})
    try:
        with urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers), response.read()
    except HTTPError as error:
        return error.code, dict(error.headers), error.read()


@pytest.mark.parametrize(
    ("part", "status", "expected"),
    [
        ("", 200, CONTENT),
        ("bytes=0-99", 206, CONTENT[:100]),
        ("bytes=100000-", 206, CONTENT[100000:]),
        ("bytes=-10", 206, CONTENT[-10:]),
        ("bytes=255990-999999", 206, CONTENT[255990:]),
        ("bytes=256000-", 416, b""),
        ("bytes=9-2", 200, CONTENT),
        ("lines=1-2", 200, CONTENT),
    ],
    ids=["all", "first", "from", "last", "beyond", "behind", "backwards", "lines"],
)
def test_a_part_is_what_was_asked_for(address, part, status, expected):
    answered, headers, body = ask(address + "talk.mp3", part)
    assert (answered, body) == (status, expected)
    assert int(headers["Content-Length"]) == len(expected)
    if status == 206:
        assert headers["Content-Range"].endswith(f"/{len(CONTENT)}")
        first, last = map(int, re.findall(r"\d+", headers["Content-Range"])[:2])
        assert CONTENT[first : last + 1] == expected


def test_pages_are_served_whole(address):
    status, _, body = ask(address)
    assert status == 200
    assert b"</html>" in body
