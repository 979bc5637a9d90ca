import subprocess

subprocess.run(["/opt/comsol/bin/comsol", "batch", "-inputfile", "/safe_data/m.mph"])
