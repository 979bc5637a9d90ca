import { expect, test } from 'vitest';
import outputsInSafe from '../../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../../helpers/project.ts';

const upload = (setting: string, place: string): Record<string, string> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY app.py /app/\nCMD ["python", "/app/app.py"]\n',
  'app.py': `import os
from flask import Flask, request
app = Flask(__name__)
${setting}
@app.route("/", methods=["POST"])
def receive():
    sent = request.files["file"]
    sent.save(os.path.join(${place}, sent.filename))
    return "received"
app.run(host="0.0.0.0")
`,
});

async function judged(files: Record<string, string>): Promise<string> {
  const verdict = outputsInSafe.check(await factsOf(files));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

test('a setting of Flask is what the file puts there', async () => {
  const place = 'app.config["UPLOAD_FOLDER"]';
  expect(await judged(upload(`${place} = "static/uploads"`, place))).toContain('writes to /app/static/uploads/');
  expect(await judged(upload(`app.config['UPLOAD_FOLDER'] = "static/uploads"`, place))).toContain(
    '/app/static/uploads/',
  );
  expect(await judged(upload(`${place} = "/safe_outputs/uploads"`, place))).toBe('pass');
  expect(await judged(upload('app.config["OTHER"] = "static/uploads"', place))).toBe('unknown');
  expect(await judged(upload(`${place} = os.environ["UPLOADS"]`, place))).toBe('unknown');
  // A table of the project's own of that name is no setting of a server.
  const own = 'class Own:\n    config = {}\nown = Own()\nown.config["UPLOAD_FOLDER"] = "static/uploads"';
  expect(await judged(upload(own, place))).toBe('unknown');
});
