#!/bin/sh
exec python /srv/pipeline/main.py
