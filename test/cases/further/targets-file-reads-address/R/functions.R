get_codes <- function() {
  read.csv(url("https://example.org/codes.csv"))
}
