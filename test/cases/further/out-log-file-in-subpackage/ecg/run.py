from pathlib import Path

from .util import log

logger = log.get(__name__)


def main():
    out = Path("/safe_outputs")
    for record in sorted(Path("/safe_data").glob("*.hea")):
        logger.info("reading %s", record.name)
        (out / f"{record.stem}.txt").write_text(record.read_text().splitlines()[0])


if __name__ == "__main__":
    main()
