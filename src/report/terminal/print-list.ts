/** A list as `JSON.stringify(…, null, 2)` prints it where it stands `depth` spaces deep, from parts of it as they come. */
export async function* printList(parts: AsyncIterable<readonly unknown[]>, depth: number): AsyncGenerator<string> {
  const margin = `\n${' '.repeat(depth)}`;
  let before = '[';
  for await (const part of parts) {
    if (part.length === 0) continue;
    const elements = part.map((element) => JSON.stringify(element, null, 2).replaceAll('\n', `${margin}  `));
    yield `${before}${margin}  ${elements.join(`,${margin}  `)}`;
    before = ',';
  }
  yield before === '[' ? '[]' : `${margin}]`;
}
