from . import fetch_codes
