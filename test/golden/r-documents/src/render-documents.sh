#!/usr/bin/env bash
# Renders the documents of this project with Quarto. Arguments are added to those of `quarto render`, for example: --to typst
set -euo pipefail

# Quarto writes beside what it renders, where nobody may in the image: it works on a copy.
work=/scratch/documents
rm -rf "$work"
trap 'rm -rf "$work"' EXIT
mkdir "$work"
cp -R /app "$work/app"
chmod -R u+w "$work/app"
cd "$work/app"

quarto render paper.qmd --output-dir "$work/rendered" "$@"

# Brought over when all of them are whole, so that a failure leaves no half.
outputs="${TRE_SAFE_OUTPUTS:-/safe_outputs}"
mkdir -p "$outputs"
cp -R "$work/rendered/." "$outputs/"
