suppressWarnings({
  library("data.table")
  library("mice")
})
d <- fread("/safe_data/cohort.csv")
fwrite(complete(mice(d, printFlag = FALSE)), "/safe_outputs/imputed.csv")
