import xarray as xr

ds = xr.tutorial.open_dataset("air_temperature")
