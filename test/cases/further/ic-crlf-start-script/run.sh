#!/bin/bash
set -e
exec python /opt/app/main.py
