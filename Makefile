# Build, preview, check and measure: see CONTRIBUTING.md for what each target does.
# On Debian and Ubuntu each target also sets itself up; stamp files make a repeat instant.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

VENV := .venv
PYTHON := $(VENV)/bin/python
# pytest-xdist counts the cores. Above four, each worker would build the demo site and start a
# browser for only a handful of tests.
WORKERS ?= auto
# make bench EPISODES=50 AGAINST=../other-checkout
EPISODES ?= 299
AGAINST ?=

# Material prints on every run that MkDocs 2 will drop plugins; pyproject.toml pins MkDocs 1.
export NO_MKDOCS_2_WARNING := 1

# Without cached bytecode every process that a test starts would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

# A virtual environment holds absolute paths: one copied along with its clone would run the code of
# the other clone. Forget it, so that it is made again.
ifneq ($(shell cat $(VENV)/made-in 2>/dev/null),$(CURDIR))
$(shell rm -f $(VENV)/made-in)
endif

.PHONY: site serve lint ruff mypy pyright test measure bench

site: $(VENV)/site.stamp
	$(PYTHON) -m onrecord build

serve: $(VENV)/site.stamp
	$(PYTHON) -m onrecord serve

# Side by side: pyright keeps no cache and takes longest.
lint: $(VENV)/dev.stamp
	$(MAKE) --jobs --output-sync=target ruff mypy pyright

ruff:
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check

mypy pyright:
	$(PYTHON) -m $@

test: lint $(VENV)/chromium.stamp
	$(PYTHON) -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal

measure: $(VENV)/dev.stamp
	$(PYTHON) tests/structure/measure.py . $(AGAINST)

bench: $(VENV)/site.stamp
	$(PYTHON) tests/benchmarks/changes.py --episodes $(EPISODES) $(if $(AGAINST),--against $(AGAINST))
	$(PYTHON) tests/benchmarks/build.py
	$(PYTHON) tests/benchmarks/topics.py
	$(PYTHON) tests/benchmarks/index_scale.py
	$(PYTHON) tests/benchmarks/anchors.py pairs delete speed
	$(PYTHON) tests/benchmarks/made.py
	$(PYTHON) tests/benchmarks/editing.py . ilya-sutskever
	$(PYTHON) tests/benchmarks/editing.py real --episodes $(EPISODES)
	$(PYTHON) tests/benchmarks/editing.py meeting
	$(PYTHON) tests/benchmarks/editing.py meeting --entries 2500
	$(PYTHON) -m pip install --quiet webvtt-py pysubs2
	$(PYTHON) tests/benchmarks/import_speed.py

$(VENV)/made-in:
	.ci/environment $(VENV)
	echo '$(CURDIR)' > $@

$(VENV)/site.stamp: $(VENV)/made-in pyproject.toml
	$(PYTHON) -m pip install --quiet --retries 10 --editable .
	touch $@

# Dependency groups (PEP 735) need pip 25.1.
$(VENV)/dev.stamp: $(VENV)/site.stamp
	$(PYTHON) -m pip install --quiet --retries 10 --upgrade 'pip>=25.1'
	$(PYTHON) -m pip install --quiet --retries 10 --group dev
	touch $@

$(VENV)/chromium.stamp: $(VENV)/dev.stamp
	.ci/chromium $(PYTHON)
	.ci/espeak
	touch $@
