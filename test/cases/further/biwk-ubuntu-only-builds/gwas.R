system2("plink2", c("--bfile", "/safe_data/geno", "--glm", "--out", "/safe_outputs/gwas"))
