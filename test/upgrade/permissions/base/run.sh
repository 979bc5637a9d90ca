#!/bin/sh
a
