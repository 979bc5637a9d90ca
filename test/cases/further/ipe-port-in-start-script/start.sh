#!/bin/bash
set -e
PORT=${PORT:-8899}
exec jupyter lab --ip=0.0.0.0 --port="$PORT" --no-browser --ServerApp.root_dir=/safe_outputs
