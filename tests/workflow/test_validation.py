"""How much `validate_design` simulates is chosen on the command line; only the whole becomes the documentation."""

import re

import pytest

from project_copy import copy_project, run


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


def plan(project, *config: str) -> str:
    code, output = run(project, "validate_design", "--dry-run", "--printshellcmds", "--cores", "1", *config)
    assert code == 0, output
    return output


def blocks(output: str) -> int:
    return int(re.search(r"^simulate_block +(\d+)$", output, re.MULTILINE)[1])


@pytest.mark.parametrize(("extent", "jobs"), [("minutes", 50), ("hour", 50)])
def test_a_smaller_validation_makes_fewer_blocks_and_no_documentation(project, extent, jobs):
    output = plan(project, "--config", f"validation={extent}")
    assert blocks(output) == jobs
    assert f"results_validation/{extent}/README.md" in output
    assert "docs/validation/" not in output


def test_without_a_word_the_whole_table_is_made(project):
    output = plan(project)
    assert blocks(output) == 800
    assert "docs/validation/README.md" in output


def test_a_validation_that_there_is_not_is_refused_with_those_there_are(project):
    code, output = run(project, "validate_design", "--dry-run", "--config", "validation=hours")
    assert code == 1
    assert "there is no validation called hours" in output
    assert "choose one of: full, hour, minutes" in output
