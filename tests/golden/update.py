"""``python -m tests.golden.update``: write the golden file anew, and show what changed, to be looked at."""

from __future__ import annotations

import difflib
import sys

from recoupe.pipeline import Reader
from tests.golden.dossier import GOLDEN, golden_lines


def main() -> None:
    old = GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else []
    new = list(golden_lines(Reader()))
    GOLDEN.write_text("".join(line + "\n" for line in new), encoding="utf-8")
    sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(old, new, "before", "now", lineterm="", n=0))
    print(f"{GOLDEN}: {len(new)} claims, {len(old)} before")


if __name__ == "__main__":
    main()
