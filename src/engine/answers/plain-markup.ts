/** What a refusal may be made of: elements that show all of their words, one after the other, as they are written. */
const plainTags: ReadonlySet<string> = new Set(
  [
    'html head title meta link style script noscript body header main section article footer nav address',
    'h1 h2 h3 h4 h5 h6 p div center span a br hr wbr b i strong em u small pre code tt blockquote',
    'ul ol li dl dt dd table thead tbody tr td th form fieldset legend label input button img',
  ].flatMap((words) => words.split(' ')),
);
/** Attributes that show nothing, and hide nothing. */
const plainAttributes: ReadonlySet<string> = new Set(
  [
    'id class href src rel name content charset http-equiv lang xmlns method action for target media role style',
    'border width height align cellpadding cellspacing autofocus autocomplete required integrity crossorigin',
  ].flatMap((words) => words.split(' ')),
);
/** Those whose words a browser may show, as a picture's that is not there. */
const spoken: ReadonlySet<string> = new Set(['alt', 'title', 'value', 'placeholder']);
/** Letters of all of those. */
const mostSpoken = 200;
/** Elements that a colour cannot hide a part of a word in. */
const block = /^(?:(?:html|body|h[1-6]|p|div|center|table)[ ,\n]*)+$/;
/** Declarations that make no text, move none and hide none. */
const plainStyle =
  /^(?:font-weight|text-align|(?:padding|margin|border)(?:-[a-z-]+)?|max-width) *:[\w\s#%.,]*$|^font-family *:[\w\s,"'-]*$|^display *: *block$|^font-size *: *(?:[1-9]\d(?:px|pt)|[1-9](?:\.\d+)?r?em|[1-9]\d\d%)$/;
const colour = /^(?:background-)?color *: *[\w#]+$/;

/** Why a refusal may show other words than those that stand in it: it needs few elements and hardly any style, and nothing beyond that is interpreted. */
export function whyNotPlain(body: string): string | undefined {
  if (body.split('<!--').slice(1).some(isOddComment)) return 'a comment of it holds marks';
  const tags = body.match(/<\/?[a-z][^<>]*>?/gi) ?? [];
  if (isStyled(body, tags)) return 'its style may make, move or hide text';
  let said = 0;
  for (const tag of tags) {
    const read = readTag(tag);
    if (read === undefined) return 'a mark of it does not end';
    if (!plainTags.has(read.name)) return `it holds more than plain text (<${read.name.slice(0, 20)}>)`;
    const odd = read.attributes.find(({ name }) => !isPlainAttribute(read.name, name));
    if (odd !== undefined) return `it holds more than plain text (${read.name} ${odd.name.slice(0, 20)})`;
    if (read.name === 'link' && !read.attributes.some(isIcon)) return 'a style sheet of another address may make text';
    said += read.attributes.reduce((sum, { name, value }) => sum + (spoken.has(name) ? value.length : 0), 0);
  }
  return said > mostSpoken ? 'it has long words for its pictures and fields' : undefined;
}

/** Whether style sheets or attributes of any page, also of one where one logs in, write words: signs of a font of icons are none. */
export function makesText(body: string): boolean {
  const attributes = (body.match(/<[a-z][^<>]*>?/gi) ?? []).map((tag) => tag.split(/\bstyle\s*=/i)[1] ?? '');
  const values = [...sheetsOf(body), ...attributes].flatMap((style) => style.split(/(?<![\w-])content\s*:/i).slice(1));
  return values.some((each) => {
    const [value = ''] = each.split(/[;}]/);
    return /\b(?:attr|var|counters?)\s*\(|[\p{L}\p{N}]{2}/iu.test(
      value.replaceAll(/\\[0-9a-f]{1,6}|!important|\b(?:none|normal|inherit|initial)\b/gi, ''),
    );
  });
}

function sheetsOf(body: string): readonly string[] {
  return body
    .split(/<style\b/i)
    .slice(1)
    .map((behind) => (behind.split(/<\/style/i)[0] ?? '').replace(/^[^>]*>/, ''));
}

function isOddComment(behind: string): boolean {
  const end = behind.indexOf('-->');
  return end < 0 || /[<>]/.test(behind.slice(0, end));
}

function isIcon({ name, value }: Attribute): boolean {
  return name === 'rel' && /^["']?(?:(?:shortcut )?icon|apple-touch-icon|manifest|canonical)["']?$/i.test(value);
}

function isPlainAttribute(tag: string, name: string): boolean {
  if (name === 'type') return tag !== 'ol' && tag !== 'ul' && tag !== 'li';
  if (name === 'bgcolor') return tag === 'body';
  return plainAttributes.has(name) || spoken.has(name) || /^(?:data|aria)-[\w-]+$/.test(name);
}

interface Attribute {
  readonly name: string;
  readonly value: string;
}

interface Tag {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** Nothing where a quote in it does not end: it goes on behind what looks like its end. */
function readTag(tag: string): Tag | undefined {
  const name = /^<\/?([a-z][^\s/>]*)/i.exec(tag)?.[1] ?? '';
  const rest = tag.slice(tag.indexOf(name) + name.length, -1);
  if (!tag.endsWith('>') || /["']/.test(rest.replaceAll(/"[^"]*"|'[^']*'/g, ''))) return undefined;
  const attributes = [...rest.matchAll(/([^\s=/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?/g)].map((found) => ({
    name: (found[1] ?? '').toLowerCase(),
    value: found[2] ?? '',
  }));
  return { name: name.toLowerCase(), attributes };
}

function isStyled(body: string, tags: readonly string[]): boolean {
  const own = tags.flatMap((tag) => readTag(tag)?.attributes ?? []).filter(({ name }) => name === 'style');
  return (
    !own.every(({ value }) => isPlainBlock(value.replaceAll(/^["']|["']$/g, ''), false)) ||
    !sheetsOf(body).every(isPlainSheet)
  );
}

/** Of a sheet, rules without blocks within blocks, and nothing that begins with an `@`. */
function isPlainSheet(text: string): boolean {
  const rules = text.replaceAll(/\/\*[^*]*\*\//g, '').split('}');
  return rules.every((rule, at) => {
    const [selector = '', block_ = '', ...others] = rule.split('{');
    if (at === rules.length - 1) return rule.trim() === '';
    return others.length === 0 && !selector.includes('@') && isPlainBlock(block_, block.test(selector.trim()));
  });
}

function isPlainBlock(declarations: string, isBlock: boolean): boolean {
  return declarations.split(';').every((each) => {
    const said = each.trim().toLowerCase();
    return said === '' || plainStyle.test(said) || (isBlock && colour.test(said));
  });
}
