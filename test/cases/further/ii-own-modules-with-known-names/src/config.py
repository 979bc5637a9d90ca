PATH = "/safe_data"
