"""Give every person a study id; people who have one keep it (the linkage log is only appended to)."""

from pathlib import Path

from chart2paper.extract.earlier_run import earlier_ids
from chart2paper.extract.file_checks import check_files
from chart2paper.extract.identifier_checks import identifier_problems
from chart2paper.extract.linkage_chain import has_chain
from chart2paper.extract.linkage_log import extend_linkage, refuse_a_log_of_others, refuse_a_lost_log
from chart2paper.extract.person_rows import read_person_rows, rows_with_ids
from chart2paper.jobs.job import job
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.extract import STUDY_IDS
from chart2paper.tables.read_write import write_table

with job(snakemake) as (inputs, outputs, params):
    mapping = load_mapping(inputs.mapping)
    check_files(mapping, params.raw_folder)
    refuse_a_lost_log(params.linkage, earlier_ids(params.results, params.linkage))
    raise_if_any(identifier_problems(mapping, params.raw_folder))
    file, part = mapping.filling("person")[0]
    people = read_person_rows(mapping, params.raw_folder)
    if Path(params.linkage).exists() and not has_chain(params.linkage):
        print(f"{params.linkage} has no chain of checksums yet: it gets one, as it stands now.")
    ignored = mapping.ignore_in_record_numbers
    refuse_a_log_of_others(params.linkage, people["record_number"], ignored)
    linkage = extend_linkage(people, part.same_person, params.linkage, ignored)
    write_table(rows_with_ids(people, linkage, file.file), STUDY_IDS, outputs.study_ids)
