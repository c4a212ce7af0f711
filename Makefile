PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo test lint types figures guide web clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $(STAMP)

demo: setup
	@rm -rf build/demo && mkdir -p build/demo
	@$(BIN)/recoupe read examples/dossier/0*.txt --ledger build/demo/dossier.db
	@COLUMNS=$${COLUMNS:-140} $(BIN)/python -m docs.demo build/demo/dossier.db

test: setup lint types
	@$(BIN)/python -m bench examples --quick --check > build/examples.log || { cat build/examples.log; exit 1; }
	@$(BIN)/python -m bench heldout --check > build/heldout.log || { cat build/heldout.log; exit 1; }
	@$(BIN)/python -m bench crosscheck --quick --check > build/crosscheck.log || { cat build/crosscheck.log; exit 1; }
	@$(BIN)/python -m pytest -n 2

lint: setup
	@mkdir -p build
	@$(BIN)/ruff check --quiet .

types: setup
	@$(BIN)/mypy --no-error-summary

figures: setup
	@for name in seed examples heldout press parser crosscheck speed knowledge_speed; do $(BIN)/python -m bench $$name || test $$? = 3 || exit 1; done
	@$(BIN)/python -m bench table

guide: setup
	@$(BIN)/python -m docs.make_reference
	@$(BIN)/python -m docs.make_picture
	@$(BIN)/python -m bench table --readme

web:
	@cd frontend && npm install --no-audit --no-fund --no-package-lock --silent && node build.mjs && node borders.mjs

clean:
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis
