/** The proxy through which the GPU cluster pulls, as EPCC's documentation names it, and the registry whose images it hands on. */
export const imageProxy = { host: 'tre-ghcr-proxy.nsh.loc:5000', registry: 'ghcr.io' } as const;
