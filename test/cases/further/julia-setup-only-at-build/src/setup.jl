using Pkg
Pkg.activate("/opt/app")
Pkg.add(name="CSV", version="0.10.15")
