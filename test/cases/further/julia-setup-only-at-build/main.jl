include("src/fit.jl")
