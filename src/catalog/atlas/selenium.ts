import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'selenium',
  title: 'Selenium',
  language: 'python',
  imports: ['selenium'],
  packages: { pypi: ['selenium'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['selenium.webdriver.Chrome', 'selenium.webdriver.Firefox', 'selenium.webdriver.Edge'],
      argument: named('service'),
      does: 'looks for a driver and downloads it, and reports its use',
      unless: [{ variable: 'SE_OFFLINE', is: /true/i }],
    },
  ],
  settings: [
    { name: 'SE_OFFLINE', value: 'true', kind: 'switch', why: 'no download of a driver', needed: true },
    { name: 'SE_AVOID_STATS', value: 'true', kind: 'switch', why: 'no usage reports' },
    { name: 'SE_CACHE_PATH', value: '/scratch/selenium', kind: 'cache', why: 'its own cache' },
  ],
  caches: [{ place: '~/.cache/selenium', movedBy: ['SE_CACHE_PATH'] }],
  hosts: ['plausible.io'],
  stage: {
    outside: 'nothing: browser and driver belong into the image',
    inside: 'RUN apt-get install chromium chromium-driver; Chrome(service=Service("/usr/bin/chromedriver"))',
  },
  examples: {
    asks: 'from selenium import webdriver\nd = webdriver.Chrome()',
    local:
      'from selenium import webdriver\nfrom selenium.webdriver.chrome.service import Service\nd = webdriver.Chrome(service=Service("/usr/bin/chromedriver"))',
  },
  seen: {
    version: 'selenium 4.52.0',
    date: '2026-11-25',
    how: 'source',
    where: 'options of the bundled selenium-manager; webdriver/common/selenium_manager.py:60-110',
  },
});
