import MLDatasets as MLD
using Statistics

train = MLD.MNIST(:train)
println(mean(train.features))
