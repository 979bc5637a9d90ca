import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'flywheel',
  title: 'Flywheel',
  language: 'python',
  imports: ['flywheel', 'flywheel_gear_toolkit', 'flywheel_bids'],
  packages: { pypi: ['flywheel-sdk', 'flywheel-gear-toolkit', 'flywheel-bids'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'flywheel_bids.utils.download_run_level.*',
        'flywheel_bids.*.download_bids_for_runlevel',
        'flywheel_bids.export_bids.download_bids_dir',
        'flywheel_bids.*.orchestrate_download_bids',
        '*.download_session_bids',
        '*.download_project_bids',
      ],
      does: 'downloads the data of a session from a server of Flywheel',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['flywheel.Client'],
      does: 'logs in to a server of Flywheel',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['flywheel_bids.upload_bids.upload_bids', 'flywheel_bids.upload_bids.upload_bids_dir'],
      does: 'uploads data to a server of Flywheel',
    },
  ],
  stage: {
    outside: 'fw export bids the project',
    inside: 'read the BIDS folder by its path below /safe_data',
  },
  examples: {
    asks: 'import flywheel\nfw = flywheel.Client()',
    local: 'from flywheel_gear_toolkit import GearToolkitContext\nname = GearToolkitContext.__name__',
  },
  seen: {
    version: 'flywheel-sdk 23.0.0, flywheel-gear-toolkit 0.6.22, flywheel-bids 1.2.34',
    date: '2026-11-26',
    how: 'source',
    where:
      'flywheel/client.py; flywheel_gear_toolkit/context/context.py:279-314,570-625; flywheel_bids/export_bids.py:253-319',
  },
});
