import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'requests',
  title: 'HTTP clients (requests, httpx, urllib)',
  language: 'python',
  imports: ['requests', 'httpx', 'urllib', 'aiohttp', 'urllib3'],
  packages: { pypi: ['requests', 'httpx', 'aiohttp', 'urllib3'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'requests.get',
        'requests.request',
        'requests.head',
        'httpx.get',
        'httpx.request',
        'httpx.stream',
        'urllib.request.urlopen',
        'urllib.request.urlretrieve',
        'urllib.request.Request',
        'wget.download',
        'requests.Session().get',
        'requests.Session().request',
        'httpx.Client().get',
      ],
      argument: at(0, 'url'),
      does: 'asks a web server',
      unless: [
        { argument: at(0, 'url'), is: ['loopback', 'path'] },
        { argument: at(1, 'url'), is: ['loopback'] },
      ],
    },
    {
      on: 'name',
      effect: 'sends',
      calls: [
        'requests.post',
        'requests.put',
        'requests.patch',
        'httpx.post',
        'httpx.put',
        'requests.Session().post',
        'requests.Session().put',
        'httpx.Client().post',
      ],
      argument: at(0, 'url'),
      does: 'sends data to a web server',
      unless: [{ argument: at(0, 'url'), is: ['loopback'] }],
    },
  ],
  stage: { outside: 'download the file', inside: 'read it by its path below /safe_data' },
  examples: {
    asks: 'import requests\nr = requests.get("https://example.org/x")',
    local: 'import requests\nr = requests.get("http://127.0.0.1:8000/x")',
  },
  seen: { version: 'requests 2.33', date: '2026-11-26', how: 'run', where: 'documentation' },
});
