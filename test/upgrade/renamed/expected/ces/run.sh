#!/bin/sh
set -euo pipefail
ces-run podman image

# end
