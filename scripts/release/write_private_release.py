"""Put a release with noise together: folder, zip, and its entry in the register of releases."""

import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from chart2paper.catalogue.outcomes import outcome_of
from chart2paper.jobs.job import job
from chart2paper.release.disk import study_outside
from chart2paper.release.draft import as_json
from chart2paper.release.lost import releases_out
from chart2paper.release.package import manifest_of, put_in_place, software, write_zip
from chart2paper.release.private.write import disclosure, readme, write_answers
from chart2paper.release.register import Registers, append_release
from chart2paper.writing.text_files import passages_from
from chart2paper.writing.values import Values

with job(snakemake) as (inputs, outputs, params), tempfile.TemporaryDirectory() as scratch:
    made, study, registers = Path(scratch) / "release", params.study, Registers(**params.registers)
    before = releases_out(registers, params.lost)
    entry = json.loads(Path(inputs.answers).read_text(encoding="utf-8"))
    words = Values(passages_from(inputs, params))
    mechanism = f"discrete Laplace, by OpenDP {version('opendp')}"
    (made / "protocol").mkdir(parents=True)
    for path in inputs.protocol:
        shutil.copyfile(path, made / "protocol" / Path(path).name)
    (made / "protocol" / "study.yaml").write_text(study_outside(words, study), encoding="utf-8")
    write_answers(entry, params.settings, mechanism, outcome_of(study), made)
    simulated, title = study["clinic"]["simulated"], study["paper"]["title"]
    (made / "README.md").write_text(readme(words, title, entry, simulated), encoding="utf-8")
    ordinary = sum("answers" not in earlier for earlier in before)
    said = disclosure(words, entry, params.settings, mechanism, ordinary)
    (made / "DISCLOSURE.md").write_text(said, encoding="utf-8")
    versions = {"code": dict(params.commit), "software": software(inputs.lock)}
    (made / "code_version.json").write_text(as_json(versions), encoding="utf-8")
    (made / "manifest.json").write_text(as_json(manifest_of(made)), encoding="utf-8")
    zipped = Path(scratch) / "release.zip"
    own = {"sha256_of_zip": write_zip(made, zipped), "answers": entry["id"]}
    # First the register, then the release: one that is there is always known.
    append_release(registers, [*(earlier for earlier in before if "lost" in earlier), own])
    put_in_place(made, Path(outputs.release))
    put_in_place(zipped, Path(outputs.zip))
    print(f"The release is {outputs.zip}: numbers with noise, and nothing of the results without it.")
