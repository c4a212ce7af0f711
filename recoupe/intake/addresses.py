"""Which addresses of the network may be fetched from: public ones, checked as they are connected to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from recoupe.errors import FetchFailed

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to addresses, in the order in which to try them. Raises ``OSError``."""

SCHEMES = ("http", "https")
PORTS = frozenset({80, 443, 8080, 8443})
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")


def check_address(url: str) -> str:
    """The host of ``url``. Raises ``FetchFailed`` for what is no plain http(s) address of a public host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as exc:
        raise _refused(url, "it is not a proper address") from exc
    if parts.scheme not in SCHEMES:
        raise _refused(url, f"only http and https are fetched, not {parts.scheme or 'this'!r}")
    if not host:
        raise _refused(url, "it names no host")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "it holds a user name or password")
    if port is not None and port not in PORTS:
        raise _refused(url, f"port {port} is not one of the web")
    if any(c.isspace() or ord(c) < 33 for c in url):
        raise _refused(url, "it holds spaces or control characters")
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise _refused(url, f"{literal} is not a public address")
    if host.rstrip(".").lower().endswith(("localhost", ".local", ".internal", ".localdomain", ".onion.local")):
        raise _refused(url, f"{host} is a name of this machine or its network")
    return host


def _literal(host: str) -> IpAddress | None:
    """The address that a host written in figures means, in whatever way (``127.1``, ``0x7f000001``, ``[::1]``)."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))  # the older forms: fewer parts, octal, hexadecimal
    except OSError:
        return None


def is_public(address: IpAddress) -> bool:
    """Whether the whole internet can reach it: no loopback, private, link-local, shared, reserved or multicast range, however it
    is wrapped (IPv4-mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
        if address in LOCAL_NAT64 or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def system_resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_addresses(host: str, port: int, *, resolve: Resolve) -> list[str]:
    """What ``host`` resolves to. Raises ``FetchFailed`` when one of them is not public: a name that mixes is not trusted."""
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as exc:
        raise _failed(host, "the name is not known", "check the address and the connection") from exc
    if not found:
        raise _failed(host, "the name has no address", "check the address")
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not is_public(address):
            raise _refused(host, f"it leads to {address}, which is not a public address")
    return list(found)


def _refused(url: str, problem: str) -> FetchFailed:
    return FetchFailed(url, f"not fetched: {problem}", "give the public address of the page, or save the page and read the file")


def _failed(url: str, problem: str, advice: str) -> FetchFailed:
    return FetchFailed(url, problem, advice)
