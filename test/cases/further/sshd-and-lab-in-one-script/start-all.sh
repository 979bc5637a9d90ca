#!/bin/bash
/usr/sbin/sshd
exec jupyter lab --ip=0.0.0.0 --no-browser
