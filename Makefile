# Two commands: `make run` builds the demo paper, `make test` runs every check.
# Both set up a virtual environment (.venv) from requirements.lock first.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
READY := $(VENV)/.ready
# What only `make docs` needs has an environment of its own: a run and the tests install nothing for it.
SITE := .venv-docs
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
CORES ?= 4

.PHONY: run test lint coverage docs bench attack lock clean

run: $(READY)
	$(BIN)/snakemake --cores $(CORES)
	@echo "The paper is in $(CURDIR)/results/paper/: paper.html, paper.pdf, paper.docx"

test: $(READY) lint
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile rules
	$(BIN)/mypy src

# All tests, measured: the share of statements and branches that they reach, and by name what they do not.
coverage: $(READY)
	rm -rf .coverage
	$(BIN)/coverage run -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --format total
	$(BIN)/python tests/run_coverage.py

# Write the pages that are made from the code, then build the site from docs/.
docs: $(READY) $(SITE)/.ready
	$(BIN)/python scripts/make_docs.py
	$(BIN)/python scripts/make_envs.py
	NO_MKDOCS_2_WARNING=1 $(SITE)/bin/mkdocs build --quiet --config-file docs/mkdocs/mkdocs.yml
	@echo "The pages are in $(CURDIR)/site/: index.html. To search them too: $(BIN)/python -m http.server --directory site"

bench: $(READY)
	$(BIN)/python tests/run_bench.py

# A few thousand random attacks on what this workflow promises; the figures go into docs/attacks.md.
attack: $(READY)
	$(BIN)/python tests/run_attacks.py

# Resolve the newest versions that pyproject.toml allows, and the newest uv and builder of the site; commit the result.
# `make lock UPGRADE=` only adds what is new and keeps every other version.
UPGRADE := --upgrade
lock: $(UV)
	echo uv | $(COMPILE) $(UPGRADE) - --output-file envs/uv.lock
	echo mkdocs-material | $(COMPILE) $(UPGRADE) - --output-file envs/docs.lock
	$(COMPILE) $(UPGRADE) --extra slurm --extra privacy --extra dev pyproject.toml --output-file requirements.lock

# A virtual environment for uv itself, so that syncing ours does not remove it.
$(UV): envs/uv.lock
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement envs/uv.lock
	@touch $@

$(READY): requirements.lock pyproject.toml $(UV)
	$(UV) venv --quiet --clear --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(SITE)/.ready: envs/docs.lock $(UV)
	$(UV) venv --quiet --clear --python $(PYTHON) $(SITE)
	$(UV) pip sync --quiet --python $(SITE)/bin/python --require-hashes envs/docs.lock
	@touch $@

clean:
	rm -rf results benchmarks site .coverage .snakemake
