import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cytomine',
  title: 'Cytomine and BIAFLOWS',
  language: 'python',
  imports: ['cytomine', 'biaflows'],
  packages: { pypi: ['cytomine-python-client'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'cytomine.Cytomine',
        'cytomine.Cytomine.connect*',
        'cytomine.CytomineJob',
        'cytomine.CytomineJob.from_cli',
        'cytomine.cytomine.Cytomine*',
      ],
      does: 'logs in to a Cytomine server, from which it loads images and to which it sends results',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['biaflows.helpers.prepare_data', 'biaflows.helpers.*.prepare_data'],
      does: 'fetches the images from the server, unless the job runs on local ones',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'biaflows.helpers.upload_data',
        'biaflows.helpers.upload_metrics',
        'biaflows.helpers.*.upload_data',
        'biaflows.helpers.*.upload_metrics',
      ],
      does: 'sends the annotations and measures to the server',
      uploads: true,
    },
  ],
  writes: [{ place: '~', calls: ['biaflows.helpers.prepare_data'] }],
  stage: {
    outside: 'download the images and annotations from the server',
    inside: 'read them from /safe_data, and write annotations to /safe_outputs',
  },
  examples: {
    asks: 'from cytomine import Cytomine\nwith Cytomine(host, public, private) as c:\n    pass',
    local: 'from PIL import Image\ni = Image.open("/safe_data/a.png")',
  },
  seen: {
    version: 'cytomine-python-client 4.3.0; Neubias-WG5/biaflows-utilities',
    date: '2026-11-26',
    how: 'source',
    where: 'cytomine.py:181-330,537-560,818-900; helpers/data_preparation.py, data_upload.py',
  },
});
