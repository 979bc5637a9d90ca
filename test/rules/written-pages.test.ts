import { expect, test } from 'vitest';
import pagesSelfContained from '../../src/rules/pages-self-contained.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = pagesSelfContained.check(await factsOf(files));
  if (verdict.verdict === 'fail')
    return verdict.findings.map(({ message, location }) => `${String(location?.line)}: ${message}`).join('\n');
  return verdict.verdict === 'unknown' ? `unknown: ${verdict.reason}` : verdict.verdict;
}

const python = (...lines: readonly string[]): Promise<string> =>
  judged({
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY p.py /app/\nENTRYPOINT ["python", "/app/p.py"]\n',
    'p.py': lines.map((line) => `${line}\n`).join(''),
  });
const r = (...lines: readonly string[]): Promise<string> =>
  judged({
    Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY a.R /app/\nENTRYPOINT ["Rscript", "/app/a.R"]\n',
    'a.R': lines.map((line) => `${line}\n`).join(''),
  });
const script = '<script src="https://cdn.plot.ly/plotly-2.35.2.min.js"></script>';

test('a script of a CDN in a page that the program writes itself is found where it stands', async () => {
  const figure = 'go.Figure().to_html(include_plotlyjs=False)';
  expect(
    await python(
      'import plotly.graph_objects as go',
      `open("/safe_outputs/x.html", "w").write('${script}' + ${figure})`,
    ),
  ).toContain('2: writes a page that fetches from cdn.plot.ly');
  expect(await python('page = f"""<html>', '<head>', script, '{body}', '</head>"""')).toContain('3: writes a page');
  expect(await python('def page(x):', `    return '${script}' + x`, 'print(page(1), file=f)')).toContain('cdn.plot.ly');
  expect(
    await python(`A = '<link rel="stylesheet" href="//fonts.googleapis.com/css2?family=Inter">'`, 'f.write(A)'),
  ).toContain('fonts.googleapis.com');
  expect(await python('import plotly.io as pio', 'pio.to_html(fig, include_plotlyjs="cdn")')).toContain('CDN');
  expect(await python('from dash import html', 'html.Script(src="https://cdn.example.org/a.js")')).toContain(
    'cdn.example.org',
  );
});

test('the same in R', async () => {
  expect(await r(`writeLines('${script}', "/safe_outputs/x.html")`)).toContain('1: writes a page');
  expect(await r('library(shiny)', 'tags$head(tags$script(src = "https://cdn.example.org/a.js"))')).toContain(
    'cdn.example.org',
  );
  expect(await r(`x <- gsub('${script}', "", page)`)).toBe('pass');
  expect(await r('library(shiny)', 'tags$a(href = "https://example.org")')).toBe('pass');
});

test('a text that comes into no page, or fetches nothing from elsewhere, is none', async () => {
  for (const line of [
    `page = page.replace('${script}', inline)`,
    `assert re.search(r'${script}', page) is None`,
    `if '<script src="https://cdn.plot.ly' in page: pass`,
    `a = '<a href="https://example.org">the study</a>'`,
    `a = '<script src="plotly.min.js"></script>'`,
    `a = '<script src="http://localhost:8050/a.js"></script>'`,
    `a = 'https://cdn.plot.ly/plotly-2.35.2.min.js'`,
    `# ${script}`,
    `"""Writes ${script}"""`,
  ])
    expect(await python(line), `line ${line}`).toBe('pass');
  expect(await python('def old():', `    return '${script}'`, 'print(1)'), 'a function that nobody calls').toBe('pass');
});
