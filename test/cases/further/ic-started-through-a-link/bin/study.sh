#!/bin/sh
exec Rscript /opt/study/R/main.R
