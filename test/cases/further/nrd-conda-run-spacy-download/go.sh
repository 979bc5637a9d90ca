#!/bin/bash
set -e
python -c "import en_core_web_md" 2>/dev/null || python -m spacy download en_core_web_md
exec python /opt/app/ner.py "$@"
