# The starter program of this project: a summary of measurements by group. Put your own in its place.
#
#   julia src/main.jl [FILE]          FILE is below /safe_data; without it, measurements.csv
#
# It checks FILE, and writes summary.csv and run.log to /safe_outputs. Exit status: 0 done, 1 the input is not as it should
# be. On a laptop set TRE_SAFE_DATA and TRE_SAFE_OUTPUTS to folders of yours.

using CSV, DataFrames, Statistics

const SAFE_DATA = get(ENV, "TRE_SAFE_DATA", "/safe_data")
const SAFE_OUTPUTS = get(ENV, "TRE_SAFE_OUTPUTS", "/safe_outputs")
const SMALLEST_GROUP = 10 # a group with fewer is counted, not described: its figures could tell about a person

# The input is not what the program expects. The message says where, never what was found: it may be personal.
struct BadInput <: Exception
    message::String
end

# Say it on standard error, and keep it beside the results.
function report(message)
    line = string(Libc.strftime("%Y-%m-%d %H:%M:%S", time()), " ", message)
    println(stderr, line)
    open(io -> println(io, line), joinpath(SAFE_OUTPUTS, "run.log"), "a")
end

# Read and check the whole input. Throws BadInput with all problems, not only the first.
function read_measurements(path)
    isfile(path) || throw(BadInput("$path: no such file; put it there, or name another as the first argument"))
    uneven = BadInput("$path: not a CSV file in which every line has as many columns as the first")
    table = try
        CSV.read(path, DataFrame; types = String, missingstring = nothing, strict = true)
    catch
        throw(uneven)
    end
    absent = setdiff(["participant", "group", "value"], names(table))
    isempty(absent) || throw(BadInput("$path: no column $(join(absent, ", ")) in its first line"))
    nrow(table) > 0 || throw(BadInput("$path: no rows below its first line"))
    # CSV.jl fills a shorter line up with missing, and adds columns for a longer one.
    ncol(table) == ncol(CSV.read(path, DataFrame; limit = 0)) && all(completecases(table)) || throw(uneven)
    value = something.(tryparse.(Float64, table.value), NaN)
    problems = ifelse.(isempty.(table.participant) .| isempty.(table.group), "participant or group is empty",
        ifelse.(nonunique(table, :participant), "the participant was listed before",
            ifelse.(isfinite.(value), "", "value is not a number")))
    bad = findall(!isempty, problems)
    listed = join(["\n  row $row: $(problems[row])" for row in first(bad, 20)])
    isempty(bad) || throw(BadInput("$path: $(length(bad)) rows cannot be used$listed"))
    report("$path: $(nrow(table)) rows")
    return DataFrame(group = table.group, value = value)
end

# One row a group: number of members, mean and standard deviation of the value.
function summarise_groups(measurements)
    groups = groupby(measurements, :group; sort = true)
    summary = combine(groups, nrow => :n, :value => mean => :mean, :value => std => :sd)
    small = summary.n .< SMALLEST_GROUP
    return DataFrame(
        group = summary.group,
        n = ifelse.(small, "<$SMALLEST_GROUP", string.(summary.n)),
        mean = ifelse.(small, missing, round.(summary.mean; sigdigits = 4)),
        sd = ifelse.(small, missing, round.(summary.sd; sigdigits = 4)),
    )
end

# Write a table to /safe_outputs under another name first, so that a failure leaves no half of it.
function publish(table, name)
    final = joinpath(SAFE_OUTPUTS, name)
    CSV.write("$final.part", table)
    mv("$final.part", final; force = true)
    report("wrote $final")
end

function main(arguments)
    mkpath(SAFE_OUTPUTS)
    try
        measurements = read_measurements(joinpath(SAFE_DATA, get(arguments, 1, "measurements.csv")))
        publish(summarise_groups(measurements), "summary.csv")
    catch problem
        problem isa BadInput || rethrow()
        report(problem.message)
        return 1
    end
    return 0
end

exit(main(ARGS))
