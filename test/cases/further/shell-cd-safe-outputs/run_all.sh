#!/bin/bash
set -e
cd /safe_outputs
mkdir -p results
Rscript /opt/app/fit.R > results/fit.log 2>&1
ls results > /dev/null
