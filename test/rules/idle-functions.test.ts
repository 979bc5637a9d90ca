import { expect, test } from 'vitest';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const refresh = 'def refresh():\n    import nltk\n    nltk.download("punkt")\n';

async function verdictOf(files: Readonly<Record<string, string>>, start = '["python", "main.py"]'): Promise<string> {
  const dockerfile = `FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY . .\nCMD ${start}\n`;
  const { results } = check(await factsOf({ Dockerfile: dockerfile, ...files }), [noRuntimeDownload]);
  return results[0]?.verdict ?? 'none';
}

test.each<[string, Record<string, string>]>([
  ['of the program that is started', { 'main.py': `${refresh}print("done")\n` }],
  [
    'of a module that it imports, but where that is started itself',
    {
      'main.py': 'import data\ndef main():\n    print(data.COLUMNS)\nmain()\n',
      'data.py': `COLUMNS = 3\n${refresh}def main():\n    refresh()\nif __name__ == "__main__":\n    main()\n`,
    },
  ],
  [
    'of a module that it imports',
    { 'main.py': 'import data\nprint(data.COLUMNS)\n', 'data.py': `COLUMNS = 3\n${refresh}` },
  ],
])('a function that nothing calls downloads nothing: %s', async (_, files) => {
  expect(await verdictOf(files)).toBe('pass');
});

test.each<[string, string]>([
  ['called', `${refresh}refresh()\n`],
  ['called in a function that is called', `${refresh}def main():\n    refresh()\nmain()\n`],
  [
    'named by an option',
    `import argparse\n${refresh}parser = argparse.ArgumentParser()\nparser.set_defaults(run=refresh)\n`,
  ],
  ['in a table', `${refresh}TASKS = {"refresh": refresh}\nTASKS["refresh"]()\n`],
  ['decorated', `from app import task\n@task\n${refresh}`],
  ['found in a table of the module', `import main\n${refresh}main.__dict__["refresh"]()\n`],
  ['found among all of a module', `import inspect, main\n${refresh}for _, f in inspect.getmembers(main): f()\n`],
  ['found by a text', `import sys\n${refresh}globals()[sys.argv[1]]()\n`],
  ['given to a command line', `import fire\n${refresh}fire.Fire()\n`],
  [
    'a method, which a framework may call',
    'import nltk\nclass Data(Base):\n    def prepare(self):\n        nltk.download("punkt")\nData()\n',
  ],
])('a function that is %s downloads', async (_, main) => {
  expect(await verdictOf({ 'main.py': main })).toBe('fail');
});

test.each<[string, string]>([
  ['by its file', 'import data\ndef main():\n    data.main()\nmain()\n'],
  ['by its name', 'from data import main\nmain()\n'],
])('a first function of another file that is called %s downloads', async (_, main) => {
  const data = `${refresh}def main():\n    refresh()\nif __name__ == "__main__":\n    main()\n`;
  expect(await verdictOf({ 'main.py': main, 'data.py': data })).toBe('fail');
});

test('a test that a runner of tests finds by its name downloads', async () => {
  const tests = { 'check.py': refresh.replace('refresh', 'test_refresh') };
  expect(await verdictOf(tests, '["pytest", "/opt/app/check.py"]')).toBe('fail');
});

test.each(['["uvicorn", "--factory", "main:refresh"]', '["gunicorn", "main:refresh()"]'])(
  'a function that %s names downloads',
  async (start) => {
    expect(await verdictOf({ 'main.py': refresh }, start)).toBe('fail');
  },
);
