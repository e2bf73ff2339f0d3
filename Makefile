# Two commands: `make run` builds the demo paper, `make test` runs every check.
# Both set up a virtual environment (.venv) from requirements.lock first.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
READY := $(VENV)/.ready
CORES ?= 4

.PHONY: run test lint docs bench attack lock clean

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

# A few thousand random attacks on what this workflow promises; the figures go into docs/attacks.md.
attack: $(READY)
	$(BIN)/python tests/run_attacks.py

# Resolve the newest versions that pyproject.toml allows, and the newest uv; commit the result.
lock: $(UV)
	echo uv | $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" - --output-file envs/uv.lock
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
	  --custom-compile-command "make lock" --extra slurm --extra privacy --extra dev pyproject.toml --output-file requirements.lock

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

clean:
	rm -rf results benchmarks .snakemake
