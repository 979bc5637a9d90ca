import contextily as cx
import geopandas as gpd
from places import TILES, ZONES

ax = gpd.read_file(ZONES).to_crs(3857).plot(alpha=0.5)
cx.add_basemap(ax, source=TILES)
ax.figure.savefig("/safe_outputs/map.png")
