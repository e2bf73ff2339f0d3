"""Write envs/*.yaml from the lock file, so that `snakemake --sdm conda` uses the same versions."""

import re
from pathlib import Path

PYTHON = "3.11"
TABLES = ["pandas", "numpy", "pyarrow", "duckdb", "pydantic", "pyyaml", "scipy", "statsmodels", "jinja2"]
# Environment: packages from conda-forge and packages from PyPI (those that conda-forge does not carry).
ENVIRONMENTS = {
    "tables": (TABLES, []),
    "pages": ([*TABLES, "xlsxwriter"], []),
    "figures": ([*TABLES, "matplotlib-base", "seaborn"], []),
    "paper": (["pydantic", "pyyaml", "jinja2", "pandas", "numpy", "pyarrow"], ["pypandoc-binary", "typst"]),
    "audit": (["pydantic", "pyyaml"], ["rocrate"]),
    "privacy": (TABLES, ["opendp"]),
}


def locked_versions(lock: str) -> dict[str, str]:
    """Return package: version from a requirements file, for the Python of the environments."""
    pattern = re.compile(r"^([a-z0-9_.-]+)==(\S+)(?: ; python_full_version (<|>=) '([\d.]+)')?", re.MULTILINE)
    versions = {}
    for name, version, comparison, bound in pattern.findall(lock):
        older = _numbers(PYTHON) < _numbers(bound) if bound else None
        if older is None or older == (comparison == "<"):
            versions[name] = version
    return versions


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def environment(name: str, versions: dict[str, str]) -> str:
    """Return the text of `envs/<name>.yaml`."""
    conda, pip = ENVIRONMENTS[name]
    lines = [
        "# Written from requirements.lock by `make docs`; used by `snakemake --sdm conda`.",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f"  - python ={PYTHON}",
        *(f"  - {package} ={versions[package.removesuffix('-base')]}" for package in conda),
    ]
    if pip:
        lines += ["  - pip", "  - pip:", *(f"      - {package}=={versions[package]}" for package in pip)]
    return "\n".join(lines) + "\n"


def write_environments() -> None:
    """Write every environment file."""
    versions = locked_versions(Path("requirements.lock").read_text(encoding="utf-8"))
    for name in ENVIRONMENTS:
        Path(f"envs/{name}.yaml").write_text(environment(name, versions), encoding="utf-8")


if __name__ == "__main__":
    write_environments()
