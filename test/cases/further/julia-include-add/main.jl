include("src/setup.jl")
using CSV
