#!/bin/bash
LIC_HOST="matlab-lic.example.ac.uk"
export MLM_LICENSE_FILE="27000@${LIC_HOST}"
cd /scratch && exec matlab -batch "addpath('/opt/app'); fit"
