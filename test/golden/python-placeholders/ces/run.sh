#!/usr/bin/env bash
# Runs the image inside the TRE, after ces-pull: ces/run.sh TAG [RUNTIME]
set -euo pipefail

tag="${1:-}"
runtime="${2:-podman}"
cd "$(dirname "$0")"

fail() { echo "ces/run.sh: $1" >&2; exit 2; }
need() { command -v "$1" > /dev/null || fail "there is no $1 on this machine. This script is for the TRE; elsewhere use ces/run-local.sh."; }
[[ "$tag" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]] || fail "which image? Usage: ces/run.sh TAG [RUNTIME]    for example: ces/run.sh main-0123456789ab $runtime"

# The arguments of arg-file.txt, if there is one: they take the place of those in job.yaml, which may have none.
list_arguments() {
  local word
  [ -e arg-file.txt ] || return 0
  sed '/^[[:space:]]*#/d' arg-file.txt | xargs -r printf '%s\0' | while IFS= read -r -d '' word; do
    word="${word//\\/\\\\}"
    printf -- '- "%s"\n' "${word//\"/\\\"}"
  done
}

# The GPU cluster wants every job under the user's own number, and the project's group for its files.
submit_job() {
  need kubectl
  local namespace=change-me-ns group="${TRE_GROUP:-}" number user
  if [ -z "$group" ]; then
    group="$(id -G -n | tr ' ' '\n' | grep -i -F -x -e change-me -e me | head -n 1)" || true
  fi
  number="$(getent group "$group" | cut -d : -f 3)" || true
  [ -n "$number" ] || fail "your project's group was not found: set TRE_GROUP to its name, which is one of: $(id -G -n)"
  user="$(id -u -n)"
  local arguments key='^ *args:'
  arguments="$(list_arguments)" || fail "arg-file.txt cannot be read as words: a quote in it has no second one."
  if [ -n "$arguments" ] && ! grep -q "$key" job.yaml; then
    key='^ *image:'
    [ "$(grep -c "$key" job.yaml)" = 1 ] || fail "where do the arguments of arg-file.txt belong? Write a line \`args:\` into job.yaml, below the image that takes them."
  fi
  sed -e "/^ *image:/s|:TAG|:$tag|" -e "/^ *claimName:/s|-USER|-${user%%_*}|" \
    -e "s|^\( *runAsUser:\).*|\1 $(id -u)|" -e "s|^\( *runAsGroup:\).*|\1 $number|" -e "s|^\( *fsGroup:\).*|\1 $number|" \
    job.yaml | KEY="$key" ARGUMENTS="$arguments" awk '
      BEGIN { count = split(ENVIRON["ARGUMENTS"], words, "\n") }
      { indent = match($0, /[^ ]/) - 1 }
      count && $0 ~ ENVIRON["KEY"] {
        skip = !/image:/; depth = indent; margin = substr($0, 1, depth)
        if (!skip) print
        print margin "args:"
        for (each = 1; each <= count; each++) print margin "  " words[each]
        next
      }
      skip && (indent < 0 || indent > depth || /^ *#/ || (indent == depth && /^ *[]-]/)) { next }
      { skip = 0; print }
    ' | kubectl --namespace "$namespace" create --filename - --output name
  echo "Its log: kubectl --namespace $namespace logs --follow JOB    (JOB is the name above)"
}

case "$runtime" in
  podman) options=opt-file.txt ;;
  apptainer) options=opt-file-apptainer.txt ;;
  k8s) submit_job; exit ;;
  *) fail "this project is not set up for the runtime $runtime." ;;
esac
need ces-run
image=ghcr.io/change-me/mean-by-group

# What is always so, and then what the project adds: env-file.txt has NAME=value lines, without quotes and secrets;
# arg-file.txt has arguments of the program; opt-file.txt and opt-file-apptainer.txt have options of the runner: blanks separate them, quotes
# hold them together, lines that begin with # are comments.
files="$(mktemp -d)"
trap 'rm -rf "$files"' EXIT
echo OMP_NUM_THREADS=4 > "$files/env-file.txt"
# --no-eval (apptainer 1.1 or newer; an older one does not know it): arguments as they are, not as shell. WORKDIR counts for nothing there: a program
# that needs it gets --pwd DIR from opt-file-apptainer.txt. env-file.txt is read as shell all the same: plain values only.
if [ "$runtime" = apptainer ]; then printf '%s\n' --cleanenv --no-eval > "$files/$options"; fi
for file in env-file.txt arg-file.txt "$options"; do
  if [ -e "$file" ]; then sed '/^[[:space:]]*#/d' "$file"; fi >> "$files/$file"
done
ces-run "$runtime" \
  --opt-file "$files/$options" --env-file "$files/env-file.txt" --arg-file "$files/arg-file.txt" "$image:$tag"
