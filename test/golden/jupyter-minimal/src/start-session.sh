#!/usr/bin/env bash
# Starts JupyterLab as whichever user the TRE runs this container. Arguments are added to those of JupyterLab.
set -euo pipefail

# Files are found from the root, so that /safe_data and /safe_outputs are both in reach; work starts in /safe_outputs,
# which outlives the session. JupyterLab asks nobody for news, updates or extensions: there is no network.
options=(
  --ServerApp.root_dir=/
  --FileContentsManager.preferred_dir=/safe_outputs
  --LabApp.news_url=None
  --LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate
  --LabApp.extension_manager=readonly
)
# Address, port and browser are the base's own settings: JupyterLab does not start when an option is given twice.
if [ -n "${APPTAINER_CONTAINER:-}${SINGULARITY_CONTAINER:-}" ]; then
  # Apptainer shares the network of the host: only this machine may connect.
  options+=(--ServerApp.ip=127.0.0.1)
fi
if [ "$(id -u)" -eq 0 ]; then
  # Rootless podman maps the person who starts it to root inside. JupyterLab refuses that unless it is told.
  options+=(--allow-root)
fi

if [ ! -w /safe_outputs ] || [ ! -w /scratch ]; then
  echo "start-session: user $(id -u) cannot write to /safe_outputs and /scratch: work would be lost." >&2
  echo "  Under podman, give ces-run the options of ces/opt-file.txt. Elsewhere, ask who mounted them." >&2
  exit 1
fi
# The starter in the image cannot be changed; a copy in /safe_outputs can, and stays. One that is there is left alone.
if [ -e /app/start.ipynb ] && [ ! -e /safe_outputs/start.ipynb ]; then
  cp /app/start.ipynb /safe_outputs/start.ipynb
  chmod u+w /safe_outputs/start.ipynb
fi

if [ "$(id -u)" -eq 0 ]; then
  # The base's start.sh would switch to another user, which needs rights that nobody has here.
  set +u # conda's own scripts read variables that need not be there
  eval "$(conda shell.bash hook)"
  exec start-notebook.py "${options[@]}" "$@"
fi
exec start.sh start-notebook.py "${options[@]}" "$@"
