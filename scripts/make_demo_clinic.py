"""Write a simulated demo clinic: its CSV export into a folder, and <folder>.truth.json beside it."""

import argparse

from chart2paper.demo_clinic.export import write_clinic
from chart2paper.demo_clinic.parameters import DemoParameters


def main() -> None:
    """Read the command line and write the clinic."""
    default = DemoParameters()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=default.n_persons, help="people who ever came")
    parser.add_argument("--seed", type=int, default=default.seed, help="seed of every random stream")
    parser.add_argument(
        "--folder", required=True, help="where the CSV files go, such as data/raw/demo_clinic"
    )
    options = parser.parse_args()
    write_clinic(DemoParameters(seed=options.seed, n_persons=options.persons), options.folder)
    print(f"A simulated clinic of {options.persons} persons is in {options.folder}")


if __name__ == "__main__":
    main()
