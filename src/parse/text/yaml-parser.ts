// The one place that names the YAML parser: imported when there is YAML to read, never at start. A bundler gives a dynamic
// import of a CommonJS package no named exports, so they are named here.
export { refuseYaml } from './yaml-limits.ts';
export { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
