include(joinpath(@__DIR__, "src", "io.jl"))

codes = load_codes()
cohort = CSV.read("/safe_data/cohort.csv", DataFrame)
CSV.write("/safe_outputs/joined.csv", innerjoin(cohort, codes; on = :snomed))
