"""What is installed is pinned: the conda environments use the versions of the lock file, and make no others."""

import re
import subprocess
import tomllib
from importlib.util import find_spec

import pytest
import yaml

from project_copy import copy_project, run


def locked(root):
    """Package: all versions the lock file holds for it (it may differ by Python version)."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9_.-]+)==(\S+)", (root / "requirements.lock").read_text(), re.M
    ):
        versions.setdefault(name, set()).add(version)
    return versions


def test_every_version_in_the_environments_is_the_locked_one(root):
    versions = locked(root)
    files = sorted((root / "envs").glob("*.yaml"))
    assert [file.stem for file in files] == ["audit", "figures", "pages", "paper", "privacy", "tables"]
    for file in files:
        dependencies = yaml.safe_load(file.read_text())["dependencies"]
        pip = [item for part in dependencies if isinstance(part, dict) for item in part["pip"]]
        conda = [part for part in dependencies if isinstance(part, str) and "=" in part]
        for item in [*pip, *conda]:
            name, version = re.split(r"\s*=+", item)
            if name != "python":
                assert version in versions[name.removesuffix("-base")], (
                    f"{file.name}: {item}; run `make docs`"
                )


def test_every_environment_a_rule_names_exists(root):
    named = {
        name
        for file in (root / "rules").rglob("*.smk")
        for name in re.findall(r"envs/(\w+\.yaml)", file.read_text())
    }
    assert named == {file.name for file in (root / "envs").glob("*.yaml")}


def test_make_installs_only_what_a_lock_file_pins_with_its_hash(root):
    lines = (root / "Makefile").read_text().replace("\\\n", " ").splitlines()
    installs = [line for line in lines if re.search(r"\bpip (install|sync)\b", line)]
    assert len(installs) == 4
    for line in installs:
        # This project itself is the one thing without a hash, and what builds it is in the lock file.
        itself = "--no-deps --no-build-isolation --editable ." in line
        assert itself or "--require-hashes" in line, line


def test_what_builds_this_package_is_in_the_lock_file(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())
    assert set(project["build-system"]["requires"]) <= set(locked(root))


def test_every_pinned_package_has_a_hash(root):
    for file in (root / "requirements.lock", *(root / "envs").glob("*.lock")):
        entries = re.split(r"^(?=[a-z0-9])", file.read_text(), flags=re.M)[1:]
        assert entries and all("--hash=sha256:" in entry for entry in entries), file.name


def test_hooks_run_only_what_make_installed(root):
    hooks = yaml.safe_load((root / ".pre-commit-config.yaml").read_text())["repos"]
    assert [part["repo"] for part in hooks] == ["local"]
    assert {hook["language"] for hook in hooks[0]["hooks"]} == {"system", "fail"}


def test_the_version_is_the_same_everywhere(root):
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    assert yaml.safe_load((root / "CITATION.cff").read_text())["version"] == version
    assert re.findall(r"^## (\S+)", (root / "CHANGELOG.md").read_text(), re.M)[0] == version


def test_the_command_for_a_cluster_plans_the_whole_run(tmp_path):
    if find_spec("snakemake_executor_plugin_slurm") is None:
        pytest.skip("the plugin for Slurm is not installed; it is in requirements.lock")
    project = copy_project(tmp_path)
    code, output = run(project, "--workflow-profile", "profiles/slurm", "--dry-run")
    assert code == 0 and "write_crate" in output, output[-2000:]


@pytest.mark.parametrize(
    "name", ["report.html", "results/report.html", "data/raw/mimic3_demo/patients.csv", "site/index.html"]
)
def test_git_ignores_what_holds_exact_counts_or_records(root, name):
    if not (root / ".git").exists():
        pytest.skip("this is no checkout of git")
    ignored = subprocess.run(["git", "check-ignore", "--quiet", name], cwd=root)
    assert ignored.returncode == 0
