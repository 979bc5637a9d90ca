con <- DBI::dbConnect(RPostgres::Postgres())
