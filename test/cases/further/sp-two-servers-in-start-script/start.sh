#!/bin/bash
/opt/jupyter/bin/jupyter lab --ip=0.0.0.0 --no-browser --ServerApp.root_dir=/safe_outputs &
exec shiny-server
