pip install --quiet reportlab
python -c 'import reportlab'
