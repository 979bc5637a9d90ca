#!/usr/bin/env bash
# Runs the image on this machine as the TRE would: without a network, with the three folders.
#
#   ces/run-local.sh [IMAGE]           IMAGE is cohort-paper:local if none is given
#
# SAFE_DATA is the folder that stands in for /safe_data (rehearsal/safe_data), ENGINE is docker or podman.
# Results go to a folder of their own below safe_outputs/.
set -euo pipefail

cd "$(dirname "$0")/.."
image="${1:-cohort-paper:local}"
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

if [ -e ces/env-file.txt ]; then options+=(--env-file ces/env-file.txt); fi

secret="$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')"
export JUPYTER_TOKEN="$secret"
"$engine" run --name "$name" "${options[@]}" --detach --env JUPYTER_TOKEN "$image" > /dev/null
echo "Open http://localhost:8888/lab?token=$secret when the server has started; Ctrl-C here ends the session."
echo "Results in $outputs"

# The container has no network, so nothing can be published: each connection is carried over by the engine's exec.
python3 - "$engine" "$name" 8888 <<'EOF' &
import socket
import subprocess
import sys

engine, name, port = sys.argv[1:]
carry = f"exec 3<>/dev/tcp/127.0.0.1/{port}; {{ cat <&3; kill $$; }} & cat >&3; kill $!"
with socket.create_server(("127.0.0.1", int(port))) as server:
    while True:
        connection, _ = server.accept()
        with connection:
            subprocess.Popen(
                [engine, "exec", "--interactive", name, "bash", "-c", carry],
                stdin=connection, stdout=connection, stderr=subprocess.DEVNULL,
            )
EOF
trap 'kill "$!" 2> /dev/null || true; "$engine" rm --force "$name" > /dev/null 2>&1; rm -rf "$scratch"' EXIT
"$engine" logs --follow "$name"
