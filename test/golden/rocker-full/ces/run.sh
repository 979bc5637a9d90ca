#!/usr/bin/env bash
# Runs the image inside the TRE, after ces-pull: ces/run.sh TAG [RUNTIME]
set -euo pipefail

tag="${1:-}"
runtime="${2:-podman}"
cd "$(dirname "$0")"

fail() { echo "ces/run.sh: $1" >&2; exit 2; }
need() { command -v "$1" > /dev/null || fail "there is no $1 on this machine. This script is for the TRE; elsewhere use ces/run-local.sh."; }
[[ "$tag" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]] || fail "which image? Usage: ces/run.sh TAG [RUNTIME]    for example: ces/run.sh main-0123456789ab $runtime"

case "$runtime" in
  podman) options=opt-file.txt ;;
  *) fail "this project is not set up for the runtime $runtime." ;;
esac
need ces-run
image=ghcr.io/lung-study/cohort-explorer

# What is always so, and then what the project adds: env-file.txt has NAME=value lines, without quotes and secrets;
# opt-file.txt and opt-file-apptainer.txt have options of the runner.
files="$(mktemp -d)"
trap 'rm -rf "$files"' EXIT
echo OMP_NUM_THREADS=4 > "$files/env-file.txt"
for file in env-file.txt "$options"; do
  if [ -e "$file" ]; then sed '/^[[:space:]]*#/d' "$file"; fi >> "$files/$file"
done

# A secret for this session only, in a folder that nobody else can read and that goes when the session ends.
secret="$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')"
echo "PASSWORD=$secret" >> "$files/env-file.txt"
echo "When the server has started, open http://localhost:9787 and log in as root, password $secret"
echo "That root is you: inside the container only, with no rights beyond yours."
ces-run "$runtime" \
  --opt-file "$files/$options" --env-file "$files/env-file.txt" "$image:$tag"
