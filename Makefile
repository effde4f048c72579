# Each target does all of its own set-up on Debian or Ubuntu; the stamp files make a repeat instant.
# make site · make test · make serve · make lint · make bench

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

VENV := .venv
PYTHON := $(VENV)/bin/python
# pytest-xdist counts the cores; more than four workers would each build the demo site and start a browser for a handful of tests.
WORKERS ?= auto

# Material announces on each run that MkDocs 2 will have no plugins; the version pinned in pyproject.toml is the answer.
export NO_MKDOCS_2_WARNING := 1

# Where nothing compiled is kept, each of the builds that tests start compiles all modules: the demo's takes 4.2 s then, else 3.4.
unexport PYTHONDONTWRITEBYTECODE

# An environment knows its folder by absolute path: one that was copied along with its clone would run the other clone's code.
ifneq ($(shell cat $(VENV)/made-in 2>/dev/null),$(CURDIR))
$(shell rm -f $(VENV)/made-in)
endif

.PHONY: site test serve lint bench

site: $(VENV)/site.stamp
	$(PYTHON) -m onrecord build

serve: $(VENV)/site.stamp
	$(PYTHON) -m onrecord serve

lint: $(VENV)/dev.stamp
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	$(PYTHON) -m pyright

test: lint $(VENV)/chromium.stamp
	$(PYTHON) -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal

bench: $(VENV)/site.stamp
	$(PYTHON) tests/benchmarks/build.py
	$(PYTHON) tests/benchmarks/topics.py
	$(PYTHON) tests/benchmarks/index_scale.py
	$(PYTHON) tests/benchmarks/anchors.py pairs delete speed
	$(PYTHON) tests/benchmarks/made.py
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
