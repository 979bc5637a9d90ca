import { bioconductorNames } from './bioconductor-packages.ts';
import { rSystemLibraries } from './r-system-libraries.ts';

/** What people name most in lists of packages, and what differs from it by one letter. */
export const usualInR: readonly string[] =
  `arrow bayesplot brms broom caret cowplot data.table dbplyr devtools dplyr dtplyr duckdb flextable forcats forecast ggplot2 ggpubr ggrepel glmnet gtsummary haven igraph janitor
  jsonlite kableExtra knitr leaflet lme4 lmtest lubridate magrittr openxlsx patchwork posterior purrr randomForest ranger readr readxl remotes renv rlang rmarkdown rstan rstanarm
  sandwich scales shiny stringr survival survminer targets terra testthat tibble tidymodels tidyr tidyverse viridis writexl xgboost`.split(
    /\s+/,
  );

/** More of CRAN whose names have capitals, or are written with some by those who guess. */
const others =
  `Amelia DBI DT DescTools EpiEstim FactoMineR GGally Hmisc MASS MatchIt Matrix PerformanceAnalytics R6 RColorBrewer RSQLite Rcpp RcppArmadillo Rtsne Seurat SeuratObject
  WeightIt XML abind boot car cluster cmprsk coxme e1071 effects emmeans foreign gbm geepack ggthemes gridExtra here htmlwidgets httr irr lavaan lmerTest mclust mgcv mice
  multcomp naniar nlme nnet pROC plotly plyr pscl psych reshape2 rpart sjPlot skimr stringi tableone tmle vcd vegan xtable zoo`.split(
    /\s+/,
  );

let spellings: ReadonlyMap<string, string> | undefined;

/** How a package of R is written whose name was given in other letters, small or capital: R compares them as they stand. Nothing where the name is right, or not known. */
export function spellInR(name: string): string | undefined {
  spellings ??= new Map(
    [...usualInR, ...others, ...rSystemLibraries.keys(), ...bioconductorNames].map((each) => [
      each.toLowerCase(),
      each,
    ]),
  );
  const spelt = spellings.get(name.toLowerCase());
  return spelt === name ? undefined : spelt;
}
