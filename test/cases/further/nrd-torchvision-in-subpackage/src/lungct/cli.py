"""Command line of the nodule classifier."""
import argparse
import pathlib

import numpy as np

from .models import build


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scans", type=pathlib.Path, default=pathlib.Path("/safe_data/scans"))
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("/safe_outputs"))
    args = parser.parse_args()
    net = build()
    for scan in sorted(args.scans.glob("*.npy")):
        np.save(args.out / scan.name, net(np.load(scan)))


if __name__ == "__main__":
    main()
