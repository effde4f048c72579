"""Downloading a file, with limits for redirects, size and time that the server cannot exceed."""

from __future__ import annotations

import socket
import time
import zlib
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from onrecord import __version__
from onrecord.errors import OutsideError

if TYPE_CHECKING:
    from collections.abc import Mapping

REDIRECTS: Final = 5
CONNECT_SECONDS: Final = 10
READ_SECONDS: Final = 30
# A server that sends a byte now and then never exceeds the limit of a single read.
WHOLE_SECONDS: Final = 120
_CHUNK = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A downloaded file."""

    url: str
    """Address after redirects."""
    content: bytes
    etag: str = ""
    last_modified: str = ""
    modified: bool = True
    """False if the server reports no change; then there is no content."""


def fetch(
    url: str, *, limit: int, allow_private: bool = False, etag: str = "", last_modified: str = ""
) -> Fetched:
    """Download a file of at most `limit` bytes, both compressed and decompressed.

    Args:
        url: http or https; the target of each redirect is checked too.
        limit: In bytes.
        allow_private: Whether it may be on this machine or in its own network.
        etag: Of our copy, which is then only sent if it has changed.
        last_modified: Of our copy, likewise.

    Raises:
        OutsideError: It cannot be downloaded, or is not allowed.
    """
    headers = {"User-Agent": f"onrecord/{__version__}", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    deadline = time.monotonic() + WHOLE_SECONDS
    here = url
    for _ in range(REDIRECTS + 1):
        try:
            response = _ask(here, headers, allow_private=allow_private)
        except (HTTPError, OSError, ValueError) as error:
            raise OutsideError(here, _reason(error)) from error
        try:
            if response.status in _MOVED and (location := response.headers.get("Location")):
                here = urljoin(here, location)
                continue
            return _receive(response, here, limit, deadline)
        except (HTTPError, OSError, ValueError, zlib.error) as error:
            raise OutsideError(here, _reason(error)) from error
        finally:
            response.close()
    raise OutsideError(url, f"more than {REDIRECTS} redirects")


def _ask(url: str, headers: Mapping[str, str], *, allow_private: bool) -> urllib3.BaseHTTPResponse:
    """Send a request to the IP address that was checked, since a second lookup may differ.

    This prevents DNS rebinding.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise OutsideError(url, "not an address of http or https; not followed")
    secure = parts.scheme == "https"
    host, port = (
        parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname,
        parts.port or (80, 443)[secure],
    )
    address = _address(host, port, url, allow_private=allow_private)
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    pool = (
        urllib3.HTTPSConnectionPool(
            address,
            port,
            timeout=timeout,
            retries=False,
            server_hostname=host,
            assert_hostname=host,
        )
        if secure
        else urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    )
    target = parse_url(url).request_uri
    named = f"[{host}]" if ":" in host else host
    sent = {**headers, "Host": f"{named}:{parts.port}" if parts.port else named}
    return pool.urlopen(
        "GET", target, headers=sent, redirect=False, preload_content=False, decode_content=False
    )


def _address(host: str, port: int, url: str, *, allow_private: bool) -> str:
    """Return the IP address of a host, none of whose addresses may be private."""
    found = [
        str(found[4][0]).partition("%")[0]
        for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ]
    private = [address for address in found if not is_public(address)]
    if private and not allow_private:
        raise OutsideError(
            url, f"leads to {private[0]}, on this machine or in its own network; not followed"
        )
    return found[0]


def is_public(address: str) -> bool:
    """Return whether an IP address, or the IPv4 address inside an IPv6 address, is public.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("10.1.2.3")
    (True, False, False)
    >>> is_public("169.254.169.254"), is_public("::1"), is_public("::ffff:127.0.0.1")
    (False, False, False)
    >>> is_public("64:ff9b::7f00:1"), is_public("224.0.0.1")
    (False, False)
    """
    parsed: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(parsed, IPv6Address):
        inner = (
            parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        )
        # RFC 6052: translated to IPv4 on the way.
        if parsed.packed.startswith(b"\x00\x64\xff\x9b" + bytes(8)):
            inner = IPv4Address(parsed.packed[-4:])
        parsed = inner or parsed
    return parsed.is_global and not parsed.is_multicast


def _receive(response: urllib3.BaseHTTPResponse, url: str, limit: int, deadline: float) -> Fetched:
    if response.status == _NOT_MODIFIED:
        return Fetched(url=url, content=b"", modified=False)
    if response.status != _OK:
        raise OutsideError(
            url, f"the server answers {response.status} {response.reason or ''}".rstrip()
        )
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise OutsideError(url, f"sent as {coding!r}, which was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None
    sent, content = 0, bytearray()
    while chunk := response.read1(_CHUNK, decode_content=False):
        sent += len(chunk)
        # Never decompress beyond the limit: 10 MB of a gzip bomb expand to 10 GB.
        content += unpack.decompress(chunk, limit + 1 - len(content)) if unpack else chunk
        if max(sent, len(content)) > limit:
            raise OutsideError(url, f"larger than {limit / 1024 / 1024:.3g} MB; not taken")
        if time.monotonic() > deadline:
            raise OutsideError(url, f"took longer than {WHOLE_SECONDS} s; not taken")
    if unpack and not unpack.eof:
        raise OutsideError(url, "cut off on the way")
    return Fetched(
        url=url,
        content=bytes(content),
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
    )


def _reason(error: Exception) -> str:
    """Return the message of an error without the objects that urllib3 puts in front of it.

    >>> _reason(ValueError("<urllib3.connection.HTTPConnection object at 0x7f>: refused"))
    'refused'
    """
    text = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return (
        text.rpartition("object at 0x")[2].partition(": ")[2]
        if "object at 0x" in text
        else text or type(error).__name__
    )
