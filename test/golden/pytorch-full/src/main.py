"""The starter program of this project: a summary of measurements by group. Put your own in its place.

    python3 src/main.py [FILE]        FILE is below /safe_data; without it, measurements.csv

It checks FILE, and writes summary.csv and run.log to /safe_outputs. Exit status: 0 done, 1 the input or a model is not
as it should be, 143 stopped from outside. On a laptop, without a container, set TRE_SAFE_DATA, TRE_SAFE_OUTPUTS and
TRE_SCRATCH to folders of yours, and PYTHONPATH to the project.
"""

from __future__ import annotations

import csv
import logging
import math
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import offline_models

if TYPE_CHECKING:
    import torch

offline_models.prepare()  # above the libraries: they read their offline settings when they are imported

SAFE_DATA = Path(os.environ.get("TRE_SAFE_DATA") or "/safe_data")
SAFE_OUTPUTS = Path(os.environ.get("TRE_SAFE_OUTPUTS") or "/safe_outputs")
SCRATCH = Path(os.environ.get("TRE_SCRATCH") or "/scratch")

#: Name in models/models.json. The program expects a text encoder, such as BERT.
MODEL = "distilbert-base-uncased"
COLUMNS = ("participant", "group", "value", "note")
#: A group with fewer members is counted, not described: its figures could tell about a person.
SMALLEST_GROUP = 10
#: Problems of the input that are listed before the rest is only counted.
LISTED_PROBLEMS = 20

log = logging.getLogger("main")


class BadInput(Exception):
    """The input is not what the program expects. The message says where, never what was found: it may be personal."""


@dataclass(frozen=True)
class Measurement:
    """One row of the input; the value is in the unit of the file."""

    group: str
    value: float
    note: str


def main(arguments: Sequence[str]) -> int:
    """Run the job and return its exit status."""
    signal.signal(signal.SIGTERM, stop)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    try:
        log_to_outputs()
        if offline_models.main(["--check"]) != 0:
            raise BadInput("a model is not ready: see above")
        measurements = read_measurements(SAFE_DATA / (arguments[0] if arguments else "measurements.csv"))
        summary = summarise(measurements)
        publish("summary.csv", summary)
    except (BadInput, offline_models.OfflineError) as error:
        log.error("%s", error)
        return 1
    except OSError as error:
        log.error("%s: %s", error.filename or "input or output", error.strerror or error)
        return 1
    log.info("done: %d measurements in %d groups", len(measurements), len(summary) - 1)
    return 0


def stop(number: int, _frame: object) -> None:
    """End with a line in the log when the TRE stops the container, at a time limit for example."""
    log.error("stopped from outside by signal %d", number)
    sys.exit(128 + number)


def log_to_outputs() -> None:
    """Keep the log beside the results. Raises OSError if /safe_outputs cannot be written."""
    SAFE_OUTPUTS.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(SAFE_OUTPUTS / "run.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)


def read_measurements(path: Path) -> list[Measurement]:
    """Read and check the whole input. Raises BadInput with all problems, not only the first."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; put it there, or name another as the first argument")
    problems: list[str] = []
    measurements: list[Measurement] = []
    seen: set[str] = set()
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            table = csv.DictReader(stream, strict=True)
            missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
            if missing:
                raise BadInput(f"{path}: no column {', '.join(missing)} in its first line")
            for row in table:
                problem = check_row(row, seen)
                if problem:
                    problems.append(f"line {table.line_num}: {problem}")
                else:
                    measurements.append(read_row(row))
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: not a CSV file in UTF-8: {type(error).__name__}") from None
    if problems:
        listed = [*problems[:LISTED_PROBLEMS], *(["..."] if len(problems) > LISTED_PROBLEMS else [])]
        raise BadInput("\n  ".join([f"{path}: {len(problems)} rows cannot be used", *listed]))
    if not measurements:
        raise BadInput(f"{path}: no rows below its first line")
    log.info("%s: %d rows", path, len(measurements))
    return measurements


def check_row(row: dict[str, str], seen: set[str]) -> str:
    """What is wrong with a row, without its contents; empty when nothing is. Adds the participant to ``seen``."""
    if any(row.get(column) is None for column in COLUMNS) or None in row:
        return "another number of columns than the first line has"
    if not row["participant"] or not row["group"]:
        return "participant or group is empty"
    if row["participant"] in seen:
        return "the participant was listed before"
    seen.add(row["participant"])
    try:
        finite = math.isfinite(float(row["value"]))
    except ValueError:
        finite = False
    return "" if finite else "value is not a number"


def read_row(row: dict[str, str]) -> Measurement:
    """A row that was checked."""
    return Measurement(row["group"], float(row["value"]), row["note"])


def summarise(measurements: Sequence[Measurement]) -> list[list[object]]:
    """A header and one row a group: number of members, mean and standard deviation of the value."""
    import torch  # here, since it takes seconds: what is wrong with the input or a model is said before

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    log.info("torch %s on %s", torch.__version__, device)
    vectors = embed([measurement.note for measurement in measurements], device)
    table: list[list[object]] = [["group", "n", "mean", "sd", "note_similarity"]]
    values = torch.tensor([measurement.value for measurement in measurements], dtype=torch.float64, device=device)
    groups = [measurement.group for measurement in measurements]
    for group in sorted(set(groups)):
        members = torch.tensor([name == group for name in groups], device=device)
        count = int(members.sum())
        if count < SMALLEST_GROUP:
            table.append([group, f"<{SMALLEST_GROUP}", *[""] * (len(table[0]) - 2)])
            continue
        deviation, mean = torch.std_mean(values[members])
        # Length of the mean of unit vectors: 1 when all notes of the group say the same, near 0 when they differ.
        similarity = float(vectors[members].mean(dim=0).norm())
        table.append([group, count, f"{mean:.4g}", f"{deviation:.4g}", f"{similarity:.4f}"])
    return table


def embed(texts: Sequence[str], device: torch.device) -> torch.Tensor:
    """One vector of length 1 for each text: the mean of the model's last layer over the text's tokens."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = offline_models.model_path(MODEL)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModel.from_pretrained(folder, local_files_only=True).eval().to(device)
    parts: list[torch.Tensor] = []
    for start in range(0, len(texts), 32):
        some = list(texts[start : start + 32])
        batch = tokenizer(some, padding=True, truncation=True, return_tensors="pt").to(device)
        with torch.inference_mode():
            states = model(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1)
        parts.append((states * mask).sum(dim=1) / mask.sum(dim=1))
        log.info("%d of %d texts", min(start + 32, len(texts)), len(texts))
    return torch.nn.functional.normalize(torch.cat(parts), dim=1)


def publish(name: str, rows: Iterable[Iterable[object]]) -> None:
    """Write a table on /scratch and bring it to /safe_outputs whole, so that a failure leaves no half of it."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        draft = Path(folder, name)
        with draft.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        part = shutil.copyfile(draft, SAFE_OUTPUTS / f"{name}.part")
        part.replace(SAFE_OUTPUTS / name)
    log.info("wrote %s", SAFE_OUTPUTS / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
