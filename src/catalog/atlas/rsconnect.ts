import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'rsconnect',
  title: 'rsconnect',
  language: 'r',
  imports: ['rsconnect'],
  packages: { cran: ['rsconnect'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'rsconnect::deployApp',
        'rsconnect::deployDoc',
        'rsconnect::deploySite',
        'rsconnect::deployAPI',
        'rsconnect::deployTFModel',
        'rsconnect::rpubsUpload',
        'rsconnect::syncAppMetadata',
      ],
      does: 'uploads the application with its data to a server of Posit',
    },
  ],
  writes: [
    {
      place: './rsconnect',
      calls: ['rsconnect::deployApp', 'rsconnect::deployDoc', 'rsconnect::deploySite', 'rsconnect::deployAPI'],
      unless: [at(0, 'appDir', 'doc', 'siteDir', 'api')],
    },
  ],
  stage: {
    outside: 'nothing: to publish an application is no work for the TRE',
    inside: 'start the application in the container: shiny::runApp("/opt/app", host = "0.0.0.0", port = 3838)',
  },
  examples: {
    asks: 'rsconnect::deployApp(appName = "study")',
    local: 'shiny::runApp("/opt/app", host = "0.0.0.0", port = 3838)',
  },
  seen: {
    version: 'rsconnect 1.4.0',
    date: '2026-11-26',
    how: 'documented',
    where:
      'reference manual on CRAN: deployApp, rpubsUpload, deployments (records below rsconnect in the folder of the application)',
  },
});
