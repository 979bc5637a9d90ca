import argparse
from pathlib import Path

p = argparse.ArgumentParser()
p.add_argument("--out", type=Path, default=Path("results"))
a = p.parse_args()
a.out.mkdir(parents=True, exist_ok=True)
with (a.out / "n.txt").open("w") as f:
    f.write("1\n")
