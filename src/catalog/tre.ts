/**
 * What the Trusted Research Environment demands of a container, in one place: rules, templates' view, rehearsal and documents take it from
 * here. The only file of the catalogue that every layer may import. Source: EPCC, "Building and Testing Containers", "Add TRE file system
 * directories" and "Build for the right platform"; the GPU service's policies for the proxy.
 */
const directories: readonly [data: string, outputs: string, scratch: string] = [
  '/safe_data',
  '/safe_outputs',
  '/scratch',
];

export const tre = {
  /** Made by the image, empty, and mounted over: what is read, what is kept, what is emptied when the container ends. */
  directories,
  data: directories[0],
  outputs: directories[1],
  scratch: directories[2],
  /** The line of a Dockerfile that makes them. */
  makeDirectories: `RUN mkdir ${directories.join(' ')}`,
  /** What the TRE's machines run: `os/architecture`. */
  platform: 'linux/amd64',
  /** Where `ces-pull` gets images from inside, and from nowhere else. */
  registries: ['ghcr.io', 'git.ecdf.ed.ac.uk'],
  /** The proxy through which the GPU cluster pulls, as EPCC's documentation names it, and the registry whose images it hands on. */
  imageProxy: { host: 'tre-ghcr-proxy.nsh.loc:5000', registry: 'ghcr.io' },
} as const;
