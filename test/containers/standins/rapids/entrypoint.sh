#!/bin/bash
echo 'This container image and its contents are governed by the NVIDIA Deep Learning Container License.'
exec "$@"
