import { chooseFetch } from '../registry/choose-fetch.ts';
import { describeNetworkError } from '../registry/describe-network-error.ts';
import { isLoopback } from '../registry/inner-address.ts';
import { readBoundedBody } from '../registry/read-bounded-body.ts';
import type { RegistryFailure } from '../../model/pin/registry.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { foldName } from '../../shared/fold-name.ts';

/** Milliseconds, and bytes: PyTorch's page of torch has about half a megabyte. */
const bounds = { time: 20_000, size: 16 * 1024 ** 2 };

/**
 * Asks a package index (PEP 503, 691) for the page of one package. No login is sent, and nothing but this machine is asked over plain http.
 * Throws nothing that the network does.
 */
export async function askIndexPage(
  index: string,
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly page: string; readonly host: string } | { readonly failure: RegistryFailure }> {
  const url = new URL(`${trimEnd(index, '/')}/${foldName(name)}/`);
  const { host } = url;
  const fail = (what: string): { readonly failure: RegistryFailure } => ({ failure: { kind: 'failing', host, what } });
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) return fail(`${host} is not asked over plain http`);
  try {
    const fetch = await chooseFetch(variables);
    const response = await fetch(url, {
      headers: { accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.2' },
      redirect: 'error',
      signal: AbortSignal.timeout(bounds.time),
    });
    const body = await readBoundedBody(response, bounds.size);
    if (response.status === 200 && body !== undefined) return { page: body.toString('utf8'), host };
    return fail(`${host} answers with status ${String(response.status)}`);
  } catch (error) {
    return { failure: describeNetworkError(error, host).failure };
  }
}
