import json
import os
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "config.json")) as f:
    cfg = json.load(f)
with zipfile.ZipFile("/safe_data/a.zip", "r") as z:
    names = z.namelist()
with open("/safe_outputs/names.json", "w") as f:
    json.dump(names, f)
