for (f in c("utils.R", "models.R")) source(file.path("R", f))
run()
