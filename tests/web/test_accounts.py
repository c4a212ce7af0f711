"""Accounts, roles, sessions and how often a password may be tried."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import DataError, NoSuchAccount, UsageError
from recoupe.web.accounts import Account, Accounts, Passwords, Role
from recoupe.web.app import PAGES, create_app
from recoupe.web.pages.entry import _inside
from recoupe.web.security import role_for
from recoupe.web.sessions import IDLE, LONGEST, Door, Sessions, Throttle
from recoupe.web.settings import WebSettings
from tests.web.conftest import HOST, token
from tests.web.test_review import decisions, form

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
PASSWORD = "four words make one"
NAMES = {role: f"the {role.value}" for role in Role}
CHANGES = {
    "/sign-in": None, "/sign-out": Role.READER, "/account": Role.READER, "/accounts": Role.ADMIN, "/accounts/role": Role.ADMIN,
    "/accounts/remove": Role.ADMIN, "/review": Role.CODER, "/review/undo": Role.CODER, "/reports": Role.EDITOR,
    "/review/merge": Role.EDITOR, "/review/split": Role.EDITOR,
}  # fmt: skip


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def kept(tmp_path: Path) -> Accounts:
    accounts = Accounts(tmp_path / "kept" / "accounts.json", passwords=QUICK)
    for role, name in NAMES.items():
        accounts.add(name, role, PASSWORD)
    return accounts


@pytest.fixture
def closed(ledger: Path, kept: Accounts) -> FastAPI:
    """A workbench that asks for an account."""
    app = create_app(WebSettings(ledger, accounts=kept.path))
    app.state.accounts.passwords = QUICK
    return app


@pytest.fixture
def enter(closed: FastAPI) -> Iterator[Callable[[Role | None], TestClient]]:
    opened: list[TestClient] = []

    def entered(role: Role | None) -> TestClient:
        found = TestClient(closed, base_url=HOST, raise_server_exceptions=False, follow_redirects=False)
        opened.append(found)
        if role is not None:
            assert sign_in(found, NAMES[role]).status_code == 303
        return found

    yield entered
    for client in opened:
        client.close()


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in", data={"token": token(client, "/sign-in"), "name": name, "password": password, **more})


# ------------------------------------------------------------------ the file


def test_the_file_is_its_owners_alone_and_holds_no_password(kept: Accounts) -> None:
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    text = kept.path.read_text(encoding="utf-8")
    assert PASSWORD not in text
    assert text.count("$argon2id$") == len(Role)


def test_another_reader_of_the_file_sees_every_change(kept: Accounts) -> None:
    other = Accounts(kept.path, passwords=QUICK)
    assert [a.name for a in other.all()] == sorted(NAMES.values())
    kept.set_role(NAMES[Role.READER], Role.CODER)
    assert other.get("THE  reader").role is Role.CODER
    kept.remove(NAMES[Role.READER])
    assert other.find(NAMES[Role.READER]) is None


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "a\u202eb", "a\nb\x00"])
def test_names_that_cannot_be_seen_are_refused(kept: Accounts, name: str) -> None:
    with pytest.raises(UsageError):
        kept.add(name, Role.READER, PASSWORD)


def test_names_are_one_whatever_their_spelling(kept: Accounts) -> None:
    with pytest.raises(UsageError, match="already"):
        kept.add("THE Reader", Role.ADMIN, PASSWORD)
    with pytest.raises(UsageError, match="12 to"):
        kept.add("new", Role.READER, "short")
    with pytest.raises(NoSuchAccount):
        kept.set_role("nobody", Role.READER)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 2, "accounts": []}', '{"form": 1, "accounts": [{"name": "a"}]}'])
def test_a_damaged_file_is_refused(kept: Accounts, text: str) -> None:
    kept.path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError):
        kept.all()


@given(st.text(min_size=12, max_size=40), st.text(min_size=12, max_size=40))
def test_only_the_password_fits(one: str, other: str) -> None:
    account = Account("a", Role.READER, QUICK.hash(one), "")
    assert QUICK.fits(one, account)
    assert not QUICK.fits(one, None)
    assert QUICK.fits(other, account) == (QUICK.fits(one, account) and _same(one, other))


def _same(one: str, other: str) -> bool:
    import unicodedata

    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)


# ------------------------------------------------------------------ sessions and tries


def test_sessions_end_by_themselves(kept: Accounts) -> None:
    clock = Clock()
    sessions = Sessions(kept, clock=clock)
    session = sessions.begin(kept.get(NAMES[Role.CODER]))
    assert (found := sessions.account(session)) is not None
    assert found.role is Role.CODER
    clock.now += IDLE - 1
    assert sessions.account(session)
    clock.now += IDLE + 1
    assert sessions.account(session) is None, "nobody asked for anything"
    session = sessions.begin(kept.get(NAMES[Role.CODER]))
    for _ in range(int(LONGEST / (IDLE / 2)) + 1):
        clock.now += IDLE / 2
        sessions.account(session)
    assert sessions.account(session) is None, "it lasted long enough"
    for forged in ("", "x", session[:-1] + "A", "é"):
        assert sessions.account(forged) is None


def test_a_session_ends_with_its_account_its_password_and_its_signing_out(kept: Accounts) -> None:
    sessions = Sessions(kept, clock=Clock())
    one, two, three = (sessions.begin(kept.get(NAMES[role])) for role in (Role.READER, Role.CODER, Role.EDITOR))
    kept.remove(NAMES[Role.READER])
    kept.set_password(NAMES[Role.CODER], "another password altogether")
    sessions.end(three)
    assert [sessions.account(s) for s in (one, two, three)] == [None, None, None]


def test_wrong_passwords_make_one_wait_longer_and_longer() -> None:
    clock = Clock()
    throttle = Throttle(3, longest=10.0, clock=clock)
    waits = []
    for _ in range(8):
        throttle.failed("a")
        waits.append(throttle.wait("a"))
        clock.now += waits[-1]
    assert waits == [0, 0, 1, 2, 4, 8, 10, 10]
    assert throttle.wait("b") == 0
    clock.now += 90_000
    throttle.failed("a")
    assert throttle.wait("a") == 0, "a day later it is forgotten"
    throttle.failed("a")
    throttle.succeeded("a")
    throttle.failed("a")
    throttle.failed("a")
    assert throttle.wait("a") == 0


def test_what_is_remembered_of_failures_has_an_end() -> None:
    throttle = Throttle(1, longest=10.0, clock=Clock(), most=100)
    for n in range(1000):
        throttle.failed(str(n))
    assert throttle.wait("999") > 0
    assert throttle.wait("0") == 0


def test_a_right_password_waits_too_and_addresses_are_counted_over_all_names(kept: Accounts) -> None:
    clock = Clock()
    door = Door(kept, clock=clock)
    name = NAMES[Role.READER]
    for _ in range(5):
        assert door.open(name, "wrong wrong wrong", address="1") is None
    assert door.open(name.upper(), PASSWORD, address="2") is None, "the account waits, from wherever"
    clock.now += 1
    assert door.open(name, PASSWORD, address="2")
    for n in range(15):
        door.open(f"nobody {n}", PASSWORD, address="1")
    assert door.wait("somebody else", "1") > 0
    assert door.wait("somebody else", "2") == 0


def test_an_old_hash_is_made_anew_on_signing_in(kept: Accounts) -> None:
    before = kept.get(NAMES[Role.READER]).hash
    newer = Accounts(kept.path, passwords=Passwords(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)))
    session = Door(newer, clock=Clock()).open(NAMES[Role.READER], PASSWORD, address="1")
    assert session
    assert kept.get(NAMES[Role.READER]).hash != before


# ------------------------------------------------------------------ who may what


def questions() -> list[tuple[str, str]]:
    """Every method and path that the workbench answers to, descriptions and what is not there included."""
    found = [(m, r.path) for page in PAGES for r in page.router.routes if isinstance(r, APIRoute) for m in r.methods]
    return sorted({*found, ("GET", "/api"), ("GET", "/api/openapi.json"), ("GET", "/no/such/page"), ("POST", "/no/such/page")})


def test_every_change_has_its_role() -> None:
    changes = {path for method, path in questions() if method not in ("GET", "HEAD") and path != "/no/such/page"}
    assert changes >= CHANGES.keys()
    for path in changes:
        assert role_for("POST", path) == CHANGES.get(path, Role.CODER if path.startswith("/review/") else Role.EDITOR), path
    assert role_for("DELETE", "/whatever/comes") is Role.EDITOR
    assert role_for("GET", "/accounts") is Role.ADMIN


def test_the_matrix_of_roles(enter: Callable[[Role | None], TestClient]) -> None:
    """Every address by every role: what is refused is refused by the role, before anything else is looked at."""
    asked = [(method, path) for method, path in questions() if path != "/sign-out"]
    assert len(asked) > 40
    for role in (None, *Role):
        client = enter(role)
        good = token(client, "/sign-in")
        for method, path in asked:
            address = re.sub(r"\{[^}]*\}", "iz", path)
            found = client.request(method, address, data={"token": good} if method == "POST" else None)
            is_as_it_should(found, role, method, path)


def is_as_it_should(found: Response, role: Role | None, method: str, path: str) -> None:
    needed, what = role_for(method, path), (role, method, path)
    if needed is None or (role is not None and role.may(needed)):
        assert found.status_code not in (401, 403), what
    elif role is not None:
        assert found.status_code == 403, what
        assert "calls for the role" in found.text
    elif method == "GET" and not path.endswith((".json", ".csv")) and not path.startswith("/api"):
        assert found.status_code == 303, what
        assert found.headers["location"].startswith("/sign-in")
    else:
        assert found.status_code == 401, what


def test_no_change_goes_without_the_token_of_the_session(enter: Callable[[Role | None], TestClient]) -> None:
    admin = enter(Role.ADMIN)
    for method, path in questions():
        if method in ("GET", "HEAD") or path == "/no/such/page":
            continue
        address = re.sub(r"\{[^}]*\}", "iz", path)
        given = dict.fromkeys(("claim", "answer", "author", "seen", "decision", "name", "password", "new"), "x" * 16)
        found = admin.request(method, address, data={**given, "token": "0" * 64, "role": "reader"})
        assert found.status_code in (403, 422), (method, path)
        assert admin.request(method, address, data=given).status_code in (403, 422), (method, path)
    assert len(admin.get("/accounts").text.split("the ")) > len(Role)


def test_other_sites_forms_are_refused_even_with_a_token(enter: Callable[[Role | None], TestClient]) -> None:
    editor = enter(Role.EDITOR)
    good = token(editor)
    foreign = [{"origin": "https://a.example"}, {"origin": "null"}, *({"sec-fetch-site": s} for s in ("cross-site", "same-site"))]
    for headers in foreign:
        assert editor.post("/reports", data={"token": good, "text": " "}, headers=headers).status_code == 403, headers
    assert editor.post("/reports", data={"token": good, "text": " "}, headers={"origin": HOST}).status_code == 400


def test_a_decision_bears_the_name_of_the_account(enter: Callable[[Role | None], TestClient]) -> None:
    coder, editor = enter(Role.CODER), enter(Role.EDITOR)
    asked = form(coder)
    assert coder.post("/review", data={**asked, "answer": "yes", "author": "the editor"}).status_code == 303
    assert coder.post("/review", data={**form(coder), "answer": "no", "author": "x", "settles": "true"}).status_code == 403
    other = form(editor)
    assert editor.post("/review", data={**other, "answer": "no", "author": "the coder"}).status_code == 303
    made = decisions(coder)
    assert [d["author"] for d in made] == ["the coder", "the editor"]
    undo = {"token": token(coder, "/review"), "author": "the editor"}
    assert coder.post("/review/undo", data={**undo, "decision": made[1]["id"]}).status_code == 403, "another's decision"
    assert coder.post("/review/undo", data={**undo, "decision": made[0]["id"]}).status_code == 303
    assert 'readonly' in coder.get("/review").text


def test_readers_are_offered_nothing_that_they_may_not(enter: Callable[[Role | None], TestClient]) -> None:
    reader, editor = enter(Role.READER), enter(Role.EDITOR)
    assert 'action="/reports"' not in reader.get("/").text
    assert 'action="/reports"' in editor.get("/").text
    assert 'data-key="y"' not in reader.get("/review").text
    assert 'href="/accounts"' not in editor.get("/").text


# ------------------------------------------------------------------ in and out


def test_signing_in_gives_a_new_session_and_leads_on(enter: Callable[[Role | None], TestClient]) -> None:
    client = enter(None)
    sent = client.get("/incidents.json?limit=5")
    assert (sent.status_code, sent.json()) == (401, {"error": "Sign in first."})
    assert client.get("/search?q=a%26b").headers["location"] == "/sign-in?next=%2Fsearch%3Fq%3Da%2526b"
    before = token(client, "/sign-in")
    planted = client.cookies["recoupe"]
    found = sign_in(client, "THE READER", next="/search?q=a%26b")
    assert (found.status_code, found.headers["location"]) == (303, "/search?q=a%26b")  # type: ignore[attr-defined]
    assert client.cookies["recoupe"] != planted, "what was there before signing in is worth nothing after it"
    assert client.get("/").status_code == 200
    assert token(client) != before
    session = client.cookies["recoupe"]
    assert client.post("/sign-out", data={"token": token(client)}).status_code == 303
    assert client.get("/").status_code == 303
    client.cookies.set("recoupe", session)
    assert client.get("/").status_code == 303, "signed out is signed out"


def test_wrong_passwords_say_nothing_of_names_and_are_slowed_down(enter: Callable[[Role | None], TestClient]) -> None:
    client = enter(None)
    wrong, nobody = sign_in(client, NAMES[Role.READER], "wrong wrong wrong"), sign_in(client, "nobody", "wrong wrong wrong")
    same = [re.sub(r'value="[^"]*"', "", f.text) for f in (wrong, nobody)]  # type: ignore[attr-defined]
    assert same[0] == same[1]
    assert wrong.status_code == nobody.status_code == 401  # type: ignore[attr-defined]
    for _ in range(4):
        sign_in(client, NAMES[Role.READER], "wrong wrong wrong")
    late = sign_in(client, NAMES[Role.READER])
    assert late.status_code == 429  # type: ignore[attr-defined]
    assert int(late.headers["retry-after"]) >= 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("next", ["//evil.example", "/\\evil.example", "https://evil.example", "\t//a.example", "/a\nb", "", "a"])
def test_signing_in_leads_to_no_other_host(next: str) -> None:
    assert _inside(next) == "/"


def test_ones_own_password(enter: Callable[[Role | None], TestClient]) -> None:
    one, other = enter(Role.READER), enter(Role.READER)
    given = {"token": token(one), "new": "another password altogether"}
    assert one.post("/account", data={**given, "password": "wrong wrong wrong"}).status_code == 403
    assert one.post("/account", data={**given, "password": PASSWORD, "new": "short"}).status_code == 400
    assert one.post("/account", data={**given, "password": PASSWORD}).status_code == 303
    assert one.get("/").status_code == 200
    assert other.get("/").status_code == 303, "the other session has ended"


def test_an_admin_keeps_the_accounts(enter: Callable[[Role | None], TestClient], kept: Accounts) -> None:
    admin = enter(Role.ADMIN)
    good = {"token": token(admin)}
    assert admin.post("/accounts", data={**good, "name": "<b>new</b>", "role": "coder", "password": PASSWORD}).status_code == 303
    assert "&lt;b&gt;new&lt;/b&gt;" in admin.get("/accounts").text
    assert admin.post("/accounts/role", data={**good, "name": "<b>new</b>", "role": "editor"}).status_code == 303
    assert kept.get("<b>new</b>").role is Role.EDITOR
    assert admin.post("/accounts/role", data={**good, "name": NAMES[Role.ADMIN], "role": "reader"}).status_code == 400
    assert admin.post("/accounts/remove", data={**good, "name": "THE admin"}).status_code == 400
    assert admin.post("/accounts/remove", data={**good, "name": "<b>new</b>"}).status_code == 303
    assert admin.post("/accounts/remove", data={**good, "name": "<b>new</b>"}).status_code == 404
    assert admin.post("/accounts", data={**good, "name": "n", "role": "king", "password": PASSWORD}).status_code == 422


def test_by_https_cookies_are_secure(ledger: Path, kept: Accounts) -> None:
    app = create_app(WebSettings(ledger, ("desk.example",), accounts=kept.path, encrypted=True))
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as client:
        found = client.get("/sign-in")
        (cookie,) = [c for c in found.headers.get_list("set-cookie") if "recoupe=" in c]
        assert cookie.startswith("__Host-recoupe=")
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")[1:]}
        assert found.headers["strict-transport-security"]
        assert client.get("/", headers={"host": "127.0.0.1"}).status_code == 421


def test_without_accounts_there_is_no_door(client: TestClient) -> None:
    for path in ("/sign-in", "/account", "/accounts"):
        assert client.get(path).status_code == 404
    assert "sign-out" not in client.get("/").text
