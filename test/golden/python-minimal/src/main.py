"""The starter program of this project: a summary of measurements by group. Put your own in its place.

    python3 src/main.py [FILE]        FILE is below /safe_data; without it, measurements.csv

It checks FILE, and writes summary.csv and run.log to /safe_outputs. Exit status: 0 done, 1 the input is not as it
should be, 143 stopped from outside. On a laptop set TRE_SAFE_DATA and TRE_SAFE_OUTPUTS to folders of yours.
"""

import logging
import os
import signal
import sys
from pathlib import Path

import pandas

SAFE_DATA = Path(os.environ.get("TRE_SAFE_DATA") or "/safe_data")
SAFE_OUTPUTS = Path(os.environ.get("TRE_SAFE_OUTPUTS") or "/safe_outputs")
COLUMNS = ("participant", "group", "value")
SMALLEST_GROUP = 10  # a group with fewer is counted, not described: its figures could tell about a person
log = logging.getLogger("main")


class BadInput(Exception):
    """The input is not what the program expects. The message says where, never what was found: it may be personal."""


def main(file: str = "measurements.csv", *_: str) -> int:
    """Run the job and return its exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # when the TRE stops it, at a time limit for example
    try:
        SAFE_OUTPUTS.mkdir(parents=True, exist_ok=True)
        handlers = [logging.StreamHandler(), logging.FileHandler(SAFE_OUTPUTS / "run.log", encoding="utf-8")]
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", handlers=handlers)
        publish("summary.csv", summarise(read_measurements(SAFE_DATA / file)))
    except (BadInput, OSError) as error:
        log.error("%s", error)
        return 1
    except KeyboardInterrupt:
        log.error("stopped from outside")
        return 143
    return 0


def read_measurements(path: Path) -> pandas.DataFrame:
    """Read and check the whole input. Raises BadInput with all problems, not only the first."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; put it there, or name another as the first argument")
    try:
        table = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except ValueError:
        raise BadInput(f"{path}: not a CSV file in UTF-8, or a line is longer than the first") from None
    missing = [column for column in COLUMNS if column not in table.columns]
    if not isinstance(table.index, pandas.RangeIndex):
        raise BadInput(f"{path}: its lines are longer than the first")
    if missing or table.empty:
        raise BadInput(f"{path}: " + (f"no column {', '.join(missing)}" if missing else "no rows below its first line"))
    value = pandas.to_numeric(table["value"], errors="coerce")
    checks = [
        ((table["participant"] == "") | (table["group"] == ""), "participant or group is empty"),
        (table["participant"].duplicated(), "the participant was listed before"),
        (~(value.abs() < float("inf")), "value is not a number"),
    ]
    found = {row + 1: problem for bad, problem in reversed(checks) for row in table.index[bad]}
    if problems := [f"row {row}: {problem}" for row, problem in sorted(found.items())]:
        raise BadInput("\n  ".join([f"{path}: {len(problems)} rows cannot be used", *problems[:20]]))
    log.info("%s: %d rows", path, len(table))
    return table.assign(value=value)


def summarise(measurements: pandas.DataFrame) -> pandas.DataFrame:
    """One row a group: number of members, mean and standard deviation of the value."""
    summary = measurements.groupby("group")["value"].agg(n="size", mean="mean", sd="std").reset_index()
    small = summary["n"] < SMALLEST_GROUP
    summary.loc[small, ["mean", "sd"]] = None
    return summary.assign(n=summary["n"].astype(str).mask(small, f"<{SMALLEST_GROUP}"))


def publish(name: str, table: pandas.DataFrame) -> None:
    """Write a table to /safe_outputs under another name first, so that a failure leaves no half of it."""
    part = SAFE_OUTPUTS / f"{name}.part"
    table.to_csv(part, index=False, float_format="%.4g")
    part.replace(SAFE_OUTPUTS / name)
    log.info("wrote %s", SAFE_OUTPUTS / name)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
