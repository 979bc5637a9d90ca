from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]

with (ROOT / "config" / "default.yml").open() as f:
    settings = yaml.safe_load(f)
print(settings["threshold"])
