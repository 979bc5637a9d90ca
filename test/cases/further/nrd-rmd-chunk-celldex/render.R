rmarkdown::render(
  file.path("/opt/report", "report.Rmd"),
  output_dir = "/safe_outputs",
  intermediates_dir = Sys.getenv("TMPDIR", "/scratch")
)
