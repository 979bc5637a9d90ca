import { juliaStandard } from '../adopt/libraries.ts';

/** Packages of the General registry that people name most, as it writes them, and what differs from one of them by one letter. */
export const usualInJulia: readonly string[] =
  `AbstractMCMC Agents AlgebraOfGraphics ArgParse Arrow BenchmarkTools BioSequences CSV CUDA CairoMakie CategoricalArrays Chain Clustering CodecZlib ColorSchemes Colors Combinatorics Conda
  Dagger DataFrames DataFramesMeta DataStructures DecisionTree DifferentialEquations Distances Distributions DrWatson DuckDB DynamicPPL FASTX FileIO Flux ForwardDiff GLM GLMakie GLMNet GLPK
  Gadfly Graphs HDF5 HTTP HiGHS HypothesisTests ImageIO Images Impute InlineStrings Interpolations Ipopt JLD JLD2 JSON JSON2 JSON3 JuMP KernelDensity LaTeXStrings Lasso Latexify LightGBM Lux
  MCMCChains MLJ MLUtils Makie Missings MixedModels ModelingToolkit MultivariateStats NIfTI NLopt NearestNeighbors Optim Optimization OrdinaryDiffEq Parquet Parquet2 Parsers Pipe Plots
  PlutoUI PooledArrays PrettyTables ProgressMeter PyCall PythonCall QuadGK Query RCall RData RDatasets ReadStatTables Revise Roots SQLite ScikitLearn ShiftedArrays SpecialFunctions
  StaticArrays StatsBase StatsFuns StatsModels StatsPlots Survival Symbolics TableTransforms Tables ThreadsX Tidier TidierData TimeSeries Transducers Turing Unitful XGBoost XLSX YAML ZipFile
  Zygote`.split(/\s+/);

let spellings: ReadonlyMap<string, string> | undefined;

/** How a package of Julia is written whose name was given in other letters, small or capital: Julia compares them as they stand. Nothing where the name is right, or not known. */
export function spellInJulia(name: string): string | undefined {
  spellings ??= new Map([...usualInJulia, ...juliaStandard].map((each) => [each.toLowerCase(), each]));
  const spelt = spellings.get(name.toLowerCase());
  return spelt === name ? undefined : spelt;
}
