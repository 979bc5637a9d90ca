// Writes down, as lines of JSON, every regular expression that a program builds from text: node --require record-expressions.cjs ...
const { appendFileSync } = require('node:fs');

const written = new Set();
const record = (source, flags) => {
  const line = JSON.stringify({ source, flags });
  if (written.has(line)) return;
  written.add(line);
  appendFileSync(process.env.RECORDED_EXPRESSIONS, `${line}\n`);
};
globalThis.RegExp = new Proxy(RegExp, {
  construct(target, words, self) {
    const made = Reflect.construct(target, words, self);
    if (typeof words[0] === 'string') record(made.source, made.flags);
    return made;
  },
  apply(target, self, words) {
    const made = Reflect.apply(target, self, words);
    if (typeof words[0] === 'string') record(made.source, made.flags);
    return made;
  },
});
