import { bounded } from '../bounded.ts';
import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { decodeEscape } from '../literal.ts';
import { concatenate, folderOf, joinPaths, oneOf, textWith, unknownFor } from '../values.ts';

const deepest = 30;
/** Nodes of one file that are looked at. */
const mostNodes = 100_000;
/** Elements of a list that are looked at. */
const mostItems = 200;

/** What expressions of Julia are, as far as they are literals, names that the file gives to such, or paths joined of them. */
export class JuliaEvaluator {
  private readonly path: string;
  private readonly text: string;
  private readonly assigned = new Map<string, SyntaxNode[]>();
  private readonly known = new Map<SyntaxNode, Value>();
  private readonly open = new Set<SyntaxNode>();
  private depth = 0;
  private budget = mostNodes;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Notes which names are assigned somewhere. */
  learn(node: SyntaxNode): void {
    const [target, , value] = node.children;
    if (node.kind === 'Assignment' && target?.kind === 'Identifier' && value !== undefined) {
      const name = this.source(target);
      const known = this.assigned.get(name) ?? [];
      if (known.length < 6) this.assigned.set(name, [...known, value]);
    }
    for (const child of node.children) this.learn(child);
  }

  evaluate(node: SyntaxNode): Value {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    this.budget -= 1;
    if (this.depth > deepest || this.budget < 0) return unknownFor('limit');
    if (this.open.has(node)) return unknownFor('computed');
    this.open.add(node);
    this.depth += 1;
    try {
      const value = bounded(this.find(node));
      this.known.set(node, value);
      return value;
    } finally {
      this.depth -= 1;
      this.open.delete(node);
    }
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  private find(node: SyntaxNode): Value {
    const source = this.source(node);
    switch (node.kind) {
      case 'StringLiteral':
        return this.string(node);
      case 'IntegerLiteral':
      case 'FloatLiteral':
        return { kind: 'constant', value: Number(source.replaceAll('_', '')) };
      case 'BoolLiteral':
        return { kind: 'constant', value: source === 'true' };
      case 'ParenExpression':
        return node.children[1] === undefined ? unknownFor('computed') : this.evaluate(node.children[1]);
      case 'Identifier':
        return this.name(source);
      // `Downloads.download`: a function by its module.
      case 'FieldExpression':
        return /^[\w.]+!?$/.test(source) ? { kind: 'symbol', name: source } : unknownFor('computed');
      case 'VectorExpression':
      case 'TupleExpression':
        return {
          kind: 'list',
          items: node.children
            .filter(({ kind }) => !/^[[\](),;]$/.test(kind))
            .slice(0, mostItems)
            .map((child) => this.evaluate(child)),
        };
      case 'IndexExpression':
        return this.element(source);
      case 'CallExpression':
        return this.call(node);
      case 'BinaryExpression':
        return /^"[^]*\*/.test(source)
          ? concatenate(node.children.filter(({ kind }) => !/Op$|^\*$/.test(kind)).map((child) => this.evaluate(child)))
          : unknownFor('computed');
      case 'MacrocallExpression':
      case 'MacroExpression':
        return source.startsWith('@__DIR__') ? textWith({ up: 1, file: this.path }) : unknownFor('computed');
      default: {
        // `ip"0.0.0.0"` and `raw"..."` are what stands in them.
        const plain = /^(?:ip|p|raw)"([^"\\]{0,300})"$/.exec(source)?.[1];
        if (plain !== undefined) return textWith(plain);
        return source === '@__DIR__' ? textWith({ up: 1, file: this.path }) : unknownFor('computed');
      }
    }
  }

  private name(source: string): Value {
    if (source === 'true' || source === 'false') return { kind: 'constant', value: source === 'true' };
    const nodes = this.assigned.get(source) ?? [];
    return nodes.length === 0 ? { kind: 'symbol', name: source } : oneOf(nodes.map((each) => this.evaluate(each)));
  }

  private string(node: SyntaxNode): Value {
    const marks = node.children.filter(({ kind }) => /^"+$/.test(kind));
    const [open, close] = [marks[0], marks.at(-1)];
    if (open === undefined || close === undefined || open === close)
      return textWith(this.source(node).replaceAll(/^"+|(?<!")"+$/g, ''));
    const values: Value[] = [];
    let at = open.end;
    for (const child of node.children) {
      if (child === open || child === close || child.kind === 'EscapeSequence') continue;
      if (child.start > at || child.kind === '$') values.push(textWith(decode(this.text.slice(at, child.start))));
      at = child.end;
      if (child.kind !== '$' && !/^[()]$/.test(child.kind)) values.push(this.evaluate(child));
    }
    values.push(textWith(decode(this.text.slice(at, close.start))));
    return concatenate(values);
  }

  private element(source: string): Value {
    const name = /^ENV\[\s*"(\w+)"\s*\]$/.exec(source)?.[1];
    return name === undefined ? unknownFor('computed') : { kind: 'text', parts: [{ variable: name }], variable: name };
  }

  private call({ children: [target, ...rest] }: SyntaxNode): Value {
    const name = target === undefined ? '' : this.source(target);
    const given = (rest.find(({ kind }) => kind === 'Arguments')?.children ?? []).filter(
      ({ kind }) => !/^[(),;]$|^KeywordArguments$/.test(kind),
    );
    if (name === 'joinpath') return joinPaths(given.map((each) => this.evaluate(each)));
    if (name === 'string') return concatenate(given.map((each) => this.evaluate(each)));
    if (name === 'dirname' && given[0] !== undefined) return folderOf(this.evaluate(given[0]));
    if (/^(?:abspath|normpath|expanduser|String)$/.test(name) && given[0] !== undefined) return this.evaluate(given[0]);
    if (name === 'pwd') return textWith('.');
    if (name === 'homedir') return textWith('~');
    const [owner, key, otherwise] = given;
    const variable = key === undefined ? undefined : textOf(this.evaluate(key));
    if (name === 'get' && owner !== undefined && this.source(owner) === 'ENV' && variable !== undefined)
      return {
        kind: 'text',
        parts: [{ variable, ...(otherwise === undefined ? {} : { otherwise: this.evaluate(otherwise) }) }],
        variable,
      };
    return { kind: 'result', of: name };
  }
}

function decode(written: string): string {
  return written.replaceAll(/\\(?:[xuU][0-9a-fA-F]+|[0-7]{1,3}|[^])/g, decodeEscape);
}
