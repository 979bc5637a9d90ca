import Pkg
Pkg.activate("/opt/app")
using RDatasets
iris = dataset("datasets", "iris")
