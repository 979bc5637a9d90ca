#!/bin/bash
set -euo pipefail
if [ ! -s /scratch/hp.obo ]; then
  wget -q -O /scratch/hp.obo http://purl.obolibrary.org/obo/hp.obo
fi
exec gosu app "$@"
