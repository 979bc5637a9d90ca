#!/bin/sh
b
