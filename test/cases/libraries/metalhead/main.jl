using Flux, Metalhead

model = ResNet(18; pretrain = true)
backbone = Metalhead.backbone(model)
println(length(Flux.trainables(backbone)))
