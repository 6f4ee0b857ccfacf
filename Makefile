# Matinee's commands. `make run` and `make test` need nothing but Python 3.11 or newer, make and a POSIX shell.

SHELL := /bin/sh
BIN := .venv/bin
# Tests run in this many processes.
JOBS ?= 2
# More arguments for pytest: make test PYTEST_ARGS="-k preview"
PYTEST_ARGS ?=

.PHONY: help run test check fmt bench faults hostile wheel lock clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1: \2/p' Makefile

run:  ## open Matinee with its sample review (without a display: write the sample article to build/run)
	@.ci/run-app

test:  ## lint, types and all tests
	@.ci/environment dev
	@.ci/system-libraries
	@.ci/test-programs
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(PYTEST_ARGS)

check:  ## lint, format and types
	@.ci/environment dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fmt:  ## put imports and layout in order
	@.ci/environment dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench:  ## measure speed and memory beside floors and peers, into build/bench.json (FAMILY="start archive" for some)
	@.ci/environment dev
	@.ci/system-libraries
	$(BIN)/python -m tests.benchmarks $(FAMILY)

faults:  ## break the disk, the power and the program in every way (FAMILY="sweep kills" for some): about half an hour
	@.ci/environment dev
	@.ci/system-libraries
	@.ci/test-programs
	$(BIN)/python -m tests.faults $(FAMILY)

hostile:  ## lay 5,000 hostile texts before a real browser on every way to a page (COUNT=500 for fewer), into build/hostile.json
	@.ci/environment dev
	@.ci/system-libraries
	@.ci/test-programs
	MATINEE_HOSTILE=$(or $(COUNT),5000) $(BIN)/python -m pytest tests/hostile $(PYTEST_ARGS)

wheel:  ## build the wheel into dist/
	@.ci/environment dev
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock:  ## write requirements.lock anew from the newest versions that pyproject.toml allows
	@.ci/lock

clean:  ## remove the environment and everything that was built
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +
