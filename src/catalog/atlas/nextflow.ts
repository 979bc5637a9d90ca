import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'nextflow',
  title: 'Nextflow',
  language: 'program',
  imports: ['nextflow'],
  packages: { conda: ['nextflow'] },
  triggers: [
    {
      on: 'start',
      effect: 'fetches',
      commands: ['nextflow run'],
      does: 'fetches itself, plugins and pipelines, and asks for a newer version',
      unless: [{ variable: 'NXF_OFFLINE', is: /true/i }, { option: '-offline' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['nextflow pull', 'nextflow clone', 'nextflow plugin install', 'nextflow self-update'],
      does: 'fetches a pipeline or plugin',
    },
  ],
  settings: [
    {
      name: 'NXF_OFFLINE',
      value: 'true',
      kind: 'switch',
      why: 'no pipeline, plugin and version is asked for',
      afterInstall: true,
      needed: true,
    },
    {
      name: 'NXF_HOME',
      value: '/opt/nextflow',
      kind: 'data',
      why: 'the framework and the plugins that the build fetched',
      needed: true,
    },
    { name: 'NXF_CACHE_DIR', value: '/scratch/.nextflow', kind: 'cache', why: 'sessions are written there' },
    { name: 'NXF_LOG_FILE', value: '/scratch/nextflow.log', kind: 'cache', why: 'the log is written there' },
  ],
  caches: [{ place: '~/.nextflow', movedBy: ['NXF_HOME'] }],
  stage: {
    outside: 'git clone the pipeline',
    inside:
      'RUN NXF_HOME=/opt/nextflow nextflow plugin install NAME@VERSION; COPY the pipeline; nextflow run /opt/pipeline -w /scratch/work',
  },
  note: 'NXF_OFFLINE fails unless the configuration names the versions of plugins.',
  examples: {
    asks: 'nextflow run nf-core/rnaseq',
    local: 'nextflow run /opt/pipeline -w /scratch/work',
    environment: { NXF_OFFLINE: 'true' },
  },
  seen: {
    version: 'nextflow-io/nextflow 26.08.0-edge',
    date: '2026-11-25',
    how: 'source',
    where: 'nextflow:19-25,186-188,282-291; docs/reference/env-vars.mdx:63-250; PluginUpdater.groovy:82-128,477',
  },
});
