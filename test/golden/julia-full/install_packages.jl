# Julia packages of this project. Runs while the image is built.
using Pkg

# What these need in turn follows the day of the build, until a Manifest.toml names it: README.md says how to get one.
Pkg.add([
    PackageSpec(name = "CSV", version = "0.10.15"),
    PackageSpec(name = "DataFrames", version = "1.7.0"),
    PackageSpec(url = "https://github.com/JuliaStats/Survival.jl", rev = "0123456789abcdef0123456789abcdef01234567"),
])

# Lazy artifacts are fetched when they are first used, and then there is no network.
for (folder, _, files) in walkdir(joinpath(first(DEPOT_PATH), "packages"))
    for file in filter(in(Pkg.Artifacts.artifact_names), files)
        list = joinpath(folder, file)
        for (name, artifact) in Pkg.Artifacts.select_downloadable_artifacts(list; include_lazy = true)
            Pkg.Artifacts.ensure_artifact_installed(name, artifact, list)
        end
    end
end

Pkg.precompile()
