import os
import sys
from pathlib import Path

import yaml

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "lib"))

from cohort import select  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
settings = yaml.safe_load((ROOT / "config" / "default.yml").read_text())
words = Path(here, "words.txt").read_text().split()
select("/safe_data/cohort.csv", settings, words)
