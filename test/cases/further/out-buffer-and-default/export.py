import io
import os
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

OUT = Path(os.environ.get("OUT_DIR", "/safe_outputs"))
table = pd.read_csv("/safe_data/cohort.csv")

buffer = io.StringIO()
table.describe().to_csv(buffer)
with zipfile.ZipFile(OUT / "summary.zip", "w") as z:
    z.writestr("summary.csv", buffer.getvalue())

with tempfile.NamedTemporaryFile(dir="/scratch", suffix=".parquet") as part:
    table.to_parquet(part.name)
(OUT / "rows.txt").write_text(f"{len(table)}\n")
