from pathlib import Path

import yaml

cfg = yaml.safe_load((Path(__file__).resolve().parent / "config.yml").read_text())
