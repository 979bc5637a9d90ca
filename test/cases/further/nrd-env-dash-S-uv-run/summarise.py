#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.12"
# dependencies = ["polars==1.36.0", "altair==6.3.0"]
# ///
import polars as pl

pl.read_csv("/safe_data/admissions.csv").describe().write_csv("/safe_outputs/summary.csv")
