import xarray as xr

ds = xr.open_dataset("/safe_data/air.nc")
ds.mean().to_netcdf("/safe_outputs/mean.nc")
