import { chooseFetch, type Fetch } from '../registry/choose-fetch.ts';
import { describeNetworkError } from '../registry/describe-network-error.ts';
import { readBoundedBody } from '../registry/read-bounded-body.ts';
import type { RegistryFailure } from '../../model/pin/registry.ts';
import { trimEnd } from '../../shared/trim-end.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Milliseconds, and bytes: what one version of a package says of itself has some kilobytes. */
const bounds = { time: 20_000, size: 1024 * 1024 };

/**
 * Asks the npm registry (`npm_config_registry`, else npm's own) for the checksum of one version of a package. `absent`: it does not know it.
 * No login is sent. Throws nothing that the network does.
 */
export async function askIntegrity(
  name: string,
  version: string,
  variables: Variables,
): Promise<{ readonly integrity: string } | { readonly absent: string } | { readonly failure: RegistryFailure }> {
  const registry =
    variables['npm_config_registry'] ?? variables['NPM_CONFIG_REGISTRY'] ?? 'https://registry.npmjs.org/';
  const address = `${trimEnd(registry, '/')}/${name.replace('/', '%2f')}/${version}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const fail = (what: string): { readonly failure: RegistryFailure } => ({
    failure: { kind: 'failing', host: url?.host ?? 'the npm registry', what },
  });
  if (url === undefined) return fail('npm_config_registry is no URL');
  try {
    return await ask(url, await chooseFetch(variables), fail);
  } catch (error) {
    const { failure } = describeNetworkError(error, url.host);
    return { failure };
  }
}

async function ask(
  url: URL,
  fetch: Fetch,
  fail: (what: string) => { readonly failure: RegistryFailure },
): Promise<{ readonly integrity: string } | { readonly absent: string } | { readonly failure: RegistryFailure }> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(bounds.time),
  });
  const body = await readBoundedBody(response, bounds.size);
  if (response.status === 404) return { absent: `${url.host} does not know it (yet)` };
  if (response.status !== 200 || body === undefined)
    return fail(`${url.host} answers with status ${String(response.status)}`);
  const integrity = readIntegrity(body.toString('utf8'));
  return integrity === undefined ? fail(`${url.host} gives no sha512 checksum of it`) : { integrity };
}

function readIntegrity(text: string): string | undefined {
  try {
    const { dist } = JSON.parse(text) as { readonly dist?: { readonly integrity?: unknown } };
    const { integrity } = dist ?? {};
    return typeof integrity === 'string' && /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? integrity : undefined;
  } catch {
    return undefined;
  }
}
