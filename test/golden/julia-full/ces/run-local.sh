#!/usr/bin/env bash
# Runs the image on this machine as the TRE would: without a network, with the three folders.
#
#   ces/run-local.sh [IMAGE]           IMAGE is risk-by-group:local if none is given
#
# SAFE_DATA is the folder that stands in for /safe_data (rehearsal/safe_data), ENGINE is docker or podman.
# Results go to a folder of their own below safe_outputs/.
set -euo pipefail

cd "$(dirname "$0")/.."
image="${1:-risk-by-group:local}"
data="$(cd "${SAFE_DATA:-rehearsal/safe_data}" && pwd)"

fail() { echo "run-local: $1" >&2; exit 2; }
engine="${ENGINE:-$(command -v docker || command -v podman)}" || fail "neither docker nor podman is installed here; one of them is needed to run containers."
"$engine" info > /dev/null || fail "$engine does not answer, see above. Start it, or take the other one: ENGINE=podman ces/run-local.sh"
"$engine" image inspect "$image" > /dev/null || fail "there is no image $image here. Build it: $engine build --platform linux/amd64 --tag $image ."

mkdir -p safe_outputs scratch
outputs="$(mktemp -d "$PWD/safe_outputs/run-XXXXXX")"
scratch="$(mktemp -d "$PWD/scratch/run-XXXXXX")"
name="${scratch##*/}"
trap '"$engine" rm --force "$name" > /dev/null 2>&1; rm -rf "$scratch"' EXIT

options=(
  --rm --platform linux/amd64 --network none
  --volume "$data:/safe_data:ro" --volume "$outputs:/safe_outputs" --volume "$scratch:/scratch"
  --read-only --cap-drop ALL --security-opt no-new-privileges
)
case "$("$engine" --version)" in
  podman*)
    # Rootless podman maps you to root inside, as in the TRE. Labels of SELinux would hide the folders.
    options+=(--user 0:0 --security-opt label=disable)
    ;;
  *)
    # Your own number, as under apptainer in the TRE.
    options+=(--user "$(id -u):$(id -g)")
    ;;
esac

# Environment and arguments of the program, where the project has them.
if [ -e ces/env-file.txt ]; then options+=(--env-file ces/env-file.txt); fi
set --
if [ -e ces/arg-file.txt ]; then
  # Blanks separate them, quotes hold them together, lines that begin with # are comments.
  while IFS= read -r -d '' word; do set -- "$@" "$word"; done < <(sed '/^[[:space:]]*#/d' ces/arg-file.txt | xargs -r printf '%s\0')
fi
status=0
"$engine" run --name "$name" "${options[@]}" "$image" "$@" || status=$?
echo "Exit status $status. Results in $outputs:"
ls -l "$outputs"
exit "$status"
