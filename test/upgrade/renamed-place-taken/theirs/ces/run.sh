#!/bin/sh
set -eu
ces-run podman image

# end
