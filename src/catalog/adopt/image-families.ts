import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';

/**
 * What the name of a base image says about the program on it. `ubuntu`, `debian` and `nvidia/cuda` say nothing, so they are not here.
 * Tried in this order on the name with its tag.
 */
export const imageFamilies: SurveyKnowledge['families'] = [
  { pattern: /(?:^|\/)rapidsai\/|rapidsai/, family: 'rapids' },
  { pattern: /^(?:[^/]*\/)*(?:(?!pytorch)[\w-])*pytorch[\w-]*(?::|$)/, family: 'pytorch' },
  { pattern: /tensorflow/, family: 'tensorflow' },
  {
    pattern:
      /(?:^|\/)jupyter\/|jupyterhub|jupyterlab|(?:^|\/)(?:base|minimal|scipy|datascience|tensorflow|pyspark|r)-notebook(?::|$)/,
    family: 'jupyter',
  },
  { pattern: /(?:^|\/)(?:rocker\/shiny|shiny)/, family: 'shiny' },
  { pattern: /rocker\/(?:rstudio|tidyverse|verse|geospatial|ml|binder)/, family: 'rstudio' },
  { pattern: /(?:^|\/)(?:rocker\/r-|r-base|rocker\/|bioconductor\/|rstudio\/r-base|r-ver)/, family: 'r' },
  { pattern: /(?:^|\/)julia(?::|$)/, family: 'julia' },
  { pattern: /dataeditors\/stata|(?:^|\/)stata/, family: 'stata' },
  { pattern: /(?:^|\/)(?:mathworks\/|matlab)/, family: 'matlab' },
  { pattern: /(?:^|\/)(?:continuumio\/|condaforge\/|mambaorg\/|mamba|miniconda|anaconda|micromamba)/, family: 'conda' },
  { pattern: /(?:^|\/)(?:node|nginx|httpd|caddy)(?::|$)/, family: 'web' },
  { pattern: /(?:^|\/)(?:python|pypy)(?::|$)/, family: 'python' },
  { pattern: /(?:^|\/)astral-sh\/uv|tiangolo\/|(?:^|\/)uv:python/, family: 'python' },
];
