"""The conda environments use the versions of the lock file."""

import re

import yaml


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
    assert [file.stem for file in files] == ["audit", "figures", "paper", "tables"]
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
        for file in (root / "rules").glob("*.smk")
        for name in re.findall(r"envs/(\w+\.yaml)", file.read_text())
    }
    assert named == {file.name for file in (root / "envs").glob("*.yaml")}
