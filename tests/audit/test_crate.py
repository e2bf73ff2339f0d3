"""The run as a Workflow Run RO-Crate, read back with the `rocrate` package.

The crate of the demo was also checked once with rocrate-validator 0.13 against the profiles RO-Crate 1.1, Process
Run Crate 0.5 and Workflow Run Crate 0.5 (context read from a local copy): no required item was missing.
"""

import json

import pytest
from rocrate.rocrate import ROCrate

from chart2paper.audit.crate import as_json, crate_of


def entry(
    sha: str, rule: str = "", wildcards: dict | None = None, inputs: dict | None = None, is_code: bool = False
) -> dict:
    made = {"rule": rule, "wildcards": wildcards or {}, "params": {"ratio": 2}, "inputs": inputs or {}}
    print_ = {"sha256": sha, "bytes": 5} if is_code else {"hmac_sha256": sha}
    return {**print_, **(made if rule else {})}


MANIFEST = {
    "study": {
        "study": "demo",
        "results_dir": "results",
        "data_lock_date": {"value": "2020-12-31"},
        "paper": {"title": "A study"},
        "clinic": {"simulated": False, "rights": "All rights reserved."},
    },
    "software": {"snakemake": "9.1.0"},
    "sources": {
        "data/raw/clinic/visits.csv": entry("s1"),
        "src/chart2paper/match/sets.py": entry("s2", is_code=True),
    },
    "files": {
        "data/linkage/clinic.csv": entry("l", "link_persons", {}, {"data/raw/clinic/visits.csv": "s1"}),
        "results/a/match/matches.csv": entry(
            "m",
            "match_sets",
            {"analysis": "a"},
            {"data/linkage/clinic.csv": "l", "src/chart2paper/match/sets.py": "s2"},
        ),
        "results/audit/data/1.js": entry("p", "build_audit", {}, {"results/a/match/matches.csv": "m"}),
        "results/audit/data/2.js": entry("q", "build_audit", {}, {"results/a/match/matches.csv": "m"}),
    },
}


@pytest.fixture
def crate(tmp_path) -> ROCrate:
    (tmp_path / "ro-crate-metadata.json").write_text(as_json(crate_of(MANIFEST)), encoding="utf-8")
    return ROCrate(tmp_path)


def test_the_crate_says_which_profiles_it_follows(crate):
    profiles = {profile.id for profile in crate.root_dataset["conformsTo"]}
    assert "https://w3id.org/ro/wfrun/workflow/0.5" in profiles


def test_the_snakefile_is_the_main_workflow_of_the_run(crate):
    run = crate.get("#run")
    assert crate.mainEntity.id == "workflow/Snakefile"
    assert run["instrument"].id == "workflow/Snakefile"
    assert run in crate.root_dataset["mentions"]


def test_a_job_names_its_rule_its_inputs_settings_and_outputs(crate):
    job = crate.get("#job/match_sets/a")
    assert job["instrument"].id == "#rule/match_sets"
    assert [entity.id for entity in job["object"]] == ["#data/linkage/clinic.csv", "#settings/match_sets/a"]
    assert job["object"][1]["value"] == '{"ratio": 2}'
    assert job["result"].id == "a/match/matches.csv"


def test_the_code_of_a_rule_belongs_to_the_rule(crate):
    assert crate.get("#rule/match_sets")["softwareRequirements"].id == "#src/chart2paper/match/sets.py"


def test_raw_data_and_the_linkage_log_are_described_but_are_no_part_of_the_crate(crate):
    parts = {part.id for part in crate.root_dataset["hasPart"]}
    assert crate.get("#data/raw/clinic/visits.csv")["hmac_sha256"] == "s1"
    assert parts == {"workflow/Snakefile", "a/match/matches.csv", "audit/"}


def test_sizes_are_told_of_code_and_not_of_what_may_hold_something_of_patients(crate):
    """With the size of all rows but one known, a size tells how long the last one is."""
    sized = {entity.id for entity in crate.get_entities() if "contentSize" in entity.properties()}
    assert sized == {"#src/chart2paper/match/sets.py"}


def test_the_audit_pages_are_one_folder(crate):
    assert crate.get("#job/build_audit")["result"].id == "audit/"


def test_the_same_run_gives_the_same_bytes_and_no_time_of_day():
    text = as_json(crate_of(MANIFEST))
    assert text == as_json(crate_of(json.loads(json.dumps(MANIFEST))))
    assert '"datePublished": "2020-12-31"' in text


def test_patients_records_have_no_license_and_the_code_has_its_own(crate):
    assert crate.root_dataset["license"].id == "#rights"
    assert crate.get("#rights")["description"] == "All rights reserved."
    assert crate.mainEntity["license"].id == "https://spdx.org/licenses/MIT"


def test_simulated_records_come_with_the_code_and_have_its_license():
    simulated = {**MANIFEST["study"], "clinic": {"simulated": True, "rights": ""}}
    crate = crate_of({**MANIFEST, "study": simulated})
    assert crate.root_dataset["license"].id == "https://spdx.org/licenses/MIT"
