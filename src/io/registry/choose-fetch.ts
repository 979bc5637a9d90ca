import { UserError } from '../../model/errors.ts';
import { isLoopback } from './inner-address.ts';

/** The part of `fetch` that the client uses. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * `fetch` as it is, or through the proxy that `HTTPS_PROXY` names (small letters too), with the exceptions of `NO_PROXY`.
 * Addresses of this machine are always asked directly. Throws UserError for a proxy that is no URL.
 */
export async function chooseFetch(variables: Readonly<Record<string, string | undefined>>): Promise<Fetch> {
  const httpsProxy = readProxy('HTTPS_PROXY', variables);
  const httpProxy = readProxy('HTTP_PROXY', variables);
  if (httpsProxy === undefined && httpProxy === undefined) return fetch;
  // Node's own fetch takes a proxy from the environment only since 24, and no dispatcher of another undici: so fetch and agent come from one package.
  const undici = await import('undici');
  const noProxy = variables['no_proxy'] ?? variables['NO_PROXY'] ?? '';
  const proxies = { httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? httpProxy ?? '', noProxy };
  const agent = withoutWarning(() => new undici.EnvHttpProxyAgent(proxies));
  const proxied = undici.fetch as unknown as (
    url: URL,
    init: Omit<RequestInit, 'dispatcher'> & { dispatcher: unknown },
  ) => Promise<Response>;
  return (url, init) => (isLoopback(url.hostname) ? fetch(url, init) : proxied(url, { ...init, dispatcher: agent }));
}

/** Without Node's warning that what is made is experimental: whoever set a proxy can do nothing about it. */
function withoutWarning<T>(make: () => T): T {
  const emitWarning: unknown = Reflect.get(process, 'emitWarning');
  process.emitWarning = (): void => undefined;
  try {
    return make();
  } finally {
    Reflect.set(process, 'emitWarning', emitWarning);
  }
}

function readProxy(name: string, variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const found = [name.toLowerCase(), name].find((key) => (variables[key] ?? '') !== '');
  const value = found === undefined ? undefined : variables[found];
  if (found === undefined || value === undefined) return undefined;
  const text = value.includes('://') ? value : `http://${value}`;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  // The value is not shown: it may hold a password.
  throw new UserError({
    what: 'is not the URL of a proxy',
    where: `environment variable ${found}`,
    fix: `export ${found}=http://HOST:PORT`,
  });
}
