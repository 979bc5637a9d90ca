import { expect, test } from 'vitest';
import exposed from '../../src/rules/interactive-port-exposed.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = exposed.check(await factsOf(files));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const python = (program: string, expose = 'EXPOSE 8000', start = '["python", "/app/app.py"]', more = ''): object => ({
  Dockerfile: `FROM docker.io/library/python:3.13\n${more}COPY app.py /app/app.py\n${expose}\nCMD ${start}\n`,
  'app.py': program,
});
const judgedPython = async (...given: Parameters<typeof python>): Promise<string> =>
  judged(python(...given) as Record<string, string>);

const flask = (run: string): string =>
  `from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    ${run}\n`;

test('a port that the program names must be the one that is exposed', async () => {
  const run = 'app.run(host="0.0.0.0", port=5001)';
  expect(await judgedPython(flask(run))).toBe('EXPOSE 8000, and the server listens on 5001 (app.py:4)');
  expect(await judgedPython(flask(run), 'EXPOSE 5001')).toBe('pass');
  expect(await judgedPython(flask(run), 'EXPOSE 8000 5001/tcp')).toBe('pass');
  expect(await judgedPython(flask(run), 'EXPOSE 5000-5010')).toBe('pass');
  expect(await judgedPython(flask('app.run(host="0.0.0.0")'))).toContain('listens on 5000');
  expect(await judgedPython(flask('app.run("0.0.0.0", 5002)'))).toContain('listens on 5002');
});

test('a port that only a run tells is left alone', async () => {
  const env = 'import os\n';
  expect(await judgedPython(env + flask('app.run(host="0.0.0.0", port=int(os.environ["PORT"]))'))).toBe('pass');
  expect(await judgedPython(env + flask('app.run(host="0.0.0.0", **options)'))).toBe('pass');
  expect(await judgedPython(flask('app.run(port=5001)'), 'ARG PORT\nEXPOSE $PORT')).toBe('unknown');
  const others = 'FROM somebody/image:1\nEXPOSE 8000\nCOPY app.py /app/app.py\nCMD ["python", "/app/app.py"]\n';
  expect(await judged({ Dockerfile: others, 'app.py': flask('app.run(port=5001)') })).toBe('pass');
});

test('another server that starts the program has a port of its own', async () => {
  const own = flask('app.run(host="0.0.0.0", port=5001)');
  const gunicorn = '["gunicorn", "--chdir", "/app", "-b", "0.0.0.0:8000", "app:app"]';
  expect(await judgedPython(own, 'EXPOSE 8000', gunicorn)).toBe('pass');
  expect(await judgedPython(own, 'EXPOSE 80', gunicorn)).toContain('listens on 8000 (Dockerfile:4)');
  const plain = '["uvicorn", "--app-dir", "/app", "--host", "0.0.0.0", "app:app"]';
  expect(await judgedPython(own, 'EXPOSE 80', plain)).toContain('listens on 8000');
  expect(await judgedPython(own, 'EXPOSE 80', plain, 'ENV UVICORN_PORT=80\n')).toBe('pass');
  const shell = 'gunicorn --chdir /app -b 0.0.0.0:$PORT app:app';
  expect(await judgedPython(own, 'EXPOSE 80', shell)).toBe('pass');
  const served = {
    ...python(own, 'EXPOSE 80', gunicorn.replace('"-b", "0.0.0.0:8000", ', '')),
    'gunicorn.conf.py': '',
  };
  expect(await judged(served as Record<string, string>)).toBe('pass');
});

test('pages of Dash, Gradio and Streamlit', async () => {
  const dash = 'import dash\napp = dash.Dash(__name__)\napp.run_server(host="0.0.0.0", port=8051)\n';
  expect(await judgedPython(dash)).toContain('listens on 8051');
  expect(await judgedPython(dash, 'EXPOSE 8051')).toBe('pass');
  const gradio = 'import gradio as gr\ngr.Interface(print, "text", "text").launch(server_name="0.0.0.0")\n';
  expect(await judgedPython(gradio)).toContain('listens on 7860');
  expect(await judgedPython(gradio, 'EXPOSE 8000', undefined, 'ENV GRADIO_SERVER_PORT=8000\n')).toBe('pass');
  const streamlit = '["streamlit", "run", "/app/app.py"]';
  expect(await judgedPython('import streamlit\n', 'EXPOSE 80', streamlit)).toContain('listens on 8501');
  expect(await judgedPython('import streamlit\n', 'EXPOSE 8501', streamlit)).toBe('pass');
  const set = {
    ...python('import streamlit\n', 'EXPOSE 80', streamlit),
    '.streamlit/config.toml': '[server]\nport = 80\n',
  };
  expect(await judged(set as Record<string, string>)).toBe('pass');
});

const r = (program: string, expose: string): Record<string, string> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY run.R /app/\nEXPOSE ${expose}\nCMD ["Rscript", "/app/run.R"]\n`,
  'run.R': program,
});

test('plumber and Shiny', async () => {
  for (const run of [
    'plumb("/app/api.R")$run("0.0.0.0", 8000)',
    'pr("/app/api.R") |> pr_run(host = "0.0.0.0", port = 8000)',
  ]) {
    expect(await judged(r(`library(plumber)\n${run}\n`, '80'))).toContain('listens on 8000 (run.R:2)');
    expect(await judged(r(`library(plumber)\n${run}\n`, '8000'))).toBe('pass');
  }
  const shiny = 'library(shiny)\noptions(shiny.port = 3838, shiny.host = "0.0.0.0")\nrunApp("/app")\n';
  expect(await judged(r(shiny, '80'))).toContain('listens on 3838');
  expect(await judged(r(shiny, '3838'))).toBe('pass');
  expect(await judged(r('library(shiny)\nrunApp("/app", host = "0.0.0.0")\n', '80'))).toBe('pass');
});

const ofJulia = (program: string, expose: string): Record<string, string> => ({
  Dockerfile: `FROM docker.io/library/julia:1.12\nCOPY app.jl /app/\nEXPOSE ${expose}\nCMD ["julia", "/app/app.jl"]\n`,
  'app.jl': program,
});

test('servers of Julia', async () => {
  const oxygen = 'using Oxygen\nserve(host="0.0.0.0", port=8081)\n';
  expect(await judged(ofJulia(oxygen, '8000'))).toContain('listens on 8081');
  expect(await judged(ofJulia(oxygen, '8081'))).toBe('pass');
  expect(await judged(ofJulia('using Genie\nup(8002, "0.0.0.0"; async=false)\n', '80'))).toContain('listens on 8002');
});

const start = (words: string): string => JSON.stringify(words.split(' '));

test('an option in one word, a script and what the build writes say it too', async () => {
  const own = 'from flask import Flask\napp = Flask(__name__)\n';
  expect(await judgedPython(own, 'EXPOSE 8080', start('gunicorn --chdir /app -w4 -b:8080 app:app'))).toBe('pass');
  expect(await judgedPython(own, 'EXPOSE 8080', start('gunicorn --chdir /app -b0.0.0.0:8080 app:app'))).toBe('pass');
  expect(await judgedPython(own, 'EXPOSE 80', start('gunicorn --chdir /app -b:8080 app:app'))).toContain('on 8080');
  expect(await judgedPython(own, 'EXPOSE 8080', start('flask --app /app/app.py run -p8080'))).toBe('pass');
  expect(await judgedPython(own, 'EXPOSE 9000', 'flask --app /app/app.py run -p$PORT')).toBe('pass');
  const script = (text: string): Record<string, string> => ({
    ...(python(own, 'EXPOSE 9000', '["/app/start.sh"]', 'COPY start.sh /app/\n') as Record<string, string>),
    'start.sh': `#!/bin/sh\n${text}exec gunicorn --chdir /app app:app\n`,
  });
  expect(await judged(script('export PORT=9000\n'))).toBe('pass');
  expect(await judged(script(''))).toContain('listens on 8000');
  const written =
    "RUN mkdir -p /root/.streamlit && printf '[server]\\nport = 8080\\n' > /root/.streamlit/config.toml\n";
  const page = 'import streamlit\n';
  expect(await judgedPython(page, 'EXPOSE 8080', start('streamlit run /app/app.py'), written)).toBe('pass');
  expect(await judgedPython(page, 'EXPOSE 8080', start('streamlit run /app/app.py'))).toContain('listens on 8501');
  const bottle = 'from bottle import Bottle, run\napp = Bottle()\nrun(app, "wsgiref", "0.0.0.0", 9000)\n';
  expect(await judgedPython(bottle, 'EXPOSE 9000')).toBe('pass');
});

const withSettings = (load: string): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nRUN pip install streamlit==1.40\nCOPY . /app/\nEXPOSE 8080\nCMD ["sh", "/app/start.sh"]\n',
  'start.sh': `${load}streamlit run /app/app.py\n`,
  settings: 'export STREAMLIT_SERVER_PORT=8080\n',
  'app.py': 'import streamlit as st\nst.write("x")\n',
});

test('settings that a script loads under whatever name may tell it, and those that nothing loads do not', async () => {
  for (const load of ['. /app/settings\n', 'set -e; source "/app/settings"\n', '[ -f settings ] && . ./settings\n'])
    expect(await judged(withSettings(load))).toBe('pass');
  for (const load of ['', 'cat /app/settings\n', '. /app/others\n'])
    expect(await judged(withSettings(load))).toContain('listens on 8501');
});
