import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'julia-http',
  title: 'Downloads, HTTP and Sockets',
  language: 'julia',
  imports: ['Downloads', 'HTTP', 'Sockets'],
  packages: { julia: ['Downloads', 'HTTP'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['Downloads.download', 'Downloads.request', 'download', 'HTTP.get', 'HTTP.request', 'HTTP.download'],
      does: 'asks a web server',
      unless: [{ argument: at(0, 'url'), is: ['path', 'loopback'] }],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['HTTP.post', 'HTTP.put', 'HTTP.patch'],
      does: 'sends data to a web server',
      uploads: true,
      unless: [{ argument: at(0, 'url'), is: ['loopback'] }],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['Downloads.request'],
      when: [{ argument: { names: ['method'] }, is: [/^(?:POST|PUT|PATCH)$/i] }],
      does: 'sends data to a web server',
      uploads: true,
      unless: [{ argument: at(0, 'url'), is: ['loopback'] }],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['HTTP.request'],
      when: [{ argument: at(0, 'method'), is: [/^(?:POST|PUT|PATCH)$/i] }],
      does: 'sends data to a web server',
      uploads: true,
      unless: [{ argument: at(1, 'url'), is: ['loopback'] }],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['Sockets.connect', 'connect'],
      when: [{ argument: at(0), is: [/^[\w-]+(?:\.[\w-]+)+$/] }],
      does: 'opens a connection to another machine',
      uploads: true,
      unless: [{ argument: at(0), is: [/^(?:127\.\d+\.\d+\.\d+|localhost)$/] }],
    },
  ],
  stage: { outside: 'download the file', inside: 'read it by its path below /safe_data' },
  examples: {
    asks: 'using Downloads\nDownloads.download("https://example.org/x.csv")',
    local: 'using CSV\nd = CSV.File("/safe_data/x.csv")',
  },
  seen: { version: 'Julia 1.12', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
