/**
 * Reads an answer that was typed at a prompt or after `--set key=`, as the question's schema has it: text as it is,
 * `true` or `false`, a number, a list with commas between, models as `OWNER/NAME@REVISION:TARGET`. A list may also be
 * written as JSON. Text that does not read as the type is returned unchanged, so that the schema check names it.
 */
export function parseAnswerText(text: string, schema: Readonly<Record<string, unknown>>): unknown {
  const trimmed = text.trim();
  switch (schema['type']) {
    case 'boolean': {
      return booleans.get(trimmed.toLowerCase()) ?? text;
    }
    case 'integer': {
      return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : text;
    }
    case 'array': {
      return parseList(trimmed, schema['items'] as Readonly<Record<string, unknown>>);
    }
    default: {
      return text;
    }
  }
}

/**
 * An answer as a file or a program gave it: text where the schema wants another type is read as at the prompt, so that all three have the
 * same notation; a model may be one text of the list, or its `id` the address of its page, and its revision left out (`main`).
 */
export function readAnswerValue(value: unknown, schema: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') return schema['type'] === 'string' ? value : parseAnswerText(value, schema);
  const items = schema['items'] as Readonly<Record<string, unknown>> | undefined;
  if (!Array.isArray(value) || items?.['type'] !== 'object') return value;
  return value.map((entry: unknown) => (typeof entry === 'string' ? parseModel(entry) : readModel(entry)));
}

function readModel(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('id' in entry) || typeof entry.id !== 'string') return entry;
  const { id, revision } = parseModel(entry.id);
  // In the order in which a text gives them, so that both are stored alike.
  const { id: written, ...rest } = entry;
  return address.test(written) ? { id, revision, ...rest } : { id: written, revision: 'main', ...rest };
}

/** The text that {@link parseAnswerText} reads as this value: what a prompt offers. */
export function formatAnswerText(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return value
    .map((entry: unknown) =>
      typeof entry === 'object' && entry !== null ? formatModel(entry as Model) : String(entry),
    )
    .join(', ');
}

interface Model {
  readonly id: string;
  readonly revision: string;
  readonly target?: string;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['y', true],
  ['false', false],
  ['no', false],
  ['n', false],
]);

function parseList(text: string, itemSchema: Readonly<Record<string, unknown>>): unknown {
  // As the summary calls it.
  if (text.toLowerCase() === 'none') return [];
  if (text.startsWith('[') && text.endsWith(']')) {
    const list = parseJson(text);
    if (Array.isArray(list)) return itemSchema['type'] === 'object' ? list.map(readModel) : list;
    return parseList(text.slice(1, -1).trim(), itemSchema);
  }
  const entries = splitList(text);
  return itemSchema['type'] === 'object' ? entries.map(parseModel) : entries;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Commas separate, unless they stand in brackets or before a version comparison: `numpy>=1.26,<2` is one package. */
function splitList(text: string): readonly string[] {
  return (text.match(/(?:[^,[]|\[(?:[^[\]]*\])?|,(?=\s*[<>=!~]))+/g) ?? [])
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** A page of the Hugging Face Hub: what stands behind the host. */
const address = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([^?#]+)/i;
/** Of a model: its id, and the revision where the page is of one. */
const modelPage = /^([^/]+\/[^/]+)(?:\/(?:tree|blob|resolve|commit)\/([^/]+))?/;

/**
 * `OWNER/NAME`, then perhaps `@REVISION` (else `main`), then perhaps `:TARGET`; git's names have no colon. The address of the
 * model's page on the Hugging Face Hub is its id.
 */
function parseModel(entry: string): Model {
  const page = address.exec(entry)?.[1]?.replace(/\/$/, '');
  const [, model = page, branch = 'main'] = modelPage.exec(page ?? '') ?? [];
  if (model !== undefined) return { id: model, revision: branch };
  const [, id = '', revision = 'main', target] = /^([^@:]*)(?:@([^:]*))?(?::(.*))?$/.exec(entry) ?? ['', entry];
  return { id, revision, ...(target === undefined ? {} : { target }) };
}

function formatModel({ id, revision, target }: Model): string {
  return `${id}@${revision}${target === undefined ? '' : `:${target}`}`;
}
