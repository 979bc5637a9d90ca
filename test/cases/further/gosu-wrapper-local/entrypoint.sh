#!/bin/bash
set -euo pipefail
# wget -q -O /scratch/hp.obo http://purl.obolibrary.org/obo/hp.obo
cp /safe_data/ontology/hp.obo /scratch/hp.obo
echo "get it from http://purl.obolibrary.org/obo/hp.obo"
exec gosu app "$@"
