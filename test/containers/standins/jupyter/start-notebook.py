#!/opt/conda/bin/python
"""Starts JupyterLab on all addresses, with NOTEBOOK_ARGS and the arguments given."""
import os
import shlex
import sys

command = ["jupyter", "lab", "--ServerApp.ip=0.0.0.0", f"--ServerApp.port={os.environ.get('JUPYTER_PORT', '8888')}", "--ServerApp.open_browser=False"]
command += shlex.split(os.environ.get("NOTEBOOK_ARGS", "")) + sys.argv[1:]
print("Executing:", " ".join(command), flush=True)
os.execvp(command[0], command)
