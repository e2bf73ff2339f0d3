from pathlib import Path

import pytest

from chart2paper.demo_clinic.course import Course, simulate_course
from chart2paper.demo_clinic.export import read_export
from chart2paper.demo_clinic.mess import Tables
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import People, simulate_people

SHIPPED = Path(__file__).parents[2] / "data" / "raw" / "demo_clinic"


@pytest.fixture(scope="session")
def shipped() -> Tables:
    return read_export(SHIPPED)


def live(p: DemoParameters) -> tuple[People, Course]:
    people = simulate_people(p)
    return people, simulate_course(people, p)
