source("/opt/app/R/reference.R")
sce <- readRDS("/safe_data/sce.rds")
pred <- SingleR::SingleR(test = sce, ref = reference(), labels = reference()$label.main)
saveRDS(pred, "/safe_outputs/labels.rds")
