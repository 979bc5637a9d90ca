from __future__ import annotations

import sys

try:
    import cudf as xdf
except ImportError:
    import pandas as xdf

print(xdf.read_csv("/safe_data/a.csv").shape, file=sys.stderr)
