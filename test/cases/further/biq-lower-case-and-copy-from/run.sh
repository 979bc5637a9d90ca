#!/bin/sh
yq -o=json /safe_data/settings.yml > /safe_outputs/settings.json
