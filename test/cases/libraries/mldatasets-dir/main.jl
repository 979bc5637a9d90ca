using MLDatasets: FashionMNIST

const ROOT = "/safe_data/fashion"
d = FashionMNIST(split = :test, dir = ROOT)
println(length(d))
