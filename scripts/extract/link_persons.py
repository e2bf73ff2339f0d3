"""Give every person a study id; people who have one keep it (the linkage log is only appended to)."""

from pathlib import Path

from chart2paper.extract.file_checks import check_files
from chart2paper.extract.linkage import link_persons, read_linkage, write_linkage
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.job import job
from chart2paper.mapping import load_mapping

with job(snakemake) as (inputs, outputs, params):
    mapping = load_mapping(inputs.mapping)
    check_files(mapping, params.raw_folder)
    existing = read_linkage(outputs.linkage) if Path(outputs.linkage).exists() else None
    _, part = mapping.filling("person")[0]
    linkage = link_persons(read_person_rows(mapping, params.raw_folder), part.same_person, existing)
    write_linkage(linkage, outputs.linkage)
