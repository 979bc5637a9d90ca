pdf("plots.pdf", width = 8)
plot(1:10)
dev.off()
