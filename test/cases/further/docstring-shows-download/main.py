"""Score notes.

Outside the TRE, once:

    from huggingface_hub import snapshot_download
    snapshot_download("emilyalsentzer/Bio_ClinicalBERT", local_dir="models")
"""
import os
import sys

MODEL = "/safe_data/models/bioclinicalbert"

if not os.path.isdir(MODEL):
    sys.exit("run: huggingface-cli download emilyalsentzer/Bio_ClinicalBERT, and bring the folder to /safe_data")
