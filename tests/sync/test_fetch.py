"""What strangers' servers may not do to us."""

import pytest

from onrecord.errors import OutsideError
from onrecord.intake import download as module
from onrecord.intake.download import fetch
from podcast import serve_podcast


@pytest.fixture
def host():
    with serve_podcast() as serving:
        yield serving


def test_a_redirect_is_followed(host):
    host.files["/b"] = b"here"
    host.redirects["/a"] = "/b"
    got = fetch(f"{host.address}/a", limit=10, allow_private=True)
    assert (got.url, got.content) == (f"{host.address}/b", b"here")


def test_each_address_on_the_way_is_checked(host, monkeypatch):
    monkeypatch.setattr(module, "is_public", lambda address: address == "127.0.0.1")
    port = host.address.rpartition(":")[2]
    host.redirects["/a"] = f"http://127.0.0.2:{port}/b"
    with pytest.raises(
        OutsideError,
        match=r"leads to 127\.0\.0\.2, on this machine or in its own network; not followed",
    ):
        fetch(f"{host.address}/a", limit=10)
    assert [path for path, _ in host.asked] == ["/a"]


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    answers = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(OutsideError, match=r"leads to 10\.0\.0\.1"):
        fetch("http://rebound.example/", limit=10)


def test_the_request_goes_to_the_address_that_was_checked(host, monkeypatch):
    port = int(host.address.rpartition(":")[2])
    asked = []

    def resolve(name, *_, **__):
        asked.append(name)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    host.files["/a"] = b"here"
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda name, *_, **__: resolve(name))
    assert (
        fetch(f"http://rebound.example:{port}/a", limit=10, allow_private=True).content == b"here"
    )
    # urllib3 asks for the address of an address; the name itself is asked for once.
    assert asked.count("rebound.example") == 1


def test_redirects_in_a_circle_end(host):
    host.redirects["/a"] = "/a"
    with pytest.raises(OutsideError, match="more than 5 redirects"):
        fetch(f"{host.address}/a", limit=10, allow_private=True)


def test_a_file_larger_than_the_limit_is_cut_off(host):
    host.files["/a"] = b"x" * 3_000_000
    with pytest.raises(OutsideError, match=r"larger than 0\.954 MB; not taken"):
        fetch(f"{host.address}/a", limit=1_000_000, allow_private=True)
    assert (
        fetch(f"{host.address}/a", limit=3_000_000, allow_private=True).content == host.files["/a"]
    )


def test_a_gzip_bomb_is_never_unpacked(host):
    host.files["/a"] = bytes(200_000_000)
    host.packed.add("/a")
    with pytest.raises(OutsideError, match="larger than"):
        fetch(f"{host.address}/a", limit=1_000_000, allow_private=True)


def test_what_is_sent_as_gzip_is_unpacked(host):
    host.files["/a"] = b"words " * 1000
    host.packed.add("/a")
    assert fetch(f"{host.address}/a", limit=6000, allow_private=True).content == host.files["/a"]


def test_a_refusal_is_told_with_its_status(host):
    with pytest.raises(OutsideError, match="the server answers 404 Not Found"):
        fetch(f"{host.address}/a", limit=10, allow_private=True)


def test_nobody_there_is_told_without_the_insides_of_a_library():
    with pytest.raises(OutsideError) as raised:
        fetch("http://127.0.0.1:9/", limit=10, allow_private=True)
    assert "0x" not in str(raised.value)
    assert "refused" in str(raised.value)
