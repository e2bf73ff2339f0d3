"""The folder of an earlier run, as it is named on the command line. Free of pandas: it is looked at before each run."""

from pathlib import Path

from chart2paper.problems import Problem, Problems, did_you_mean

KEEP = "keep a copy of the whole results folder of each run (cp -r results results_2026)"
HOW = "say where the kept results of an earlier run are: snakemake changes --cores 1 --config previous=results_2026"


def manifest_in(previous: str, present: str) -> Path:
    """Return the manifest of the run in a folder; raise `Problems` with the nearest name when it holds none.

    present: the folder of the present run, which is not an earlier one.
    """
    folder = Path(previous)
    manifest = folder / "manifest.json"
    if not folder.is_dir():
        raise Problems([Problem(previous, f"there is no such folder.{_nearest(folder, present)}", HOW)])
    if not manifest.is_file():
        what = "the folder has no manifest.json: it is not the results folder of a finished run"
        raise Problems([Problem(previous, f"{what}.{_nearest(folder, present)}", KEEP)])
    return manifest


def _nearest(folder: Path, present: str) -> str:
    beside = folder.parent.iterdir() if folder.parent.is_dir() else []
    runs = {path.name for path in beside if (path / "manifest.json").is_file()}
    return did_you_mean(folder.name, sorted(runs - {Path(present).name}))
