#!/bin/bash
set -e
mkdir -p results
Rscript /opt/app/fit.R > results/fit.log 2>&1
