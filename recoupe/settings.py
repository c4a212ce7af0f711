"""What a user sets once, in the environment. Nothing else in the package reads environment variables."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from recoupe.errors import UsageError

PREFIX = "RECOUPE_"


def _cache_dir() -> Path:
    """The user's cache folder by the XDG Base Directory Specification, which wants relative paths ignored."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "recoupe"


def _config_dir() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".config") / "recoupe"


class Settings(BaseSettings):
    """Each is the variable ``RECOUPE_`` and its name in capitals; a command's option of the same name wins over it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True, extra="ignore", frozen=True,
    )

    ledger: Path = Path("recoupe.db")
    """The ledger that commands open when ``--ledger`` does not name another; relative to the current folder."""
    jobs: int = Field(default=1, ge=1, le=256)
    """Processes that read reports side by side."""
    parser: dict[str, str] = Field(default_factory=dict)
    """For a language code, the spaCy pipeline to use in place of the pack's own: ``RECOUPE_PARSER__FR=fr_core_news_md``, or
    all of them as one JSON object in ``RECOUPE_PARSER``."""
    cache_dir: Path = Field(default_factory=_cache_dir)
    """Where what can be worked out again is kept."""
    key_file: Path = Field(default_factory=lambda: _config_dir() / "custody.key")
    """The key that signs heads of the custody log; made when it is first asked for."""
    accounts: Path = Field(default_factory=lambda: _config_dir() / "accounts.json")
    """Who may use a workbench that other machines can reach."""
    proxy: str | None = None
    """Through which addresses are fetched: ``socks5h://127.0.0.1:9050`` for Tor, or an http(s) proxy. Without it, directly."""
    fetch_pause: float = Field(default=1.0, ge=0.0, le=600.0)
    """Seconds between two requests to one host; a longer pause that the host asks for is kept."""

    @field_validator("ledger", "cache_dir", "key_file", "accounts")
    @classmethod
    def _home(cls, path: Path) -> Path:
        return path.expanduser()

    @field_validator("parser")
    @classmethod
    def _codes(cls, parsers: dict[str, str]) -> dict[str, str]:
        return {code.lower(): name for code, name in parsers.items()}


@cache
def load_settings() -> Settings:
    """The settings of this process, read once. Raises ``UsageError`` naming the variable whose value is wrong."""
    from pydantic_settings.exceptions import SettingsError

    try:
        return Settings()
    except ValidationError as exc:
        first = exc.errors()[0]
        variable = PREFIX + "__".join(str(part) for part in first["loc"]).upper()
        raise UsageError(f"{variable}={first['input']}: {first['msg']}") from exc
    except SettingsError as exc:
        raise UsageError(f"{PREFIX}PARSER: not a JSON object; set {PREFIX}PARSER__FR and the like instead") from exc
