import { isMap, isPair, isScalar, LineCounter, parseAllDocuments, visit, type Pair, type Scalar } from 'yaml';
import type { PinPlace } from '../../model/pin/pin.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { refuseYaml } from '../../parse/text/yaml-limits.ts';
import { findInText } from './find-in-text.ts';
import { readPackage } from './read-package.ts';
import { readAction } from './read-action.ts';
import { toImagePlace } from './to-image-place.ts';

/**
 * Images and actions of a pipeline, a composite action or a Kubernetes manifest: `image:`, `container:`, services and `uses:`,
 * and in every other value what is named in full. Comments are left alone. A file that does not parse is one open place.
 */
export function findInYaml(file: string, text: string): readonly PinPlace[] {
  const refused = refuseYaml(text);
  if (refused !== undefined)
    return [{ kind: 'open', file, line: 1, text: file, reason: `it was not looked at: ${refused}` }];
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', merge: true });
  const broken = documents.flatMap((document) => document.errors ?? [])[0];
  if (broken !== undefined)
    return [
      {
        kind: 'open',
        file,
        line: lines.linePos(broken.pos[0]).line,
        text: file,
        reason: 'it is not YAML, so it was not looked at',
      },
    ];
  const places: PinPlace[] = [];
  for (const document of documents) {
    if (!('contents' in document)) continue;
    visit(document, {
      Scalar(key, scalar, path) {
        if (key === 'key') return;
        const checker = keyAbove(path) === 'CHECKER_INTEGRITY' ? readPackage(file, scalar, path, lines) : undefined;
        if (checker !== undefined) places.push(checker);
        else places.push(...readScalar(file, text, scalar, roleOf(file, path), lines));
      },
    });
  }
  return places;
}

function keyAbove(path: readonly unknown[]): string | undefined {
  const pair = path.at(-1);
  return isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : undefined;
}

type Role = 'image' | 'action' | 'text';

/** Below these keys a name is somebody's own business: `image: python` of an action's input need not be an image. */
const free = new Set(['with', 'env', 'variables', 'inputs', 'matrix']);

/** What a value is for, by the keys above it. GitLab's `services:` and `image:` also hold images as `name:`, or in a list; GitHub has jobs of that name. */
function roleOf(file: string, path: readonly unknown[]): Role {
  const keys = path
    .filter((node): node is Pair => isPair(node))
    .map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  const [outer, last] = [keys.at(-2), keys.at(-1)];
  if (keys.some((key) => free.has(key))) return 'text';
  if (last === 'uses') return 'action';
  if (last === 'image' || last === 'container') return 'image';
  if (!file.includes('.gitlab')) return 'text';
  if (last === 'name' && (outer === 'image' || outer === 'services')) return 'image';
  return last === 'services' && !isMap(path.at(-1)) ? 'image' : 'text';
}

function readScalar(file: string, text: string, scalar: Scalar, role: Role, lines: LineCounter): readonly PinPlace[] {
  const [start, end] = scalar.range ?? [0, 0];
  const { value } = scalar;
  if (typeof value !== 'string' || value === '') return [];
  const at = start + text.slice(start, end).indexOf(value);
  // A value that is folded or escaped does not stand in the file letter for letter.
  if (role === 'text' || at < start)
    return findInText(file, text, { from: start, to: end, line: lines.linePos(start).line });
  const { line } = lines.linePos(at);
  if (role === 'image') return [readImage(file, line, at, value)];
  const action = readAction({ file, line, value, at, text, after: end });
  return action === undefined
    ? []
    : [action.kind === 'docker' ? readImage(file, line, action.at, action.name) : action];
}

/** The variable in which GitLab has the name of the project's own image. */
const ownImage = /^\$(?:CI_REGISTRY_IMAGE\b|\{CI_REGISTRY_IMAGE\})/;

function readImage(file: string, line: number, at: number, value: string): PinPlace {
  if (ownImage.test(value))
    return { kind: 'open', file, line, text: value, reason: "it is the project's own image", isOwn: true };
  if (value.includes('$')) return { kind: 'open', file, line, text: value, reason: 'it depends on a variable' };
  const image = parseImageReference(value);
  // What our own manifests have in the tag's place until the image is run.
  if (!('error' in image) && image.tag === 'TAG')
    return { kind: 'open', file, line, text: value, reason: 'its tag is filled in when it is run', isOwn: true };
  return 'error' in image
    ? { kind: 'open', file, line, text: value, reason: image.error }
    : toImagePlace(file, line, at, image);
}
