"""Put a release with noise together: folder, zip, and its entry in the register of releases."""

import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from chart2paper.job import job
from chart2paper.release.disk import study_outside
from chart2paper.release.draft import as_json
from chart2paper.release.package import manifest_of, put_in_place, software, write_zip
from chart2paper.release.private.write import disclosure, readme, write_answers
from chart2paper.release.register import append_release, entry_of, read_register

with job(snakemake) as (inputs, outputs, params), tempfile.TemporaryDirectory() as scratch:
    made, study = Path(scratch) / "release", params.study
    entry = json.loads(Path(inputs.answers).read_text(encoding="utf-8"))
    mechanism = f"discrete Laplace, by OpenDP {version('opendp')}"
    (made / "protocol").mkdir(parents=True)
    for path in inputs.protocol:
        shutil.copyfile(path, made / "protocol" / Path(path).name)
    (made / "protocol" / "study.yaml").write_text(study_outside(study), encoding="utf-8")
    write_answers(entry, params.settings, mechanism, made)
    simulated, title = study["clinic"]["simulated"], study["paper"]["title"]
    (made / "README.md").write_text(readme(title, entry, simulated), encoding="utf-8")
    ordinary = sum(bool(earlier["shown"]) for earlier in read_register(params.releases))
    said = disclosure(entry, params.settings, mechanism, ordinary)
    (made / "DISCLOSURE.md").write_text(said, encoding="utf-8")
    versions = {"code": dict(params.code), "software": software(inputs.lock)}
    (made / "code_version.json").write_text(as_json(versions), encoding="utf-8")
    (made / "manifest.json").write_text(as_json(manifest_of(made)), encoding="utf-8")
    put_in_place(made, Path(outputs.release))
    fingerprint = write_zip(Path(outputs.release), Path(outputs.zip))
    append_release(params.releases, study["study"], entry_of(fingerprint, {}, {}, {}))
    print(f"The release is {outputs.zip}: numbers with noise, and nothing of the results without it.")
