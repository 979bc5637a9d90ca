using Flux, Metalhead, JLD2

model = ResNet(18; pretrain = false)
Flux.loadmodel!(model, JLD2.load("/safe_data/resnet.jld2", "state"))
println(typeof(model))
