import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

/** What draws at once, and so opens a device where none is open. */
const drawing = [
  'plot',
  'hist',
  'barplot',
  'boxplot',
  'curve',
  'pie',
  'pairs',
  'matplot',
  'contour',
  'persp',
  'mosaicplot',
];

/** What opens a device of its own, or draws into that of a document or a server. */
const openingDevice = (
  '*pdf *png *jpeg *tiff *bmp *svg* *postscript *cairo_ps Cairo* *x11 *dev.new tikz* ' +
  '*render* *knit *spin *tar_make* *runApp *shinyApp *plumb *pr_run'
).split(' ');

export default defineLibrary({
  name: 'base-r',
  title: 'R itself',
  language: 'r',
  imports: ['utils', 'base'],
  packages: { cran: ['base'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['utils::install.packages', 'utils::update.packages'],
      commands: ['install2.r', 'installGithub.r', 'installBioc.r'],
      does: 'installs packages',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['utils::download.file', 'utils::available.packages'],
      does: 'downloads a file',
      unless: [{ argument: at(0, 'url'), is: ['path', /^file:/] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'utils::read.csv',
        'utils::read.csv2',
        'utils::read.table',
        'utils::read.delim',
        'base::readLines',
        'base::readRDS',
        'base::load',
        'base::source',
        'base::url',
        'base::scan',
        'base::file',
      ],
      argument: at(0, 'file', 'path', 'con', 'description', 'url', 'x', 'txt', 'input'),
      when: [{ argument: at(0, 'file', 'path', 'con', 'description', 'url', 'x', 'txt', 'input'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  writes: [
    { place: './.RData', calls: ['save.image', 'base::save.image'], unless: [at(0, 'file')] },
    { place: './dumpdata.R', calls: ['dump', 'base::dump'], unless: [at(1, 'file')] },
    { place: './Rplots.pdf', calls: ['pdf', 'grDevices::pdf'], unless: [at(0, 'file')] },
    ...['png', 'jpeg', 'tiff', 'bmp', 'svg'].map((format) => ({
      place: `./Rplot001.${format}`,
      calls: [format, `grDevices::${format}`],
      // R takes the beginning of a name for the name.
      unless: [at(0, 'filename', 'file')],
    })),
    {
      place: './Rplots.pdf',
      calls: drawing.flatMap((name) => [name, `graphics::${name}`]),
      unless: [named('plot')],
      unlessCalled: openingDevice,
    },
  ],
  settings: [
    { name: 'R_USER_CACHE_DIR', value: '/scratch/R', kind: 'cache', why: 'packages of R keep their caches there' },
  ],
  stage: {
    outside: 'download what is a file',
    inside:
      'name packages in install_packages.R, which the build runs, and only attach them here: library(NAME); read files by their paths below /safe_data',
  },
  examples: { asks: 'install.packages("dplyr")', local: 'd <- read.csv("/safe_data/x.csv")' },
  seen: {
    version: 'R 4.5',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation of tools::R_user_dir and utils',
  },
});
