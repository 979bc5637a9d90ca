import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parse } from 'yaml';
import { create } from '../dist/src/library.js';

// Run as a process of its own: prints one JSON object. Arguments: number of projects, example file.
const [count = '1000', example = 'examples/python.yml'] = process.argv.slice(2);
const answers = parse(readFileSync(example, 'utf8'));
const root = mkdtempSync(join(tmpdir(), 'tre-thousand-'));
const block = Math.max(1, Math.floor(Number(count) / 10));
const blocks = [];
try {
  const start = performance.now();
  for (let made = 0; made < Number(count);) {
    const blockStart = performance.now();
    const end = Math.min(made + block, Number(count));
    for (; made < end; made += 1)
      await create({ directory: join(root, String(made)), answers: { ...answers, name: `project-${made}` } });
    blocks.push({
      millisecondsEach: (performance.now() - blockStart) / block,
      heapMegabytes: process.memoryUsage().heapUsed / 1e6,
      residentMegabytes: process.memoryUsage().rss / 1e6,
    });
  }
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${JSON.stringify({ projects: Number(count), perSecond: Number(count) / seconds, blocks })}\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
