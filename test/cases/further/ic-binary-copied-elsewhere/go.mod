module example.org/kmercount

go 1.25
