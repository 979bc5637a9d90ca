import { PassingError, RegistryError } from './registry-error.ts';

const unreachable = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'EACCES',
  'EPERM',
]);
/** A connection that was there and is no more. */
const cut = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE']);
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA)/;

/**
 * Says what kept a request from its answer. A host that cannot be reached is not asked again; a cut or a time-out may pass.
 * The words come from error codes alone, since messages of lower layers may quote addresses with secrets in them.
 */
export function describeNetworkError(error: unknown, host: string): RegistryError {
  if (error instanceof RegistryError) return error;
  const codes = collectCodes(error);
  const away = codes.find((code) => unreachable.has(code));
  if (away !== undefined)
    return new RegistryError({ kind: 'unreachable', host, what: `${host} cannot be reached (${away})` });
  if (codes.includes('proxy'))
    return new RegistryError({
      kind: 'unreachable',
      host,
      what: `${host} cannot be reached: the proxy does not let the request through`,
      fix: 'check HTTPS_PROXY and NO_PROXY, and whether the proxy lets this host through',
    });
  const distrusted = codes.find((code) => certificate.test(code));
  if (distrusted !== undefined) {
    const why = 'Often a proxy of the institution stands between and shows a certificate of its own.';
    return new RegistryError({
      kind: 'certificate',
      host,
      what: `${host} shows a certificate that is not trusted (${distrusted})`,
      why,
      fix: 'export NODE_EXTRA_CA_CERTS=FILE with the certificate of whoever signs there (PEM), then again',
    });
  }
  if (codes.includes('timeout'))
    return new PassingError({ kind: 'failing', host, what: `${host} does not answer in time`, fix: 'try again later' });
  const known = codes.find((code) => /^[A-Z][A-Z0-9_]+$/.test(code));
  const words = known !== undefined && cut.has(known) ? 'breaks the connection off' : 'gave no answer that can be read';
  return new PassingError({
    kind: 'failing',
    host,
    what: `${host} ${words}${known === undefined ? '' : ` (${known})`}`,
    fix: 'try again later',
  });
}

/** Codes of an error and of all that caused it, outermost first. */
function collectCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const late =
    error.name === 'TimeoutError' || own.includes('UND_ERR_HEADERS_TIMEOUT') || own.includes('UND_ERR_BODY_TIMEOUT')
      ? ['timeout']
      : [];
  const proxy = /proxy response/i.test(error.message) ? ['proxy'] : [];
  const several = error instanceof AggregateError ? error.errors.flatMap((one) => collectCodes(one, depth + 1)) : [];
  return [...late, ...proxy, ...own, ...several, ...collectCodes(error.cause, depth + 1)];
}
