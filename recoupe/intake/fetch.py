"""Fetching an address that the user gave: public hosts over http(s) only, with limits, and nothing else.

Each redirect is an address of its own. The check is made on the numbers that are connected to: a name is resolved once, every
answer must be public, and the connection goes to one of these answers: a name that changes its mind in between changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

from recoupe.errors import FetchFailed
from recoupe.intake.addresses import Resolve, check_address, public_addresses, system_resolve

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

    import httpcore
    import httpx

AGENT = "recoupe"
KEPT_HEADERS = ("content-type", "date", "etag", "last-modified", "server", "content-language")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRY = "try again later, or save the page and read the file"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    seconds: float = 30.0
    """For one address, its redirects included."""
    size: int = 64 << 20
    """Bytes of the answer, unpacked."""
    redirects: int = 5
    pause: float = 1.0
    """Seconds between two requests to one host; a longer ``Crawl-delay`` of the host wins, up to a minute."""
    robots_size: int = 512 << 10


@dataclass(frozen=True, slots=True)
class Fetched:
    """``data`` is None where the host says that nothing has changed since ``known``."""

    address: str
    """Where the answer came from in the end."""
    data: bytes | None
    headers: tuple[tuple[str, str], ...]
    redirected: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


@dataclass
class Fetcher:
    """Use as a context manager. ``proxy`` (``socks5h://127.0.0.1:9050`` for Tor) resolves and connects in our place: then names
    are not resolved here, and only addresses in figures can be checked."""

    proxy: str | None = None
    limits: FetchLimits = field(default_factory=FetchLimits)
    resolve: Resolve = system_resolve
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    respect_robots: bool = True
    transport: httpx.BaseTransport | None = None
    """In the place of the network."""
    _client: httpx.Client | None = None
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, *, known: Mapping[str, str] | None = None) -> Fetched:
        """``known`` holds ``etag`` and ``last-modified`` of an earlier answer. Raises ``FetchFailed``."""
        deadline = self.clock() + self.limits.seconds
        came_by: list[str] = []
        at = url
        while True:
            check_address(at)
            self._ask_robots(at, deadline)
            status, headers, data = self._request(at, deadline, known=known or {}, most=self.limits.size)
            if status in REDIRECTS and headers.get("location"):
                came_by.append(at)
                if len(came_by) > self.limits.redirects:
                    raise FetchFailed(url, f"more than {self.limits.redirects} redirects", "give the address where they lead")
                at = urljoin(at, headers["location"])
                continue
            kept = tuple((name, headers[name]) for name in KEPT_HEADERS if name in headers)
            if status == 304:
                return Fetched(at, None, kept, tuple(came_by))
            if status != 200:
                raise FetchFailed(url, f"the host answers {status}", RETRY)
            return Fetched(at, data, kept, tuple(came_by))

    def post(self, url: str, body: bytes, *, content_type: str) -> bytes:
        """Send ``body`` and return the answer; redirects are not followed. Raises ``FetchFailed``."""
        import httpx

        check_address(url)
        deadline = self.clock() + self.limits.seconds
        try:
            with self._connected().stream(
                "POST", url, content=body, headers={"Content-Type": content_type}, timeout=self.limits.seconds
            ) as answer:
                if answer.status_code != 200:
                    raise FetchFailed(url, f"the host answers {answer.status_code}", RETRY)
                return self._body(answer.iter_bytes(), url, deadline, self.limits.size)
        except httpx.InvalidURL as exc:
            raise FetchFailed(url, "it is not a proper address", "check it") from exc
        except (httpx.HTTPError, OSError, ValueError) as exc:
            raise FetchFailed(url, f"the connection failed ({type(exc).__name__})", RETRY) from exc

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask_robots(self, url: str, deadline: float) -> None:
        if not self.respect_robots:
            return
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        rules = self._robots.get(host)
        if rules is None:
            rules = self._robots[host] = self._rules(host, deadline)
        if not rules.can_fetch(AGENT, url):
            raise FetchFailed(url, "the host's robots.txt asks programs not to fetch it", "save the page and read the file")

    def _rules(self, host: str, deadline: float) -> RobotFileParser:
        from urllib.robotparser import RobotFileParser

        rules = RobotFileParser()
        address = f"{host}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            try:
                check_address(address)
                status, headers, data = self._request(address, deadline, known={}, most=self.limits.robots_size)
            except FetchFailed:
                status, headers, data = 404, {}, b""
            if status in REDIRECTS and headers.get("location"):
                address = urljoin(address, headers["location"])
                continue
            break
        if status in (401, 403):
            rules.disallow_all = True  # type: ignore[attr-defined]
        elif status == 200:
            rules.parse(data.decode("utf-8", errors="replace").splitlines())
        else:
            rules.allow_all = True  # type: ignore[attr-defined]
        rules.modified()
        return rules

    def _request(self, url: str, deadline: float, *, known: Mapping[str, str], most: int) -> tuple[int, dict[str, str], bytes]:
        import httpx

        self._wait(url, deadline)
        asked = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last-modified")}
        try:
            with self._connected().stream(
                "GET", url, headers={name: value for name, value in asked.items() if value}, timeout=self._left(url, deadline)
            ) as answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                data = b"" if answer.status_code in REDIRECTS else self._body(answer.iter_bytes(), url, deadline, most)
                return answer.status_code, headers, data
        except FetchFailed as exc:
            raise FetchFailed(url, exc.problem, exc.advice) from exc
        except httpx.InvalidURL as exc:
            raise FetchFailed(url, "it is not a proper address", "check it") from exc
        except (httpx.HTTPError, OSError, ValueError) as exc:
            raise FetchFailed(url, f"the connection failed ({type(exc).__name__})", RETRY) from exc

    def _body(self, chunks: Iterable[bytes], url: str, deadline: float, most: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        for chunk in chunks:
            self._left(url, deadline)
            size += len(chunk)
            if size > most:
                raise FetchFailed(url, f"the answer is larger than {most} bytes", "save it and read the file")
            parts.append(chunk)
        return b"".join(parts)

    def _left(self, url: str, deadline: float) -> float:
        left = deadline - self.clock()
        if left <= 0:
            raise FetchFailed(url, f"no answer within {self.limits.seconds:g} seconds", RETRY)
        return left

    def _wait(self, url: str, deadline: float) -> None:
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        pause = max(self.limits.pause, min(float(asked or 0), 60.0))
        before = self._last.get(parts.netloc)
        if before is not None and (ahead := before + pause - self.clock()) > 0:
            self.sleep(min(ahead, max(0.0, deadline - self.clock())))
        self._last[parts.netloc] = self.clock()

    def _connected(self) -> httpx.Client:
        if self._client is None:
            import httpx

            transport = self.transport or (None if self.proxy else _transport(self.resolve))
            self._client = httpx.Client(
                transport=transport, proxy=self.proxy if transport is None else None, follow_redirects=False, trust_env=False,
                headers={"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"},
            )  # fmt: skip
        return self._client


def _transport(resolve: Resolve) -> httpx.HTTPTransport:
    """httpx's own, with connections that go only where ``public_addresses`` lets them."""
    import httpcore
    import httpx

    class Guarded(httpcore.NetworkBackend):
        def __init__(self) -> None:
            self._plain = httpcore.SyncBackend()

        def connect_tcp(
            self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:  # fmt: skip
            last: Exception | None = None
            for address in public_addresses(host, port, resolve=resolve):
                try:
                    return self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                    last = exc
            raise last or httpcore.ConnectError(f"no address of {host} answers")

        def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
            raise httpcore.ConnectError("a socket of this machine is not fetched from")

        def sleep(self, seconds: float) -> None:
            self._plain.sleep(seconds)

    transport = httpx.HTTPTransport(trust_env=False, retries=0)
    pool: Any = transport._pool
    pool._network_backend = Guarded()
    return transport
