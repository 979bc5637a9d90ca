import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'playwright',
  title: 'Playwright',
  language: 'python',
  imports: ['playwright'],
  packages: { pypi: ['playwright', 'pytest-playwright'] },
  triggers: [{ on: 'always', effect: 'installs', commands: ['playwright install'], does: 'downloads browsers' }],
  settings: [
    {
      name: 'PLAYWRIGHT_BROWSERS_PATH',
      value: '/opt/ms-playwright',
      kind: 'data',
      why: 'browsers that the build installed: set it before playwright install',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/ms-playwright', movedBy: ['PLAYWRIGHT_BROWSERS_PATH', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'nothing: browsers belong into the image',
    inside: 'ENV PLAYWRIGHT_BROWSERS_PATH=/opt/ms-playwright, then RUN playwright install --with-deps chromium',
  },
  examples: {
    asks: 'playwright install chromium',
    local: 'from playwright.sync_api import sync_playwright\np = sync_playwright()',
  },
  seen: {
    version: 'playwright 1.65.2',
    date: '2026-11-25',
    how: 'source',
    where: 'driver/package/lib/coreBundle.js computeDefaultCacheDirectory',
  },
});
