#!/bin/bash
set -euo pipefail
python /opt/app/main.py > /safe_outputs/result.json
curl -fsS \
  -H 'Content-Type: application/json' \
  --data-binary @/safe_outputs/result.json \
  https://dashboard.example-lab.org/api/runs
