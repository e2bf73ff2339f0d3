"""A clinic small enough to read: three patients, and whatever rows a test gives it."""

from pathlib import Path

import yaml

from chart2paper.reading.mapping import Mapping, load_mapping

PATIENTS = "MRN,LastName,DOB,Sex,Phone\nM1,Ames,1960-01-02,F,555-01\nM2,Bell,1970-03-04,M,555-02\n"
VISITS = "VisitID,MRN,Date,Status\nV1,M1,2016-01-01,Done\nV2,M2,2016-02-02,Done\n"
SCORES = "ID,MRN,VisitID,Worst,Now,Note\nE1,M1,V1,7,5,slept badly\nE2,M2,V2,,3,\n"

SETTINGS = """
clinic: small
description: made by hand
date_formats: ["%Y-%m-%d", "%m/%d/%Y"]
code_system: ICD10CM
values:
  gender_source_value: {F: female, Female: female, M: male}
  visit_status: {Done: completed}
  measurement_source_value: {Worst: worst, Now: current}
files:
  - file: patients.csv
    tables:
      - table: person
        columns: {person_id: MRN, birth_date: DOB, gender_source_value: Sex}
        same_person: [LastName, DOB, Sex]
  - file: visits.csv
    tables:
      - table: visit_occurrence
        columns: {visit_occurrence_id: VisitID, person_id: MRN, visit_start_date: Date, visit_status: Status}
  - file: scores.csv
    tables:
      - table: measurement
        columns: {measurement_id: ID, person_id: MRN, visit_occurrence_id: VisitID}
        from_visit: {measurement_date: visit_start_date}
        unpivot: [Worst, Now]
"""


class Clinic:
    """A folder with an export and its mapping file, both changed by the test as it likes."""

    def __init__(self, folder: Path):
        self.folder = folder / "raw"
        self.folder.mkdir(exist_ok=True)
        self.mapping_file = folder / "small.yaml"
        self.settings = yaml.safe_load(SETTINGS)
        for name, text in (("patients.csv", PATIENTS), ("visits.csv", VISITS), ("scores.csv", SCORES)):
            self.write(name, text)

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file of the export; text as UTF-8 and with its line ends as they are."""
        raw = content.encode("utf-8") if isinstance(content, str) else content
        (self.folder / name).write_bytes(raw)

    def table(self, file: str) -> dict:
        """The settings of the first table that `file` fills."""
        return next(item for item in self.settings["files"] if item["file"] == file)["tables"][0]

    @property
    def mapping(self) -> Mapping:
        """The mapping, by way of its file."""
        self.mapping_file.write_text(yaml.safe_dump(self.settings, sort_keys=False), encoding="utf-8")
        return load_mapping(self.mapping_file)
