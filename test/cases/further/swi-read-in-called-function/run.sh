#!/bin/bash
set -e

choose() {
    echo "1) incidence   2) prevalence"
    read -r -p "Which analysis? " ANALYSIS
}

[[ $# -gt 0 ]] && ANALYSIS=$1 || choose
Rscript /opt/app/model.R "$ANALYSIS"
