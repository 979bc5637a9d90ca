import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-h2o',
  title: 'h2o for R',
  language: 'r',
  imports: ['h2o'],
  packages: { cran: ['h2o'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['h2o::h2o.init'],
      does: 'downloads h2o.jar at the first start',
      unless: [{ variable: 'H2O_JAR_PATH', is: /\/.+/ }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['h2o::h2o.importFile'],
      argument: at(0, 'path'),
      when: [{ argument: at(0, 'path'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  settings: [
    { name: 'H2O_JAR_PATH', value: '/opt/h2o/h2o.jar', kind: 'data', why: 'the jar in the image', needed: true },
  ],
  stage: {
    outside: 'nothing: the jar belongs into the image',
    inside: 'ENV H2O_JAR_PATH=/opt/h2o/h2o.jar with Java in the image, or h2o.init() once in a RUN',
  },
  examples: {
    asks: 'library(h2o)\nh2o.init()',
    local: 'library(h2o)\nh2o.init()',
    environment: { H2O_JAR_PATH: '/opt/h2o/h2o.jar' },
  },
  seen: { version: 'h2o 3.44.0.3', date: '2026-11-25', how: 'source', where: 'R/connection.R:63-66,254,633,787-860' },
});
