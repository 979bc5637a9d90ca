library(jsonlite)
meta <- fromJSON('{"title": "cohort", "source": "https://example.org/cohort"}')
d <- fromJSON("/safe_data/cohort.json")
write_json(list(source = meta$source, n = nrow(d)), "/safe_outputs/n.json")
