out <- "/safe_outputs"
png(paste0(out, "/plot.png"))
plot(1:10)
dev.off()
sink(file.path(out, "log.txt"))
print(summary(mtcars))
sink()
