from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.errors import UsageError
from recoupe.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEDGER", "JOBS", "PARSER", "PARSER__FR", "CACHE_DIR"):
        monkeypatch.delenv(f"RECOUPE_{name}", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    load_settings.cache_clear()


def test_without_any_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/a")
    assert load_settings() == Settings(ledger=Path("recoupe.db"), jobs=1, parser={}, cache_dir=Path("/home/a/.cache/recoupe"))


def test_each_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "HOME": "/home/a", "RECOUPE_LEDGER": "~/d.db", "RECOUPE_JOBS": "2", "RECOUPE_PARSER__FR": "fr_core_news_md",
        "RECOUPE_CACHE_DIR": "/var/c",
    }.items():
        monkeypatch.setenv(name, value)
    found = load_settings()
    assert (found.ledger, found.jobs) == (Path("/home/a/d.db"), 2)
    assert (found.parser, found.cache_dir) == ({"fr": "fr_core_news_md"}, Path("/var/c"))


def test_the_cache_is_where_the_user_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/a")
    assert load_settings().cache_dir == Path("/var/cache/a/recoupe")


def test_a_relative_cache_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("HOME", "/home/a")
    assert load_settings().cache_dir == Path("/home/a/.cache/recoupe")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUPE_JOBS", "")
    assert load_settings().jobs == 1


def test_all_parsers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUPE_PARSER", '{"fr": "a", "ar": "b"}')
    assert load_settings().parser == {"fr": "a", "ar": "b"}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("RECOUPE_JOBS", "0", "RECOUPE_JOBS=0: Input should be greater than or equal to 1"),
        ("RECOUPE_JOBS", "many", "RECOUPE_JOBS=many"),
        ("RECOUPE_PARSER", "fr_core_news_md", "RECOUPE_PARSER: not a JSON object; set RECOUPE_PARSER__FR"),
        ("RECOUPE_PARSER", '{"fr": 3}', "RECOUPE_PARSER__FR=3"),
    ],
)
def test_a_wrong_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        load_settings()
    assert says in str(caught.value)
