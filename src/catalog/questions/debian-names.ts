/** Packages of libraries that error messages name otherwise: `libGL.so.1: cannot open shared object file`. */
const libraries: Readonly<Record<string, string | undefined>> = {
  libgl: 'libgl1',
  'libgl.so': 'libgl1',
  'libgl.so.1': 'libgl1',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgomp.so.1': 'libgomp1',
  'libsm.so.6': 'libsm6',
  'libxext.so.6': 'libxext6',
  'libxrender.so.1': 'libxrender1',
};

/** Debian's names have no capital letters and no underscores; a version may. */
export function correctDebianName(text: string): string {
  const [written = '', ...version] = text.trim().split(/==?/);
  const name = written.trim().toLowerCase().replaceAll('_', '-');
  return [libraries[name] ?? name, ...version.map((each) => each.trim())].join('=');
}
