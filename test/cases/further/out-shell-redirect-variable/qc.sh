#!/usr/bin/env bash
set -eu
: "${LOGDIR:=/var/log/qc}"
OUT=/safe_outputs/fastqc
mkdir -p "$OUT"

step() {
    local name=$1; shift
    "$@" >"$LOGDIR/$name.log" 2>&1
}

for f in /safe_data/*.fastq.gz; do
    step "$(basename "$f" .fastq.gz)" fastqc --outdir "$OUT" "$f"
done
