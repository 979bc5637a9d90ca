import type { StopSigns } from '../../model/adopt/stop-signs.ts';

/** What none of the bases is for. */
export const stopSigns: StopSigns = {
  foreign: [
    { name: 'SAS', pattern: /\.sas$/i, needsLicence: true },
    { name: 'SPSS', pattern: /\.sps$/i, needsLicence: true },
    { name: 'Perl', pattern: /\.(?:pl|pm)$/ },
    { name: 'Java', pattern: /\.(?:java|scala|kt)$/ },
    { name: 'C or C++', pattern: /\.(?:c|cc|cpp|cxx)$/ },
    { name: 'Go', pattern: /\.go$/ },
    { name: 'Rust', pattern: /\.rs$/ },
    { name: 'C#', pattern: /\.cs$/ },
  ],
  server: {
    family: 'shiny',
    language: 'r',
    file: /(?:^|\/)(?:ui|server|app|global)\.[Rr]$/,
    text: /\bshiny\b|shinyApp|fluidPage|dashboardPage|shinyServer|shinyUI/,
    program: /(?:^|\/)(?:ui|server|app|global|run)\.[Rr]$/i,
    what: 'it is a Shiny application, a server for other people',
    instead: 'rocker/shiny as the base of a Dockerfile of your own, if your project may run a server in the TRE',
    otherwise: 'app.R',
  },
  pairs: [
    {
      first: 'python',
      second: 'r',
      bridges: [
        { path: /\.py$/, texts: [/Rscript|rpy2/] },
        { path: /\.[Rr]$/, texts: [/reticulate/] },
        { path: /(?:^|\/)(?:Makefile|[\w-]+\.sh)$/, texts: [/Rscript/, /python/] },
      ],
      instead: 'a Dockerfile of your own on rocker/r-ver with Python from Debian, or the two parts as two images',
    },
  ],
};
