"""A small project with a finished run: real jobs with scripts of a few lines, checked in a moment."""

import json
import runpy
from contextlib import redirect_stdout
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chart2paper.audit.crate import as_json as crate_as_json
from chart2paper.audit.crate import crate_of
from chart2paper.audit.project_files import project_files
from chart2paper.audit.verify.remade import Named
from chart2paper.extract.linkage import COLUMNS
from chart2paper.extract.linkage_log import extend_linkage
from chart2paper.jobs.job import as_json
from chart2paper.jobs.linkage_key import key_id
from chart2paper.jobs.prints import Prints, fingerprint, identity
from chart2paper.protocol.register import append

ROOT = Path(__file__).parents[2]
STUDY: dict[str, Any] = {
    "study": "small",
    "min_age": 18,
    "results_dir": "results",
    "data_lock_date": {"value": "2020-12-31"},
    "paper": {"title": "A small study"},
    "clinic": {"simulated": True},
}
RAW = "data/raw/clinic/scores.csv"
HEAD = "import csv, json\nfrom pathlib import Path\nfrom chart2paper.jobs.job import job\n"
# Rule: where its script lies, what the script does, its inputs and outputs by name.
JOBS: dict[str, tuple[str, str, dict[str, Any], dict[str, str]]] = {
    "extract_scores": (
        "scripts/extract/extract_scores.py",
        """
with job(snakemake) as (inputs, outputs, params):
    rows = list(csv.reader(open(inputs.raw)))
    lines = ["person_id,score", *(f"P{n:04d},{row[1]}" for n, row in enumerate(rows[1:], 1))]
    Path(outputs.scores).write_text("\\n".join(lines) + "\\n")
""",
        {"raw": RAW},
        {"scores": "results/extract/scores.csv"},
    ),
    "estimate_effects": (
        "scripts/model/estimate_effects.py",
        """
with job(snakemake) as (inputs, outputs, params):
    scores = [float(row["score"]) for row in csv.DictReader(open(inputs.scores))]
    rows = [("outcome", "estimate", "n"), ("final_score", sum(scores) / len(scores) - params.usual, len(scores))]
    Path(outputs.estimates).write_text("".join(",".join(map(str, row)) + "\\n" for row in rows))
""",
        {"scores": "results/extract/scores.csv"},
        {"estimates": "results/trial/model/estimates.csv"},
    ),
    "draw_effect": (
        "scripts/figures/draw_effect.py",
        """
with job(snakemake) as (inputs, outputs, params):
    row = next(csv.DictReader(open(inputs.estimates)))
    Path(outputs.csv).write_text(f"estimate\\n{row['estimate']}\\n")
    Path(outputs.svg).write_text(f"<svg><text>{row['estimate']}</text></svg>\\n")
    Path(outputs.png).write_bytes(b"\\x89PNG" + row["estimate"].encode())
""",
        {"estimates": "results/trial/model/estimates.csv"},
        {name: f"results/figures/effect.{name}" for name in ("csv", "svg", "png")},
    ),
    "write_values": (
        "scripts/paper/write_values.py",
        """
with job(snakemake) as (inputs, outputs, params):
    row = next(csv.DictReader(open(inputs.estimates)))
    empty = {"value": None, "file": "", "row": None, "column": "", "rule": "as it stands"}
    empty |= {"sources": [], "template": ""}
    number = f"{float(row['estimate']):.2f}".replace("-", "\\u2212")
    cell = {"file": inputs.estimates, "row": 2}
    values = {
        "effect": {**empty, **cell, "value": float(f"{float(row['estimate']):.10g}"), "text": number,
                   "column": "estimate"},
        "people": {**empty, **cell, "value": int(row["n"]), "text": row["n"], "column": "n"},
        "say": {**empty, "text": f"The difference was {number}.", "rule": "chosen", "sources": ["effect"],
                "template": "The difference was {effect}."},
    }
    Path(outputs.values).write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\\n")
""",
        {"estimates": "results/trial/model/estimates.csv"},
        {"values": "results/paper/values.json"},
    ),
    "render_paper": (
        "scripts/paper/render_paper.py",
        """
with job(snakemake) as (inputs, outputs, params):
    values = json.loads(Path(inputs.values).read_text())
    for kind in ("html", "pdf", "docx"):
        Path(outputs[kind]).write_text(f"{kind}: {values['say']['text']} n = {values['people']['text']}\\n")
    Path(outputs.places).write_text(json.dumps({}) + "\\n")
""",
        {"values": "results/paper/values.json", "figure": "results/figures/effect.svg"},
        {
            **{kind: f"results/paper/paper.{kind}" for kind in ("html", "pdf", "docx")},
            "places": "results/paper/places.json",
        },
    ),
    "build_audit": (
        "scripts/audit/build_audit.py",
        """
with job(snakemake) as (inputs, outputs, params):
    pages = Path(outputs.audit)
    (pages / "data").mkdir(parents=True)
    (pages / "index.html").write_text("<title>Audit</title>\\n")
    for number, table in enumerate(inputs.tables):
        (pages / "data" / f"{number}.js").write_text(f"audit.piece({json.dumps(Path(table).read_text())})\\n")
""",
        {"tables": ["results/extract/scores.csv", "results/trial/model/estimates.csv"]},
        {"audit": "results/audit"},
    ),
}
OTHER_FILES = {
    RAW: "Record,Score\nA1,7\nB2,4\nC3,6\n",
    "Snakefile": 'include: "rules/all.smk"\n',
    "rules/all.smk": "# rules\n",
    "requirements.lock": "pandas==2\n",
    "envs/tables.yaml": "channels: [conda-forge]\n",
    "profiles/default/config.yaml": "cores: 4\n",
    "data/codelists/drugs.csv": "name\nnaltrexone\n",
    "config.yaml": "study: small\n",
}


def finished_project() -> Prints:
    """Write a project with a finished run into the working directory; return how its fingerprints are made."""
    for path, text in {**OTHER_FILES, **{script: HEAD + text for script, text, *_ in JOBS.values()}}.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    Path("results/logs").mkdir(parents=True)
    Path("results").chmod(0o700)
    prints = _private_files()
    rules = {rule: {"script": script} for rule, (script, *_) in JOBS.items()}
    for rule, (script, _, inputs, outputs) in JOBS.items():
        run_script(rule, script, inputs, outputs, {"usual": 6.69, "rules": rules, "study": STUDY}, prints)
    close_run(prints)
    return prints


def _private_files() -> Prints:
    """Make the key, a linkage log and a register of locks."""
    import pandas as pd

    key, linkage = Path("data/linkage/clinic.key"), "data/linkage/clinic.csv"
    key.parent.mkdir(mode=0o700, parents=True)
    key.write_text("5" * 64 + "\n")
    people = pd.DataFrame({COLUMNS[0]: ["A1", "B2", "C3"]}, dtype="string")
    extend_linkage(people, [], linkage)
    Path("data/register").mkdir()
    append("data/register/small.jsonl", [], {"study": "small", "kind": "note", "keyed": True})
    return Prints(str(key), key_id(key))


def close_run(prints: Prints) -> None:
    """Write manifest and crate with the workflow's own scripts, as the last jobs of a run do."""
    project = project_files(".", ["config.yaml"])
    settings = {"results": "results", "study": STUDY, "rules": sorted(JOBS), "project": project}
    script, outputs = str(ROOT / "scripts/audit/write_manifest.py"), {"manifest": "results/manifest.json"}
    run_script("write_manifest", script, {"lock": "requirements.lock"}, outputs, settings, prints)
    inputs = {"manifest": "results/manifest.json", "snakefile": "Snakefile"}
    outputs = {"crate": "results/ro-crate-metadata.json", "snakefile": "results/workflow/Snakefile"}
    run_script("write_crate", str(ROOT / "scripts/audit/write_crate.py"), inputs, outputs, {}, prints)


def run_script(
    rule: str,
    script: str,
    inputs: dict[str, Any],
    outputs: dict[str, str],
    params: dict[str, Any],
    prints: Prints,
) -> None:
    """Run a script as Snakemake runs the job of a rule."""
    for path in outputs.values():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    handed = SimpleNamespace(
        rule=rule,
        input=Named(inputs),
        output=Named(outputs),
        params=Named({**params, "prints": asdict(prints)}),
        wildcards=Named({}),
        log=[f"results/logs/{rule}.json"],
    )
    with redirect_stdout(StringIO()):
        runpy.run_path(script, init_globals={"snakemake": handed})


def rewrite_records(prints: Prints) -> None:
    """Do what an attacker does who knows the workflow: give every record the fingerprints of the files as they are."""
    for path in (Path(f"results/logs/{rule}.json") for rule in JOBS):
        record = json.loads(path.read_bytes())
        for side in ("inputs", "outputs"):
            record[side] = {name: prints.of(name) for name in record[side] if Path(name).is_file()}
        path.write_text(as_json(record), encoding="utf-8")


def rewrite_manifest(prints: Prints) -> None:
    """Do what an attacker does who knows of the manifest: let it say what the files are now, and the crate too."""
    path = Path("results/manifest.json")
    manifest = json.loads(path.read_bytes())
    for part in ("files", "sources", "project", "records", "lock_file"):
        for name, entry in manifest[part].items():
            if Path(name).is_file():
                manifest[part][name] = {
                    **entry,
                    **(fingerprint(name) if part == "lock_file" else prints.of(name)),
                }
    for entry in manifest["files"].values():
        entry["inputs"] = {
            name: identity(prints.of(name)) if Path(name).is_file() else print_
            for name, print_ in entry["inputs"].items()
        }
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    Path("results/ro-crate-metadata.json").write_text(crate_as_json(crate_of(manifest)), encoding="utf-8")
    for rule in ("write_manifest", "write_crate"):
        log = Path(f"results/logs/{rule}.json")
        record = json.loads(log.read_bytes())
        for side in ("inputs", "outputs"):
            record[side] = {name: prints.of(name) for name in record[side] if Path(name).is_file()}
        log.write_text(as_json(record), encoding="utf-8")
