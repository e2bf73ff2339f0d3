"""Put the release together: folder, zip, and its entry in the register."""

import json
import shutil
import tempfile
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.release.compared import entry_of
from chart2paper.release.disk import study_outside
from chart2paper.release.draft import as_json
from chart2paper.release.package import manifest_of, put_in_place, software, write_zip
from chart2paper.release.readme import disclosure_report, readme
from chart2paper.release.register import Registers, append_release
from chart2paper.writing.text_files import passages_from
from chart2paper.writing.values import Values

with job(snakemake) as (inputs, outputs, params), tempfile.TemporaryDirectory() as scratch:
    draft, made = Path(str(inputs.draft)), Path(scratch) / "release"
    decision = json.loads((draft / "decision.json").read_text(encoding="utf-8"))
    shutil.copytree(draft / "release", made)
    shutil.copytree(draft / "generated" / "figures", made / "figures", ignore=shutil.ignore_patterns("*.md"))
    for folder, files in (("paper", inputs.papers), ("protocol", inputs.protocol)):
        (made / folder).mkdir(exist_ok=True)
        for path in files:
            shutil.copyfile(path, made / folder / Path(path).name)
    study, words = params.study, Values(passages_from(inputs, params))
    (made / "protocol" / "study.yaml").write_text(study_outside(words, study), encoding="utf-8")
    simulated, title = study["clinic"]["simulated"], study["paper"]["title"]
    (made / "README.md").write_text(readme(words, title, decision, simulated), encoding="utf-8")
    report = disclosure_report(words, decision, decision["earlier"])
    (made / "DISCLOSURE.md").write_text(report, encoding="utf-8")
    versions = {"code": dict(params.commit), "software": software(inputs.lock)}
    (made / "code_version.json").write_text(as_json(versions), encoding="utf-8")
    (made / "manifest.json").write_text(as_json(manifest_of(made)), encoding="utf-8")
    zipped = Path(scratch) / "release.zip"
    people = json.loads((draft / "people.json").read_text(encoding="utf-8"))
    entry = entry_of(write_zip(made, zipped), decision, **people)
    # First the register, then the release: one that is there is always known.
    added = append_release(Registers(**params.registers), [*decision["lost_registers"], entry])
    put_in_place(made, Path(outputs.release))
    put_in_place(zipped, Path(outputs.zip))
    print(
        f"The release is {outputs.zip}. It was {'added to' if added else 'already in'} the register of releases."
    )
