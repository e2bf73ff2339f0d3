"""A copy of the project in a folder of its own, and Snakemake run in it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
# A key is an input like the export: with the same one, two copies leave the same bytes.
KEY = "data/linkage/demo_clinic.key"
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
ONE_PROCESS = (sys.executable, str(Path(__file__).with_name("one_process.py")))


def copy_project(folder: Path) -> Path:
    """Copy every file of the project (not what runs and virtual environments leave behind) to `folder`."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in names.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    (folder / KEY).parent.mkdir(mode=0o700)
    (folder / KEY).write_text("5e" * 32 + "\n", encoding="ascii")
    (folder / KEY).chmod(0o600)
    return folder


def with_a_small_grid(folder: Path) -> Path:
    """Leave one question of a copy's sensitivity grid: a run about something else need not make sixty analyses."""
    config = folder / "config.yaml"
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    grid = settings["sensitivity"]
    grid["questions"] = {"outcome_score": grid["questions"]["outcome_score"]}
    grid["crossed"]["value"] = {}
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def start(
    folder: Path,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    command: tuple[str, ...] = (SNAKEMAKE,),
) -> subprocess.Popen[str]:
    """Start Snakemake in `folder`, in a process group of its own so that it can be killed whole."""
    # Every job would compile the library anew where Python may not keep what it compiled.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        [*command, *arguments],
        cwd=folder,
        env={**kept, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run Snakemake in `folder` to its end; return its exit code and everything it printed."""
    process = start(folder, *arguments, env=env)
    output, _ = process.communicate()
    return process.returncode, output


def run_in_one_process(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run Snakemake in `folder` as `run` does, but its jobs in one process: for tests of what the workflow makes."""
    process = start(folder, *arguments, env=env, command=ONE_PROCESS)
    output, _ = process.communicate()
    return process.returncode, output


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a run and every job of it at once, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def copy_run(finished: Path, folder: Path) -> Path:
    """Copy a finished run, the times of its files kept, to a new `folder` in which a test may change it."""
    return shutil.copytree(finished, folder, symlinks=True, dirs_exist_ok=True)


def prints(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`, by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
