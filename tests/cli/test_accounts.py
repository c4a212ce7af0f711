"""``recoupe accounts``, and whom ``recoupe serve`` lets in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recoupe.cli.serve import Tls, _settings
from recoupe.errors import UsageError
from recoupe.web.settings import LOOPBACK, WebSettings
from tests.cli.conftest import Shell

PASSWORD = "four words make one\n"


def test_accounts_are_made_changed_and_removed(shell: Shell) -> None:
    file = ["--accounts", "a.json"]
    assert "no accounts" in shell("accounts", "list", *file).stderr
    assert shell("accounts", "add", "Ada B.", "coder", *file, input=PASSWORD).exit_code == 0
    assert shell("accounts", "add", "ada b.", "reader", *file, input=PASSWORD).exit_code == 2
    assert shell("accounts", "add", "other", "king", *file, input=PASSWORD).exit_code == 2
    assert shell("accounts", "add", "other", "reader", *file, input="short\n").exit_code == 2
    assert shell("accounts", "role", "ada b.", "editor", *file).exit_code == 0
    name, role, since = shell("accounts", "list", *file).stdout.strip().split("\t")
    assert (name, role) == ("Ada B.", "editor")
    assert since.startswith("20")
    before = (shell.folder / "a.json").read_text(encoding="utf-8")
    assert shell("accounts", "password", "Ada B.", *file, input="another password\n").exit_code == 0
    assert (shell.folder / "a.json").read_text(encoding="utf-8") != before
    assert shell("accounts", "remove", "Ada B.", *file).exit_code == 0
    assert shell("accounts", "remove", "Ada B.", *file).exit_code == 1
    assert shell("accounts", "password", "Ada B.", *file, input=PASSWORD).exit_code == 1


def test_a_password_is_no_argument(shell: Shell) -> None:
    assert shell("accounts", "add", "a", "reader", "a password here", "--accounts", "a.json").exit_code == 2
    assert shell("accounts", "add", "a", "reader", "--password", "a password here", "--accounts", "a.json").exit_code == 2


OPEN = Tls(None, None, None, True)
CLOSED = Tls(None, None, None, False)
PROXY = Tls(None, None, "127.0.0.1", False)


def settings(accounts: Path | None, *, host: str = "127.0.0.1", names: tuple[str, ...] = (), tls: Tls = CLOSED) -> WebSettings:
    found: WebSettings = _settings(Path("x.db"), None, host=host, names=list(names), accounts=accounts, tls=tls)
    return found


@pytest.fixture
def some(shell: Shell) -> Path:
    shell("accounts", "add", "a", "admin", "--accounts", "some.json", input=PASSWORD)
    return shell.folder / "some.json"


def test_alone_on_this_machine_nobody_signs_in(some: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(None) == WebSettings(Path("x.db"))
    for host in ("127.0.0.2", "::1", "localhost"):
        assert settings(None, host=host).accounts is None
    assert settings(some).accounts == some, "a file that is named is used"
    assert "127.0.0.2" in settings(None, host="127.0.0.2").hosts


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])
def test_other_machines_need_accounts(shell: Shell, host: str) -> None:
    with pytest.raises(UsageError, match="need an account"):
        settings(shell.folder / "none.json", host=host, names=("desk.example",), tls=OPEN)


@pytest.mark.parametrize("more", [{"names": ("desk.example",)}, {"tls": PROXY}, {"names": ("127.0.0.1", "192.0.2.7")}])
def test_a_proxy_or_another_name_needs_accounts_too(shell: Shell, more: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="need an account"):
        settings(shell.folder / "none.json", **more)


def test_nothing_crosses_the_network_in_the_clear_unless_one_says_so(some: Path) -> None:
    with pytest.raises(UsageError, match="network"):
        settings(some, host="192.0.2.7")
    assert settings(some, host="192.0.2.7", tls=OPEN).hosts == (*LOOPBACK, "192.0.2.7")
    with pytest.raises(UsageError, match="allow-host"):
        settings(some, host="0.0.0.0", tls=OPEN)
    found = settings(some, host="::", names=("Desk.example", "2001:db8::1"), tls=PROXY)
    assert found.hosts == (*LOOPBACK, "desk.example", "[2001:db8::1]")
    assert found.encrypted


@pytest.mark.parametrize("name", ["*", "https://desk.example", "desk.example:80", "", "a/b"])
def test_names_are_names(some: Path, name: str) -> None:
    with pytest.raises(UsageError):
        settings(some, names=(name,), tls=OPEN)


def test_serving_to_everybody_is_refused_without_accounts(tmp_path: Path) -> None:
    words = ["serve", "--ledger", "dossier.db", "--host", "0.0.0.0", "--accounts", "none.json"]
    done = subprocess.run([str(Path(sys.executable).with_name("recoupe")), *words], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "recoupe accounts add" in done.stderr
