"""The starter program of this project: a summary of measurements by group. Put your own in its place.

    python3 src/main.py [FILE]        FILE is below /safe_data; without it, measurements.csv

It checks FILE, and writes summary.csv and run.log to /safe_outputs. Exit status: 0 done, 1 the input is not as it
should be, 143 stopped from outside. On a laptop set TRE_SAFE_DATA and TRE_SAFE_OUTPUTS to folders of yours.
"""

import csv
import logging
import os
import re
import signal
import sys
from pathlib import Path

SAFE_DATA = Path(os.environ.get("TRE_SAFE_DATA") or "/safe_data")
SAFE_OUTPUTS = Path(os.environ.get("TRE_SAFE_OUTPUTS") or "/safe_outputs")
COLUMNS = ("participant", "group", "value")
NUMBER = re.compile(r"\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,2})?\s*")
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


def read_measurements(path: Path) -> dict[str, list]:
    """Read and check the whole input, by column. Raises BadInput with all problems, not only the first."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; put it there, or name another as the first argument")
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            table = csv.DictReader(stream, strict=True)
            missing, rows = [column for column in COLUMNS if column not in (table.fieldnames or ())], list(table)
    except (csv.Error, UnicodeDecodeError):
        raise BadInput(f"{path}: not a CSV file in UTF-8") from None
    if missing or not rows:
        raise BadInput(f"{path}: " + (f"no column {', '.join(missing)}" if missing else "no rows below its first line"))
    seen: set[str] = set()
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        checks = {
            "another number of columns than the first line has": None in row or None in row.values(),
            "participant or group is empty": not row["participant"] or not row["group"],
            "the participant was listed before": row["participant"] in seen,
            "value is not a number": not NUMBER.fullmatch(row["value"] or ""),
        }
        problems += [f"row {number}: {problem}" for problem, is_so in checks.items() if is_so][:1]
        seen.add(row["participant"])
    if problems:
        raise BadInput("\n  ".join([f"{path}: {len(problems)} rows cannot be used", *problems[:20]]))
    log.info("%s: %d rows", path, len(rows))
    return {column: [float(row[column]) if column == "value" else row[column] for row in rows] for column in COLUMNS}


def summarise(measurements: dict[str, list]) -> list[list[object]]:
    """A header and one row a group: number of members, mean and standard deviation of the value."""
    import torch  # here, since it takes seconds: what is wrong with the input or a model is said before

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    log.info("torch %s on %s", torch.__version__, device)
    groups = list(measurements["group"])
    values = torch.tensor(list(measurements["value"]), dtype=torch.float64, device=device)
    table: list[list[object]] = [["group", "n", "mean", "sd"]]
    for group in sorted(set(groups)):
        members = [index for index, name in enumerate(groups) if name == group]
        if len(members) < SMALLEST_GROUP:
            table.append([group, f"<{SMALLEST_GROUP}", "", ""])
            continue
        deviation, mean = torch.std_mean(values[members])
        table.append([group, len(members), f"{mean:.4g}", f"{deviation:.4g}"])
    return table


def publish(name: str, rows: list[list[object]]) -> None:
    """Write a table to /safe_outputs under another name first, so that a failure leaves no half of it."""
    part = SAFE_OUTPUTS / f"{name}.part"
    with part.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    part.replace(SAFE_OUTPUTS / name)
    log.info("wrote %s", SAFE_OUTPUTS / name)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
