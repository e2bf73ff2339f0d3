# Two commands: `make run` builds the demo paper, `make test` runs every check.
# Both set up a virtual environment (.venv) from requirements.lock first.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
READY := $(VENV)/.ready
CORES ?= 4

.PHONY: run test lint docs bench lock clean

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

docs: $(READY)
	$(BIN)/python scripts/make_docs.py
	$(BIN)/python scripts/make_envs.py

bench: $(READY)
	$(BIN)/python tests/run_bench.py

# Resolve the newest versions that pyproject.toml allows; commit the result.
lock: $(UV)
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
	  --custom-compile-command "make lock" --extra dev pyproject.toml --output-file requirements.lock

# A virtual environment for uv itself, so that syncing ours does not remove it.
$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(READY): requirements.lock pyproject.toml $(UV)
	$(UV) venv --quiet --clear --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@$(UV) pip install --quiet --python $(BIN)/python "quarto-cli" 2>/dev/null \
	  && echo "Quarto is installed and will render the paper." \
	  || echo "Quarto could not be downloaded; the embedded engine (pandoc + Typst) will render the paper."
	@touch $@

clean:
	rm -rf results benchmarks .snakemake
