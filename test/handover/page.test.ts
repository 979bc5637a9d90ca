import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../../src/engine/handover/render-page.ts';
import { openTemplates } from '../../src/io/package/templates.ts';
import type { HandoverSummary } from '../../src/model/handover/summary.ts';
import { sampleSummary } from './sample-summary.ts';

const golden = join(import.meta.dirname, '../golden');
const variants = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'CHECKLIST.md')));
const folder = mkdtempSync(join(tmpdir(), 'page-'));
const templates = openTemplates(join(import.meta.dirname, '../../templates'));

let browser: Browser;
beforeAll(async () => {
  const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
  if (program === undefined)
    throw new Error('there is no Chromium. To fix: apt-get install --no-install-recommends chromium');
  browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
});
afterAll(async () => browser.close());

/** Opens the page of a summary, and collects what it asks for and what goes wrong in it. */
async function open(
  summary: HandoverSummary,
  scheme: 'light' | 'dark' = 'light',
  width = 900,
): Promise<{ readonly page: Page; readonly seen: string[] }> {
  const file = join(folder, `${String(Math.random()).slice(2)}.html`);
  writeFileSync(file, renderPage(summary, templates));
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const seen: string[] = [];
  page.on('request', (request) => void (request.url() === pathToFileURL(file).href || seen.push(request.url())));
  page.on('console', (message) => void seen.push(message.text()));
  page.on('pageerror', (error) => void seen.push(error.message));
  page.on('dialog', (dialog) => void seen.push(dialog.message()));
  await page.goto(pathToFileURL(file).href);
  return { page, seen };
}

const checklistOf = (variant: string): string => readFileSync(join(golden, variant, 'CHECKLIST.md'), 'utf8');
const long =
  'Segments lung CT scans of the whole cohort and writes one table of volumes for each of the hospitals, with a very-long-word-without-any-end-'.concat(
    'x'.repeat(400),
  );

describe.each(variants)('of %s', (variant) => {
  test.each([
    ['short', 'ok', { findings: 0 }],
    ['long', long, { findings: 900, open: 12 }],
  ])('the page fits two sheets with %s content', async (_, words, size) => {
    const { page, seen } = await open(sampleSummary(checklistOf(variant), words, size));
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 688, height: 1000 });
    // Nothing is cut off at the foot of a sheet.
    const overflow = await page.evaluate(
      `[...document.querySelectorAll('.sheet')].map((sheet) => sheet.scrollHeight - sheet.clientHeight)`,
    );
    expect(overflow).toEqual([0, 0]);
    expect(seen).toEqual([]);
    await page.close();
  });
});

/** How much red, from 0 to 255, a colour of CSS has. */
const light = (colour: string): number => Number(/\d+/.exec(colour)?.[0]);

describe('the page', () => {
  test.each(['light', 'dark'] as const)(
    'has no barrier that axe finds in %s mode, with every appendix open',
    async (scheme) => {
      const { page } = await open(sampleSummary(checklistOf('python-full'), long, { open: 3 }), scheme);
      await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
      // A policy without scripts holds for those of the page, not for what the browser itself runs.
      await page.evaluate(axe.source);
      const result = (await page.evaluate('axe.run()')) as {
        readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
        readonly passes: readonly unknown[];
      };
      expect(result.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(result.passes.length).toBeGreaterThan(10);
      await page.close();
    },
  );

  test.each(['light', 'dark'] as const)('can be read at 320 pixels in %s mode', async (scheme) => {
    const { page } = await open(sampleSummary(checklistOf('rapids-full'), long), scheme, 320);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const [ink, paper] = (await page.evaluate(
      `[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]`,
    )) as [string, string];
    expect(light(ink) > light(paper)).toBe(scheme === 'dark');
    await page.close();
  });

  test('answers what a person who has nothing else asks', async () => {
    const { page } = await open(sampleSummary(checklistOf('python-full'), 'ok'));
    const headings = await page.locator('h2').allTextContents();
    for (const heading of [
      'What will run',
      'On which data',
      'What can leave',
      'Is it worse than its base?',
      'What runs showed',
      'What is not yet known',
      'What changed since the last approval',
      'Who must still answer, and who decides',
    ])
      expect(headings).toContain(heading);
    expect(await page.locator('svg title').first().textContent()).toContain('cannot reach');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');
    await page.close();
  });

  test('shows hostile text as text', async () => {
    const hostile = `</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"' onclick=alert(3) <svg onload=alert(4)> \u202E <a href="https://example.org">x</a> <meta http-equiv=refresh content=0>`;
    const { page, seen } = await open(
      sampleSummary(
        checklistOf('python-full').replaceAll(
          '<!-- wrote:person',
          `${hostile.replaceAll('\n', ' ')} <!-- wrote:person`,
        ),
        hostile,
        { open: 2 },
      ),
    );
    expect(await page.locator('script, img, iframe, [onclick]').count()).toBe(0);
    // The one link is the address that `pack` was given, and looked at.
    expect(await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      expect.stringMatching(/^https:\/\/example\.org\//),
    ]);
    expect(await page.locator('body').textContent()).toContain('<script>alert(1)</script>');
    expect(seen).toEqual([]);
    await page.close();
  });
});
