import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'udpipe',
  title: 'udpipe',
  language: 'r',
  imports: ['udpipe'],
  packages: { cran: ['udpipe'] },
  triggers: [
    { on: 'always', effect: 'fetches', calls: ['udpipe::udpipe_download_model'], does: 'downloads a model' },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['udpipe::udpipe'],
      argument: at(1, 'object'),
      does: 'downloads the model of a language into the working directory',
      unless: [{ argument: at(1, 'object'), is: [/\.udpipe$/] }],
    },
  ],
  stage: {
    outside: 'udpipe_download_model("english", model_dir = ".")',
    inside: 'm <- udpipe_load_model("/safe_data/english-ewt-ud-2.5-191206.udpipe"); udpipe(x, m)',
  },
  examples: {
    asks: 'library(udpipe)\nm <- udpipe_download_model("english")',
    local: 'library(udpipe)\nm <- udpipe_load_model("/safe_data/english.udpipe")',
  },
  seen: {
    version: 'bnosac/udpipe 0.8.16',
    date: '2026-11-25',
    how: 'source',
    where: 'R/udpipe_models.R:140-420; R/udpipe_parse.R:476',
  },
});
