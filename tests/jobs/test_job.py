"""A script's problems are told in plain words, and what it did is recorded."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.jobs import contents
from chart2paper.jobs import library_files as imports
from chart2paper.jobs.job import job, reports_in
from chart2paper.jobs.library_files import library_files, remember_imports
from chart2paper.jobs.prints import KEYED
from chart2paper.jobs.run_lock import RunLock
from chart2paper.problems import Problem, Problems
from made_prints import prints_in


@pytest.fixture
def fake(tmp_path):
    """Return what Snakemake hands to a script, with one input and one output."""
    (tmp_path / "in.txt").write_text("in")
    prints = prints_in(tmp_path)
    return SimpleNamespace(
        rule="copy",
        input=[str(tmp_path / "in.txt")],
        output=[str(tmp_path / "out.txt")],
        log=[str(tmp_path / "copy.json")],
        params={"threshold": 0.1, "prints": {"key": prints.key, "id": prints.id}},
        wildcards={"analysis": "replication"},
    )


def test_a_job_records_its_rule_settings_and_fingerprints(fake, tmp_path):
    with job(fake):
        (tmp_path / "out.txt").write_text("out")
    record = json.loads((tmp_path / "copy.json").read_text())
    assert record["rule"] == "copy"
    assert record["params"] == {"threshold": 0.1}
    prints = prints_in(tmp_path)
    assert record["inputs"] == {fake.input[0]: {KEYED: prints.keyed(fake.input[0])}}
    assert record["outputs"] == {fake.output[0]: {KEYED: prints.keyed(fake.output[0])}}


def test_a_job_records_the_code_that_it_ran_among_what_it_read_and_not_among_its_settings(fake, tmp_path):
    fake.params["library"] = (imports.short_path(imports.__file__),)
    with job(fake):
        (tmp_path / "out.txt").write_text("out")
    record = json.loads((tmp_path / "copy.json").read_text())
    assert set(record["inputs"]) == {*fake.input, *fake.params["library"]}
    assert "code" in record["inputs"][fake.params["library"][0]]
    assert record["params"] == {"threshold": 0.1}


def test_a_job_whose_key_is_gone_says_so_and_leaves_no_record(fake, tmp_path, capsys):
    Path(prints_in(tmp_path).key).unlink()
    with pytest.raises(SystemExit), job(fake):
        (tmp_path / "out.txt").write_text("out")
    assert "the key beside the linkage log is gone" in capsys.readouterr().err
    assert reports_in(tmp_path) == [tmp_path / "copy.json"]


def test_a_folder_is_recorded_file_by_file(fake, tmp_path):
    fake.output = [str(tmp_path / "folder")]
    with job(fake):
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "a.txt").write_text("a")
    record = json.loads((tmp_path / "copy.json").read_text())
    assert list(record["outputs"]) == [str(tmp_path / "folder" / "a.txt")]


def test_problems_end_a_job_with_exit_code_1_and_a_report(fake, tmp_path, capsys):
    with pytest.raises(SystemExit) as caught, job(fake):
        raise Problems([Problem("visits.csv", "the file is empty", "export it again", row=1)])
    assert caught.value.code == 1
    assert "visits.csv, row 1: the file is empty" in capsys.readouterr().err
    assert "visits.csv" in (tmp_path / "copy.json").read_text()


def test_an_unexpected_error_is_told_by_its_kind_and_its_lines_of_code_without_its_words(fake, capsys):
    """What a library says of a cell it cannot read quotes the cell."""
    cell = "Canary, Jane"
    with pytest.raises(SystemExit) as caught, job(fake):
        try:
            int(cell)
        except ValueError as error:
            raise KeyError(cell) from error
    told = capsys.readouterr()
    assert caught.value.code == 1
    assert "KeyError from ValueError" in told.err
    assert "test_job.py" in told.err
    assert "Canary" not in told.out + told.err


def test_reports_are_told_from_records(fake, tmp_path):
    with job(fake):
        (tmp_path / "out.txt").write_text("out")
    (tmp_path / "failed.json").write_text("1 problem to fix before this can run:")
    assert reports_in(tmp_path) == [tmp_path / "failed.json"]


def test_library_files_follow_imports_through_the_library_and_nothing_else(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import pandas\ndef f():\n    from chart2paper.tables.read_write import shape\n")
    names = {path.rsplit("chart2paper/", 1)[1] for path in library_files(script)}
    assert names == {
        "__init__.py",
        "catalogue/__init__.py",
        "catalogue/outcomes.py",
        "tables/__init__.py",
        "tables/contract.py",
        "tables/formula_guard.py",
        "tables/read_write.py",
        "problems.py",
        "terminal.py",
    }


def test_a_script_that_estimates_depends_on_every_estimator_which_the_catalogue_names(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from chart2paper.model.estimates import estimate_effects\n")
    named = {estimator.function[0] for estimator in ESTIMATORS.values()}
    assert {f"src/{name.replace('.', '/')}.py" for name in named} <= _from_source(library_files(script))
    another = tmp_path / "another.py"
    another.write_text("from chart2paper.catalogue.estimators import ESTIMATORS\n")
    assert not any("model" in path for path in _from_source(library_files(another)))


def _from_source(paths):
    return {f"src/chart2paper/{path.rsplit('chart2paper/', 1)[1]}" for path in paths}


def test_a_table_is_used_by_the_scripts_that_name_it_and_not_by_all(root, monkeypatch):
    """A package that imports every table's file would tie each script to each table."""
    monkeypatch.chdir(root)
    scripts = sorted((root / "scripts").glob("*/*.py"))
    used = [{Path(file).name for file in library_files(s) if "/tables/" in file} for s in scripts]
    assert "import " not in (root / "src/chart2paper/tables/__init__.py").read_text().split('"""')[2]
    for table in ("changes", "harms", "missing", "explain", "weighting", "paper", "validation"):
        assert 0 < sum(f"{table}.py" in files for files in used) < len(scripts) / 3, table


def test_a_second_run_is_refused_while_the_first_holds_the_lock(tmp_path):
    first, second = RunLock(tmp_path / "lock"), RunLock(tmp_path / "lock")
    first.take()
    with pytest.raises(Problems, match="another run"):
        second.take()


@pytest.fixture
def start_anew(tmp_path, monkeypatch):
    """Forget what this process knows of imports, as a new start of the workflow does; what was written down stays."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(imports, "_FOUND", {})
    kept = ("_remembered", "_as_then", "_library_now", "_names", "_imported_files")
    for name in kept:
        monkeypatch.setattr(imports, name, cache(getattr(imports, name).__wrapped__))

    def forget():
        imports._FOUND.clear()
        for name in kept:
            getattr(imports, name).cache_clear()

    return forget


@pytest.fixture
def script(tmp_path):
    """A script that imports one file of the library."""
    file = tmp_path / "script.py"
    file.write_text("from chart2paper.problems import Problem\n")
    return file


def test_what_files_import_is_remembered_by_what_they_hold(script, start_anew, monkeypatch):
    first = library_files(script)
    remember_imports()
    start_anew()
    monkeypatch.setattr(imports, "_names_in", None)  # so that nothing can be parsed again
    assert library_files(script) == first
    # What other code found is forgotten: it may have looked for something else.
    Path(imports.MEMORY).write_text('{"by": "other code", "names": {"a": ["b"]}}')
    start_anew()
    assert imports._remembered()["names"] == {}


def test_where_neither_script_nor_library_changed_none_is_read(script, start_anew, monkeypatch):
    monkeypatch.setattr(contents, "YOUNG_NS", -1)
    first = library_files(script)
    remember_imports()
    start_anew()
    with monkeypatch.context() as unread:
        unread.setattr(imports, "_names", None)
        assert library_files(script) == first
    script.write_text("from chart2paper.jobs.contents import Contents\n")
    start_anew()
    assert library_files(script) != first


def test_a_changed_file_of_the_library_is_read_again(script, start_anew, monkeypatch):
    monkeypatch.setattr(contents, "YOUNG_NS", -1)
    library_files(script)
    remember_imports()
    start_anew()
    marks = imports._marks
    problems = str(imports.PACKAGE_FOLDER / "problems.py")
    monkeypatch.setattr(imports, "_marks", lambda path: [0] if path == problems else marks(path))
    monkeypatch.setattr(imports, "_names", None)
    with pytest.raises(TypeError):
        library_files(script)


def test_a_script_that_was_changed_a_moment_ago_is_read_again(script, start_anew):
    """Within one tick of the clock a second change leaves the times as they are."""
    library_files(script)
    remember_imports()
    start_anew()
    assert imports._as_then() == {}
