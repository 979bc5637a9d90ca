import { isPinned } from './is-pinned.ts';
import type { RequirementFacts } from '../../model/sources/source-facts.ts';

type Entry = RequirementFacts['packages'][number];

/** Which tool a file lists packages for, by its name. */
export function requirementTool(path: string): RequirementFacts['tool'] | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (
    /^(?:requirements[\w.-]*|[\w.-]+[-_.]requirements|constraints[\w.-]*)\.txt$/i.test(name) ||
    /(?:^|\/)requirements\/[^/]+\.txt$/.test(path)
  )
    return 'pip';
  if (/^(?:environment|conda|env)[\w.-]*\.ya?ml$/i.test(name)) return 'conda';
  return /^(?:install_packages|install-packages|install|packages|requirements)\.R$/i.test(name) ? 'r' : undefined;
}

/** Reads the packages that a file lists. Options and comments are left out. */
export function readRequirements(path: string, text: string, tool: RequirementFacts['tool']): RequirementFacts {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (tool === 'pip') return { path, tool, packages: readPip(lines) };
  return { path, tool, packages: tool === 'conda' ? readConda(lines) : readR(lines) };
}

function readPip(lines: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  let joined = '';
  let first = 0;
  lines.forEach((line, index) => {
    if (joined === '') first = index + 1;
    const code = withoutComment(line).trimEnd();
    joined += code.endsWith('\\') ? `${code.slice(0, -1)} ` : code;
    if (code.endsWith('\\') && index + 1 < lines.length) return;
    const text = joined.trim();
    joined = '';
    const requirement = /^(?:-e|--editable)[\s=]/.test(text) ? text.replace(/^(?:-e|--editable)[\s=]+/, '') : text;
    if (requirement !== '' && !requirement.startsWith('-'))
      entries.push({ text: requirement, line: first, pinned: isPinned(requirement, 'pip') });
  });
  return entries;
}

/** A line up to a `#` at its start or after a blank. */
function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1))
    if (at === 0 || /\s/.test(line[at - 1] ?? '')) return line.slice(0, at);
  return line;
}

/** Items of `dependencies:`, those of `pip:` in it too. By line, so that a broken file still lists what it can. */
function readConda(lines: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  let inside = false;
  let hasFlow = false;
  let pip = -1;
  lines.forEach((line, index) => {
    if (/^\S/.test(line) && !/^[-#]/.test(line)) inside = /^dependencies\s*:/.test(line);
    // A key stands once: whatever it holds is read once.
    if (!hasFlow && /^dependencies\s*:\s*\[/.test(line)) {
      hasFlow = true;
      entries.push(...readFlow(lines, index));
    }
    const item = line.trimStart();
    if (!inside || !/^-\s/.test(item)) return;
    const depth = line.length - item.length;
    if (depth <= pip) pip = -1;
    const text = withoutComment(item.slice(1))
      .trim()
      .replaceAll(/^["']|["']$/g, '');
    if (/^pip\s*:$/.test(text)) pip = depth;
    else if (text !== '' && !text.startsWith('#') && !text.startsWith('-'))
      entries.push(entryOf(text, index + 1, pip >= 0 ? 'pip' : 'conda'));
  });
  return entries;
}

function entryOf(text: string, line: number, tool: 'pip' | 'conda'): Entry {
  return { text, line, pinned: isPinned(text, tool), ...(tool === 'conda' && { isOfConda: true as const }) };
}

/** `dependencies: [python=3.12, {pip: [pandas==2.2.3]}]`, which may go over several lines: to the bracket that closes it. */
function readFlow(lines: readonly string[], first: number): Entry[] {
  const entries: Entry[] = [];
  let depth = 0;
  let pip = 0;
  for (const [index, line] of lines.slice(first).entries()) {
    const code = withoutComment(index === 0 ? line.slice(line.indexOf('[')) : line);
    for (const part of code.split(/([[\],{}])/)) {
      const text = part.trim().replaceAll(/^["']|["']$/g, '');
      if (/^["']?pip["']?\s*:$/.test(text)) pip = depth + 1;
      else if (part === '[') depth += 1;
      else if (part === ']') {
        if (depth === pip) pip = 0;
        depth -= 1;
        if (depth === 0) return entries;
      } else if (text !== '' && !/^[,{}]$/.test(text))
        entries.push(entryOf(text, first + index + 1, pip > 0 ? 'pip' : 'conda'));
    }
  }
  return entries;
}

/** Names in `install.packages("x")`, `c("x", "y")` and the like; R has versions only through other means. */
function readR(lines: readonly string[]): Entry[] {
  return lines.flatMap((line, index) => {
    const [code = ''] = line.split('#', 1);
    return [...code.matchAll(/["']([A-Za-z][\w.]*(?:\/[\w.@-]+)?)["']/g)].map((found) => ({
      text: found[1] ?? '',
      line: index + 1,
      pinned: /@[\w.]+$/.test(found[1] ?? '') || /install_version/.test(code),
    }));
  });
}
