"""The run as a Workflow Run RO-Crate: files, what made each of them, from what and with which settings.

Follows RO-Crate 1.1 (Sefton et al. 2022) and the profiles Process Run Crate and Workflow Run Crate 0.5 (Leo et
al. 2024), written with the `rocrate` package. The results folder is the crate. What lies outside of it (raw data,
code) is described by its path and fingerprint and never included. The fingerprint of what may hold something of
patients is keyed (see `prints`): crates are deposited, and a plain one of a short table could be guessed.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from chart2paper.jobs.prints import KEYED, PLAIN

# Where the Snakefile's copy lies in the crate: the workflow that was run must be part of it.
SNAKEFILE = "workflow/Snakefile"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": "Workflow RO-Crate",
}
# Of the code, and of simulated records, which come with it. Patients' records are not the project's to license.
LICENSE = "https://spdx.org/licenses/MIT"
RIGHTS = "#rights"
COMPLETED = "http://schema.org/CompletedActionStatus"
# A word that RO-Crate has not, with the page that says what it means.
TERMS = {KEYED: "https://www.rfc-editor.org/rfc/rfc2104"}
# A folder of many small files that belong together is described as one.
WHOLE_FOLDERS = ("audit/",)
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".md": "text/markdown",
    ".yml": "application/yaml",
}


def crate_of(manifest: dict[str, Any]) -> ROCrate:
    """Return the crate of a finished run from its manifest (see `manifest.build_manifest`).

    The publication date that RO-Crate asks for is the data lock date: results hold no time of the run.
    """
    study = manifest["study"]
    crate = ROCrate(version="1.1")
    crate.metadata.extra_terms.update(TERMS)
    crate.name = study["paper"]["title"]
    crate.description = f"Study {study['study']}: every result file, what made it and from what."
    crate.datePublished = study["data_lock_date"]["value"]
    mit = _entity(crate, LICENSE, "CreativeWork", name="MIT License", identifier="MIT")
    clinic = study["clinic"]
    crate.license = (
        mit if clinic["simulated"] else _rights(crate, clinic.get("rights", "All rights reserved."))
    )
    profiles = [
        _entity(crate, uri, "CreativeWork", name=name, version=uri.rsplit("/", 1)[1])
        for uri, name in PROFILES.items()
    ]
    crate.root_dataset["conformsTo"] = profiles
    workflow = _workflow(crate, manifest)
    workflow["license"] = mit
    files = {
        path: _file(crate, path, entry, study["results_dir"]) for path, entry in manifest["files"].items()
    }
    outside = {path: _outside(crate, path, entry) for path, entry in manifest["sources"].items()}
    actions = _actions(crate, manifest["files"], {**outside, **files})
    whole = _action(crate, "#run", "The whole run", workflow, outside.values(), files.values())
    crate.root_dataset["mentions"] = [whole, *actions]
    return crate


def as_json(crate: ROCrate) -> str:
    """Return the content of `ro-crate-metadata.json`, its entities sorted by id."""
    content = crate.metadata.generate()
    content["@graph"].sort(key=lambda entity: entity["@id"])
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _rights(crate: ROCrate, rights: str) -> Any:
    """Return what stands where RO-Crate asks for a license; every file of the crate is about patients."""
    return _entity(crate, RIGHTS, "CreativeWork", name="No license", description=rights)


def _workflow(crate: ROCrate, manifest: dict[str, Any]) -> Any:
    version = manifest["software"]["snakemake"]
    workflow = crate.add_workflow(dest_path=SNAKEFILE, main=True, lang="snakemake", lang_version=version)
    workflow["name"] = "chart2paper"
    return workflow


def _file(crate: ROCrate, path: str, entry: dict[str, Any], results: str) -> Any:
    """Describe a file that a rule made: inside the crate where it lies in the results folder."""
    inside = Path(path).relative_to(results).as_posix() if Path(path).is_relative_to(results) else None
    if inside is None:
        return _outside(crate, path, entry)
    folder = next((folder for folder in WHOLE_FOLDERS if inside.startswith(folder)), None)
    if folder:
        return crate.get(folder) or crate.add_dataset(dest_path=folder, properties={"name": folder})
    described = {
        "name": inside,
        **_print_of(entry),
        "encodingFormat": MEDIA_TYPES.get(Path(path).suffix, "application/octet-stream"),
    }
    return crate.add_file(dest_path=inside, properties=described)


def _outside(crate: ROCrate, path: str, entry: dict[str, Any]) -> Any:
    """Describe a file that is not part of the crate: raw data, code, the linkage log."""
    kind = "SoftwareSourceCode" if path.endswith((".py", ".smk")) else "CreativeWork"
    return _entity(crate, f"#{path}", kind, name=path, **_print_of(entry))


def _print_of(entry: dict[str, Any]) -> dict[str, str]:
    """Return a file's fingerprint; with its size only where it holds nothing of patients."""
    if KEYED in entry:
        return {KEYED: entry[KEYED]}
    return {PLAIN: entry[PLAIN], "contentSize": str(entry["bytes"])}


def _actions(crate: ROCrate, files: dict[str, Any], entities: dict[str, Any]) -> list[Any]:
    """Describe each job: its rule as the instrument, its settings, what it read and what it wrote."""
    jobs: dict[str, list[str]] = {}
    for path, entry in files.items():
        jobs.setdefault("/".join([entry["rule"], *map(str, entry["wildcards"].values())]), []).append(path)
    actions = []
    for name, made in sorted(jobs.items()):
        entry = files[made[0]]
        read = [path for path in entry["inputs"] if path in entities]
        code = [path for path in read if path.endswith(".py")]
        rule = f"#rule/{entry['rule']}"
        tool = crate.get(rule) or _entity(crate, rule, "SoftwareApplication", name=entry["rule"])
        tool["softwareRequirements"] = _listed(entities[path] for path in code)
        settings = json.dumps(entry["params"], ensure_ascii=False, sort_keys=True)
        setting = _entity(
            crate, f"#settings/{name}", "PropertyValue", name=f"settings of {name}", value=settings
        )
        objects = [*(entities[path] for path in read if path not in code), setting]
        actions.append(_action(crate, f"#job/{name}", name, tool, objects, [entities[path] for path in made]))
    return actions


def _action(
    crate: ROCrate, identifier: str, name: str, tool: Any, objects: Iterable[Any], results: Iterable[Any]
) -> Any:
    action = _entity(crate, identifier, "CreateAction", name=name, instrument=tool, actionStatus=COMPLETED)
    action["description"] = f"{name}: what it read (object) and wrote (result)"
    action["object"], action["result"] = _listed(objects), _listed(results)
    return action


def _entity(crate: ROCrate, address: str, kind: str, **properties: Any) -> Any:
    return crate.add(ContextEntity(crate, address, properties={"@type": kind, **properties}))


def _listed(entities: Iterable[Any]) -> Any:
    """Return entities once each, in order; one alone not as a list, as RO-Crate asks."""
    listed = list({entity.id: entity for entity in entities}.values())
    return listed[0] if len(listed) == 1 else listed
