import Pkg
for p in ["CSV", "DataFrames"]
    Pkg.add(p)
end
