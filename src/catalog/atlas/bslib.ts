import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'bslib',
  title: 'bslib and sass',
  language: 'r',
  imports: ['bslib', 'sass'],
  packages: { cran: ['bslib', 'sass'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['bslib::font_google', 'sass::font_google'],
      argument: named('local'),
      does: 'downloads a font when it runs',
    },
    {
      on: 'name',
      effect: 'page',
      calls: ['bslib::font_google', 'sass::font_google'],
      argument: named('local'),
      when: [{ argument: named('local'), is: ['false'] }],
      does: 'makes a page that asks for a font where it is opened',
    },
  ],
  caches: [{ place: '~/.cache/R/sass', movedBy: ['R_USER_CACHE_DIR'] }],
  stage: { outside: 'put the font into www/', inside: 'font_face() with a file of www/, or a font of the system' },
  examples: {
    asks: 'library(bslib)\nt <- bs_theme(base_font = font_google("Inter"))',
    local: 'library(bslib)\nt <- bs_theme(base_font = "sans-serif")',
  },
  seen: { version: 'rstudio/sass 0.4.10.9000', date: '2026-11-25', how: 'source', where: 'R/fonts.R:120-121,424-522' },
});
