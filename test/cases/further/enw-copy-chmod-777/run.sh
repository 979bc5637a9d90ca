#!/bin/sh
exec Rscript -e 'print(1)'
