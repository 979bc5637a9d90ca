import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import execForm from '../../src/rules/exec-form.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import portExposed from '../../src/rules/interactive-port-exposed.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

const judge = async (rule: Rule, files: Readonly<Record<string, string>>): Promise<string> => {
  const { results } = check(await factsOf(files), [rule]);
  return results.map(({ verdict, message }) => `${verdict} ${message}`).join('\n');
};
const image = (base: string, lines: string): string => `FROM docker.io/${base}\nCOPY . /app/\n${lines}\n`;

const served = (page: string, file = 'index.html'): Readonly<Record<string, string>> => ({
  Dockerfile: image('library/python:3.13', 'EXPOSE 8000\nCMD ["python", "/app/app.py"]'),
  'app.py': 'from flask import Flask\napp = Flask(__name__)\napp.run(host="0.0.0.0", port=8000)\n',
  [file]: page,
});

const at = (address: string): Readonly<Record<string, string>> => ({
  Dockerfile: image('library/python:3.13', `CMD gunicorn -b ${address} app:app`),
  'app.py': 'app = 1\n',
});

describe('servers that no EXPOSE tells of', () => {
  test.each([
    [
      'library/python:3.13',
      'CMD ["python", "/app/app.py"]',
      'import gradio as gr\ngr.Interface(f, "text", "text").launch()\n',
      'Gradio',
    ],
    [
      'library/julia:1.10',
      'CMD ["julia", "/app/app.jl"]',
      'using Pluto\nPluto.run(host="0.0.0.0", require_secret_for_access=false)\n',
      'Pluto',
    ],
    ['rocker/r-ver:4.5.3', `CMD R -e "options('shiny.port'=$PORT); library(own); own::run_app()"`, '', 'Shiny'],
  ])('on %s: %s', async (base, start, app, name) => {
    const files = { Dockerfile: image(base, start), 'app.py': app, 'app.jl': app };
    expect(await judge(portExposed, files)).toBe(`fail ${name} serves pages to a browser, and no port is exposed`);
    expect(await judge(authenticated, files)).toBe(`fail ${name} asks nobody for a password`);
  });

  test.each([
    'HTTP.serve(router, "0.0.0.0", 8080)',
    'HTTP.serve("0.0.0.0", 8080) do request\n  f(request)\nend',
    'HTTP.listen!("0.0.0.0", 8080) do http\n  f(http)\nend',
    'Genie.up(8000, "0.0.0.0")',
    'Oxygen.serve(; host="0.0.0.0")',
  ])('in Julia: %s', async (call) => {
    const app = `using ${call.split('.')[0] ?? ''}\n${call}\n`;
    const files = { Dockerfile: image('library/julia:1.10', 'CMD ["julia", "/app/app.jl"]'), 'app.jl': app };
    expect(await judge(authenticated, files)).toMatch(/^fail \w+ answers whoever reaches its port/);
    const own = { ...files, 'app.jl': app.replace('0.0.0.0', '127.0.0.1') };
    expect(await judge(authenticated, own)).toMatch(/^notApplicable /);
  });

  test('says what to do where nobody knows where a server listens', async () => {
    const app = 'using HTTP\nHTTP.serve(router, ENV["HOST"], 8080)\n';
    const files = { Dockerfile: image('library/julia:1.10', 'CMD ["julia", "/app/app.jl"]'), 'app.jl': app };
    for (const rule of [portExposed, authenticated]) {
      const { results } = check(await factsOf(files), [rule]);
      expect(results[0]).toMatchObject({ verdict: 'unknown', fix: expect.stringContaining('write the address') });
    }
    const own = { ...files, 'app.jl': app.replace('ENV["HOST"]', 'Sockets.localhost') };
    expect(await judge(authenticated, own)).toMatch(/^notApplicable /);
  });

  test('Pluto asks for its secret unless that is switched off', async () => {
    const app = 'using Pluto\nPluto.run(host="0.0.0.0", port=1234)\n';
    const files = { Dockerfile: image('library/julia:1.10', 'CMD ["julia", "/app/app.jl"]'), 'app.jl': app };
    expect(await judge(authenticated, files)).toMatch(/^pass /);
  });

  test('takes the port of the base for the one of the server where it is the same, or where a script starts one', async () => {
    const shiny = (port: string): Readonly<Record<string, string>> => ({
      Dockerfile: image('rocker/shiny:4.5.1', `CMD R -e "shiny::runApp('/app', host='0.0.0.0'${port})"`),
    });
    expect(await judge(portExposed, shiny(', port=3838'))).toBe('pass the base image exposes port 3838');
    expect(await judge(portExposed, shiny(', port=80'))).toMatch(/only 3838 is exposed, by the base image/);
    expect(await judge(portExposed, shiny(''))).toMatch(/^unknown /);
    const scripted = {
      Dockerfile: image('jupyter/minimal-notebook:2023-10-20', 'ENTRYPOINT ["bash", "/app/start.sh"]'),
      'start.sh': 'exec jupyter lab\n',
    };
    expect(await judge(portExposed, scripted)).toBe('pass the base image exposes port 8888');
  });

  test('knows the host of an address whose port is a variable', async () => {
    expect(await judge(authenticated, at('0.0.0.0:$PORT'))).toMatch(/^fail gunicorn answers whoever/);
    expect(await judge(authenticated, at('127.0.0.1:${PORT}'))).toMatch(/^notApplicable /);
    expect(await judge(authenticated, at('$HOST:8000'))).toMatch(/^unknown /);
  });
});

describe('pages that send what is typed', () => {
  test.each([
    ["fetch('https://api.example.org/a', {\n  method: 'POST', body: x })", 'index.html'],
    ["axios.post('https://api.example.org/a', x)", 'static/app.js'],
    ["r.open('POST', 'https://api.example.org/a')", 'static/app.js'],
    ['$.post("https://api.example.org/a", x)', 'index.html'],
    ['<form action="https://api.example.org/a" method="post">', 'index.html'],
  ])('%s', async (page, file) => {
    expect(await judge(sendsNothing, served(page, file))).toBe('fail the page sends what is typed to api.example.org');
  });

  test.each([
    ["fetch('https://api.example.org/a')", 'index.html'],
    ["fetch('/analyse', { method: 'POST', body: x })", 'index.html'],
    ["fetch('http://127.0.0.1:8000/a', { method: 'POST' })", 'index.html'],
    ['<a href="https://example.org">', 'index.html'],
    ["axios.post('https://api.example.org/a', x)", 'static/node_modules/b.js'],
  ])('and not %s', async (page, file) => {
    expect(await judge(sendsNothing, served(page, file))).toMatch(/^pass /);
  });

  test('nothing where no server is started', async () => {
    const files = {
      ...served("axios.post('https://api.example.org/a', x)"),
      Dockerfile: image('library/python:3.13', 'CMD ["python", "/app/main.py"]'),
      'main.py': 'print(1)\n',
    };
    expect(await judge(sendsNothing, files)).toMatch(/^pass /);
  });
});

describe('a start whose list has the wrong quotes', () => {
  const files = {
    Dockerfile: image('library/python:3.13', "CMD ['python3', '/app/main.py']"),
    'main.py': 'import pandas\nopen("/models/a.csv", "w")\n',
  };

  test('is judged by what it would start', async () => {
    expect(await judge(outputs, files)).toMatch(/^fail writes to \/models\/a\.csv/);
    expect(await judge(importsInstalled, files)).toMatch(/^fail .*pandas/);
  });

  test('is mended by the words that were meant', async () => {
    const { results } = check(await factsOf(files), [execForm]);
    expect(results[0]?.fix).toContain('CMD ["python3", "/app/main.py"]');
  });
});
