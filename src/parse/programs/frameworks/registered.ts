import type { PythonModule } from '../python/python-module.ts';
import type { Scope } from '../python/scope.ts';

const handing =
  /^@?\s*(?:[\w.]{1,200}\.(?:route|get|post|put|delete|patch|websocket|callback|on_event|before_request|after_request|errorhandler|exception_handler|middleware|task|event|on)|shared_task)\b/;

/** A function that is registered with a server or a queue: those call it when they are asked. */
export function isHandler({ kind, decorators }: Scope, { text }: PythonModule): boolean {
  return (
    kind === 'function' &&
    decorators.some(({ start, end }) => handing.test(text.slice(start, Math.min(end, start + 300))))
  );
}

/** `class A:` and `class A(object):` */
export function isPlain({ kind, bases, decorators }: Scope, { text }: PythonModule): boolean {
  return (
    kind === 'class' && decorators.length === 0 && bases.every(({ start, end }) => text.slice(start, end) === 'object')
  );
}
