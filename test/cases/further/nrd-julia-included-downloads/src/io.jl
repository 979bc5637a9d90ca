using CSV, DataFrames, Downloads

const CODES = "https://www.opencodelists.org/codelist/opensafely/asthma/download.csv"

function load_codes()
    file = Downloads.download(CODES, joinpath(tempdir(), "asthma.csv"))
    CSV.read(file, DataFrame)
end
