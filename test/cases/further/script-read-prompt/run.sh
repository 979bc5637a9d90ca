#!/bin/bash
read -p "Delete old results? [y/N] " answer
[ "$answer" = y ] && rm -rf /safe_outputs/*
exec python /opt/app/main.py
