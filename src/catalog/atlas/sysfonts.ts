import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'sysfonts',
  title: 'sysfonts',
  language: 'r',
  imports: ['sysfonts', 'showtext'],
  packages: { cran: ['sysfonts', 'showtext'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['sysfonts::font_add_google', 'sysfonts::font.add.google', 'sysfonts::font_families_google'],
      does: 'loads a font from Google Fonts',
    },
  ],
  hosts: ['fonts.gstatic.com', 'googleapis.com'],
  stage: {
    outside: 'download the font files (.ttf) into the project',
    inside: 'sysfonts::font_add("Open Sans", "/app/fonts/OpenSans-Regular.ttf")',
  },
  note: 'showtext attaches it, so that font_add_google() stands there without a prefix.',
  examples: {
    asks: 'library(sysfonts)\nfont_add_google("Open Sans")',
    local: 'library(sysfonts)\nfont_add("Open Sans", "/app/fonts/OpenSans-Regular.ttf")',
  },
  seen: { version: 'sysfonts 0.8.9', date: '2026-11-26', how: 'documented', where: 'font_add_google.Rd' },
});
