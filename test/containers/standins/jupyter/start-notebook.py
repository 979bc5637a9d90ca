#!/opt/conda/bin/python
"""Starts JupyterLab with NOTEBOOK_ARGS and the arguments given; /etc/jupyter says the rest."""
import os
import shlex
import sys

command = ["jupyter", "lab"] + shlex.split(os.environ.get("NOTEBOOK_ARGS", "")) + sys.argv[1:]
print("Executing:", " ".join(command), flush=True)
os.execvp(command[0], command)
