# Everything starts here: `make help` lists what there is. Needed: make, git, Python 3.11 or newer.

DIR  ?= ./var
PORT ?= 8000
t    ?=
m    ?=
rows ?=
n    ?=

# The first Python that is new enough; name another with PYTHON=...
SUITS  = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c '$(SUITS)' >/dev/null 2>&1 && command -v "$$p" && break; done)

# uv from the PATH, or one of our own in .uv. It uses the machine's Python and fetches no other.
UV_VERSION = 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export UV_PYTHON_DOWNLOADS = never
unexport VIRTUAL_ENV

BIN    = .venv/bin
SYNCED = .venv/.synced
TESTS  = $(or $(wildcard tests/$(t)),$(t))

.DEFAULT_GOAL := help
.PHONY: help run demo test check fix bench chaos law pictures migration openapi setup
.DELETE_ON_ERROR:

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## everything on this machine, with demo data  [DIR=./var] [PORT=8000]
	@exec $(BIN)/doithoai up --demo --home "$(DIR)" --port "$(PORT)"

demo: setup ## load the demo province and its story into a home  [DIR=./var]
	@DOITHOAI_HOME="$(DIR)" DEMONSTRATION=yes $(BIN)/doithoai migrate
	@DOITHOAI_HOME="$(DIR)" DEMONSTRATION=yes $(BIN)/doithoai demo load

test: setup ## every test, or those of one room or file  [t=petitions]
	@$(BIN)/python -m tests.e2e.chromium
	$(BIN)/pytest -n 2 $(TESTS)

check: setup ## what CI runs: lint, format, types, imports, migrations, dependencies, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/doithoai schema check
	$(BIN)/deptry .
	$(MAKE) --no-print-directory test

fix: setup ## mend what can be mended by itself: lint and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## the benchmarks; writes bench/latest.json  [rows="10000 100000 1000000"]
	$(BIN)/python -m tests.bench $(if $(rows),--rows $(rows))

chaos: setup ## kills and cuts, with real processes
	$(BIN)/python -m tests.chaos

pictures: setup ## take the pictures of the README anew, on the demonstration's fixed day
	$(BIN)/python -m tests.e2e.pictures

law: setup ## 100,000 last days, each found a second time by other code  [n=100000]
	EXAMPLES=$(or $(n),100000) $(BIN)/pytest -n 0 tests/regulation/test_second_count.py

migration: setup ## a new migration from the models  m="add extensions"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add extensions"' >&2; exit 2; }
	$(BIN)/doithoai schema revise "$(m)"

openapi: setup ## write docs/openapi.json anew
	$(BIN)/doithoai openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json

setup: $(SYNCED) ## the environment in .venv, exactly as uv.lock says

# A Python is named only for a new environment: an existing one keeps its own.
$(SYNCED): pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@test -x $(BIN)/python || test -n "$(PYTHON)" || { \
	  echo "Python 3.11, 3.12 or 3.13 is needed; python3 here is: $$(python3 --version 2>&1)" >&2; exit 2; }
	$(UV) sync --frozen $(if $(wildcard $(BIN)/python),,--python "$(PYTHON)")
	@touch $@

.uv/bin/uv:
	@test -n "$(PYTHON)" || { \
	  echo "Python 3.11, 3.12 or 3.13 is needed; python3 here is: $$(python3 --version 2>&1)" >&2; exit 2; }
	@"$(PYTHON)" -m venv --clear .uv || { \
	  echo "This Python cannot make environments: install python3-venv, or put uv on the PATH." >&2; exit 2; }
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
