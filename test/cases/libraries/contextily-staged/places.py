ROOT = "/safe_data/geo"
TILES = f"{ROOT}/edinburgh.tif"
ZONES = f"{ROOT}/zones.gpkg"
