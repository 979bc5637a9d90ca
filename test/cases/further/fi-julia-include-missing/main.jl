include("src/model.jl")
println(run_model(0.3, 0.1))
