# Everything runs in .venv, made on first use with nothing but Python and make. `make` alone lists what there is.

PYTHON ?= python3
BIN := .venv/bin
TOOL := .venv/.tool
DEV := .venv/.dev
SITE := .venv/.docs

.DEFAULT_GOAL := help
.PHONY: help demo test soak check update lexicon bench docs build compiled clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

demo: $(TOOL) ## see proclint read the pages in examples/
	@$(BIN)/proclint check examples/; code=$$?; \
	if [ $$code -eq 1 ]; then echo; echo "proclint check ended with exit code 1: it found what stands above"; \
	elif [ $$code -eq 0 ]; then echo; echo "proclint check ended with exit code 0: it found nothing"; \
	else exit $$code; fi

test: $(DEV) ## run all tests
	@$(BIN)/python -m pytest $(ARGS)

soak: $(DEV) ## run the tests that take long: tens of thousands of random sequences of changes
	@SEQUENCES=$${SEQUENCES:-10000} $(BIN)/python -m pytest -m "soak or not soak" tests/test_incremental.py tests/test_watch_oracle.py $(ARGS)

check: $(DEV) ## style, types and the arrow between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

update: $(DEV) ## rewrite what the pages of the rules say proclint prints; read the diff
	@$(BIN)/python -m pytest -q --update

lexicon: $(DEV) ## make grammar/lexicon.txt anew
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[lexicon]'
	$(BIN)/python grammar/build_lexicon.py

bench: compiled ## measure what is in bench/, compiled; says what each figure is of
	@rm -rf .venv/compiled
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target .venv/compiled dist/compiled/*.whl
	@for one in bench/*.py; do PYTHONPATH=.venv/compiled $(BIN)/python $$one || exit 1; done

docs: $(SITE) ## build the site in site/; a broken link or mark fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "open it: $(BIN)/python -m http.server --directory site"

build: $(DEV) ## make the wheel and the sdist in dist/
	rm -rf build dist
	$(BIN)/python -m build

compiled: $(DEV) ## make a wheel for this machine in dist/compiled/ that reads twice as fast; needs a C compiler
	@rm -rf dist/compiled build
	@echo "compiling; this takes a minute"
	@PROCLINT_COMPILE=1 $(BIN)/python -m build --wheel --no-isolation --outdir dist/compiled . > .venv/.log 2>&1 || \
	{ cat .venv/.log; exit 1; }
	@rm -rf build

clean: ## remove what make has made
	rm -rf .venv build dist site proclint.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .grimp_cache .hypothesis

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "proclint needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)"; \
		echo "name another one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		echo "$(PYTHON) can't make a virtual environment: install its venv package (on Debian: python3-venv)"; exit 1; }
	@touch .venv/.made

$(TOOL): pyproject.toml .venv/.made
	@echo "installing proclint into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q proclint grammar rules
	@touch $@

$(DEV): pyproject.toml .venv/.made
	@echo "installing proclint and what its tests need into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(TOOL)

$(SITE): pyproject.toml .venv/.made
	@echo "installing proclint and what its site needs into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@ $(TOOL)
