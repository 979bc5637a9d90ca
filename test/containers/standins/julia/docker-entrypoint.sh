#!/bin/sh
# Starts Julia where the first word is an option or a program of Julia, and whatever else is asked for otherwise.
set -e
case "${1-}" in
  '' | -* | *.jl) set -- julia "$@" ;;
esac
exec "$@"
