export APP_MODE=batch
python -c 'import lifelines' 2>/dev/null || pip install lifelines==0.30.0
