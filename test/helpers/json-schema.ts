import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const compiled = new Map<string, ValidateFunction>();

/** What `schema/NAME.schema.json` has against a document that a command printed; empty where it is as published. */
export function faultsBySchema(name: string, document: unknown): readonly object[] {
  const validate = compiled.get(name) ?? compile(name);
  return validate(document) ? [] : (validate.errors ?? []);
}

function compile(name: string): ValidateFunction {
  const text = readFileSync(join(import.meta.dirname, '../../schema', `${name}.schema.json`), 'utf8');
  const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true }).compile(
    JSON.parse(text) as object,
  );
  compiled.set(name, validate);
  return validate;
}
