from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from recoupe.errors import FetchFailed
from recoupe.intake.fetch import Fetched, Fetcher, FetchLimits

Answer = Callable[[httpx.Request], httpx.Response]


class Host:
    """A host in memory: answers by path, and what it was asked, when."""

    def __init__(self, **answers: httpx.Response | Answer) -> None:
        self.answers = answers
        self.asked: list[httpx.Request] = []
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        found = self.answers.get(request.url.path.strip("/").replace(".", "_") or "root", httpx.Response(404))
        return found if isinstance(found, httpx.Response) else found(request)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def fetcher(self, **limits: float) -> Fetcher:
        return Fetcher(
            transport=httpx.MockTransport(self),
            limits=FetchLimits(**limits),  # type: ignore[arg-type]
            clock=lambda: self.now,
            sleep=self.sleep,
        )

    def fetch(self, path: str, known: dict[str, str] | None = None, **limits: float) -> Fetched:
        with self.fetcher(**limits) as fetcher:
            return fetcher.fetch(f"https://example.org/{path}", known=known)


def test_a_page_with_its_headers() -> None:
    host = Host(
        page=httpx.Response(200, content=b"text", headers={"ETag": '"1"', "Set-Cookie": "a=b", "Content-Type": "text/html"})
    )
    found = host.fetch("page")
    assert (found.data, found.header("etag"), found.header("content-type")) == (b"text", '"1"', "text/html")
    assert found.header("set-cookie") is None
    assert "cookie" not in host.asked[-1].headers


def test_redirects_are_followed_and_told() -> None:
    host = Host(a=httpx.Response(301, headers={"Location": "/b"}), b=httpx.Response(200, content=b"there"))
    found = host.fetch("a")
    assert (found.address, found.data, found.redirected) == ("https://example.org/b", b"there", ("https://example.org/a",))


def test_circles_of_redirects_end() -> None:
    host = Host(a=httpx.Response(302, headers={"Location": "/a"}))
    with pytest.raises(FetchFailed, match="more than 3 redirects"):
        host.fetch("a", redirects=3)


def test_robots_are_asked_once_and_obeyed() -> None:
    host = Host(
        robots_txt=httpx.Response(200, text="User-agent: *\nDisallow: /secret"),
        secret=httpx.Response(200),
        free=httpx.Response(200, content=b"x"),
    )
    with host.fetcher() as fetcher:
        with pytest.raises(FetchFailed, match=r"robots\.txt"):
            fetcher.fetch("https://example.org/secret")
        assert fetcher.fetch("https://example.org/free").data == b"x"
    assert [r.url.path for r in host.asked] == ["/robots.txt", "/free"]


def test_a_host_that_hides_its_robots_is_left_alone() -> None:
    host = Host(robots_txt=httpx.Response(403), free=httpx.Response(200))
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        host.fetch("free")


def test_a_pause_between_requests_and_the_host_s_own_longer_one() -> None:
    host = Host(robots_txt=httpx.Response(200, text="User-agent: *\nCrawl-delay: 7"), a=httpx.Response(200, content=b"x"))
    with host.fetcher(pause=2, seconds=100) as fetcher:
        fetcher.fetch("https://example.org/a")
        fetcher.fetch("https://example.org/a")
    assert host.slept == [7, 7]


def test_what_has_not_changed_is_not_sent_again() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(304) if request.headers.get("if-none-match") == '"1"' else httpx.Response(200, content=b"x")

    host = Host(feed=answer)
    assert host.fetch("feed").data == b"x"
    assert host.fetch("feed", known={"etag": '"1"'}).data is None


def test_sizes_and_statuses_are_bounded() -> None:
    host = Host(big=httpx.Response(200, content=b"x" * 1000), gone=httpx.Response(410))
    with pytest.raises(FetchFailed, match="larger than 100 bytes"):
        host.fetch("big", size=100)
    with pytest.raises(FetchFailed, match="answers 410"):
        host.fetch("gone")


def test_packed_answers_are_counted_unpacked() -> None:
    import gzip

    packed = gzip.compress(b"a" * 10_000_000)
    host = Host(bomb=httpx.Response(200, content=packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FetchFailed, match="larger than"):
        host.fetch("bomb", size=1_000_000)


def test_a_slow_host_is_given_up() -> None:
    def slow(request: httpx.Request) -> httpx.Response:
        host.now += 20
        return httpx.Response(302, headers={"Location": f"/slow?{host.now}"})

    host = Host(slow=slow)
    with pytest.raises(FetchFailed, match="within 30 seconds"):
        host.fetch("slow", seconds=30)


def test_without_a_connection_it_says_so() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no")

    with pytest.raises(FetchFailed, match=r"connection failed \(ConnectTimeout\); try again later"):
        Host(robots_txt=httpx.Response(404), page=broken).fetch("page")
