using MLDatasets
x, y = MLDatasets.MNIST(split=:train)[:]
