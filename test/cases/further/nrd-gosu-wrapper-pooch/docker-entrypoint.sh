#!/bin/sh
set -eu
chown app /scratch || true
exec gosu app "$@"
