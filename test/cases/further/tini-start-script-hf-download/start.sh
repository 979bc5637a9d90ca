#!/bin/bash
set -eu
hf download BAAI/bge-small-en-v1.5 --local-dir /scratch/bge
exec python /opt/app/main.py "$@"
