from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave the user's cache folder alone."""
    before = os.environ.get("RECOUPE_CACHE_DIR")
    os.environ["RECOUPE_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["RECOUPE_CACHE_DIR"]
    else:
        os.environ["RECOUPE_CACHE_DIR"] = before
