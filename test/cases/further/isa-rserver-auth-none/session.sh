#!/bin/bash
exec /usr/lib/rstudio-server/bin/rserver \
  --server-daemonize=0 \
  --www-port=8787 \
  --auth-none=1
