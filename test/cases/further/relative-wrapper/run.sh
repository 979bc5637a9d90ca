#!/bin/sh
exec python /opt/app/main.py
