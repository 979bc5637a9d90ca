include(joinpath(@__DIR__, "src", "fit.jl"))
println(fit())
