d <- haven::read_sav("/opt/app/data/cohort.sav")
