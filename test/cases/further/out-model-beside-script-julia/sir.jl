using CSV, DataFrames

const OUT = joinpath(@__DIR__, "results")

function main(; beta = 0.3, gamma = 0.1)
    cases = CSV.read("/safe_data/cases.csv", DataFrame)
    mkpath(OUT)
    CSV.write(joinpath(OUT, "sir_$(beta)_$(gamma).csv"), cases)
end

main()
