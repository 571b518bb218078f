PORT ?= 8000
DATA ?= var
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test check bench clean

run: $(BIN)/.run
	$(BIN)/tongxin up --port $(PORT) --data $(DATA) --demo

test: export PYTHONDONTWRITEBYTECODE =  # over a hundred processes are started: each would compile everything anew
test: $(BIN)/.test
	$(BIN)/python -m pytest -n 3 --dist loadgroup

check: $(BIN)/.test
	$(BIN)/ruff format --check src hatch_build.py
	$(BIN)/ruff check src hatch_build.py
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/tongxin manage makemigrations --check --dry-run
	$(BIN)/python -m pytest -q src/tongxin/project/tests/test_guards.py

bench: $(BIN)/.test
	$(BIN)/tongxin bench all --json

clean:
	rm -rf .venv src/tongxin/static frontend/node_modules

$(BIN)/python:
	$(PYTHON) -m venv .venv >/dev/null 2>&1 || ( \
	  rm -rf .venv && $(PYTHON) -m venv --without-pip .venv && .venv/bin/python tools/get_pip.py)

$(BIN)/.run: pyproject.toml constraints.txt hatch_build.py $(shell find frontend -type f -not -path '*/node_modules/*') | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(BIN)/.test: $(BIN)/.run
	$(PIP) install --quiet --constraint constraints.txt --editable ".[test]"
	touch $@
