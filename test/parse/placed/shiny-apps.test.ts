import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

const asks = 'x <- readr::read_csv("https://example.org/x.csv")\n';
const judge = async (files: Readonly<Record<string, string>>): Promise<string | undefined> =>
  check(await factsOf(files), [downloads]).results[0]?.verdict;

test.each([
  ['by its name', 'FROM docker.io/rocker/shiny:4.5.3\nCOPY app/ /srv/shiny-server/\nCMD ["/usr/bin/shiny-server"]\n'],
  ['by the base', 'FROM docker.io/rocker/shiny:4.5.3\nCOPY app/ /srv/shiny-server/cohort/\n'],
  ['by /init', 'FROM docker.io/rocker/shiny:4.5.3\nCOPY app/ /srv/shiny-server/\nCMD ["/init"]\n'],
  [
    'by a script',
    'FROM docker.io/rocker/shiny:4.5.3\nCOPY app/ /srv/shiny-server/\nCOPY start.sh /\nCMD ["bash", "/start.sh"]\n',
  ],
  [
    'in another folder, which its settings name',
    'FROM docker.io/rocker/shiny:4.5.3\nCOPY app/ /opt/apps/\nCOPY s.conf /etc/shiny-server/shiny-server.conf\n',
  ],
])('what Shiny Server runs is read, started %s', async (_, Dockerfile) => {
  const files = {
    Dockerfile,
    'start.sh': 'exec shiny-server\n',
    's.conf': 'server {\n  location / {\n    site_dir /opt/apps;\n  }\n}\n',
    'app/ui.R': 'library(shiny)\nfluidPage()\n',
  };
  expect(await judge({ ...files, 'app/server.R': `function(input, output) {\n${asks}}\n` })).toBe('fail');
  expect(
    await judge({
      ...files,
      'app/server.R': `function(input, output) {\nsource("more.R", local = TRUE)\n}\n`,
      'app/more.R': asks,
    }),
  ).toBe('fail');
  expect(await judge({ ...files, 'app/server.R': 'function(input, output) NULL\n' })).toBe('pass');
});

test('no Shiny Server runs what lies there', async () => {
  const Dockerfile =
    'FROM docker.io/rocker/shiny:4.5.3\nCOPY app/ /srv/shiny-server/\nCOPY m.R /opt/\nCMD ["Rscript", "/opt/m.R"]\n';
  expect(await judge({ Dockerfile, 'm.R': 'print(1)\n', 'app/app.R': asks })).toBe('pass');
});
