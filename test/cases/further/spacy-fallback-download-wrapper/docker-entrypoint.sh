#!/bin/sh
set -e
umask 002
exec "$@"
