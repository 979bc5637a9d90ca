from astropy.coordinates import get_body, solar_system_ephemeris
from astropy.time import Time

t = Time("2024-03-01")
with solar_system_ephemeris.set("jpl"):
    moon = get_body("moon", t)
print(moon)
