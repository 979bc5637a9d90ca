#!/bin/sh
# Says whether this bundle is as it was packed. Needs sha256sum, nothing else; uses podman, where it is there, to look at the image.
# Usage: sh verify.sh [DIGEST]    DIGEST: SHA-256 of SHA256SUMS, as you were told by another way (64 characters)
# Ends with 0: whole; 1: changed, missing or added files; 2: could not check.
LC_ALL=C
export LC_ALL
unset CDPATH
case $0 in */*) cd "${0%/*}" || exit 2 ;; esac

if [ "$#" -gt 0 ] && [ -z "${1#sha256:}" ]; then
  echo 'could not check: the digest that was named is empty'
  exit 2
fi
if [ ! -f SHA256SUMS ] || [ -h SHA256SUMS ]; then
  echo 'could not check: there is no SHA256SUMS here'
  exit 2
fi
digest=$(sha256sum < SHA256SUMS) || {
  echo 'could not check: there is no sha256sum, or SHA256SUMS cannot be read'
  exit 2
}
digest=${digest%% *}

status=0
count=0
number=0
listed='/'
say() {
  echo "$1"
  status=1
}

unended=0
while IFS= read -r line || { [ -n "$line" ] && unended=1; }; do
  number=$((number + 1))
  sum=${line%%  *}
  name=${line#*  }
  bad=0
  [ "$sum  $name" = "$line" ] && [ "${#sum}" -eq 64 ] && [ -n "$name" ] || bad=1
  case $sum in *[!0-9a-f]*) bad=1 ;; esac
  case $name in *[!A-Za-z0-9._-]*) bad=1 ;; esac
  if [ "$bad" -eq 1 ]; then
    say "changed: SHA256SUMS (line $number cannot be read)"
    continue
  fi
  case $listed in
    *"/$name/"*)
      say "changed: SHA256SUMS ($name stands twice)"
      continue
      ;;
  esac
  listed=$listed$name/
  count=$((count + 1))
  if [ ! -e "$name" ] && [ ! -h "$name" ]; then
    say "missing: $name"
  elif [ -h "$name" ] || [ ! -f "$name" ] || [ ! -r "$name" ]; then
    say "changed: $name"
  else
    now=$(sha256sum < "$name")
    [ "${now%% *}" = "$sum" ] || say "changed: $name"
  fi
done < SHA256SUMS
[ "$unended" -eq 0 ] || say 'changed: SHA256SUMS (its last line has no end)'
[ "$count" -gt 0 ] || say 'changed: SHA256SUMS (it lists no file)'

for name in * .[!.]* ..?*; do
  if [ ! -e "$name" ] && [ ! -h "$name" ]; then continue; fi
  [ "$name" = SHA256SUMS ] && continue
  case $listed in *"/$name/"*) continue ;; esac
  case $name in
    *[!A-Za-z0-9._-]*) say 'added: a file with an unusual name' ;;
    *) say "added: $name" ;;
  esac
done

draft=0
if [ -f summary.json ] && [ ! -h summary.json ] && [ -r summary.json ]; then
  said=0
  while read -r line || [ -n "$line" ]; do
    case $line in '"isDraft": '*) said=1 ;; esac
    case $line in '"isDraft": true'*) draft=1 ;; esac
  done < summary.json
  [ "$said" -eq 1 ] || say 'changed: summary.json (it has no line that says whether this is a draft)'
fi
case $draft$listed in
  0* | *'/DRAFT/'*) ;;
  *) say 'missing: DRAFT (summary.json says that this is a draft)' ;;
esac

if [ -n "${1-}" ] && [ "${1#sha256:}" != "$digest" ]; then
  say 'changed: SHA256SUMS (it is not the one whose digest you were told)'
fi
if [ "$status" -ne 0 ]; then
  echo 'not whole: do not rely on this bundle'
  exit 1
fi
echo "whole: $count files are as they were packed"
[ ! -f DRAFT ] || echo 'draft: it was packed while points were open; DRAFT names them'
if [ -n "${1-}" ]; then
  echo "digest of SHA256SUMS: $digest, as you were told"
else
  echo "digest of SHA256SUMS: $digest (compare it with the one that you were told by another way)"
fi

# The image, where it is here: its id is the digest of its configuration.
config=''
reference=''
while read -r what value; do
  case $what in
    config) config=${value#sha256:} ;;
    image) reference=$value ;;
  esac
done < digests.txt
if command -v podman > /dev/null 2>&1 && [ -n "$reference" ]; then
  # A name that no image has is not printed: it may hold what a terminal or a pipeline obeys.
  case $reference in
    -* | *[!A-Za-z0-9._:/@-]*)
      echo 'changed: digests.txt (what it names is the name of no image)'
      exit 1
      ;;
  esac
  if found=$(podman image inspect --format '{{.Id}}' "$reference" 2> /dev/null); then
    if [ "${found#sha256:}" = "$config" ]; then
      echo "image: $reference here is the one that was packed"
    else
      echo "changed: $reference here is another image than the one that was packed"
      exit 1
    fi
  else
    echo "image: $reference is not here; podman pull it, then run this again"
  fi
fi
exit 0
