"""Hostile requests are refused, each for one reason, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.serve.guard import MAX_BODY

CASES = YAML(typ="safe").load(Path(__file__).with_name("hostile.yml").read_text())
HARMLESS = {"do": "person", "name": "Cy Dee"}
HEADERS = {
    "host": "127.0.0.1:8000",
    "origin": "http://127.0.0.1:8000",
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    "x-onrecord-token": "the-token-of-this-server",
}


def send(served, case):
    headers = {**HEADERS, **case.get("headers", {})}
    headers = {name: value.encode() for name, value in headers.items() if value is not None}
    body = json.dumps(case.get("body", HARMLESS)).encode()
    body += b" " * max(0, case.get("size", 0) - len(body))
    method = case.get("method", "POST")
    content = iter([body[:1000], body[1000:]]) if case.get("chunked") else body
    return served.client.request(
        method,
        case.get("path", "/_edit/episodes/first-talk/edits"),
        headers=headers,
        content=None if method == "GET" else content,
    )


def files(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def prepared(served):
    site = served.preview.site
    (site / "link.txt").symlink_to(served.root / "secret.txt")
    (site / "linked").symlink_to(served.root)
    (site / ".hidden").write_text("hidden")
    (site / "assets").mkdir()
    return served


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"size": MAX_BODY},
        {"headers": {"sec-fetch-site": None}},
        {"headers": {"host": "localhost:8000", "origin": "http://localhost:8000"}},
        {"headers": {"content-type": "application/json; charset=utf-8"}},
    ],
    ids=["usual", "large", "old browser", "localhost", "charset"],
)
def test_what_a_page_of_this_server_sends_is_answered(prepared, case):
    assert send(prepared, case).status_code == 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_hostile_request_is_refused(prepared, case):
    before = files(prepared.root)
    answer = send(prepared, case)
    assert answer.status_code == case["status"], answer.text
    assert "not to be served" not in answer.text
    assert files(prepared.root) == before


@pytest.mark.parametrize(
    "case", [{"method": "GET", "path": "/"}, {}, *CASES], ids=lambda case: case.get("name", "ours")
)
def test_no_other_site_may_read_or_frame_an_answer(prepared, case):
    headers = send(prepared, case).headers
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not [name for name in headers if name.startswith("access-control")]
