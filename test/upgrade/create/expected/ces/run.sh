#!/bin/sh
ces-run
